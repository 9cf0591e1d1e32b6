"""The control endpoint: acts, building, faults and sight over HTTP in JSON, and the stream of changes for a page.

    POST /sandbox/acts/{act}     {"user": "@alice", "place": "@agora_bot", "text": "/vote", "wait_s": 5}
    POST /sandbox/build/{step}   {"title": "Lecteurs", "members": ["@alice", "@agora_bot"], "forum": true}
    POST /sandbox/faults         {"method": "sendMessage", "status": 403, "description": "Forbidden: ..."}
    GET  /sandbox/see/{look}     ?user=@alice&place=-4000000001
    GET  /sandbox/changes        server-sent events, one JSON object each

It serves whoever reaches the loopback address: no rule of Telegram applies to it, and no bot should know it.
"""

import json
from typing import TYPE_CHECKING, Any

from aiohttp import web

from sandbox.telegram.descriptions import described, described_change
from sandbox.telegram.entities import Message, Press
from sandbox.telegram.fields import Fields
from sandbox.telegram.impossible import CannotDo
from sandbox.telegram.scripts import Step, acts, building, fault_of, looks
from sandbox.telegram.sight import NotSeen
from sandbox.telegram.wire import Json

if TYPE_CHECKING:
    from sandbox.telegram.server import TelegramSandbox


class ControlEndpoint:
    """Answers 200 with `done` (and `seen`, when asked to wait), 409 for an impossible act, 422 for a bad request."""

    def __init__(self, sandbox: "TelegramSandbox") -> None:
        self._sandbox = sandbox
        self._acts = acts(sandbox)
        self._building = building(sandbox)
        self._looks = looks(sandbox)

    def add_routes(self, router: web.UrlDispatcher) -> None:
        router.add_post("/sandbox/acts/{name}", self.act)
        router.add_post("/sandbox/build/{name}", self.build)
        router.add_post("/sandbox/faults", self.add_fault)
        router.add_get("/sandbox/see/{name}", self.see)
        router.add_get("/sandbox/changes", self.stream)

    async def act(self, http: web.Request) -> web.Response:
        body = await asked(http)
        wait_s = seconds(body, "wait_s")
        answer = self._run(self._acts.get(http.match_info["name"]), body)
        if isinstance(answer, web.Response):
            return answer
        outcome: Json = {"done": described(answer)}
        if wait_s:
            try:
                outcome["seen"] = described(await self._sight_of(answer, wait_s))
            except NotSeen as error:
                return web.json_response({**outcome, "error": str(error)}, status=409)
        return web.json_response(outcome)

    async def build(self, http: web.Request) -> web.Response:
        answer = self._run(self._building.get(http.match_info["name"]), await asked(http))
        return answer if isinstance(answer, web.Response) else web.json_response({"done": described(answer)})

    async def see(self, http: web.Request) -> web.Response:
        answer = self._run(self._looks.get(http.match_info["name"]), dict(http.query))
        return answer if isinstance(answer, web.Response) else web.json_response({"seen": described(answer)})

    async def add_fault(self, http: web.Request) -> web.Response:
        answer = self._run(fault_of, await asked(http))
        if isinstance(answer, web.Response):
            return answer
        self._sandbox.faults.add(answer)
        return web.json_response({"done": True})

    async def stream(self, http: web.Request) -> web.StreamResponse:
        """Every change from now on, until the client goes away."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        with self._sandbox.world.changes.queue() as changes:
            await response.prepare(http)
            await response.write(b": open\n\n")
            while True:
                event = json.dumps(described_change(await changes.get()), ensure_ascii=False)
                await response.write(f"data: {event}\n\n".encode())

    def _run(self, step: Step | None, body: Json) -> Any:
        """What the step returns, or the refusal as a response."""
        if step is None:
            return web.json_response({"error": "no such thing to ask"}, status=404)
        try:
            return step(Fields(self._sandbox.world, body))
        except CannotDo as error:
            return web.json_response({"error": str(error)}, status=409)
        except (ValueError, KeyError, TypeError) as error:
            raise bad_request(str(error)) from None

    async def _sight_of(self, done: Any, wait_s: float) -> Any:
        """What follows upon an act: the bot's next message, or the toast of a press."""
        sight = self._sandbox.sight
        if isinstance(done, Press):
            return await sight.answer_to(done, wait_s)
        if isinstance(done, Message):
            return await sight.reply_to(done.sender, done, wait_s)
        return None


def bad_request(complaint: str) -> web.HTTPUnprocessableEntity:
    return web.HTTPUnprocessableEntity(
        text=json.dumps({"error": f"bad request: {complaint}"}), content_type="application/json"
    )


async def asked(http: web.Request) -> Json:
    """The body of the request; HTTPUnprocessableEntity when it is no JSON object."""
    try:
        body = await http.json()
    except ValueError as error:
        raise bad_request(f"no JSON: {error}") from None
    if not isinstance(body, dict):
        raise bad_request("a request is a JSON object")
    return body


def seconds(body: Json, name: str) -> float:
    try:
        return float(body.get(name) or 0)
    except (TypeError, ValueError):
        raise bad_request(f"{name} is no number of seconds") from None
