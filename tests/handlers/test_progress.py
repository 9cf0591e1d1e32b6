"""A form in progress survives being kept, and knows what is still open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated

from hypothesis import given
from hypothesis import strategies as st

from core.kernel.identity import Account, Address, PlaceKind
from core.ui.catalogue import Catalogue
from core.ui.fields import Lookup, Text
from handlers.places import TELEGRAM
from handlers.progress import READY, SUMMARY, Offer, Progress, place_of, read_draft, write_draft
from tests.handlers.probe import Probe


@dataclass(frozen=True, slots=True)
class Nominated:
    """One field that is needed and one that is not."""

    book: Annotated[str, Lookup("order-book", "books")]
    pitch: Annotated[str, Text("order-note", 0, 20)] = ""


CATALOGUE = Probe().catalogue()
ORDER = CATALOGUE.commands["order", "book"]
ALICE = Account(TELEGRAM, "42")
GROUP = Address(TELEGRAM, "-100", "7")
LAPSES = datetime(2026, 12, 1, tzinfo=UTC)
OFFERS = st.lists(st.builds(Offer, st.text(max_size=9), st.text(max_size=9)), max_size=3)
NAMES = st.sampled_from([each.name for each in ORDER.fields])


@given(
    answers=st.dictionaries(NAMES, st.text(max_size=9)),
    step=NAMES,
    seen=st.integers(-1, 10**10),
    offers=st.tuples(OFFERS, OFFERS),
    pending=st.lists(st.text(max_size=9), max_size=3),
    page=st.integers(0, 9),
)
def test_what_is_kept_is_what_comes_back(
    answers: dict[str, str],
    step: str,
    seen: int,
    offers: tuple[list[Offer], list[Offer]],
    pending: list[str],
    page: int,
) -> None:
    progress = Progress(ORDER, answers, step, "abcdef", seen, *offers, pending, page=page)
    draft = write_draft(progress, ALICE, GROUP, LAPSES)
    assert read_draft(draft, CATALOGUE) == progress
    assert (draft.user, draft.command, place_of(draft)) == ("42", "order-book", GROUP)


def test_a_form_begun_alone_counts_for_the_private_chat() -> None:
    alone = Address(TELEGRAM, ALICE.user, kind=PlaceKind.PRIVATE)
    assert place_of(write_draft(Progress(ORDER), ALICE, alone, LAPSES)) == alone


def test_a_form_whose_command_is_no_more_is_none() -> None:
    assert read_draft(write_draft(Progress(ORDER), ALICE, GROUP, LAPSES), Catalogue()) is None


def test_what_is_needed_is_asked_in_order_and_what_may_be_left_out_only_from_the_summary() -> None:
    progress = Progress(ORDER, {"title": "Rentrée"})
    progress.go_to_next()
    assert (progress.step, progress.place_in_row) == ("count", (2, 7))
    for each in ORDER.fields[1:7]:
        assert (progress.step, progress.can_keep) == (each.name, False)
        progress.take("x")
    assert progress.step == SUMMARY
    progress.change("count")
    assert (progress.answers["count"], progress.can_keep, progress.can_skip) == ("x", True, False)
    progress.review()
    progress.change("note")
    assert (progress.place_in_row, progress.can_skip) == ((0, 0), False)
    progress.take("merci")
    assert progress.step == SUMMARY
    progress.finish()
    assert progress.step == READY
    needed = {each.name for each in ORDER.fields if each.is_required}
    assert set(progress.given) == {*needed, "note"}
    progress.go_back_to("count")
    assert (progress.step, "count" in progress.answers) == ("count", False)


def test_a_detail_that_is_alone_is_asked_outright() -> None:
    progress = Progress(replace(ORDER, request=Nominated), {"book": "1"})
    progress.go_to_next()
    assert (progress.step, progress.can_skip, progress.place_in_row) == ("pitch", True, (2, 2))
    progress.take("")
    assert progress.step == READY


def test_each_question_has_buttons_of_its_own() -> None:
    progress = Progress(ORDER)
    progress.offer([Offer("a", "1")])
    first = progress.turn
    progress.offer([])
    assert first != progress.turn
    assert replace(progress).offered == []
