"""Pushes updates to the bots that set a webhook, again and again until each is taken; it decides no content."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import aiohttp

from sandbox.telegram.changes import Change
from sandbox.telegram.clock import unix
from sandbox.telegram.entities import Bot, Webhook
from sandbox.telegram.wire import Json
from sandbox.telegram.world import World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
ANSWER_WITHIN_S = 60.0


class WebhookPushes:
    """One sequential push per bot; `retry_s` seconds between attempts. `answer_call` performs calls put in answers."""

    def __init__(
        self, world: World, answer_call: Callable[[Bot, Mapping[str, Any]], Awaitable[None]], retry_s: float
    ) -> None:
        self._world = world
        self._answer_call = answer_call
        self._retry_s = retry_s
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._client: aiohttp.ClientSession | None = None

    def on_change(self, change: Change) -> None:
        """Start or stop pushing when a bot sets or deletes its webhook."""
        if change.name != "webhook":
            return
        bot: Bot = change.subject
        if task := self._tasks.pop(bot.id, None):
            task.cancel()
        if bot.webhook:
            self._tasks[bot.id] = asyncio.create_task(self._push_all(bot, bot.webhook))

    async def close(self) -> None:
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        if self._client:
            await self._client.close()

    async def _push_all(self, bot: Bot, hook: Webhook) -> None:
        while True:
            update = await bot.queue.head()
            if await self._push(bot, hook, update):
                bot.queue.confirm(update["update_id"] + 1)
                self._world.changes.wake()
            else:
                await asyncio.sleep(self._retry_s)

    async def _push(self, bot: Bot, hook: Webhook, update: Json) -> bool:
        """Whether the bot took the update."""
        client = self._client = self._client or aiohttp.ClientSession()
        headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
        timeout = aiohttp.ClientTimeout(total=ANSWER_WITHIN_S)
        try:
            async with client.post(hook.url, json=update, headers=headers, timeout=timeout) as answer:
                if answer.status // 100 != 2:
                    self._fail(hook, f"Wrong response from the webhook: {answer.status} {answer.reason}")
                    return False
                body = await answer.text(errors="replace")
        except (aiohttp.ClientError, TimeoutError) as error:
            self._fail(hook, f"Connection failed: {type(error).__name__}")
            return False
        await self._perform(bot, body)
        return True

    async def _perform(self, bot: Bot, body: str) -> None:
        try:
            call = json.loads(body)
        except ValueError:
            return
        if isinstance(call, dict) and "method" in call:
            await self._answer_call(bot, call)

    def _fail(self, hook: Webhook, message: str) -> None:
        hook.last_error, hook.last_error_date = message, unix(self._world.now())
        self._world.changes.wake()
