"""Columns are known by their French and English names, and their cells cleaned of what spreadsheets leave."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.books import columns
from core.books.columns import (
    clean,
    known_columns,
    read_authors,
    read_header,
    read_language,
    read_title,
    read_year,
)
from core.kernel.collation import fold


@pytest.mark.parametrize(
    "header",
    [
        "titre;auteurs;année;isbn;ean;éditeur;langue",
        "Titre;Auteur(s);Année de parution;ISBN-10;EAN13;Editeur;Langue",
        "title;authors;year;isbn;isbn13;publisher;language",
        "original_title;AUTHORS;original_publication_year;isbn10;ISBN 13;Publisher;language_code",
        "\ufeffTITRE; Autrice ;Date de parution;isbn;Code-barres;Maison d’édition;LANGUE",
    ],
)
def test_knows_columns_in_french_and_english(header: str) -> None:
    names = read_header(header.split(";"))
    cells = ["a", "b", "c", "d", "e", "f", "g"]
    title = columns.ORIGINAL if "original_title" in header else columns.TITLE
    meanings = (
        title,
        columns.AUTHORS,
        columns.YEAR,
        columns.TEN,
        columns.THIRTEEN,
        columns.PUBLISHER,
        columns.LANGUAGE,
    )
    assert [names.cell(cells, meaning) for meaning in meanings] == cells
    assert known_columns(header.split(";")) == 7


def test_unknown_columns_are_passed_over_and_missing_cells_are_blank() -> None:
    names = read_header(["rayon", "titre", "prix", "titre", "isbn"])
    assert names.cell(["R1", "Nana", "9,90", "autre"], columns.TITLE) == "Nana"
    assert names.cell(["R1", "Nana"], columns.TEN) == ""
    assert names.cell(["R1", "Nana"], columns.AUTHORS) == ""
    assert names.header(columns.TEN) == "isbn"
    assert names.header(columns.YEAR) == ""


def test_a_line_without_titles_is_no_header() -> None:
    assert known_columns(["auteur", "isbn", "année"]) == 0


@pytest.mark.parametrize(
    ("cell", "cleaned"),
    [
        ("  Nana ", "Nana"),
        ('"Nana"', "Nana"),
        ('="9782070368228"', "9782070368228"),
        ("=9782070368228", "9782070368228"),
        ("Fort\tcomme\nla   mort", "Fort comme la mort"),
        ("Que\u202f?", "Que\u202f?"),
        ("E\u0301mile", "Émile"),
        ("a\x00\x07b", "a b"),
        ('""', ""),
        ("\ufeff", ""),
    ],
)
def test_cells_are_cleaned(cell: str, cleaned: str) -> None:
    assert clean(cell) == cleaned


@given(st.text(max_size=60))
def test_a_clean_cell_is_one_line_without_control_signs(cell: str) -> None:
    cleaned = clean(cell)
    assert cleaned == cleaned.strip()
    assert cleaned.isprintable() or not any(sign in cleaned for sign in "\n\r\t\0")
    assert fold(cleaned) == fold(cell)


@pytest.mark.parametrize(
    ("cell", "authors"),
    [
        ("Émile Zola", ("Émile Zola",)),
        ("Voltaire", ("Voltaire",)),
        ("Albert Uderzo, René Goscinny", ("Albert Uderzo", "René Goscinny")),
        ("Plato, Benjamin Jowett", ("Plato", "Benjamin Jowett")),
        ("Camus, Albert", ("Albert Camus",)),
        ("Beauvoir, Simone de", ("Simone de Beauvoir",)),
        ("Ormesson, Jean d’", ("Jean d’Ormesson",)),
        ("Rousseau, Jean-Jacques (1712-1778)", ("Jean-Jacques Rousseau",)),
        ("Camus, Albert ; Sartre, Jean-Paul", ("Albert Camus", "Jean-Paul Sartre")),
        ("A | B & C; D", ("A", "B", "C", "D")),
        ("A B, C D, E F", ("A B", "C D", "E F")),
        ("Louis Sachar, LOUIS SACHAR", ("LOUIS SACHAR",)),
        (" , ; ", ()),
        ("", ()),
        ("???", ()),
    ],
)
def test_authors_stand_apart_and_upright(cell: str, authors: tuple[str, ...]) -> None:
    assert read_authors(cell) == authors


@given(st.text(alphabet="Aé b,;|&()-", max_size=40))
def test_no_author_is_blank_or_named_twice(cell: str) -> None:
    folded = [fold(name) for name in read_authors(cell)]
    assert all(folded)
    assert len(set(folded)) == len(folded)


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        ("", None),
        ("1942", 1942),
        ("2008.0", 2008),
        ("2008,0", 2008),
        ("-720.0", -720),
        ("−720", -720),
        ("800", 800),
        ("12/05/1942", 1942),
        ("1942-05-12", 1942),
        ("c. 1850", 1850),
        ("mai 1968", 1968),
    ],
)
def test_years_are_read(cell: str, year: int | None) -> None:
    assert read_year(cell) == year


@pytest.mark.parametrize("cell", ["0", "n.d.", "1942-1944", "3000", "-9999", "XIXe siècle", "12/05/42", "19420512"])
def test_what_is_no_year_is_said_to_be_none(cell: str) -> None:
    with pytest.raises(ValueError, match=re.escape(cell)):
        read_year(cell)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("fre", "fr"),
        ("FRA", "fr"),
        ("Français", "fr"),
        ("fr-CA", "fr"),
        ("en-US", "en"),
        ("eng", "en"),
        ("oc", "oc"),
        ("?", ""),
        ("", ""),
    ],
)
def test_languages_are_told_by_their_shortest_code(cell: str, code: str) -> None:
    assert read_language(cell) == code


@pytest.mark.parametrize(
    ("title", "original", "kept"),
    [
        ("Nana", "", "Nana"),
        ("", "Nana", "Nana"),
        ("La Ferme des animaux", "Animal Farm", "La Ferme des animaux"),
        ("The Hunger Games (The Hunger Games, #1)", "The Hunger Games", "The Hunger Games"),
        ("Emma (Penguin, #3)", "Emma (Penguin, #3)", "Emma"),
        ("Avatar (The Search, #1)", "", "Avatar (The Search, #1)"),
        ("Avatar (The Rift, #1)", "Avatar: The Rift, Part 1", "Avatar (The Rift, #1)"),
        ("Art (1994)", "Art", "Art (1994)"),
        ("(#1)", "Un", "(#1)"),
    ],
)
def test_the_mark_of_a_series_goes_only_where_nothing_is_lost(title: str, original: str, kept: str) -> None:
    assert read_title(title, original) == kept
