"""Everything people and the clock can ask of the product, declared once; must not know who binds it.

A feature adds its commands, presses, sources, composers and due handlers here; each platform walks the whole catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Any, Generic, Protocol, TypeVar

from core.kernel.due import Due
from core.kernel.errors import Refusal, Say
from core.kernel.identity import Address, Caller, Standing
from core.kernel.outbox import Claimed
from core.ui.cards import Reply, View
from core.ui.fields import Asked, Lines, Text, fields_of
from core.ui.presses import BadPress, Press, split_press
from core.ui.words import isolate

Request = TypeVar("Request")
P = TypeVar("P", bound=Press)
_PATH_WORD = re.compile(r"[a-z]{2,20}")


class Audience(Enum):
    """Who sees a command's answer; static, because some platforms decide it before the command has run."""

    PRIVATE = "private"
    PUBLIC = "public"


@dataclass(frozen=True)
class Command(Generic[Request]):
    """One command: `/vote open` and `/vote_open` are both the path ("vote", "open").

    Its texts are messages named after the path: `cmd-vote-open` describes it in one line, `cmd-vote-open.name` is its
    name in that language, one word for each word of the path.
    """

    path: tuple[str, ...]
    request: type[Request]
    run: Callable[[Caller, Request], Awaitable[Reply]]
    needs: Standing = Standing.READER
    audience: Audience = Audience.PRIVATE
    needs_home: bool = True
    """Whether it only makes sense to someone who belongs to a community."""
    prefill: Callable[[Caller], Awaitable[Mapping[str, str]]] | None = None
    """Proposes values for a form, by field name."""
    is_discreet: bool = False
    """Whether what is typed for it may spoil something for others: typed among them, it is taken away."""

    def __post_init__(self) -> None:
        if not 1 <= len(self.path) <= 2 or not all(_PATH_WORD.fullmatch(word) for word in self.path):
            raise ValueError(f"not a command path: {self.path}")

    @cached_property
    def fields(self) -> tuple[Asked, ...]:
        return fields_of(self.request)

    @property
    def message(self) -> str:
        return "cmd-" + "-".join(self.path)

    @property
    def is_form(self) -> bool:
        """Whether some field wants several lines, so that a platform with forms should open one."""
        return any(
            isinstance(each.field, Lines) or (isinstance(each.field, Text) and each.field.is_long)
            for each in self.fields
        )

    async def __call__(self, caller: Caller, request: Request) -> Reply:
        """Check the caller's standing, once and here, then run; raises Refusal."""
        check_standing(caller, self.needs, needs_home=self.needs_home)
        return await self.run(caller, request)


def standing_message(standing: Standing) -> str:
    """Return the id of the message that names a standing."""
    return "standing-" + standing.name.lower().replace("_", "-")


def check_standing(caller: Caller, needs: Standing, *, needs_home: bool) -> None:
    """Raise Refusal unless the caller may; adapters call it early, so that nobody fills a form in vain."""
    if needs_home and caller.home is None:
        raise Refusal("refused-no-home")
    if caller.standing < needs:
        raise Refusal("refused-standing", needs=Say(standing_message(needs)))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One answer a lookup proposes: the row's key, its name, and a detail that tells it from its like."""

    key: str
    label: str
    detail: str = ""
    is_sure: bool = True
    """False for one that is only near to what was typed: it is shown to be chosen, never taken by itself."""

    @property
    def shown(self) -> str:
        """The name and what tells it from its like, neither turning the direction of what stands around it."""
        return " — ".join(isolate(each) for each in (self.label, self.detail) if each)


class Source(Protocol):
    """Where a lookup finds its rows."""

    async def suggest(self, caller: Caller, typed: str, limit: int) -> Sequence[Suggestion]:
        """Return at most `limit` rows for what is typed so far, the likeliest first; all of them for ""."""
        ...

    async def resolve(self, caller: Caller, typed: str) -> Sequence[Suggestion]:
        """Return the one row that is meant, several when it is not clear, none when nothing fits.

        `typed` is a key that `suggest` gave, or free text.
        """
        ...


PressHandler = Callable[[Caller, P, tuple[str, ...]], Awaitable[Reply]]
"""Receives the press and the values picked in a menu, () for a button."""
Composer = Callable[[Claimed], Awaitable[View | None]]
"""Draws a letter as it leaves; None when it has become pointless."""
DueHandler = Callable[[Due], Awaitable[None]]
OpenedHandler = Callable[[Any, Claimed, Address], None]
"""Receives the rows of the transaction that records a letter as sent, the letter, and the room it opened."""


@dataclass(frozen=True, slots=True)
class PressRule(Generic[P]):
    press: type[P]
    run: PressHandler[P]
    needs: Standing


@dataclass(frozen=True, slots=True)
class BeginRule(Generic[P]):
    """A press that begins a command, some of whose fields it answers."""

    press: type[P]
    path: tuple[str, ...]
    given: Callable[[P], Mapping[str, str]]


@dataclass(slots=True)
class Catalogue:
    """The registries that `bot.py` fills, feature by feature, before anything runs."""

    commands: dict[tuple[str, ...], Command[Any]] = field(default_factory=dict)
    presses: dict[str, PressRule[Any]] = field(default_factory=dict)
    begins: dict[str, BeginRule[Any]] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    composers: dict[str, Composer] = field(default_factory=dict)
    due_handlers: dict[str, DueHandler] = field(default_factory=dict)
    opened_handlers: dict[str, OpenedHandler] = field(default_factory=dict)

    def add(self, command: Command[Any]) -> None:
        _put(self.commands, command.path, command)

    def on_press(self, press: type[P], run: PressHandler[P], needs: Standing = Standing.READER) -> None:
        _put(self.presses, press.prefix, PressRule(press, run, needs))

    def begin_on(self, press: type[P], path: tuple[str, ...], given: Callable[[P], Mapping[str, str]]) -> None:
        """Begin a command on a press; its button asks to go on in private, where each platform asks for the rest."""
        if press.prefix in self.presses or not self.commands[path].is_form:
            raise ValueError(f"{press.prefix!r} cannot begin {path}")
        _put(self.begins, press.prefix, BeginRule(press, path, given))

    def add_source(self, name: str, source: Source) -> None:
        _put(self.sources, name, source)

    def compose(self, kind: str, composer: Composer) -> None:
        _put(self.composers, kind, composer)

    def when_due(self, kind: str, handler: DueHandler) -> None:
        _put(self.due_handlers, kind, handler)

    def on_opened(self, kind: str, handler: OpenedHandler) -> None:
        _put(self.opened_handlers, kind, handler)

    def begun_by(self, packed: str) -> tuple[Command[Any], Mapping[str, str]] | None:
        """Return the command that a button begins, with the fields it answers; None for any other button."""
        try:
            prefix, parts = split_press(packed)
            rule = self.begins.get(prefix)
            return (self.commands[rule.path], rule.given(rule.press.unpack(parts))) if rule else None
        except BadPress:
            return None

    async def press(self, caller: Caller, packed: str, values: tuple[str, ...] = ()) -> Reply:
        """Run the handler of button data that may be anything; raises Refusal when it is forged or too old."""
        try:
            prefix, parts = split_press(packed)
            rule = self.presses[prefix]
            press = rule.press.unpack(parts)
        except (BadPress, KeyError) as problem:
            raise Refusal("refused-stale-press") from problem
        check_standing(caller, rule.needs, needs_home=False)
        return await rule.run(caller, press, values)


def _put(registry: dict[Any, Any], key: object, value: object) -> None:
    if key in registry:
        raise ValueError(f"{key!r} is declared twice")
    registry[key] = value
