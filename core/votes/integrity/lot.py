"""The committed lot: a secret seed is promised at opening and settles ties at close; must not draw the seed itself.

A voter cannot steer it, since nobody knows the seed while ballots can change; the house cannot either where a
scrutineer's word, promised at opening too, is mixed in: one that nobody can guess. Rule: voting.md 1.4.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence


def joined(*fields: str) -> bytes:
    """Return fields as netstrings (`5:hello,`), which no other fields can yield: lengths count UTF-8 bytes."""
    return b"".join(b"%d:%s," % (len(field.encode()), field.encode()) for field in fields)


def promise(secret: bytes) -> str:
    """Return what is posted at opening for a seed or a scrutineer's word (its UTF-8): SHA-256, in hexadecimal."""
    return hashlib.sha256(secret).hexdigest()


def order_by_lot(seed: str, extra: str, ballots: Iterable[str], titles: Sequence[str]) -> tuple[int, ...]:
    """Return the positions of `titles` (their ids), the favoured first.

    `seed` is hexadecimal, `extra` a scrutineer's word or "", `ballots` canonical texts in any order. A title's rank is
    SHA-256 of the netstrings of seed, extra, hexadecimal SHA-256 of the sorted ballots' netstrings, and title id.
    """
    cast = hashlib.sha256(joined(*sorted(ballots))).hexdigest()
    ranks = [hashlib.sha256(joined(seed, extra, cast, title)).digest() for title in titles]
    return tuple(sorted(range(len(titles)), key=lambda title: ranks[title]))
