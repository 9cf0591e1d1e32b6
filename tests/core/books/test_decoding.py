"""Files are read in the encodings that spreadsheets write, known by their marks or by what they spell."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.books.decoding import DAMAGED, encoding_of, open_text

FRENCH = "titre;auteur\nL'Éducation sentimentale;Gustave Flaubert\nÀ rebours;Joris-Karl Huysmans\nGarçon ! « où »;x\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman", "cp850"]
)
def test_reads_french_in_every_usual_encoding(encoding: str) -> None:
    with open_text(FRENCH.encode(encoding)) as text:
        assert text.read() == FRENCH


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_mark_is_believed_and_left_out(mark: bytes, encoding: str) -> None:
    with open_text(mark + "titre\né\n".encode(encoding)) as text:
        assert text.read() == "titre\né\n"


@pytest.mark.parametrize("word", ["é", "Thérèse", "cœur d’or", "à"])
def test_one_accented_word_is_enough_for_windows(word: str) -> None:
    assert encoding_of(f"titre\n{word}\n".encode("cp1252")) == "cp1252"


def test_other_alphabets_without_a_mark_are_guessed() -> None:
    lines = "Мастер и Маргарита;Михаил Булгаков\nПреступление и наказание;Фёдор Достоевский\n"
    russian = "titre;auteur\n" + lines * 5
    with open_text(russian.encode("cp1251")) as text:
        assert "Мастер и Маргарита" in text.read()


@pytest.mark.parametrize("data", [b"\xe9\xe8\xea\xe0\xe7", b"\xc1\xc2\xc3 \x81\x82\x83\x84"])
def test_no_guess_changes_the_plain_letters(data: bytes) -> None:
    assert b"a;b".decode(encoding_of(data)) == "a;b"


def test_a_damaged_letter_does_not_turn_unicode_into_windows() -> None:
    data = "titre\nThérèse Raquin\nLes Misérables\n".encode() + b"Germ\xe9nal\n"
    with open_text(data) as text:
        read = text.read()
    assert "Thérèse Raquin" in read
    assert f"Germ{DAMAGED}nal" in read


def test_ends_of_lines_stay_as_they_are() -> None:
    with open_text(b"a\rb\r\nc\n\rd") as text:
        assert list(text) == ["a\r", "b\r\n", "c\n", "\r", "d"]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_an_error(data: bytes) -> None:
    with open_text(data) as text:
        assert isinstance(text.read(), str)
