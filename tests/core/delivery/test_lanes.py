"""Lanes: whatever is added while deliveries run, each place gets its letters in order and one at a time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.delivery.lanes import PlaceLanes
from core.kernel.identity import Address, OutboxId
from core.kernel.outbox import Claimed, Letter
from tests.core.delivery.post_office import ALPHA
from tests.core.delivery.test_supervision_over_time import give_way


def letter(number: int, place: str) -> Claimed:
    return Claimed(OutboxId(number), Letter("hello", "1", Address(ALPHA, place), "fr", "Europe/Paris"), 0, "")


@dataclass(slots=True)
class Deliveries:
    """Delivers into a list, giving way to others as often as told, and failing where told."""

    pauses: dict[int, int] = field(default_factory=dict)
    failing: frozenset[int] = frozenset()
    done: list[tuple[str, int]] = field(default_factory=list)
    under_way: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    most_at_once: int = 0
    rung: int = 0

    async def deliver(self, claimed: Claimed) -> None:
        place = claimed.letter.to.space
        self.under_way[place] += 1
        self.most_at_once = max(self.most_at_once, self.under_way[place])
        try:
            for _ in range(self.pauses.get(claimed.id, 0)):
                await give_way()
            if claimed.id in self.failing:
                raise ConnectionError(claimed.id)
            self.done.append((place, claimed.id))
        finally:
            self.under_way[place] -= 1

    def ring(self) -> None:
        self.rung += 1


@settings(max_examples=80)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), max_size=20), st.integers(0, 20))
async def test_every_place_gets_all_its_letters_in_order_one_at_a_time(
    given_letters: list[tuple[str, int]], first: int
) -> None:
    places = [place for place, _ in given_letters]
    deliveries = Deliveries({number: pause for number, (_, pause) in enumerate(given_letters)})
    lanes = PlaceLanes(deliveries.deliver, deliveries.ring)
    letters = [letter(number, place) for number, place in enumerate(places)]
    lanes.add(letters[:first])
    await give_way()
    lanes.add(letters[first:])
    await lanes.finish()
    for place in set(places):
        mine = [number for where, number in deliveries.done if where == place]
        assert mine == [number for number, where in enumerate(places) if where == place]
    assert deliveries.most_at_once <= 1
    assert len(lanes) == 0


async def test_places_do_not_wait_for_each_other() -> None:
    deliveries = Deliveries({0: 50})
    lanes = PlaceLanes(deliveries.deliver, deliveries.ring)
    lanes.add([letter(0, "slow"), letter(1, "quick"), letter(2, "quick")])
    assert len(lanes) == 3
    await lanes.finish()
    assert deliveries.done == [("quick", 1), ("quick", 2), ("slow", 0)]


async def test_what_kept_a_letter_from_being_written_down_is_raised_once_and_its_lane_let_go() -> None:
    deliveries = Deliveries(failing=frozenset({0}))
    lanes = PlaceLanes(deliveries.deliver, deliveries.ring)
    lanes.add([letter(0, "a"), letter(1, "a"), letter(2, "b")])
    with pytest.raises(ConnectionError):
        await lanes.finish()
    lanes.check()
    assert deliveries.done == [("b", 2)]
    assert len(lanes) == 0
    lanes.add([letter(3, "a")])
    await lanes.finish()
    assert deliveries.done[-1] == ("a", 3)


async def test_the_pump_is_rung_after_each_letter_and_once_more_when_a_lane_ends() -> None:
    deliveries = Deliveries()
    lanes = PlaceLanes(deliveries.deliver, deliveries.ring)
    lanes.add([letter(0, "a"), letter(1, "a"), letter(2, "b")])
    await lanes.finish()
    assert deliveries.rung == 3 + 2


async def test_stopping_cuts_what_is_under_way_and_begins_nothing_more() -> None:
    deliveries = Deliveries({0: 10_000})
    lanes = PlaceLanes(deliveries.deliver, deliveries.ring)
    lanes.add([letter(0, "a"), letter(1, "a")])
    await give_way()
    await lanes.stop()
    assert deliveries.done == []
    assert sum(deliveries.under_way.values()) == 0
    assert len(lanes) == 0
