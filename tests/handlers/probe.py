"""A small catalogue with one of everything an adapter must bind: fields, audiences, failures, presses, pickers."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar

from core.kernel.errors import Refusal, Unavailable
from core.kernel.identity import Caller, PersonId, Standing
from core.ui.cards import Button, Buttons, Card, Option, Picker, Reply, notice
from core.ui.catalogue import Audience, Catalogue, Command, Suggestion
from core.ui.fields import Choice, Lines, Lookup, Someone, Text, When, WholeNumber
from core.ui.intake import PEOPLE, person_key
from core.ui.presses import Press
from core.ui.words import Words

BOOKS = {"1": "Emma", "2": "Germinal", "3": "Nana", "4": "Nanon", "5": "L’Assommoir"}


class Cover(StrEnum):
    SOFT = "soft"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class Nothing:
    pass


@dataclass(frozen=True, slots=True)
class Said:
    text: Annotated[str, Text("echo-text", 1, 40)]


@dataclass(frozen=True, slots=True)
class Letter:
    """Two answers in a row of which either could be the other."""

    subject: Annotated[str, Text("letter-subject", 1, 40)]
    body: Annotated[str, Text("letter-body", 1, 40)]


@dataclass(frozen=True, slots=True)
class Order:
    title: Annotated[str, Text("order-title", 2, 30)]
    count: Annotated[int, WholeNumber("order-count", 1, 9)]
    cover: Annotated[Cover, Choice("order-cover", Cover)]
    book: Annotated[str, Lookup("order-book", "books")]
    books: Annotated[tuple[str, ...], Lines("order-books", "books", 2, 4)]
    when: Annotated[datetime, When("order-when")]
    person: Annotated[PersonId, Someone("order-person")]
    note: Annotated[str, Text("order-note", 0, 100, is_long=True)] = ""
    gift: Annotated[Cover | None, Choice("order-gift", Cover)] = None
    shelf: Annotated[int, WholeNumber("order-shelf", 1, 99)] = 1


@dataclass(frozen=True, slots=True)
class Mark(Press):
    prefix: ClassVar[str] = "pm"
    what: str


@dataclass(frozen=True, slots=True)
class Show(Press):
    """Shows something to go on with."""

    prefix: ClassVar[str] = "ps"


@dataclass(frozen=True, slots=True)
class Fold(Press):
    prefix: ClassVar[str] = "pf"
    is_open: int


@dataclass(frozen=True, slots=True)
class Misbehave(Press):
    prefix: ClassVar[str] = "px"
    how: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A folding paper with a picker, buttons here and a button that leads into private."""

    is_open: bool = False

    def as_card(self, words: Words) -> Card:
        options = tuple(Option(name, key, Mark(key), is_chosen=key == "2") for key, name in list(BOOKS.items())[:3])
        fold = Button(words("paper-close" if self.is_open else "paper-open"), Fold(int(not self.is_open)))
        mine = Button(words("paper-mine"), Show(), in_private=True)
        bad = [Button(how, Misbehave(how)) for how in ("crash", "refuse", "slow", "long", "show", "nothing")]
        return Card(
            words.line("paper-title"),
            (Picker(words("paper-prompt"), options, Show()), Buttons((fold, mine)), Buttons(tuple(bad))),
        )


@dataclass(frozen=True, slots=True)
class BookSource:
    display: Sequence[str] = ()
    """What is proposed before anything is typed."""

    async def suggest(self, caller: Caller, typed: str, limit: int) -> Sequence[Suggestion]:
        found = [Suggestion(key, name) for key, name in BOOKS.items() if typed.casefold()[:3] in name.casefold()]
        return (found if typed else [Suggestion(f"d{each}", each) for each in self.display])[:limit]

    async def resolve(self, caller: Caller, typed: str) -> Sequence[Suggestion]:
        if typed in BOOKS:
            return [Suggestion(typed, BOOKS[typed])]
        wanted = typed.casefold()
        exact = [Suggestion(key, name) for key, name in BOOKS.items() if name.casefold() == wanted]
        return exact or [Suggestion(key, name) for key, name in BOOKS.items() if wanted in name.casefold()]


@dataclass(frozen=True, slots=True)
class PeopleSource:
    """Finds only those whose account id or handle is typed."""

    people: Mapping[str, int]

    async def suggest(self, caller: Caller, typed: str, limit: int) -> Sequence[Suggestion]:
        return []

    async def resolve(self, caller: Caller, typed: str) -> Sequence[Suggestion]:
        person = self.people.get(typed.removeprefix("@"))
        return [Suggestion(person_key(PersonId(person)), typed)] if person is not None else []


