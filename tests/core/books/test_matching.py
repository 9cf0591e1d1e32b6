"""What was typed is matched against titles and authors as a reader would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.books.matching import is_by, is_named_by, is_titled, nearest, ranked, stems, telling, title_and_author
from core.books.model import Work
from core.kernel.identity import WorkId


def work(title: str, *authors: str, year: int | None = None) -> Work:
    return Work(WorkId(1), title, authors, year)


@pytest.mark.parametrize(
    "typed", ["L’Étranger", "l'etranger", "ETRANGER", "  létranger".replace("lé", "l é"), "étranger !"]
)
def test_a_title_is_known_without_accents_case_or_article(typed: str) -> None:
    assert is_titled(work("L’Étranger"), typed)


@pytest.mark.parametrize("typed", ["étrange", "L’Étranger Camus", "", "le"])
def test_part_of_a_title_is_not_the_title(typed: str) -> None:
    assert not is_titled(work("L’Étranger"), typed)


def test_the_mark_of_a_series_need_not_be_typed() -> None:
    assert is_titled(work("Avatar (The Search, #1)"), "avatar")
    assert is_titled(work("Avatar (The Search, #1)"), "Avatar (the search #1)")


@pytest.mark.parametrize(
    ("typed", "pairs"),
    [
        ("Emma — Jane Austen", [("Emma", "Jane Austen")]),
        ("Emma - Jane Austen", [("Emma", "Jane Austen")]),
        ("Emma, Jane Austen", [("Emma", "Jane Austen")]),
        ("Moi, Tituba sorcière, Condé", [("Moi, Tituba sorcière", "Condé"), ("Moi", "Tituba sorcière, Condé")]),
        ("Catch-22", []),
        ("Bel-Ami", []),
        ("— Austen", []),
        ("Emma, …", []),
        ("", []),
    ],
)
def test_a_title_and_its_author_are_told_apart(typed: str, pairs: list[tuple[str, str]]) -> None:
    assert title_and_author(typed) == pairs


@given(st.text(alphabet="ab ,—-", max_size=300))
def test_few_readings_are_tried_whatever_is_typed(typed: str) -> None:
    assert len(title_and_author(typed)) <= 6


def test_an_author_is_known_by_any_of_the_names_and_the_year_may_stand_there() -> None:
    austen = work("Emma", "Jane Austen", year=1815)
    assert is_by(austen, "austen")
    assert is_by(austen, "Jane AUSTEN, 1815")
    assert not is_by(austen, "Austen 1816")
    assert not is_by(austen, "Brontë")


def test_titles_come_before_authors_and_words_may_be_begun_only() -> None:
    by_author = work("Regain", "Emma Giono")
    begins = work("Emma Zunz", "Borges")
    exact = work("Emma", "Jane Austen")
    assert ranked([by_author, begins, exact], "emma") == [exact, begins, by_author]
    assert ranked([by_author, begins, exact], "aus em") == [exact]
    assert ranked([by_author, exact], "") == [by_author, exact]


@pytest.mark.parametrize(
    ("typed", "is_named"),
    [("emma", False), ("Emmanuel", True), ("blais saison", True), ("saison d'emma", False), ("1965 saison", True)],
)
def test_a_word_that_is_only_begun_names_no_work(typed: str, is_named: bool) -> None:
    work = Work(WorkId(1), "Une saison dans la vie d’Emmanuel", ("Marie-Claire Blais",), 1965)
    assert is_named_by(work, typed) is is_named


def test_searches_for_the_longest_words() -> None:
    assert telling(("l", "a", "de", "la", "du", "en", "recherche", "temps")) == (
        "recherche",
        "temps",
        "de",
        "la",
        "du",
        "en",
    )


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("Les Anées", ["Les Années"]),
        ("etrangre", ["L’Étranger"]),
        ("anie ernau", ["Les Années"]),
        ("l'étranger camu", ["L’Étranger"]),
        ("Le Livre qui n’existe pas", []),
        ("annuaire", []),
        ("🙂", []),
    ],
)
def test_a_slip_comes_near_its_book_and_nothing_else_does(typed: str, near: list[str]) -> None:
    works = [work("L’Étranger", "Albert Camus"), work("Les Années", "Annie Ernaux"), work("Nadja", "André Breton")]
    assert [each.title for each in nearest(works, typed)] == near


def test_what_is_searched_for_forgives_the_end_of_a_word() -> None:
    assert stems("Les Misérbles de V. Hugo") == ("mise", "hug", "les")
