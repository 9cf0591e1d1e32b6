"""The record of a vote: entries that are only ever added, each holding the hash of the one before; never a content.

An entry is one line of canonical JSON, which ends with its number and the hash of the one before. Its own hash is the
line's SHA-256, so `sed -n 3p audit.jsonl | tr -d '\\n' | sha256sum` is what line 4 calls `previous`. The last hash
stands in seals.txt. Must not keep the lines.
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
POSTED_HASH = 32
"""How many hexadecimal digits of a hash are posted in a room: 128 bits. Of far fewer (48, say) a house could find two
seeds in seconds that begin alike, and choose between their lots after the close."""


class Act(StrEnum):
    """What happened to a vote."""

    OPENED = "opened"
    EXCEPTION = "exception"
    """Somebody was let in beyond the rule."""
    PROVISIONAL = "provisional"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    DISCARDED = "discarded"
    """Nobody had confirmed these ballots at the close."""
    MERGED = "merged"
    """Two accounts became one person, who keeps one ballot."""
    ADDED = "added"
    """A reader wrote a title in, after the others."""
    WITHDRAWN = "withdrawn"
    """A title was withdrawn."""
    SEALED = "sealed"
    EXTENDED = "extended"
    CLOSED = "closed"
    COUNTED = "counted"
    DECIDED = "decided"
    """A runoff, a casting vote or the lot decided what hung on the lot."""
    STATED = "stated"
    """The bookseller said something on the outcome, or took it back."""
    UNNAMED = "unnamed"
    """A name was taken out of the roll call, at its person's wish."""
    EXPORTED = "exported"
    CANCELLED = "cancelled"


FACTS: Mapping[Act, frozenset[str]] = {
    Act.OPENED: frozenset({"config", "seed", "scrutineer", "eligible"}),
    Act.EXCEPTION: frozenset({"reason"}),
    Act.PROVISIONAL: frozenset({"reason", "ballots"}),
    Act.CONFIRMED: frozenset({"ballots"}),
    Act.REJECTED: frozenset({"ballots"}),
    Act.DISCARDED: frozenset({"ballots"}),
    Act.UNNAMED: frozenset({"names"}),
    Act.MERGED: frozenset({"ballots"}),
    Act.ADDED: frozenset({"title", "id", "name", "authors"}),
    Act.WITHDRAWN: frozenset({"title", "reason"}),
    Act.SEALED: frozenset({"number", "ballots", "root"}),
    Act.EXTENDED: frozenset({"until", "reason"}),
    Act.CLOSED: frozenset({"ballots", "voted", "eligible", "reason", "names"}),
    Act.COUNTED: frozenset({"result"}),
    Act.DECIDED: frozenset({"titles", "by"}),
    Act.STATED: frozenset({"words"}),
    Act.EXPORTED: frozenset({"publish"}),
    Act.CANCELLED: frozenset({"reason"}),
}
"""All that an entry may tell: hashes, totals, a title and its position, a reason; no person, no ballot."""


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
    broken, previous = [], START
    for number, line in enumerate(lines, start=1):
        if not line.endswith(f'"number":{number},"previous":"{previous}"}}'):
            broken.append(number)
        previous = hash_of(line)
    if not broken:
        return min(len(lines), entries) + 1 if len(lines) != entries else None if previous == last else entries
    # Where one entry alone does not follow and is not changed itself, the one before it was changed.
    first = broken[0]
    is_itself = first + 1 in broken or (first == entries and previous != last)
    return first if is_itself or len(lines) != entries else max(first - 1, 1)
