"""Commands, buttons, edits and deep links between people and a real bot."""

from typing import Any

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from sandbox.telegram.impossible import CannotDo
from sandbox.telegram.sight import NotSeen
from tests.sandbox.telegram.conftest import Town

KEYBOARD = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("Emma", callback_data="cast:1"),
            InlineKeyboardButton("Germinal", callback_data="cast:2"),
        ],
        [InlineKeyboardButton("Répondre en privé", url="https://t.me/agora_bot?start=vote-7")],
    ]
)


async def show_paper(update: Update, _: Any) -> None:
    assert update.effective_message
    await update.effective_message.reply_text("<b>Emma</b> ou Germinal ?", parse_mode="HTML", reply_markup=KEYBOARD)


async def echo_start(update: Update, context: Any) -> None:
    assert update.effective_message
    await update.effective_message.reply_text(f"Bonjour {' '.join(context.args)}")


async def count(update: Update, _: Any) -> None:
    query = update.callback_query
    assert query
    await query.answer(f"Compté : {query.data}")
    await query.edit_message_text("Compté", reply_markup=KEYBOARD)


async def test_a_command_is_answered_in_private(town: Town) -> None:
    async with town.app(CommandHandler("start", echo_start)):
        started = town.start(town.alice)
        answer = await town.sandbox.sight.reply_to(town.alice, started)
    assert answer.text == "Bonjour"
    assert started.entities == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert town.sandbox.violations == []


async def test_a_deep_link_brings_its_payload(town: Town) -> None:
    async with town.app(CommandHandler("start", echo_start)):
        town.sandbox.people.open_link(town.alice, "https://t.me/agora_bot?start=vote-7")
        await town.sandbox.sight.sees(town.alice, town.bot, "Bonjour vote-7")


async def test_a_press_shows_a_toast_and_the_edited_message(town: Town) -> None:
    people, sight, group = town.sandbox.people, town.sandbox.sight, town.group()
    async with town.app(CommandHandler("vote", show_paper), CallbackQueryHandler(count)):
        paper = await sight.reply_to(town.alice, people.say(town.alice, group, "/vote@agora_bot"))
        assert paper.labels == [["Emma", "Germinal"], ["Répondre en privé"]]
        assert paper.entities == [{"type": "bold", "offset": 0, "length": 4}]
        press = people.press(town.bob, group, "Germinal")
        toast = await sight.answer_to(press)
        edited = await sight.sees(town.bob, group, "Compté")
    assert (toast.text, toast.is_alert) == ("Compté : cast:2", False)
    assert edited is paper
    assert town.sandbox.sight.toasts(town.bob) == [toast]
    assert town.sandbox.unanswered() == []
    assert town.sandbox.violations == []


async def test_a_link_button_leads_to_the_private_chat(town: Town) -> None:
    group = town.group()
    async with town.app(CommandHandler("vote", show_paper), CommandHandler("start", echo_start)):
        paper = await town.sandbox.sight.reply_to(
            town.alice, town.sandbox.people.say(town.alice, group, "/vote@agora_bot")
        )
        town.sandbox.people.follow(town.bob, group, "Répondre en privé", paper)
        await town.sandbox.sight.sees(town.bob, town.bot, "Bonjour vote-7")


async def test_an_unchanged_edit_is_counted_but_no_violation(town: Town) -> None:
    town.start(town.alice)
    async with town.app(poll=False) as app:
        message = await app.bot.send_message(town.alice.id, "Bonjour")
        with pytest.raises(BadRequest, match="Message is not modified"):
            await message.edit_text("Bonjour")
        edited = await message.edit_text("Bonsoir", reply_markup=KEYBOARD)
        assert isinstance(edited, type(message))
        assert edited.edit_date
        unchanged = await message.edit_reply_markup(None)
    assert isinstance(unchanged, type(message))
    assert unchanged.reply_markup is None
    assert len(town.sandbox.record.not_modified) == 1
    assert town.sandbox.violations == []


async def test_an_edited_text_comes_as_edited_message(town: Town) -> None:
    async with town.app():
        town.start(town.alice)
        said = town.sandbox.people.say(town.alice, town.bot, "/vote")
        town.sandbox.people.edit(town.alice, said, "/vote open")
        update = await town.hears(lambda one: one.edited_message)
    assert update.edited_message
    assert update.edited_message.text == "/vote open"
    assert update.edited_message.edit_date


async def test_replies_carry_what_they_answer(town: Town) -> None:
    async def ask(update: Update, _: Any) -> None:
        assert update.message
        await update.message.reply_text("Titre ?", do_quote=True)

    async with town.app(MessageHandler(filters.Text(["Bonjour"]), ask)):
        town.start(town.alice)
        hello = town.sandbox.people.say(town.alice, town.bot, "Bonjour")
        question = await town.sandbox.sight.reply_to(town.alice, hello)
        town.sandbox.people.say(town.alice, town.bot, "Emma", reply_to=question)
        update = await town.hears(lambda one: one.message and one.message.text == "Emma")
    assert question.reply_to is hello
    assert update.message
    assert update.message.reply_to_message
    assert update.message.reply_to_message.text == "Titre ?"


async def test_a_forged_press_arrives_with_an_inaccessible_message(town: Town) -> None:
    async with town.app():
        town.start(town.alice)
        press = town.sandbox.people.forge_press(town.alice, town.bot, "cast:999999", message=4242)
        update = await town.hears(lambda one: one.callback_query)
    assert update.callback_query
    assert update.callback_query.message
    assert (update.callback_query.data, update.callback_query.message.message_id) == ("cast:999999", 4242)
    assert not update.callback_query.message.is_accessible
    assert town.sandbox.unanswered() == [press]
    assert [str(one) for one in town.sandbox.violations] == [
        "answerCallbackQuery: the press on 'cast:999999' was never answered"
    ]
    assert town.sandbox.unanswered() == [press]
    assert len(town.sandbox.violations) == 1


async def test_only_visible_buttons_can_be_pressed(town: Town) -> None:
    group = town.group()
    stranger = town.sandbox.build.add_user("Zoé")
    async with town.app(poll=False) as app:
        await app.bot.send_message(group.id, "Emma ?", reply_markup=KEYBOARD)
    with pytest.raises(CannotDo, match="Emma"):
        town.sandbox.people.press(town.alice, group, "Nana")
    with pytest.raises(CannotDo, match="sends nothing"):
        town.sandbox.people.press(town.alice, group, "Répondre en privé")
    with pytest.raises(CannotDo, match="no button"):
        town.sandbox.people.press(stranger, group, "Emma")


async def test_waiting_in_vain_tells_what_was_there(town: Town) -> None:
    town.start(town.alice)
    with pytest.raises(NotSeen, match="/start"):
        await town.sandbox.sight.sees(town.alice, town.bot, "Bonjour", timeout_s=0.01)
