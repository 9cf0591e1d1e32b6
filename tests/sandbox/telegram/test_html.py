"""The HTML parser against the cases of Telegram's own test suite (test/message_entities.cpp of tdlib/td) and more."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.telegram.html import parse_html
from sandbox.telegram.scan import scan, with_found
from sandbox.telegram.utf16 import trimmed, utf16_length, utf16_slice
from sandbox.telegram.wire import ApiError

SURROGATES = (
    "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
)
REFUSED = {
    "&#57311;": SURROGATES,
    "&#xDFDF;": SURROGATES,
    "&#xDFDF": SURROGATES,
    "🏟 🏟&lt;<abacaba": "Unclosed start tag at byte offset 13",
    "🏟 🏟&lt;<abac aba>": 'Unsupported start tag "abac" at byte offset 13',
    "🏟 🏟&lt;<abac>": 'Unsupported start tag "abac" at byte offset 13',
    "🏟 🏟&lt;<i   =aba>": 'Empty attribute name in the tag "i" at byte offset 13',
    "🏟 🏟&lt;<i    aba>": 'Expected equal sign in declaration of an attribute of the tag "i" at byte offset 13',
    "🏟 🏟&lt;<i    aba  =  ": 'Unclosed start tag "i" at byte offset 13',
    "🏟 🏟&lt;<i    aba  =  190azAz-.,": "Unexpected end of name token at byte offset 27",
    '🏟 🏟&lt;<i    aba  =  "&lt;&gt;&quot;>': "Unclosed start tag at byte offset 13",
    "🏟 🏟&lt;<i    aba  =  '&lt;&gt;&quot;>": "Unclosed start tag at byte offset 13",
    "🏟 🏟&lt;</": "Unexpected end tag at byte offset 13",
    "🏟 🏟&lt;<b></b></": "Unexpected end tag at byte offset 20",
    "🏟 🏟&lt;<i>a</i   ": "Unclosed end tag at byte offset 17",
    "🏟 🏟&lt;<i>a</em   >": 'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"',
    "a <b c": 'Unclosed start tag "b" at byte offset 2',
    "<div>x</div>": 'Unsupported start tag "div" at byte offset 0',
    "<u>x": 'Can\'t find end tag corresponding to start tag "u"',
    "<span>x</span>": 'Tag "span" must have class "tg-spoiler" at byte offset 0',
    "1 < 2": 'Unsupported start tag "" at byte offset 2',
}
ITALIC, BOLD = "italic", "bold"
READ = {
    "": ("", []),
    "➡️ ➡️": ("➡️ ➡️", []),
    "&lt;&gt;&amp;&quot;&laquo;&raquo;&#12345678;": ('<>&"&laquo;&raquo;&#12345678;', []),
    "➡️ ➡️<i>➡️ ➡️</i>": ("➡️ ➡️➡️ ➡️", [(ITALIC, 5, 5)]),
    "➡️ ➡️<strong>➡️ ➡️</strong>": ("➡️ ➡️➡️ ➡️", [(BOLD, 5, 5)]),
    "➡️ ➡️<ins>➡️ ➡️</ins>": ("➡️ ➡️➡️ ➡️", [("underline", 5, 5)]),
    "➡️ ➡️<del>➡️ ➡️</del>": ("➡️ ➡️➡️ ➡️", [("strikethrough", 5, 5)]),
    "🏟 🏟<i>🏟 &lt🏟</i>": ("🏟 🏟🏟 <🏟", [(ITALIC, 5, 6)]),
    "🏟 🏟<i>🏟 &gt;<b aba   =   caba>&lt🏟</b></i>": ("🏟 🏟🏟 ><🏟", [(ITALIC, 5, 7), (BOLD, 9, 3)]),
    "🏟 🏟&lt;<i    aba  =  190azAz-.   >a</i>": ("🏟 🏟<a", [(ITALIC, 6, 1)]),
    "🏟 🏟&lt;<i    aba  =  '&lt;&gt;&quot;'>a</>": ("🏟 🏟<a", [(ITALIC, 6, 1)]),
    "🏟 🏟&lt;<i>a</    >": ("🏟 🏟<a", [(ITALIC, 6, 1)]),
    "🏟 🏟&lt;<b></b>": ("🏟 🏟<", []),
    "<i>\t</i>": ("\t", [(ITALIC, 0, 1)]),
    "<i><b> </b> <code> </code></i>": ("   ", [(ITALIC, 0, 3), (BOLD, 0, 1), ("code", 2, 1)]),
    "<a> </a>": (" ", []),
    "🏟 🏟&lt;<pre  >🏟 🏟&lt;</>": ("🏟 🏟<🏟 🏟<", [("pre", 6, 6)]),
    "🏟 🏟&lt;<pre><code>🏟 🏟&lt;</code></>": ("🏟 🏟<🏟 🏟<", [("pre", 6, 6), ("code", 6, 6)]),
    '<pre><code class="language-fift">🏟</></> ': ("🏟 ", [("pre", 0, 2)]),
    '<pre><code class="language-fift">🏟</> </>': ("🏟 ", [("pre", 0, 3), ("code", 0, 2)]),
    "<tg-spoiler>x</tg-spoiler>": ("x", [("spoiler", 0, 1)]),
    '<span class="tg-spoiler">x</span>': ("x", [("spoiler", 0, 1)]),
    "<blockquote expandable>x</blockquote>": ("x", [("expandable_blockquote", 0, 1)]),
}
LINKS = {
    "<a href=telegram.org>x</a>": "http://telegram.org/",
    "<a   href=  'telegram.org?&lt;'   >x</a>": "http://telegram.org/?<",
    "<a>telegram.org</a>": "http://telegram.org/",
    "<a>https://telegram.org/asdsa?asdasdwe#12e3we</a>": "https://telegram.org/asdsa?asdasdwe#12e3we",
    "<a href='tg://resolve?domain=agora_bot'>x</a>": "tg://resolve?domain=agora_bot",
}


@pytest.mark.parametrize(("source", "complaint"), REFUSED.items())
def test_refusals_are_worded_as_the_servers(source: str, complaint: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_html(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {complaint}"
    assert refusal.value.broken_rule


@pytest.mark.parametrize(("source", "expected"), READ.items())
def test_text_and_entities_are_read(source: str, expected: tuple[str, list[tuple[str, int, int]]]) -> None:
    text, entities = parse_html(source)
    assert (text, [(e["type"], e["offset"], e["length"]) for e in entities]) == expected


@pytest.mark.parametrize(("source", "url"), LINKS.items())
def test_links_are_completed(source: str, url: str) -> None:
    _, entities = parse_html(source)
    assert [entity["url"] for entity in entities] == [url]


def test_a_link_to_nowhere_leaves_only_text() -> None:
    assert parse_html('<a href="no link">x</a>') == ("x", [])


def test_a_language_is_kept_only_for_a_whole_block() -> None:
    _, entities = parse_html('<pre><code class="language-python">x</code></pre>')
    assert entities == [{"type": "pre", "offset": 0, "length": 1, "language": "python"}]


def test_a_person_is_mentioned_by_id() -> None:
    _, entities = parse_html('<a href="tg://user?id=42">Alice</a>')
    assert entities == [{"type": "text_mention", "offset": 0, "length": 5, "user_id": 42}]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_escaped_text_comes_back_whole(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    read, entities = parse_html(f"<b>{escaped}</b>")
    assert read == text
    assert sum(entity["length"] for entity in entities) == utf16_length(text)


@given(st.text("<>/abiu =\"'&;é📚", max_size=24))
def test_whatever_is_not_refused_has_entities_within_its_text(text: str) -> None:
    with suppress(ApiError):
        read, entities = parse_html(text)
        assert all(0 <= e["offset"] < e["offset"] + e["length"] <= utf16_length(read) for e in entities)


FOUND = {
    "/vote": [("bot_command", "/vote")],
    "📚 /vote@agora_bot ouvrir": [("bot_command", "/vote@agora_bot")],
    "a/b et /": [],
    "merci @alice, @ab et x@y": [("mention", "@alice")],
    "écrire à lire@example.org": [("email", "lire@example.org")],
    "voir https://example.org/a?b=1.": [("url", "https://example.org/a?b=1")],
    "t.me/agora_bot": [("url", "t.me/agora_bot")],
    "#polar #2 #été2026": [("hashtag", "#polar"), ("hashtag", "#été2026")],
}


@pytest.mark.parametrize(("text", "expected"), FOUND.items())
def test_entities_are_found_in_plain_text(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(e["type"], utf16_slice(text, e["offset"], e["length"])) for e in with_found(text, [])]
    assert found == expected


def test_nothing_is_found_inside_code_and_links() -> None:
    text, entities = parse_html("<code>/vote</code> <a href='example.org'>@alice</a> @bob1")
    assert [e["type"] for e in with_found(text, entities)] == ["code", "text_link", "mention"]
    assert [e["type"] for e in scan(text)] == ["mention", "mention", "bot_command"]


def test_white_space_around_a_text_goes_and_entities_follow() -> None:
    text, entities = parse_html("\n 📚 <b>Emma  </b>\n")
    assert trimmed(text, entities) == ("📚 Emma", [{"type": "bold", "offset": 3, "length": 4}])
