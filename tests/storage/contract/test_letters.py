"""The outbox: what is put is claimed once, in order, and never forgotten on the way."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from core.delivery.ports import LetterState, Outcome
from core.kernel.identity import Address, OutboxId, PlaceKind, Platform
from core.kernel.outbox import Claimed, Doubt, Letter, Posted
from core.kernel.storage import Storage
from storage.rows import Rows
from tests.core.votes.town import ALPHA, BETA, START
from tests.storage.scene import ROOM, letter

MINUTE = timedelta(minutes=1)


async def put(storage: Storage[Rows], *letters: Letter) -> None:
    def job(rows: Rows) -> None:
        for each in letters:
            rows.outbox.put(each)

    await storage.write(job)


async def claim(
    storage: Storage[Rows], minutes: float = 0, limit: int = 50, platform: Platform = ALPHA
) -> list[Claimed]:
    now = START + minutes * MINUTE
    return list(await storage.write(lambda rows: rows.queue.claim(platform, now, limit, now + MINUTE)))


async def record(storage: Storage[Rows], letter: OutboxId, state: LetterState, **more: object) -> None:
    outcome = Outcome(letter, state, START, **more)  # type: ignore[arg-type]
    await storage.write(lambda rows: rows.queue.record([outcome]))


async def abouts(storage: Storage[Rows], minutes: float = 0) -> list[str]:
    return [each.letter.about for each in await claim(storage, minutes)]


async def test_a_letter_comes_back_as_it_was_put(storage: Storage[Rows]) -> None:
    written = Letter(
        "note",
        "x",
        Address(BETA, "chat", "7", PlaceKind.PRIVATE),
        "en",
        "Europe/London",
        {"names": ["Émile", "«\u202fNana\u202f»"], "count": 2, "deep": {"is": None}},
        expires_at=START + MINUTE,
        key="note-x",
        doubt=Doubt.DROP,
    )
    await put(storage, written, letter())
    (claimed,) = await claim(storage, platform=BETA)
    assert (claimed.letter, claimed.attempts, claimed.message) == (written, 0, "")


async def test_a_claimed_letter_is_claimed_by_nobody_else(storage: Storage[Rows]) -> None:
    await put(storage, *(letter(str(number), room=str(number)) for number in range(5)))
    assert [each.letter.about for each in await claim(storage, limit=3)] == ["0", "1", "2"]
    assert await abouts(storage, minutes=60) == ["3", "4"]
    assert await abouts(storage, minutes=60) == []


async def test_fifty_pumps_claim_every_letter_once(storage: Storage[Rows]) -> None:
    await put(storage, *(letter(str(number), room=str(number)) for number in range(120)))
    batches = await asyncio.gather(*(claim(storage, limit=5) for _ in range(50)))
    claimed = [each.id for batch in batches for each in batch]
    assert max(map(len, batches)) <= 5
    rest = [each.id for each in await claim(storage, limit=120)]
    assert len(claimed) + len(rest) == len({*claimed, *rest}) == 120


async def test_a_letter_waits_for_its_time(storage: Storage[Rows]) -> None:
    await put(storage, letter("later", not_before=START + 2 * MINUTE), letter("soon", not_before=START + MINUTE))
    assert await storage.read(lambda rows: rows.queue.next_at(ALPHA)) == START + MINUTE
    assert await storage.read(lambda rows: rows.queue.next_at(BETA)) is None
    assert await abouts(storage) == []
    assert await abouts(storage, minutes=1) == ["soon"]
    assert await storage.read(lambda rows: rows.queue.next_at(ALPHA)) == START + 2 * MINUTE
    assert await abouts(storage, minutes=2) == ["later"]
    assert await storage.read(lambda rows: rows.queue.next_at(ALPHA)) is None


async def test_all_that_was_posted_is_edited_once_however_often_somebody_asks(storage: Storage[Rows]) -> None:
    rooms = [Address(platform, "space", room) for platform in (ALPHA, BETA) for room in ("1", "2")]
    await put(storage, *(Letter("note", "x", room, "en", "Europe/London") for room in rooms), letter("y"))
    for platform in (ALPHA, BETA):
        for number, each in enumerate(await claim(storage, platform=platform)):
            await record(storage, each.id, LetterState.SENT, message=f"{platform}/{number}")

    async def refresh(minutes: int | None) -> None:
        due = START + minutes * MINUTE if minutes is not None else None
        await storage.write(lambda rows: rows.outbox.refresh("note", "x", due))

    await refresh(2)
    await refresh(3)
    assert await claim(storage, minutes=1) == []
    first = [each for platform in (ALPHA, BETA) for each in await claim(storage, minutes=2, platform=platform)]
    assert [each.letter.to for each in first] == rooms
    assert [each.message for each in first] == [f"{platform}/{n}" for platform in (ALPHA, BETA) for n in (0, 1)]
    original = replace(first[0].letter, edits=None, key="")
    assert original == Letter("note", "x", rooms[0], "en", "Europe/London")
    # What is said while an edit leaves is said in the next one, and what is urgent waits for none.
    await refresh(4)
    await refresh(None)
    for each in first:
        await record(storage, each.id, LetterState.SENT)
    assert len(await claim(storage, minutes=2)) == len(await claim(storage, minutes=2, platform=BETA)) == 2
    assert await storage.read(lambda rows: rows.queue.counts()) == {"sent": 9, "sending": 4, "queued": 4}


async def test_what_changes_while_a_letter_is_leaving_is_edited_once_it_stands(storage: Storage[Rows]) -> None:
    """It was drawn before the change: without an edit it would stand as it was."""
    await put(storage, letter("x"), letter("y", room="elsewhere"))
    left, lost = await claim(storage)
    for each in (left, lost):
        await storage.write(lambda rows, about=each.letter.about: rows.outbox.refresh("note", about, None))  # type: ignore[misc]
    assert await claim(storage) == []
    await record(storage, left.id, LetterState.SENT, message="1/1")
    await record(storage, lost.id, LetterState.FAILED)
    assert [(each.letter.edits, each.message) for each in await claim(storage)] == [(left.id, "1/1")]


async def test_what_was_posted_is_found_again_edits_left_out(storage: Storage[Rows]) -> None:
    await put(storage, letter(), letter(room="2"), letter("other", room="3"), letter(room="4"))
    first, second, other, failed = (each.id for each in await claim(storage))
    await record(storage, first, LetterState.SENT, message="m1")
    await record(storage, second, LetterState.SENT, message="m2")
    await record(storage, other, LetterState.SENT, message="m3")
    await record(storage, failed, LetterState.FAILED, reason="gone")
    await put(storage, letter(edits=first))
    (edit,) = await claim(storage)
    await record(storage, edit.id, LetterState.SENT)
    assert edit.message == "m1"
    assert await storage.read(lambda rows: rows.outbox.posted("note", "1")) == [
        Posted(first, ROOM, "fr", "Europe/Paris", "m1"),
        Posted(second, replace(ROOM, room="2"), "fr", "Europe/Paris", "m2"),
    ]


async def test_an_edit_waits_for_its_original(storage: Storage[Rows]) -> None:
    await put(storage, letter("original"))
    (original,) = await claim(storage)
    await put(storage, letter("edit", edits=original.id))
    assert await storage.read(lambda rows: rows.queue.next_at(ALPHA)) is None
    assert await abouts(storage) == []
    await record(storage, original.id, LetterState.SENT, message="m9")
    assert await storage.read(lambda rows: rows.queue.next_at(ALPHA)) is not None
    (edit,) = await claim(storage)
    assert (edit.letter.edits, edit.message) == (original.id, "m9")


@pytest.mark.parametrize("end", [LetterState.FAILED, LetterState.EXPIRED])
async def test_an_edit_of_what_never_left_expires(storage: Storage[Rows], end: LetterState) -> None:
    await put(storage, letter("original"))
    (original,) = await claim(storage)
    await put(storage, letter("edit", edits=original.id))
    await record(storage, original.id, end, reason="gone")
    assert await claim(storage) == []
    expected = {end.value: 2} if end is LetterState.EXPIRED else {"failed": 1, "expired": 1}
    assert await storage.read(lambda rows: rows.queue.counts()) == expected


async def test_a_key_is_queued_once_and_free_again_when_claimed(storage: Storage[Rows]) -> None:
    other = letter("keyless", room="2"), letter("keyless", room="3")
    await put(storage, letter("first", key="k"), letter("second", key="k"), *other)
    assert await abouts(storage) == ["first", "keyless", "keyless"]
    await put(storage, letter("third", key="k", room="4"))
    assert await abouts(storage) == ["third"]


async def test_fifty_writers_queue_a_key_once(storage: Storage[Rows]) -> None:
    await asyncio.gather(*(put(storage, letter(str(number), key="k")) for number in range(50)))
    assert len(await claim(storage)) == 1


async def test_a_letter_queued_again_comes_later_and_counts_its_attempts(storage: Storage[Rows]) -> None:
    await put(storage, letter(key="k"))
    (claimed,) = await claim(storage)
    await record(storage, claimed.id, LetterState.QUEUED, reason="later", not_before=START + MINUTE)
    assert await claim(storage) == []
    (again,) = await claim(storage, minutes=1)
    assert (again.id, again.attempts) == (claimed.id, 1)


async def test_a_letter_queued_again_still_holds_its_key(storage: Storage[Rows]) -> None:
    await put(storage, letter("first", key="k"))
    (claimed,) = await claim(storage)
    await record(storage, claimed.id, LetterState.QUEUED)
    await put(storage, letter("second", key="k"))
    assert await abouts(storage) == ["first"]


async def test_a_letter_queued_again_beside_one_of_its_key_loses_nothing(storage: Storage[Rows]) -> None:
    await put(storage, letter("first", key="k"))
    (claimed,) = await claim(storage)
    await put(storage, letter("second", key="k"))
    await record(storage, claimed.id, LetterState.QUEUED)
    (again,) = await claim(storage)
    await record(storage, again.id, LetterState.SENT, message="m1")
    assert [again.letter.about, *await abouts(storage)] == ["first", "second"]


async def test_letters_whose_pump_died_are_in_doubt_and_taken_once(storage: Storage[Rows]) -> None:
    await put(storage, letter("held"), letter("queued", not_before=START + 9 * MINUTE))
    await claim(storage)

    async def doubted(minutes: float) -> list[str]:
        now = START + minutes * MINUTE
        found = await storage.write(lambda rows: rows.queue.in_doubt(ALPHA, now))
        return [each.letter.about for each in found]

    assert await doubted(0.5) == []
    assert await doubted(1) == ["held"]
    assert await doubted(1) == []
    assert await doubted(2) == ["held"]


async def test_letters_follow_a_space_that_moved(storage: Storage[Rows]) -> None:
    new = Address(ALPHA, "moved")
    elsewhere = Address(BETA, ROOM.space, ROOM.room)
    await put(storage, letter(), Letter("note", "2", elsewhere, "fr", "Europe/Paris"))
    await storage.write(lambda rows: rows.queue.redirect(ROOM, new))
    (here,) = await claim(storage)
    (there,) = await claim(storage, platform=BETA)
    assert here.letter.to == Address(ALPHA, "moved", ROOM.room)
    assert there.letter.to == elsewhere


async def test_a_connection_puts_letters_for_ever(storage: Storage[Rows]) -> None:
    """PostgreSQL plans a prepared statement anew after five runs: the sixth finds the key's index only if it can."""
    await put(storage, *(letter(str(number), key=str(number), room=str(number)) for number in range(12)))
    assert len(await claim(storage)) == 12


