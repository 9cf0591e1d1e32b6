"""Names and menus: legal on Telegram, in every scope and language, set only when they changed."""

import re

import pytest

from core.kernel.identity import Standing
from core.ui.catalogue import Catalogue, Command
from core.ui.words import Dictionary
from handlers.names import Names, Typed
from tests.handlers.probe import Nothing, Probe
from tests.handlers.town import Town


async def test_every_reader_sees_the_menu_of_their_language(town: Town) -> None:
    carl = town.sandbox.build.add_user("Carl", "carl", "de")
    async with town.running():
        group = await town.group(town.alice, town.bob, carl)
        for reader in (town.alice, town.bob, carl):
            town.start(reader)
        menus = {
            (reader.first_name, place is group): [entry.command for entry in town.sandbox.sight.menu(reader, place)]
            for reader in (town.alice, town.bob, carl)
            for place in (town.bot, group)
        }
    assert "livre_commander" in menus["Alice", False]
    assert "order_book" in menus["Bob", False]
    assert menus["Carl", False] == menus["Alice", False]
    assert "equipe" in menus["Alice", True]
    assert "staff" not in menus["Bob", True]
    assert "echo" in menus["Bob", True]
    assert "annuler" in menus["Alice", False]
    assert "start" not in menus["Bob", False]


async def test_menus_are_set_once(town: Town) -> None:
    async with town.running():
        assert len(town.sandbox.record.of("setMyCommands")) == 12
    async with town.running():
        assert len(town.sandbox.record.of("setMyCommands")) == 12


async def test_a_menu_that_cannot_be_set_stops_nothing(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    town.sandbox.faults.fail_next("setMyCommands", 500, "Internal")
    async with town.running():
        town.start(town.bob)
        await town.sees(town.bob, "Hello")
    assert "the command menus could not be set" in caplog.text


def test_names_are_legal_and_found_in_every_language(dictionary: Dictionary) -> None:
    catalogue = Probe().catalogue()
    names = Names(catalogue, dictionary)
    for locale in ("fr", "en"):
        for entry in names.menu(catalogue, locale, Standing.NETWORK_OWNER):
            assert re.fullmatch(r"[a-z0-9_]{1,32}", entry.command)
            assert 1 <= len(entry.description) <= 256
            typed = Typed(entry.command, "", is_ours=False)
            assert names.is_cancel(typed) or names.find(typed)
    found = names.find(Typed("livre", "commander  Emma | 3", is_ours=False))
    assert found is not None
    assert (found[0].path, found[1]) == (("order", "book"), "Emma | 3")
    assert names.find(Typed("nonsense", "", is_ours=False)) is None


def test_two_commands_cannot_share_a_name(dictionary: Dictionary) -> None:
    catalogue = Catalogue()
    catalogue.add(Command(("help",), Nothing, Probe().start))
    catalogue.add(Command(("aide",), Nothing, Probe().start))
    with pytest.raises((ValueError, KeyError), match="aide"):
        Names(catalogue, dictionary)
