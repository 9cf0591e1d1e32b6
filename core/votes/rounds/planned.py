"""Finds the votes that can still be called off, open ones and those planned for later; must not call any off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.kernel.identity import Caller
from core.kernel.tokens import to_short
from core.ui.catalogue import Source, Suggestion
from core.votes.charter.terms import MAX_TITLES
from core.votes.rounds.service import Rounds

PLANNED = "#s"
"""Begins the key of a planned vote."""


@dataclass(frozen=True, slots=True)
class StoppableSource:
    """Finds one of the caller's votes, open or planned, by its question."""

    polls: Source
    rounds: Rounds

    async def suggest(self, caller: Caller, typed: str, limit: int) -> Sequence[Suggestion]:
        seasons = [each.season for each in await self.rounds.of_shop(caller)]
        planned = [Suggestion(PLANNED + to_short(each.id), each.question) for each in seasons if each.is_planned]
        fitting = [each for each in planned if typed.casefold() in each.label.casefold()]
        return [*await self.polls.suggest(caller, typed, limit), *fitting][:limit]

    async def resolve(self, caller: Caller, typed: str) -> Sequence[Suggestion]:
        return meant(await self.suggest(caller, "", MAX_TITLES), typed)


def meant(found: Sequence[Suggestion], typed: str) -> Sequence[Suggestion]:
    """Return those named exactly so, or else those whose name holds what was typed."""
    exact = [each for each in found if typed in {each.key, each.label}]
    return exact or [each for each in found if typed.casefold() in each.label.casefold()]
