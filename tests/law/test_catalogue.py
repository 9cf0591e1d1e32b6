"""The whole catalogue, walked: bound on both platforms, legal on both, said in every language, documented."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from assembly import LOCALES, build_house
from bot import command_reference
from cogs.bind import register
from cogs.carried import KEY_BYTES
from cogs.forms import draw_form, read_form, split_fields
from config.reference import write_settings_reference
from config.settings import Settings
from core.kernel.clock import SystemClock
from core.kernel.collation import fold
from core.ui.catalogue import Catalogue, Command, standing_message
from core.ui.fields import Choice, WholeNumber
from core.ui.presses import MAX_PACKED_BYTES
from core.ui.words import LOCALES as LANGUAGES
from core.ui.words import Dictionary
from handlers.names import Names, Typed
from handlers.summary import SIGNS
from storage.open import Database

ROOT = Path(__file__).parents[2]
DICTIONARY = Dictionary(LOCALES)
DISCORD_NAME = re.compile(r"[-_'\w]{1,32}")


def catalogue() -> Catalogue:
    clock = SystemClock()
    return build_house(Settings(), clock, Database("sqlite:///unused", clock)).catalogue


CATALOGUE = catalogue()
COMMANDS = [pytest.param(command, id=" ".join(path)) for path, command in CATALOGUE.commands.items()]


def messages_of(command: Command[object]) -> Iterator[str]:
    yield command.message
    yield f"{command.message}.name"
    yield standing_message(command.needs)
    for asked in command.fields:
        yield asked.message
        yield f"{asked.message}.ask"
        if isinstance(asked.field, Choice):
            yield from (f"{asked.message}-{each.value}" for each in asked.field.options)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_said_in_every_language(command: Command[object]) -> None:
    missing = [message for message in messages_of(command) if not DICTIONARY.has(message)]
    assert missing == []
    for locale in LANGUAGES:
        assert len(DICTIONARY.words(locale)(f"{command.message}.name").split()) == len(command.path)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_name_of_an_option_does_not_end_where_a_sign_was_left_out(command: Command[object]) -> None:
    labels = [DICTIONARY.words(locale)(asked.message) for locale in LANGUAGES for asked in command.fields]
    assert [label for label in labels if re.search(r"\w\s*%(?!\))|%\s*\w", label)] == []


def test_every_command_is_bound_on_discord_under_legal_names() -> None:
    registered = register(CATALOGUE, DICTIONARY)
    bound: set[tuple[str, ...]] = set()
    for top in registered:
        names = [top["name"], *top["name_localizations"].values()]
        assert all(DISCORD_NAME.fullmatch(name) and name == name.lower() for name in names)
        subcommands = [option for option in top["options"] if option["type"] == 1]
        bound |= {(top["name"], each["name"]) for each in subcommands} or {(top["name"],)}
    assert bound == set(CATALOGUE.commands)
    assert len(registered) <= 100


def test_every_command_is_bound_on_telegram_under_every_language_and_no_two_alike() -> None:
    names = Names(CATALOGUE, DICTIONARY)
    for command in CATALOGUE.commands.values():
        for locale in LANGUAGES:
            name = names.name_of(command.message, locale)
            assert re.fullmatch(r"[a-z0-9_]{1,32}", name), name
            assert names.find(Typed(name, "rest", is_ours=True)) == (command, "rest")


@pytest.mark.parametrize("command", [each for each in COMMANDS if each.values[0].is_form])  # type: ignore[union-attr]
def test_a_form_fits_discords_modal_in_every_language(command: Command[object]) -> None:
    for locale in LANGUAGES:
        form = draw_form(command, DICTIONARY.words(locale), {})
        assert len(form["title"]) <= 45
        assert 1 <= len(form["components"]) <= 5


@pytest.mark.parametrize("command", [each for each in COMMANDS if each.values[0].is_form])  # type: ignore[union-attr]
def test_what_does_not_fit_a_modal_is_found_again_by_a_key_that_fits_its_id(command: Command[object]) -> None:
    assert len(split_fields(command)[1]) <= 25
    key = "f" * 2 * KEY_BYTES
    form = draw_form(command, DICTIONARY.words("fr"), {}, key)
    assert len(form["custom_id"]) <= 100
    path, _, found = read_form(form)
    assert (path, found) == (command.path, key)


def test_prefixes_of_presses_leave_room_for_their_data() -> None:
    for prefix, rule in CATALOGUE.presses.items():
        assert re.fullmatch(r"[a-z]{2}", prefix), rule.press
        assert len(prefix) + 2 * 14 <= MAX_PACKED_BYTES


def test_every_refusal_and_notice_in_the_code_has_its_sentence() -> None:
    pattern = re.compile(r"""(?:Refusal|Unavailable|AdapterRefused|notice)\(\s*"([a-z0-9-]+)\"""")
    used = {
        found
        for room in ("core", "cogs", "handlers", "storage")
        for file in (ROOT / room).rglob("*.py")
        for found in pattern.findall(file.read_text(encoding="utf-8"))
    }
    assert used
    assert sorted(message for message in used if not DICTIONARY.has(message)) == []


@pytest.mark.parametrize(
    ("file", "written"),
    [("commands.md", command_reference()), ("settings.md", write_settings_reference())],
)
def test_the_references_are_fresh(file: str, written: str) -> None:
    assert (ROOT / "docs" / file).read_text(encoding="utf-8") == written, "run `make docs`"


def test_only_the_command_line_knows_the_assembly_and_nobody_the_command_line() -> None:
    for room in ("cogs", "config", "core", "handlers", "pictures", "sandbox", "storage"):
        for file in (ROOT / room).rglob("*.py"):
            text = file.read_text(encoding="utf-8")
            assert not re.search(r"^\s*(?:from|import) (?:bot|assembly|checkup|rehearsal)\b", text, re.MULTILINE), file


@pytest.mark.parametrize("command", COMMANDS)
def test_the_details_of_a_command_can_be_told_apart_by_name(command: Command[object]) -> None:
    for locale in LANGUAGES:
        words = DICTIONARY.words(locale)
        names = [fold(words(asked.message)) for asked in command.fields]
        assert len(set(names)) == len(names)
        assert not any(sign in words(asked.message) for asked in command.fields for sign in SIGNS)


@pytest.mark.parametrize("command", COMMANDS)
def test_what_a_detail_left_out_means_is_said_with_the_number_it_stands_for(command: Command[object]) -> None:
    defaults = {each.name: each.default for each in dataclasses.fields(cast("Any", command.request))}
    for asked in command.fields:
        said, default = f"{asked.message}.unset", defaults[asked.name]
        if isinstance(asked.field, WholeNumber) and default and DICTIONARY.has(said):
            assert all(str(default) in DICTIONARY.words(locale)(said) for locale in LANGUAGES)
