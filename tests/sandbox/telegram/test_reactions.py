"""Reactions are those that Telegram has, of bots and of people."""

from __future__ import annotations

import json
import re

import pytest
from telegram import ReactionTypeCustomEmoji, ReactionTypeEmoji, ReactionTypePaid
from telegram.constants import ReactionEmoji
from telegram.error import BadRequest

from sandbox.page.telegram_menus import EMOJI
from sandbox.telegram.impossible import CannotDo
from sandbox.telegram.reactions import REACTIONS, is_reaction
from tests.sandbox.telegram.conftest import Town
from tests.wire.telegram_spec import DOCUMENT


def test_every_reaction_of_the_library_and_of_the_page_is_among_them() -> None:
    assert [each for each in (*EMOJI, *(known.value for known in ReactionEmoji)) if not is_reaction(each)] == []


def test_they_are_all_that_the_vendors_document_lists() -> None:
    if not DOCUMENT.exists():
        pytest.skip("no Bot API document beside the checkout")
    fields = json.loads(DOCUMENT.read_text(encoding="utf-8"))["types"]["ReactionTypeEmoji"]["fields"]
    [told] = [field["description"] for field in fields if field["name"] == "emoji"]
    assert set(re.findall('"([^"]+)"', told)) == REACTIONS


@pytest.mark.parametrize(
    "reaction",
    [
        ReactionTypeEmoji("📚"),
        ReactionTypeEmoji("👍👍"),
        ReactionTypeEmoji("ok"),
        ReactionTypeCustomEmoji("5445284980978621387"),
        ReactionTypePaid(),
    ],
)
async def test_a_bot_has_no_other(town: Town, reaction: ReactionTypeEmoji) -> None:
    group = town.group()
    said = town.sandbox.people.say(town.alice, group, "Emma")
    async with town.app() as app:
        with pytest.raises(BadRequest, match="Reaction_invalid"):
            await app.bot.set_message_reaction(group.id, said.id, reaction)
        await app.bot.set_message_reaction(group.id, said.id, ReactionTypeEmoji("❤"))
    assert said.reactions[town.bot.id] == [{"type": "emoji", "emoji": "❤"}]


def test_nor_has_a_person(town: Town) -> None:
    group = town.group()
    said = town.sandbox.people.say(town.alice, group, "Emma")
    with pytest.raises(CannotDo, match="offers no reaction"):
        town.sandbox.people.react(town.alice, said, "📚")
    assert said.reactions.get(town.alice.id) is None
