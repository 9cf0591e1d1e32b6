"""What happens to supporters and readers when two persons turn out to be one; must not decide who links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Never

from core.debates import rules
from core.debates.gate import rules as gate_rules
from core.debates.gate.ports import GateRows
from core.kernel.clock import Clock
from core.kernel.identity import PersonId


@dataclass(frozen=True, slots=True)
class SupporterMerge:
    """Runs inside the transaction that links or unlinks accounts."""

    clock: Clock

    def merge(self, rows: GateRows, kept: PersonId, gone: PersonId) -> Sequence[Never]:
        """Count `kept` once, at the place they said last; that is what anybody expects, and nothing has to be told."""
        rules.merge(rows, kept, gone, self.clock.now())
        gate_rules.merge(rows, kept, gone)
        return ()

    def split(self, rows: GateRows, kept: PersonId, new: PersonId) -> None:
        """What was said stays with the person; the account that leaves may say it again for itself, and reads nothing
        in clear until then."""
