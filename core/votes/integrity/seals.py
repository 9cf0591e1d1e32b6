"""Seals: one hash over all ballots, posted while the vote is open, that nobody can meet later with other ballots.

A leaf is SHA-256 of a zero byte and the netstrings of poll, tracker, canonical ballot, nonce (hexadecimal) and group.
The root is the Merkle Tree Hash of RFC 6962 over the leaves in rising order: SHA-256 of a one byte and the two
children, an odd one out passing up unchanged, and SHA-256 of nothing for no leaf. Must not know who voted or when.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from core.votes.integrity.lot import joined


@dataclass(frozen=True, slots=True)
class CastBallot:
    """One ballot as it is sealed and published."""

    tracker: str
    ballot: str
    """The canonical text."""
    nonce: str
    """At least 128 bits in hexadecimal, secret until close: without it a leaf tells nothing."""
    group: str = ""
    """The class of voters it counts for, such as "jury" or a shop, or ""."""
    leaf: str = ""
    """Its leaf, of a ballot that stays unpublished: the nonce was not kept."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What was posted: a root over so many ballots. Numbers count from 1, the moment is UTC microseconds."""

    number: int
    moment: int
    ballots: int
    root: str


def seal_of(number: int, moment: int, poll: str, casts: Collection[CastBallot]) -> Seal:
    """Return the seal over these ballots, in any order."""
    return Seal(number, moment, len(casts), root_of(leaf_of(poll, cast) for cast in casts))


def leaf_of(poll: str, cast: CastBallot) -> str:
    """Return a ballot's leaf, in hexadecimal."""
    return (
        cast.leaf or hashlib.sha256(b"\0" + joined(poll, cast.tracker, cast.ballot, cast.nonce, cast.group)).hexdigest()
    )


def root_of(leaves: Iterable[str]) -> str:
    """Return the Merkle root of leaves in any order, all in hexadecimal."""
    level = [bytes.fromhex(leaf) for leaf in sorted(leaves)]
    if not level:
        return hashlib.sha256().hexdigest()
    while len(level) > 1:
        odd = level[-1:] if len(level) % 2 else []
        pairs = [level[place : place + 2] for place in range(0, len(level) - 1, 2)]
        level = [hashlib.sha256(b"\1" + left + right).digest() for left, right in pairs] + odd
    return level[0].hex()
