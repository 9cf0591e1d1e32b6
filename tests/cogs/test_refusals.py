"""Every way to be told no on Discord: in private though the command is public, in the reader's language, with help."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from core.kernel.errors import Refusal
from core.kernel.identity import Caller, Standing
from core.ui.cards import Reply
from core.ui.catalogue import Suggestion
from core.ui.words import Dictionary
from sandbox.discord import Answer, Message, labels_of, text_of
from tests.cogs.probe import LOCALES, Fill, Guild, guild

EPHEMERAL = 64
DICTIONARY = Dictionary(LOCALES)
READERS = {"fr": "alice", "en": "bob"}
LONG = "L’Étrange et Terrible Histoire " * 12
HOSTILE = (
    "@everyone",
    "<@1> [ici](https://e.org)",
    "**gras** `code` ||x||",
    "\u202eesrever\u202c אמה",
    "🎭" * 70,
    LONG,
    " \n\t ",
    "ligne\nsuivante",
)


@pytest.fixture
async def town() -> AsyncIterator[Guild]:
    async with guild() as opened:
        yield opened


async def types(town: Guild, locale: str, path: str, options: Mapping[str, Any] | None = None) -> Answer:
    return await town.sandbox.people.types(getattr(town, READERS[locale]), town.room, path, options or {})


async def refused(town: Guild, locale: str, path: str, options: Mapping[str, Any] | None = None) -> Message:
    """Type a command; return its answer, which only its reader sees."""
    message = await (await types(town, locale, path, options)).shown()
    assert message.flags & EPHEMERAL
    assert message.only_for == getattr(town, READERS[locale]).id
    return message


def needs(town: Guild, path: tuple[str, ...], standing: Standing) -> None:
    town.catalogue.commands[path] = replace(town.catalogue.commands[path], needs=standing)


async def test_a_public_command_is_refused_in_private_in_either_language(town: Guild) -> None:
    needs(town, ("vote", "open"), Standing.SHOP_MANAGER)
    for locale in READERS:
        words = DICTIONARY.words(locale)
        message = await refused(town, locale, "/vote open", {"title": "x", "closes": "demain"})
        assert text_of(message) == words("refused-standing", needs=words("standing-shop-manager"))
    assert town.probe.ran == []


async def test_a_form_is_refused_before_anybody_fills_it_and_when_a_standing_was_lost_meanwhile(town: Guild) -> None:
    forms = {locale: await types(town, locale, "/vote nominate") for locale in READERS}
    needs(town, ("vote", "nominate"), Standing.BOOKSELLER)
    for locale, form in forms.items():
        words = DICTIONARY.words(locale)
        told = words("refused-standing", needs=words("standing-bookseller"))
        assert text_of(await refused(town, locale, "/vote nominate")) == told
        answer = await town.sandbox.people.submits(form, {"question": "Q", "books": "Livre 1\nLivre 2"})
        assert text_of(await answer.shown()) == told
    assert town.probe.ran == []


async def test_what_is_down_or_of_an_earlier_version_is_said_to_be_so(town: Guild) -> None:
    for locale in READERS:
        assert text_of(await refused(town, locale, "/vote cancel")) == DICTIONARY.words(locale)("refused-unavailable")
    for path in (("vote", "cancel"), ("vote", "nominate")):
        del town.catalogue.commands[path]
        for locale in READERS:
            message = await refused(town, locale, "/" + " ".join(path))
            assert text_of(message) == DICTIONARY.words(locale)("refused-stale-press")


async def test_an_option_that_is_not_understood_is_told_with_what_was_typed(town: Guild) -> None:
    wrong = {"fr": ("hier", "un de ces jours"), "en": ("yesterday", "some fine day")}
    for locale, moments in wrong.items():
        for option, typed in (("book", "Zadig"), *(("closes", each) for each in moments)):
            options = {"title": "x", "closes": "01/02/2027 18:00", option: typed}
            assert typed in text_of(await refused(town, locale, "/vote open", options))
    assert town.probe.ran == []


async def test_several_books_that_could_be_meant_are_shown_and_no_mark_of_theirs_counts(town: Guild) -> None:
    town.catalogue.sources["works"] = Titles(HOSTILE)
    message = await refused(town, "fr", "/vote open", {"title": "x", "closes": "demain", "book": "x"})
    told = text_of(message)
    assert "\\@everyone" in told
    assert "\\<\\@1\\> \\[ici\\](https\\://e.org)" in told
    assert "\\*\\*gras\\*\\*" in told
    assert town.sandbox.mass_mentions == []


async def test_no_more_than_eight_suggestions_are_shown_of_a_hundred(town: Guild) -> None:
    town.catalogue.sources["works"] = Titles(tuple(f"Livre {number}." for number in range(100)))
    told = text_of(await refused(town, "fr", "/vote open", {"title": "x", "closes": "demain", "book": "x"}))
    assert told.count("Livre") == 8


async def test_proposals_are_legal_whatever_the_titles(town: Guild) -> None:
    town.catalogue.sources["works"] = Titles(HOSTILE * 5)
    found = await town.sandbox.people.suggestions(
        town.alice, town.room, "/vote open", {"book": "x"}, {"title": "x", "closes": "demain"}
    )
    assert len(found) == 25
    assert all(1 <= len(each.name) <= 100 and "\n" not in each.name for each in found)
    assert all(1 <= len(each.value) <= 100 for each in found)
    assert [each.name for each in found[:1]] == ["@everyone — détail"]
    assert found[5].name.endswith("…")


async def test_a_moment_of_any_length_is_proposed_as_it_can_be(town: Guild) -> None:
    found = await town.sandbox.people.suggestions(
        town.alice, town.room, "/vote open", {"closes": "demain " * 40}, {"title": "x"}
    )
    assert [len(each.name) <= 100 and len(each.value) <= 100 for each in found] == [True]


async def test_a_form_refused_as_a_whole_may_be_asked_for_again(town: Guild) -> None:
    async def run(caller: Caller, request: Fill) -> Reply:
        raise Refusal("vote-closed")

    town.catalogue.commands["vote", "nominate"] = replace(town.catalogue.commands["vote", "nominate"], run=run)
    form = await types(town, "en", "/vote nominate")
    answer = await town.sandbox.people.submits(form, {"question": "Q", "books": "Livre 1\nLivre 2"})
    told = await answer.shown()
    assert text_of(told) == DICTIONARY.words("en")("vote-closed")
    assert told.only_for == town.bob.id


async def test_a_wrong_field_of_a_form_is_named_and_opens_again_as_it_was_filled(town: Guild) -> None:
    books = f"Livre 1\n{HOSTILE[2]}\n{HOSTILE[3]}"
    for locale, name in READERS.items():
        words = DICTIONARY.words(locale)
        form = await types(town, locale, "/vote nominate")
        message = await (await town.sandbox.people.submits(form, {"question": "Q", "books": books})).shown()
        assert message.flags & EPHEMERAL
        assert labels_of(message) == [words("form-correct")]
        again = await town.sandbox.people.presses(getattr(town, name), message, words("form-correct"))
        assert again.modal is not None
        assert [label["component"]["value"] for label in again.modal["components"]] == ["Q", books]


async def test_a_correction_is_for_its_author_and_nobody_else(town: Guild) -> None:
    form = await types(town, "fr", "/vote nominate")
    await (await town.sandbox.people.submits(form, {"question": "Secret", "books": "Livre 1\nNon"})).shown()
    forged = await town.sandbox.people.forge_press(town.bob, town.room, "form_vote-nominate")
    assert forged.modal is None
    assert text_of(await forged.shown()) == DICTIONARY.words("en")("form-gone")


async def test_a_form_that_was_accepted_is_not_kept(town: Guild) -> None:
    form = await types(town, "fr", "/vote nominate")
    refusal = await town.sandbox.people.submits(form, {"question": "Q", "books": "Livre 1\nNon"})
    message = await refusal.shown()
    again = await town.sandbox.people.presses(town.alice, message, "Corriger")
    await (await town.sandbox.people.submits(again, {"books": "Livre 1\nLivre 2"})).shown()
    late = await town.sandbox.people.presses(town.alice, message, "Corriger")
    assert late.modal is None
    assert text_of(await late.shown()) == DICTIONARY.words("fr")("form-gone")


class Titles:
    """A shelf where every one of these titles answers to anything."""

    def __init__(self, titles: Sequence[str]) -> None:
        self._rows = [Suggestion(f"#{number}", title, "détail") for number, title in enumerate(titles)]

    async def suggest(self, caller: Caller, typed: str, limit: int) -> Sequence[Suggestion]:
        return self._rows

    async def resolve(self, caller: Caller, typed: str) -> Sequence[Suggestion]:
        return self._rows
