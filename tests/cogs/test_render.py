"""Cards as Discord's components: readable, escaped, within every limit, no button lost."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from cogs import limits
from cogs.render import CONTAINER, TEXT_DISPLAY, count_components, draw_line, escape, render
from core.ui.cards import (
    Attachment,
    Bullets,
    Button,
    Buttons,
    ButtonStyle,
    Card,
    Option,
    Paragraph,
    Picker,
    Picture,
    Quote,
)
from core.ui.spans import Code, Emphasis, Line, Link, Moment, MomentStyle, Plain, Spoiler, Strong, Struck
from core.ui.words import LOCALES, Dictionary
from tests.cogs.probe import LOCALES as FOLDER
from tests.cogs.probe import Tap
from tests.core.votes.telling.test_views import VIEWS
from tests.pictures.samples import ranks

DICTIONARY = Dictionary(FOLDER)
WORDS = DICTIONARY.words("fr")
AT = datetime(2026, 12, 1, 18, 30, tzinfo=UTC)

texts = st.text(max_size=600) | st.text("*_~`|<>[]()#@:-+.1\\ \n", max_size=200)
spans = st.one_of(
    texts.map(Plain),
    texts.map(Strong),
    texts.map(Emphasis),
    texts.map(Code),
    texts.map(Spoiler),
    texts.map(Struck),
    texts.map(lambda text: Link(text, "https://example.org/a")),
    st.just(Moment(AT, "mardi", MomentStyle.FULL)),
)
lines = st.lists(spans, max_size=5).map(tuple)
words_blocks = st.one_of(
    lines.map(Paragraph),
    lines.map(Quote),
    st.lists(lines, max_size=25).map(lambda items: Bullets(tuple(items))),
    st.integers(100, 1000).map(lambda count: Bullets(((Plain("Le Tour du monde en quatre-vingts jours"),),) * count)),
)
buttons = st.lists(
    st.builds(Button, texts, st.integers(0, 9).map(Tap), st.sampled_from(ButtonStyle)), min_size=1, max_size=12
).map(lambda each: Buttons(tuple(each)))
pickers = st.lists(texts, min_size=1, max_size=25).map(
    lambda labels: Picker(
        labels[0],
        tuple(Option(label, str(n), Tap(n), label) for n, label in enumerate(labels)),
        Tap(99),
        0,
        len(labels),
    )
)
cards = st.builds(
    lambda title, blocks, file, controls, menu, footer: Card(title, (*blocks, *file, *controls, *menu), footer),
    lines,
    st.lists(words_blocks, max_size=6),
    st.lists(lines.map(lambda line: Attachment("vote-1.zip", b"PK", line)), max_size=1),
    st.lists(buttons, max_size=1),
    st.lists(pickers, max_size=1),
    lines,
)


def controls_of(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [control for row in components[0]["components"] for control in row.get("components", ())]


@given(cards)
def test_any_card_fits_and_loses_no_control(card: Card) -> None:
    drawn = render(card, WORDS)
    assert [each["type"] for each in drawn] == [CONTAINER]
    texts = [each["content"] for each in drawn[0]["components"] if each["type"] == TEXT_DISPLAY]
    assert sum(map(len, texts)) <= limits.TEXT_TOTAL
    assert all(each.strip() for each in texts)
    assert drawn[0]["components"]
    assert count_components(drawn) <= limits.COMPONENTS
    controls = controls_of(drawn)
    wanted = sum(
        len(block.buttons) if isinstance(block, Buttons) else isinstance(block, Picker) for block in card.blocks
    )
    assert len(controls) == wanted
    ids = [control["custom_id"] for control in controls]
    assert len(set(ids)) == len(ids)
    assert all(1 <= len(each) <= 100 for each in ids)
    for control in controls:
        assert 1 <= len(control.get("label", "x")) <= limits.BUTTON_LABEL
        for option in control.get("options", ()):
            assert 1 <= len(option["label"]) <= limits.OPTION_LABEL
            assert len(option.get("description", "")) <= limits.OPTION_LABEL


@given(texts)
def test_no_mark_of_a_reader_survives(text: str) -> None:
    escaped = escape(text)
    assert re.sub(r"\\([^\w\s]|_)", r"\1", escaped).replace("\\", "") == text.replace("\\", "")
    naked = re.sub(r"\\(?:[^\w\s]|_)", "", escaped)
    assert not re.search(r"[*_~`|<>\[\]#@]", naked)
    assert "://" not in naked


@pytest.mark.parametrize(
    ("line", "drawn"),
    [
        ((Strong("a*b"),), "**a\\*b**"),
        ((Code("a`b"),), "`aˋb`"),
        ((Moment(AT, "mardi"),), "<t:1796149800:F>"),
        ((Moment(AT, "mardi", MomentStyle.RELATIVE),), "<t:1796149800:R>"),
        ((Plain("# titre\n- liste\n1. un"),), "\\# titre\n\\- liste\n1\\. un"),
        ((Plain("https://a.b <@1> @everyone"),), "https\\://a.b \\<\\@1\\> \\@everyone"),
    ],
)
def test_spans_are_drawn_in_discords_own_marks(line: Line, drawn: str) -> None:
    assert draw_line(line) == drawn


def test_a_list_too_long_for_a_message_ends_in_a_mark_and_keeps_its_buttons() -> None:
    items = tuple((Plain(f"Livre {number} {'x' * 30}"),) for number in range(300))
    card = Card((Strong("Titre"),), (Bullets(items), Buttons((Button("Voter", Tap(1)),))), (Plain("pied"),))
    text, row, footer = render(card, WORDS)[0]["components"]
    assert text["content"].startswith("### **Titre**\n- Livre 0 ")
    assert text["content"].endswith("\n…")
    assert len(text["content"]) > limits.TEXT_TOTAL * 0.9
    assert row["components"][0]["label"] == "Voter"
    assert footer["content"] == "…"


@pytest.mark.parametrize("card", [Card(), Card((Plain(""),), (Paragraph((Plain(" \n"),)), Bullets(())), (Plain(""),))])
def test_a_card_without_words_is_still_a_message(card: Card) -> None:
    assert render(card, WORDS)[0]["components"] == [{"type": TEXT_DISPLAY, "content": "…"}]


def test_no_more_options_are_marked_as_chosen_than_may_be() -> None:
    options = tuple(Option(str(n), str(n), Tap(n), is_chosen=True) for n in range(3))
    [menu] = controls_of(render(Card(blocks=(Picker("?", options, Tap(9), 0, 2),)), WORDS))
    assert [option["value"] for option in menu["options"] if option.get("default")] == ["0", "1"]


def test_an_address_cannot_leave_its_link() -> None:
    assert draw_line((Link("x", "https://e.org/a>) @everyone"),)) == "[x](<https://e.org/a%3E)%20@everyone>)"


ILLUSTRATED = Card(
    (Plain("Résultat"),),
    (
        Paragraph((Plain("Emma gagne."),)),
        Picture(ranks("fr")),
        Paragraph((Plain("Merci."),)),
        Buttons((Button("Détails", Tap(1)),)),
    ),
)


def test_a_picture_stands_where_the_card_has_it_with_its_alternative_text(snapshot: SnapshotAssertion) -> None:
    assert render(ILLUSTRATED, WORDS, "picture.png") == snapshot


def test_without_its_picture_a_card_loses_neither_word_nor_button() -> None:
    with_it, without = (render(ILLUSTRATED, WORDS, name)[0]["components"] for name in ("picture.png", ""))
    words = [
        "\n".join(each["content"] for each in parts if each["type"] == TEXT_DISPLAY) for parts in (with_it, without)
    ]
    assert words[0] == words[1] == "### Résultat\nEmma gagne.\nMerci."
    assert with_it[-1] == without[-1]


def test_more_controls_than_a_message_holds_are_refused_when_drawn() -> None:
    rows = tuple(Buttons(tuple(Button(str(n), Tap(n)) for n in range(25))) for _ in range(2))
    with pytest.raises(ValueError, match="components"):
        render(Card(blocks=rows), WORDS)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", VIEWS)
def test_the_votes_views_as_discord_gets_them(name: str, locale: str, snapshot: SnapshotAssertion) -> None:
    assert render(VIEWS[name], DICTIONARY.words(locale)) == snapshot
