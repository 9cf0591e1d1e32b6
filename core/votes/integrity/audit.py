"""The record of a vote: entries that are only ever added, each holding the hash of the one before; never a content.

An entry is one line of canonical JSON and its hash is that line's SHA-256, so `sed -n 3p audit.jsonl | tr -d '\\n' |
sha256sum` is what line 4 calls `previous`. The last hash stands in seals.txt. Must not keep the lines.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.votes.integrity.config import canonical

START = "0" * 64
"""What the first entry calls `previous`."""


class Act(StrEnum):
    """What happened to a vote."""

    OPENED = "opened"
    EXCEPTION = "exception"
    """Somebody was let in beyond the rule."""
    PROVISIONAL = "provisional"
    CONFIRMED = "confirmed"
    MERGED = "merged"
    """Two accounts became one person, who keeps one ballot."""
    WITHDRAWN = "withdrawn"
    """A title was withdrawn."""
    SEALED = "sealed"
    EXTENDED = "extended"
    CLOSED = "closed"
    COUNTED = "counted"
    EXPORTED = "exported"
    CANCELLED = "cancelled"


FACTS: Mapping[Act, frozenset[str]] = {
    Act.OPENED: frozenset({"config", "seed", "scrutineer", "eligible"}),
    Act.EXCEPTION: frozenset({"reason"}),
    Act.PROVISIONAL: frozenset({"reason", "ballots"}),
    Act.CONFIRMED: frozenset({"ballots"}),
    Act.MERGED: frozenset({"ballots"}),
    Act.WITHDRAWN: frozenset({"title", "reason"}),
    Act.SEALED: frozenset({"number", "ballots", "root"}),
    Act.EXTENDED: frozenset({"until", "reason"}),
    Act.CLOSED: frozenset({"ballots", "voted", "reason"}),
    Act.COUNTED: frozenset({"result"}),
    Act.EXPORTED: frozenset({"publish"}),
    Act.CANCELLED: frozenset({"reason"}),
}
"""All that an entry may tell: hashes, totals, a title's position, a reason; no person, no ballot."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the record. Numbers count from 1, the moment is UTC microseconds."""

    number: int
    moment: int
    act: Act
    facts: Mapping[str, object]
    previous: str

    @property
    def line(self) -> str:
        """The text that is kept, hashed and exported."""
        told = {"number": self.number, "moment": self.moment, "act": self.act.value, "facts": self.facts}
        return canonical(told | {"previous": self.previous}).decode()


def added(last_line: str, moment: int, act: Act, facts: Mapping[str, object]) -> Entry:
    """Return the entry that follows `last_line` ("" for the first); raises ValueError on a fact it may not tell."""
    if not facts.keys() <= FACTS[act]:
        raise ValueError(f"{act} may not tell {sorted(facts.keys() - FACTS[act])}")
    number = json.loads(last_line)["number"] + 1 if last_line else 1
    return Entry(number, moment, act, facts, hash_of(last_line) if last_line else START)


def hash_of(line: str) -> str:
    """Return an entry's hash, in hexadecimal."""
    return hashlib.sha256(line.encode()).hexdigest()


def first_broken(lines: Sequence[str], entries: int, last: str) -> int | None:
    """Return the number of the first entry that was changed, moved, added or taken out, or None when all hold.

    `entries` is how many there must be and `last` the hash of the last of them.
    """
    told = [_told(line) for line in lines]
    for number, entry in enumerate(told, start=1):
        if entry.get("number") != number or number > entries or (number == 1 and entry.get("previous") != START):
            return number
    if len(lines) < entries:
        return len(lines) + 1
    claimed = [*(entry.get("previous") for entry in told[1:]), last]
    differ = [hash_of(line) != claim for line, claim in zip(lines, claimed, strict=False)]
    if True not in differ:
        return None
    # An entry whose own `previous` was changed differs from what follows it, too: then it is the one.
    first = differ.index(True) + 1
    return first + 1 if differ[first : first + 1] == [True] else first


def _told(line: str) -> Mapping[str, object]:
    try:
        told = json.loads(line)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
