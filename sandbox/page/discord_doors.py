"""The page's own addresses for the Discord pane: files, menus, small forms; must not hold rules of the platform."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aiohttp import web

from sandbox.discord.entities import Channel, User
from sandbox.page.allowed import NotAllowed
from sandbox.page.cast import Person
from sandbox.page.discord_files import DRAWN, FOLDER
from sandbox.page.texts import refusal_text
from sandbox.page.views import Views

DIALOGS = frozenset({"edit", "thread", "post", "delete", "leave"})


class DiscordDoors:
    """`who` tells which of the cast a request comes from."""

    def __init__(self, views: Views, who: Callable[[web.Request], Person]) -> None:
        self._views, self._pane, self._who = views, views.discord, who

    def add_to(self, router: web.UrlDispatcher) -> None:
        router.add_get(f"{FOLDER}/{{tail:.*}}", self._file)
        router.add_get("/menu/discord", self._menu)
        router.add_get("/dialog/discord/{name}", self._dialog)

    async def _file(self, request: web.Request) -> web.Response:
        """Hand out a picture to be drawn; anything else is to be saved and never opened as a page of this address."""
        found = self._pane.file(request.path.removeprefix(FOLDER))
        if found is None:
            raise web.HTTPNotFound
        kind, content = found
        if kind in DRAWN:
            return web.Response(body=content, content_type=kind)
        headers = {"Content-Disposition": "attachment"}
        return web.Response(body=content, content_type="application/octet-stream", headers=headers)

    async def _menu(self, request: web.Request) -> web.Response:
        person, user, channel = self._place(request)
        given: dict[str, Any] = {}
        if "message" in request.query:
            try:
                given["menu"] = self._pane.message_menu(user, channel, request.query["message"])
            except NotAllowed as refused:
                return self._refused(person, refused)
        else:
            other = self._pane.person(request.query.get("person", ""))
            if other is None:
                raise web.HTTPNotFound
            given |= {"person_id": str(other.id), "person_name": other.shown_name}
            given["commands"] = self._pane.person_commands(user, channel)
        return self._drawn("discord_menu.html", person, given)

    async def _dialog(self, request: web.Request) -> web.Response:
        person, name = self._who(request), request.match_info["name"]
        if name not in DIALOGS:
            raise web.HTTPNotFound
        given: dict[str, Any] = {"form": name, "body": {}}
        if name == "leave":
            guild = self._pane.guild(request.query.get("guild", ""))
            if guild is None:
                raise web.HTTPNotFound
            given |= {"body": {"guild": str(guild.id)}, "about": guild.name}
            return self._drawn("discord_dialog.html", person, given)
        _, user, channel = self._place(request)
        given["tags"] = channel.tags
        if "message" in request.query:
            try:
                message = self._pane.message(user, channel, request.query["message"])
            except NotAllowed as refused:
                return self._refused(person, refused)
            given |= {"body": {"message": str(message.id)}, "content": message.content}
            given["about"] = message.content[:120] if name != "edit" else ""
        return self._drawn("discord_dialog.html", person, given)

    def _place(self, request: web.Request) -> tuple[Person, User, Channel]:
        person = self._who(request)
        channel = self._pane.channel(person.discord, request.query.get("place", "")) if person.discord else None
        if person.discord is None or channel is None:
            raise web.HTTPNotFound
        return person, person.discord, channel

    def _drawn(self, template: str, person: Person, given: dict[str, Any]) -> web.Response:
        return web.Response(text=self._views.draw(template, person, **given), content_type="text/html")

    def _refused(self, person: Person, refused: NotAllowed) -> web.Response:
        return web.Response(text=refusal_text(person.locale, refused), status=409)
