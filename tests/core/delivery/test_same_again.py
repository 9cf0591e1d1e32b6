"""An edit that would change nothing is not sent, as long as what the message shows is known for sure."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.delivery.ports import LetterState
from core.kernel.identity import OutboxId
from core.kernel.outbox import PerhapsDelivered, TryLater, Undeliverable
from tests.core.delivery.post_office import ROOM, PostOffice

SENT = LetterState.SENT
FIRST = OutboxId(1)


@pytest.fixture
async def office() -> PostOffice:
    """One message stands there and shows "a"."""
    office = PostOffice()
    await office.put("a")
    await office.deliver_all()
    return office


async def edited(office: PostOffice, *abouts: str) -> int:
    """Edit the message to each in turn; return how many edits the platform was asked for."""
    before = len(office.courier.edited)
    for about in abouts:
        await office.put(about, edits=FIRST)
        await office.deliver_all()
    return len(office.courier.edited) - before


@pytest.mark.parametrize(("abouts", "asked"), [("a", 0), ("aaa", 0), ("b", 1), ("bb", 1), ("ba", 2), ("abba", 2)])
async def test_only_what_looks_different_is_sent(office: PostOffice, abouts: str, asked: int) -> None:
    assert await edited(office, *abouts) == asked
    assert set(office.states()) == {SENT}


async def test_it_is_known_after_a_restart(office: PostOffice) -> None:
    again = PostOffice(storage=office.storage)
    assert await edited(again, "a") == 0
    assert await edited(again, "b") == 1


async def test_another_message_of_the_same_look_is_not_taken_for_it(office: PostOffice) -> None:
    await office.put("b")
    await office.deliver_all()
    assert await edited(office, "b") == 1
    await office.put("b", edits=OutboxId(2))
    await office.deliver_all()
    assert office.courier.edited == [("m1", ROOM)]


@pytest.mark.parametrize("trouble", [PerhapsDelivered(), TryLater(), Undeliverable("?"), RuntimeError("?")])
async def test_after_an_edit_of_which_nobody_knows_what_came_the_next_is_sent(
    office: PostOffice, trouble: Exception
) -> None:
    await office.put("b", edits=FIRST)
    office.courier.troubles.append(trouble)
    await office.pump.deliver_due()
    await office.put("a", edits=FIRST)
    office.clock.move(hours=1)
    await office.deliver_all()
    assert office.courier.edited[-1] == ("m1", ROOM)
    shown = office.courier.shown
    assert "a" in shown["m1"]


async def test_after_a_crash_in_the_middle_of_an_edit_the_next_is_sent(office: PostOffice) -> None:
    await office.put("b", edits=FIRST)
    now = office.clock.now()
    lease = now + timedelta(minutes=1)
    [held] = await office.storage.write(lambda rows: rows.queue.claim(ROOM.platform, now, 9, lease))
    assert held.shown
    office.clock.move(minutes=2)
    await office.pump.recover()
    office.clock.move(minutes=2)
    await office.put("a", edits=FIRST)
    await office.deliver_all()
    assert len(office.courier.edited) == 2
    assert "a" in office.courier.shown["m1"]
