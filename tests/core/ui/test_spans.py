"""Cutting text: never longer than asked, never silently, and nothing that fits is touched."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import UTC, datetime

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from core.ui.spans import Code, Emphasis, Line, Link, Moment, Plain, Span, Spoiler, Strong, cut, plain_text, shorten
from core.ui.words import isolate

AT = datetime(2026, 12, 1, 18, 30, tzinfo=UTC)
MARK = "…"
POP = "\u2069"
FAMILY, FLAG, E_ACUTE, ZALGO = "👩\u200d👩\u200d👧\u200d👦", "🇫🇷", "e\u0301", "Z" + "\u0335\u0321" * 4
SIGNS = st.sampled_from(
    ["a", " ", "👍🏽", "❤\ufe0f", FAMILY, FLAG, E_ACUTE, ZALGO, "\u00a0:", "\u202f!", "18\u202fh", "각"]
)
TEXT = st.one_of(st.text(max_size=30), st.lists(SIGNS, max_size=12).map("".join))
SPANS: st.SearchStrategy[Span] = st.one_of(
    *(st.builds(kind, TEXT) for kind in (Plain, Strong, Emphasis, Code, Spoiler)),
    st.builds(Link, TEXT, st.just("https://example.org/")),
    st.builds(Moment, st.just(AT), TEXT),
)
LINES = st.lists(SPANS, max_size=6).map(tuple)


@given(LINES, st.integers(1, 80))
def test_a_line_is_never_longer_than_asked_and_what_fits_is_untouched(line: Line, most: int) -> None:
    short = shorten(line, most)
    assert len(plain_text(short)) <= most
    assert (short == line) == (len(plain_text(line)) <= most)


@given(LINES, st.integers(1, 80))
def test_a_cut_line_says_so_and_keeps_its_beginning(line: Line, most: int) -> None:
    short = shorten(line, most)
    if short == line:
        return
    assert short[-1] == Plain(MARK)
    assert plain_text(line).startswith(plain_text(short[:-1]).rstrip(POP))


@given(LINES, st.integers(1, 80))
def test_what_is_kept_keeps_its_meaning(line: Line, most: int) -> None:
    for kept, whole in zip(shorten(line, most)[:-1], line, strict=False):
        assert type(kept) is type(whole)
        same = [each.name for each in fields(kept) if each.name != "text"]
        assert [getattr(kept, name) for name in same] == [getattr(whole, name) for name in same]


@given(TEXT.filter(lambda text: len(text) > 1))
def test_a_moment_is_told_whole_or_not_at_all(text: str) -> None:
    assert shorten((Moment(AT, text),), len(text) - 1) == (Plain(MARK),)


def test_a_span_is_cut_inside_its_text() -> None:
    line: Line = (Plain("Le vote "), Strong("Notre livre de janvier"), Plain(" est ouvert."))
    assert shorten(line, 20) == (Plain("Le vote "), Strong("Notre livre"), Plain(MARK))


@given(st.text(max_size=60), st.integers(1, 40))
def test_a_label_is_one_short_line_and_never_empty(text: str, most: int) -> None:
    label = cut(text, most)
    assert 1 <= len(label) <= most
    assert label.splitlines() == [label]
    assert label == label.strip()


@given(st.lists(SIGNS, min_size=1, max_size=12).map("".join), st.integers(1, 40))
def test_no_sign_is_cut_in_two_and_no_space_that_holds_comes_loose(text: str, most: int) -> None:
    def signs(of: str) -> list[str]:
        return list(regex.findall(r"\X", of))

    kept = signs(cut(text, most).removesuffix(MARK))
    assert kept == signs(re.sub(" +", " ", text).strip())[: len(kept)]
    beginning = signs(plain_text(shorten((Strong(text),), most)).removesuffix(MARK))
    assert beginning == signs(text)[: len(beginning)]


@given(st.text(alphabet="ab \u05d0\u05d1", max_size=20), st.text(max_size=9), st.integers(1, 30))
def test_what_is_isolated_stays_so_when_it_is_cut(name: str, after: str, most: int) -> None:
    whole = isolate(name) + isolate(after)
    for text in (cut(whole, most), plain_text(shorten((Plain(whole),), most))):
        assert len(text) <= most
        depth = 0
        for sign in text:
            depth += (sign == "\u2068") - (sign == POP)
            assert depth >= 0
        assert depth == 0


@pytest.mark.parametrize(
    ("text", "most", "label"),
    [
        (f"Merci {FAMILY}", 10, "Merci…"),
        (f"caf{E_ACUTE} noir", 5, "caf…"),
        (f"caf{E_ACUTE} noir", 6, f"caf{E_ACUTE}…"),
        (f"{FLAG}{FLAG}", 4, f"{FLAG}{FLAG}"),
        (f"{FLAG}{FLAG}", 3, f"{FLAG}…"),
        ("Vraiment\u202f?  Oui\u00a0: demain", 60, "Vraiment\u202f? Oui\u00a0: demain"),
        ("1\u2007234", 60, "1\u2007234"),
        (ZALGO, 3, "…"),
        ("Emma", 4, "Emma"),
        ("Emma", 3, "Em…"),
        ("L’Œuvre au noir", 9, "L’Œuvre…"),
        ("  deux\n lignes ", 40, "deux lignes"),
        (" \n\t ", 40, "…"),
        ("", 1, "…"),
    ],
)
def test_labels_are_cut_visibly(text: str, most: int, label: str) -> None:
    assert cut(text, most) == label
