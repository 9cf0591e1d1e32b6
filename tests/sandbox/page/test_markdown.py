"""Discord's Markdown is drawn as its client does, and hostile text stays text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.page.markdown import DiscordMarkdown, Names

USERS, ROLES, CHANNELS = {7: "Zoé"}, {8: "libraires"}, {9: "salon"}


@pytest.fixture(scope="module")
def markdown() -> DiscordMarkdown:
    return DiscordMarkdown(
        Names(lambda id_: USERS.get(id_, ""), lambda id_: ROLES.get(id_, ""), lambda id_: CHANNELS.get(id_, ""))
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**Emma** de *Jane*", "<p><strong>Emma</strong> de <em>Jane</em></p>"),
        ("### Titre", "<h4>Titre</h4>"),
        ("une\ndeux", "<p>une<br>\ndeux</p>"),
        ("- une\n- deux", "<ul>\n<li>une</li>\n<li>deux</li>\n</ul>"),
        ("- une\nensuite", "<ul>\n<li>une</li>\n</ul>\n<p>ensuite</p>"),
        ("> citée\nensuite", "<blockquote>\n<p>citée</p>\n</blockquote>\n<p>ensuite</p>"),
        ("> citée", "<blockquote>\n<p>citée</p>\n</blockquote>"),
        ("-# en petit", '<p class="subtext">en petit</p>'),
        ("texte\n-# en petit", '<p>texte</p>\n<p class="subtext">en petit</p>'),
        ("`K7QM-2XWD`", "<p><code>K7QM-2XWD</code></p>"),
        (r"\*pas gras\* \|\|montré\|\|", "<p>*pas gras* ||montré||</p>"),
        ("~~barré~~", "<p><s>barré</s></p>"),
        ("[Voir](<https://exemple.fr/a>)", '<p><a href="https://exemple.fr/a">Voir</a></p>'),
        (
            "<@7> <@&8> <#9>",
            "<p>" + " ".join(f'<span class="mention">{n}</span>' for n in ("@Zoé", "@libraires", "#salon")) + "</p>",
        ),
        ("<@123>", '<p><span class="mention">&lt;@123&gt;</span></p>'),
        ("<:livre:42>", "<p>:livre:</p>"),
        ("a || b", "<p>a || b</p>"),
    ],
)
def test_draws_as_the_client_does(markdown: DiscordMarkdown, text: str, html: str) -> None:
    assert markdown.html(text).strip() == html


def test_a_spoiler_is_a_button_to_press_and_may_hold_more(markdown: DiscordMarkdown) -> None:
    drawn = markdown.html("avant ||il **meurt**|| après")
    assert '<button type="button" class="spoiler" data-spoiler="">il <strong>meurt</strong></button> après' in drawn


def test_a_moment_is_left_to_the_readers_own_clock(markdown: DiscordMarkdown) -> None:
    drawn = markdown.html("Clôture : <t:1795539600:R>.")
    assert '<time datetime="2026-11-24T17:00:00+00:00" data-style="R">2026-11-24 17:00</time>.' in drawn
    assert "<time" not in markdown.html("<t:999999999999:F>")


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[clic](javascript:alert(1))",
        "[clic](<data:text/html,x>)",
        "||<script>||",
        "`<script>`",
        "```\n<script>\n```",
        "-# <script>",
        "# <script>",
        "<a:<script>:12>",
    ],
)
def test_hostile_text_is_shown_as_text(markdown: DiscordMarkdown, hostile: str) -> None:
    drawn = markdown.html(hostile)
    assert "<script" not in drawn
    assert "<img" not in drawn
    assert 'href="javascript' not in drawn
    assert 'href="data' not in drawn


@given(st.text(alphabet=st.sampled_from("ab|*_~`<>#-&\"'[]()\n\\ :@t1éل\u202e"), max_size=120))
def test_whatever_is_written_only_known_tags_come_out(text: str) -> None:
    nobody = DiscordMarkdown(Names(lambda _: "", lambda _: "", lambda _: ""))
    tags = set(re.findall(r"</?([a-z0-9]+)", nobody.html(text)))
    assert tags <= {
        *("p", "br", "strong", "em", "s", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote"),
        *("code", "pre", "a", "button", "span", "time"),
    }
