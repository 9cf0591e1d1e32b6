"""Edits, copies and deletions: what may change, what must change, and what the message then looks like."""

from typing import Any

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto
from telegram import Message as TelegramMessage

from sandbox.telegram.entities import Chat, Message
from sandbox.telegram.methods_edits import NOT_MODIFIED
from tests.sandbox.telegram.conftest import Town
from tests.sandbox.telegram.pictures import PNG_2X3, png

KEYS = {"inline_keyboard": [[{"text": "Emma", "callback_data": "cast:1"}]]}
OTHER_KEYS = {"inline_keyboard": [[{"text": "Emma", "callback_data": "cast:2"}]]}
ELSEWHERE = {"keyboard": [["Oui"]]}


@pytest.fixture
def chat(town: Town) -> Chat:
    town.start(town.alice)
    return town.private(town.alice)


async def sent(town: Town, chat: Chat, **parameters: Any) -> Message:
    answer = await town.raw("sendMessage", **{"chat_id": chat.id, "text": "Bonjour", **parameters})
    return chat.messages[answer["result"]["message_id"]]


async def edit(town: Town, message: Message, method: str = "editMessageText", **parameters: Any) -> dict[str, Any]:
    return await town.raw(method, chat_id=message.chat.id, message_id=message.id, **parameters)


async def photo(town: Town, chat: Chat, **settings: Any) -> Message:
    async with town.app(poll=False) as app:
        message = await app.bot.send_photo(chat.id, PNG_2X3, **settings)
    return chat.messages[message.message_id]


SAME: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"text": "Bonjour"}, {"text": "Bonjour"}),
    ({"text": "Bonjour"}, {"text": "  Bonjour \n"}),
    ({"text": "<b>Emma</b>", "parse_mode": "HTML"}, {"text": "<strong>Emma</strong>", "parse_mode": "html"}),
    ({"text": "a &lt; b", "parse_mode": "HTML"}, {"text": "a < b"}),
    ({"text": "x", "reply_markup": KEYS}, {"text": "x", "reply_markup": KEYS}),
    ({"text": "x"}, {"text": "x", "reply_markup": {"inline_keyboard": []}}),
]
DIFFERENT: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"text": "Emma"}, {"text": "emma"}),
    ({"text": "Emma"}, {"text": "<b>Emma</b>", "parse_mode": "HTML"}),
    ({"text": "<b>Emma</b>", "parse_mode": "HTML"}, {"text": "<i>Emma</i>", "parse_mode": "HTML"}),
    ({"text": "x", "reply_markup": KEYS}, {"text": "x", "reply_markup": OTHER_KEYS}),
    ({"text": "x", "reply_markup": KEYS}, {"text": "x"}),
]


@pytest.mark.parametrize(("before", "after"), SAME, ids=range(len(SAME)))
async def test_an_edit_that_readers_would_not_see_is_refused(
    town: Town, chat: Chat, before: dict[str, Any], after: dict[str, Any]
) -> None:
    message = await sent(town, chat, **before)
    answer = await edit(town, message, **after)
    assert answer["description"] == f"Bad Request: {NOT_MODIFIED}"
    assert (message.edited_at, len(town.sandbox.record.not_modified), town.broken_rules()) == (None, 1, [])


@pytest.mark.parametrize(("before", "after"), DIFFERENT, ids=range(len(DIFFERENT)))
async def test_an_edit_that_readers_would_see_is_made(
    town: Town, chat: Chat, before: dict[str, Any], after: dict[str, Any]
) -> None:
    message = await sent(town, chat, **before)
    answer = await edit(town, message, **after)
    assert answer["ok"], answer
    assert answer["result"]["edit_date"] >= answer["result"]["date"]
    assert answer["result"].get("reply_markup") == after.get("reply_markup")


async def test_an_edit_without_a_keyboard_takes_the_keyboard_away(town: Town, chat: Chat) -> None:
    message = await sent(town, chat, reply_markup=KEYS)
    await edit(town, message, text="Clos")
    assert (message.labels, message.text) == ([], "Clos")
    assert town.sandbox.sight.visible_to(town.alice, town.bot)[-1] is message


@pytest.mark.parametrize(
    ("text", "complaint"),
    [("", "message text is empty"), ("x" * 4097, "message is too long"), ("<b>", "can't parse entities")],
)
async def test_an_edit_obeys_the_limits_of_a_message(town: Town, chat: Chat, text: str, complaint: str) -> None:
    message = await sent(town, chat, reply_markup=KEYS)
    answer = await edit(town, message, text=text, parse_mode="HTML")
    assert (answer["status"], complaint in answer["description"]) == (400, True)
    assert (message.text, message.labels) == ("Bonjour", [["Emma"]])


async def test_a_bad_keyboard_spoils_the_whole_edit(town: Town, chat: Chat) -> None:
    message = await sent(town, chat)
    too_long = {"inline_keyboard": [[{"text": "Emma", "callback_data": "x" * 65}]]}
    answer = await edit(town, message, text="Autre", reply_markup=too_long)
    assert (answer["description"], message.text) == ("Bad Request: BUTTON_DATA_INVALID", "Bonjour")


