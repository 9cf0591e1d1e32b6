"""Letters to one place take turns: each leaves once those before it are settled, and no other place waits for that."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from core.delivery.ports import LetterState
from core.kernel.identity import PlaceKind
from core.kernel.storage import Storage
from storage.rows import Rows
from tests.core.votes.town import START
from tests.storage.contract.test_letters import MINUTE, abouts, claim, put, record
from tests.storage.scene import letter


async def test_a_letter_does_not_leave_while_one_before_it_is_leaving(storage: Storage[Rows]) -> None:
    await put(storage, letter("first"), letter("second"), letter("elsewhere", room="2"))
    first, elsewhere = await claim(storage)
    assert [first.letter.about, elsewhere.letter.about] == ["first", "elsewhere"]
    assert await storage.read(lambda rows: rows.queue.next_at(first.letter.to.platform)) is None
    private = replace(first.letter, about="private", to=replace(first.letter.to, kind=PlaceKind.PRIVATE))
    await put(storage, letter("third"), private)
    assert await abouts(storage) == ["private"]
    await record(storage, first.id, LetterState.SENT, message="m1")
    assert await abouts(storage) == ["second"]


async def test_a_letter_that_waits_to_be_tried_again_is_not_overtaken(storage: Storage[Rows]) -> None:
    await put(storage, letter("first"), letter("second"))
    (first,) = await claim(storage)
    await record(storage, first.id, LetterState.QUEUED, reason="later", not_before=START + 2 * MINUTE)
    await put(storage, letter("third"), letter("elsewhere", room="2"))
    assert await abouts(storage) == ["elsewhere"]
    platform = first.letter.to.platform
    assert await storage.read(lambda rows: rows.queue.next_at(platform)) == START + 2 * MINUTE
    left = []
    while claimed := await claim(storage, minutes=2):
        left += [each.letter.about for each in claimed]
        await record(storage, claimed[0].id, LetterState.SENT, message="m")
    assert left == ["first", "second", "third"]


@pytest.mark.parametrize("end", [LetterState.SENT, LetterState.FAILED, LetterState.EXPIRED])
async def test_a_letter_that_is_settled_frees_its_place(storage: Storage[Rows], end: LetterState) -> None:
    await put(storage, letter("first"), letter("second"))
    (first,) = await claim(storage)
    await record(storage, first.id, LetterState.QUEUED, not_before=START + MINUTE)
    assert await abouts(storage) == []
    (again,) = await claim(storage, minutes=1)
    await record(storage, again.id, end, reason="gone")
    assert await abouts(storage, minutes=1) == ["second"]


async def test_edits_of_one_message_keep_their_order_when_the_first_has_to_wait(storage: Storage[Rows]) -> None:
    await put(storage, letter("post"))
    (post,) = await claim(storage)
    await put(storage, letter("first edit", edits=post.id), letter("second edit", edits=post.id))
    await record(storage, post.id, LetterState.SENT, message="m1")
    (first,) = await claim(storage)
    await record(storage, first.id, LetterState.QUEUED, not_before=START + MINUTE)
    assert await abouts(storage) == []
    assert await abouts(storage, minutes=1) == ["first edit"]
    await record(storage, first.id, LetterState.SENT)
    assert await abouts(storage, minutes=1) == ["second edit"]


async def test_a_letter_planned_for_later_holds_nobody_up(storage: Storage[Rows]) -> None:
    await put(storage, letter("tomorrow", not_before=START + 9 * MINUTE), letter("now"))
    assert await abouts(storage) == ["now"]


async def test_an_edit_whose_original_is_forgotten_holds_nobody_up(storage: Storage[Rows]) -> None:
    await put(storage, letter("post"))
    (post,) = await claim(storage)
    await record(storage, post.id, LetterState.SENT, message="m1")
    await storage.write(lambda rows: rows.queue.prune(START + MINUTE))
    await put(storage, letter("edit", edits=post.id), letter("next"))
    assert await abouts(storage) == ["next"]
    assert await storage.read(lambda rows: rows.queue.counts()) == {"expired": 1, "sending": 1}


async def test_pumps_at_once_never_hold_two_letters_of_a_place(storage: Storage[Rows]) -> None:
    rooms, each_room = 8, 4
    await put(storage, *(letter(f"{n}", room=str(n % rooms)) for n in range(rooms * each_room)))
    left: dict[str, list[int]] = {str(room): [] for room in range(rooms)}

    async def pump() -> None:
        while sum(map(len, left.values())) < rooms * each_room:
            for claimed in await claim(storage, limit=3):
                left[claimed.letter.to.room].append(int(claimed.letter.about))
                await record(storage, claimed.id, LetterState.SENT, message="m")

    async with asyncio.timeout(60):
        await asyncio.gather(*(pump() for _ in range(5)))
    assert left == {str(room): list(range(room, rooms * each_room, rooms)) for room in range(rooms)}
