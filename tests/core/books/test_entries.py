"""A line becomes an edition, or is set aside with its line, column, value and reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.books.entries import MAX_AUTHORS, MAX_NAME, MAX_SHOWN, MAX_TITLE, Entry, read_entries
from core.books.isbn import Way
from core.books.model import NewEdition, Quarantined
from core.kernel.collation import fold
from core.kernel.errors import Refusal
from tests.core.books.shelves import GOODBOOKS, with_goodbooks

HEADER = "titre;auteurs;année;langue;isbn;ean;éditeur\n"


def entry(line: str) -> Entry:
    """Return what becomes of one line."""
    (only,) = read_entries((HEADER + line).encode())
    return only


def test_a_whole_line_becomes_an_edition() -> None:
    assert entry("L’Étranger;Albert Camus;1942;fre;2-07-036002-4;;Gallimard") == Entry(
        2,
        NewEdition("L’Étranger", ("Albert Camus",), 1942, "fr", "9782070360024", "Gallimard"),
        Way.CONVERTED,
    )


def test_a_title_alone_is_enough() -> None:
    assert entry("La Chanson de Roland") == Entry(2, NewEdition("La Chanson de Roland", ()))


@pytest.mark.parametrize(
    ("line", "column", "value", "reason"),
    [
        (";Zola;1880", "titre", "", "title-blank"),
        ("… !;Zola;1880", "titre", "… !", "title-blank"),
        ("x" * (MAX_TITLE + 1), "titre", "x" * (MAX_SHOWN - 1) + "…", "title-too-long"),
        ("Un;deux;3;fr;;;;huit", "", "Un | deux | 3 | fr |  |  |  | huit", "line-cells"),
        ('"Nana;Zola', "", '"Nana;Zola', "line-quote"),
    ],
)
def test_a_bad_line_is_set_aside_whole(line: str, column: str, value: str, reason: str) -> None:
    assert entry(line) == Entry(2, None, None, (Quarantined(2, column, value, reason),))


@pytest.mark.parametrize(
    ("line", "aside"),
    [
        ("Nana;Zola;?", [("année", "?", "year-unclear")]),
        ("Nana;Zola;;;123;", [("isbn", "123", "isbn-length")]),
        ("Nana;Zola;;;;9.78E+12", [("ean", "9.78E+12", "isbn-scientific")]),
        ("Nana;Zola;?;;2070368221", [("année", "?", "year-unclear"), ("isbn", "2070368221", "isbn-check-digit")]),
    ],
)
def test_a_bad_cell_is_set_aside_and_the_book_is_kept(line: str, aside: list[tuple[str, str, str]]) -> None:
    found = entry(line)
    assert found.edition == NewEdition("Nana", ("Zola",))
    assert [(each.column, each.value, each.reason) for each in found.set_aside] == aside


def test_long_names_and_many_authors_are_bounded() -> None:
    authors = ";".join(f"Autrice {number}" for number in range(MAX_AUTHORS + 5))
    found = entry(f'Nana;"{authors};{"x" * 500}"').edition
    assert found is not None
    assert len(found.authors) == MAX_AUTHORS
    long = entry(f"Nana;{'x' * 500};;;;;{'y' * 500}").edition
    assert long is not None
    assert (len(long.authors[0]), len(long.publisher)) == (MAX_NAME, MAX_NAME)


def test_trailing_separators_and_a_repeated_header_are_no_faults() -> None:
    data = (HEADER + "Nana;Zola;1880;;;;;;;\n" + HEADER + ";;;;;;\nEmma;Austen\n").encode()
    assert [found.edition.title for found in read_entries(data) if found.edition] == ["Nana", "Emma"]
    assert all(not found.set_aside for found in read_entries(data))


def test_files_of_old_spreadsheets_are_read() -> None:
    lines = (
        "sep=;",
        '"Titre";"Auteur(s)";"EAN"',
        'Thérèse Raquin;Émile Zola;="9782070368228"',
        ";;",
        "",
        "À rebours;Huysmans, Joris-Karl;",
    )
    found = [each.edition for each in read_entries("\r".join(lines).encode("cp1252"))]
    assert found == [
        NewEdition("Thérèse Raquin", ("Émile Zola",), isbn="9782070368228"),
        NewEdition("À rebours", ("Joris-Karl Huysmans",)),
    ]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"Nana;Zola\n", b"\x89PNG\r\n\x1a\n\0\0\0", b"PK\x03\x04" + b"\0" * 40])
def test_a_file_that_is_no_catalogue_is_refused(data: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        list(read_entries(data))
    assert refused.value.message == "import-no-header"


def test_lines_are_read_one_at_a_time() -> None:
    entries = read_entries((HEADER + "Nana\n" * 100_000).encode())
    assert isinstance(entries, Iterator)
    assert next(entries).line == 2
    assert next(entries).line == 3


@given(st.binary(max_size=400))
def test_no_line_whatever_raises(garbage: bytes) -> None:
    data = HEADER.encode() + garbage + b"\nNana;Zola\n"
    for found in read_entries(data):
        assert found.edition or found.set_aside
        assert len({(each.line, each.column) for each in found.set_aside}) == len(found.set_aside)


@with_goodbooks
def test_ten_thousand_real_lines_give_ten_thousand_books() -> None:
    entries = list(read_entries(GOODBOOKS.read_bytes()))
    editions = [found.edition for found in entries if found.edition]
    assert len(entries) == len(editions) == 10_000
    assert Counter(found.way for found in entries) == {
        Way.PADDED: 6_587,
        Way.RESCUED: 2_674,
        Way.CONVERTED: 16,
        None: 723,
    }
    assert Counter(each.reason for found in entries for each in found.set_aside) == {
        "isbn-scientific": 135,
        "isbn-check-digit": 23,
    }
    assert sum(edition.year is not None and edition.year < 0 for edition in editions) == 31
    assert sum(edition.language == "fr" for edition in editions) == 25
    assert len({(fold(edition.title), fold(edition.authors[0])) for edition in editions}) == 9_998
