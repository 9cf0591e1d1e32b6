"""Telegram's entities are drawn as its client does, and hostile text stays text."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.page.entities import html_of


def entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("kind", "look"),
    [
        ("bold", "<b>Emma</b>"),
        ("italic", "<i>Emma</i>"),
        ("underline", "<u>Emma</u>"),
        ("strikethrough", "<s>Emma</s>"),
        ("code", "<code>Emma</code>"),
        ("blockquote", "<blockquote>Emma</blockquote>"),
        ("mention", '<span class="mention">Emma</span>'),
        ("spoiler", '<button type="button" class="spoiler" data-spoiler="">Emma</button>'),
        ("bot_command", '<button type="button" class="command" data-command="">Emma</button>'),
        ("of_the_future", "<span>Emma</span>"),
    ],
)
def test_each_kind_has_its_look(kind: str, look: str) -> None:
    assert html_of("lire Emma !", [entity(kind, 5, 4)]) == f"lire {look} !"


def test_entities_nest_and_count_in_utf_16() -> None:
    drawn = html_of("📚 a b c", [entity("bold", 3, 5), entity("italic", 5, 1)])
    assert drawn == "📚 <b>a <i>b</i> c</b>"


def test_entities_of_one_place_nest_in_the_order_given() -> None:
    assert html_of("Emma", [entity("bold", 0, 4), entity("spoiler", 0, 4)]).startswith("<b><button")


def test_links_lead_only_where_a_client_would_go() -> None:
    safe = html_of("ici", [entity("text_link", 0, 3, url="https://t.me/agora_bot?start=x&y")])
    assert safe == '<a href="https://t.me/agora_bot?start=x&amp;y" data-link="" rel="noreferrer">ici</a>'
    assert 'href="#"' in html_of("ici", [entity("text_link", 0, 3, url="javascript:alert(1)")])


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_hostile_text_is_shown_as_text(text: str) -> None:
    for kind in ("bold", "text_link", "url", "spoiler"):
        drawn = html_of(text, [entity(kind, 0, len(text), url=text)])
        assert "<script" not in drawn
        assert "<img" not in drawn


KINDS = st.sampled_from(["bold", "italic", "code", "spoiler", "text_link", "mention", "pre"])
ENTITIES = st.lists(st.builds(entity, KINDS, st.integers(-2, 30), st.integers(-2, 30)), max_size=6)


@given(st.text(max_size=25), ENTITIES)
def test_any_entities_leave_the_text_whole_and_the_tags_in_pairs(text: str, entities: list[dict[str, Any]]) -> None:
    drawn = html_of(text, entities)
    assert html.unescape(re.sub(r"<[^>]*>", "", drawn)) == text
    open_tags: list[str] = []
    for closing, tag in re.findall(r"<(/?)(b|i|code|pre|button|a|span)[ >]", drawn):
        if not closing:
            open_tags.append(tag)
        else:
            assert open_tags.pop() == tag
    assert open_tags == []
