"""Reads an export from a folder or a zip and says of each check whether it holds; must run on Python 3.9 by itself.

Usage: python verify.py [folder or zip] [hash that was posted in the channel, its first 32 digits at least]...
Exit status 0 when all holds, 1 when a check fails, 2 when there is no export to read.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from core.votes.integrity.again import Counting
from core.votes.integrity.audit import hash_of
from core.votes.integrity.verifier.checks import Files, ballot_claims, count_claims, promise_claims, read_seals

NAMES = ("config.json", "ballots.json", "roll.json", "seals.txt", "audit.jsonl", "result.json")


def main(arguments: Sequence[str], counting: Counting) -> int:
    """Check the export at the path given, or beside this file, up to the first claim that fails; return the status."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    hashes = [argument for argument in arguments if re.fullmatch("[0-9a-f]{32,64}", argument)]
    paths = [argument for argument in arguments if argument not in hashes]
    try:
        files = files_at(Path(paths[0]) if paths else Path(__file__).parent)
    except (OSError, KeyError, zipfile.BadZipFile) as missing:
        return said("ÉCHEC / FAILED", "export", f"illisible / cannot be read ({missing})", 2)
    name = "export"
    claims = chain(promise_claims(files), ballot_claims(files), count_claims(files, counting))
    try:
        for name, holds, rule in claims:
            if not holds:
                return said("ÉCHEC / FAILED", name, rule, 1)
            said("OK", name, rule, 0)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as wrong:
        rule = f"illisible après {name} / cannot be read after {name} ({wrong!r})"
        return said("ÉCHEC / FAILED", "export", rule, 1)
    posted, seals = read_seals(files)
    known = [posted["config"], posted["seed"], posted.get("scrutineer", ""), *(seal["root"] for seal in seals)]
    known += [hash_of(line) for line in files["audit.jsonl"].decode().splitlines()]
    if not all(any(full.startswith(posted_hash) for full in known) for posted_hash in hashes):
        return said("ÉCHEC / FAILED", "posted", "empreinte inconnue ici / hash unknown here", 1)
    told = f"config {posted['config']} seed {posted['seed']} seal {seals[-1]['root']}"
    return said("OK", "posted", f"à comparer avec le salon / compare with the channel: {told}", 0)


def files_at(path: Path) -> Files:
    """Return the files of an export; raises OSError, KeyError or BadZipFile when one cannot be read."""
    if path.is_dir():
        return {name: (path / name).read_bytes() for name in NAMES}
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in NAMES}


def said(verdict: str, name: str, rule: str, status: int) -> int:
    """Write one line and return the status it stands for."""
    sys.stdout.write(f"{verdict}  {name}: {rule}\n")
    return status
