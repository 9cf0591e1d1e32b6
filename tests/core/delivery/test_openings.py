"""A letter that opens a room: its feature learns of the room as the letter is recorded, or not at all."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from core.delivery.ports import LetterState
from core.kernel.identity import Address, OutboxId
from core.kernel.outbox import Claimed, Letter, PerhapsDelivered, TryLater
from core.ui.cards import View, notice
from core.ui.rooms import Opening
from storage.rows import Rows
from tests.core.delivery.post_office import ROOM, PostOffice


@pytest.fixture
def office() -> PostOffice:
    made = PostOffice()

    async def open_room(claimed: Claimed) -> View | None:
        return Opening(notice("polls-none", typed=f"{claimed.letter.about} {claimed.id}"), "Emma")

    made.compose("opening", open_room)
    return made


def note_room(rows: Rows, claimed: Claimed, room: Address) -> None:
    """What the room lacked is queued for it."""
    rows.outbox.put(Letter("hello", claimed.letter.about, room, claimed.letter.locale, claimed.letter.zone))


async def test_what_a_room_lacked_is_queued_for_it_as_the_letter_is_recorded(office: PostOffice) -> None:
    office.catalogue.on_opened("opening", note_room)
    await office.put(kind="opening")
    assert await office.deliver_all() == 2
    assert office.courier.posted == [(OutboxId(1), ROOM), (OutboxId(2), replace(ROOM, room="r1"))]
    posted = await office.storage.read(lambda rows: rows.outbox.posted("opening", "1"))
    assert [each.message for each in posted] == ["m1"]


@pytest.mark.parametrize("trouble", [TryLater(), PerhapsDelivered(), RuntimeError("broken")])
async def test_nobody_hears_of_a_room_before_it_stands_and_then_once(office: PostOffice, trouble: Exception) -> None:
    office.catalogue.on_opened("opening", note_room)
    office.courier.troubles.append(trouble)
    await office.put(kind="opening")
    await office.pump.deliver_due()
    assert office.states() == [LetterState.QUEUED]
    office.later(5)
    await office.deliver_all()
    assert office.states() == [LetterState.SENT, LetterState.SENT]


async def test_a_feature_that_fails_loses_its_rows_and_the_letter_does_not_leave_twice(
    office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    def half(rows: Rows, claimed: Claimed, room: Address) -> None:
        note_room(rows, claimed, room)
        raise RuntimeError("secret words")

    office.catalogue.on_opened("opening", half)
    await office.put(kind="opening")
    await office.deliver_all()
    office.later(3600)
    await office.deliver_all()
    assert office.states() == [LetterState.SENT]
    assert len(office.courier.posted) == 1
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


async def test_an_edit_of_the_head_opens_nothing(office: PostOffice) -> None:
    office.catalogue.on_opened("opening", note_room)
    await office.put(kind="opening")
    await office.deliver_all()
    await office.put(kind="opening", edits=OutboxId(1))
    await office.deliver_all()
    assert office.courier.edited == [("m1", ROOM)]
    assert len(office.courier.posted) == 2
