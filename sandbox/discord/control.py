"""The control endpoint under /sandbox: build the world, act as people, make trouble, watch. Loopback only."""

import json
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from aiohttp import web

from sandbox.discord.changes import CLOSING
from sandbox.discord.control_acts import ACTS, Desk
from sandbox.discord.control_build import BUILDS
from sandbox.discord.naming import Directory, NotFound
from sandbox.discord.portraits import portray_change, portray_message, portray_record, portray_world
from sandbox.discord.refusals import NotOffered
from sandbox.discord.wire import ApiError, Json

if TYPE_CHECKING:
    from sandbox.discord.server import DiscordSandbox

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def _answer(payload: Any, status: int = 200) -> web.Response:
    headers = {"Content-Type": "application/json", "Cache-Control": "no-store"}
    return web.Response(body=json.dumps(payload).encode(), status=status, headers=headers)


class Control:
    """Answers JSON; refusals are `{"error": ...}`: 404 for unknown names, 409 for what a client would not allow."""

    def __init__(self, sandbox: "DiscordSandbox") -> None:
        self._sandbox = sandbox
        self._desk = Desk(sandbox, Directory(sandbox.world))

    def add_to(self, router: web.UrlDispatcher) -> None:
        router.add_get("/sandbox/state", self._guarded(self._state))
        router.add_get("/sandbox/messages", self._guarded(self._messages))
        router.add_get("/sandbox/record", self._guarded(self._record))
        router.add_get("/sandbox/changes", self._guarded(self._changes))
        router.add_post("/sandbox/act/{name}", self._guarded(self._act))
        router.add_post("/sandbox/build/{name}", self._guarded(self._build))
        router.add_post("/sandbox/faults/{name}", self._guarded(self._fault))
        router.add_post("/sandbox/gateway/{name}", self._guarded(self._gateway))

    def _guarded(self, handler: Handler) -> Handler:
        async def guard(request: web.Request) -> web.StreamResponse:
            if request.headers.get("Origin") not in {None, self._sandbox.root}:
                return _answer({"error": "only pages of this server may act"}, 403)
            try:
                return await handler(request)
            except NotFound as error:
                return _answer({"error": str(error)}, 404)
            except NotOffered as error:
                return _answer({"error": str(error)}, 409)
            except ApiError as error:
                return _answer({"error": error.message, **error.body()}, error.status)
            except (KeyError, ValueError, TypeError, re.error) as error:
                return _answer({"error": f"not understood: {error}"}, 400)

        return guard

    async def _state(self, _request: web.Request) -> web.Response:
        return _answer(portray_world(self._sandbox.world))

    async def _messages(self, request: web.Request) -> web.Response:
        user = self._desk.directory.user(request.query["user"])
        channel = self._desk.directory.channel(request.query["channel"], user)
        seen = self._sandbox.people.visible_to(user, channel)
        return _answer([portray_message(self._sandbox.world, message) for message in seen])

    async def _record(self, _request: web.Request) -> web.Response:
        return _answer(portray_record(self._sandbox.record, self._sandbox.world))

    async def _changes(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events, one for each change, until the listener goes."""
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        with self._sandbox.world.changes.queue() as changes:
            await stream.prepare(request)
            await stream.write(b": listening\n\n")
            with suppress(ConnectionError):
                while (change := await changes.get()).name != CLOSING:
                    told = json.dumps(portray_change(self._sandbox.world, change))
                    await stream.write(f"data: {told}\n\n".encode())
        return stream

    async def _act(self, request: web.Request) -> web.Response:
        act = ACTS.get(request.match_info["name"])
        if act is None:
            raise NotFound(f"no act {request.match_info['name']!r}; there are {sorted(ACTS)}")
        return _answer(await act(self._desk, await request.json()))

    async def _build(self, request: web.Request) -> web.Response:
        build = BUILDS.get(request.match_info["name"])
        if build is None:
            raise NotFound(f"no such thing to build; there are {sorted(BUILDS)}")
        return _answer(build(self._desk, await request.json()))

    async def _fault(self, request: web.Request) -> web.Response:
        faults = self._sandbox.faults
        kinds: dict[str, Callable[..., None]] = {
            "fail": faults.fail_next,
            "slow": faults.slow_next,
            "lose": faults.lose_next,
            "throttle": faults.throttle_next,
        }
        make = kinds.get(request.match_info["name"])
        if make is None:
            raise NotFound(f"no such fault; there are {sorted(kinds)}")
        make(**await request.json())
        return _answer({"pending": faults.pending})

    async def _gateway(self, request: web.Request) -> web.Response:
        gateway, body = self._sandbox.gateway, await request.json()
        name = request.match_info["name"]
        if name == "drop":
            gateway.drop(**body)
        elif name == "reconnect":
            gateway.ask_reconnect()
        elif name == "invalidate":
            gateway.invalidate(resumable=bool(body.get("resumable")))
        else:
            raise NotFound("no such trouble; there are drop, invalidate, reconnect")
        told: Json = {"connected": len(gateway.connected)}
        return _answer(told)
