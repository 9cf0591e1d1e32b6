"""The Telegram pane over HTTP: places and topics, files, keyboards, polls and refusals, in each person's language."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.page.telegram_keyboards import shown_keyboard
from sandbox.page.telegram_message import TelegramLooks, entries
from sandbox.page.telegram_pane import located
from sandbox.telegram.entities import Ballot, Chat, ChatKind, Message, Topic, User
from tests.sandbox.page.conftest import Room
from tests.sandbox.telegram.pictures import PNG_2X3

ALICE, BOB, ROBOT = User(1, "Alice", "alice"), User(2, "Bob", "bob"), User(9, "Agora", "agora_bot", is_bot=True)
GROUP = Chat(-5, ChatKind.SUPERGROUP, "Lecteurs")
YES_NO: dict[str, Any] = {"keyboard": [["Oui", {"text": "Non"}]]}


def said(sender: User = ROBOT, text: str = "x", chat: Chat = GROUP, **given: Any) -> Message:
    return Message(1, chat, 0, sender, text=text, **given)


def forum(room: Room) -> tuple[Chat, Topic]:
    alicia = room.telegram.world.user_by_username("alicia")
    assert alicia
    chat = room.telegram.build.add_group("Le Forum", [alicia, room.bot], forum=True)
    return chat, room.telegram.build.add_topic(chat, "Polars")


async def pane(room: Room, place: str, who: str = "alice") -> str:
    return await room.get("/pane/telegram", **{"as": who, "place": place})


async def send_photo(room: Room, **given: Any) -> str:
    """Let Alice send a picture and return its file_id."""
    files = [{"filename": "emma.png", "content": base64.b64encode(PNG_2X3).decode()}]
    place = {"place": str(room.group.id), "files": files, "as_photos": True}
    assert (await room.act("telegram", "send_files", "alice", **place, **given))[0] == 200
    return str(room.group.messages[room.group.last_message_id].media["photo"][0]["file_id"])


async def test_a_forum_is_listed_with_its_topics_and_each_shows_its_own(room: Room) -> None:
    chat, topic = forum(room)
    for place, text in ((f"{chat.id}/{topic.id}", "Noir"), (f"{chat.id}/1", "Général"), (str(chat.id), "Tous")):
        assert (await room.act("telegram", "say", "alice", place=place, text=text))[0] == 200
    whole = await pane(room, str(chat.id))
    assert all(f">{text}</div>" in whole for text in ("Noir", "Général", "Tous"))
    assert f'<option value="{chat.id}/{topic.id}">' in whole
    polars, general = await pane(room, f"{chat.id}/{topic.id}"), await pane(room, f"{chat.id}/1")
    assert (">Noir</div>" in polars, ">Tous</div>" in polars) == (True, False)
    assert (">Noir</div>" in general, ">Tous</div>" in general) == (False, True)
    texts = {message.text: message.topic for message in chat.messages.values() if message.text}
    assert texts == {"Noir": topic, "Général": None, "Tous": None}


async def test_a_topic_that_is_gone_gives_way_to_its_forum_and_a_hidden_general_is_not_listed(room: Room) -> None:
    chat, topic = forum(room)
    topic.is_deleted, chat.general_is_hidden = True, True
    shown = await pane(room, f"{chat.id}/{topic.id}")
    assert f'<option value="{chat.id}" selected>' in shown
    assert f"{chat.id}/1" not in shown
    assert f'<option value="{room.group.id}" selected>' in await pane(room, "-1/2")


async def test_somebody_elses_forum_is_closed_to_who_is_not_in_it(room: Room) -> None:
    chat, topic = forum(room)
    assert str(chat.id) not in (await pane(room, f"{chat.id}/{topic.id}", "chloe")).partition("telegram-chats")[0]
    status, answer = await room.act("telegram", "say", "chloe", place=f"{chat.id}/{topic.id}", text="x")
    assert (status, answer["problem"]) == (409, "Le client ne le permet pas\xa0: vous n’êtes pas dans ce groupe.")
    status, answer = await room.act("telegram", "create_topic", "chloe", place=str(chat.id), name="x")
    assert status == 409


async def test_a_new_topic_is_opened_at_once(room: Room) -> None:
    chat, _ = forum(room)
    _, answer = await room.act("telegram", "create_topic", "alice", place=str(chat.id), name="Annonces")
    assert "Annonces" in await pane(room, answer["open"])
    assert chat.topics[int(answer["open"].partition("/")[2])].name == "Annonces"


async def test_a_picture_is_served_as_one_and_everything_else_only_to_be_saved(room: Room) -> None:
    photo = await send_photo(room, caption="Emma")
    async with room.web.get(f"{room.page.address}/files/telegram/{photo}") as drawn:
        assert (drawn.status, drawn.content_type, await drawn.read()) == (200, "image/png", PNG_2X3)
        assert drawn.headers["X-Content-Type-Options"] == "nosniff"
    for name, content in (("a.html", b"<script>"), ("emma.png", PNG_2X3)):
        files = [{"filename": name, "content": base64.b64encode(content).decode()}]
        await room.act("telegram", "send_files", "alice", place=str(room.group.id), files=files)
        document = room.group.messages[room.group.last_message_id].media["document"]["file_id"]
        async with room.web.get(f"{room.page.address}/files/telegram/{document}") as saved:
            told = saved.content_type, saved.headers["Content-Disposition"]
            assert told == ("application/octet-stream", "attachment")
    async with room.web.get(f"{room.page.address}/files/telegram/nothing") as missing:
        assert missing.status == 404


async def test_a_picture_without_words_is_told_by_its_author_and_a_covered_one_by_what_it_is(room: Room) -> None:
    photo = await send_photo(room, is_covered=True)
    shown = await pane(room, str(room.group.id))
    assert f'<img src="/files/telegram/{photo}" alt="Photo · Alice" width="2" height="3"' in shown
    assert "Image masquée" in shown.partition("<img")[0]


@pytest.mark.parametrize("is_above", [False, True])
async def test_a_caption_stands_where_the_bot_wants_it(room: Room, is_above: bool) -> None:
    photo = await send_photo(room)
    given = {"photo": photo, "caption": "Emma", "show_caption_above_media": is_above}
    await room.telegram_calls("sendPhoto", chat_id=room.group.id, **given)
    shown = (await pane(room, str(room.group.id))).rpartition("<article")[2]
    assert (shown.index('<div class="text">Emma</div>') < shown.index("<img")) == is_above
    assert shown.count('<div class="text">') == 1


@pytest.mark.parametrize(
    ("act", "given", "problem"),
    [
        ("say", {"text": " "}, "il n’y a rien à envoyer."),
        ("say", {"text": "x" * 4097}, "le texte est trop long"),
        ("vote", {"message": 1, "options": []}, "choisissez une réponse"),
        ("leave", {"place": "-1"}, ""),
        ("delete", {"message": 1}, ""),
        ("send_files", {"files": []}, "dix fichiers au plus"),
        ("forge_press", {"data": "x"}, ""),
        ("push_raw", {"update": {}}, ""),
    ],
)
async def test_what_the_client_denies_is_said_in_the_persons_language(
    room: Room, act: str, given: dict[str, Any], problem: str
) -> None:
    before = len(room.group.messages)
    status, answer = await room.act("telegram", act, "chloe", **{"place": str(room.group.id), **given})
    assert (status, problem in answer["problem"]) == (409, True)
    assert len(room.group.messages) == before


async def test_a_blocked_bot_is_offered_to_be_let_in_again(room: Room) -> None:
    assert (await room.act("telegram", "block", "alice"))[0] == 200
    shown = await pane(room, "@agora_bot")
    assert 'data-deed="unblock"' in shown
    assert "Démarrer" not in shown
    _, answer = await room.act("telegram", "say", "alice", place="@agora_bot", text="x")
    assert answer["problem"].endswith("vous avez bloqué ce robot.")


async def test_menus_and_forms_know_what_the_person_may_do(room: Room) -> None:
    people = {user.username: user for user in room.telegram.world.users.values()}
    message = room.telegram.people.say(people["alicia"], room.group, "Emma !")
    place = {"place": str(room.group.id), "message": str(message.id)}
    hers = await room.get("/menu/telegram", **{"as": "alice", **place})
    others = await room.get("/menu/telegram", **{"as": "chloe", **place})
    assert [name in hers for name in ("Modifier", "Supprimer", "Répondre")] == [True, True, True]
    assert [name in others for name in ("Modifier", "Supprimer", "Répondre")] == [False, False, True]
    assert "Emma !" in await room.get("/dialog/telegram/edit", **{"as": "alice", **place})
    room.telegram.gestures.delete(people["alicia"], message)
    for path in ("/menu/telegram", "/dialog/telegram/forward"):
        async with room.web.get(room.page.address + path, params={"as": "alice", **place}) as gone:
            assert (gone.status, await gone.text()) == (
                409,
                "Le client ne le permet pas\xa0: ce message n’est plus là.",
            )
    for path, who in (
        ("/dialog/telegram/dance", "alice"),
        ("/dialog/telegram/leave", "alice"),
        ("/menu/telegram", "bob"),
    ):
        async with room.web.get(room.page.address + path, params={"as": who}) as unknown:
            assert unknown.status == 404


def test_a_reply_keyboard_stays_until_another_or_its_removal() -> None:
    plain, once = said(markup=YES_NO), said(markup={**YES_NO, "one_time_keyboard": True})
    shown = shown_keyboard([plain, said(ALICE), said()], ALICE)
    assert shown
    assert [[(key.text, key.is_known) for key in row] for row in shown.rows] == [[("Oui", True), ("Non", True)]]
    assert (shown.answers, shown.is_forced) == (True, False)
    assert shown_keyboard([plain, said(markup={"remove_keyboard": True})], ALICE) is None
    assert shown_keyboard([once], ALICE)
    assert shown_keyboard([once, said(ALICE)], ALICE) is None
    assert shown_keyboard([once, said(ALICE)], BOB)
    assert shown_keyboard([plain, said(markup={"inline_keyboard": []})], ALICE)


def test_a_selective_keyboard_is_for_those_it_names_or_answers() -> None:
    chosen = {**YES_NO, "selective": True}
    named = said(text="@bob ?", markup=chosen, entities=[{"type": "mention", "offset": 0, "length": 4}])
    answering = said(markup=chosen, reply_to=said(BOB))
    known = said(markup=chosen, entities=[{"type": "text_mention", "offset": 0, "length": 1, "user": {"id": BOB.id}}])
    for message in (named, answering, known):
        assert shown_keyboard([message], BOB)
        assert shown_keyboard([message], ALICE) is None


def test_a_forced_reply_is_over_with_the_next_message_and_asks_for_what_is_not_given() -> None:
    forced = said(markup={"force_reply": True, "input_field_placeholder": "2"})
    shown = shown_keyboard([forced], ALICE)
    assert shown
    assert (shown.is_forced, shown.placeholder, shown.rows) == (True, "2", [])
    assert shown_keyboard([forced, said(ALICE)], ALICE) is None
    asked = shown_keyboard([said(markup={"keyboard": [[{"text": "Moi", "request_contact": True}]]})], ALICE)
    assert asked
    assert not asked.rows[0][0].is_known


def album(*captions: str, name: str = "7") -> list[Message]:
    photo = {"photo": [{"file_id": "f", "width": 1, "height": 1, "file_size": 1}], "media_group_id": name}
    return [said(text="", caption=caption, media=photo) for caption in captions]


def test_an_albums_only_caption_stands_below_and_several_stay_with_their_pictures() -> None:
    together, apart = album("", "Emma", ""), album("Emma", "Nana", name="8")
    one, two, three = entries([*together, *apart, said(text="Fin")])
    assert (len(one.files), one.caption) == (3, together[1])
    assert ([file.words for file in two.files], two.caption) == (["Emma", "Nana"], None)
    assert (three.files, three.head.text) == ([], "Fin")
    assert len(entries([*album("a"), said(), *album("b")])) == 3


@given(
    st.dictionaries(st.sampled_from([1, 2, 3]), st.lists(st.sampled_from([0, 1]), unique=True, max_size=2)),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_no_result_is_told_before_its_time(
    votes: dict[int, list[int]],
    is_closed: bool,
    hides: bool,
    is_anonymous: bool,
) -> None:
    ballot = Ballot("7", "?", ["Emma", "Nana"], is_anonymous, allows_multiple_answers=True)
    ballot.votes, ballot.is_closed, ballot.hides_results = votes, is_closed, hides
    view = TelegramLooks({1: ALICE, 2: BOB}, ALICE).poll(said(text="", ballot=ballot))
    assert view
    assert view.is_told == (is_closed or (bool(votes.get(1)) and not hides))
    assert view.votes == sum(map(bool, votes.values()))
    assert [option.votes for option in view.options] == [sum(n in chosen for chosen in votes.values()) for n in (0, 1)]
    assert all(0 <= option.percent <= 100 for option in view.options)
    assert not (is_anonymous and any(option.voters for option in view.options))
    assert view.may_retract == (bool(votes.get(1)) and not is_closed)


def test_a_place_with_its_topic_is_told_apart() -> None:
    assert located({"place": "-5/12", "to": "-6/1", "text": "x"}) == {
        "place": "-5",
        "topic": "12",
        "to": "-6",
        "text": "x",
    }
    assert located({"place": "@agora_bot"}) == {"place": "@agora_bot"}
    assert located({"place": 3}) == {"place": 3}
