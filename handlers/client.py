"""Telegram's side of the house: opens the connection, takes updates in and closes it again; must not hold policy."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

from telegram.error import BadRequest, EndPointNotFound, InvalidToken, NetworkError, TelegramError
from telegram.ext import ExtBot

from core.kernel.errors import AdapterRefused, AdapterUnreachable
from handlers.courier import TelegramCourier
from handlers.house import TelegramHouse
from handlers.inbox import ALLOWED, WAITING, UpdateInbox
from handlers.lanes import Lanes
from handlers.menus import offer_menus
from handlers.names import Names
from handlers.pacer import Pace, Pacer
from handlers.polling import Poller
from handlers.reception import Reception
from handlers.render import Painter
from handlers.sending import Bot, Line
from handlers.transport import AiohttpRequest
from handlers.webhook import PushDesk, Webhook, receiving

log = logging.getLogger(__name__)

WIDTH = 64
"""Updates handled at once. Those of a batch that begin together share their way to the database: with 16 at once a
press costs half as much again as with 64."""
DRAIN_SECONDS = 5.0
HOUSEKEEPING_SECONDS = 3600.0
LAPSED = timedelta(days=1)
"""How long a lapsed form is remembered, so that a late answer gets a kind word."""


class TelegramAdapter:
    """Runs one bot; begun anew after each failure by its supervisor."""

    def __init__(
        self,
        token: str,
        api_root: str,
        house: TelegramHouse,
        webhook: Webhook | None = None,
        pace: Pace | None = None,
    ) -> None:
        """Updates are asked for unless there is a webhook. Raises ValueError when two commands share a name."""
        self._token = token
        self._api_root = api_root.rstrip("/")
        self._house = house
        self._webhook = webhook
        self._pace = pace or Pace()
        self._names = Names(house.catalogue, house.dictionary)
        self._line: Line | None = None
        self._inbox: UpdateInbox | None = None
        self._poller: Poller | None = None
        self._stopping = asyncio.Event()
        self._stopped = asyncio.Event()
        self._stopped.set()
        self.opened = asyncio.Event()
        """Set while updates are taken in."""
        self.courier = TelegramCourier(lambda: self._line)

    @property
    def silent_seconds(self) -> float:
        """How long ago Telegram last answered a poll; 0 when nothing is polled."""
        return self._poller.silent_seconds if self._poller else 0.0

    async def run(self) -> None:
        """Take updates in until closed, for good; raises AdapterRefused when the token is refused,
        AdapterUnreachable when nobody answers."""
        self._stopped.clear()
        serving = asyncio.create_task(self._serve())
        closing = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait({serving, closing}, return_when=asyncio.FIRST_COMPLETED)
            if serving.done():
                serving.result()
        finally:
            await _end(serving, closing)
            self._stopped.set()

    async def close(self) -> None:
        """Take in no more, finish what is in hand, and return when everything is closed."""
        self._stopping.set()
        await self._stopped.wait()

    async def _serve(self) -> None:
        async with self._connection() as bot, self._at_work(bot) as inbox:
            await self._receive(bot, inbox)

    @contextlib.asynccontextmanager
    async def _connection(self) -> AsyncIterator[Bot]:
        # Below INFO the library logs the token, and every text that is sent.
        library = logging.getLogger("telegram")
        library.setLevel(max(logging.INFO, library.level))
        transports = AiohttpRequest(), AiohttpRequest(connections=2)
        bot: Bot = ExtBot(
            self._token,
            base_url=f"{self._api_root}/bot",
            base_file_url=f"{self._api_root}/file/bot",
            request=transports[0],
            get_updates_request=transports[1],
            rate_limiter=Pacer(self._pace),
        )
        try:
            await bot.initialize()
            yield bot
        except (InvalidToken, EndPointNotFound):
            # The library's own text quotes the token.
            raise AdapterRefused("token-refused-telegram") from None
        except BadRequest:
            raise
        except NetworkError as problem:
            raise AdapterUnreachable(type(problem).__name__) from None
        finally:
            self._line = None
            await bot.shutdown()
            # The library leaves them open when it was interrupted while it opened them.
            for transport in transports:
                await transport.shutdown()

    @contextlib.asynccontextmanager
    async def _at_work(self, bot: Bot) -> AsyncIterator[UpdateInbox]:
        house = self._house
        line = self._line = Line(bot, Painter(bot.username), self._pace.patience_seconds, house.draw)
        lanes = Lanes(WIDTH)
        reception = Reception(line, house, self._names)
        inbox = UpdateInbox(bot, str(bot.id), house.storage, house.clock, lanes, reception.hear)
        lanes.start()
        housekeeping = asyncio.create_task(self._keep_house(inbox))
        try:
            yield inbox
        finally:
            self.opened.clear()
            await _end(housekeeping)
            await lanes.stop(DRAIN_SECONDS)
            await inbox.settle()

    async def _receive(self, bot: Bot, inbox: UpdateInbox) -> None:
        try:
            await offer_menus(bot, self._names, self._house.catalogue)
        except TelegramError as problem:
            log.warning("the command menus could not be set: %s", type(problem).__name__)
        await inbox.recover()
        if self._webhook is not None:
            await self._receive_pushes(bot, inbox, self._webhook)
            return
        if (await bot.get_webhook_info()).url:
            await bot.delete_webhook(drop_pending_updates=False)
        poller = self._poller = Poller(bot, inbox.take_in, lambda: inbox.lanes.below(WAITING))
        self._tell_open()
        try:
            await poller.run()
        finally:
            self._poller = None

    async def _receive_pushes(self, bot: Bot, inbox: UpdateInbox, webhook: Webhook) -> None:
        async with receiving(webhook, PushDesk(webhook.secret, inbox.take_in, inbox.lanes)):
            await bot.set_webhook(
                webhook.url, secret_token=webhook.secret, allowed_updates=ALLOWED, drop_pending_updates=False
            )
            self._tell_open()
            await asyncio.Event().wait()

    async def _keep_house(self, inbox: UpdateInbox) -> None:
        """Forget now and then what is of no use any more."""
        while True:
            try:
                await inbox.prune()
                lapsed = self._house.clock.now() - LAPSED
                await self._house.storage.write(lambda rows: rows.drafts.prune(lapsed))  # noqa: B023 - used at once
            except Exception:
                log.exception("housekeeping failed")
            await asyncio.sleep(HOUSEKEEPING_SECONDS)

    def _tell_open(self) -> None:
        log.info("Telegram is on")
        self.opened.set()


async def _end(*tasks: asyncio.Task[Any]) -> None:
    """Cancel the tasks and return when each has cleaned up."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
