"""One call of every method of the debates' repositories; a part of `acts`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.debates.model import Customs, NewDebate, Reach, State
from core.kernel.identity import CommunityId, DebateId, PersonId, ShopId
from storage.rows import Rows
from tests.core.votes.town import START
from tests.storage.scene import Scene

FIRST = DebateId(1)
"""A proposal of Alice's, with a room in the first community."""


def new_debate(scene: Scene, state: State = State.PROPOSED, **more: Any) -> NewDebate:
    """Return a debate on the first book, in the shop's two communities."""
    given: dict[str, Any] = {
        "shop": scene.shop,
        "author": scene.persons[0],
        "author_name": "Alice",
        "work": scene.works[0],
        "theme": "",
        "question": "Peut-on pardonner à Emma ?",
        "reason": "Pour rire",
        "state": state,
        "opens_at": None,
        "closes_at": None,
        "threshold": 3,
        "at": START,
        "communities": (scene.alpha, scene.beta),
    }
    return NewDebate(**(given | more))


def build(rows: Rows, scene: Scene) -> None:
    debate = rows.debates.add(new_debate(scene))
    rows.supporters.add(debate, scene.persons[0], START)
    rows.halls.stand(debate, scene.alpha, "9", is_own=True)
    rows.debates.keep_customs(scene.shop, Customs(3, 7))


WRITES: dict[str, Callable[[Rows, Any], object]] = {
    "debates.add": lambda rows, town: rows.debates.add(new_debate(town.scene)),
    "debates.start": lambda rows, _: rows.debates.start(FIRST, START, START),
    "debates.settle": lambda rows, _: rows.debates.settle(FIRST, State.CLOSED),
    "debates.pace": lambda rows, _: rows.debates.pace(FIRST, 60),
    "debates.keep_outcome": lambda rows, _: rows.debates.keep_outcome(FIRST, "Oui."),
    "debates.keep_customs": lambda rows, town: rows.debates.keep_customs(town.scene.other_shop, Customs(2, 2)),
    "supporters.add": lambda rows, town: rows.supporters.add(FIRST, town.scene.persons[1], START),
    "supporters.remove": lambda rows, town: rows.supporters.remove(FIRST, town.scene.persons[0]),
    "supporters.merge": lambda rows, town: rows.supporters.merge(PersonId(77), town.scene.persons[0]),
    "halls.stand": lambda rows, town: rows.halls.stand(FIRST, town.scene.beta, "", is_own=False),
}
READS: dict[str, Callable[[Rows], object]] = {
    "debates.get": lambda rows: rows.debates.get(FIRST),
    "debates.reaches": lambda rows: rows.debates.reaches(FIRST, CommunityId(1)),
    "debates.count_proposals": lambda rows: rows.debates.count_proposals(PersonId(1)),
    "debates.recent": lambda rows: rows.debates.recent(None, 9),
    "debates.customs": lambda rows: rows.debates.customs(ShopId(1)),
    "supporters.count": lambda rows: rows.supporters.count(FIRST),
    "supporters.has": lambda rows: rows.supporters.has(FIRST, PersonId(1)),
    "supporters.proposals_of": lambda rows: rows.supporters.proposals_of(PersonId(1)),
    "halls.reached": lambda rows: rows.halls.reached(None, ShopId(1), Reach.NETWORK),
    "halls.of": lambda rows: rows.halls.of(FIRST),
}
LOCKS: dict[str, Callable[[Rows], object]] = {"debates.lock": lambda rows: rows.debates.lock(FIRST)}
