"""Declaring and running commands and presses, and reading what was typed into requests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, ClassVar

import pytest

from core.kernel.errors import Refusal
from core.kernel.identity import (
    Account,
    Address,
    Caller,
    CommunityId,
    Home,
    PersonId,
    Place,
    Platform,
    RequestKey,
    ShopId,
    Standing,
)
from core.ui.cards import Notice, Option, Picker, Reply, notice
from core.ui.catalogue import Catalogue, Command, Suggestion
from core.ui.fields import Choice, Lines, Lookup, Someone, Text, When, WholeNumber
from core.ui.intake import FieldRefusal, Intake
from core.ui.presses import Press

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Order:
    title: Annotated[str, Text("order-title", 1, 10)]
    copies: Annotated[int, WholeNumber("order-copies", 1, 20)]
    books: Annotated[tuple[str, ...], Lines("order-books", "fruit", 2, 3)]
    when: Annotated[datetime, When("order-when")]
    colour: Annotated[Colour, Choice("order-colour", Colour)] = Colour.RED
    fruit: Annotated[str, Lookup("order-fruit", "fruit")] = ""
    friend: Annotated[PersonId | None, Someone("order-friend")] = None


@dataclass(frozen=True, slots=True)
class TakeSeat(Press):
    prefix: ClassVar[str] = "ts"
    seat: int


class Fruit:
    """A tiny source with a doubtful name."""

    rows = (
        Suggestion("#1", "Pomme"),
        Suggestion("#2", "Poire"),
        Suggestion("#3", "Prune"),
        Suggestion("#4", "Candide ; ou l’Optimisme"),
        Suggestion("#5", "Nèfle, ou la patience"),
    )

    async def suggest(self, caller: Caller, typed: str, limit: int) -> Sequence[Suggestion]:
        return [row for row in self.rows if row.label.lower().startswith(typed.lower())][:limit]

    async def resolve(self, caller: Caller, typed: str) -> Sequence[Suggestion]:
        exact = [row for row in self.rows if typed in {row.key, row.label}]
        return exact or await self.suggest(caller, typed, 25)


class StoppedClock:
    def now(self) -> datetime:
        return NOW


def caller(standing: Standing = Standing.READER, *, at_home: bool = True) -> Caller:
    platform = Platform("alpha")
    home = Home(CommunityId(1), ShopId(1), "L’Agora", "fr", "Europe/Paris") if at_home else None
    place = Place(Address(platform, "g", "c"), can_whisper=True)
    return Caller(PersonId(1), Account(platform, "7"), "Alice", place, "fr", home, standing, False, RequestKey("r1"))


async def run_order(caller: Caller, request: Order) -> Reply:
    return Reply(notice("ordered", title=request.title))


def order_command(needs: Standing = Standing.READER) -> Command[Order]:
    return Command(("order", "new"), Order, run_order, needs=needs)


def intake() -> Intake:
    catalogue = Catalogue()
    catalogue.add_source("fruit", Fruit())
    catalogue.add_source("people", Fruit())
    return Intake(catalogue, StoppedClock())


GOOD = {"title": "Été", "copies": "12", "books": "Pomme\n\n• Poire ;#3", "when": "demain 18h"}


async def test_good_answers_become_a_request() -> None:
    request = await intake().read(order_command(), caller(), {**GOOD, "colour": "Blue", "fruit": "pru"})
    assert request == Order("Été", 12, ("#1", "#2", "#3"), datetime(2026, 11, 24, 17, tzinfo=UTC), Colour.BLUE, "#3")


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("Candide ; ou l’Optimisme\nPomme", ("#4", "#1")),
        ("- Candide ; ou l’Optimisme\n- Poire; Prune", ("#4", "#2", "#3")),
        ("Pomme;Poire;;", ("#1", "#2")),
        ("Pomme, Poire", ("#1", "#2")),
        ("Nèfle, ou la patience;Poire", ("#5", "#2")),
        ("Nèfle, ou la patience\nPoire,Prune", ("#5", "#2", "#3")),
    ],
)
async def test_a_semicolon_or_a_comma_parts_a_line_unless_it_is_in_a_name(typed: str, keys: tuple[str, ...]) -> None:
    request = await intake().read(order_command(), caller(), {**GOOD, "books": typed})
    assert isinstance(request, Order)
    assert request.books == keys


async def test_one_unknown_name_between_commas_is_refused_by_itself() -> None:
    with pytest.raises(FieldRefusal) as refusal:
        await intake().read(order_command(), caller(), {**GOOD, "books": "Pomme, Kiwi, Prune"})
    assert refusal.value.arguments["typed"] == "Kiwi"


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("title", "", "field-missing"),
        ("title", "x" * 300, "field-text"),
        ("copies", "0", "field-number"),
        ("copies", "douze", "field-number"),
        ("copies", "9" * 40, "field-number"),
        ("books", "Pomme", "field-lines"),
        ("books", "Pomme\nPomme", "field-lines"),
        ("books", "Pomme\nKiwi", "fruit-none"),
        ("books", "Pomme, Kiwi", "fruit-none"),
        ("books", "Pomme\nP", "fruit-several"),
        ("when", "hier 18h", "field-moment-past"),
        ("when", "plus tard", "field-moment"),
        ("colour", "vert", "field-choice"),
        ("friend", "P", "people-several"),
    ],
)
async def test_a_bad_answer_names_its_field_and_its_reason(field: str, typed: str, message: str) -> None:
    with pytest.raises(FieldRefusal) as refusal:
        await intake().read(order_command(), caller(), {**GOOD, field: typed})
    assert refusal.value.message == message
    assert refusal.value.asked.name == field


async def test_a_doubtful_answer_comes_with_what_could_be_meant() -> None:
    with pytest.raises(FieldRefusal) as refusal:
        await intake().read(order_command(), caller(), {**GOOD, "fruit": "P"})
    assert [each.label for each in refusal.value.suggestions] == ["Pomme", "Poire", "Prune"]


async def test_what_is_only_near_is_shown_and_not_taken() -> None:
    class Near(Fruit):
        async def resolve(self, caller: Caller, typed: str) -> Sequence[Suggestion]:
            return [Suggestion("#1", "Pomme", is_sure=False)]

    reading = intake()
    reading.catalogue.sources["fruit"] = Near()
    for field in ("fruit", "books"):
        with pytest.raises(FieldRefusal, match="fruit-several") as refusal:
            await reading.read(order_command(), caller(), {**GOOD, field: "pom;me"})
        assert [each.label for each in refusal.value.suggestions] == ["Pomme"]


async def test_standing_and_home_are_checked_by_the_command_itself() -> None:
    command = order_command(Standing.BOOKSELLER)
    request = await intake().read(command, caller(), GOOD)
    assert isinstance(request, Order)
    with pytest.raises(Refusal, match="refused-standing"):
        await command(caller(Standing.ANIMATOR), request)
    with pytest.raises(Refusal, match="refused-no-home"):
        await command(caller(Standing.NETWORK_OWNER, at_home=False), request)
    assert await command(caller(Standing.SHOP_MANAGER), request) == Reply(Notice("ordered", (("title", "Été"),)))


async def test_presses_run_and_what_is_forged_is_refused() -> None:
    catalogue = Catalogue()

    async def take(caller: Caller, press: TakeSeat, values: tuple[str, ...]) -> Reply:
        return Reply(notice("taken", seat=press.seat, values=values))

    catalogue.on_press(TakeSeat, take, Standing.CARD_HOLDER)
    member = caller(Standing.CARD_HOLDER)
    reply = await catalogue.press(member, TakeSeat(41).pack(), ("a",))
    assert reply.note is None
    assert reply.view == notice("taken", seat=41, values=("a",))
    for forged in ("", "ts", "ts_", "ts_1_2", "zz_1", "ts_É", "x" * 200):
        with pytest.raises(Refusal, match="refused-stale-press"):
            await catalogue.press(member, forged)
    with pytest.raises(Refusal, match="refused-standing"):
        await catalogue.press(caller(), TakeSeat(41).pack())


def test_nothing_is_declared_twice_and_names_are_plain() -> None:
    catalogue = Catalogue()
    catalogue.add(order_command())
    with pytest.raises(ValueError, match="twice"):
        catalogue.add(order_command())
    for path in ((), ("Order",), ("a", "b", "c"), ("été",), ("x",)):
        with pytest.raises(ValueError, match="path"):
            Command(path, Order, run_order)
    assert order_command().is_form


def test_a_picker_that_no_platform_could_draw_is_refused_when_built() -> None:
    options = tuple(Option(str(n), str(n), TakeSeat(n)) for n in range(26))
    with pytest.raises(ValueError, match="26"):
        Picker("?", options, TakeSeat(0))
    with pytest.raises(ValueError, match="0 options"):
        Picker("?", (), TakeSeat(0))
    with pytest.raises(ValueError, match="2 to 1"):
        Picker("?", options[:3], TakeSeat(0), least=2, most=1)
    with pytest.raises(ValueError, match="share"):
        Picker("?", options[:1] * 2, TakeSeat(0))


def test_a_proposal_does_not_turn_the_direction_of_what_stands_around_it() -> None:
    assert Suggestion("k", "Emma", "1815").shown == "Emma — 1815"
    assert Suggestion("k", "Emma").shown == "Emma"
    assert Suggestion("k", "\u202eEmma\u2066").shown == "Emma"
    assert Suggestion("k", "أولاد حارتنا", "1959").shown == "\u2068أولاد حارتنا\u2069 — 1959"


@dataclass(frozen=True, slots=True)
class Note:
    seat: Annotated[str, Lookup("note-seat", "fruit")]
    words: Annotated[str, Text("note-words", 1, 50, is_long=True)]


async def test_a_button_begins_a_form_whose_first_answer_it_knows_and_does_nothing_by_itself() -> None:
    catalogue = Catalogue()
    catalogue.add(Command(("seat", "note"), Note, _never))
    catalogue.add(Command(("seat", "plain"), TakeNothing, _never))
    catalogue.begin_on(TakeSeat, ("seat", "note"), lambda press: {"seat": f"#{press.seat}"})
    begun = catalogue.begun_by(TakeSeat(7).pack())
    assert begun is not None
    assert (begun[0].path, begun[1]) == (("seat", "note"), {"seat": "#7"})
    for packed in ("ts", "ts_1_2", "ts_é", "xx_1", "", "x" * 99):
        assert catalogue.begun_by(packed) is None
    with pytest.raises(Refusal, match="refused-stale-press"):
        await catalogue.press(caller(), TakeSeat(7).pack())
    with pytest.raises(ValueError, match="cannot begin"):
        catalogue.begin_on(Leave, ("seat", "plain"), lambda _: {})
    with pytest.raises(ValueError, match="twice"):
        catalogue.begin_on(TakeSeat, ("seat", "note"), lambda _: {})


@dataclass(frozen=True, slots=True)
class TakeNothing:
    pass


@dataclass(frozen=True, slots=True)
class Leave(Press):
    prefix: ClassVar[str] = "tl"


async def _never(caller: Caller, request: object) -> Reply:
    raise AssertionError