@pytest.mark.parametrize("markup", [ELSEWHERE, {"force_reply": True}, {"remove_keyboard": True}])
async def test_an_edit_takes_inline_keyboards_only(town: Town, chat: Chat, markup: dict[str, Any]) -> None:
    message = await sent(town, chat)
    for method in ("editMessageText", "editMessageReplyMarkup"):
        answer = await edit(town, message, method, text="Autre", reply_markup=markup)
        assert answer["description"] == "Bad Request: inline keyboard expected"
    assert (message.text, message.markup, len(town.sandbox.violations)) == ("Bonjour", None, 2)


@pytest.mark.parametrize("markup", [ELSEWHERE, {"force_reply": True}])
async def test_a_message_with_another_keyboard_stays_as_it_is(town: Town, chat: Chat, markup: dict[str, Any]) -> None:
    message = await sent(town, chat, reply_markup=markup)
    answer = await edit(town, message, text="Autre")
    assert (answer["description"], message.text) == ("Bad Request: message can't be edited", "Bonjour")


async def test_service_messages_and_forwards_are_nobodys_to_edit(town: Town, chat: Chat) -> None:
    group = town.group(supergroup=True)
    original = await sent(town, group)
    passed_on = await town.raw("forwardMessage", chat_id=group.id, from_chat_id=group.id, message_id=original.id)
    for message in (group.messages[1], group.messages[passed_on["result"]["message_id"]]):
        assert (await edit(town, message, text="Autre"))["description"] == "Bad Request: message can't be edited"


async def test_another_bots_message_is_not_to_be_edited(town: Town) -> None:
    group = town.group()
    message = await sent(town, group)
    other = town.sandbox.build.add_bot("Vitrine", "vitrine_bot")
    town.sandbox.doors.add(town.alice, other, group)
    stranger = Town(town.sandbox, other, town.alice, town.bob)
    assert (await edit(stranger, message, text="Autre"))["description"] == "Bad Request: message can't be edited"
    assert message.text == "Bonjour"


async def test_an_edit_in_a_chat_that_is_closed_to_the_bot_is_forbidden(town: Town, chat: Chat) -> None:
    group = town.group(supergroup=True)
    here, there = await sent(town, chat), await sent(town, group)
    town.sandbox.doors.block(town.alice, town.bot)
    town.sandbox.doors.remove(town.alice, town.bot, group)
    answers = [await edit(town, message, text="Autre") for message in (here, there)]
    assert [answer["description"] for answer in answers] == [
        "Forbidden: bot was blocked by the user",
        "Forbidden: bot was kicked from the supergroup chat",
    ]


async def test_a_picture_has_a_caption_and_no_text(town: Town, chat: Chat) -> None:
    picture = await photo(town, chat, caption="<b>Emma</b>", parse_mode="HTML")
    assert (await edit(town, picture, text="x"))["description"] == (
        "Bad Request: there is no text in the message to edit"
    )
    answer = await edit(town, picture, "editMessageCaption", caption="<i>Germinal</i>", parse_mode="HTML")
    assert (answer["result"]["caption"], answer["result"]["caption_entities"][0]["type"]) == ("Germinal", "italic")
    gone = await edit(town, picture, "editMessageCaption")
    assert ("caption" in gone["result"], "caption_entities" in gone["result"]) == (False, False)
    too_long = await edit(town, picture, "editMessageCaption", caption="x" * 1025)
    assert too_long["description"] == "Bad Request: message caption is too long"


async def test_a_picture_takes_the_place_of_another_or_of_a_text(town: Town, chat: Chat) -> None:
    message = await sent(town, chat, reply_markup=KEYS)
    async with town.app(poll=False) as app:
        for width, caption in ((4, "Emma"), (5, "Nana")):
            photo = InputMediaPhoto(png(width, 3), caption, show_caption_above_media=True)
            answer = await app.bot.edit_message_media(photo, chat.id, message.id)
            assert isinstance(answer, TelegramMessage)
            assert (answer.photo[0].width, answer.caption, answer.text) == (width, caption, None)
            assert answer.show_caption_above_media
            assert answer.reply_markup is None
    again = await edit(town, message, "editMessageMedia", media={"type": "photo", "media": again_of(message)})
    assert "caption" not in again["result"]


@pytest.mark.parametrize(
    ("media", "told"),
    [
        ({"type": "photo", "media": "nobody's"}, "wrong file identifier/HTTP URL specified"),
        ({"type": "photo", "media": "attach://nothing"}, "wrong file identifier/HTTP URL specified"),
        ({"type": "sculpture", "media": "x"}, "unsupported media type"),
    ],
)
async def test_what_is_no_picture_is_not_put_into_a_message(
    town: Town, chat: Chat, media: dict[str, Any], told: str
) -> None:
    message = await sent(town, chat)
    assert (await edit(town, message, "editMessageMedia", media=media))["description"] == f"Bad Request: {told}"
    assert message.text == "Bonjour"