async def test_settled_letters_are_forgotten_and_those_that_wait_or_leave_are_not(storage: Storage[Rows]) -> None:
    await put(storage, letter("sent"), letter("failed", room="2"), letter("leaving", room="3"))
    sent, failed, _ = await claim(storage)
    await record(storage, sent.id, LetterState.SENT, message="m1")
    await record(storage, failed.id, LetterState.FAILED, reason="gone")
    await put(storage, letter("waiting"))
    assert await storage.write(lambda rows: rows.queue.prune(START)) == 0
    assert await storage.write(lambda rows: rows.queue.prune(START + MINUTE)) == 2
    assert await storage.read(lambda rows: rows.queue.counts()) == {"sending": 1, "queued": 1}


async def test_settled_edits_are_forgotten_alone(storage: Storage[Rows]) -> None:
    await put(storage, letter("post"))
    (post,) = await claim(storage)
    await record(storage, post.id, LetterState.SENT, message="m1")
    for name in ("first", "second"):
        await put(storage, letter(name, edits=post.id))
    (first,) = await claim(storage)
    await record(storage, first.id, LetterState.SENT)
    assert await abouts(storage) == ["second"]
    assert await storage.write(lambda rows: rows.queue.prune_edits(START + MINUTE)) == 1
    assert await storage.read(lambda rows: rows.queue.counts()) == {"sent": 1, "sending": 1}


