"""Every limit on what a bot sends: refused in Telegram's words and counted, and not before the limit is passed."""

from typing import Any

import pytest

from sandbox.telegram.server import TelegramSandbox
from tests.sandbox.telegram.conftest import Town


def keyboard(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Oui", **button}]]}


ACCEPTED: list[dict[str, Any]] = [
    {"text": "x" * 4096},
    {"text": f"<b>{'é' * 4096}</b>", "parse_mode": "HTML"},
    {"text": "📚" * 4096, "entities": [{"type": "bold", "offset": 8190, "length": 2}]},
    {"text": "x", "reply_markup": keyboard(callback_data="x" * 64)},
    {"text": "x", "reply_markup": keyboard(url="https://t.me/agora_bot?start=" + "a_-9" * 16)},
    {"text": "x", "reply_markup": keyboard(url="tg://resolve?domain=agora_bot")},
    {"text": "x", "reply_markup": keyboard(copy_text={"text": "AB12-CD34"})},
    {"text": "x", "reply_markup": keyboard(callback_data="1", style="danger")},
    {"text": "x", "reply_markup": {"force_reply": True, "input_field_placeholder": "Titre"}},
    {"text": "x", "reply_markup": {"keyboard": [["Oui", {"text": "Non"}]], "one_time_keyboard": True}},
    {"text": "x", "reply_markup": {"remove_keyboard": True}},
    {"text": "📚 Emma", "entities": [{"type": "bold", "offset": 3, "length": 4}]},
]
REFUSED: list[tuple[dict[str, Any], str]] = [
    ({}, "message text is empty"),
    ({"text": " \n "}, "message text is empty"),
    ({"text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
    ({"text": "x" * 4097}, "message is too long"),
    ({"text": f"<b>{'x' * 4097}</b>", "parse_mode": "HTML"}, "message is too long"),
    ({"text": "📚" * 4097}, "message is too long"),
    ({"text": "📚", "entities": [{"type": "bold", "offset": 0, "length": 1}]}, "in a middle of a UTF-16 symbol"),
    ({"text": "a <b c", "parse_mode": "HTML"}, 'can\'t parse entities: Unclosed start tag "b" at byte offset 2'),
    ({"text": "x", "parse_mode": "Wiki"}, "unsupported parse_mode"),
    (
        {"text": "x", "entities": [{"type": "bold", "offset": 0, "length": 2}]},
        "ends after the end of the text at UTF-16 offset 2",
    ),
    ({"text": "x", "entities": "["}, "can't parse message entities"),
    ({"text": "x", "reply_markup": keyboard(callback_data="x" * 65)}, "BUTTON_DATA_INVALID"),
    ({"text": "x", "reply_markup": keyboard(callback_data="é" * 33)}, "BUTTON_DATA_INVALID"),
    ({"text": "x", "reply_markup": keyboard(callback_data=3)}, 'Field "callback_data" must be of type String'),
    ({"text": "x", "reply_markup": keyboard()}, "Text buttons are unallowed in the inline keyboard"),
    ({"text": "x", "reply_markup": keyboard(callback_data="1", text=" ")}, "text must be non-empty"),
    ({"text": "x", "reply_markup": keyboard(callback_data="1", text=None)}, 'Field "text" must be of type String'),
    ({"text": "x", "reply_markup": keyboard(callback_data="1", style="pink")}, "invalid button style"),
    ({"text": "x", "reply_markup": keyboard(copy_text={"text": "x" * 257})}, "BUTTON_COPY_TEXT_INVALID"),
    ({"text": "x", "reply_markup": keyboard(url="no link")}, "URL 'no link' is invalid: Wrong HTTP URL"),
    ({"text": "x", "reply_markup": keyboard(url="mailto:a@b.org")}, "is invalid: Wrong HTTP URL"),
    ({"text": "x", "reply_markup": {"inline_keyboard": [{"text": "Oui"}]}}, "must be an Array of Arrays"),
    ({"text": "x", "reply_markup": {"inline_keyboard": [["Oui"]]}}, "InlineKeyboardButton must be an Object"),
    ({"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "1", "callback_data": "1"}] * 9]}}, "too long"),
    ({"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "1", "callback_data": "1"}]] * 101}}, "too long"),
    ({"text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
    ({"text": "x", "reply_parameters": "{"}, "can't parse reply parameters JSON object"),
    ({"text": "x", "message_thread_id": "trois"}, 'invalid parameter "message_thread_id"'),
]


@pytest.mark.parametrize("parameters", ACCEPTED, ids=range(len(ACCEPTED)))
async def test_what_fits_is_sent(town: Town, parameters: dict[str, Any]) -> None:
    town.start(town.alice)
    answer = await town.raw("sendMessage", chat_id=town.alice.id, **parameters)
    assert answer["ok"], answer
    assert town.broken_rules() == []


@pytest.mark.parametrize(("parameters", "complaint"), REFUSED, ids=range(len(REFUSED)))
async def test_what_does_not_fit_is_refused(town: Town, parameters: dict[str, Any], complaint: str) -> None:
    town.start(town.alice)
    answer = await town.raw("sendMessage", chat_id=town.alice.id, **parameters)
    assert (answer["status"], answer["error_code"]) == (400, 400)
    assert complaint in answer["description"]
    assert town.broken_rules() == [f"sendMessage: {answer['description']}"]
    assert [message.text for message in town.sandbox.sight.visible_to(town.alice, town.bot)] == ["/start"]


NOTED: list[tuple[dict[str, Any], str]] = [
    ({"text": "<b>x</b> " * 101, "parse_mode": "HTML"}, "101 entities, of which Telegram keeps 100"),
    ({"text": "x", "reply_markup": keyboard(url="https://t.me/agora_bot?start=" + "x" * 65)}, "65 characters"),
    ({"text": "x", "reply_markup": keyboard(url="https://t.me/agora_bot?start=a.b")}, "is not 0-64 of"),
    ({"text": "<a href='https://t.me/agora_bot?start=é'>x</a>", "parse_mode": "HTML"}, "is not 0-64 of"),
    ({"text": "x", "reply_markup": keyboard(callback_data="1", url="https://example.org")}, "exactly one action"),
    ({"text": "x", "reply_markup": {"inline": []}}, "none of the four kinds"),
]


@pytest.mark.parametrize(("parameters", "complaint"), NOTED, ids=range(len(NOTED)))
async def test_what_telegram_repairs_in_silence_is_noted(
    town: Town, parameters: dict[str, Any], complaint: str
) -> None:
    town.start(town.alice)
    answer = await town.raw("sendMessage", chat_id=town.alice.id, **parameters)
    assert answer["ok"]
    assert len(answer["result"].get("entities", [])) <= 100
    assert len(town.broken_rules()) == 1
    assert complaint in town.broken_rules()[0]


async def test_toasts_fit_and_lead_only_to_the_bot(town: Town) -> None:
    town.start(town.alice)

    async def answer(**parameters: Any) -> str:
        press = town.sandbox.people.forge_press(town.alice, town.bot, "x")
        return str((await town.raw("answerCallbackQuery", callback_query_id=press.id, **parameters)).get("description"))

    assert await answer(text="x" * 200) == "None"
    assert await answer(text="x" * 201) == "Bad Request: MESSAGE_TOO_LONG"
    assert await answer(url="https://t.me/agora_bot?start=vote-7") == "None"
    assert await answer(url="https://example.org") == "Bad Request: URL_INVALID"
    assert await answer(url="https://t.me/other_bot?start=1") == "Bad Request: URL_INVALID"
    assert len(town.sandbox.violations) == 3
    assert len(town.sandbox.unanswered()) == 3


async def test_a_press_is_answered_once(town: Town) -> None:
    town.start(town.alice)
    press = town.sandbox.people.forge_press(town.alice, town.bot, "cast:1")
    assert (await town.raw("answerCallbackQuery", callback_query_id=press.id))["ok"]
    for query_id in (press.id, "unknown"):
        answer = await town.raw("answerCallbackQuery", callback_query_id=query_id)
        assert answer["description"] == (
            "Bad Request: query is too old and response timeout expired or query ID is invalid"
        )
    assert "answerCallbackQuery: the press of Alice on 'cast:1' was answered twice" in town.broken_rules()
    assert town.sandbox.unanswered() == []


async def test_a_press_is_answered_in_time() -> None:
    async with TelegramSandbox(answer_deadline_s=-1.0) as sandbox:
        bot = sandbox.build.add_bot("Agora", "agora_bot")
        town = Town(sandbox, bot, sandbox.build.add_user("Alice"), sandbox.build.add_user("Bob"))
        town.start(town.alice)
        press = sandbox.people.forge_press(town.alice, bot, "cast:1")
        answer = await town.raw("answerCallbackQuery", callback_query_id=press.id)
        assert "query is too old" in answer["description"]
        assert sandbox.unanswered() == [press]
        assert len(sandbox.violations) == 1
