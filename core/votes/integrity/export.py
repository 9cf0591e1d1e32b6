"""The files of a closed vote, for anybody to check and count again; must not tell a person or the time of a cast.

config.json (the terms, in the one form whose SHA-256 was posted at opening), ballots.json (what `recount` reads, the
reveal of the lot, and each ballot with tracker and nonce), roll.json (counts by group), seals.txt (what was posted),
audit.jsonl, result.json (in the one form) and verify.py. Where ballots stay secret, ballots.json lists each tracker
with its leaf instead: the seals can still be checked, the nonces are never told. Rules: voting.md 4.3, 4.4 and 4.6.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from core.votes.integrity.audit import Act, hash_of
from core.votes.integrity.config import canonical, fingerprint
from core.votes.integrity.lot import order_by_lot, promise
from core.votes.integrity.papers import Kind
from core.votes.integrity.results import Terms, with_added
from core.votes.integrity.seals import CastBallot, Seal, leaf_of

SMALL_GROUP = 5
"""Below so many ballots, in all or in one group, no ballot is published."""
SIGNATURE = 7
"""A full ranking of more titles can be recognised as somebody's."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The oldest time that a zip can hold."""


class Publish(StrEnum):
    """What of the ballots is published after the close, from most to least."""

    BALLOTS = "ballots"
    """Every ballot, under its tracker."""
    MATRIX = "matrix"
    """Totals only: tallies, rounds, duels."""
    RESULT = "result"
    """Winners and order only."""


@dataclass(frozen=True, slots=True)
class Roll:
    """How many of one group might vote and did. Raises ValueError when more voted than might."""

    eligible: int
    voted: int

    def __post_init__(self) -> None:
        if not 0 <= self.voted <= self.eligible:
            raise ValueError(f"{self.voted} of {self.eligible} voted")


@dataclass(frozen=True, slots=True)
class ClosedVote:
    """All that is told of a vote once it is counted."""

    terms: Terms
    casts: Sequence[CastBallot]
    roll: Mapping[str, Roll]
    """By group; ballots of no group are those of ""."""
    seals: Sequence[Seal]
    """In order, the last one over all ballots at the close."""
    record: Sequence[str]
    """The lines of the record."""
    seed: str
    """The seed of the lot, in hexadecimal, revealed now."""
    extra: str = ""
    """The scrutineer's word, or ""."""
    called: Sequence[Mapping[str, object]] = ()
    """The roll call, as `called_of` has it, of a vote that names its voters."""


def publishable(wanted: Publish, casts: Iterable[CastBallot]) -> Publish:
    """Return what may be published of these ballots: no single one when there are few, in all or in one group."""
    groups = Counter(cast.group for cast in casts)
    is_small = groups.total() < SMALL_GROUP or min(groups.values()) < SMALL_GROUP
    return Publish.MATRIX if is_small and wanted is Publish.BALLOTS else wanted


def published_result(result: Mapping[str, object], publish: Publish) -> Mapping[str, object]:
    """Return as much of a result as is published; its hash is what the record's "counted" tells."""
    if publish is not Publish.RESULT:
        return result
    return {name: result[name] for name in ("method", "winners", "order")}


def withdrawn_in(record: Iterable[str]) -> tuple[int, ...]:
    """Return the positions of the titles that the record says were withdrawn."""
    told = [json.loads(line) for line in record]
    return tuple(sorted({entry["facts"]["title"] for entry in told if entry["act"] == Act.WITHDRAWN}))


def whole_terms(vote: ClosedVote) -> Terms:
    """Return the terms with every title that stood at the close: the record tells those that were written in."""
    told = [json.loads(line) for line in vote.record]
    return with_added(vote.terms, [entry["facts"] for entry in told if entry["act"] == Act.ADDED])


def files_of(vote: ClosedVote, result: Mapping[str, object], publish: Publish, verifier: str) -> dict[str, bytes]:
    """Return the files of an export by name. `result` is whole, and `verifier` the source of verify.py.

    Raises ValueError when `publish` tells more than `publishable` allows.
    """
    if not vote.called and publishable(publish, vote.casts) is not publish:
        raise ValueError("too few ballots to publish them")
    roll = {group: {"eligible": counts.eligible, "voted": counts.voted} for group, counts in vote.roll.items()}
    return {
        "config.json": canonical(vote.terms),
        "ballots.json": _ballots(vote, publish),
        "roll.json": canonical(roll),
        "seals.txt": _seals(vote).encode(),
        "audit.jsonl": "".join(f"{line}\n" for line in vote.record).encode(),
        "result.json": canonical(published_result(result, publish)),
        "verify.py": verifier.encode(),
    }


def called_of(called: Iterable[tuple[str, str]]) -> list[Mapping[str, object]]:
    """Return the roll call of names and canonical texts: names as they are shown, and nothing else of a person."""
    return [{"name": name, "ballot": json.loads(ballot)} for name, ballot in called]


def zip_of(files: Mapping[str, bytes]) -> bytes:
    """Return the files as a zip, the same bytes whenever and wherever it is made: no times, no compression."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content)
    return packed.getvalue()


def _ballots(vote: ClosedVote, publish: Publish) -> bytes:
    terms, casts = whole_terms(vote), sorted(vote.casts, key=lambda cast: cast.tracker)
    texts = [cast.ballot for cast in casts]
    ids = [title["id"] for title in terms["titles"]]
    head: dict[str, object] = {
        "name": terms["poll"],
        "ballot_type": Kind.SCORE if terms["ballot_type"] == Kind.POINTS else terms["ballot_type"],
        "method": terms["method"],
        "seats": terms["seats"],
        "unranked": terms["unranked"],
        "candidates": [title["name"] for title in terms["titles"]],
        "excluded": list(withdrawn_in(vote.record)),
        "lot": {"seed": vote.seed, "extra": vote.extra},
    }
    if terms.get("cap"):
        head["cap"] = terms["cap"]
    if publish is Publish.BALLOTS:
        # The order hangs on all ballots together: among few, it would tell something of those that stay secret.
        order = list(order_by_lot(vote.seed, vote.extra, texts, ids))
        head["lot"] = {"seed": vote.seed, "extra": vote.extra, "order": order}
        head["ballots"] = [[json.loads(text), times] for text, times in sorted(Counter(texts).items())]
    if vote.called:
        head["called"] = vote.called
    lines = [canonical(_line(terms["poll"], cast, publish)) for cast in casts]
    return canonical(head)[:-1] + b',"casts":[\n' + b",\n".join(lines) + b"\n]}\n"


def _line(poll: str, cast: CastBallot, publish: Publish) -> dict[str, object]:
    line: dict[str, object] = {"tracker": cast.tracker}
    if cast.group:
        line["group"] = cast.group
    if publish is Publish.BALLOTS:
        return line | {"ballot": json.loads(cast.ballot), "nonce": cast.nonce}
    return line | {"leaf": leaf_of(poll, cast)}


def _seals(vote: ClosedVote) -> str:
    lines = [f"config {fingerprint(vote.terms)}", f"seed {promise(bytes.fromhex(vote.seed))}"]
    if vote.extra:
        lines.append(f"scrutineer {promise(vote.extra.encode())}")
    for seal in vote.seals:
        posted = datetime.fromtimestamp(seal.moment // 1_000_000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        lines.append(f"seal {seal.number} {posted} {seal.ballots} {seal.root}")
    lines.append(f"audit {len(vote.record)} {hash_of(vote.record[-1])}")
    return "\n".join(lines) + "\n"
