"""Draws the page and its panes as HTML for one person; must not speak HTTP or act."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from sandbox.discord.wire import Json
from sandbox.page.cast import Person
from sandbox.page.discord_choices import Choice
from sandbox.page.discord_pane import DiscordPane
from sandbox.page.entities import html_of
from sandbox.page.stage import Stage
from sandbox.page.telegram_pane import TelegramPane
from sandbox.page.texts import texts_for
from sandbox.telegram.entities import Bot

HERE = Path(__file__).parent
WIRE_LINES = 200


class Views:
    """The look of one stage."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.discord, self.telegram = DiscordPane(stage.discord), TelegramPane(stage.telegram)
        self._templates = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, trim_blocks=True)

    async def whole(self, person: Person) -> str:
        """Return the whole page."""
        return self.draw(
            "page.html",
            person,
            people=list(self._stage.cast.people.values()),
            discord=self._discord_view(person, ""),
            telegram=self._telegram_view(person, ""),
            wire=await self._wire(),
            **self._tour_view(),
            ahead_ms=round(self._stage.clock.ahead.total_seconds() * 1000),
        )

    async def pane(self, name: str, person: Person, place: str) -> str | None:
        """Return one pane as the person sees it in a place, None for one that there is not."""
        match name:
            case "discord":
                return self.draw("discord.html", person, discord=self._discord_view(person, place))
            case "telegram":
                return self.draw("telegram.html", person, telegram=self._telegram_view(person, place))
            case "tour":
                return self.draw("tour.html", person, **self._tour_view())
            case "wire":
                return self.draw("wire.html", person, wire=await self._wire())
        return None

    def modal(self, person: Person, answer: Mapping[str, Any], place: str) -> str:
        """Return the form that an act on Discord brought up in a place."""
        channel = self.discord.channel(person.discord, place) if person.discord else None

        def choices(field: Json) -> list[Choice]:
            return self.discord.choices(field, channel)

        given = {"modal": answer["modal"], "answer": answer["id"], "choices": choices}
        return self.draw("modal.html", person, markdown=self.discord.markdown(channel).html, **given)

    def _tour_view(self) -> dict[str, object]:
        names = {person.key: person.name for person in self._stage.cast.people.values()}
        return {"tour": self._stage.tour, "names": names}

    def _discord_view(self, person: Person, wanted: str) -> dict[str, object] | None:
        if person.discord is None:
            return None
        rooms, channel = self.discord.rooms, self.discord.channel(person.discord, wanted)
        view: dict[str, object] = {
            "places": rooms.places(person.discord),
            "place": str(channel.id) if channel else "",
            "room": rooms.room(person.discord, channel) if channel else None,
            "events": rooms.events(person.discord),
            "guilds": rooms.guilds(person.discord),
            "looks": self.discord.looks(person.discord),
            "markdown": self.discord.markdown(channel).html,
        }
        if channel:
            view["messages"] = self.discord.messages(person.discord, channel)
            view["person_commands"] = self.discord.person_commands(person.discord, channel)
        return view

    def _telegram_view(self, person: Person, wanted: str) -> dict[str, object] | None:
        if person.telegram is None:
            return None
        place = self.telegram.place(person.telegram, wanted)
        return {
            "places": self.telegram.places(person.telegram),
            "place": f"@{place.username}" if isinstance(place, Bot) else str(place.id),
            "messages": self.telegram.messages(person.telegram, place),
            "must_start": self.telegram.must_start(person.telegram, place),
            "html_of": html_of,
            "me": person.telegram,
        }

    async def _wire(self) -> dict[str, object]:
        inside = self._stage.inside
        discord, broken = self.discord.wire(WIRE_LINES)
        telegram, broken_too = self.telegram.wire(WIRE_LINES)
        return {"discord": discord, "telegram": telegram, "violations": [*broken, *broken_too]} | {
            "outbox": await inside.outbox(WIRE_LINES),
            "due": await inside.due(WIRE_LINES),
        }

    def draw(self, name: str, person: Person, **given: object) -> str:
        """Return a template drawn for a person, in their language."""
        language = "en" if person.locale.startswith("en") else "fr"
        return self._templates.get_template(name).render(t=texts_for(language), language=language, me=person, **given)