@dataclass(slots=True)
class Probe:
    """The commands; they note what reached them."""

    orders: list[tuple[Caller, Order]] = field(default_factory=list)
    echoes: list[str] = field(default_factory=list)
    marks: list[tuple[str, str]] = field(default_factory=list)
    callers: list[Caller] = field(default_factory=list)
    markers: list[Caller] = field(default_factory=list)
    people: dict[str, int] = field(default_factory=dict)
    proposed: str = ""
    display: Sequence[str] = ()
    in_stock: bool = True
    is_down: bool = False
    replies: list[Reply] = field(default_factory=list)
    """What the next marks answer, in place of the usual."""
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def start(self, caller: Caller, request: Nothing) -> Reply:
        return Reply(notice("hello", name=caller.name, shop=caller.home.shop_name if caller.home else "-"))

    async def echo(self, caller: Caller, request: Said) -> Reply:
        self.echoes.append(request.text)
        return Reply(notice("echoed", text=request.text))

    async def letter(self, caller: Caller, request: Letter) -> Reply:
        return Reply(notice("lettered", subject=request.subject, body=request.body))

    async def order(self, caller: Caller, request: Order) -> Reply:
        if self.is_down:
            raise Unavailable("refused-unavailable")
        if not self.in_stock:
            raise Refusal("out-of-stock", title=request.title)
        self.orders.append((caller, request))
        return Reply(notice("ordered", title=request.title, count=request.count))

    async def post(self, caller: Caller, request: Said) -> Reply:
        return Reply(notice("posted", name=caller.name, text=request.text))

    async def refuse(self, caller: Caller, request: Nothing) -> Reply:
        raise Refusal("no", reason="<b>&")

    async def crash(self, caller: Caller, request: Nothing) -> Reply:
        raise RuntimeError("the till is on fire")

    async def down(self, caller: Caller, request: Nothing) -> Reply:
        raise Unavailable("refused-unavailable")

    async def where(self, caller: Caller, request: Nothing) -> Reply:
        self.callers.append(caller)
        address = caller.place.address
        runs = "runs" if caller.runs_place else "visits"
        return Reply(notice("where", space=address.space, room=address.room, runs=runs))

    async def paper(self, caller: Caller, request: Nothing) -> Reply:
        return Reply(Paper())

    async def both(self, caller: Caller, request: Nothing) -> Reply:
        return Reply(notice("posted", name=caller.name, text="view"), notice("echoed", text="note"))

    async def mark(self, caller: Caller, press: Mark, values: tuple[str, ...]) -> Reply:
        if self.replies:
            return self.replies.pop(0)
        self.markers.append(caller)
        self.marks.append((caller.account.user, press.what))
        return Reply(note=notice("marked", what=BOOKS.get(press.what, "?")))

    async def show(self, caller: Caller, press: Show, values: tuple[str, ...]) -> Reply:
        self.callers.append(caller)
        return Reply(note=Paper(is_open=True))

    async def fold(self, caller: Caller, press: Fold, values: tuple[str, ...]) -> Reply:
        return Reply(Paper(is_open=bool(press.is_open)), notice("marked", what="-"), replaces=True)

    async def misbehave(self, caller: Caller, press: Misbehave, values: tuple[str, ...]) -> Reply:
        match press.how:
            case "crash":
                raise RuntimeError("the till is on fire")
            case "refuse":
                raise Refusal("no", reason="not now")
            case "slow":
                await self.gate.wait()
                return Reply(note=notice("marked", what="at last"))
            case "long":
                return Reply(note=notice("paper-long"))
            case "show":
                return Reply(note=Paper(is_open=True))
            case _:
                return Reply()

    async def prefill(self, caller: Caller) -> Mapping[str, str]:
        return {"books": self.proposed}

    def catalogue(self) -> Catalogue:
        """Return the whole catalogue; it is the same at every start."""
        made = Catalogue()
        made.add(Command(("start",), Nothing, self.start, needs_home=False))
        made.add(Command(("help",), Nothing, self.start, needs_home=False))
        made.add(Command(("echo",), Said, self.echo, needs_home=False))
        made.add(Command(("murmur",), Said, self.echo, needs_home=False, is_discreet=True))
        made.add(Command(("letter",), Letter, self.letter, needs_home=False))
        made.add(Command(("order", "book"), Order, self.order, prefill=self.prefill))
        made.add(Command(("notice",), Said, self.post, audience=Audience.PUBLIC))
        made.add(Command(("staff",), Nothing, self.start, needs=Standing.BOOKSELLER))
        made.add(Command(("refuse",), Nothing, self.refuse, needs_home=False))
        made.add(Command(("crash",), Nothing, self.crash, needs_home=False))
        made.add(Command(("down",), Nothing, self.down, needs_home=False))
        made.add(Command(("where",), Nothing, self.where, needs_home=False))
        made.add(Command(("paper",), Nothing, self.paper, audience=Audience.PUBLIC, needs_home=False))
        made.add(Command(("both",), Nothing, self.both, audience=Audience.PUBLIC, needs_home=False))
        made.add_source("books", BookSource(self.display))
        made.add_source(PEOPLE, PeopleSource(self.people))
        made.on_press(Mark, self.mark)
        made.on_press(Show, self.show)
        made.on_press(Fold, self.fold)
        made.on_press(Misbehave, self.misbehave)
        return made
