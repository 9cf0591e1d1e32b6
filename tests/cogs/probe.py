"""A tiny catalogue of the tests' own, and the adapter over it on the loopback Discord."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, ClassVar

from cogs.client import DiscordAdapter
from cogs.courier import DiscordCourier
from cogs.house import House
from core.kernel.errors import Refusal, Unavailable
from core.kernel.identity import (
    Account,
    Address,
    Arrival,
    Caller,
    CommunityId,
    Home,
    PersonId,
    Place,
    PlaceKind,
    Platform,
    RequestKey,
    ShopId,
    Standing,
)
from core.ui.cards import Button, Buttons, Card, Option, Paragraph, Picker, Reply, notice
from core.ui.catalogue import Audience, Catalogue, Command, Suggestion
from core.ui.charts import Draw, no_picture
from core.ui.fields import Choice, Lines, Lookup, Text, When, WholeNumber
from core.ui.intake import Intake
from core.ui.presses import Press
from core.ui.spans import Plain
from core.ui.words import Dictionary
from core.votes.terms import Method
from sandbox.discord import Channel, DiscordSandbox, GatewayLimits, SandboxSettings, User
from tests.core.votes.town import HandClock
from tests.fakes import FakeStorage

LOCALES = Path(__file__).parents[2] / "core" / "locales"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class StoppedClock:
    def now(self) -> datetime:
        return NOW


@dataclass(frozen=True, slots=True)
class Ask:
    title: Annotated[str, Text("vote-open-question", 1, 40)]
    closes: Annotated[datetime, When("vote-open-closes")]
    book: Annotated[str, Lookup("vote-nominate-book", "works")] = ""
    copies: Annotated[int, WholeNumber("link-code", 1, 9)] = 1
    method: Annotated[Method, Choice("vote-open-method", Method)] = Method.APPROVAL


@dataclass(frozen=True, slots=True)
class Fill:
    question: Annotated[str, Text("vote-open-question", 1, 40)]
    books: Annotated[tuple[str, ...], Lines("vote-open-books", "works", 2, 25)]


@dataclass(frozen=True, slots=True)
class FillMore:
    """More than a modal can ask, and on the line more than its id could hold."""

    question: Annotated[str, Text("vote-open-question", 1, 40)]
    books: Annotated[tuple[str, ...], Lines("vote-open-books", "works", 2, 25)]
    closes: Annotated[datetime, When("vote-open-closes")]
    method: Annotated[Method, Choice("vote-open-method", Method)] = Method.APPROVAL
    places: Annotated[int, WholeNumber("vote-open-places", 1, 12)] = 1
    pitch: Annotated[str, Text("vote-nominate-pitch", 0, 400)] = ""
    shop: Annotated[str, Text("setup-shop", 0, 400)] = ""


@dataclass(frozen=True, slots=True)
class Nothing:
    pass


@dataclass(frozen=True, slots=True)
class Tap(Press):
    prefix: ClassVar[str] = "tp"
    number: int


class Shelf:
    """A thousand books."""

    async def suggest(self, caller: Caller, typed: str, limit: int) -> Sequence[Suggestion]:
        rows = (Suggestion(f"#{number}", f"Livre {number}", "x" * 200) for number in range(1000))
        return [row for row in rows if typed.lower() in row.label.lower()][:limit]

    async def resolve(self, caller: Caller, typed: str) -> Sequence[Suggestion]:
        found = await self.suggest(caller, "", 1000)
        return [row for row in found if typed in {row.key, row.label}]


@dataclass(slots=True)
class Probe:
    """What was run, and a gate that a slow command waits at."""

    ran: list[object] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def ask(self, caller: Caller, request: Ask) -> Reply:
        self.ran.append(request)
        return Reply(
            Card(
                blocks=(
                    Paragraph(
                        (Plain(f"{request.title} {caller.locale}"),),
                    ),
                )
            )
        )

    async def fill(self, caller: Caller, request: Fill) -> Reply:
        self.ran.append(request)
        return Reply(notice("nominated", title=request.question))

    async def fill_more(self, caller: Caller, request: FillMore) -> Reply:
        self.ran.append(request)
        return Reply(notice("nominated", title=request.question))

    async def slow(self, caller: Caller, request: Nothing) -> Reply:
        await self.gate.wait()
        return Reply(notice("nominated", title="lent"))

    async def broken(self, caller: Caller, request: Nothing) -> Reply:
        raise ValueError("secret of the house")

    async def away(self, caller: Caller, request: Nothing) -> Reply:
        raise Unavailable("refused-unavailable")

    async def panel(self, caller: Caller, request: Nothing) -> Reply:
        options = tuple(Option(f"Livre {number}", str(number), Tap(number)) for number in range(25))
        buttons = Buttons(tuple(Button(f"Bouton {number}", Tap(number)) for number in range(10)))
        return Reply(Card((Plain("Choisir"),), (Picker("…", options, Tap(99), 1, 25), buttons)))

    async def tap(self, caller: Caller, press: Tap, values: tuple[str, ...]) -> Reply:
        self.ran.append((press.number, values))
        if press.number == 7:
            raise Refusal("vote-closed")
        view = Card(blocks=(Paragraph((Plain(f"pressé {press.number}"),)),)) if press.number == 1 else None
        return Reply(view, notice("nominated", title=f"{press.number}"), replaces=True)

    async def prefill(self, caller: Caller) -> Mapping[str, str]:
        return {"books": "Livre 1\nLivre 2"}


def build(probe: Probe) -> Catalogue:
    catalogue = Catalogue()
    catalogue.add(Command(("vote", "open"), Ask, probe.ask, audience=Audience.PUBLIC))
    catalogue.add(Command(("vote", "nominate"), Fill, probe.fill, prefill=probe.prefill))
    catalogue.add(Command(("vote", "check"), FillMore, probe.fill_more))
    catalogue.add(Command(("vote", "list"), Nothing, probe.slow))
    catalogue.add(Command(("vote", "close"), Nothing, probe.broken))
    catalogue.add(Command(("vote", "cancel"), Nothing, probe.away))
    catalogue.add(Command(("vote", "retract"), Nothing, probe.ask, needs=Standing.BOOKSELLER))
    catalogue.add(Command(("me",), Nothing, probe.panel))
    catalogue.on_press(Tap, probe.tap)
    catalogue.add_source("works", Shelf())
    return catalogue


def a_caller() -> Caller:
    """Return a French reader without a community, in private."""
    account = Account(Platform("discord"), "1")
    place = Place(Address(account.platform, "1", kind=PlaceKind.PRIVATE), can_whisper=True)
    return Caller(PersonId(1), account, "Alice", place, "fr", None, Standing.READER, False, RequestKey("d1"))


async def enter(arrival: Arrival) -> Caller:
    home = Home(CommunityId(1), ShopId(1), "L’Agora", "fr", "Europe/Paris")
    locale = "en" if arrival.locale.startswith("en") else "fr"
    return Caller(
        PersonId(1),
        arrival.account,
        arrival.name,
        arrival.place,
        locale,
        home,
        Standing.READER,
        arrival.runs_place,
        arrival.request,
    )


@dataclass(slots=True)
class Guild:
    """The loopback guild, one French and one English reader, and the adapter at work."""

    sandbox: DiscordSandbox
    room: Channel
    alice: User
    bob: User
    probe: Probe
    adapter: DiscordAdapter
    courier: DiscordCourier
    left: list[tuple[Platform, str]]
    has_left: asyncio.Event
    catalogue: Catalogue
    counted_on: list[str]
    """The guilds where the network counts on the bot."""
    clock: HandClock


@asynccontextmanager
async def guild(draw: Draw = no_picture) -> AsyncIterator[Guild]:
    probe, has_left = Probe(), asyncio.Event()
    left: list[tuple[Platform, str]] = []
    counted_on: list[str] = []

    async def on_left(platform: Platform, space: str) -> None:
        left.append((platform, space))
        has_left.set()

    async def spaces(platform: Platform) -> Sequence[str]:
        return counted_on

    async with DiscordSandbox(SandboxSettings(gateway=GatewayLimits(identify_interval_s=0))) as sandbox:
        place = sandbox.build.add_guild("L’Agora", locale="fr")
        room = sandbox.build.add_channel(place, "salon")
        alice, bob = (
            sandbox.build.add_user("alice", "Alice", locale="fr"),
            sandbox.build.add_user("bob", locale="en-US"),
        )
        for user in (alice, bob):
            sandbox.build.join(place, user)
        catalogue = build(probe)
        storage, clock = FakeStorage(), HandClock(NOW)
        house = House(
            catalogue, Intake(catalogue, clock), Dictionary(LOCALES), enter, on_left, spaces, storage, clock, draw
        )
        adapter = DiscordAdapter(sandbox.token, sandbox.api_root, house)
        running = asyncio.create_task(adapter.run())
        try:
            await asyncio.wait_for(adapter.opened.wait(), 10)
            courier = DiscordCourier(lambda: adapter.client)
            yield Guild(
                sandbox, room, alice, bob, probe, adapter, courier, left, has_left, catalogue, counted_on, clock
            )
        finally:
            probe.gate.set()
            await adapter.close()
            await asyncio.wait({running}, timeout=10)
        assert sandbox.violations == []
        assert sandbox.unhandled == []
