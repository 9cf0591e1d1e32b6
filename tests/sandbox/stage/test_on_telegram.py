"""A person's hand on Telegram, against a small bot: what it types, how it fills a form, what it is told."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from sandbox.stage.on_telegram import CANCEL, DONE, SKIP, TelegramHand
from sandbox.telegram.entities import Chat
from sandbox.telegram.impossible import CannotDo
from tests.sandbox.telegram.conftest import Town, _environment, sandbox, town

__all__ = ["_environment", "sandbox", "town"]

FRENCH, ENGLISH = 0, 1


def keys(*labels: str, **links: str) -> InlineKeyboardMarkup:
    """Each label on a row, its data the label itself; links as label=address."""
    rows = [[InlineKeyboardButton(label, callback_data=label)] for label in labels]
    return InlineKeyboardMarkup(rows + [[InlineKeyboardButton(label, url=url)] for label, url in links.items()])


@dataclass(slots=True)
class Librarian:
    """A bot that repeats commands in private, asks three questions one at a time, and keeps a ballot in the room."""

    language: int = FRENCH
    answers: list[str] = field(default_factory=list)

    @property
    def asked(self) -> tuple[str, list[str]]:
        """The question to ask now, and the labels under it."""
        skip, done, cancel = SKIP[self.language], DONE[self.language], CANCEL[self.language]
        return [
            ("Titre ?", [cancel]),
            ("Mode ?", ["Approbation", "Choix unique", cancel]),
            ("Livres ?", [done, cancel]),
            ("Clôture ?", [skip, cancel]),
            ("Ouvert : " + " / ".join(self.answers), ["Revoir"]),
        ][len(self.answers)]

    async def repeat(self, update: Update, context: Any) -> None:
        assert update.effective_user
        said = f"{update.effective_message and update.effective_message.text}"
        await context.bot.send_message(update.effective_user.id, f"Compris : {said}")

    async def show(self, update: Update, context: Any) -> None:
        """Answer where it was asked."""
        assert update.effective_message
        await update.effective_message.reply_text(f"Affiché : {update.effective_message.text}")

    async def ask(self, update: Update, context: Any) -> None:
        assert update.effective_user
        question, labels = self.asked
        await context.bot.send_message(update.effective_user.id, question, reply_markup=keys(*labels))

    async def hear(self, update: Update, context: Any) -> None:
        """Take a written answer; several lines are only shown, until they are declared done."""
        assert update.message
        text = update.message.text or ""
        if "\n" in text:
            lines = keys(DONE[self.language], CANCEL[self.language])
            await update.message.reply_text(f"{len(text.splitlines())} livres", reply_markup=lines)
            return
        self.answers.append(text)
        await self.ask(update, context)

    async def pressed(self, update: Update, context: Any) -> None:
        assert update.callback_query
        data = update.callback_query.data or ""
        if data == "Mon bulletin":
            await update.callback_query.answer(url="https://t.me/agora_bot?start=bulletin")
            return
        await update.callback_query.answer(f"Noté : {data}")
        if update.effective_chat and update.effective_chat.type == "private":
            self.answers.append(data)
            await self.ask(update, context)

    async def ballot(self, room: Chat, bot: Any) -> None:
        await bot.send_message(room.id, "Emma ou Nana ?", reply_markup=keys("Emma", "Nana", "Mon bulletin"))


@pytest.fixture
def librarian() -> Librarian:
    return Librarian()


@pytest.fixture
async def hand(town: Town, librarian: Librarian) -> AsyncIterator[TelegramHand]:
    """Alice's hand in a group of which the librarian is running; it has a ballot on the table."""
    room = town.group(supergroup=True)
    town.start(town.alice)
    handlers = [
        CommandHandler("vote_ouvrir", librarian.ask),
        CommandHandler("afficher", librarian.show),
        MessageHandler(filters.COMMAND, librarian.repeat),
        MessageHandler(filters.TEXT, librarian.hear),
        CallbackQueryHandler(librarian.pressed),
    ]
    async with town.app(*handlers) as app:
        await town.sandbox.sight.sees(town.alice, town.bot, "Compris : /start")
        await librarian.ballot(room, app.bot)
        yield TelegramHand(town.sandbox, town.alice, room, town.bot)
    assert town.broken_rules() == []


@pytest.mark.parametrize(
    ("command", "typed"),
    [
        ("vote clore", "/vote_clore"),
        ("événement créer", "/evenement_creer"),
        ("librairie  inviter", "/librairie_inviter"),
        ("lier", "/lier"),
    ],
)
def test_a_command_is_written_as_telegram_takes_it(town: Town, command: str, typed: str) -> None:
    hand = TelegramHand(town.sandbox, town.alice, town.group(), town.bot)
    assert (hand.written(command), hand.platform) == (typed, "Telegram")


