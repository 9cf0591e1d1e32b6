"""Turns sealed ballots into the count that is kept, by the poll's terms; must not decide any method's rule."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from typing import Any

from pydantic import TypeAdapter

from core.votes.charter import cap_of, charter_of, title_id
from core.votes.counting.condorcet import count_ranked_pairs, count_schulze
from core.votes.counting.equal_shares import count_equal_shares
from core.votes.counting.hugo import count_eph
from core.votes.counting.irv import count_irv
from core.votes.counting.model import Election, Number, Outcome, Rung, Stage, Tie
from core.votes.counting.phragmen import count_phragmen
from core.votes.counting.scottish import count_scottish_stv
from core.votes.counting.star import count_star
from core.votes.counting.sums import count_approval, count_borda, count_plurality, count_score
from core.votes.filling import Marks
from core.votes.integrity.lot import order_by_lot
from core.votes.model import Poll
from core.votes.terms import Kind, Method
from core.votes.thresholds import READINGS, Ruling, ruling_on

METHODS: dict[Method, Callable[[Election[Any]], Outcome]] = {
    Method.APPROVAL: count_approval,
    Method.PLURALITY: count_plurality,
    Method.SCHULZE: count_schulze,
    Method.IRV: count_irv,
    Method.RANKED_PAIRS: count_ranked_pairs,
    Method.BORDA: count_borda,
    Method.SCORE: count_score,
    Method.STAR: count_star,
    Method.PHRAGMEN: count_phragmen,
    Method.EQUAL_SHARES: count_equal_shares,
    Method.SCOTTISH_STV: count_scottish_stv,
    Method.EPH: count_eph,
}


@dataclass(frozen=True, slots=True)
class Sealed:
    """A poll whose intake has ended, with everything its count needs."""

    poll: Poll
    ballots: tuple[tuple[Marks, int], ...]
    """Each different ballot with how many cast it."""
    seed: bytes
    """The seed of the lot; b"" when there is none."""
    eligible: int = 0
    """How many are on the roll."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The count of a poll with what a reader wants to know beside it."""

    outcome: Outcome
    readers: tuple[int, ...]
    """How many ballots say something of each title."""
    covered: int
    """How many ballots hold a winner: with several places, whose taste the selection reaches."""
    ruling: Ruling | None = None
    """What the poll's thresholds said; the winners of the outcome are those that stand."""


def count(sealed: Sealed) -> Verdict:
    """Count by the poll's method. May take half a second: not for the event loop."""
    poll, terms = sealed.poll, sealed.poll.terms
    election: Election[Any] = Election(
        len(poll.titles),
        papers_of(terms.kind, sealed.ballots),
        seats=terms.places,
        unranked=terms.unranked,
        cap=cap_of(poll),
        lot=_lot(sealed),
    )
    config = charter_of(poll)
    little_read, behind = READINGS[config["ballot_type"]]
    election = replace(election, barred=little_read(config, election))
    outcome = METHODS[terms.method](election)
    ruling = ruling_on(config, election, outcome, sealed.eligible, behind)
    outcome = replace(outcome, winners=ruling.winners) if ruling else outcome
    winners = frozenset(outcome.winners)
    readers = [0] * len(poll.titles)
    covered = 0
    for marks, times in sealed.ballots:
        named = said_of(terms.kind, marks)
        covered += times * bool(winners & named)
        for title in named:
            readers[title] += times
    return Verdict(outcome, tuple(readers), covered, ruling)


def said_of(kind: Kind, marks: Marks) -> frozenset[int]:
    """Return the titles that a ballot says something of: those it marks, ranks or scores."""
    if kind is Kind.SCORED:
        return frozenset(title for title, mark in enumerate(marks) if mark is not None)
    return frozenset(mark for mark in marks if mark is not None)


def _lot(sealed: Sealed) -> Sequence[int]:
    """Return the order of the lot; paper order where the seed was lost."""
    if not sealed.seed:
        return ()
    texts = [text for marks, times in sealed.ballots for text in [write_marks(marks)] * times]
    return order_by_lot(sealed.seed.hex(), "", texts, [title_id(title) for title in sealed.poll.titles])


def write_marks(marks: Marks) -> str:
    """Return the canonical text of a ballot: "[0,3,null]"."""
    return json.dumps(marks, separators=(",", ":"))


def papers_of(kind: Kind, ballots: Sequence[tuple[Marks, int]]) -> Sequence[tuple[Any, int]]:
    """Return marks as the counting reads them: approvals, rankings or scores."""
    if kind is Kind.RANKED:
        return [(tuple((mark,) for mark in marks), times) for marks, times in ballots]
    return ballots


def write_verdict(verdict: Verdict) -> str:
    """Return the text that `read_verdict` reads back, exactly: fractions as "a/b"."""
    outcome = verdict.outcome
    written = {
        "readers": verdict.readers,
        "covered": verdict.covered,
        "ruling": asdict(verdict.ruling) if verdict.ruling else None,
        "winners": outcome.winners,
        "order": outcome.order,
        "stages": [
            {
                "tallies": {title: _write_number(tally) for title, tally in stage.tallies.items()},
                "elected": stage.elected,
                "excluded": stage.excluded,
            }
            for stage in outcome.stages
        ],
        "quota": outcome.quota,
        "duels": outcome.duels,
        "ties": [{"between": tie.between, "rung": tie.rung.value} for tie in outcome.ties],
    }
    return json.dumps(written, separators=(",", ":"))


def read_verdict(text: str) -> Verdict:
    """Return the verdict that `write_verdict` wrote."""
    written: dict[str, Any] = json.loads(text)
    duels = written["duels"]
    outcome = Outcome(
        tuple(written["winners"]),
        tuple(tuple(place) for place in written["order"]),
        tuple(
            Stage(
                {int(title): _read_number(tally) for title, tally in stage["tallies"].items()},
                tuple(stage["elected"]),
                tuple(stage["excluded"]),
            )
            for stage in written["stages"]
        ),
        written["quota"],
        None if duels is None else tuple(tuple(row) for row in duels),
        tuple(Tie(tuple(tie["between"]), Rung(tie["rung"])) for tie in written["ties"]),
    )
    return Verdict(outcome, tuple(written["readers"]), written["covered"], _read_ruling(written.get("ruling")))


def _read_ruling(written: dict[str, Any] | None) -> Ruling | None:
    return TypeAdapter(Ruling).validate_python(written) if written else None


def _write_number(number: Number) -> int | str:
    return number if isinstance(number, int) else f"{number.numerator}/{number.denominator}"


def _read_number(written: int | str) -> Number:
    return written if isinstance(written, int) else Fraction(written)
