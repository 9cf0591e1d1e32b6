"""Standings in their order, refusals with their arguments, addresses that are equal when they are the same place."""

from __future__ import annotations

import itertools
from dataclasses import FrozenInstanceError, replace

import pytest

from core.kernel.errors import AdapterRefused, Refusal, Say, Unavailable
from core.kernel.identity import (
    Account,
    Address,
    Caller,
    CommunityId,
    Home,
    PersonId,
    Place,
    PlaceKind,
    Platform,
    RequestKey,
    ShopId,
    Standing,
)

ALPHA = Platform("alpha")
HERE = Address(ALPHA, "g", "c")
HOME = Home(CommunityId(1), ShopId(1), "L’Agora", "fr", "America/Montreal")
ALICE = Caller(
    PersonId(1),
    Account(ALPHA, "7"),
    "Alice",
    Place(HERE, can_whisper=True),
    "fr",
    HOME,
    Standing.READER,
    False,
    RequestKey("r"),
)


def test_standings_rise_from_reader_to_owner_and_rows_keep_their_numbers() -> None:
    assert [(each.name, each.value) for each in sorted(Standing)] == [
        ("READER", 0),
        ("CARD_HOLDER", 1),
        ("ANIMATOR", 2),
        ("BOOKSELLER", 3),
        ("SHOP_MANAGER", 4),
        ("NETWORK_OWNER", 5),
    ]


@pytest.mark.parametrize(("lower", "higher"), list(itertools.pairwise(Standing)))
def test_each_standing_includes_those_below(lower: Standing, higher: Standing) -> None:
    assert lower < higher
    assert max(lower, higher) is higher


@pytest.mark.parametrize("kind", [Refusal, Unavailable, AdapterRefused])
def test_what_fails_carries_a_message_id_and_its_arguments(kind: type[Refusal] | type[AdapterRefused]) -> None:
    problem = kind("staff-too-high", standing=Say("standing-bookseller"), count=3)
    assert problem.message == str(problem) == "staff-too-high"
    assert problem.arguments == {"standing": Say("standing-bookseller"), "count": 3}


def test_a_platform_that_refuses_the_bot_is_no_answer_to_a_reader() -> None:
    assert issubclass(Unavailable, Refusal)
    assert not issubclass(AdapterRefused, Refusal)


def test_the_zone_is_the_homes_and_paris_without_one() -> None:
    assert ALICE.zone == "America/Montreal"
    assert replace(ALICE, home=None).zone == "Europe/Paris"


def test_a_private_place_is_known_by_its_address() -> None:
    private = replace(HERE, kind=PlaceKind.PRIVATE)
    assert not ALICE.place.is_private
    assert Place(private, can_whisper=False).is_private
    assert len({HERE, private, replace(HERE, room="d"), Address(ALPHA, "g", "c")}) == 3


def test_nobody_raises_their_own_standing_by_assignment() -> None:
    with pytest.raises(FrozenInstanceError):
        ALICE.standing = Standing.NETWORK_OWNER  # type: ignore[misc]
