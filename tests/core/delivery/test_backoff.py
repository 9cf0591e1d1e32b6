"""Letters in trouble: how long each waits, when it is given up, and that what one asks for is what it gets."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.delivery.ports import LetterState
from core.delivery.pump import LONGEST_BACKOFF_SECONDS, MAX_ATTEMPTS, MAX_WAITS
from core.kernel.errors import Unavailable
from core.kernel.identity import Address, OutboxId
from core.kernel.outbox import Claimed, Doubt, Landed, Moved, PerhapsDelivered, TryLater, Undeliverable
from core.ui.cards import View, notice
from core.ui.words import Words
from tests.core.delivery.post_office import ALPHA, ROOM, PostOffice, ToldCourier

QUEUED, SENT, FAILED, EXPIRED = LetterState.QUEUED, LetterState.SENT, LetterState.FAILED, LetterState.EXPIRED
SECONDS = [1, 2, 4, 8, 16, 32, 64, 128, 256]
"""How long a letter waits after each failure but the last."""


@pytest.fixture
def office() -> PostOffice:
    return PostOffice()


async def waits(office: PostOffice, most: int = 4000) -> list[int]:
    """Deliver second by second until the one letter is settled; return the seconds between tries."""
    tries = []
    for second in range(most):
        if await office.pump.deliver_due():
            tries.append(second)
        if office.states() != [QUEUED]:
            break
        office.later(1)
    return [after - before for before, after in itertools.pairwise(tries)]


@pytest.mark.parametrize("trouble", [RuntimeError("again"), PerhapsDelivered()])
async def test_each_failure_doubles_the_wait_until_the_letter_is_given_up(
    office: PostOffice, trouble: Exception
) -> None:
    office.courier.troubles.extend([trouble] * MAX_ATTEMPTS)
    await office.put()
    assert await waits(office) == SECONDS
    assert office.states() == [FAILED]


async def test_a_platform_that_is_away_for_a_day_gets_its_letters_when_it_is_back(office: PostOffice) -> None:
    office.courier.troubles.extend([TryLater()] * 700)
    await office.put()
    tried = 0
    for _ in range(86_400 // 60):
        tried += await office.pump.deliver_due()
        office.later(60)
    assert office.states() == [QUEUED]
    assert tried <= 700, "seldom enough for a platform in trouble"
    office.courier.troubles.clear()
    office.courier.troubles.extend([PerhapsDelivered(), RuntimeError("still unwell")])
    for _ in range(3):
        office.later(LONGEST_BACKOFF_SECONDS)
        await office.pump.deliver_due()
    assert office.states() == [SENT]


@settings(max_examples=15)
@given(asked=st.integers(0, 2000), failures=st.integers(1, 2 * MAX_ATTEMPTS))
async def test_nobody_comes_back_before_the_platform_asked(asked: int, failures: int) -> None:
    office = PostOffice()
    office.courier.troubles.extend([TryLater(asked)] * failures)
    await office.put()
    for before in range(failures):
        await office.pump.deliver_due()
        wait = max(asked, 2 ** min(before, MAX_WAITS))
        office.later(wait - 1)
        assert await office.pump.deliver_due() == 0
        office.later(1)
    assert await office.pump.deliver_due() == 1
    assert office.states() == [SENT]


async def test_a_composer_in_trouble_is_asked_again_and_its_letter_is_not_lost(
    office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    left = [ConnectionError("secret words of a reader"), None]

    async def flaky(claimed: Claimed) -> View | None:
        if trouble := left.pop(0):
            raise trouble
        return notice("polls-none", typed="x")

    office.compose("flaky", flaky)
    await office.put(kind="flaky")
    assert await waits(office) == [1]
    assert office.states() == [SENT]
    assert ["secret words" in record.getMessage() for record in caplog.records] == [False]


async def test_a_letter_of_a_kind_nobody_draws_becomes_a_dead_letter(office: PostOffice) -> None:
    await office.put(kind="of another age")
    assert await waits(office) == SECONDS
    assert office.states() == [FAILED]


async def test_what_is_unavailable_while_drawing_is_not_posted(office: PostOffice) -> None:
    async def unavailable(claimed: Claimed) -> View | None:
        raise Unavailable("refused-unavailable")

    office.compose("unavailable", unavailable)
    await office.put(kind="unavailable")
    await office.pump.deliver_due()
    assert office.courier.posted == []
    assert office.states() == [EXPIRED]


@pytest.mark.parametrize(("seconds", "state"), [(-1, SENT), (0, SENT), (1, EXPIRED)])
async def test_a_letter_is_late_once_its_moment_is_past(office: PostOffice, seconds: int, state: LetterState) -> None:
    await office.put(expires_in=timedelta(minutes=1))
    office.later(60 + seconds)
    await office.pump.deliver_due()
    assert office.states() == [state]


async def test_a_letter_that_waits_too_long_for_its_turn_is_dropped_visibly(office: PostOffice) -> None:
    office.courier.troubles.append(TryLater(120))
    await office.put(expires_in=timedelta(minutes=1))
    assert await waits(office) == [120]
    assert office.states() == [EXPIRED]


@pytest.mark.parametrize("trouble", [Undeliverable("gone"), RuntimeError("broken")])
async def test_an_edit_of_what_never_arrived_does_not_leave(office: PostOffice, trouble: Exception) -> None:
    office.courier.troubles.extend([trouble] * MAX_ATTEMPTS)
    await office.put()
    await office.put(edits=OutboxId(1))
    for _ in range(MAX_ATTEMPTS + 1):
        await office.pump.deliver_due()
        office.later(LONGEST_BACKOFF_SECONDS)
    assert office.states() == [FAILED, EXPIRED]
    assert office.courier.edited == []


async def test_an_edit_that_fails_for_good_leaves_the_posted_message_alone(office: PostOffice) -> None:
    await office.put()
    await office.pump.deliver_due()
    office.courier.troubles.append(Undeliverable("message is too old"))
    await office.put("2", edits=OutboxId(1))
    await office.pump.deliver_due()
    assert office.states() == [SENT, FAILED]


async def test_two_edits_of_one_message_arrive_in_their_order(office: PostOffice) -> None:
    await office.put()
    await office.pump.deliver_due()
    for about in "ab":
        await office.put(about, edits=OutboxId(1))
    assert await office.deliver_all() == 2
    assert office.courier.edited == [("m1", ROOM), ("m1", ROOM)]
    assert office.states() == [SENT] * 3


@dataclass(slots=True)
class MovingCourier(ToldCourier):
    """Says of some places that they are elsewhere now, however often it is asked."""

    moved: dict[Address, Address] = field(default_factory=dict)

    async def post(self, letter: OutboxId, to: Address, view: View, words: Words) -> Landed:
        if to in self.moved:
            raise Moved(self.moved[to])
        return await ToldCourier.post(self, letter, to, view, words)


async def test_a_place_that_moves_twice_is_followed_to_the_end_with_all_its_letters() -> None:
    second, third = Address(ALPHA, "second", "room"), Address(ALPHA, "third", "room")
    office = PostOffice(courier=MovingCourier(moved={ROOM: second, second: third}))
    for about, place in (("a", ROOM), ("b", ROOM), ("c", second), ("d", third)):
        await office.put(about, place)
    for _ in range(4):
        await office.pump.deliver_due()
        office.later(10)
    assert [to for _, to in office.courier.posted] == [third] * 4
    assert sorted(letter for letter, _ in office.courier.posted) == [1, 2, 3, 4]
    assert office.states() == [SENT] * 4


async def test_a_small_note_in_doubt_is_dropped_and_an_announcement_is_said_again(office: PostOffice) -> None:
    office.courier.troubles.extend([PerhapsDelivered(), PerhapsDelivered()])
    await office.put("note", Address(ALPHA, "one"), doubt=Doubt.DROP)
    await office.put("news", Address(ALPHA, "two"))
    await office.pump.deliver_due()
    office.later(5)
    await office.pump.deliver_due()
    assert [to.space for _, to in office.courier.posted] == ["two"]
    assert office.states() == [FAILED, SENT]
