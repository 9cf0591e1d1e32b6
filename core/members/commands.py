"""Declares what everybody can do: link, unlink, language, me, help, privacy; must not hold rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from core.kernel.errors import Refusal
from core.kernel.identity import Account, Caller, Platform
from core.kernel.outbox import Claimed
from core.members.presses import ConfirmUnlink, KeepLinked
from core.members.service import LINK_MADE, LINK_UNDONE, Linking
from core.members.views import (
    CommandEntry,
    CommandList,
    InLanguage,
    LinkCodeCard,
    LinkedCard,
    ProfileCard,
    UnlinkQuestion,
)
from core.ui.cards import Card, Paragraph, Reply, View, notice
from core.ui.catalogue import Catalogue, Command, Suggestion
from core.ui.fields import Choice, Text
from core.ui.intake import PEOPLE, person_key, person_of_key
from core.ui.words import Words


class Language(StrEnum):
    FRENCH = "fr"
    ENGLISH = "en"
    AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Nothing:
    """A command that asks nothing."""


@dataclass(frozen=True, slots=True)
class Link:
    code: Annotated[str, Text("link-code", 4, 20)] = ""


@dataclass(frozen=True, slots=True)
class SpeakTo:
    language: Annotated[Language, Choice("language", Language)]


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """A few sentences from the catalogues."""

    messages: tuple[str, ...]

    def as_card(self, words: Words) -> Card:
        return Card(blocks=tuple(Paragraph(words.line(each)) for each in self.messages))


@dataclass(frozen=True, slots=True)
class MemberDesk:
    """The commands of members over their use cases."""

    linking: Linking
    catalogue: Catalogue

    async def link(self, caller: Caller, request: Link) -> Reply:
        if not request.code:
            return Reply(LinkCodeCard(await self.linking.show_code(caller)))
        linked = await self.linking.confirm(caller, request.code)
        notes = tuple((note.message, note.arguments) for note in linked.notes)
        return Reply(LinkedCard(linked.accounts, notes))

    async def unlink(self, caller: Caller, request: Nothing) -> Reply:  # noqa: ARG002 - nothing is asked
        profile = await self.linking.profile(caller)
        others = tuple(each for each in profile.accounts if each.account != caller.account)
        if not others:
            raise Refusal("unlink-none")
        return Reply(UnlinkQuestion(caller.person, others))

    async def confirm_unlink(self, caller: Caller, press: ConfirmUnlink, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        if press.person != caller.person:
            raise Refusal("refused-stale-press")
        await self.linking.unlink(caller, Account(Platform(press.platform), press.user))
        return Reply(notice("unlinked"), replaces=True)

    async def keep_linked(self, caller: Caller, press: KeepLinked, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        if press.person != caller.person:
            raise Refusal("refused-stale-press")
        return Reply(notice("still-linked"), replaces=True)

    async def me(self, caller: Caller, request: Nothing) -> Reply:  # noqa: ARG002 - nothing is asked
        return Reply(ProfileCard(await self.linking.profile(caller), caller.home, caller.standing))

    async def language(self, caller: Caller, request: SpeakTo) -> Reply:
        chosen = "" if request.language is Language.AUTO else request.language.value
        await self.linking.speak(caller, chosen)
        return Reply(InLanguage(chosen or caller.locale, notice(f"language-set-{request.language.value}")))

    async def help(self, caller: Caller, request: Nothing) -> Reply:  # noqa: ARG002 - nothing is asked
        return Reply(CommandList(self._entries(caller), joins_commands=caller.place.joins_commands))

    async def start(self, caller: Caller, request: Nothing) -> Reply:  # noqa: ARG002 - nothing is asked
        greeting = "start-greeting" if caller.home else "start-greeting-no-home"
        return Reply(CommandList(self._entries(caller), greeting, caller.place.joins_commands))

    async def privacy(self, caller: Caller, request: Nothing) -> Reply:  # noqa: ARG002 - nothing is asked
        return Reply(Paragraphs(("privacy-kept", "privacy-not-kept", "privacy-who", "privacy-leave")))

    def _entries(self, caller: Caller) -> tuple[CommandEntry, ...]:
        allowed = [
            command
            for command in self.catalogue.commands.values()
            if caller.standing >= command.needs and (caller.home or not command.needs_home)
        ]
        return tuple(CommandEntry(f"{command.message}.name", command.message) for command in allowed)


async def compose_linked(claimed: Claimed) -> View | None:
    noted: Any = claimed.letter.payload.get("notes", [])
    return LinkedCard(notes=tuple((note["message"], note["arguments"]) for note in noted))


async def compose_unlinked(claimed: Claimed) -> View | None:  # noqa: ARG001 - the letter says it all
    return notice("unlinked-elsewhere")


@dataclass(frozen=True, slots=True)
class PeopleSource:
    """Finds a person by account id or by handle."""

    linking: Linking

    async def suggest(self, caller: Caller, typed: str, limit: int) -> Sequence[Suggestion]:
        return (await self.resolve(caller, typed))[:limit]

    async def resolve(self, caller: Caller, typed: str) -> Sequence[Suggestion]:
        if typed.startswith("#p"):
            try:
                found = await self.linking.accounts(person_of_key(typed))
            except ValueError:
                return ()
            return [Suggestion(person_key(each.person), each.name, each.handle) for each in found[:1]]
        found = await self.linking.find(caller, typed)
        return [Suggestion(person_key(each.person), each.name, each.handle) for each in found]


def declare(catalogue: Catalogue, desk: MemberDesk) -> None:
    """Add everything about members to the catalogue."""
    catalogue.add(Command(("start",), Nothing, desk.start, needs_home=False))
    catalogue.add(Command(("help",), Nothing, desk.help, needs_home=False))
    catalogue.add(Command(("link",), Link, desk.link, needs_home=False))
    catalogue.add(Command(("unlink",), Nothing, desk.unlink, needs_home=False))
    catalogue.add(Command(("me",), Nothing, desk.me, needs_home=False))
    catalogue.add(Command(("language",), SpeakTo, desk.language, needs_home=False))
    catalogue.add(Command(("privacy",), Nothing, desk.privacy, needs_home=False))
    catalogue.add_source(PEOPLE, PeopleSource(desk.linking))
    catalogue.on_press(ConfirmUnlink, desk.confirm_unlink)
    catalogue.on_press(KeepLinked, desk.keep_linked)
    catalogue.compose(LINK_MADE, compose_linked)
    catalogue.compose(LINK_UNDONE, compose_unlinked)
