"""The page's own addresses for the Telegram pane: files, menus, small forms; must not hold rules of the platform."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aiohttp import web

from sandbox.page.allowed import NotAllowed
from sandbox.page.cast import Person
from sandbox.page.telegram_files import FOLDER
from sandbox.page.telegram_rooms import Whereabouts
from sandbox.page.texts import refusal_text
from sandbox.page.views import Views
from sandbox.telegram.entities import User
from sandbox.telegram.stickers import STICKERS

MESSAGE_DIALOGS = frozenset({"edit", "forward", "delete"})
DIALOGS = MESSAGE_DIALOGS | {"topic", "rename", "delete_topic", "leave", "block"}


class TelegramDoors:
    """`who` tells which of the cast a request comes from."""

    def __init__(self, views: Views, who: Callable[[web.Request], Person]) -> None:
        self._views, self._pane, self._who = views, views.telegram, who

    def add_to(self, router: web.UrlDispatcher) -> None:
        router.add_get(f"{FOLDER}/{{id}}", self._file)
        router.add_get("/menu/telegram", self._menu)
        router.add_get("/dialog/telegram/{name}", self._dialog)

    async def _file(self, request: web.Request) -> web.Response:
        """Hand out a picture to be drawn; anything else is to be saved and never opened as a page of this address."""
        found = self._pane.file(request.match_info["id"])
        if found is None:
            raise web.HTTPNotFound
        kind, content = found
        if kind:
            return web.Response(body=content, content_type=kind)
        headers = {"Content-Disposition": "attachment"}
        return web.Response(body=content, content_type="application/octet-stream", headers=headers)

    async def _menu(self, request: web.Request) -> web.Response:
        person, user, at = self._place(request)
        if "message" not in request.query:
            return self._drawn("telegram_menu.html", person, {"stickers": STICKERS})
        try:
            menu = self._pane.menu(user, at, request.query["message"])
        except NotAllowed as refused:
            return self._refused(person, refused)
        return self._drawn("telegram_menu.html", person, {"menu": menu})

    async def _dialog(self, request: web.Request) -> web.Response:
        (person, user, at), name = self._place(request), request.match_info["name"]
        if name not in DIALOGS:
            raise web.HTTPNotFound
        room = self._pane.room(user, at)
        given: dict[str, Any] = {"form": name, "body": {}, "about": "", "places": self._pane.places(user)}
        if name in MESSAGE_DIALOGS:
            try:
                message = self._pane.message(user, at, request.query.get("message", ""))
            except NotAllowed as refused:
                return self._refused(person, refused)
            given |= {"body": {"message": message.id}, "content": message.body}
            given["about"] = message.body[:120] if name != "edit" else ""
        elif name in {"leave", "block"}:
            lines = room.groups if name == "leave" else room.bots
            line = next((each for each in lines if each.id == request.query.get("chat")), None)
            if line is None:
                raise web.HTTPNotFound
            given |= {"body": {"place" if name == "leave" else "bot": line.id}, "about": line.name}
        elif name != "topic" and room.line:
            given |= {"content": room.line.name, "about": room.line.name if name == "delete_topic" else ""}
        return self._drawn("telegram_dialog.html", person, given)

    def _place(self, request: web.Request) -> tuple[Person, User, Whereabouts]:
        person = self._who(request)
        if person.telegram is None:
            raise web.HTTPNotFound
        return person, person.telegram, self._pane.at(person.telegram, request.query.get("place", ""))

    def _drawn(self, template: str, person: Person, given: dict[str, Any]) -> web.Response:
        return web.Response(text=self._views.draw(template, person, **given), content_type="text/html")

    def _refused(self, person: Person, refused: NotAllowed) -> web.Response:
        return web.Response(text=refusal_text(person.locale, refused), status=409)
