"""Guessing a link code: at once or again and again, the limit holds and the answers tell nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from core.kernel.errors import Refusal
from core.kernel.guesses import GUESS_WINDOW, MAX_GUESSES
from core.kernel.identity import Account
from core.members.model import LINK_CODE_LIFE
from core.members.service import Doorway, Linking
from storage.open import open_storage
from tests.core.members.test_linking import ALPHA, BETA, Door
from tests.core.votes.town import HandClock

WRONG = "AAAA-AAAA"


@pytest.fixture
async def door() -> Door:
    return await Door().build()


async def guess(door: Door, user: str, code: str = WRONG) -> str:
    """Type a code on the second platform, a second after whatever came before; return the answer."""
    door.clock.move(seconds=1)
    try:
        await door.linking.confirm(await door.enter(user, BETA), code)
    except Refusal as refusal:
        return refusal.message
    return "linked"


async def test_a_wrong_code_that_arrives_twice_is_wrong_twice_and_counts_once(door: Door) -> None:
    caller = await door.enter("mallory", BETA)
    for _ in range(MAX_GUESSES + 1):
        with pytest.raises(Refusal, match="link-wrong"):
            await door.linking.confirm(caller, WRONG)
    assert [await guess(door, "mallory") for _ in range(MAX_GUESSES)] == [
        *["link-wrong"] * (MAX_GUESSES - 1),
        "link-wait",
    ]


async def test_a_right_code_that_arrives_twice_links_once_and_says_so_twice(door: Door) -> None:
    code = await door.linking.show_code(await door.enter("alice", private=True))
    caller = await door.enter("a2", BETA)
    first = await door.linking.confirm(caller, code)
    assert (await door.linking.confirm(caller, code)).accounts == first.accounts
    assert len(door.storage.letters()) == 1


async def test_guesses_made_at_once_are_counted_one_after_the_other(tmp_path: Path) -> None:
    clock = HandClock()
    async with open_storage(f"sqlite:///{tmp_path}/agora.sqlite3", clock) as storage:
        door = Door(clock=clock)
        door.doorway, door.linking = Doorway(storage), Linking(storage, clock, ())
        callers = [await door.enter("mallory", BETA) for _ in range(40)]
        answers = await asyncio.gather(
            *(door.linking.confirm(caller, WRONG) for caller in callers), return_exceptions=True
        )
    told = [str(answer) for answer in answers]
    assert told.count("link-wrong") == MAX_GUESSES
    assert told.count("link-wait") == 40 - MAX_GUESSES


async def test_linking_and_unlinking_ones_own_accounts_buys_no_further_guess(door: Door) -> None:
    await door.enter("accomplice")
    answers = []
    for _ in range(3):
        answers += [await guess(door, "mallory") for _ in range(MAX_GUESSES)]
        code = await door.linking.show_code(await door.enter("mallory", BETA))
        try:
            await door.linking.confirm(await door.enter("accomplice"), code)
            await door.linking.unlink(await door.enter("accomplice"), Account(BETA, "mallory"))
        except Refusal as refusal:
            answers.append(refusal.message)
    assert answers.count("link-wrong") == MAX_GUESSES
    assert await guess(door, "mallory") == "link-wait"


async def test_right_codes_never_use_up_the_tries(door: Door) -> None:
    for _ in range(MAX_GUESSES + 2):
        door.clock.move(seconds=1)
        code = await door.linking.show_code(await door.enter("alice"))
        assert await guess(door, "a2", code) == "linked"
        await door.linking.unlink(await door.enter("alice"), Account(BETA, "a2"))


async def test_waiting_is_not_made_longer_by_trying(door: Door) -> None:
    for _ in range(MAX_GUESSES):
        await guess(door, "mallory")
    door.clock.move(seconds=GUESS_WINDOW.total_seconds() / 2)
    assert await guess(door, "mallory") == "link-wait"
    door.clock.move(seconds=GUESS_WINDOW.total_seconds() / 2)
    assert await guess(door, "mallory") == "link-wrong"


async def test_wrong_used_and_expired_codes_are_answered_alike(door: Door) -> None:
    expired = await door.linking.show_code(await door.enter("alice"))
    door.clock.move(seconds=LINK_CODE_LIFE.total_seconds())
    used = await door.linking.show_code(await door.enter("bob"))
    assert await guess(door, "b2", used) == "linked"
    answers = [await guess(door, "mallory", code) for code in (WRONG, expired, used, "", "é" * 20)]
    assert answers == ["link-wrong"] * 5


async def test_a_code_of_an_account_already_linked_says_so_and_keeps_the_code(door: Door) -> None:
    assert await guess(door, "a2", await door.linking.show_code(await door.enter("alice"))) == "linked"
    code = await door.linking.show_code(await door.enter("alice", ALPHA))
    assert await guess(door, "a2", code) == "link-already"
    assert await guess(door, "a3", code) == "linked"
