"""One call of every method of the spoiler gate's repositories; a part of `acts`, after the debates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.debates.gate.model import ContributionId, Milestones, NewContribution
from core.kernel.identity import PersonId
from storage.rows import Rows
from tests.core.votes.town import START
from tests.storage.contract.debate_acts import FIRST
from tests.storage.scene import Scene

SAID = ContributionId(1)
"""What Alice said in the first debate."""


def new_contribution(author: PersonId, words: str = "Ah !", stage: int = 2) -> NewContribution:
    return NewContribution(FIRST, author, "Alice", words, stage, START)


def build(rows: Rows, scene: Scene) -> None:
    alice, bob, _ = scene.persons
    rows.progress.divide(FIRST, Milestones(("Un", "Deux")))
    rows.progress.reach(FIRST, alice, 2, START)
    rows.progress.reach(FIRST, bob, 1, START)
    rows.contributions.add(new_contribution(alice))


WRITES: dict[str, Callable[[Rows, Any], object]] = {
    "progress.divide": lambda rows, _: rows.progress.divide(FIRST, Milestones(chapters=9)),
    "progress.reach": lambda rows, town: rows.progress.reach(FIRST, town.scene.persons[0], 1, START),
    "progress.merge": lambda rows, town: rows.progress.merge(town.scene.persons[0], town.scene.persons[1]),
    "contributions.add": lambda rows, town: rows.contributions.add(new_contribution(town.scene.persons[1])),
    "contributions.file": lambda rows, _: rows.contributions.file(SAID, 1, is_marked=True, is_settled=False),
    "contributions.withdraw": lambda rows, _: rows.contributions.withdraw(SAID),
    "contributions.merge": lambda rows, town: rows.contributions.merge(PersonId(77), town.scene.persons[0]),
}
READS: dict[str, Callable[[Rows], object]] = {
    "progress.milestones": lambda rows: rows.progress.milestones(FIRST),
    "progress.stage": lambda rows: rows.progress.stage(FIRST, PersonId(1)),
    "progress.is_used": lambda rows: rows.progress.is_used(FIRST),
    "progress.debates_of": lambda rows: rows.progress.debates_of(PersonId(1)),
    "contributions.get": lambda rows: rows.contributions.get(SAID),
    "contributions.of": lambda rows: rows.contributions.of(FIRST),
    "contributions.latest": lambda rows: rows.contributions.latest(FIRST, 4, None, 9),
    "contributions.count": lambda rows: rows.contributions.count(FIRST, 2),
    "contributions.last_of": lambda rows: rows.contributions.last_of(FIRST, PersonId(1)),
}
