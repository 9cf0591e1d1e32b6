"""What a poll fixes before it opens and nobody changes afterwards: method, places, limits; must not count anything."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache, lru_cache

from pydantic import TypeAdapter

from core.votes.charter.secrecy import AS_BEFORE, Secrecy
from core.votes.counting.model import Unranked
from core.votes.electorate.rule import Rule
from core.votes.rounds.stage import NO_STAGE, Stage
from core.votes.verdicts.juries import NO_JURY, Jury
from core.votes.verdicts.levels import ONE_LEVEL, Level, Levels
from core.votes.verdicts.thresholds import NO_THRESHOLDS, Thresholds
from core.votes.verdicts.ties import NO_TIES, Ties

BEST_SCORE = 5
MAX_TITLES = 25
MAX_RANKED = 20
"""Titles on a ranked paper: each is a button beside "undo" and "take back", and a message carries 25."""
MAX_PLACES = 12
PURSE = 10
"""Points that a ballot shares out where nothing is said."""
MAX_PURSE = 50
"""Points are given by presses: more would be more presses than anybody makes."""


class Method(StrEnum):
    """How ballots are counted; the values are those of the recount files, which do not know points to share out."""

    APPROVAL = "approval"
    PLURALITY = "plurality"
    SCHULZE = "schulze"
    IRV = "irv"
    RANKED_PAIRS = "ranked_pairs"
    BORDA = "borda"
    SCORE = "score"
    STAR = "star"
    PHRAGMEN = "phragmen"
    EQUAL_SHARES = "equal_shares"
    SCOTTISH_STV = "scottish_stv"
    EPH = "eph"
    CUMULATIVE = "cumulative"


class Kind(StrEnum):
    """What a ballot holds, and so how it is filled in."""

    ONE = "one"
    """One title."""
    SOME = "some"
    """Any number of titles, up to a maximum."""
    RANKED = "ranked"
    """Titles in order of preference, best first."""
    SCORED = "scored"
    """A score from 0 to `BEST_SCORE` a title, or none."""
    POINTS = "points"
    """A purse of points, shared out over titles."""


BY_TITLE = frozenset({Kind.SCORED, Kind.POINTS})
"""Kinds whose ballots hold a mark for each title, in paper order; the others hold positions."""
_KINDS = {
    Method.PLURALITY: Kind.ONE,
    Method.SCHULZE: Kind.RANKED,
    Method.IRV: Kind.RANKED,
    Method.RANKED_PAIRS: Kind.RANKED,
    Method.BORDA: Kind.RANKED,
    Method.SCOTTISH_STV: Kind.RANKED,
    Method.SCORE: Kind.SCORED,
    Method.STAR: Kind.SCORED,
    Method.CUMULATIVE: Kind.POINTS,
}


def kind_of(method: Method) -> Kind:
    """Return the kind of ballot that a method counts."""
    return _KINDS.get(method, Kind.SOME)


@dataclass(frozen=True, slots=True)
class Terms:
    """The rules of one poll."""

    method: Method = Method.APPROVAL
    places: int = 1
    """How many titles win."""
    most: int = 0
    """How many titles a ballot may approve at most; 0: as many as there are. With points to share out: how many of them
    one title may have; 0: all."""
    unranked: Unranked = Unranked.LAST
    """What a ranked ballot says of a title that it leaves out."""
    with_none: bool = False
    """Whether "none of these" stands on the paper, after the books."""
    one_per_author: bool = False
    """Whether at most one title of an author can win."""
    thresholds: Thresholds = NO_THRESHOLDS
    """What the count must reach for its winners to stand."""
    ties: Ties = NO_TIES
    """What happens where its winners hang on the lot."""
    levels: Levels = ONE_LEVEL
    """Whether each shop has a list of its own."""
    jury: Jury = NO_JURY
    """Who shares the points with the public, and how."""
    stage: Stage = NO_STAGE
    """Which round of a season it is, and whether readers add titles to it."""
    secrecy: Secrecy = AS_BEFORE
    """What is published of its ballots."""
    remind_hours: int = 0
    """How many hours before the close those who asked are reminded; 0: not at all. No part of the charter: it changes
    no count."""
    voters: Rule | None = None
    """Who may vote; None in a poll of before the roll, in which everybody may who belongs to it."""
    purse: int = 0
    """How many points a ballot shares out; 0: `PURSE`."""

    @property
    def kind(self) -> Kind:
        return kind_of(self.method)

    @property
    def is_grouped(self) -> bool:
        """Whether ballots stand for a class of voters: their shop, or jury and public."""
        return self.levels.by is not Level.ONE or bool(self.jury.share)

    @property
    def points(self) -> int:
        """How many points a ballot shares out."""
        return self.purse or PURSE

    @property
    def heap(self) -> int:
        """How many points one title may have on a ballot."""
        return min(self.most or self.points, self.points)

    def limit(self, titles: int) -> int:
        """How many titles a ballot may hold on a paper of that many."""
        kind = self.kind
        if kind is Kind.ONE:
            return 1
        return min(self.most or titles, titles) if kind is Kind.SOME else titles

    def promised(self, titles: int) -> Secrecy:
        """Return the secrecy of a paper of that many titles, with what goes without saying."""
        return self.secrecy.settled(is_ranked=self.kind is Kind.RANKED, most=self.limit(titles))

    def write(self) -> str:
        """Return the canonical text that is stored and hashed."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@lru_cache(maxsize=256)
def read_terms(text: str) -> Terms:
    """Return the terms that `write` wrote; what a later version added is left out, what an earlier one lacks is as
    when nothing is said."""
    return _reader().validate_json(text)


@cache
def _reader() -> TypeAdapter[Terms]:
    return TypeAdapter(Terms)
