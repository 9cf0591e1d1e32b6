"""What people read of the catalogue, in both languages."""

from __future__ import annotations

import re

import pytest
from syrupy.assertion import SnapshotAssertion

from core.books.entries import MAX_TITLE
from core.books.isbn import Way
from core.books.model import Quarantined, Work
from core.books.service import Found, ImportReport
from core.books.views import ImportSummary, SearchResult, SetAsideList
from core.kernel.identity import WorkId
from core.ui.cards import View
from core.ui.words import LOCALES
from tests.core.books.shelves import DICTIONARY, ROOT
from tests.core.outline import outline

EMMA = Found(Work(WorkId(1), "Emma", ("Jane Austen",), 1815), ("9782070368228", "9780061120084"))
ILIAD = Found(Work(WorkId(2), "L’Iliade", ("Homère", "Paul Mazon", "Un", "Deux"), -750), ())
ARABIC = Found(Work(WorkId(3), "أولاد حارتنا", ("نجيب محفوظ",), 1959), ())
BARE = Found(Work(WorkId(4), "<b>@everyone</b> *x*", (), None), ())
REPORT = ImportReport(
    "rentrée.csv",
    10_001,
    1,
    2,
    0,
    {"padded": 6_587, "written": 1},
    {"isbn-check-digit": 1, "line-quote": 20, "year-unclear": 3},
)

VIEWS: dict[str, View] = {
    "found": SearchResult("emma", (EMMA, ILIAD, ARABIC, BARE)),
    "found, and more": SearchResult("e", (EMMA, ILIAD), has_more=True),
    "nothing found": SearchResult("**Zzz** <i>", ()),
    "nothing found, at length": SearchResult("très " * 60, ()),
    "set aside": SetAsideList(
        (
            ("rentrée.csv", Quarantined(2, "isbn", "9.78E+12", "isbn-scientific")),
            ("rentrée.csv", Quarantined(1_204, "", '"' + "Un livre sans fin " * 20, "line-quote")),
            ("rentrée.csv", Quarantined(3, "titre", "", "title-blank")),
        )
    ),
    "nothing set aside": SetAsideList(()),
    "import": ImportSummary(REPORT),
    "empty import": ImportSummary(ImportReport("vide.csv")),
}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", VIEWS)
def test_reads_well(name: str, locale: str, snapshot: SnapshotAssertion) -> None:
    assert outline(VIEWS[name].as_card(DICTIONARY.words(locale))) == snapshot


def test_the_longest_title_is_named_as_it_is_checked() -> None:
    for locale in LOCALES:
        assert str(MAX_TITLE) in DICTIONARY.words(locale)("title-too-long.short")


def test_every_reason_and_every_way_has_its_words() -> None:
    sources = [(ROOT / "core" / "books" / name).read_text() for name in ("entries.py", "csv_reading.py", "isbn.py")]
    reasons = set(re.findall(r'"((?:isbn|line|title|year)-[a-z-]+)"', "\n".join(sources)))
    assert {"isbn-length", "line-cells", "title-blank", "year-unclear"} <= reasons
    for reason in reasons:
        for locale in LOCALES:
            words = DICTIONARY.words(locale)
            assert words(f"{reason}.short")
            assert words(reason, typed="x")
    assert all(DICTIONARY.has(f"way-{way.value}") for way in Way)
