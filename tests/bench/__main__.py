"""`make bench`: every figure with its measure beside it, in one run."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.bench import ballots, counting, firing, memory, presses

PARTS = {
    "ballots": ballots.compare,
    "presses": presses.compare,
    "firing": firing.measure,
    "memory": memory.measure,
    "counting": counting.measure,
}


async def main() -> None:
    """Run the named parts, or all."""
    for name in sys.argv[1:] or PARTS:
        with tempfile.TemporaryDirectory(prefix="agora-bench-") as folder:
            print("\n".join(await PARTS[name](Path(folder))), flush=True)


asyncio.run(main())