async def test_who_may_not_send_pictures_may_not_edit_them_in(town: Town) -> None:
    group = town.group(supergroup=True)
    message = await sent(town, group)
    photo_id = again_of(await photo(town, group))
    town.sandbox.build.restrict(group, town.bot, "can_send_photos")
    answer = await edit(town, message, "editMessageMedia", media={"type": "photo", "media": photo_id})
    assert answer["description"] == "Bad Request: not enough rights to send photos to the chat"


def again_of(message: Message) -> str:
    file_id: str = message.media["photo"][0]["file_id"]
    return file_id


async def test_a_text_has_no_caption(town: Town, chat: Chat) -> None:
    message = await sent(town, chat)
    answer = await edit(town, message, "editMessageCaption", caption="x")
    assert answer["description"] == "Bad Request: there is no caption in the message to edit"
    copied = await town.raw(
        "copyMessage", chat_id=chat.id, from_chat_id=chat.id, message_id=message.id, caption="Autre"
    )
    copy = chat.messages[copied["result"]["message_id"]]
    assert (copy.text, copy.caption) == ("Bonjour", "")


async def test_a_spoiler_covers_the_picture_and_its_copies(town: Town, chat: Chat) -> None:
    covered, bare = await photo(town, chat, has_spoiler=True), await photo(town, chat)
    copied = await town.raw("forwardMessage", chat_id=chat.id, from_chat_id=chat.id, message_id=covered.id)
    assert copied["result"]["has_media_spoiler"] is True
    assert "has_media_spoiler" not in bare.media


async def test_a_copy_leaves_keyboard_and_reply_behind(town: Town, chat: Chat) -> None:
    asked = town.sandbox.people.say(town.alice, town.bot, "Quoi ?")
    message = await sent(town, chat, reply_markup=KEYS, reply_parameters={"message_id": asked.id})
    copied = await town.raw("copyMessage", chat_id=chat.id, from_chat_id=chat.id, message_id=message.id)
    copy = chat.messages[copied["result"]["message_id"]]
    assert (copy.text, copy.markup, copy.reply_to) == ("Bonjour", None, None)


async def test_a_forward_of_a_forward_names_the_first_author(town: Town, chat: Chat) -> None:
    said = town.sandbox.people.say(town.alice, town.bot, "Emma !")
    message_id, origins = said.id, []
    for _ in range(2):
        answer = await town.raw("forwardMessage", chat_id=chat.id, from_chat_id=chat.id, message_id=message_id)
        message_id = answer["result"]["message_id"]
        origins.append(answer["result"]["forward_origin"])
    assert [origin["sender_user"]["id"] for origin in origins] == [town.alice.id] * 2


@pytest.mark.parametrize("method", ["copyMessage", "forwardMessage"])
async def test_service_messages_are_not_passed_on(town: Town, method: str) -> None:
    group = town.group(supergroup=True)
    answer = await town.raw(method, chat_id=group.id, from_chat_id=group.id, message_id=1)
    assert answer["description"].startswith("Bad Request: message can't be ")


async def test_many_messages_go_at_once_but_not_more_than_a_hundred(town: Town, chat: Chat) -> None:
    messages = [await sent(town, chat) for _ in range(3)]
    answer = await town.raw("deleteMessages", chat_id=chat.id, message_ids=[one.id for one in messages] + [999])
    assert (answer["ok"], [one.is_deleted for one in messages]) == (True, [True] * 3)
    answer = await town.raw("deleteMessages", chat_id=chat.id, message_ids=list(range(1, 102)))
    assert answer["description"] == "Bad Request: too many message identifiers specified"


async def test_what_is_deleted_is_gone_for_every_use(town: Town, chat: Chat) -> None:
    message = await sent(town, chat, reply_markup=KEYS)
    await town.raw("deleteMessage", chat_id=chat.id, message_id=message.id)
    for method, complaint in (
        ("editMessageText", "message to edit not found"),
        ("editMessageReplyMarkup", "message to edit not found"),
        ("deleteMessage", "message to delete not found"),
        ("pinChatMessage", "message to pin not found"),
        ("setMessageReaction", "message to react not found"),
        ("stopPoll", "message with poll to stop not found"),
    ):
        answer = await edit(town, message, method, text="x")
        assert answer["description"] == f"Bad Request: {complaint}"
    answer = await town.raw("sendMessage", chat_id=chat.id, text="x", reply_parameters={"message_id": message.id})
    assert answer["description"] == "Bad Request: message to be replied not found"


async def test_a_reply_to_what_is_gone_may_be_sent_all_the_same(town: Town, chat: Chat) -> None:
    parameters = {"message_id": 99, "allow_sending_without_reply": True}
    message = await sent(town, chat, reply_parameters=parameters)
    assert (message.text, message.reply_to) == ("Bonjour", None)


async def test_a_library_edits_the_keyboard_alone(town: Town, chat: Chat) -> None:
    async with town.app(poll=False) as app:
        message = await app.bot.send_message(chat.id, "Emma ?")
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Oui", callback_data="1")]])
        await message.edit_reply_markup(keyboard)
        assert chat.messages[message.message_id].labels == [["Oui"]]
        await message.edit_reply_markup()
    assert (chat.messages[message.message_id].markup, chat.messages[message.message_id].text) == (None, "Emma ?")
