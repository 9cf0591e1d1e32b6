"""What is registered with Discord and how a typed command is read back: both languages, every kind of field."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs import limits
from cogs.bind import (
    CHAT_INPUT,
    INTEGER,
    STRING,
    SUB_COMMAND,
    USER,
    Typed,
    option_name,
    read_command,
    register,
    same_commands,
)
from core.ui.catalogue import Catalogue, Command
from core.ui.fields import Asked, Text
from core.ui.words import Dictionary
from core.votes.terms import Method
from tests.cogs.probe import LOCALES, Fill, Probe, build

DICTIONARY = Dictionary(LOCALES)
PAYLOADS = register(build(Probe()), DICTIONARY)
NAME = re.compile(r"[-_'\w]{1,32}")
"""Discord's own pattern, as far as Python spells it."""


def every_part(payloads: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for each in payloads:
        yield each
        yield from every_part(each.get("options", []))


def option(path: tuple[str, str], name: str) -> dict[str, Any]:
    [group] = [each for each in PAYLOADS if each["name"] == path[0]]
    [command] = [each for each in group["options"] if each["name"] == path[1]]
    [found] = [each for each in command["options"] if each["name"] == name]
    return dict(found)


def test_commands_of_one_word_stand_alone_and_the_others_in_their_group() -> None:
    assert {each["name"]: each["type"] for each in PAYLOADS} == {"vote": CHAT_INPUT, "me": CHAT_INPUT}
    [group] = [each for each in PAYLOADS if each["name"] == "vote"]
    assert [each["type"] for each in group["options"]] == [SUB_COMMAND] * 7
    assert all(each["name"] in group["description"] for each in group["options"])
    assert next(each for each in PAYLOADS if each["name"] == "me")["options"] == []


def test_every_name_and_description_is_legal_in_both_languages() -> None:
    for each in every_part(PAYLOADS):
        for name in (each["name"], *each["name_localizations"].values()):
            assert NAME.fullmatch(name), name
            assert name == name.lower()
        for text in (each["description"], *each.get("description_localizations", {}).values()):
            assert 1 <= len(text) <= limits.DESCRIPTION


def test_a_label_becomes_a_name_with_one_dash_between_words() -> None:
    """Two signs that no name may hold follow each other: a comma and a space."""
    asked = Asked("place", Text("setup-not-admin", 1, 9), is_required=True)
    assert option_name(asked, DICTIONARY.words("en")) == "you-must-administer-this-place-o"


def test_french_names_stand_beside_the_english_ones() -> None:
    [group] = [each for each in PAYLOADS if each["name"] == "vote"]
    names = {each["name"]: each["name_localizations"]["fr"] for each in group["options"]}
    assert names["open"] == "ouvrir"
    assert len(set(names.values())) == len(names)
    for each in group["options"]:
        told = DICTIONARY.words("fr")(f"cmd-vote-{each['name']}")
        assert told.startswith(each["description_localizations"]["fr"].removesuffix("…"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("title", {"type": STRING, "required": True, "min_length": 1, "max_length": 40}),
        ("closes", {"type": STRING, "required": True, "autocomplete": True}),
        ("book", {"type": STRING, "required": False, "autocomplete": True}),
        ("copies", {"type": INTEGER, "required": False, "min_value": 1, "max_value": 9}),
    ],
)
def test_each_kind_of_field_is_asked_the_way_discord_can(name: str, expected: dict[str, Any]) -> None:
    found = option(("vote", "open"), name)
    assert {key: found.get(key) for key in expected} == expected


def test_a_choice_is_offered_by_name_in_both_languages_and_travels_by_value() -> None:
    choices = option(("vote", "open"), "method")["choices"]
    assert [each["value"] for each in choices] == [method.value for method in Method]
    assert all(each["name"] and each["name_localizations"]["fr"] for each in choices)
    assert choices[0]["name"] != choices[0]["name_localizations"]["fr"]


def test_what_is_required_comes_first() -> None:
    for each in every_part(PAYLOADS):
        needed = [one["required"] for one in each.get("options", []) if "required" in one]
        assert needed == sorted(needed, reverse=True)


def test_a_command_that_opens_a_form_asks_nothing_on_its_line() -> None:
    [group] = [each for each in PAYLOADS if each["name"] == "vote"]
    assert next(each for each in group["options"] if each["name"] == "nominate")["options"] == []


def as_discord_returns(payloads: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The commands in another order, with what Discord adds, without what it leaves out."""
    returned = copy.deepcopy(payloads)
    for each in every_part(returned):
        each |= {"id": "9", "application_id": "1", "version": "3", "nsfw": False, "default_member_permissions": None}
        for name in ("options", "required"):
            if not each.get(name, True):
                del each[name]
    random.Random(1).shuffle(returned)
    return returned


def test_what_discord_returns_of_our_own_commands_is_nothing_new() -> None:
    assert same_commands(PAYLOADS, as_discord_returns(PAYLOADS))


def rename(payload: dict[str, Any]) -> None:
    payload["name_localizations"]["fr"] += "-neuf"


def describe(payload: dict[str, Any]) -> None:
    payload["description"] += "!"


def translate(payload: dict[str, Any]) -> None:
    payload.setdefault("description_localizations", {})["fr"] = "Autrement"


def shorten(payload: dict[str, Any]) -> None:
    payload["max_length"] = 7


def require(payload: dict[str, Any]) -> None:
    payload["required"] = not payload.get("required", False)


@given(place=st.integers(0, 1000), change=st.sampled_from([rename, describe, translate, shorten, require]))
def test_any_change_at_all_is_noticed(place: int, change: Callable[[dict[str, Any]], None]) -> None:
    returned = as_discord_returns(PAYLOADS)
    parts = list(every_part(returned))
    change(parts[place % len(parts)])
    assert not same_commands(PAYLOADS, returned)


def test_a_command_that_came_or_went_is_noticed() -> None:
    assert not same_commands(PAYLOADS, PAYLOADS[:1])
    assert not same_commands(PAYLOADS[:1], PAYLOADS)
    more = Catalogue()
    more.add(Command(("vote", "nominate"), Fill, Probe().fill))
    assert not same_commands(PAYLOADS, register(more, DICTIONARY))


@pytest.mark.parametrize(
    ("data", "typed"),
    [
        ({}, Typed(("",), {})),
        ({"name": "me"}, Typed(("me",), {})),
        ({"name": "vote", "options": [{"type": SUB_COMMAND, "name": "list"}]}, Typed(("vote", "list"), {})),
        (
            {"name": "vote", "options": [{"type": 2, "name": "a", "options": [{"type": SUB_COMMAND, "name": "b"}]}]},
            Typed(("vote", "a", "b"), {}),
        ),
        (
            {"name": "give", "options": [{"type": USER, "name": "person", "value": "42"}]},
            Typed(("give",), {"person": "@42"}),
        ),
        (
            {"name": "give", "options": [{"type": INTEGER, "name": "copies", "value": 3}, {"type": 3, "name": "x"}]},
            Typed(("give",), {"copies": "3", "x": ""}),
        ),
        (
            {"name": "give", "options": [{"type": STRING, "name": "book", "value": "em", "focused": True}]},
            Typed(("give",), {"book": "em"}, "book"),
        ),
    ],
)
def test_a_typed_command_is_read_with_its_path_its_answers_and_its_focus(data: dict[str, Any], typed: Typed) -> None:
    assert read_command(data) == typed
