"""The Bot API's HTTP edge: tokens, parameters in any form, dispatch, faults, the record. It knows no method itself."""

import asyncio
import inspect
import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from sandbox.telegram import (
    methods_albums,
    methods_callbacks,
    methods_chats,
    methods_edits,
    methods_general,
    methods_media,
    methods_members,
    methods_menus,
    methods_messages,
    methods_polls,
    methods_topics,
    methods_updates,
)
from sandbox.telegram.entities import Bot
from sandbox.telegram.faults import Fault, Faults
from sandbox.telegram.parameters import Parameters, Part
from sandbox.telegram.record import Call, Upload
from sandbox.telegram.request import Method, Request
from sandbox.telegram.throttle import Throttle, is_counted
from sandbox.telegram.wire import ApiError, Json, not_found, unauthorized
from sandbox.telegram.world import World

MODULES = (
    methods_albums,
    methods_callbacks,
    methods_chats,
    methods_edits,
    methods_general,
    methods_media,
    methods_members,
    methods_menus,
    methods_messages,
    methods_polls,
    methods_topics,
    methods_updates,
)


class BotApi:
    """Answers every call of every bot; `faults` and the throttle come before the methods."""

    def __init__(self, world: World, faults: Faults, throttle: Throttle) -> None:
        self._world = world
        self._faults = faults
        self._throttle = throttle
        self._methods: dict[str, Method] = {
            name.lower(): method for module in MODULES for name, method in module.METHODS.items()
        }

    def add_routes(self, router: web.UrlDispatcher) -> None:
        router.add_route("*", "/bot{token}/{method}", self.answer)
        router.add_get("/file/bot{token}/{path:.+}", self.download)

    async def answer(self, http: web.Request) -> web.Response:
        bot = self._world.bot_by_token(http.match_info["token"])
        if bot is None:
            return json_response(unauthorized().body(), 401)
        name = http.match_info["method"]
        parameters = await read_parameters(http)
        files = {key: Upload(p.filename, p.content_type, len(p.content)) for key, p in parameters.parts.items()}
        call = Call(bot.username, name, dict(parameters.values), files)
        fault = self._faults.take(name.lower(), chat_id_of(self._world, parameters.values))
        if fault and fault.is_dropped:
            return cut(http)
        request = Request(self._world, bot, parameters, call, lambda: is_open(http))
        body = await self.perform(request, fault.error if fault else None)
        if fault and await hold_back(fault):
            return cut(http)
        return json_response(body, call.status)

    async def perform(self, request: Request, error: ApiError | None = None) -> Json:
        """Do what the call asks, or refuse it with the given error; the answer's body. The call is recorded."""
        call, record = request.call, self._world.record
        record.add(call)
        try:
            if error:
                raise error
            call.result = await self._result(request)
        except ApiError as refusal:
            call.status, call.description = refusal.status, refusal.description
            if refusal.broken_rule:
                record.break_rule(refusal.description, call.method)
            if refusal.status == 429:
                record.throttled.append(call.method)
            return refusal.body()
        finally:
            self._world.changes.wake()
        call.status = 200
        return {"ok": True, "result": call.result}

    async def _result(self, request: Request) -> Any:
        name = request.call.method.lower()
        method = self._methods.get(name)
        if method is None:
            self._world.record.unhandled.append(request.call.method)
            raise not_found()
        if is_counted(name):
            chat_id = chat_id_of(self._world, request.parameters.values)
            self._throttle.admit(request.bot.id, chat_id or 0, self._world.seconds())
        result = method(request)
        return await result if inspect.isawaitable(result) else result

    async def call_in_answer(self, bot: Bot, body: Mapping[str, Any]) -> None:
        """Perform the call that a bot put into its answer to a webhook push; its result goes nowhere."""
        values = {name: value for name, value in body.items() if name != "method"}
        call = Call(bot.username, str(body.get("method", "")), values)
        await self.perform(Request(self._world, bot, Parameters(values), call))

    async def download(self, http: web.Request) -> web.Response:
        if self._world.bot_by_token(http.match_info["token"]) is None:
            return json_response(unauthorized().body(), 401)
        path = http.match_info["path"]
        file = next((file for file in self._world.files.values() if file.path == path), None)
        if file is None:
            return json_response(not_found().body(), 404)
        return web.Response(body=file.content, content_type="application/octet-stream")


async def read_parameters(http: web.Request) -> Parameters:
    """Parameters from the query, and from the body as a form, as multipart or as JSON."""
    values: dict[str, Any] = dict(http.query)
    parts: dict[str, Part] = {}
    if http.content_type == "application/json" and http.can_read_body:
        try:
            body = await http.json()
        except ValueError:
            body = {}
        values.update(body if isinstance(body, dict) else {})
    elif http.can_read_body:
        for name, value in (await http.post()).items():
            if isinstance(value, web.FileField):
                parts[name] = Part(value.filename, value.content_type, value.file.read())
            else:
                values[name] = value
    return Parameters(values, parts)


def chat_id_of(world: World, values: Mapping[str, Any]) -> int | None:
    """The id of the chat that the call names by number or by its public name, if there is one."""
    named = values.get("chat_id")
    if isinstance(named, str) and (chat := world.chat_by_username(named)):
        return chat.id
    try:
        return int(values["chat_id"])
    except (KeyError, TypeError, ValueError, OverflowError):
        return None


async def hold_back(fault: Fault) -> bool:
    """Wait as the fault says; whether the answer is to be lost."""
    if fault.gate:
        fault.gate.reached.set()
        await fault.gate.opened.wait()
    if fault.delay_s:
        await asyncio.sleep(fault.delay_s)
    return fault.is_lost


def is_open(http: web.Request) -> bool:
    return http.transport is not None and not http.transport.is_closing()


def cut(http: web.Request) -> web.Response:
    """Break the connection: what is returned reaches nobody."""
    if http.transport:
        http.transport.abort()
    return web.Response(status=499)


def json_response(body: Json, status: int) -> web.Response:
    return web.Response(text=json.dumps(body, ensure_ascii=False), status=status, content_type="application/json")
