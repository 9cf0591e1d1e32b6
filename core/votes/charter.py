"""What a poll commits to at its opening, as the one JSON that is hashed, exported and verified; must not vary later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from core.kernel.clock import to_micros
from core.kernel.tokens import to_short
from core.votes.counting.model import Cap
from core.votes.integrity.papers import Kind as BallotType
from core.votes.model import Poll, Title
from core.votes.terms import BEST_SCORE, Kind
from core.votes.thresholds import NO_THRESHOLDS

BALLOT_TYPES = {
    Kind.ONE: BallotType.APPROVAL,
    Kind.SOME: BallotType.APPROVAL,
    Kind.RANKED: BallotType.RANKED,
    Kind.SCORED: BallotType.SCORE,
}


def charter_of(poll: Poll) -> Mapping[str, Any]:
    """Return everything that is fixed when the poll opens."""
    terms, titles = poll.terms, len(poll.titles)
    cap = cap_of(poll)
    return {
        "poll": to_short(poll.id),
        "question": poll.question,
        "shop": poll.shop_name,
        "titles": [{"id": title_id(title), "name": title.name, "authors": title.authors} for title in poll.titles],
        "opens": to_micros(poll.opened_at),
        "closes": to_micros(poll.promised_close or poll.closes_at),
        "ballot_type": BALLOT_TYPES[terms.kind].value,
        "most": BEST_SCORE if terms.kind is Kind.SCORED else terms.limit(titles),
        "method": terms.method.value,
        "seats": terms.places,
        "unranked": terms.unranked.value,
        "cap": {"groups": [sorted(group) for group in cap.groups], "max": cap.most} if cap else None,
        **_thresholds_of(poll),
    }


def _thresholds_of(poll: Poll) -> dict[str, object]:
    """What a poll asks nothing of is not named, so that polls of before the thresholds keep their hash."""
    asked = poll.terms.thresholds
    if asked == NO_THRESHOLDS:
        return {}
    none = len(poll.titles) - 1 if poll.terms.with_none and asked.none_wins else None
    told = {name: value for name, value in asdict(asked).items() if name != "none_wins"}
    return {"thresholds": told | {"none": none}}


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
