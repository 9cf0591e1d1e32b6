"""Receives what Telegram pushes, at an address of the operator's; must not look into it.

A push is answered with 200 only after it is written down: until then Telegram keeps it and pushes it again.
"""

from __future__ import annotations

import hmac
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from aiohttp import web

from handlers.inbox import WAITING
from handlers.lanes import Lanes
from handlers.parsing import Raw

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
LARGEST_PUSH_BYTES = 1024 * 1024
OK, BAD, FORBIDDEN, BUSY = 200, 400, 403, 503


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram pushes, what it must show, and the "host:port" that listens behind that address."""

    url: str
    secret: str
    listen: str


@dataclass(frozen=True, slots=True)
class PushDesk:
    """Takes pushes. `take_in` returns when an update is written down."""

    secret: str
    take_in: Callable[[Sequence[Raw]], Awaitable[None]]
    lanes: Lanes

    async def handle_push(self, body: bytes, secret: str) -> int:
        """Return the HTTP status that answers a push."""
        if not self.secret or not hmac.compare_digest(secret.encode(), self.secret.encode()):
            return FORBIDDEN
        if self.lanes.count >= WAITING:
            return BUSY
        try:
            raw = json.loads(body)
        except (ValueError, RecursionError):
            return BAD
        if not isinstance(raw, dict) or not isinstance(raw.get("update_id"), int):
            return BAD
        try:
            await self.take_in([raw])
        except Exception:
            log.exception("a push could not be written down; Telegram will push it again")
            return BUSY
        return OK


@asynccontextmanager
async def receiving(webhook: Webhook, desk: PushDesk) -> AsyncIterator[None]:
    """Listen for as long as the context lasts."""

    async def receive(request: web.Request) -> web.Response:
        status = await desk.handle_push(await request.read(), request.headers.get(SECRET_HEADER, ""))
        return web.Response(status=status)

    app = web.Application(client_max_size=LARGEST_PUSH_BYTES)
    app.router.add_post(urlsplit(webhook.url).path or "/", receive)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        host, _, port = webhook.listen.rpartition(":")
        await web.TCPSite(runner, host, int(port)).start()
        yield
    finally:
        await runner.cleanup()
