"""Sentences: every language has every one, spans keep their meaning, readers' text stays harmless."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.errors import Say
from core.ui.spans import Moment, Plain, Strong, plain_text
from core.ui.words import LOCALES, Dictionary, best_locale, isolate

LOCALES_FOLDER = Path(__file__).parents[3] / "core" / "locales"
SOME_MOMENT = datetime(2026, 12, 1, 18, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return Dictionary(LOCALES_FOLDER)


def _folder(tmp_path: Path, french: str, english: str) -> Path:
    for locale, text in (("fr", french), ("en", english)):
        (tmp_path / locale).mkdir()
        (tmp_path / locale / "all.ftl").write_text(text, encoding="utf-8")
    return tmp_path


def test_every_language_has_every_sentence(dictionary: Dictionary) -> None:
    first, *others = (dictionary.message_ids[locale] for locale in LOCALES)
    for other in others:
        assert first == other


@pytest.mark.parametrize("file", sorted((LOCALES_FOLDER / "fr").glob("*.ftl")), ids=lambda file: file.name)
def test_french_sentences_keep_french_typography(file: Path) -> None:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        sentence = re.sub(r"^\s*[-.\w]+ = ?", "", line)
        sentence = re.sub(r"\{[^}]*\}?", "X", sentence)
        where = f"{file.name}:{number}: {line!r}"
        assert not re.search(r"[^\u202f\s!?.…X] ?[;!?](?!\u202f)(\s|$)|[a-zàéX»] [;!?]", sentence), where
        assert "'" not in sentence, where
        assert not re.search(r"«(?!\u202f)|(?<!\u202f)»", sentence), where
        assert not re.search(r"(?<=\w) :", sentence), where


def test_a_span_comes_out_of_the_sentence_as_it_went_in(tmp_path: Path) -> None:
    words = Dictionary(
        _folder(tmp_path, "a = « { $title } » ferme { $when }.", "a = “{ $title }” closes { $when }.")
    ).words("fr")
    line = words.line("a", title=Strong("Emma"), when=SOME_MOMENT)
    assert line[0] == Plain("« ")
    assert line[1] == Strong("Emma")
    assert isinstance(line[3], Moment)
    assert line[3].at == SOME_MOMENT
    assert plain_text(line) == "« Emma » ferme mardi 1er décembre 2026 à 19\u202fh\u202f30."


def test_an_argument_can_be_a_sentence_itself(dictionary: Dictionary) -> None:
    refusal = dictionary.words("en")("refused-standing", needs=Say("standing-bookseller"))
    assert refusal == "This command is for: bookseller."


def test_a_missing_sentence_is_an_error_and_not_a_silence(dictionary: Dictionary) -> None:
    with pytest.raises(KeyError):
        dictionary.words("fr")("no-such-sentence")
    with pytest.raises(KeyError):
        dictionary.words("fr")("refused-standing")


def test_a_broken_catalogue_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"all\.ftl"):
        Dictionary(_folder(tmp_path, "a = { $b ->\n", "a = b"))


@pytest.mark.parametrize(
    ("wish", "locale"), [("en-US", "en"), ("fr-CA", "fr"), ("EN", "en"), ("de", "fr"), ("", "fr"), ("en_GB", "en")]
)
def test_the_nearest_language_is_chosen(wish: str, locale: str) -> None:
    assert best_locale(wish) == locale


@given(st.text())
def test_no_direction_control_of_a_reader_survives(text: str) -> None:
    inside = isolate(text).strip("\u2068\u2069")
    assert not re.search("[\u202a-\u202e\u2066-\u2069\ue000\ue001]", inside)


def test_an_arabic_title_is_isolated_in_a_list(dictionary: Dictionary) -> None:
    told = dictionary.words("fr").list_of(["Emma", "أولاد حارتنا", "\u202eNana"])
    assert told == "Emma, \u2068أولاد حارتنا\u2069 et Nana"


def test_a_reader_cannot_smuggle_a_span(dictionary: Dictionary) -> None:
    line = dictionary.words("fr").line("list-and", first=Strong("Emma"), last="\ue0000\ue001")
    assert line == (Strong("Emma"), Plain(" et 0"))
