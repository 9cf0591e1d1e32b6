"""What a typed line means: which command, for whom, and which field each part of it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

import pytest
import telegram
from hypothesis import given
from hypothesis import strategies as st
from telegram import MessageEntity

from assembly import LOCALES
from core.kernel.identity import PersonId
from core.members.commands import SpeakTo
from core.ui.catalogue import Command
from core.ui.fields import Choice, Someone, Text, WholeNumber, fields_of
from core.ui.words import Dictionary
from handlers.names import Names, Typed, as_value, read_answers, read_line
from tests.handlers.probe import Cover, Probe

CHAT = telegram.Chat(-100, telegram.Chat.SUPERGROUP, title="Lecteurs")
BOB = telegram.User(42, "Bob", is_bot=False)
ROBOT = telegram.User(43, "Robot", is_bot=True)
AT = datetime(2026, 11, 23, tzinfo=UTC)
PROBE = Probe()
ORDER = PROBE.catalogue().commands["order", "book"]
COVER = next(each for each in ORDER.fields if each.name == "cover")


@dataclass(frozen=True, slots=True)
class Lend:
    person: Annotated[PersonId, Someone("order-person")]
    title: Annotated[str, Text("order-title", 1, 40)]
    count: Annotated[int, WholeNumber("order-count", 1, 9)] = 1


async def never(*_: object) -> None:
    raise AssertionError("nothing runs here")


LEND = Command(("lend",), Lend, never)  # type: ignore[arg-type]


def message(text: str, *entities: MessageEntity, reply_to: telegram.User | None = None) -> telegram.Message:
    replied = telegram.Message(1, AT, CHAT, from_user=reply_to, text="bonjour") if reply_to else None
    return telegram.Message(2, AT, CHAT, from_user=BOB, text=text, entities=entities, reply_to_message=replied)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("/echo Emma", Typed("echo", "Emma", is_ours=False)),
        ("/ECHO@Agora_Bot  Emma ", Typed("echo", "Emma", is_ours=True)),
        ("/Débat_ouvrir Été", Typed("debat_ouvrir", "Été", is_ours=False)),
        ("/échos_@agora_bot", Typed("echos_", "", is_ours=True)),
        ("/echo\nEmma\nNana", Typed("echo", "Emma\nNana", is_ours=False)),
        ("/echo@other_bot Emma", None),
        ("/echo@ Emma", None),
        ("/écho Emma", Typed("echo", "Emma", is_ours=False)),
        ("//echo", None),
        ("bonjour /echo", None),
        ("/", None),
        ("", None),
    ],
)
def test_only_a_line_that_begins_with_a_command_for_this_bot_is_one(text: str, typed: Typed | None) -> None:
    assert read_line(message(text), "agora_bot") == typed


@pytest.mark.parametrize(("before", "units"), [("", 0), ("🎭", 2), ("é🎭🎭", 5)])
def test_somebody_picked_without_a_username_is_named_by_number(before: str, units: int) -> None:
    text = f"/lend {before}Bob Emma"
    mention = MessageEntity(MessageEntity.TEXT_MENTION, 6 + units, 3, user=BOB)
    typed = read_line(message(text, mention), "agora_bot")
    assert typed is not None
    assert typed.rest == f"{before}@42 Emma"


def test_two_people_picked_in_one_line_are_both_named() -> None:
    mentions = [
        MessageEntity(MessageEntity.TEXT_MENTION, offset, 3, user=user) for offset, user in ((6, BOB), (10, ROBOT))
    ]
    typed = read_line(message("/lend Bob Rob", *mentions), "agora_bot")
    assert typed is not None
    assert typed.rest == "@42 @43"


@pytest.mark.parametrize("line", ["commander Emma", "commander\nEmma", "COMMANDER\tEmma", "book   Emma"])
def test_the_second_word_of_a_command_may_end_in_any_white_space(dictionary: Dictionary, line: str) -> None:
    names = Names(PROBE.catalogue(), dictionary)
    first = "order" if line.startswith("book") else "livre"
    found = names.find(Typed(first, line, is_ours=False))
    assert found is not None
    assert (found[0].path, found[1]) == (("order", "book"), "Emma")


@pytest.mark.parametrize(
    ("rest", "answers"),
    [
        ("", {}),
        ("Rentrée", {"title": "Rentrée"}),
        ("Rentrée | 3", {"title": "Rentrée", "count": "3"}),
        ("Rentrée |3| souple", {"title": "Rentrée |3| souple"}),
        ("Rentrée\n|\n3", {"title": "Rentrée", "count": "3"}),
        ("Rentrée |  | souple", {"title": "Rentrée", "cover": "souple"}),
        ("Rentrée | | souple", {"title": "Rentrée", "cover": "souple"}),
        ("Rentrée | | | Emma", {"title": "Rentrée", "book": "Emma"}),
    ],
)
def test_a_line_answers_one_field_after_the_other_and_may_leave_some_open(rest: str, answers: dict[str, str]) -> None:
    assert read_answers(ORDER, rest, message("/order_book")) == answers


def test_what_stands_behind_the_last_field_belongs_to_it() -> None:
    rest = " | ".join(f"p{number}" for number in range(12))
    answers = read_answers(ORDER, rest, message("/order_book"))
    assert len(answers) == len(ORDER.fields) == 10
    assert answers["shelf"] == "p9 | p10 | p11"


@pytest.mark.parametrize(
    ("rest", "replied", "answers"),
    [
        ("Emma | 2", BOB, {"person": "@42", "title": "Emma", "count": "2"}),
        ("@chloe Emma Bovary", ROBOT, {"person": "@chloe", "title": "Emma Bovary"}),
        ("@chloe  ", ROBOT, {"person": "@chloe"}),
        ("Chloé Dupont", ROBOT, {"person": "Chloé Dupont"}),
        ("@chloe | Emma", BOB, {"person": "@chloe", "title": "Emma"}),
        ("@chloe | Emma", ROBOT, {"person": "@chloe", "title": "Emma"}),
        ("Chloé | Emma", ROBOT, {"person": "Chloé", "title": "Emma"}),
        ("", BOB, {"person": "@42"}),
    ],
)
def test_a_reply_names_a_person_unless_the_line_does(
    rest: str, replied: telegram.User, answers: dict[str, str]
) -> None:
    assert read_answers(LEND, rest, message("/lend", reply_to=replied)) == answers


@pytest.mark.parametrize("label", ["souple", " SOUPLE ", "Soft", "soft"])
def test_a_choice_is_known_by_its_label_in_any_language(dictionary: Dictionary, label: str) -> None:
    assert as_value(COVER, label, dictionary).strip().lower() == Cover.SOFT


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("anglais", "en"),
        ("english", "en"),
        ("Francais", "fr"),
        ("French", "fr"),
        ("my application", "auto"),
        ("e", "e"),
    ],
)
def test_a_choice_is_known_by_some_words_of_its_label(typed: str, value: str) -> None:
    asked = next(iter(fields_of(SpeakTo)))
    assert as_value(asked, typed, Dictionary(LOCALES)) == value


@given(typed=st.text(max_size=40))
def test_any_line_at_all_is_read_without_failing(dictionary: Dictionary, typed: str) -> None:
    line = read_line(message(typed), "agora_bot")
    if line is not None:
        assert line.name == line.name.lower()
        answers = read_answers(ORDER, line.rest, message(typed))
        assert all(value.strip() == value != "" for value in answers.values())


def test_what_is_no_choice_is_left_as_it_was_typed(dictionary: Dictionary) -> None:
    asked = next(each for each in ORDER.fields if each.name == "title")
    assert as_value(COVER, "cuir", dictionary) == "cuir"
    assert as_value(asked, "Souple", dictionary) == "Souple"
    assert not isinstance(asked.field, Choice)
