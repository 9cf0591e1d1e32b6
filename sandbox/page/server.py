"""Serves the page on 127.0.0.1: panes, acts and a stream of changes; must not hold rules of a platform."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import ExitStack, suppress
from typing import Self

from aiohttp import web

from sandbox.loopback import HOST, Loopback
from sandbox.page.allowed import NotAllowed
from sandbox.page.cast import Person
from sandbox.page.discord_doors import DiscordDoors
from sandbox.page.discord_pane import OPENING_ACTS
from sandbox.page.stage import Stage
from sandbox.page.telegram_doors import TelegramDoors
from sandbox.page.texts import refusal_text, texts_for
from sandbox.page.views import HERE, Views

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
LARGEST_ACT = 160 << 20
"""Bytes: ten files of the size that a client takes, as text."""
PAUSE_SECONDS = 0.05
"""Changes that come at once are told once."""


class Page:
    """Use as `async with Page(stage) as page:`; `address` is where it is."""

    def __init__(self, stage: Stage, port: int = 0) -> None:
        self.stage = stage
        self._views = Views(stage)
        self._discord, self._telegram = self._views.discord, self._views.telegram
        self._loopback = Loopback(port)

    @property
    def port(self) -> int:
        return self._loopback.port

    @property
    def address(self) -> str:
        return self._loopback.address

    async def __aenter__(self) -> Self:
        self.stage.clock.on_move(self.stage.discord.hours.look)
        self.stage.clock.on_move(self.stage.telegram.hours.look)
        app = web.Application(middlewares=[self._guard], client_max_size=LARGEST_ACT)
        app.router.add_get("/", self._whole)
        app.router.add_get("/pane/{pane}", self._pane)
        app.router.add_get("/commands/{pane}", self._commands)
        app.router.add_post("/act/{pane}/{name}", self._act)
        app.router.add_post("/clock/{leap}", self._move_clock)
        app.router.add_post("/tour/{deed}", self._tour)
        app.router.add_get("/stage", self._which_stage)
        app.router.add_post("/reset", self._reset)
        app.router.add_get(r"/wire/{pane}/{number:\d{1,9}}", self._wire)
        app.router.add_get("/changes", self._changes)
        app.router.add_static("/static", HERE / "static")
        DiscordDoors(self._views, self._person).add_to(app.router)
        TelegramDoors(self._views, self._person).add_to(app.router)
        await self._loopback.start(app, handler_cancellation=True)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._loopback.stop()

    @web.middleware
    async def _guard(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Answer this page alone: neither another site's script nor a name that was pointed at this machine."""
        if request.host != f"{HOST}:{self.port}" or request.headers.get("Origin") not in {None, self.address}:
            raise web.HTTPForbidden(text="only this page may ask")
        response = await handler(request)
        if not response.prepared:
            response.headers.update(HEADERS)
        return response

    async def _whole(self, request: web.Request) -> web.Response:
        self.stage.cast.speak(request.query.get("as", ""), request.query.get("lang", ""))
        return web.Response(text=await self._views.whole(self._person(request)), content_type="text/html")

    async def _pane(self, request: web.Request) -> web.Response:
        name, place = request.match_info["pane"], request.query.get("place", "")
        drawn = await self._views.pane(name, self._person(request), place)
        if drawn is None:
            raise web.HTTPNotFound
        return web.Response(text=drawn, content_type="text/html")

    async def _commands(self, request: web.Request) -> web.Response:
        person, place = self._person(request), request.query.get("place", "")
        found: list[dict[str, object]] = []
        if request.match_info["pane"] == "discord" and person.discord:
            channel = self._discord.channel(person.discord, place)
            found = self._discord.commands(person.discord, channel) if channel else []
        elif person.telegram:
            found = self._telegram.commands(person.telegram, self._telegram.at(person.telegram, place))
        return web.json_response(found)

    async def _act(self, request: web.Request) -> web.Response:
        person, name = self._person(request), request.match_info["name"]
        body = await request.json()
        texts = texts_for(person.locale)
        try:
            if request.match_info["pane"] == "discord" and person.discord:
                answer = await self._discord.act(name, person.discord, body)
                if answer.get("modal"):
                    place = request.query.get("place", "")
                    return web.json_response({"modal": self._views.modal(person, answer, place)})
                if answer.get("kind") == "failed":
                    return web.json_response({"problem": texts["failed"]})
                told = {"suggestions": answer.get("suggestions", [])}
                return web.json_response(told | ({"open": answer["id"]} if name in OPENING_ACTS else {}))
            if request.match_info["pane"] == "telegram" and person.telegram:
                return web.json_response(await self._telegram.act(name, person.telegram, body))
        except NotAllowed as refusal:
            return web.json_response({"problem": refusal_text(person.locale, refusal)}, status=409)
        raise web.HTTPNotFound

    async def _move_clock(self, request: web.Request) -> web.Response:
        """Move the clock forward; 409 when nothing more is to happen."""
        clock = self.stage.clock
        match request.match_info["leap"]:
            case "hour":
                moment = clock.in_an_hour()
            case "morning":
                moment = clock.tomorrow_morning()
            case "next":
                upcoming = [each.at for each in await self.stage.inside.due(1)]
                ends = self.stage.discord.hours.next_at(), self.stage.telegram.hours.next_at()
                moments = [at for at in (*upcoming, *ends) if at is not None]
                if not moments:
                    texts = texts_for(self._person(request).locale)
                    return web.json_response({"problem": texts["nothing-next"]}, status=409)
                moment = max(min(moments), clock.now())
            case _:
                raise web.HTTPNotFound
        clock.move_to(moment)
        return web.json_response({"ahead_ms": self._ahead_ms()})

    async def _tour(self, request: web.Request) -> web.Response:
        """Begin or skip the guided visit."""
        match request.match_info["deed"]:
            case "begin":
                self.stage.tour.begin()
                await self.stage.tour.look()
            case "skip":
                self.stage.tour.skip()
            case _:
                raise web.HTTPNotFound
        return web.json_response({})

    async def _which_stage(self, _request: web.Request) -> web.Response:
        """Tell one stage from the next, for a window that waits for it."""
        return web.Response(text=self.stage.name)

    async def _wire(self, request: web.Request) -> web.Response:
        """Tell one request of the bot and its answer in full."""
        exchanges = {"discord": self._discord.exchange, "telegram": self._telegram.exchange}
        look = exchanges.get(request.match_info["pane"])
        found = look(int(request.match_info["number"])) if look else None
        if found is None:
            raise web.HTTPNotFound
        drawn = self._views.draw("exchange.html", self._person(request), exchange=found)
        return web.Response(text=drawn, content_type="text/html")

    async def _reset(self, _request: web.Request) -> web.Response:
        self.stage.reset.set()
        return web.json_response({})

    async def _changes(self, request: web.Request) -> web.StreamResponse:
        """Tell the name of each pane that changed and how far ahead the clock is, until the listener goes."""
        stream = web.StreamResponse(headers={**HEADERS, "Content-Type": "text/event-stream"})
        changed: set[str] = set()
        shown = self._visit()
        bell = asyncio.Event()

        def observe(pane: str) -> Callable[[object], None]:
            def note(_: object) -> None:
                changed.add(pane)
                bell.set()

            return note

        with ExitStack() as stack:
            stack.enter_context(self.stage.discord.world.changes.observed_by(observe("discord")))
            stack.enter_context(self.stage.telegram.world.changes.observed_by(observe("telegram")))
            stack.enter_context(self.stage.clock.watched_by(bell.set))
            await stream.prepare(request)
            ahead = self._ahead_ms()
            await stream.write(_clock_event(ahead))
            with suppress(ConnectionError):
                while True:
                    await bell.wait()
                    await asyncio.sleep(PAUSE_SECONDS)
                    bell.clear()
                    told, changed = sorted(changed), set()
                    await self.stage.tour.look()
                    if self._visit() != shown:
                        shown = self._visit()
                        told.append("tour")
                    if self._ahead_ms() != ahead:
                        ahead = self._ahead_ms()
                        await stream.write(_clock_event(ahead))
                    await stream.write(f"data: {json.dumps([*told, 'wire'])}\n\n".encode())
        return stream

    def _ahead_ms(self) -> int:
        return round(self.stage.clock.ahead.total_seconds() * 1000)

    def _person(self, request: web.Request) -> Person:
        return self.stage.cast.find(request.query.get("as", ""))

    def _visit(self) -> tuple[int | None, bool]:
        """Return where the guided visit stands, to know when it has gone on."""
        return self.stage.tour.at, self.stage.tour.is_skipped


def _clock_event(ahead_ms: int) -> bytes:
    return f"event: clock\ndata: {ahead_ms}\n\n".encode()
