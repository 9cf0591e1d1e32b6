"""Cards as Telegram's text and keyboards: snapshots, escaping, and limits that no card can break."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import ClassVar

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from core.kernel.identity import Address, PlaceKind
from core.ui.cards import (
    Attachment,
    Block,
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
    notice,
)
from core.ui.presses import Press
from core.ui.spans import Code, Emphasis, Line, Link, Moment, Plain, Span, Spoiler, Strong, Struck
from core.ui.words import Dictionary, Words
from handlers.limits import (
    BUTTON_LABEL,
    BUTTONS,
    BUTTONS_A_ROW,
    CAPTION,
    ENTITIES,
    TEXT,
    TOAST,
    cut_units,
    label_of,
    units,
)
from handlers.places import TELEGRAM
from handlers.render import Drawn, Painter, TooManyButtons, has_controls, shortest_of, toast_of
from sandbox.telegram.html import parse_html
from tests.pictures.samples import ranks

PAINTER = Painter("agora_bot")
GROUP = Address(TELEGRAM, "-1001234567890", "7")
ALONE = Address(TELEGRAM, "42", kind=PlaceKind.PRIVATE)


@dataclass(frozen=True, slots=True)
class Pick(Press):
    prefix: ClassVar[str] = "t"
    place: int


def sample(words: Words) -> Card:
    """Return a card with one of everything."""
    closes = words.moment(datetime(2026, 12, 1, 18, 30, tzinfo=UTC))
    options = tuple(Option(name, name, Pick(n), "Zola", n == 1) for n, name in enumerate(("Nana", "Germinal")))
    return Card(
        (Strong("Janvier"), Plain(" <2027> "), Code("x<y")),
        (
            Paragraph((Plain("Avant le "), closes, Plain(" & pas après."))),
            Bullets(((Strong("Emma"), Plain(" — "), Emphasis("Austen")), (Spoiler("elle meurt"),))),
            Quote((Plain("« Longtemps »\n"), Link("ici", 'https://a.example/?q="1"&b'), Link("là", "javascript:1"))),
            Picker("Vos choix ?", options, Pick(9), 0, 2),
            Buttons(
                (
                    Button("Mon bulletin", Pick(1), in_private=True),
                    Button("Retirer", Pick(2), ButtonStyle.DANGER),
                    Button("Voter", Pick(3), ButtonStyle.MAIN),
                )
            ),
        ),
        (Plain("Écrire à @libraire"),),
    )


def told(drawn: Drawn) -> str:
    rows = drawn.keyboard.inline_keyboard if drawn.keyboard else ()
    lines = [
        " ".join(f"[{button.text}]({button.callback_data or button.url}, {button.style})" for button in row)
        for row in rows
    ]
    return "\n".join([drawn.text, *lines])


@pytest.mark.parametrize("locale", ["fr", "en"])
@pytest.mark.parametrize("place", ["group", "alone"])
def test_a_card_with_everything(dictionary: Dictionary, locale: str, place: str, snapshot: SnapshotAssertion) -> None:
    words = dictionary.words(locale)
    assert told(PAINTER.draw(sample(words), words, GROUP if place == "group" else ALONE)) == snapshot


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_a_card_with_a_picture_has_a_caption_with_all_its_words(
    dictionary: Dictionary, locale: str, snapshot: SnapshotAssertion
) -> None:
    words = dictionary.words(locale)
    card = sample(words)
    drawn = PAINTER.draw(
        replace(card, blocks=(*card.blocks[:2], Picture(ranks(locale)), *card.blocks[2:])), words, ALONE
    )
    assert drawn.chart == ranks(locale)
    assert drawn.fits_caption
    assert told(replace(drawn, text=drawn.caption)) == snapshot
    assert told(drawn) == told(PAINTER.draw(card, words, ALONE))


@given(st.integers(1, 2000))
@example(CAPTION - 2)
@example(CAPTION - 1)
@example(CAPTION)
def test_a_caption_is_the_whole_text_or_shows_that_it_is_not(dictionary: Dictionary, count: int) -> None:
    card = Card(blocks=(Paragraph((Plain("é" * (count - 1) + "😀"),)), Picture(ranks("fr"))))
    drawn = PAINTER.draw(card, dictionary.words("fr"), ALONE)
    assert units(drawn.caption) <= CAPTION
    assert drawn.fits_caption == (count + 1 <= CAPTION)
    assert drawn.fits_caption or drawn.caption.endswith("…")


def test_an_empty_card_still_says_something(dictionary: Dictionary) -> None:
    words = dictionary.words("fr")
    assert PAINTER.draw(Card((Plain(" \n"),)), words, ALONE).text == "…"
    only_buttons = Card(blocks=(Buttons((Button("Oui", Pick(1)),)),))
    assert PAINTER.draw(only_buttons, words, ALONE).text == "Choisissez\xa0:"


def test_a_kind_of_view_can_have_its_own_drawing(dictionary: Dictionary) -> None:
    words = dictionary.words("fr")
    view = notice("telegram-done")
    painter = Painter("agora_bot", {type(view): lambda _, __: Card((Plain("autrement"),))})
    assert painter.draw(view, words, ALONE).text == "<b>autrement</b>"
    assert PAINTER.draw(view, words, ALONE).text == "C’est fait."


def test_a_card_with_too_many_buttons_is_refused_and_not_cut(dictionary: Dictionary) -> None:
    blocks = tuple(Buttons(tuple(Button(str(n), Pick(n)) for n in range(25))) for _ in range(5))
    with pytest.raises(TooManyButtons):
        PAINTER.draw(Card(blocks=blocks), dictionary.words("fr"), ALONE)


def test_a_code_is_left_out_rather_than_cut_in_two(dictionary: Dictionary) -> None:
    line = (Plain("x" * 4090), Code("K7QM-2XWD"))
    drawn = PAINTER.draw(Card(blocks=(Paragraph(line),)), dictionary.words("fr"), ALONE)
    assert drawn.text == "x" * 4090 + "…"


def test_the_footer_survives_a_text_that_is_too_long(dictionary: Dictionary) -> None:
    card = Card(blocks=(Paragraph((Strong("é" * 9000),)),), footer=(Plain("Fin"),))
    drawn = PAINTER.draw(card, dictionary.words("fr"), ALONE)
    assert drawn.text.endswith("…</b>\n\n<i>Fin</i>")
    assert units(parse_html(drawn.text)[0]) <= TEXT


def test_what_a_reader_writes_calls_nobody(dictionary: Dictionary) -> None:
    drawn = PAINTER.draw(
        Card(blocks=(Paragraph((Plain("@everyone, @alice! a@b.example"),)),)), dictionary.words("fr"), GROUP
    )
    assert drawn.text == "@\u2060everyone, @\u2060alice! a@b.example"


def test_only_one_short_paragraph_is_a_toast() -> None:
    short = Card(blocks=(Paragraph((Plain("Compté : "), Strong("Emma"))),))
    assert toast_of(short) == "Compté : Emma"
    longer = Card(blocks=(Paragraph((Plain("é" * 201),)),))
    assert toast_of(longer) is None
    assert shortest_of(longer) == "é" * 199 + "…"
    titled = Card((Plain("Titre"),), short.blocks)
    assert toast_of(titled) is None
    assert shortest_of(titled) == "Titre\nCompté : Emma"
    assert not has_controls(titled)
    assert has_controls(Card(blocks=(Buttons((Button("Oui", Pick(1)),)),)))
    assert toast_of(Card(blocks=(Paragraph(()),))) is None


def test_a_spoiler_is_never_told_where_nothing_can_hide_it(dictionary: Dictionary) -> None:
    """A passing sign has no markup, and neither has what comes after the hundredth entity of a message."""
    line = (Plain("Vers la fin, "), Spoiler("elle meurt"))
    told = Card(blocks=(Paragraph(line),))
    assert (toast_of(told), shortest_of(told)) == (None, "Vers la fin, …")
    strong = tuple(Strong("x") if number % 2 else Plain("y") for number in range(2 * ENTITIES))
    full = Card(blocks=(Paragraph((*strong, *line)),))
    text, entities = parse_html(PAINTER.draw(full, dictionary.words("fr"), ALONE).text)
    assert (len(entities), text.removeprefix("yx" * ENTITIES)) == (ENTITIES, "Vers la fin, …")


def test_labels_keep_their_no_break_spaces_and_are_never_empty() -> None:
    assert label_of("Choix\xa0: « Emma »\n\tbis") == "Choix\xa0: « Emma » bis"
    assert label_of(" \n") == "…"
    assert label_of("🎭" * 60) == "🎭" * 31 + "…"
    assert cut_units("abc", 3) == "abc"
    assert cut_units("abcd", 3) == "ab…"
    assert cut_units("👩\u200d🚒 et suite", 4) == "👩…"
    assert cut_units("abc", 0) == ""


TEXTS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["<b>", "</b>", "&amp;", "&", "<a href='", "@alice", "🎭" * 30, "é" * 5000, "\ud800", "\x00", " "]),
)
MOMENT = datetime(2026, 12, 1, tzinfo=UTC)
SPANS: st.SearchStrategy[Span] = st.one_of(
    st.builds(Plain, TEXTS),
    st.builds(Strong, TEXTS),
    st.builds(Emphasis, TEXTS),
    st.builds(Code, TEXTS),
    st.builds(Spoiler, TEXTS),
    st.builds(Struck, TEXTS),
    st.builds(Link, TEXTS, st.sampled_from(["https://a.example/?a=1&b=%22", "ftp://x", "https://a.example/\"'>", ""])),
    st.builds(lambda text: Moment(MOMENT, text), TEXTS),
)
LINES: st.SearchStrategy[Line] = st.lists(SPANS, max_size=12).map(tuple)
BUTTON = st.builds(Button, TEXTS, st.builds(Pick, st.integers(0, 10**9)), st.sampled_from(ButtonStyle), st.booleans())


@st.composite
def pickers(draw: st.DrawFn) -> Picker:
    labels = draw(st.lists(st.tuples(TEXTS, TEXTS, st.booleans()), min_size=1, max_size=25))
    options = tuple(
        Option(label, str(place), Pick(place), detail, chosen) for place, (label, detail, chosen) in enumerate(labels)
    )
    return Picker(draw(TEXTS), options, Pick(0), 0, len(options))


BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, LINES),
    st.builds(Quote, LINES),
    st.builds(Bullets, st.lists(LINES, max_size=15).map(tuple)),
    st.builds(Buttons, st.lists(BUTTON, min_size=1, max_size=25).map(tuple)),
    pickers(),
)
FILES = st.lists(st.builds(Attachment, st.just("vote-1.zip"), st.just(b"PK"), LINES), max_size=1)
CARDS = st.builds(
    lambda title, blocks, file, footer: Card(title, (*blocks, *file), footer),
    LINES,
    st.lists(BLOCKS, max_size=6),
    FILES,
    LINES,
)


@settings(max_examples=150, deadline=None)
@given(card=CARDS, place=st.sampled_from([GROUP, ALONE]))
def test_no_card_breaks_a_limit_and_no_button_is_lost(dictionary: Dictionary, card: Card, place: Address) -> None:
    words = dictionary.words("fr")
    presses = [
        item.press.pack()
        for block in card.blocks
        for item in (
            block.buttons if isinstance(block, Buttons) else block.options if isinstance(block, Picker) else ()
        )
    ]
    if len(presses) > BUTTONS:
        with pytest.raises(TooManyButtons):
            PAINTER.draw(card, words, place)
        return
    drawn = PAINTER.draw(card, words, place)
    text, entities = parse_html(drawn.text)
    assert text.strip()
    assert units(text) <= TEXT
    assert len(entities) <= ENTITIES
    drawn.text.encode()
    rows = drawn.keyboard.inline_keyboard if drawn.keyboard else ()
    kept = [button for row in rows for button in row]
    assert all(len(row) <= BUTTONS_A_ROW for row in rows)
    assert [str(each.callback_data or (each.url or "").rpartition("_t_")[2]) for each in kept] == [
        packed if each.callback_data else packed.removeprefix("t_") for packed, each in zip(presses, kept, strict=True)
    ]
    assert all(each.text.strip() and units(each.text) <= BUTTON_LABEL for each in kept)
    assert units(shortest_of(card)) <= TOAST


@settings(max_examples=100, deadline=None)
@given(texts=st.lists(st.text(alphabet="<>&\"'/bai=;#x0 ", min_size=1, max_size=20), min_size=1, max_size=5))
def test_readers_text_comes_through_as_text(dictionary: Dictionary, texts: list[str]) -> None:
    card = Card(blocks=(Paragraph(tuple(Strong(text) for text in texts)),))
    text, entities = parse_html(PAINTER.draw(card, dictionary.words("fr"), ALONE).text)
    assert text.strip() == ("".join(texts).strip() or "…")
    assert {each["type"] for each in entities} <= {"bold"}
