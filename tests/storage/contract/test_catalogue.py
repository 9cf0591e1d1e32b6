"""Works and their editions: one work whatever its editions, found by the beginnings of its words."""

from __future__ import annotations

from core.books.model import NewEdition, Quarantined
from core.kernel.identity import WorkId
from core.kernel.storage import Storage
from storage.rows import Rows
from tests.core.votes.town import START

PRESAGES = NewEdition("De bons présages", ("Terry Pratchett", "Neil Gaiman"), 1990, "fr", "9780000000019")


async def add(storage: Storage[Rows], *editions: NewEdition) -> list[tuple[WorkId, bool]]:
    return await storage.write(lambda rows: [rows.books.put(each) for each in editions])


async def test_two_editions_of_a_work_are_one_work(storage: Storage[Rows]) -> None:
    pocket = NewEdition("DE BONS PRESAGES", ("terry pratchett",), isbn="9780000000026")
    (work, is_new), (again, added), (third, known) = await add(storage, PRESAGES, pocket, PRESAGES)
    assert work == again == third
    assert (is_new, added, known) == (True, True, False)
    assert await storage.read(lambda rows: rows.books.count()) == 1
    assert await storage.read(lambda rows: rows.books.isbns(work)) == [PRESAGES.isbn, pocket.isbn]
    found = await storage.read(lambda rows: rows.books.by_isbn(pocket.isbn))
    assert found is not None
    assert (found.id, found.title, found.authors, found.year) == (work, PRESAGES.title, PRESAGES.authors, 1990)
    assert await storage.read(lambda rows: rows.books.get(work)) == found


async def test_works_without_isbn_or_author_are_kept_apart_by_title(storage: Storage[Rows]) -> None:
    (first, _), (second, _), (again, is_new) = await add(
        storage, NewEdition("Renart", ()), NewEdition("Tristan", ()), NewEdition("renart", ())
    )
    assert (first == again, first == second, is_new) == (True, False, False)
    assert await storage.read(lambda rows: rows.books.isbns(first)) == []
    assert await storage.read(lambda rows: rows.books.by_isbn("9780000000026")) is None
    assert await storage.read(lambda rows: rows.books.get(WorkId(99))) is None


async def test_a_search_takes_every_prefix(storage: Storage[Rows]) -> None:
    await add(storage, PRESAGES, NewEdition("Emma", ("Jane Austen",)), NewEdition("L’Étranger", ("Albert Camus",)))

    def titles(rows: Rows) -> list[list[str]]:
        asked = (["pres"], ["gai", "bon"], ["etr"], ["pres", "aus"], ["ca", ""], ["z"])
        return [[work.title for work in rows.books.search(prefixes, 9)] for prefixes in asked]

    presages, camus = [PRESAGES.title], ["L’Étranger"]
    assert await storage.read(titles) == [presages, presages, camus, [], camus, []]


async def test_a_search_is_by_title_bounded_and_without_prefix_everything(storage: Storage[Rows]) -> None:
    await add(storage, *(NewEdition(title, ("Émile Zola",)) for title in ("Pot-Bouille", "Nana", "L’Œuvre", "Nana 2")))
    found = await storage.read(lambda rows: [work.title for work in rows.books.search(["zola"], 3)])
    assert found == await storage.read(lambda rows: [work.title for work in rows.books.search([], 3)])
    assert found == ["Nana", "Nana 2", "L’Œuvre"]


async def test_lines_set_aside_replace_themselves(storage: Storage[Rows]) -> None:
    line = Quarantined(3, "isbn", "2,07E+12", "isbn-mangled")
    repaired = Quarantined(3, "isbn", "207", "isbn-short")

    def job(rows: Rows) -> None:
        rows.books.set_aside("a.csv", [line, Quarantined(1, "title", "", "title-missing")], START)
        rows.books.set_aside("a.csv", iter([repaired]), START)
        rows.books.set_aside("a.csv", [], START)

    await storage.write(job)
    assert await storage.read(lambda rows: rows.books.set_aside_rows(9)) == [
        ("a.csv", Quarantined(1, "title", "", "title-missing")),
        ("a.csv", repaired),
    ]
    assert len(await storage.read(lambda rows: rows.books.set_aside_rows(1))) == 1


async def test_what_was_set_aside_of_a_file_is_forgotten_and_another_files_stays(storage: Storage[Rows]) -> None:
    line = Quarantined(3, "isbn", "2,07E+12", "isbn-mangled")

    def job(rows: Rows) -> None:
        for file in ("a.csv", "b.csv"):
            rows.books.set_aside(file, [line], START)
        rows.books.forget_set_aside("a.csv")

    await storage.write(job)
    assert await storage.read(lambda rows: rows.books.set_aside_rows(9)) == [("b.csv", line)]
