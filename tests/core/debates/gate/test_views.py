"""What people read at the spoiler gate, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from core.debates.gate.model import MAX_WORDS, Contribution, ContributionId, Filed, Milestones, Reading, Standpoint
from core.debates.gate.service import PAGE, Told
from core.debates.gate.views import PlaceCard, ReadingCard, SaidCard, SaidCopy
from core.kernel.identity import PersonId
from core.ui.cards import View
from core.ui.spans import Spoiler
from core.ui.words import LOCALES
from handlers.limits import TEXT, units
from tests.core.debates.agora import DICTIONARY
from tests.core.debates.test_views import DEBATE, OPENED, THEME, TURNING
from tests.core.outline import outline
from tests.handlers.test_render import ALONE, PAINTER

QUARTERS, CHAPTERS = Milestones(), Milestones(chapters=55)
PARTS = Milestones(("Highbury", "Box Hill"))
SAID = Contribution(
    ContributionId(7),
    DEBATE.id,
    PersonId(3),
    "Alice",
    "Elle épouse Knightley.\n\nEnfin !",
    2,
    False,
    False,
    False,
    OPENED,
)
OPEN = replace(SAID, stage=0, words="Quel style !")
MARKED = replace(SAID, stage=3, is_marked=True)
BACK = replace(SAID, words="", is_withdrawn=True)


def told(said: Contribution, milestones: Milestones = QUARTERS, *, is_authors: bool = True) -> Told:
    return Told(Filed(DEBATE, milestones, said), is_changed=True, is_authors=is_authors, may_file=True)


HERE = Standpoint(DEBATE, QUARTERS, 2, 3, 1)
VIEWS: dict[str, View] = {
    "said": SaidCard(Filed(DEBATE, QUARTERS, SAID)),
    "said, open": SaidCard(Filed(DEBATE, QUARTERS, OPEN)),
    "said, a chapter": SaidCard(Filed(DEBATE, CHAPTERS, SAID)),
    "said, a part": SaidCard(Filed(DEBATE, PARTS, replace(SAID, stage=1))),
    "said, the end": SaidCard(Filed(DEBATE, PARTS, SAID)),
    "said, marked": SaidCard(Filed(DEBATE, QUARTERS, MARKED)),
    "said, taken back": SaidCard(Filed(DEBATE, QUARTERS, BACK)),
    "said, no book": SaidCard(Filed(THEME, QUARTERS, OPEN)),
    "copy, new": SaidCopy(told(SAID), "new"),
    "copy, new, open": SaidCopy(told(OPEN), "new"),
    "copy, asked": SaidCopy(told(MARKED, is_authors=False), "ask"),
    "copy, asked, open": SaidCopy(told(OPEN, PARTS), "ask"),
    "copy, filed": SaidCopy(told(SAID), "filed"),
    "copy, filed, open": SaidCopy(told(OPEN), "filed"),
    "copy, taken back": SaidCopy(told(BACK), "filed"),
    "place, unknown": PlaceCard(replace(HERE, stage=None, readable=0)),
    "place": PlaceCard(HERE),
    "place, one and none": PlaceCard(replace(HERE, milestones=PARTS, readable=1, hidden=0)),
    "place, none and many": PlaceCard(replace(HERE, readable=0, hidden=4)),
    "reading": ReadingCard(Reading(HERE, (OPEN, SAID), has_earlier=True)),
    "reading, unknown": ReadingCard(Reading(replace(HERE, stage=None, hidden=3), (OPEN,), has_earlier=False)),
    "reading, nothing": ReadingCard(Reading(replace(HERE, stage=0, hidden=0), (), has_earlier=False)),
    "reading, no book": ReadingCard(Reading(Standpoint(THEME, QUARTERS, None, 1, 0), (OPEN,), has_earlier=False)),
}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", VIEWS)
def test_views_read_well(name: str, locale: str, snapshot: SnapshotAssertion) -> None:
    assert outline(VIEWS[name].as_card(DICTIONARY.words(locale))) == snapshot


@pytest.mark.parametrize("locale", LOCALES)
@given(words=st.text(min_size=1, max_size=MAX_WORDS), name=st.text(max_size=40), part=st.text(min_size=1, max_size=60))
def test_a_page_is_whole_in_one_message_and_nobody_turns_the_words_of_others_around(
    locale: str, words: str, name: str, part: str
) -> None:
    said = replace(SAID, words=words, author_name=name, stage=1)
    parts = Milestones((part, "Fin"))
    here, drawn = replace(HERE, milestones=parts), DICTIONARY.words(locale)
    for view in (ReadingCard(Reading(here, (said,) * PAGE, has_earlier=True)), SaidCard(Filed(DEBATE, parts, said))):
        text = outline(view.as_card(drawn))
        assert not TURNING.search(text)
        assert text.count("\u2068") == text.count("\u2069")
    assert units(PAINTER.draw(view, drawn, ALONE).text) <= TEXT


@given(words=st.text(max_size=MAX_WORDS), stage=st.integers(1, 4))
def test_what_tells_of_the_story_stands_on_one_line_behind_a_spoiler(words: str, stage: int) -> None:
    """Two lines of a quotation, or a heading among them, could end a spoiler before its end."""
    card = SaidCard(Filed(DEBATE, QUARTERS, replace(SAID, words=words, stage=stage))).as_card(DICTIONARY.words("fr"))
    (span,) = card.blocks[1].line  # type: ignore[union-attr]
    assert isinstance(span, Spoiler)
    assert len(span.text.splitlines()) <= 1
