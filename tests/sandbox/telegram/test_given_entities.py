"""Entities that a bot gives beside its text: counted in UTF-16 units, refused in the server's words, completed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.telegram.given_entities import given_entities
from sandbox.telegram.parameters import Part
from sandbox.telegram.utf16 import utf16_length
from sandbox.telegram.wire import ApiError
from tests.sandbox.telegram.conftest import Town


def bold(offset: Any, length: Any) -> dict[str, Any]:
    return {"type": "bold", "offset": offset, "length": length}


SPLIT = "in a middle of a UTF-16 symbol at byte offset 4"
REFUSED = [
    ("👉 👉  ", bold(1, 1), f"entity begins {SPLIT}"),
    ("👉 👉  ", bold(0, 1), f"entity beginning at UTF-16 offset 0 ends {SPLIT}"),
    ("aba caba", bold(3, 6), "entity beginning at UTF-16 offset 3 ends after the end of the text at UTF-16 offset 9"),
    ("aba caba", bold(9, 1), "entity begins after the end of the text at UTF-16 offset 9"),
    ("aba caba", bold(-1, 1), "receive an entity with incorrect offset -1"),
    ("aba caba", bold(0, -1), "receive an entity with incorrect length -1"),
    ("aba", bold(None, 1), 'can\'t parse MessageEntity: Field "offset" must be of type Number'),
    ("aba", bold(0, True), 'can\'t parse MessageEntity: Field "length" must be of type Number'),
    ("aba", {"type": "bold", "offset": 0}, "can't parse MessageEntity: Can't find field \"length\""),
    ("aba", {**bold(0, 1), "type": "sparkling"}, "can't parse MessageEntity: Unsupported type specified"),
    ("aba", {**bold(0, 1), "type": "text_link"}, "can't parse MessageEntity: Can't find field \"url\""),
    ("aba", {**bold(0, 1), "type": "text_mention", "user": 5}, 'Field "user" must be of type Object'),
    ("aba", {**bold(0, 1), "type": "text_mention", "user": {}}, 'Can\'t find field "id"'),
]


@pytest.mark.parametrize(("text", "entity", "complaint"), REFUSED, ids=[complaint for _, _, complaint in REFUSED])
async def test_an_entity_out_of_place_is_refused(town: Town, text: str, entity: dict[str, Any], complaint: str) -> None:
    town.start(town.alice)
    answer = await town.raw("sendMessage", chat_id=town.alice.id, text=text, entities=[entity])
    assert answer["status"] == 400
    assert answer["description"].endswith(complaint)
    assert town.broken_rules() == [f"sendMessage: {answer['description']}"]


async def test_captions_have_entities_of_their_own(town: Town) -> None:
    town.start(town.alice)
    list_of_books = town.sandbox.people.upload(town.alice, town.bot, Part("livres.csv", "text/csv", b"titre"))
    copied = await town.raw("copyMessage", chat_id=town.alice.id, from_chat_id=town.alice.id,
        message_id=list_of_books.id, caption="📚", caption_entities=[bold(0, 1)])  # fmt: skip
    assert copied["description"] == (
        "Bad Request: entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 4"
    )


async def test_a_mention_by_id_is_completed_or_dropped(town: Town) -> None:
    town.start(town.alice)
    people = [{"type": "text_mention", "offset": 0, "length": 5, "user": {"id": one}} for one in (town.bob.id, 99)]
    known, unknown = [
        (await town.raw("sendMessage", chat_id=town.alice.id, text="Bobby", entities=[one]))["result"] for one in people
    ]
    assert known["entities"][0]["user"]["first_name"] == "Bob"
    assert "entities" not in unknown


async def test_what_the_server_finds_by_itself_is_not_taken_from_the_bot(town: Town) -> None:
    town.start(town.alice)
    lies = [{**bold(0, 3), "type": "bot_command"}, {**bold(4, 5), "type": "mention"}]
    answer = await town.raw("sendMessage", chat_id=town.alice.id, text="Lis /vote", entities=lies)
    assert answer["result"]["entities"] == [{"type": "bot_command", "offset": 4, "length": 5}]


async def test_entities_follow_a_trimmed_text_and_empty_ones_go(town: Town) -> None:
    town.start(town.alice)
    answer = await town.raw("sendMessage", chat_id=town.alice.id, text=" 📚 Emma ", entities=[bold(1, 2), bold(4, 0)])
    assert (answer["result"]["text"], answer["result"]["entities"]) == ("📚 Emma", [bold(0, 2)])


@given(st.text(st.characters(codec="utf-8"), max_size=20), st.data())
def test_an_entity_is_taken_exactly_where_it_covers_whole_symbols(text: str, data: st.DataObject) -> None:
    total = utf16_length(text)
    begin = data.draw(st.integers(0, total + 1))
    length = data.draw(st.integers(0, total + 1))
    whole = {utf16_length(text[:place]) for place in range(len(text) + 1)}
    is_whole = length == 0 or {begin, begin + length} <= whole
    if is_whole:
        assert given_entities(text, [bold(begin, length)]) == ([bold(begin, length)] if length else [])
    else:
        with pytest.raises(ApiError, match="UTF-16"):
            given_entities(text, [bold(begin, length)])


def test_entities_come_in_order_the_longer_first() -> None:
    given_out_of_order = [bold(2, 1), bold(0, 1), {**bold(0, 3), "type": "italic"}]
    assert [(one["offset"], one["length"]) for one in given_entities("Emma", given_out_of_order)] == [
        (0, 3), (0, 1), (2, 1)]  # fmt: skip
