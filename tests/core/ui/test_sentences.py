"""Sentences and the code that tells them agree, and every sentence, filled in, is well written in its language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from core.kernel.identity import Standing
from core.ui.catalogue import standing_message
from core.ui.spans import Strong
from core.ui.words import LOCALES, Dictionary
from tests.core.ui.ftl import LOCALES_FOLDER, product_files, uses, variables
from tests.law.test_catalogue import CATALOGUE, messages_of
from tests.typography import ENGLISH_FLAW, french_flaws

DICTIONARY = Dictionary(LOCALES_FOLDER)
VARIABLES = {locale: variables(locale) for locale in LOCALES}
MESSAGES = sorted(VARIABLES["fr"])
COUNTED = {
    "count",
    "number",
    "total",
    "least",
    "most",
    "minutes",
    "days",
    "seconds",
    "ballots",
    "line",
    "hidden",
    "known",
    "read",
}
NUMBERS = (0, 1, 2, 21)
NEVER_ONE = {
    "books-more",
    "check-clock-off",
    "debate-proposals-most",
    "debate-too-far",
    "debate-too-long",
    "field-text",
    "gate-chapters",
    "gate-milestones-count",
    "gate-milestones-long",
    "link-wait",
    "paper-places",
    "result-chosen",
    "season-too-far",
    "season-too-long",
    "season-too-many",
    "setup-code-wait",
    "vote-most-too-many",
    "vote-places",
    "vote-ranked-most",
    "vote-too-long",
    "write-in-full",
}
"""Sentences whose figure is always the same, or always large."""


def test_both_languages_ask_for_the_same_variables() -> None:
    french, english = (VARIABLES[locale] for locale in LOCALES)
    assert french.keys() == english.keys()
    assert {each: (french[each], english[each]) for each in french if french[each] != english[each]} == {}


def test_whoever_tells_a_sentence_gives_it_all_it_asks_for() -> None:
    known = VARIABLES["fr"]
    told = [use for use in uses() if use.message in known]
    assert len({use.message for use in told}) > 100
    short = [
        (use.where, use.message, sorted(known[use.message] - use.arguments))
        for use in told
        if use.is_complete and not known[use.message] <= use.arguments
    ]
    assert short == []


def test_whoever_tells_a_sentence_by_its_id_finds_it() -> None:
    looks_like_an_id = re.compile(r"[a-z]+(-[a-z0-9]+)+(\.[a-z]+)?")
    unknown = [
        (use.where, use.message)
        for use in uses()
        if looks_like_an_id.fullmatch(use.message) and use.message not in VARIABLES["fr"]
    ]
    assert unknown == []


def mentioned() -> Iterator[re.Pattern[str]]:
    """Yield a pattern for each string of the product that may be a message id, composed ones included."""
    for file in product_files():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "\n" not in node.value:
                yield re.compile(re.escape(node.value))
            elif isinstance(node, ast.JoinedStr):
                parts = [str(part.value) if isinstance(part, ast.Constant) else "" for part in node.values]
                if re.fullmatch(r"[a-z-]+-", parts[0]) or parts[-1] in {"-none", "-several"}:
                    yield re.compile(".+".join(map(re.escape, parts)))


def test_no_sentence_is_written_for_nobody() -> None:
    patterns = list(mentioned())
    asked = {message for command in CATALOGUE.commands.values() for message in messages_of(command)}
    asked |= {standing_message(each) for each in Standing}
    whole = {message.partition(".")[0] for message in MESSAGES} - asked
    assert sorted(message for message in whole if not any(each.fullmatch(message) for each in patterns)) == []


def filled(message: str, locale: str) -> Iterator[str]:
    """Yield the sentence as it is read, for each number that may change its form."""
    asked = VARIABLES[locale][message]
    for number in NUMBERS:
        values = {name: number if name in COUNTED else Strong("Ωxyz") for name in asked}
        yield DICTIONARY.words(locale)(message, **values)
        if not asked & COUNTED:
            return


@pytest.mark.parametrize("locale", LOCALES)
def test_no_sentence_is_left_with_a_blank_or_a_machines_mark(locale: str) -> None:
    for message in MESSAGES:
        for text in filled(message, locale):
            assert text.strip() or message.endswith("-blank"), message
            assert not re.search(r"[{}$<>\ue000]|  |\?\?|None(?! of)", text), text
            assert not re.search(r"['\"`]|\.\.\.", text), text
            assert text == text.strip(), message


def test_french_punctuation_keeps_its_narrow_spaces() -> None:
    for message in MESSAGES:
        for text in filled(message, "fr"):
            assert french_flaws(text) == []


def test_english_punctuation_is_english() -> None:
    for message in MESSAGES:
        for text in filled(message, "en"):
            assert not ENGLISH_FLAW.search(text), text
            assert text.count("“") == text.count("”"), text


@pytest.mark.parametrize("locale", LOCALES)
def test_whatever_is_counted_agrees_with_its_number(locale: str) -> None:
    for message in MESSAGES:
        if "count" not in VARIABLES[locale][message]:
            continue
        one, two, many = [text for number, text in zip(NUMBERS, filled(message, locale), strict=True) if number]
        assert re.sub(r"\d+", "N", two) == re.sub(r"\d+", "N", many)
        assert re.search(r"\d", two) or "count" not in one


@pytest.mark.parametrize("locale", LOCALES)
def test_one_of_anything_is_not_written_as_many(locale: str) -> None:
    wrong = []
    for message in MESSAGES:
        ones = {name: 1 if name in COUNTED else Strong("Ωxyz") for name in VARIABLES[locale][message]}
        if re.search(r"\b1 (more |new )?[a-zà-ÿœ]+s\b", DICTIONARY.words(locale)(message, **ones)):
            wrong.append(message)
    assert set(wrong) <= NEVER_ONE


@pytest.mark.parametrize(
    ("locale", "singular", "plural"),
    [("fr", ("0", "1"), ("2",)), ("en", ("1",), ("0", "2"))],
)
def test_nothing_is_singular_in_french_and_plural_in_english(
    locale: str, singular: tuple[str, ...], plural: tuple[str, ...]
) -> None:
    words = DICTIONARY.words(locale)
    forms = {number: words("import-read", count=int(number)).replace(number, "N") for number in (*singular, *plural)}
    assert len({forms[number] for number in singular}) == len({forms[number] for number in plural}) == 1
    assert forms["1"] != forms["2"]
