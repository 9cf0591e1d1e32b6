"""A vote that ran and closed as the house runs it, for tests of what is told of it afterwards."""

from __future__ import annotations

import json
import pkgutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from random import Random
from typing import Any

from core.kernel.identity import RequestKey
from core.votes import counting
from core.votes.integrity.again import reading_by, ruled
from core.votes.integrity.audit import Act, added
from core.votes.integrity.config import fingerprint
from core.votes.integrity.export import ClosedVote, Publish, Roll, files_of, published_result, withdrawn_in
from core.votes.integrity.keys import PollKey
from core.votes.integrity.lot import order_by_lot, promise
from core.votes.integrity.papers import PAPERS
from core.votes.integrity.receipts import tracker_of
from core.votes.integrity.results import Count, election_of, result_of
from core.votes.integrity.seals import CastBallot, seal_of
from core.votes.integrity.verifier.assembling import verifier_for
from core.votes.verdicts.thresholds import READINGS, ruling_on
from tests.core.votes.integrity.newer_python import count_newer

KEY = PollKey(bytes(range(32)))
SEED = "5e" * 32
NOON = 1_796_000_000_000_000
KINDS = {
    "plurality": "approval",
    "approval": "approval",
    "phragmen": "approval",
    "equal_shares": "approval",
    "eph": "approval",
    "score": "score",
    "star": "score",
    "irv": "ranked_ties",
    "schulze": "ranked_ties",
    "ranked_pairs": "ranked_ties",
    "borda": "ranked_ties",
    "scottish_stv": "ranked",
}
"""What a ballot of each method is."""


def _counts() -> Iterator[tuple[str, Count]]:
    for found in pkgutil.iter_modules(counting.__path__, f"{counting.__name__}."):
        for name, value in vars(import_module(found.name)).items():
            if name.startswith("count_") and name[6:] in KINDS and value.__module__ == found.name:
                yield name[6:], value


METHODS: dict[str, Count] = {"approval": count_newer} | dict(_counts())
"""Every count that the house has, by the name that ballot files give it."""
NAMES = ("Babel", "Dune", "Été", "Piranesi", "Stoner", "Ubik", "Vies", "Zazie")


def terms_of(method: str, kind: str, titles: int, **others: Any) -> dict[str, Any]:
    """The terms of a poll that leaves open what its ballots may say."""
    listed = [{"id": f"w{title}", "name": NAMES[title]} for title in range(titles)]
    most = {"score": 5, "points": 10}.get(kind, titles)
    fixed = {"ballot_type": kind, "most": most, "method": method, "seats": 1, "unranked": "last"}
    return {"poll": "k3", "titles": listed, "seed": promise(bytes.fromhex(SEED)), **fixed, **others}


def drawn(kind: str, titles: int, voters: int, chance: Random) -> list[str]:
    """As many ballots of a kind as there are voters, some empty and some alike."""
    texts = []
    for _ in range(voters):
        some = chance.sample(range(titles), chance.randint(0, titles))
        rows: list[Any] = sorted(some) if kind == "approval" else some
        if kind == "score":
            rows = [chance.choice([None, 0, 1, 3, 5]) for _ in range(titles)]
        elif kind == "ranked_ties" and len(some) > 2 and chance.random() < 0.3:
            rows = [sorted(some[:2]), *some[2:]]
        texts.append(json.dumps(rows, separators=(",", ":")))
    return texts


def aggregated(texts: Iterable[str]) -> list[tuple[list[Any], int]]:
    """Each different ballot, as its text holds it, with how many cast it."""
    return [(json.loads(text), times) for text, times in sorted(Counter(texts).items())]


def casts_of(texts: Sequence[str], groups: Sequence[str] = ()) -> list[CastBallot]:
    """These ballots with the tracker and nonce that each cast gets."""
    casts = []
    for number, text in enumerate(texts):
        nonce = KEY.nonce_of(RequestKey(f"d:{number}"))
        tracker, group = tracker_of("k3", KEY.receipt_of(nonce)), groups[number] if groups else ""
        casts.append(CastBallot(tracker, text, nonce.hex(), group))
    return casts


@dataclass(slots=True)
class Record:
    """The record of a vote as it grows."""

    lines: list[str] = field(default_factory=list)

    def add(self, act: Act, **facts: object) -> None:
        last = self.lines[-1] if self.lines else ""
        self.lines.append(added(last, NOON + len(self.lines), act, facts).line)


def closed(
    terms: Mapping[str, Any],
    casts: Sequence[CastBallot],
    count: Count,
    *,
    withdrawn: Sequence[int] = (),
    extra: str = "",
) -> tuple[ClosedVote, dict[str, object], Record]:
    """A vote from its opening to its count, sealed once while it was open, with its whole result."""
    record, seals = Record(), [seal_of(1, NOON, "k3", casts[: len(casts) // 2]), seal_of(2, NOON + 1, "k3", casts)]
    word = {"scrutineer": promise(extra.encode())} if extra else {}
    record.add(Act.OPENED, config=fingerprint(terms), seed=promise(bytes.fromhex(SEED)), **word)
    for title in withdrawn:
        record.add(Act.WITHDRAWN, title=title)
    for seal in seals:
        record.add(Act.SEALED, number=seal.number, ballots=seal.ballots, root=seal.root)
    record.add(Act.CLOSED, ballots=len(casts), voted=len(casts), eligible=20 + len(casts))
    lot = order_by_lot(SEED, extra, [cast.ballot for cast in casts], [title["id"] for title in terms["titles"]])
    election = election_of(terms, aggregated(cast.ballot for cast in casts), withdrawn_in(record.lines), lot)
    little_read, behind = READINGS[terms["ballot_type"]]
    election = replace(election, barred=little_read(terms, election))
    outcome = count(election)
    roll = {
        group: Roll(eligible=20 + len(casts), voted=sum(cast.group == group for cast in casts))
        for group in {cast.group for cast in casts} or {""}
    }
    ruling = ruling_on(terms, election, outcome, 20 + len(casts), behind)
    return ClosedVote(terms, casts, roll, seals, record.lines, SEED, extra), result_of(terms, outcome, ruling), record


def exported(
    terms: Mapping[str, Any],
    casts: Sequence[CastBallot],
    count: Count,
    publish: Publish = Publish.BALLOTS,
    **others: Any,
) -> dict[str, bytes]:
    """The files of such a vote's export."""
    vote, result, record = closed(terms, casts, count, **others)
    record.add(Act.COUNTED, result=fingerprint(published_result(result, publish)))
    record.add(Act.EXPORTED, publish=publish.value)
    return files_of(
        vote, result, publish, verifier_for((count, reading_by(terms), ruled, PAPERS[terms["ballot_type"]]))
    )