async def test_engineers_see_the_last_letters_first(storage: Storage[Rows]) -> None:
    await put(storage, letter("first"), letter("second", not_before=START + MINUTE), letter("third", room="3"))
    first, _ = await claim(storage)
    await record(storage, first.id, LetterState.FAILED, reason="gone")
    latest = await storage.read(lambda rows: [tuple(row) for row in rows.queue.latest(3)])
    assert [(about, state, reason) for _, about, _, state, reason, _ in latest] == [
        ("third", "sending", ""),
        ("second", "queued", ""),
        ("first", "failed", "gone"),
    ]
    assert len(await storage.read(lambda rows: rows.queue.latest(1))) == 1


@pytest.mark.parametrize(
    ("state", "shown", "known"),
    [
        (LetterState.SENT, "second", "second"),
        (LetterState.SENT, "", ""),
        (LetterState.EXPIRED, "", ""),
        (LetterState.FAILED, "", ""),
        (LetterState.QUEUED, "", ""),
    ],
)
async def test_what_a_message_shows_is_known_until_an_edit_of_it_comes_to_anything_else(
    storage: Storage[Rows], state: LetterState, shown: str, known: str
) -> None:
    await put(storage, letter("a"), letter("other", room="other"))
    for each, seen in zip(await claim(storage), ("first", "other"), strict=True):
        await record(storage, each.id, LetterState.SENT, message="1/1", shown=seen)
    edit, later = letter("b", edits=OutboxId(1)), letter("c", edits=OutboxId(1))
    await put(storage, edit)
    (held,) = await claim(storage)
    assert held.shown == "first"
    await record(storage, held.id, state, shown=shown)
    await put(storage, later, letter("d", room="other", edits=OutboxId(2)))
    found = {each.letter.edits: each.shown for each in await claim(storage)}
    assert found == {1: known, 2: "other"}


async def test_what_a_message_shows_is_forgotten_with_its_letter(storage: Storage[Rows]) -> None:
    await put(storage, letter("a"))
    (posted,) = await claim(storage)
    await record(storage, posted.id, LetterState.SENT, message="1/1", shown="first")
    assert await storage.write(lambda rows: rows.queue.prune(START + MINUTE)) == 1
    await put(storage, letter("b", edits=posted.id))
    assert await claim(storage) == []
