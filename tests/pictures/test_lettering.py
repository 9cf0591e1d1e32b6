"""What is written in a picture: everything French needs, never a box, and titles that can be told apart."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ui.charts import Name
from pictures.lettering import GONE, cut, face, has_letter, legible, tell_apart, told, width_of, wrap

LETTERS = face(36)
FRENCH = "àâäçéèêëîïôöùûüÿæœÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸÆŒ«»‹›“”‘’…–—·•°ºª€×−½\u00a0\u202f\u2009\u2011"


def test_every_letter_and_space_of_french_can_be_drawn() -> None:
    assert [letter for letter in FRENCH if not has_letter(letter)] == []


def test_a_letter_that_is_not_there_is_known() -> None:
    assert [letter for letter in "源アالע😀한\U0010fffd" if has_letter(letter)] == []


@pytest.mark.parametrize(
    ("title", "drawn"),
    [
        ("«\u202fŒuvre\u202f»\u00a0: l’été", "«\u202fŒuvre\u202f»\u00a0: l’été"),
        ("E\u0301mile\n ou  de\tl’éducation", "Émile ou de l’éducation"),
        ("Petit pays 🌍", "Petit pays"),
        ("\u2068Emma\u2069 \u202e\u200f", "Emma"),
        ("𝓔𝓶𝓶𝓪 Ｎａｎａ", "Emma Nana"),
        ("Война и мир", "Война и мир"),
        ("Ιλιάδα", "Ιλιάδα"),
        ("源氏物語", "n° 7"),
        ("Le Dit du Genji (源氏物語)", "n° 7"),
        ("ألف ليلة وليلة", "n° 7"),
        ("😀😀", "n° 7"),
        ("", "n° 7"),
        ("\u00a0\u202f", "n° 7"),
        ("Z̷̢a̴l̶g̷o", "Zalgo"),
    ],
)
def test_a_title_is_drawn_whole_or_told_by_its_number(title: str, drawn: str) -> None:
    assert told(Name(title, "n° 7")) == drawn


def test_a_sentence_says_where_letters_are_missing() -> None:
    assert legible("«\u202f源氏物語\u202f» gagne 🎉 avec 12 voix") == "«\u202f…\u202f» gagne … avec 12 voix"


def test_a_number_that_cannot_be_drawn_either_is_a_mark_and_no_box() -> None:
    assert told(Name("源", "第七")) == GONE
    assert told(Name("源", "")) == GONE


def test_titles_that_look_alike_once_shortened_get_their_numbers() -> None:
    long = "À la recherche du temps perdu, tome premier"
    titles = [Name(f"{long}, Swann", "n° 1"), Name(f"{long}, Combray", "n° 2"), Name("Nana", "n° 3")]
    assert tell_apart(titles, LETTERS, 400, 1) == [
        ["n° 1 · À la recherche du…"],
        ["n° 2 · À la recherche du…"],
        ["Nana"],
    ]


def test_no_word_is_left_alone_on_the_last_line() -> None:
    lines = wrap("un deux trois quatre cinq six sept huit neuf dix", LETTERS, 600, 3)
    assert len(lines) == 2
    assert width_of(lines[1], LETTERS) > width_of(lines[0], LETTERS) / 2


def test_a_line_ends_at_a_plain_space_only() -> None:
    lines = wrap("aaaa bbbb\u202f! cccc\u00a0: dddd · eeee", LETTERS, 150, 9)
    assert all(not line.startswith(("!", ":", "·")) for line in lines)


def test_no_word_is_broken_to_make_lines_even() -> None:
    assert wrap("Un anticonstitutionnellement vôtre", LETTERS, 480, 3) == ["Un anticonstitutionnellement", "vôtre"]


@given(st.text(max_size=300), st.integers(40, 1100), st.integers(1, 3))
def test_any_text_fits_its_lines_and_shows_when_it_was_cut(text: str, width: int, most: int) -> None:
    shown = legible(text)
    lines = wrap(shown, LETTERS, width, most)
    assert 1 <= len(lines) <= most
    assert all(width_of(line, LETTERS) <= width for line in lines)
    kept = "".join(lines).replace(" ", "")
    assert kept == shown.replace(" ", "") or kept.endswith(GONE)
    assert all(has_letter(letter) for line in lines for letter in line)


@given(st.text(max_size=60))
def test_no_title_is_empty_or_holds_what_cannot_be_seen(title: str) -> None:
    drawn = told(Name(title, "n° 1"))
    assert drawn.strip()
    assert all(unicodedata.category(letter) not in {"Cc", "Cf", "Mn"} for letter in drawn)


def test_a_short_text_is_not_cut() -> None:
    assert cut("Nana", LETTERS, 400) == "Nana"
