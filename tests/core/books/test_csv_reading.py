"""Tables are taken apart whatever their separator, quotes and line ends; a bad line never hides the next."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.books.columns import known_columns
from core.books.csv_reading import MAX_JOINED_LINES, MAX_LINE_CHARS, SEPARATORS, Damaged, Record, Sheet, is_blank


def read(text: str) -> list[Record | Damaged]:
    """Return the records below the header of a table."""
    sheet = Sheet(io.StringIO(text, newline=""))
    found = sheet.find_header(known_columns)
    assert found is not None
    return list(sheet.records(found[0]))


def cells(text: str) -> list[tuple[str, ...]]:
    records = read(text)
    assert all(isinstance(record, Record) for record in records)
    return [record.cells for record in records if isinstance(record, Record)]


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_reads_every_separator_and_end_of_line(separator: str, end: str) -> None:
    lines = (("titre", "auteur"), ("Nana", "Émile Zola"), ("Emma", "Jane Austen"))
    text = end.join(separator.join(line) for line in lines) + end
    assert cells(text) == list(lines[1:])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('"Nana";"Émile Zola"', ("Nana", "Émile Zola")),
        ('"Un ; deux";x', ("Un ; deux", "x")),
        ('"Le ""Horla""";x', ('Le "Horla"', "x")),
        ('"""034545104X""";x', ('"034545104X"', "x")),
        ('12" singles;x', ('12" singles', "x")),
        ('="9782070368228";x', ('="9782070368228"', "x")),
        ('"Le "Horla"";x', ('Le Horla""', "x")),
        ("seul", ("seul",)),
        ("a;b;c;d", ("a", "b", "c", "d")),
    ],
)
def test_reads_quotes_as_spreadsheets_and_people_write_them(line: str, expected: tuple[str, ...]) -> None:
    assert cells(f"titre;auteur\n{line}\nNana;Zola\n") == [expected, ("Nana", "Zola")]


def test_a_quoted_cell_may_run_over_lines_and_lines_are_counted_as_an_editor_does() -> None:
    records = read('titre;auteur\n"Sur deux\nlignes";x\n\n"Nana";y\n')
    assert records == [Record(2, ("Sur deux\nlignes", "x")), Record(5, ("Nana", "y"))]


@pytest.mark.parametrize("following", [1, MAX_JOINED_LINES + 5])
def test_a_quote_left_open_costs_its_own_line_only(following: int) -> None:
    more = "".join(f"Livre {number};x\n" for number in range(following))
    records = read(f'titre;auteur\n"Nana;Zola\n{more}')
    assert records[0] == Damaged(2, '"Nana;Zola\n', "line-quote")
    assert [record.cells[0] for record in records[1:] if isinstance(record, Record)] == [
        f"Livre {number}" for number in range(following)
    ]


def test_a_quote_left_open_before_quoted_lines_costs_its_own_line_only() -> None:
    records = read('titre;auteur\n"Nana;Zola\n"Emma";"Austen"\n"Regain";"Giono"\n')
    assert records == [
        Damaged(2, '"Nana;Zola\n', "line-quote"),
        Record(3, ("Emma", "Austen")),
        Record(4, ("Regain", "Giono")),
    ]


def test_lines_too_long_or_with_damaged_letters_are_set_aside() -> None:
    long = "x" * (MAX_LINE_CHARS + 1)
    records = read(f'titre;auteur\n{long}\nGerm\ufffdnal;Zola\n"Ger\nm\ufffdnal";Zola\nNana;Zola\n')
    assert [(record.line, record.reason) for record in records if isinstance(record, Damaged)] == [
        (2, "line-too-long"),
        (3, "line-letters"),
        (4, "line-letters"),
    ]
    assert records[-1] == Record(6, ("Nana", "Zola"))


@pytest.mark.parametrize(
    "above", ["", "\n\n", "sep=;\n", "Catalogue de la librairie;;\nau 1er mars;;\n", ";;;\r\n", '"";""\n']
)
def test_the_header_may_stand_below_other_lines(above: str) -> None:
    assert cells(f"{above}titre;auteur;année\nNana;Zola;1880\n") == [("Nana", "Zola", "1880")]


def test_a_lone_column_keeps_its_commas() -> None:
    assert cells("titre\nMoi, Tituba sorcière\n") == [("Moi, Tituba sorcière",)]


@pytest.mark.parametrize(
    "text", ["", "\n\n", "Nana;Zola\nEmma;Austen\n", "auteur;isbn\nZola;1\n", "\n" * 50 + "x;y\n" * 20]
)
def test_a_table_without_a_column_of_titles_is_not_understood(text: str) -> None:
    assert Sheet(io.StringIO(text, newline="")).find_header(known_columns) is None


@pytest.mark.parametrize("line", ["", " ;; \r\n", '"";"";""\n', "\t\t", "\u00a0,\0", ",,,"])
def test_lines_of_separators_are_blank(line: str) -> None:
    assert is_blank(line)
    assert not is_blank(line + "0")


table = st.lists(
    st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), min_size=2, max_size=4), max_size=6
)


@given(table, st.sampled_from(SEPARATORS))
def test_reads_back_whatever_a_spreadsheet_writes(rows: Sequence[Sequence[str]], separator: str) -> None:
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerow(["titre", "auteur"])
    writer.writerows(rows)
    lines = [tuple(row) for row in rows if all(cell.count("\n") + cell.count("\r") == 0 for cell in row)]
    kept = [row for row in lines if not is_blank(separator.join(row)) and "\ufffd" not in "".join(row)]
    found = [record.cells for record in read(written.getvalue()) if isinstance(record, Record)]
    assert [row for row in found if row in kept] == kept


@given(st.text(alphabet='";,\t|\r\n=ab\ufffd', max_size=200))
def test_any_text_is_read_to_its_end(text: str) -> None:
    records = read(f"titre;auteur\n{text}\nNana;Zola")
    numbers = [record.line for record in records]
    assert numbers == sorted(set(numbers))
    assert any("Nana" in str(record) for record in records)