@given(st.lists(st.sampled_from(["créer", "vote", "Noël", "île", "forêt"]), min_size=1, max_size=3))
def test_whatever_is_written_is_a_command_of_plain_letters(words: list[str]) -> None:
    written = TelegramHand.written(None, " ".join(words))  # type: ignore[arg-type]
    assert written.isascii()
    assert (written[0], len(written.split("_"))) == ("/", len(words))


async def test_what_is_typed_in_private_comes_with_its_answers(hand: TelegramHand) -> None:
    assert await hand.types("lier", "ABCD-EFGH") == "Compris : /lier ABCD-EFGH"
    assert await hand.types("vote proposer", "Emma", "Un classique.") == "Compris : /vote_proposer Emma | Un classique."
    assert await hand.types("moi") == "Compris : /moi"


async def test_what_is_typed_in_the_room_names_the_bot(hand: TelegramHand) -> None:
    assert await hand.types("installer", "L’Agora", in_room=True) == "Compris : /installer@agora_bot L’Agora"
    assert hand.room.messages[max(hand.room.messages)].text == "/installer@agora_bot L’Agora"


async def test_what_is_answered_in_the_room_is_told_too(hand: TelegramHand) -> None:
    assert await hand.types("afficher", "Emma", in_room=True) == "Affiché : /afficher@agora_bot Emma"
    assert await hand.types("afficher", "Nana", in_room=True) == "Affiché : /afficher@agora_bot Nana"


@pytest.mark.parametrize("language", [FRENCH, ENGLISH])
async def test_a_form_is_filled_question_by_question(hand: TelegramHand, librarian: Librarian, language: int) -> None:
    librarian.language = language
    told = await hand.fills("vote ouvrir", ["Janvier", "Choix unique", "Emma\nNana", ""])
    assert told == f"Ouvert : Janvier / Choix unique / {DONE[language]} / {SKIP[language]}"


async def test_one_book_needs_no_end_of_the_list(hand: TelegramHand) -> None:
    told = await hand.fills("vote ouvrir", ["Janvier", "Approbation", "Emma", "demain 18h"])
    assert told == "Ouvert : Janvier / Approbation / Emma / demain 18h"


async def test_a_question_that_cannot_be_skipped_is_named(hand: TelegramHand) -> None:
    with pytest.raises(CannotDo, match=r"Alice sees none of .*Passer.* but .*Annuler.* under 'Titre \?'"):
        await hand.fills("vote ouvrir", [""])


async def test_a_button_of_the_private_chat_is_pressed_by_its_label(hand: TelegramHand) -> None:
    await hand.types("vote ouvrir")
    assert await hand.presses_in_private("Annuler") == "Mode ?"
    with pytest.raises(CannotDo, match="Revoir"):
        await hand.presses_in_private("Revoir")


async def test_a_tap_tells_the_toast(hand: TelegramHand) -> None:
    assert await hand.taps("Emma", on="ou Nana") == "Noté : Emma"


async def test_a_tap_that_opens_a_link_tells_what_is_said_in_private(hand: TelegramHand) -> None:
    assert await hand.taps("Mon bulletin", on="ou Nana") == "Compris : /start bulletin"


async def test_several_titles_are_tapped_one_after_the_other(hand: TelegramHand) -> None:
    assert await hand.picks(["Emma", "Nana"], on="ou Nana") == "Noté : Nana"
    toasts = hand.sandbox.sight.toasts(hand.user)
    assert [toast.text for toast in toasts] == ["Noté : Emma", "Noté : Nana"]


async def test_a_tap_on_no_button_names_those_there_are(hand: TelegramHand) -> None:
    with pytest.raises(CannotDo, match=r"sees no button 'Germinal'.*Emma"):
        await hand.taps("Germinal", on="ou Nana")


async def test_room_and_private_chat_are_seen_apart(hand: TelegramHand) -> None:
    await hand.types("moi")
    assert await hand.sees("Emma") == "Emma ou Nana ?"
    assert await hand.sees("/moi", is_private=True) == "Compris : /moi"


async def test_a_silent_bot_has_told_nothing(town: Town) -> None:
    town.start(town.bob)
    hand = TelegramHand(town.sandbox, town.bob, town.group(), town.bot)
    with pytest.raises(CannotDo, match="told Bob nothing in private"):
        await hand.presses_in_private("Passer")
