"""Turns sealed ballots into the count that is kept, by the poll's terms; must not decide any method's rule."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

from core.votes.charter.terms import BY_TITLE, Kind, Method, Terms
from core.votes.counting.condorcet import count_ranked_pairs, count_schulze
from core.votes.counting.equal_shares import count_equal_shares
from core.votes.counting.hugo import count_eph
from core.votes.counting.irv import count_irv
from core.votes.counting.model import Election, Number, Outcome, Rung, Stage, Tie
from core.votes.counting.phragmen import count_phragmen
from core.votes.counting.points import count_cumulative
from core.votes.counting.scottish import count_scottish_stv
from core.votes.counting.star import count_star
from core.votes.counting.sums import count_approval, count_borda, count_plurality, count_score
from core.votes.filling import ABSTAINS, Marks, abstains
from core.votes.integrity.again import count_by, counted, lists_of, made, ruled
from core.votes.integrity.lot import order_by_lot
from core.votes.model import Poll
from core.votes.tally.document import cap_of, charter_of, title_id
from core.votes.verdicts.juries import POINTS, Sides, sides_of
from core.votes.verdicts.levels import Level, ShopList
from core.votes.verdicts.thresholds import READINGS, Ruling, concluded
from core.votes.verdicts.ties import Deadlock, untied

Part = TypeVar("Part")

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
    Method.CUMULATIVE: count_cumulative,
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
    decided: tuple[int, ...] | None = None
    """What a runoff or a casting vote chose where the winners hung on the lot; () where it was left to the lot."""
    groups: tuple[str, ...] = ()
    """The class of voters behind each of the ballots, where the terms tell classes apart: ballots may then be alike."""


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
    deadlock: Deadlock | None = None
    """What hung on the lot; the winners of the outcome are those that its rule gives."""
    shops: tuple[ShopList, ...] = ()
    """The lists of shops that have enough ballots."""
    sides: Sides | None = None
    """What jury and public gave."""

    @property
    def is_void(self) -> bool:
        """Whether no ballot says anything of any title: whoever is first in the order is so by the lot alone, and
        nobody wins. A count kept by an earlier version may have winners all the same: ask here before them."""
        return not any(self.readers)


def count(sealed: Sealed) -> Verdict:
    """Count by the poll's method; where no ballot says anything of a title that stands, there is no place to win. May
    take half a second: not for the event loop."""
    poll, terms = sealed.poll, sealed.poll.terms
    gone = frozenset(title.position for title in poll.titles if title.struck)
    said = [(said_of(terms.kind, marks) - gone, times) for marks, times in sealed.ballots]
    election: Election[Any] = Election(
        len(poll.titles),
        papers_of(terms.kind, sealed.ballots),
        seats=terms.places if any(named for named, _ in said) else 0,
        unranked=terms.unranked,
        withdrawn=gone,
        cap=cap_of(poll),
        lot=_lot(sealed),
        abstained=sum(times for marks, times in sealed.ballots if abstains(marks)),
        groups=tuple(
            group for group, (marks, _) in zip(sealed.groups, sealed.ballots, strict=False) if not abstains(marks)
        ),
    )
    config = charter_of(poll)
    counting, reading = made(count_by(config, METHODS[terms.method])), READINGS[config["ballot_type"]]
    outcome, ruling = concluded(config, election, counting, reading, sealed.eligible)
    outcome = replace(outcome, winners=ruling.winners) if ruling else outcome
    deadlock = None
    if any(tie.is_by_lot for tie in outcome.ties):
        deadlock = untied(config, election, lambda other: _standing(config, other, sealed), sealed.decided)
        outcome = replace(outcome, winners=deadlock.winners) if deadlock else outcome
    winners, readers = frozenset(outcome.winners), [0] * len(poll.titles)
    covered = sum(times for named, times in said if winners & named)
    for named, times in said:
        for title in named:
            readers[title] += times
    return Verdict(outcome, tuple(readers), covered, ruling, deadlock, *_beside(config, election, terms))


def _beside(
    config: Mapping[str, Any], election: Election[Any], terms: Terms
) -> tuple[tuple[ShopList, ...], Sides | None]:
    kind, jury, lists = config["ballot_type"], terms.jury, tuple[ShopList, ...]()
    if terms.levels.by is not Level.ONE:
        plain = ruled if config.get("thresholds") else counted
        found = lists_of(config, election, (plain, METHODS[terms.method], READINGS[kind]))
        lists = tuple(TypeAdapter(ShopList).validate_python(each) for each in found)
    return lists, sides_of(election, POINTS[kind], jury.share, jury.least) if jury.share else None


def _standing(
    config: Mapping[str, Any], election: Election[Any], sealed: Sealed
) -> tuple[Sequence[int], Sequence[Tie]]:
    method, reading = made(count_by(config, METHODS[sealed.poll.terms.method])), READINGS[config["ballot_type"]]
    outcome, ruling = concluded(config, election, method, reading, sealed.eligible)
    return ruling.winners if ruling else outcome.winners, outcome.ties


def said_of(kind: Kind, marks: Marks) -> frozenset[int]:
    """Return the titles that a ballot says something of: those it marks, ranks, scores or gives points to."""
    if kind in BY_TITLE:
        return frozenset(title for title, mark in enumerate(marks) if mark is not None)
    return frozenset(mark for mark in marks if mark is not None)


def _lot(sealed: Sealed) -> Sequence[int]:
    """Return the order of the lot; paper order where the seed was lost."""
    if not sealed.seed:
        return ()
    texts = [text for marks, times in sealed.ballots for text in [write_marks(marks)] * times]
    return order_by_lot(sealed.seed.hex(), "", texts, [title_id(title) for title in sealed.poll.titles])


@lru_cache(maxsize=4096)
def write_marks(marks: Marks) -> str:
    """Return the canonical text of a ballot: "[0,3,null]"; of one that abstains, "[]" where there are no scores."""
    return "[]" if marks == ABSTAINS else json.dumps(marks, separators=(",", ":"))


@lru_cache(maxsize=4096)
def read_marks(text: str) -> Marks:
    """Return the marks that `write_marks` wrote."""
    return tuple(json.loads(text)) or ABSTAINS


def papers_of(kind: Kind, ballots: Sequence[tuple[Marks, int]]) -> Sequence[tuple[Any, int]]:
    """Return marks as the counting reads them: approvals, rankings or scores; abstentions are counted apart."""
    ballots = [(marks, times) for marks, times in ballots if not abstains(marks)]
    if kind is Kind.RANKED:
        return [(tuple((mark,) for mark in marks), times) for marks, times in ballots]
    return ballots


def beside(verdict: Verdict) -> Mapping[str, object]:
    """Return what stands beside the count in a result: the lists of shops, or the points of jury and public."""
    shops = {"shops": [asdict(each) for each in verdict.shops]} if verdict.shops else {}
    return shops | ({"sides": asdict(verdict.sides)} if verdict.sides else {})


def write_verdict(verdict: Verdict) -> str:
    """Return the text that `read_verdict` reads back, exactly: fractions as "a/b"."""
    outcome = verdict.outcome
    written = {
        "readers": verdict.readers,
        "covered": verdict.covered,
        "ruling": asdict(verdict.ruling) if verdict.ruling else None,
        "deadlock": asdict(verdict.deadlock) if verdict.deadlock else None,
        **beside(verdict),
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
    ruling, deadlock = _read(Ruling, written.get("ruling")), _read(Deadlock, written.get("deadlock"))
    shops = tuple(TypeAdapter(ShopList).validate_python(each) for each in written.get("shops", ()))
    sides = _read(Sides, written.get("sides"))
    return Verdict(outcome, tuple(written["readers"]), written["covered"], ruling, deadlock, shops, sides)


def _read(kind: type[Part], written: dict[str, Any] | None) -> Part | None:
    return TypeAdapter(kind).validate_python(written) if written else None


def _write_number(number: Number) -> int | str:
    return number if isinstance(number, int) else f"{number.numerator}/{number.denominator}"


def _read_number(written: int | str) -> Number:
    return written if isinstance(written, int) else Fraction(written)
