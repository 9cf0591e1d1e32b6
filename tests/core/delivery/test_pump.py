"""Letters leave once, in order, again after trouble, and never too late."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.delivery.ports import LetterState
from core.delivery.pump import LEASE, LONGEST_BACKOFF_SECONDS, MAX_ATTEMPTS
from core.kernel.errors import Refusal
from core.kernel.identity import Address, OutboxId
from core.kernel.outbox import Claimed, Doubt, Moved, PerhapsDelivered, TryLater, Undeliverable
from core.ui.cards import View
from tests.core.delivery.post_office import ALPHA, ROOM, PostOffice

QUEUED, SENT, FAILED, EXPIRED = LetterState.QUEUED, LetterState.SENT, LetterState.FAILED, LetterState.EXPIRED


@pytest.fixture
def office() -> PostOffice:
    return PostOffice()


async def test_letters_to_one_place_keep_their_order_and_leave_once(office: PostOffice) -> None:
    for about in "abc":
        await office.put(about)
    assert await office.deliver_all() == 3
    assert [letter for letter, _ in office.courier.posted] == [1, 2, 3]
    assert office.states() == [SENT] * 3
    assert await office.pump.deliver_due() == 0


async def test_a_letter_that_has_to_wait_is_not_overtaken_and_keeps_no_other_place_waiting(office: PostOffice) -> None:
    other = Address(ALPHA, "two")
    office.courier.troubles.append(TryLater(30))
    for about in "ab":
        await office.put(about)
    await office.put("c", other)
    assert await office.deliver_all() == 2
    await office.put("d")
    office.later(29)
    assert await office.deliver_all() == 0
    assert office.courier.posted == [(3, other)]
    office.later(1)
    assert await office.deliver_all() == 3
    assert [letter for letter, _ in office.courier.posted] == [3, 1, 2, 4]


@settings(max_examples=15)
@given(st.lists(st.tuples(st.sampled_from("xyz"), st.integers(0, 3)), max_size=8), st.data())
async def test_whatever_goes_wrong_every_place_reads_its_letters_in_order(
    written: list[tuple[str, int]], data: st.DataObject
) -> None:
    troubles = [TryLater(7), RuntimeError("again"), PerhapsDelivered(), Undeliverable("gone"), None, None]
    office = PostOffice()
    for number, (space, seconds) in enumerate(written, start=1):
        await office.put(str(number), Address(ALPHA, space))
        office.courier.troubles.append(data.draw(st.sampled_from(troubles)))
        await office.pump.deliver_due()
        office.later(seconds)
    for _ in range(2 * len(written)):
        await office.deliver_all()
        office.later(LONGEST_BACKOFF_SECONDS)
    assert set(office.states()) <= {SENT, FAILED}
    for space in "xyz":
        left = [letter for letter, to in office.courier.posted if to.space == space]
        assert left == sorted(left)


async def test_an_edit_waits_for_its_original_and_knows_its_message(office: PostOffice) -> None:
    await office.put("a")
    await office.put("b", edits=OutboxId(1))
    while await office.pump.deliver_due():
        pass
    assert office.courier.edited == [("m1", ROOM)]
    assert office.states() == [SENT, SENT]


async def test_the_platforms_own_pause_is_respected(office: PostOffice) -> None:
    office.courier.troubles.append(TryLater(30))
    await office.put()
    await office.pump.deliver_due()
    office.later(29)
    assert await office.pump.deliver_due() == 0
    office.later(1)
    assert await office.pump.deliver_due() == 1
    assert office.states() == [SENT]


async def test_what_can_never_arrive_is_kept_with_its_reason(office: PostOffice) -> None:
    office.courier.troubles.append(Undeliverable("blocked"))
    await office.put()
    await office.pump.deliver_due()
    assert office.states() == [FAILED]
    office.later(3600)
    assert await office.pump.deliver_due() == 0


async def test_trouble_without_end_becomes_a_dead_letter(office: PostOffice) -> None:
    office.courier.troubles.extend([RuntimeError("again")] * 50)
    await office.put()
    for _ in range(50):
        await office.pump.deliver_due()
        office.later(1000)
    assert office.states() == [FAILED]
    assert len(office.courier.troubles) == 50 - MAX_ATTEMPTS


@pytest.mark.parametrize(
    ("doubt", "recognises", "is_edit", "expected"),
    [
        (Doubt.RESEND, False, False, SENT),
        (Doubt.DROP, False, False, FAILED),
        (Doubt.DROP, True, False, SENT),
        (Doubt.DROP, False, True, SENT),
    ],
)
async def test_doubt_is_settled_by_the_stated_rule(
    office: PostOffice, doubt: Doubt, recognises: bool, is_edit: bool, expected: LetterState
) -> None:
    office.courier.recognises_repeats = recognises
    if is_edit:
        await office.put()
        await office.pump.deliver_due()
    office.courier.troubles.append(PerhapsDelivered())
    await office.put(doubt=doubt, edits=OutboxId(1) if is_edit else None)
    await office.pump.deliver_due()
    office.later(10)
    await office.pump.deliver_due()
    assert office.states()[-1] is expected


async def test_a_letter_that_was_leaving_when_the_pump_died_is_taken_up_at_the_next_start(office: PostOffice) -> None:
    await office.put("kept")
    await office.put("dropped", Address(ALPHA, "two"), doubt=Doubt.DROP)
    now = office.clock.now()
    await office.storage.write(lambda rows: rows.queue.claim(ALPHA, now, 10, now + LEASE))
    assert await office.pump.deliver_due() == 0
    await office.pump.recover(LEASE)
    office.later(10)
    assert await office.pump.deliver_due() == 1
    assert office.states() == [SENT, FAILED]


async def test_a_letter_another_process_left_behind_is_taken_up_once_its_lease_is_over(office: PostOffice) -> None:
    await office.put()
    now = office.clock.now()
    await office.storage.write(lambda rows: rows.queue.claim(ALPHA, now, 10, now + LEASE))
    await office.pump.recover()
    assert office.states() == [LetterState.SENDING]
    office.later(LEASE.total_seconds())
    await office.pump.recover()
    office.later(10)
    assert await office.pump.deliver_due() == 1
    assert office.states() == [SENT]


async def test_a_moved_place_is_followed(office: PostOffice) -> None:
    new = Address(ALPHA, "elsewhere", "room")
    office.courier.troubles.append(Moved(new))
    await office.put()
    await office.pump.deliver_due()
    office.later(5)
    await office.pump.deliver_due()
    assert office.moves == [(ROOM, new)]
    assert office.courier.posted == [(1, new)]


async def test_what_comes_too_late_or_has_no_point_any_more_does_not_leave(office: PostOffice) -> None:
    async def pointless(claimed: Claimed) -> View | None:
        return None

    async def refused(claimed: Claimed) -> View | None:
        raise Refusal("vote-gone")

    office.compose("pointless", pointless)
    office.compose("refused", refused)
    await office.put(expires_in=timedelta(seconds=5))
    await office.put(kind="pointless")
    await office.put(kind="refused")
    office.later(6)
    await office.deliver_all()
    assert office.states() == [EXPIRED] * 3
    assert office.courier.posted == []


async def test_one_bad_place_does_not_hold_up_another(office: PostOffice) -> None:
    office.courier.troubles.append(Undeliverable("gone"))
    await office.put("a", Address(ALPHA, "one"))
    await office.put("b", Address(ALPHA, "two"))
    await office.pump.deliver_due()
    assert sorted(state.value for state in office.states()) == ["failed", "sent"]
