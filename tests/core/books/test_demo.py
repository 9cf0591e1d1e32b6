"""The demo's catalogue: French-language works, each once, with sane years and no ISBN from memory."""

from __future__ import annotations

import csv
from collections import Counter

from core.books.demo import read_demo_catalogue
from core.books.entries import read_entries
from core.books.isbn import Isbn
from core.books.isbn import repair_isbn as repaired
from core.books.model import NewEdition
from core.kernel.collation import fold
from tests.core.books.shelves import GOODBOOKS, new_bookshelf, with_goodbooks

ENTRIES = list(read_entries(read_demo_catalogue()))
WORKS = [entry.edition for entry in ENTRIES if entry.edition]


def test_every_line_is_a_work() -> None:
    assert len(WORKS) == len(ENTRIES)
    assert len(WORKS) >= 195
    assert not any(entry.set_aside for entry in ENTRIES)


def test_no_work_stands_twice() -> None:
    assert [title for title, times in Counter(fold(work.title) for work in WORKS).items() if times > 1] == []


def test_every_work_has_an_author_a_sane_year_and_is_in_french() -> None:
    assert all(work.authors and work.year and 1450 <= work.year <= 2026 for work in WORKS)
    assert {work.language for work in WORKS} == {"fr"}


def test_works_stand_in_order_from_villon_to_today() -> None:
    years = [work.year or 0 for work in WORKS]
    assert years == sorted(years)
    assert WORKS[0].authors == ("François Villon",)
    assert years[-1] >= 2020


def test_authors_are_written_in_one_way() -> None:
    names = Counter(name for work in WORKS for name in work.authors)
    folded = Counter(fold(name) for name in names)
    assert [name for name, times in folded.items() if times > 1] == []
    assert all(times <= 4 for times in names.values())


def test_titles_keep_french_typography() -> None:
    for work in WORKS:
        assert "'" not in work.title
        assert not any(before + sign in work.title for before in " " for sign in "!?;:»")


async def test_all_of_it_can_be_imported_and_found() -> None:
    shelf = new_bookshelf()
    report = await shelf.import_csv("catalogue.csv", read_demo_catalogue())
    assert (report.works_new, report.set_aside) == (len(WORKS), {})
    for work in WORKS:
        (found,) = await shelf.meant(work.title)
        assert (found.title, found.authors, found.year) == (work.title, work.authors, work.year)


@with_goodbooks
def test_every_isbn_comes_from_the_source_at_hand() -> None:
    with GOODBOOKS.open(encoding="utf-8", newline="") as file:
        french = [row for row in csv.DictReader(file) if row["language_code"] == "fre"]
    known = {}
    for row in french:
        found = repaired(row["isbn"], row["isbn13"])
        if isinstance(found, Isbn):
            known[found.digits] = fold(row["original_title"])
    with_isbn: list[NewEdition] = [work for work in WORKS if work.isbn]
    assert len(with_isbn) == 8
    assert all(known[work.isbn] == fold(work.title) for work in with_isbn)
