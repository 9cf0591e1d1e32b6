"""What a poll commits to at its opening, as the one JSON that is hashed, exported and verified; must not vary later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from core.kernel.clock import to_micros
from core.kernel.tokens import to_short
from core.votes.charter.secrecy import AS_BEFORE
from core.votes.charter.terms import BEST_SCORE, MAX_TITLES, Kind, Terms
from core.votes.counting.model import Cap
from core.votes.integrity.papers import Kind as BallotType
from core.votes.model import Poll, Title
from core.votes.verdicts.juries import NO_JURY
from core.votes.verdicts.levels import ONE_LEVEL
from core.votes.verdicts.thresholds import NO_THRESHOLDS
from core.votes.verdicts.ties import NO_TIES

BALLOT_TYPES = {
    Kind.ONE: BallotType.APPROVAL,
    Kind.SOME: BallotType.APPROVAL,
    Kind.RANKED: BallotType.RANKED,
    Kind.SCORED: BallotType.SCORE,
    Kind.POINTS: BallotType.POINTS,
}


def charter_of(poll: Poll) -> Mapping[str, Any]:
    """Return everything that is fixed when the poll opens."""
    terms, stood = poll.terms, [title for title in poll.titles if not title.is_added]
    titles = MAX_TITLES if terms.stage.write_ins else len(stood)
    cap = cap_of(poll)
    return {
        "poll": to_short(poll.id),
        "question": poll.question,
        "shop": poll.shop_name,
        "titles": [{"id": title_id(title), "name": title.name, "authors": title.authors} for title in stood],
        "opens": to_micros(poll.opened_at),
        "closes": to_micros(poll.promised_close or poll.closes_at),
        "ballot_type": BALLOT_TYPES[terms.kind].value,
        **_most_of(terms, titles),
        "method": terms.method.value,
        "seats": terms.places,
        "unranked": terms.unranked.value,
        "cap": {"groups": [sorted(group) for group in cap.groups], "max": cap.most} if cap else None,
        **({"voters": asdict(terms.voters)} if terms.voters else {}),
        **_thresholds_of(poll),
        **({} if terms.ties == NO_TIES else {"ties": asdict(terms.ties)}),
        **({} if terms.levels == ONE_LEVEL else {"levels": asdict(terms.levels)}),
        **({} if terms.jury == NO_JURY else {"jury": asdict(terms.jury)}),
        **_stage_of(poll),
        **_secrecy_of(poll),
    }


def _most_of(terms: Terms, titles: int) -> dict[str, int]:
    """The most of what a ballot may hold, and of points, the most of one title where that is fewer."""
    if terms.kind is Kind.POINTS:
        return {"most": terms.points} | ({"heap": terms.heap} if terms.heap < terms.points else {})
    return {"most": BEST_SCORE if terms.kind is Kind.SCORED else terms.limit(titles)}


def _stage_of(poll: Poll) -> dict[str, object]:
    """A vote of its own names no stage, and one to which nothing is added no additions, as before there were any."""
    stage = poll.terms.stage
    told: dict[str, object] = {"stage": stage.kind.value} if stage.kind else {}
    return told | {"write_ins": "until it closes"} if stage.write_ins else told


def _thresholds_of(poll: Poll) -> dict[str, object]:
    """What a poll asks nothing of is not named, so that polls of before the thresholds keep their hash."""
    asked = poll.terms.thresholds
    if asked == NO_THRESHOLDS:
        return {}
    none = len(poll.titles) - 1 if poll.terms.with_none and asked.none_wins else None
    told = {name: value for name, value in asdict(asked).items() if name != "none_wins"}
    return {"thresholds": told | {"none": none}}


def _secrecy_of(poll: Poll) -> dict[str, object]:
    promised = poll.terms.secrecy
    if promised == AS_BEFORE:
        return {}
    return {
        "publish": promised.publish and promised.publish.value,
        "live": promised.live,
        "names": promised.naming.value,
    }


def cap_of(poll: Poll) -> Cap | None:
    """Return the cap of a poll with one title an author: titles without one, and "none of these", are nobody's."""
    if not poll.terms.one_per_author:
        return None
    by_author: dict[str, set[int]] = {}
    for title in poll.titles:
        if title.authors:
            by_author.setdefault(title.authors, set()).add(title.position)
    return Cap(tuple(frozenset(group) for group in by_author.values() if len(group) > 1))


def title_id(title: Title) -> str:
    """Return what names a title in the lot and in an export: its place on the paper and its work."""
    return f"{title.position}:{to_short(title.work)}"
