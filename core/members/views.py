"""Members as they see themselves; must not read storage or decide anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.kernel.identity import Home, PersonId, Standing
from core.members.model import KnownAccount, Profile
from core.members.presses import ConfirmUnlink, KeepLinked
from core.ui.cards import Block, Bullets, Button, Buttons, ButtonStyle, Card, Paragraph, View
from core.ui.catalogue import standing_message
from core.ui.reference import joined_name
from core.ui.spans import Code, Line, Strong, plain_text
from core.ui.words import Words

MAX_OFFERED = 20
"""Accounts offered to leave at once; the others are offered once one of these has left."""


@dataclass(frozen=True, slots=True)
class InLanguage:
    """A view in a language that was chosen a moment ago."""

    locale: str
    view: View

    def as_card(self, words: Words) -> Card:
        return self.view.as_card(replace(words, locale=self.locale))


@dataclass(frozen=True, slots=True)
class LinkCodeCard:
    """A one-time code, with what to do with it."""

    code: str

    def as_card(self, words: Words) -> Card:
        return Card(
            words.line("link-code-title"),
            (
                Paragraph((Code(self.code),)),
                Paragraph(words.line("link-code-how", command=Code("/" + words("cmd-link.name")))),
                Paragraph(words.line("link-code-careful")),
            ),
        )


@dataclass(frozen=True, slots=True)
class LinkedCard:
    """Told to both sides when accounts become one person."""

    accounts: tuple[KnownAccount, ...] = ()
    notes: tuple[tuple[str, Mapping[str, str]], ...] = ()

    def as_card(self, words: Words) -> Card:
        blocks: list[Block] = [Paragraph(words.line("link-made"))]
        if self.accounts:
            blocks.append(Bullets(tuple(account_line(each, words) for each in self.accounts)))
        blocks += [Paragraph(words.line(message, **arguments)) for message, arguments in self.notes]
        return Card(blocks=tuple(blocks))


@dataclass(frozen=True, slots=True)
class UnlinkQuestion:
    """Names what would be undone, and asks with verbs; of several accounts, which one leaves."""

    person: PersonId
    others: tuple[KnownAccount, ...]

    def as_card(self, words: Words) -> Card:
        offered = self.others[:MAX_OFFERED]
        leave = [Button(self._verb(each, words), self._press(each), ButtonStyle.DANGER) for each in offered]
        return Card(
            blocks=(
                Paragraph(words.line("unlink-question" if len(offered) == 1 else "unlink-which")),
                Bullets(tuple(account_line(each, words) for each in offered)),
                Paragraph(words.line("unlink-effect")),
                Buttons((*leave, Button(words("unlink-keep"), KeepLinked(self.person)))),
            )
        )

    def _verb(self, known: KnownAccount, words: Words) -> str:
        if len(self.others) == 1:
            return words("unlink-confirm")
        return words("unlink-confirm-one", account=plain_text(account_line(known, words)))

    def _press(self, known: KnownAccount) -> ConfirmUnlink:
        return ConfirmUnlink(self.person, known.account.platform, known.account.user)


@dataclass(frozen=True, slots=True)
class ProfileCard:
    """What /me shows."""

    profile: Profile
    home: Home | None
    standing: Standing

    def as_card(self, words: Words) -> Card:
        language = f"language-{self.profile.locale or 'auto'}"
        lines: list[Line] = [words.line("me-language", language=words(language))]
        if self.home:
            lines.append(words.line("me-home", shop=Strong(self.home.shop_name)))
        lines.append(words.line("me-standing", standing=words(standing_message(self.standing))))
        accounts = tuple(account_line(each, words) for each in self.profile.accounts)
        hint = "me-linked" if len(accounts) > 1 else "me-alone"
        return Card(
            words.line("me-title"),
            (
                Bullets(tuple(lines)),
                Paragraph(words.line("me-accounts")),
                Bullets(accounts),
                Paragraph(words.line(hint)),
            ),
        )


@dataclass(frozen=True, slots=True)
class CommandEntry:
    """One command of the help: the message of its name and of its description."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class CommandList:
    """The commands the caller may use, as they are typed where the caller is."""

    entries: tuple[CommandEntry, ...]
    greeting: str = "help-intro"
    joins_commands: bool = False
    """Whether the words of a command's name are typed as one."""

    def as_card(self, words: Words) -> Card:
        lines = tuple(
            words.line(
                "help-entry",
                command=Code("/" + (joined_name(words(entry.name)) if self.joins_commands else words(entry.name))),
                description=words(entry.description),
            )
            for entry in self.entries
        )
        return Card(words.line("help-title"), (Paragraph(words.line(self.greeting)), Bullets(lines)))


def account_line(known: KnownAccount, words: Words) -> Line:
    """Return "Alice, on Discord"."""
    platform = f"platform-{known.account.platform}"
    named = platform if words.knows(platform) else "platform-other"
    return words.line("account", name=Strong(known.name or "?"), platform=words(named))
