"""The commands and the source of works, as a platform uses them: through the catalogue and its intake."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import pytest

from core.books.commands import WORKS, WorkSource, declare, suggestion_of
from core.books.model import Work
from core.books.views import SearchResult, SetAsideList
from core.kernel.errors import Refusal
from core.kernel.identity import Caller, Standing, WorkId
from core.ui.cards import Reply
from core.ui.catalogue import Catalogue, Command, Suggestion
from core.ui.fields import Lookup
from core.ui.intake import FieldRefusal, Intake
from core.ui.words import LOCALES
from tests.core.books.shelves import DICTIONARY, StillClock, new_bookshelf, somebody
from tests.core.outline import outline

CSV = (
    "titre;auteurs;année;isbn\n"
    "Emma;Jane Austen;1815;9782070368228\n"
    "L’Étranger;Albert Camus;1942;\n"
    "L’Étranger;Sándor Márai;1930;2070368221\n"
).encode()


@dataclass(frozen=True, slots=True)
class Lend:
    book: Annotated[str, Lookup("book-search-query", WORKS)]


async def _lend(caller: Caller, request: Lend) -> Reply:
    raise AssertionError


LEND = Command(("book", "lend"), Lend, _lend, needs_home=False)


@pytest.fixture
async def catalogue() -> Catalogue:
    shelf = new_bookshelf()
    await shelf.import_csv("rentree.csv", CSV)
    catalogue = Catalogue()
    declare(catalogue, shelf)
    return catalogue


async def lend(catalogue: Catalogue, typed: str) -> str:
    request = await Intake(catalogue, StillClock()).read(LEND, somebody(), {"book": typed})
    assert isinstance(request, Lend)
    return request.book


async def test_a_book_is_named_by_key_title_or_isbn(catalogue: Catalogue) -> None:
    assert await lend(catalogue, "emma") == "#w1"
    assert await lend(catalogue, "#w1") == "#w1"
    assert await lend(catalogue, "ISBN 2-07-036822-X") == "#w1"
    assert await lend(catalogue, "L’Étranger — Sándor Márai") == "#w3"


async def test_unclear_titles_are_offered_with_what_tells_them_apart(catalogue: Catalogue) -> None:
    with pytest.raises(FieldRefusal) as refused:
        await lend(catalogue, "l'etranger")
    assert refused.value.suggestions == (
        Suggestion("#w2", "L’Étranger", "Albert Camus, 1942"),
        Suggestion("#w3", "L’Étranger", "Sándor Márai, 1930"),
    )
    told = [DICTIONARY.words(locale)(refused.value.message, **refused.value.arguments) for locale in LOCALES]
    assert told == [
        "2 livres répondent à «\u202fl'etranger\u202f». Choisissez dans la liste.",
        "2 books answer to “l'etranger”. Please choose from the list.",
    ]


@pytest.mark.parametrize(
    "typed", ["Madame Bovary", "9780439023481", "#w9", "#wzzzzzzzzzzzzz", "#w", "#w-1", "🙂", "t" * 300]
)
async def test_unknown_books_are_said_to_be_unknown(catalogue: Catalogue, typed: str) -> None:
    with pytest.raises(FieldRefusal) as refused:
        await lend(catalogue, typed)
    assert refused.value.message == "works-none"
    for locale in LOCALES:
        assert typed[:80] in DICTIONARY.words(locale)(refused.value.message, **refused.value.arguments)


async def test_a_wrong_isbn_is_explained_in_both_languages(catalogue: Catalogue) -> None:
    with pytest.raises(Refusal) as refused:
        await lend(catalogue, "978-2-07-036822-9")
    for locale in LOCALES:
        assert "978-2-07-036822-9" in DICTIONARY.words(locale)(refused.value.message, **refused.value.arguments)


async def test_suggestions_carry_keys_that_resolve_to_themselves(catalogue: Catalogue) -> None:
    source = catalogue.sources[WORKS]
    suggested = await source.suggest(somebody(), "", 25)
    assert [each.label for each in suggested] == ["Emma", "L’Étranger", "L’Étranger"]
    for each in suggested:
        assert list(await source.resolve(somebody(), each.key)) == [each]


async def test_a_title_that_looks_like_a_key_can_still_be_found() -> None:
    shelf = new_bookshelf()
    await shelf.import_csv("x.csv", b"titre\n#W est de retour\n")
    assert [each.label for each in await WorkSource(shelf).resolve(somebody(), "#W est de retour")] == [
        "#W est de retour"
    ]


def test_details_name_few_authors_and_no_year_before_the_common_era() -> None:
    work = Work(WorkId(36), "L’Iliade", ("Homère", "Un", "Deux", "Trois"), -750)
    assert suggestion_of(work) == Suggestion("#w10", "L’Iliade", "Homère, Un, Deux, …")
    assert suggestion_of(Work(WorkId(1), "Sans nom", (), None)).detail == ""


async def test_search_shows_a_few_books_and_says_when_there_are_more() -> None:
    shelf = new_bookshelf()
    lines = "".join(f"Tome {number};Anne Onyme\n" for number in range(12))
    await shelf.import_csv("tomes.csv", f"titre;auteur\n{lines}".encode())
    catalogue = Catalogue()
    declare(catalogue, shelf)
    command = catalogue.commands["book", "search"]
    reply = await command(somebody(), command.request(query="tome"))
    assert isinstance(reply.view, SearchResult)
    assert (len(reply.view.found), reply.view.has_more) == (8, True)
    reply = await command(somebody(), command.request(query="tome 11"))
    assert isinstance(reply.view, SearchResult)
    assert ([each.work.title for each in reply.view.found], reply.view.has_more) == (["Tome 11"], False)


async def test_rejects_are_for_booksellers(catalogue: Catalogue) -> None:
    command = catalogue.commands["book", "rejects"]
    with pytest.raises(Refusal):
        await command(somebody(), command.request())
    reply = await command(somebody(Standing.BOOKSELLER), command.request())
    assert isinstance(reply.view, SetAsideList)
    assert outline(reply.view.as_card(DICTIONARY.words("fr"))).splitlines() == [
        "# Dernières lignes mises de côté",
        "- rentree.csv, ligne 4, colonne isbn\u00a0: ISBN au chiffre de contrôle faux («\u202f2070368221\u202f»)",
    ]


def test_every_text_of_the_declaration_stands_in_both_languages() -> None:
    catalogue = Catalogue()
    declare(catalogue, new_bookshelf())
    for command in catalogue.commands.values():
        assert DICTIONARY.has(command.message)
        for locale in LOCALES:
            assert len(DICTIONARY.words(locale)(f"{command.message}.name").split()) == len(command.path)
        for asked in command.fields:
            assert DICTIONARY.has(asked.message)
            assert DICTIONARY.has(f"{asked.message}.ask")


async def test_a_title_that_only_begins_so_is_proposed_and_never_taken(catalogue: Catalogue) -> None:
    with pytest.raises(FieldRefusal) as refused:
        await lend(catalogue, "emm")
    assert [each.label for each in refused.value.suggestions] == ["Emma"]
    told = [DICTIONARY.words(locale)(refused.value.message, **refused.value.arguments) for locale in LOCALES]
    assert told[0].startswith("Je ne trouve pas exactement «\u202femm\u202f». Vouliez-vous dire")
    assert told[1].startswith("I do not find exactly “emm”. Did you mean")
