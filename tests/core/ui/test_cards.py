"""Cards refuse, when they are built, what no platform could draw; everything within the limits is accepted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.errors import Say
from core.ui.cards import (
    MAX_BUTTONS,
    MAX_OPTIONS,
    Bullets,
    Button,
    Buttons,
    Card,
    Notice,
    Option,
    Paragraph,
    Picker,
    Quote,
    Reply,
    View,
    notice,
)
from core.ui.presses import Press
from core.ui.spans import Plain
from core.ui.words import LOCALES, Dictionary
from tests.core.outline import outline

DICTIONARY = Dictionary(Path(__file__).parents[3] / "core" / "locales")


@dataclass(frozen=True, slots=True)
class Pick(Press):
    prefix: ClassVar[str] = "pk"
    row: int


def options(count: int) -> tuple[Option, ...]:
    return tuple(Option(f"Titre {number}", str(number), Pick(number)) for number in range(count))


@given(st.integers(0, 40))
def test_as_many_buttons_as_a_message_holds_and_never_an_empty_row(count: int) -> None:
    buttons = tuple(Button(str(number), Pick(number)) for number in range(count))
    if 1 <= count <= MAX_BUTTONS:
        assert Buttons(buttons).buttons == buttons
    else:
        with pytest.raises(ValueError, match=f"{count} buttons"):
            Buttons(buttons)


@given(st.integers(0, 40), st.integers(-2, 42), st.integers(-2, 42))
def test_a_picker_is_built_just_when_its_figures_make_sense(count: int, least: int, most: int) -> None:
    if 1 <= count <= MAX_OPTIONS and 0 <= least <= most <= count:
        picker = Picker("?", options(count), Pick(0), least, most)
        assert (picker.least, picker.most) == (least, most)
    else:
        with pytest.raises(ValueError, match=r"\d"):
            Picker("?", options(count), Pick(0), least, most)


def test_two_options_may_share_a_name_but_not_a_value() -> None:
    same_name = (Option("Poésies", "0", Pick(0)), Option("Poésies", "1", Pick(1)))
    assert Picker("?", same_name, Pick(0)).options == same_name
    with pytest.raises(ValueError, match="share"):
        Picker("?", (Option("Emma", "0", Pick(0)), Option("Nana", "0", Pick(1))), Pick(0))


@pytest.mark.parametrize("locale", LOCALES)
def test_a_card_is_the_same_card_in_every_language(locale: str) -> None:
    card = Card((Plain("T"),), (Paragraph((Plain("p"),)), Quote((Plain("q"),)), Bullets(((Plain("b"),),))))
    assert card.as_card(DICTIONARY.words(locale)) is card
    assert isinstance(card, View)


@pytest.mark.parametrize(
    ("locale", "sentence"),
    [
        ("fr", "Cette commande est réservée à : libraire."),
        ("en", "This command is for: bookseller."),
    ],
)
def test_a_notice_is_one_sentence_in_the_readers_language(locale: str, sentence: str) -> None:
    shown = notice("refused-standing", needs=Say("standing-bookseller"))
    assert shown == Notice("refused-standing", (("needs", Say("standing-bookseller")),))
    assert outline(shown.as_card(DICTIONARY.words(locale))).replace("\u202f", " ").replace("\xa0", " ") == sentence


def test_an_answer_says_nothing_and_replaces_nothing_unless_told() -> None:
    assert Reply() == Reply(view=None, note=None, replaces=False)
    assert Reply(notice("unlinked")).note is None
