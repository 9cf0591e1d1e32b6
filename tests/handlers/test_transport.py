"""The transport over real connections: what it sends, what each failure is called, and that it keeps the token."""

from __future__ import annotations

import asyncio
import io
import socket
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import NetworkError, TelegramError, TimedOut

from handlers.transport import AiohttpRequest, NotSent
from sandbox.loopback import Loopback

TOKEN = "123:SECRET"
Answering = Callable[[web.Request], Awaitable[web.Response]]


@asynccontextmanager
async def serving(answer: Answering) -> AsyncIterator[Bot]:
    """A bot on the transport, in front of a server that answers so."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    loopback = Loopback()
    await loopback.start(app, handler_cancellation=True, shutdown_timeout_s=0.1)
    transport = AiohttpRequest(connections=4)
    await transport.initialize()
    try:
        yield Bot(TOKEN, f"{loopback.address}/bot", request=transport)
    finally:
        await transport.shutdown()
        await loopback.stop()


async def test_parameters_travel_as_a_form_and_files_as_parts() -> None:
    seen: list[tuple[str, dict[str, str]]] = []

    async def answer(request: web.Request) -> web.Response:
        form = await request.post()
        seen.append(
            (
                request.path,
                {
                    name: str(value.filename if isinstance(value, web.FileField) else value)
                    for name, value in form.items()
                },
            )
        )
        return web.json_response({"ok": True, "result": True})

    async with serving(answer) as bot:
        await bot.set_my_commands([("help", "aide é")])
        await bot.set_chat_photo(5, io.BytesIO(b"picture"))
    (_, commands), (_, photo) = seen
    assert commands == {"commands": '[{"command": "help", "description": "aide \\u00e9"}]'}
    assert photo["chat_id"] == "5"
    assert "photo" in photo


async def refuse_slowly(request: web.Request) -> web.Response:
    await asyncio.Event().wait()
    raise AssertionError


async def cut(request: web.Request) -> web.Response:
    assert request.transport is not None
    request.transport.close()
    return web.Response()


async def babble(request: web.Request) -> web.Response:
    return web.Response(text="<html>a reader's words</html>")


@pytest.mark.parametrize(
    ("answer", "expected"), [(refuse_slowly, TimedOut), (cut, NetworkError), (babble, TelegramError)]
)
async def test_each_failure_has_its_name_and_none_holds_the_token(
    answer: Answering, expected: type[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", "handlers")
    async with serving(answer) as bot:
        with pytest.raises(expected) as caught:
            await bot.get_me(read_timeout=0.1, write_timeout=0.1)
    assert not isinstance(caught.value, NotSent)
    told = "".join(traceback.format_exception(caught.value))
    assert TOKEN not in told
    assert "SECRET" not in told.replace('TOKEN = "123:SECRET"', "")
    assert "reader's words" not in caplog.text


async def test_without_a_connection_nothing_was_sent() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    transport = AiohttpRequest()
    await transport.initialize()
    await transport.initialize()
    bot = Bot(TOKEN, f"http://127.0.0.1:{port}/bot", request=transport)
    with pytest.raises(NotSent) as caught:
        await bot.get_me()
    assert "SECRET" not in "".join(traceback.format_exception(caught.value))
    await transport.shutdown()
    with pytest.raises(NotSent):
        await bot.get_me()
