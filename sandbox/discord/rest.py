"""The REST door: reads, applies faults and limits, finds the operation, answers as Discord does, records it all."""

import asyncio
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from aiohttp import BodyPartReader, web

from sandbox.discord.attachments import MAX_DESCRIPTION, PLAIN, Attached, store_file
from sandbox.discord.call import Backend, Call
from sandbox.discord.checks import check_text, objects
from sandbox.discord.entities import Application
from sandbox.discord.faults import Fault, Faults
from sandbox.discord.record import Part, Request
from sandbox.discord.routes import Route, RouteTable
from sandbox.discord.throttle import Throttle, too_many
from sandbox.discord.wire import ApiError, Json, Problem, refuse

PREFIX = "/api/v10"
JSON_TYPE = {"Content-Type": "application/json"}
FILE_PART = re.compile(r"files\[(\d+)\]")
LONG_ID = re.compile(r"\d{15,}")


@dataclass(frozen=True, slots=True)
class Upload:
    """One file of a request; `key` is what the body's `attachments` call it."""

    key: str
    filename: str
    content_type: str
    content: bytes


class RestDoor:
    """Answers everything under /api/v10; `root` is where uploaded files can be fetched from."""

    def __init__(self, backend: Backend, routes: Iterable[Route], faults: Faults, throttle: Throttle) -> None:
        self._backend = backend
        self._routes = RouteTable(routes)
        self._faults = faults
        self._throttle = throttle
        self.root = ""

    async def handle(self, raw: web.Request) -> web.StreamResponse:
        """Answer one request. The content type is exact: discord.py reads `application/json; charset` as text."""
        request, uploads = await _read(raw)
        self._backend.record.add(request)
        fault = self._faults.take(request.line)
        headers: dict[str, str] = {}
        try:
            headers = self._admit(request, fault)
            status, payload = self._run(raw, request, uploads)
        except ApiError as error:
            status, payload = error.status, error.body()
            headers |= error.headers
            self._note(request, error)
        request.status, request.answer = status, payload
        if fault is not None:
            await _disturb(raw, fault)
        if payload is None:
            return web.Response(status=204, headers=headers)
        return web.Response(body=json.dumps(payload).encode(), status=status, headers=headers | JSON_TYPE)

    def _admit(self, request: Request, fault: Fault | None) -> dict[str, str]:
        if fault is not None and fault.status == 429:
            raise too_many(fault.retry_after_s, "global" if fault.is_global else "user")
        if fault is not None and fault.status:
            raise ApiError(fault.status, fault.code, f"{fault.status}: as asked")
        return self._throttle.admit(request.method, request.path)

    def _run(self, raw: web.Request, request: Request, uploads: list[Upload]) -> tuple[int, Any]:
        found = self._routes.find(request.method, request.path)
        if found is None:
            self._backend.record.unhandled.append(request.line)
            raise ApiError(404, 0, "404: Not Found")
        route, names = found
        caller = None if route.open_to_all else self._caller(raw)
        if isinstance(request.body, NotJson):
            raise ApiError(400, 50109, "The request body contains invalid JSON.", broken_rule="invalid JSON")
        files = self._store(request.body, uploads)
        reason = raw.headers.get("X-Audit-Log-Reason")
        answer = route.handle(Call(self._backend, caller, names, request.query, request.body, reason, files))
        return (204 if answer is None else 201 if route.created else 200), answer

    def _caller(self, raw: web.Request) -> Application:
        scheme, _, token = raw.headers.get("Authorization", "").partition(" ")
        for application in self._backend.world.applications.values():
            if scheme == "Bot" and application.token == token:
                return application
        raise ApiError(401, 0, "401: Unauthorized")

    def _store(self, body: Any, uploads: list[Upload]) -> tuple[Json, ...]:
        described = _described(body)
        refuse(_check_described(described, {upload.key for upload in uploads}))
        stored = []
        for upload in uploads:
            notes = described.get(upload.key, {})
            name, alternative = str(notes.get("filename") or upload.filename), str(notes.get("description") or "")
            file = Attached(name, upload.content, upload.content_type, alternative)
            kept = store_file(self._backend.world, file, self.root)
            stored.append(kept | ({"title": notes["title"]} if notes.get("title") else {}))
        return tuple(stored)

    def _note(self, request: Request, error: ApiError) -> None:
        request.code = error.code
        if error.status == 429:
            self._backend.record.throttled.append(request.line)
        if error.broken_rule:
            self._backend.record.break_rule(error.broken_rule, request.line)


def _described(body: Any) -> dict[str, Json]:
    """What a body tells of its files, by their key: of a message, an interaction's answer, or a forum post."""
    source = body if isinstance(body, dict) else {}
    inner = source.get("data") or source.get("message") or source
    listed = objects(inner.get("attachments")) if isinstance(inner, dict) else []
    return {str(item.get("id")): item for item in listed}


def _check_described(described: dict[str, Json], uploaded: set[str]) -> Iterator[Problem]:
    for key, notes in described.items():
        yield from check_text(f"attachments.{key}.description", notes.get("description"), 0, MAX_DESCRIPTION)
        if key not in uploaded and not LONG_ID.fullmatch(key):
            yield Problem(f"attachments.{key}", "No file of this id was uploaded.", "MESSAGE_ATTACHMENT_NOT_FOUND")


class NotJson:
    """Stands for a body that could not be read."""


async def _read(raw: web.Request) -> tuple[Request, list[Upload]]:
    headers = {name: value for name, value in raw.headers.items() if name.lower() != "authorization"}
    path = raw.rel_url.raw_path.removeprefix(PREFIX)
    request = Request(raw.method, path, dict(raw.query), headers)
    if raw.content_type.startswith("multipart/"):
        uploads = await _read_parts(raw, request)
        return request, uploads
    text = await raw.text() if raw.can_read_body else ""
    request.body = _parse(text) if text else None
    return request, []


def _parse(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return NotJson()


async def _read_parts(raw: web.Request, request: Request) -> list[Upload]:
    uploads: list[Upload] = []
    parts = []
    async for part in await raw.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        content = bytes(await part.read(decode=True))
        content_type = part.headers.get("Content-Type", "")
        parts.append(Part(part.name or "", part.filename, content_type, len(content)))
        if part.name == "payload_json":
            request.body = _parse(content.decode())
        elif part.filename:
            found = FILE_PART.fullmatch(part.name or "")
            key = found[1] if found else str(len(uploads))
            uploads.append(Upload(key, part.filename, content_type or PLAIN, content))
    request.parts = tuple(parts)
    return uploads


async def _disturb(raw: web.Request, fault: Fault) -> None:
    if fault.delay_s:
        await asyncio.sleep(fault.delay_s)
    if fault.lost and raw.transport is not None:
        raw.transport.abort()
