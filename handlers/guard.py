"""Brings in the one who acts and sees to it that they get an answer, whatever fails; must not know what they do."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import telegram
from telegram.error import BadRequest, TelegramError

from core.kernel.errors import Refusal
from core.kernel.identity import Address
from handlers.answers import Answer
from handlers.commands import Act
from handlers.house import TelegramHouse
from handlers.places import Scene
from handlers.rights import RUNS, membership
from handlers.sending import Line
from handlers.shut import ShutRooms

log = logging.getLogger(__name__)

Work = Callable[[Act], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Ground:
    """The place an act counts for, and whether Telegram is to be asked if the person administers it."""

    place: Address
    asks_who_runs: bool = False


FindGround = Callable[[], Awaitable[Ground]]


@dataclass(frozen=True, slots=True)
class Guard:
    line: Line
    house: TelegramHouse
    shut: ShutRooms

    async def run(
        self, scene: Scene, query: telegram.CallbackQuery | None, work: Work, find_ground: FindGround | None = None
    ) -> None:
        """Do the work for the one who acts; every failure becomes a sentence for them alone."""
        answer = Answer(self.line, self.house, scene, query, self.shut)
        try:
            await self._try(answer, work, find_ground)
        except TelegramError as problem:
            log.warning("update %s: an answer did not arrive: %s", scene.update, type(problem).__name__)
        finally:
            await answer.toast.finish()

    async def _try(self, answer: Answer, work: Work, find_ground: FindGround | None) -> None:
        scene, runs_place = answer.scene, False
        try:
            if find_ground is not None:
                ground = await find_ground()
                scene = answer.scene = replace(scene, place=ground.place)
                if ground.asks_who_runs and scene.is_for_group:
                    runs_place = await membership(self.line.bot, ground.place, scene.user) in RUNS
            caller = await self.house.enter(scene.arrival(runs_place=runs_place))
            answer.speak_to(caller)
            await work(Act(scene, caller, answer))
        except Refusal as refusal:
            await answer.refuse(refusal)
        except Exception as problem:
            if isinstance(problem, TelegramError):
                if await answer.explain(problem):
                    return
                # The connection fails, or the person cannot be written to: there is no use in saying so.
                if not isinstance(problem, BadRequest):
                    raise
            await answer.apologise(problem)
