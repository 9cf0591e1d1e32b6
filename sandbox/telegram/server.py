"""The loopback Telegram as one object: server, world, acting people and the record. It holds no rule of its own."""

import asyncio
from types import TracebackType
from typing import Self

from aiohttp import web

from sandbox.loopback import Loopback
from sandbox.telegram.api import BotApi
from sandbox.telegram.build import Builder
from sandbox.telegram.clock import Now, utc_now
from sandbox.telegram.control import ControlEndpoint
from sandbox.telegram.doors import Doors
from sandbox.telegram.entities import Bot, Press
from sandbox.telegram.faults import Faults
from sandbox.telegram.gestures import Gestures
from sandbox.telegram.hours import Hours
from sandbox.telegram.people import People
from sandbox.telegram.record import Call, Violation
from sandbox.telegram.sight import Sight
from sandbox.telegram.throttle import RateLimits, Throttle
from sandbox.telegram.topics import Topics
from sandbox.telegram.webhooks import WebhookPushes
from sandbox.telegram.wire import Json
from sandbox.telegram.world import World

LARGEST_REQUEST_BYTES = 64 * 1024 * 1024
NO_LIMITS = RateLimits()


class TelegramSandbox:
    """Use as `async with TelegramSandbox() as sandbox:`; it listens on 127.0.0.1 at a free port.

    `now` tells the date of messages; `answer_deadline_s` is how long a press waits for its answer; `limits` are the
    rates of sending (none by default); `webhook_retry_s` is the pause before an update is pushed again.
    """

    def __init__(
        self,
        now: Now = utc_now,
        *,
        limits: RateLimits = NO_LIMITS,
        answer_deadline_s: float = 15.0,
        webhook_retry_s: float = 0.05,
        port: int = 0,
    ) -> None:
        self.world = World(now, lambda: asyncio.get_running_loop().time(), answer_deadline_s)
        self.faults = Faults()
        self.build = Builder(self.world)
        self.doors = Doors(self.world)
        self.sight = Sight(self.world)
        self.people = People(self.world, self.sight, self.doors)
        self.gestures = Gestures(self.world)
        self.topics = Topics(self.world)
        self.hours = Hours(self.world)
        self.record = self.world.record
        self._loopback = Loopback(port)
        self._api = BotApi(self.world, self.faults, Throttle(limits))
        self._pushes = WebhookPushes(self.world, self._api.call_in_answer, webhook_retry_s)

    @property
    def api_root(self) -> str:
        """What stands before `/bot<token>/<method>`."""
        return self._loopback.address

    @property
    def requests(self) -> list[Call]:
        return self.record.calls

    @property
    def violations(self) -> list[Violation]:
        return self.record.violations

    @property
    def unhandled(self) -> list[str]:
        return self.record.unhandled

    def unanswered(self) -> list[Press]:
        """The presses without an answer; each becomes a violation, once, by being asked for."""
        presses = [press for press in self.world.presses.values() if not press.is_answered]
        for press in presses:
            if not press.was_blamed:
                press.was_blamed = True
                self.record.break_rule(f"the press on {press.data!r} was never answered", "answerCallbackQuery")
        return presses

    def push_raw(self, bot: Bot, update: Json) -> int:
        """Queue any update for the bot, well-formed or not; returns its update_id."""
        return bot.queue.push_raw(update)

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=LARGEST_REQUEST_BYTES)
        self._api.add_routes(app.router)
        ControlEndpoint(self).add_routes(app.router)
        # Without cancellation a poll whose client was killed would go on and look like a second poller.
        await self._loopback.start(app, handler_cancellation=True)
        self.world.changes.follow(self._pushes.on_change)
        self.world.changes.follow(self.hours.on_change)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.hours.stop()
        await self._pushes.close()
        await self._loopback.stop()
