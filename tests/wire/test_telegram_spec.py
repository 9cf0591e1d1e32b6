"""The Bot API document against python-telegram-bot's requests, corruptions of them, and the sandbox's own answers."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    ChatPermissions,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    ReactionTypeEmoji,
)

from sandbox.telegram.entities import Bot as SandboxBot
from sandbox.telegram.entities import Chat, User
from sandbox.telegram.gestures import Parcel
from sandbox.telegram.parameters import Part
from sandbox.telegram.record import Call, Upload
from sandbox.telegram.server import TelegramSandbox
from tests.sandbox.telegram.pictures import PNG_2X3
from tests.wire.telegram_spec import TelegramSpec, telegram_spec_or_skip

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Emma", callback_data="cast:1")]])
MARKUP = '{"inline_keyboard": [[{"text": "Emma", "callback_data": "cast:1"}]]}'


@pytest.fixture
def spec() -> TelegramSpec:
    return telegram_spec_or_skip()


@dataclass(slots=True)
class Scene:
    sandbox: TelegramSandbox
    account: SandboxBot
    bot: Bot
    alice: User
    forum: Chat
    problems: list[str] = field(default_factory=list)


@pytest.fixture
async def scene(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Scene]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    async with TelegramSandbox() as sandbox:
        account = sandbox.build.add_bot("Agora", "agora_bot")
        alice = sandbox.build.add_user("Alice", "alice", last_name="Martin")
        forum = sandbox.build.add_group("Lecteurs", [alice, account], forum=True, username="lecteurs")
        sandbox.build.promote(forum, account)
        sandbox.people.start(alice, account)
        async with Bot(account.token, f"{sandbox.api_root}/bot", f"{sandbox.api_root}/file/bot") as bot:
            yield Scene(sandbox, account, bot, alice, forum)


async def write_messages(scene: Scene) -> None:
    bot, chat_id = scene.bot, scene.alice.id
    text = '<b>Emma</b>, par <a href="https://example.org/austen">Jane Austen</a> &amp; <code>/vote</code>'
    sent = await bot.send_message(chat_id, text, parse_mode="HTML", reply_markup=KEYBOARD)
    await bot.send_message(chat_id, "Oui ?", reply_to_message_id=sent.message_id)
    await bot.edit_message_text("Germinal", chat_id, sent.message_id, reply_markup=KEYBOARD)
    await bot.edit_message_reply_markup(chat_id, sent.message_id, reply_markup=None)
    await bot.copy_message(scene.forum.id, chat_id, sent.message_id)
    await bot.forward_message(scene.forum.id, chat_id, sent.message_id)
    await bot.set_message_reaction(chat_id, sent.message_id, [ReactionTypeEmoji("👍")])
    await bot.send_chat_action(chat_id, "typing")
    await bot.pin_chat_message(chat_id, sent.message_id)
    await bot.unpin_chat_message(chat_id, sent.message_id)
    photo = await bot.send_photo(chat_id, PNG_2X3, caption="Une couverture")
    await bot.edit_message_caption(chat_id, photo.message_id, caption="Autre légende")
    document = await bot.send_document(chat_id, b"titre;auteur", filename="livres.csv")
    assert document.document
    await (await bot.get_file(document.document.file_id)).download_as_bytearray()
    await bot.send_media_group(chat_id, [InputMediaPhoto(PNG_2X3, caption="Une"), InputMediaPhoto(PNG_2X3)])
    await bot.delete_message(chat_id, sent.message_id)
    await bot.delete_messages(chat_id, [photo.message_id, 999])


async def run_the_forum(scene: Scene) -> None:
    bot, chat_id = scene.bot, scene.forum.id
    topic = await bot.create_forum_topic(chat_id, "Annonces")
    thread_id = topic.message_thread_id
    await bot.send_message(chat_id, "Bienvenue", message_thread_id=thread_id)
    await bot.edit_forum_topic(chat_id, thread_id, name="Nouvelles")
    await bot.close_forum_topic(chat_id, thread_id)
    await bot.reopen_forum_topic(chat_id, thread_id)
    await bot.delete_forum_topic(chat_id, thread_id)
    poll = await bot.send_poll(chat_id, "Emma ?", ["Oui", "Non"], is_anonymous=False)
    await bot.stop_poll(chat_id, poll.message_id)
    terms: dict[str, Any] = {"type": "quiz", "correct_option_ids": [0], "explanation": "Jane Austen", "open_period": 60}
    await bot.send_poll(chat_id, "Qui a écrit Emma ?", ["Austen", "Sand"], **terms)
    for run in (bot.close_general_forum_topic, bot.reopen_general_forum_topic, bot.hide_general_forum_topic):
        await run(chat_id)
    zoe = scene.sandbox.build.add_user("Zoé")
    scene.sandbox.doors.ask_to_join(zoe, scene.forum)
    await bot.approve_chat_join_request(chat_id, zoe.id)
    await bot.restrict_chat_member(chat_id, zoe.id, ChatPermissions.no_permissions())
    await bot.get_chat_member(chat_id, zoe.id)
    await bot.ban_chat_member(chat_id, zoe.id)
    await bot.get_chat_member(chat_id, zoe.id)
    await bot.unban_chat_member(chat_id, zoe.id)
    await bot.get_chat_member(chat_id, scene.alice.id)
    await bot.get_chat_administrators(chat_id)
    await bot.get_chat_member_count(chat_id)
    await bot.get_chat(chat_id)
    await bot.get_chat(scene.alice.id)


async def present_itself(scene: Scene) -> None:
    bot = scene.bot
    await bot.set_my_commands([BotCommand("vote", "Ouvrir un vote")], language_code="fr")
    await bot.get_my_commands(language_code="fr")
    await bot.delete_my_commands()
    await bot.set_my_name("Agora")
    await bot.set_my_description("Le club de lecture")
    await bot.set_my_short_description("Lire ensemble")
    await bot.get_my_short_description()
    press = scene.sandbox.people.forge_press(scene.alice, scene.account, "cast:1")
    await bot.answer_callback_query(press.id, "Compté", show_alert=True)
    await bot.set_webhook("https://example.org/hook", secret_token="s3cret")
    await bot.get_webhook_info()
    await bot.delete_webhook()


async def test_requests_and_results_conform(scene: Scene, spec: TelegramSpec) -> None:
    await write_messages(scene)
    await run_the_forum(scene)
    await present_itself(scene)
    calls = scene.sandbox.requests
    assert len({call.method for call in calls}) > 40
    assert [(call.method, problems) for call in calls if (problems := spec.check_request(call))] == []
    assert all(call.status == 200 for call in calls)
    results = [(call.method, json.loads(json.dumps(call.result))) for call in calls]
    assert [(name, problems) for name, result in results if (problems := spec.check_result(name, result))] == []
    assert scene.sandbox.violations == []
    assert scene.sandbox.unhandled == []


async def test_updates_conform(scene: Scene, spec: TelegramSpec) -> None:
    sandbox, alice, forum = scene.sandbox, scene.alice, scene.forum
    bob = sandbox.build.add_user("Bob")
    scene.account.queue.allow(["message", "edited_message", "callback_query", "my_chat_member", "chat_member",
                               "chat_join_request", "message_reaction", "poll", "poll_answer"])  # fmt: skip
    sandbox.doors.join(bob, forum)
    topic = sandbox.build.add_topic(forum, "Annonces")
    said = sandbox.people.say(alice, forum, "/vote @bob https://example.org", topic=topic)
    sandbox.people.say(bob, forum, "D'accord", reply_to=said)
    sandbox.people.edit(alice, said, "/vote open")
    sandbox.people.react(bob, said, "👍")
    sandbox.gestures.send_files(bob, forum, Parcel([Part("emma.png", "image/png", PNG_2X3)] * 2, as_photos=True))
    sandbox.gestures.send_sticker(bob, forum, "📚", reply_to=said)
    sandbox.gestures.forward(bob, said, forum)
    sandbox.gestures.pin(alice, said)
    sandbox.topics.rename(alice, forum, topic, "Nouvelles")
    sandbox.build.promote(forum, alice, anonymous=True)
    sandbox.people.say(alice, forum, "Au nom du groupe")
    poll = await scene.bot.send_poll(forum.id, "Emma ?", ["Oui", "Non"], is_anonymous=False)
    sandbox.people.vote(bob, forum.messages[poll.message_id], 1)
    pressed = await scene.bot.send_message(forum.id, "Emma ?", reply_markup=KEYBOARD)
    sandbox.people.press(bob, forum, "Emma")
    await pressed.delete()
    sandbox.people.forge_press(bob, forum, "cast:1", forum.messages[pressed.message_id])
    await scene.bot.pin_chat_message(forum.id, poll.message_id)
    sandbox.build.restrict(forum, bob)
    sandbox.doors.ask_to_join(sandbox.build.add_user("Zoé"), forum)
    sandbox.doors.block(alice, scene.account)
    basic = sandbox.build.add_group("Petit groupe", [alice, scene.account])
    sandbox.build.migrate(basic)
    sandbox.doors.leave(bob, forum)
    updates = scene.account.queue.batch(100)
    assert {kind for update in updates for kind in update} >= {"message", "edited_message", "message_reaction",
        "poll", "poll_answer", "callback_query", "chat_member", "my_chat_member", "chat_join_request"}  # fmt: skip
    updates = json.loads(json.dumps(updates))
    assert [(update, problems) for update in updates if (problems := spec.check_update(update))] == []


GOOD = [
    Call("b", "sendMessage", {"chat_id": "-100", "text": "Bonjour", "reply_markup": MARKUP}),
    Call("b", "SENDMESSAGE", {"chat_id": "@lecteurs", "text": "Bonjour", "disable_notification": "True"}),
    Call("b", "getUpdates", {"offset": 5, "timeout": 10, "allowed_updates": ["message"]}),
    Call("b", "sendPhoto", {"chat_id": 1, "photo": "attach://p1"}, {"p1": Upload("a.png", "image/png", 9)}),
    Call("b", "sendPhoto", {"chat_id": 1}, {"photo": Upload("a.png", "image/png", 9)}),
    Call("b", "sendMessage", {"chat_id": 1, "text": f"<b>{'x' * 4096}</b>", "parse_mode": "HTML"}),
]


@pytest.mark.parametrize("call", GOOD, ids=lambda call: call.method)
def test_good_requests_pass(spec: TelegramSpec, call: Call) -> None:
    assert spec.check_request(call) == []


BAD = [
    (Call("b", "sendMesage", {}), "unknown method"),
    (Call("b", "sendMessage", {"chat_id": 1}), "text is required"),
    (Call("b", "sendMessage", {"chat_id": 1, "text": ""}), "text is required"),
    (Call("b", "sendMessage", {"chat_id": 1, "text": "a", "teext": "b"}), "teext is no parameter"),
    (Call("b", "sendMessage", {"chat_id": 1, "text": "x" * 4097}), "4097 characters"),
    (Call("b", "sendMessage", {"chat_id": 1.5, "text": "a"}), "chat_id"),
    (Call("b", "sendMessage", {"chat_id": 1, "text": "a", "reply_markup": "{"}), "no JSON"),
    (Call("b", "sendMessage", {"chat_id": 1, "text": "a", "reply_markup": MARKUP[:-1] + ', "x": 1}'}), "x is no key"),
    (Call("b", "sendMessage", {"chat_id": 1, "text": "a", "reply_markup": MARKUP.replace("text", "txt")}), "txt"),
    (Call("b", "sendMessage", {"chat_id": 1, "text": "a", "reply_markup": MARKUP.replace("cast:1", "é" * 33)}), "66 b"),
    (Call("b", "sendMessage", {"chat_id": 1, "text": "a", "message_thread_id": "trois"}), "message_thread_id"),
    (Call("b", "sendMessage", {"chat_id": 1, "text": "a", "disable_notification": "perhaps"}), "disable_notification"),
    (Call("b", "answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}), "201 characters"),
    (Call("b", "getUpdates", {"limit": 101}), "101 is not 1-100"),
    (Call("b", "deleteMessages", {"chat_id": 1, "message_ids": list(range(1, 103))}), "102 items"),
    (Call("b", "setMyCommands", {"commands": [{"command": "vote"}]}), "description is required"),
    (Call("b", "setMyCommands", {"commands": [], "scope": {"type": "everyone"}}), "everyone"),
    (Call("b", "sendPhoto", {"chat_id": 1, "photo": "attach://p1"}), "attach://p1 has no file part"),
    (Call("b", "getMe", {}, {"p1": Upload("a.png", "image/png", 9)}), "nothing refers"),
]


@pytest.mark.parametrize(("call", "complaint"), BAD, ids=lambda one: one if isinstance(one, str) else one.method)
def test_bad_requests_are_noticed(spec: TelegramSpec, call: Call, complaint: str) -> None:
    problems = spec.check_request(call)
    assert any(complaint in problem for problem in problems), problems


async def test_every_dropped_or_renamed_parameter_is_noticed(scene: Scene, spec: TelegramSpec) -> None:
    """Corrupt every request of a real bot: without each required parameter, and with each parameter misspelt."""
    await write_messages(scene)
    await present_itself(scene)
    corrupted = 0
    for call in scene.sandbox.requests:
        for name in call.parameters:
            rest = {key: value for key, value in call.parameters.items() if key != name}
            renamed = Call(call.bot, call.method, {**rest, f"{name}x": call.parameters[name]}, call.files)
            assert spec.check_request(renamed), (call.method, name)
            corrupted += 1
    assert corrupted >= 50


def test_bad_results_and_updates_are_noticed(spec: TelegramSpec) -> None:
    user = {"id": 1, "is_bot": True, "first_name": "Agora"}
    assert spec.check_result("getMe", user) == []
    assert spec.check_result("getMe", {"id": 1, "first_name": "Agora"}) == ["getMe().is_bot is required"]
    assert spec.check_result("getMe", {**user, "nick": "x"}) == ["getMe().nick is no key of User"]
    assert spec.check_result("deleteMessage", 1)
    assert spec.check_update({"update_id": 1, "message": {"message_id": 1}})
    assert spec.check_update({"update_id": 1})
    assert spec.check_update({"update_id": "1", "poll": {}})
