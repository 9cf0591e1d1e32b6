"""What the columns of a catalogue mean, from headers in French or English, and how their cells are cleaned."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.kernel.collation import fold

TITLE, ORIGINAL, AUTHORS, YEAR, TEN, THIRTEEN, PUBLISHER, LANGUAGE = (
    "title",
    "original",
    "authors",
    "year",
    "isbn",
    "isbn13",
    "publisher",
    "language",
)

_HEADERS: Mapping[str, tuple[str, ...]] = {
    TITLE: ("titre", "title", "intitule", "titre du livre", "book title", "livre", "designation"),
    ORIGINAL: ("original title", "titre original"),
    AUTHORS: (
        "auteur",
        "auteurs",
        "auteur s",
        "autrice",
        "autrices",
        "auteur autrice",
        "author",
        "authors",
        "author s",
    ),
    YEAR: (
        "annee",
        "year",
        "original publication year",
        "annee de premiere publication",
        "annee de parution",
        "annee de publication",
        "date de parution",
        "date de publication",
        "year of publication",
        "publication year",
        "parution",
    ),
    TEN: ("isbn", "isbn10", "isbn 10"),
    THIRTEEN: ("isbn13", "isbn 13", "ean", "ean13", "ean 13", "gtin", "code barres", "code barre"),
    PUBLISHER: ("editeur", "editeurs", "publisher", "maison d edition", "edition"),
    LANGUAGE: ("langue", "language", "language code", "code langue", "lang"),
}
_MEANINGS = {header: meaning for meaning, headers in _HEADERS.items() for header in headers}

_LANGUAGES = {
    "fre": "fr",
    "fra": "fr",
    "francais": "fr",
    "french": "fr",
    "eng": "en",
    "anglais": "en",
    "english": "en",
    "spa": "es",
    "espagnol": "es",
    "spanish": "es",
    "ger": "de",
    "deu": "de",
    "allemand": "de",
    "german": "de",
    "ita": "it",
    "italien": "it",
    "italian": "it",
    "por": "pt",
    "portugais": "pt",
    "ara": "ar",
    "arabe": "ar",
    "dut": "nl",
    "nld": "nl",
    "jpn": "ja",
    "japonais": "ja",
}
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*")

_GUARD = re.compile(r'="?(.*?)"?\Z', re.DOTALL)
_SPACES = re.compile(r"  +")
_SERIES = re.compile(r"\s*\([^()]*#[^()]*\)\s*\Z")
_WHOLE_YEAR = re.compile(r"(-?\d{1,4})(?:[.,]0+)?")
_YEAR_IN_DATE = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_YEARS = range(-4000, 2101)
_LIFETIME = re.compile(r"\s*\([^()]*\)")
_PARTICLE = re.compile(r"(?:.*\s)?(?:de|d’|d'|du|von|van|da|di)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each meaning stands in a table, by position; `headers` are the names as the file has them."""

    headers: tuple[str, ...]
    places: Mapping[str, int]

    def cell(self, cells: Sequence[str], meaning: str) -> str:
        """Return the cleaned cell of this meaning, "" when the table or the line has none."""
        place = self.places.get(meaning)
        return clean(cells[place]) if place is not None and place < len(cells) else ""

    def header(self, meaning: str) -> str:
        """Return the file's own name of a column, "" when it has none."""
        place = self.places.get(meaning)
        return self.headers[place] if place is not None else ""


def read_header(cells: Sequence[str]) -> Columns:
    """Return what is known of a line's cells as column names; the first column of each meaning counts."""
    headers = tuple(clean(cell) for cell in cells)
    places: dict[str, int] = {}
    for place, header in enumerate(headers):
        meaning = _MEANINGS.get(fold(header))
        if meaning:
            places.setdefault(meaning, place)
    return Columns(headers, places)


def known_columns(cells: Sequence[str]) -> int:
    """Return how many columns a line names, 0 unless one of them is the title: whether it can be the header."""
    places = read_header(cells).places
    return len(places) if TITLE in places or ORIGINAL in places else 0


def clean(cell: str) -> str:
    """Return a cell without its spreadsheet guard (`="..."`), stray quotes, control signs and surplus spaces."""
    text = cell.strip(" \t\r\n\0\ufeff\xa0")
    if text.startswith("="):
        text = _GUARD.sub(r"\1", text, count=1)
    text = "".join(" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in text)
    return unicodedata.normalize("NFC", _SPACES.sub(" ", text.strip('"'))).strip()


def read_title(title: str, original: str) -> str:
    """Return a work's title. The mark of a series, "(The Hunger Games, #1)", is dropped where an original title stands
    beside it and tells nothing more: several volumes may differ by their mark alone."""
    if not title:
        return original
    bare = _SERIES.sub("", title)
    plain = fold(_SERIES.sub("", original))
    return bare if plain and fold(bare) and not plain.startswith(fold(bare) + " ") else title


def read_authors(cell: str) -> tuple[str, ...]:
    """Return the authors of a cell, in order and once each.

    Several are separated by ";", "|", "&" or, when each has more than one word, by commas. "Camus, Albert" is one
    author, surname first.
    """
    text = _LIFETIME.sub("", cell)
    parts = re.split(r"\s*[;|]\s*|\s+&\s+", text)
    if len(parts) == 1 and not _is_inverted(text):
        parts = text.split(",")
    names = (_upright(part.strip(" ,;|")) for part in parts)
    return tuple({fold(name): name for name in names if fold(name)}.values())


def read_year(cell: str) -> int | None:
    """Return the year of a cell such as "1942", "2008.0", "-720.0" or "12/05/1942"; raises ValueError when unclear."""
    if not cell:
        return None
    whole = _WHOLE_YEAR.fullmatch(cell.replace("−", "-"))
    found = [whole[1]] if whole else _YEAR_IN_DATE.findall(cell)
    years = {int(year) for year in found}
    if len(years) != 1 or not years <= set(_YEARS) or years == {0}:
        raise ValueError(cell)
    return years.pop()


def read_language(cell: str) -> str:
    """Return a language as its shortest code ("fre", "Français" and "fr-CA" are fr), "" when it is none."""
    named = _LANGUAGES.get(fold(cell))
    if named:
        return named
    code = _LANGUAGE.fullmatch(cell.strip().lower())
    return _LANGUAGES.get(code[1], code[1]) if code else ""


def _is_inverted(name: str) -> bool:
    surname, comma, given = (part.strip() for part in name.partition(","))
    if not comma or not given or "," in given or " " in surname:
        return False
    return " " not in given or bool(_PARTICLE.fullmatch(given))


def _upright(name: str) -> str:
    if name.count(",") != 1:
        return name
    surname, given = (part.strip() for part in name.split(","))
    joint = "" if given.endswith(("'", "’")) else " "
    return f"{given}{joint}{surname}" if surname and given else surname or given
