"""Importing adds what is new and says what it did; finding answers titles, authors and ISBNs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.books.service import MAX_CHOICES, Bookshelf, ImportReport
from core.kernel.errors import Refusal
from tests.core.books.shelves import GOODBOOKS, new_bookshelf, with_goodbooks
from tests.fakes import FakeRows, FakeStorage

Result = TypeVar("Result")

CATALOGUE = """titre;auteurs;année;isbn;ean
Emma;Jane Austen;1815;;9782070368228
L’Étranger;Albert Camus;1942;2-07-036002-4;9.78E+12
L’Étranger;Sándor Márai;1930;;
La Peste;Albert Camus;1947;439023483;
Œuvres;Louise Labé;1555;;
Emma ou la rage de vivre;Anne Dupont;?;;123
;Personne;;;
أولاد حارتنا;نجيب محفوظ;1959;;
""".encode()


class CountedStorage(FakeStorage):
    """Storage that counts its writing transactions."""

    transactions = 0

    async def write(self, job: Callable[[FakeRows], Result], /) -> Result:
        self.transactions += 1
        return await super().write(job)


@pytest.fixture
async def bookshelf() -> Bookshelf:
    shelf = new_bookshelf()
    await shelf.import_csv("rentree.csv", CATALOGUE)
    return shelf


async def titles_meant(shelf: Bookshelf, typed: str) -> list[tuple[str, str]]:
    return [(work.title, work.authors[0]) for work in await shelf.meant(typed)]


async def test_an_import_says_what_it_did() -> None:
    report = await new_bookshelf().import_csv("rentree.csv", CATALOGUE)
    assert report == ImportReport(
        "rentree.csv",
        read=8,
        works_new=7,
        editions_new=7,
        known=0,
        ways={"written": 1, "rescued": 1, "padded": 1},
        set_aside={"title-blank": 1, "year-unclear": 1, "isbn-length": 1},
    )


async def test_importing_again_changes_nothing() -> None:
    shelf = new_bookshelf()
    first = await shelf.import_csv("rentree.csv", CATALOGUE)
    aside = await shelf.latest_set_aside(20)
    again = await shelf.import_csv("rentree.csv", CATALOGUE)
    assert (again.works_new, again.editions_new, again.known) == (0, 0, first.editions_new)
    assert await shelf.latest_set_aside(20) == aside
    assert len(aside) == 3


async def test_a_file_that_was_mended_leaves_nothing_set_aside() -> None:
    shelf = new_bookshelf()
    await shelf.import_csv("autre.csv", b"titre;isbn\nNana;12\n")
    await shelf.import_csv("rentree.csv", b"titre;isbn\nEmma;12\n;9782070408504\n")
    assert {file for file, _ in await shelf.latest_set_aside(9)} == {"autre.csv", "rentree.csv"}
    await shelf.import_csv("rentree.csv", b"titre;isbn\nEmma;9782070408504\n")
    assert {file for file, _ in await shelf.latest_set_aside(9)} == {"autre.csv"}


async def test_another_edition_joins_its_work(bookshelf: Bookshelf) -> None:
    report = await bookshelf.import_csv(
        "poche.csv", b"title,author,isbn\nEMMA,JANE AUSTEN,9780439023481\nemma,Jane Austen,\n"
    )
    # The ISBN is known already, under another title: it keeps its work.
    assert (report.works_new, report.editions_new, report.known) == (0, 0, 2)
    report = await bookshelf.import_csv("poche.csv", b"title,author,isbn\nEMMA,JANE AUSTEN,9780061120084\n")
    assert (report.works_new, report.editions_new) == (0, 1)
    (emma,) = await bookshelf.search("9780061120084", 5)
    assert emma.work.title == "Emma"
    assert emma.isbns == ("9782070368228", "9780061120084")


async def test_many_lines_go_in_several_transactions() -> None:
    storage = CountedStorage()
    lines = "".join(f"Livre {number};Autrice\n" for number in range(1_001))
    report = await new_bookshelf(storage).import_csv("gros.csv", f"titre;auteur\n{lines}".encode())
    assert report.works_new == 1_001
    assert storage.transactions == 3


async def test_a_file_that_is_no_catalogue_is_refused_and_stores_nothing() -> None:
    shelf = new_bookshelf()
    with pytest.raises(Refusal) as refused:
        await shelf.import_csv("photo.png", b"\x89PNG\r\n\x1a\n")
    assert refused.value.message == "import-no-header"
    assert not await shelf.suggest("", 5)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("emma", [("Emma", "Jane Austen")]),
        ("EMMA !", [("Emma", "Jane Austen")]),
        ("la peste", [("La Peste", "Albert Camus")]),
        ("peste", [("La Peste", "Albert Camus")]),
        ("oeuvres", [("Œuvres", "Louise Labé")]),
        ("l'etranger", [("L’Étranger", "Albert Camus"), ("L’Étranger", "Sándor Márai")]),
        ("L’Étranger — Albert Camus", [("L’Étranger", "Albert Camus")]),
        ("l'étranger, camus", [("L’Étranger", "Albert Camus")]),
        ("Étranger - MARAI", [("L’Étranger", "Sándor Márai")]),
        ("L’Étranger — Albert Camus, 1942", [("L’Étranger", "Albert Camus")]),
        ("L’Étranger — Zola", []),
        ("labé", [("Œuvres", "Louise Labé")]),
        ("camus", [("L’Étranger", "Albert Camus"), ("La Peste", "Albert Camus")]),
        ("emma rage", [("Emma ou la rage de vivre", "Anne Dupont")]),
        ("اولاد حارتنا", [("أولاد حارتنا", "نجيب محفوظ")]),
        ("9782070368228", [("Emma", "Jane Austen")]),
        ("ISBN 978-2-07-036822-8", [("Emma", "Jane Austen")]),
        ("207036822X", [("Emma", "Jane Austen")]),
        ("2070360024", [("L’Étranger", "Albert Camus")]),
        ("0439023483", [("La Peste", "Albert Camus")]),
        ("9780061120084", []),
        ("<b>emma</b>", []),
        ("@everyone", []),
        ("🙂", []),
        ("", []),
        ("x" * 5_000, []),
    ],
)
async def test_finds_the_work_that_is_meant(bookshelf: Bookshelf, typed: str, meant: list[tuple[str, str]]) -> None:
    assert await titles_meant(bookshelf, typed) == meant


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("9782070368229", "isbn-check-digit"),
        ("978-2-07-03", "isbn-length"),
        ("9,78E+12", "isbn-scientific"),
        ("3017620422003", "isbn-not-a-book"),
    ],
)
async def test_a_wrong_isbn_is_explained(bookshelf: Bookshelf, typed: str, reason: str) -> None:
    for ask in (bookshelf.meant(typed), bookshelf.search(typed, 5)):
        with pytest.raises(Refusal) as refused:
            await ask
        assert (refused.value.message, refused.value.arguments) == (reason, {"typed": typed})
    assert await bookshelf.suggest(typed, 5) == []


async def test_suggests_titles_first_and_no_more_than_asked(bookshelf: Bookshelf) -> None:
    assert [work.title for work in await bookshelf.suggest("em", 25)] == ["Emma", "Emma ou la rage de vivre"]
    assert [work.title for work in await bookshelf.suggest("", 3)] == ["Emma", "Emma ou la rage de vivre", "L’Étranger"]
    assert [work.title for work in await bookshelf.suggest("978-2-07-036822-8", 25)] == ["Emma"]
    assert list(await bookshelf.suggest("🙂", 25)) == []


async def test_what_nothing_begins_with_is_answered_with_what_comes_near_and_never_with_the_alphabet(
    bookshelf: Bookshelf,
) -> None:
    assert {work.title for work in await bookshelf.suggest("l'etrangé", 25)} == {"L’Étranger"}
    assert list(await bookshelf.suggest("Zazie dans le métro", 25)) == []


@given(typed=st.text(max_size=400))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
async def test_whatever_is_typed_is_answered(bookshelf: Bookshelf, typed: str) -> None:
    assert len(await bookshelf.suggest(typed, 25)) <= 25
    with suppress(Refusal):
        assert len(await bookshelf.meant(typed)) <= MAX_CHOICES


async def test_a_thousand_books_give_no_more_than_a_menu_holds() -> None:
    shelf = new_bookshelf()
    lines = "".join(f"Roman numéro {number};Camille Auteur\n" for number in range(1_000))
    await shelf.import_csv("mille.csv", f"titre;auteur\n{lines}".encode())
    assert len(await shelf.suggest("roman", 25)) == 25
    assert len(await shelf.meant("roman")) == MAX_CHOICES
    assert len(await shelf.search("camille", 9)) == 9
    assert [work.title for work in await shelf.meant("roman numero 732")] == ["Roman numéro 732"]


@with_goodbooks
async def test_finds_its_way_among_ten_thousand_real_books() -> None:
    shelf = new_bookshelf()
    report = await shelf.import_csv("goodbooks.csv", GOODBOOKS.read_bytes())
    assert (report.read, report.works_new, report.editions_new, report.known) == (10_000, 9_998, 10_000, 0)
    assert sum(report.ways.values()) == 9_277
    assert report.set_aside == {"isbn-scientific": 135, "isbn-check-digit": 23}
    assert await titles_meant(shelf, "it") == [("It", "Stephen King")]
    assert await titles_meant(shelf, "the stranger, camus") == [("The Stranger", "Albert Camus")]
    assert await titles_meant(shelf, "1984") == [("1984", "George Orwell")]
    assert await titles_meant(shelf, "0439023483") == [("The Hunger Games", "Suzanne Collins")]
