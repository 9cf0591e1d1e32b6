"""What is kept beside ballots: seals, live counts, words, roll calls and withdrawn titles, the same on every store."""

from __future__ import annotations

import asyncio

import pytest

from core.kernel.errors import Refusal
from core.kernel.identity import PersonId, PollId, RequestKey
from core.kernel.storage import Storage
from core.votes.electorate.rule import Status
from core.votes.filling import ABSTAINS, Marks
from core.votes.integrity.receipts import read_receipt
from core.votes.integrity.seals import leaf_of
from core.votes.model import Ballot, NamedMarks
from storage.rows import Rows
from tests.core.votes.town import START
from tests.storage.scene import Scene, add_reader


def put(rows: Rows, poll: PollId, person: int, marks: Marks = (0,), act: str = "r") -> str:
    return rows.ballots.put(poll, PersonId(person), Ballot(marks, START), RequestKey(f"{act}-{person}"))


async def test_a_ballot_is_changed_until_it_is_sealed_and_again_when_it_is_cast_anew(
    storage: Storage[Rows], scene: Scene
) -> None:
    def job(rows: Rows) -> list[int]:
        seen = [rows.secrecy.changed(scene.poll)]
        for person in range(1000, 1007):
            put(rows, scene.poll, person)
        seen.append(rows.secrecy.changed(scene.poll))
        rows.secrecy.keep_sealed(scene.poll)
        seen.append(rows.secrecy.changed(scene.poll))
        put(rows, scene.poll, 1000, (1,), "again")
        put(rows, scene.poll, 1007)
        rows.ballots.remove(scene.poll, PersonId(1001))
        seen.append(rows.secrecy.changed(scene.poll))
        rows.secrecy.keep_sealed(scene.poll)
        return [*seen, rows.secrecy.changed(scene.poll), len(rows.secrecy.standing(scene.poll))]

    assert await storage.write(job) == [0, 7, 0, 2, 0, 7]


async def test_what_stands_is_sealed_as_it_will_be_published(storage: Storage[Rows], scene: Scene) -> None:
    def job(rows: Rows) -> bool:
        for person in range(1000, 1005):
            put(rows, scene.poll, person, (0, person % 3))
        standing = sorted(rows.secrecy.standing(scene.poll), key=lambda cast: cast.tracker)
        rows.ballots.seal(scene.poll)
        return standing == list(rows.ballots.casts(scene.poll)) and len(standing) == 5

    assert await storage.write(job)


async def test_a_ballot_enters_the_live_counts_once_even_when_it_is_taken_back(
    storage: Storage[Rows], scene: Scene
) -> None:
    def job(rows: Rows) -> list[int]:
        for person in range(1000, 1006):
            put(rows, scene.poll, person)
        fresh = rows.secrecy.fresh(scene.poll)
        entered = sorted(fresh)[:4]
        rows.secrecy.show_live(scene.poll, "first", entered)
        seen = [len(fresh), len(rows.secrecy.fresh(scene.poll))]
        for person in range(1000, 1006):
            rows.ballots.remove(scene.poll, PersonId(person))
            put(rows, scene.poll, person, (1,), "again")
        rows.secrecy.show_live(scene.poll, "second", [])
        left = rows.secrecy.fresh(scene.poll)
        return [*seen, len(left), len(left.keys() & set(entered)), sum(text == "[1]" for text in left.values())]

    assert await storage.write(job) == [6, 2, 2, 0, 2]
    assert await storage.read(lambda rows: rows.secrecy.live(scene.poll)) == "second"


@pytest.mark.parametrize("entered", [(1000,), (1001,), (1000, 1001), ()])
async def test_a_ballot_that_moves_to_another_person_enters_no_second_time(
    storage: Storage[Rows], scene: Scene, entered: tuple[int, ...]
) -> None:
    gone, kept = PersonId(1000), PersonId(1001)

    def job(rows: Rows) -> list[str]:
        keys = {}
        for person in (gone, kept):
            before = set(rows.secrecy.fresh(scene.poll))
            put(rows, scene.poll, person, (person % 2,))
            [keys[person]] = set(rows.secrecy.fresh(scene.poll)) - before
        rows.secrecy.show_live(scene.poll, "shown", [keys[PersonId(each)] for each in entered])
        rows.ballots.move(scene.poll, gone, kept)
        return list(rows.secrecy.fresh(scene.poll).values())

    assert await storage.write(job) == ([] if entered else ["[0]"])


async def test_what_was_kept_beside_open_ballots_goes_with_them(storage: Storage[Rows], scene: Scene) -> None:
    def job(rows: Rows) -> None:
        put(rows, scene.poll, 1000)
        rows.ballots.keep_word(scene.poll, PersonId(1000), "lune", RequestKey("w"))
        rows.secrecy.show_live(scene.poll, "shown", rows.secrecy.fresh(scene.poll))
        rows.secrecy.keep_sealed(scene.poll)
        rows.ballots.seal(scene.poll)
        put(rows, scene.poll, 1000)

    await storage.write(job)
    assert await storage.read(lambda rows: rows.secrecy.live(scene.poll)) == ""
    assert await storage.read(lambda rows: (rows.secrecy.changed(scene.poll), len(rows.secrecy.fresh(scene.poll)))) == (
        1,
        1,
    )
    receipt = await storage.read(lambda rows: rows.ballots.receipt(scene.poll, PersonId(1000)))
    assert read_receipt(receipt).word == ""


async def test_a_word_stays_in_every_later_receipt_and_goes_with_a_ballot_taken_back(
    storage: Storage[Rows], scene: Scene
) -> None:
    anna = PersonId(1000)

    def job(rows: Rows) -> list[str]:
        put(rows, scene.poll, anna)
        rows.ballots.keep_word(scene.poll, anna, "éléphant𝔅", RequestKey("w"))
        receipts = [put(rows, scene.poll, anna, (0,), "word")]
        receipts += [rows.ballots.receipt(scene.poll, anna), put(rows, scene.poll, anna, (1,), "more")]
        rows.ballots.remove(scene.poll, anna)
        return [*receipts, put(rows, scene.poll, anna, (1,), "anew")]

    first, again, changed, anew = await storage.write(job)
    assert [read_receipt(each).word for each in (first, changed, anew)] == ["éléphantb", "éléphantb", ""]
    assert again == first
    assert first != changed


async def test_a_word_moves_with_its_ballot_to_the_person_who_is_kept(storage: Storage[Rows], scene: Scene) -> None:
    anna, other = PersonId(1000), PersonId(1001)

    def job(rows: Rows) -> tuple[str, str]:
        put(rows, scene.poll, other)
        rows.ballots.keep_word(scene.poll, other, "soleil", RequestKey("w"))
        put(rows, scene.poll, anna)
        rows.ballots.keep_word(scene.poll, anna, "lune", RequestKey("v"))
        receipt = put(rows, scene.poll, anna, (0,), "word")
        rows.ballots.move(scene.poll, anna, other)
        return receipt, rows.ballots.receipt(scene.poll, other)

    receipt, moved = await storage.write(job)
    assert moved == receipt
    assert moved.endswith(" lune")


async def test_a_word_that_was_rolled_back_is_in_no_receipt_of_the_jobs_beside_it(
    storage: Storage[Rows], scene: Scene
) -> None:
    def refused(rows: Rows) -> str:
        rows.ballots.keep_word(scene.poll, PersonId(1000), "lune", RequestKey("w"))
        raise Refusal("vote-gone")

    def cast(rows: Rows) -> str:
        return put(rows, scene.poll, 1000)

    _, receipt = await asyncio.gather(storage.write(refused), storage.write(cast), return_exceptions=True)
    assert isinstance(receipt, str)
    assert read_receipt(receipt).word == ""
    assert await storage.read(lambda rows: rows.ballots.receipt(scene.poll, PersonId(1000))) == receipt


async def test_without_its_key_a_poll_takes_no_word(storage: Storage[Rows]) -> None:
    with pytest.raises(Refusal, match="vote-key-lost"):
        await storage.write(lambda rows: rows.ballots.keep_word(PollId(99), PersonId(1), "lune", RequestKey("w")))


async def test_a_leaf_takes_the_place_of_a_nonce_and_stays_what_it_was(storage: Storage[Rows], scene: Scene) -> None:
    def job(rows: Rows) -> tuple[list[str], list[str]]:
        for person in (1000, 1001):
            put(rows, scene.poll, person)
        rows.ballots.seal(scene.poll)
        before = rows.ballots.casts(scene.poll)
        leaves = [leaf_of("1", cast) for cast in before]
        rows.secrecy.hide_nonces(scene.poll, zip(before, leaves, strict=True))
        after = rows.ballots.casts(scene.poll)
        assert [each.nonce for each in after] == ["", ""]
        assert [(each.tracker, each.ballot) for each in after] == [(each.tracker, each.ballot) for each in before]
        return leaves, [leaf_of("1", cast) for cast in after]

    leaves, again = await storage.write(job)
    assert leaves == again


async def test_who_voted_is_told_once_a_person_by_a_name(storage: Storage[Rows], scene: Scene) -> None:
    def job(rows: Rows) -> list[tuple[PersonId, str]]:
        zoe = add_reader(rows, "zoé")
        for person in (zoe, scene.persons[0], PersonId(99)):
            rows.roll.mark(scene.poll, person, has_voted=True)
        rows.roll.mark(scene.poll, scene.persons[1], has_voted=False)
        return sorted(set(rows.secrecy.voted(scene.poll)) - {(zoe, "zoé")})

    assert await storage.write(job) == [(scene.persons[0], "alice"), (PersonId(99), "")]


async def test_a_ballot_that_waits_is_neither_in_live_counts_nor_in_the_roll_call(
    storage: Storage[Rows], scene: Scene
) -> None:
    alice, bob, _ = scene.persons

    def job(rows: Rows) -> list[tuple[int, list[str]]]:
        for person in (alice, bob):
            put(rows, scene.poll, person)
            rows.roll.put(scene.poll, person, Status.PROVISIONAL if person == bob else Status.ELIGIBLE)
            rows.roll.mark(scene.poll, person, has_voted=True)
        rows.ballots.hold(scene.poll, bob)
        seen = [(len(rows.secrecy.fresh(scene.poll)), [name for _, name in rows.secrecy.voted(scene.poll)])]
        rows.roll.put(scene.poll, bob, Status.CONFIRMED)
        rows.ballots.release(scene.poll, bob)
        return [*seen, (len(rows.secrecy.fresh(scene.poll)), [name for _, name in rows.secrecy.voted(scene.poll)])]

    assert await storage.write(job) == [(1, ["alice"]), (2, ["alice", "bob"])]


async def test_a_roll_call_is_kept_in_its_order(storage: Storage[Rows], scene: Scene) -> None:
    called = [NamedMarks("Zoé", (0, 2)), NamedMarks("Anna", ABSTAINS), NamedMarks("Anna", (1,))]
    await storage.write(lambda rows: rows.secrecy.name(scene.poll, called))
    await storage.write(lambda rows: rows.secrecy.name(scene.poll, called))
    assert await storage.read(lambda rows: rows.secrecy.named(scene.poll)) == called


async def test_a_withdrawn_title_says_why_and_its_first_reason_stays(storage: Storage[Rows], scene: Scene) -> None:
    await storage.write(lambda rows: rows.secrecy.strike(scene.poll, 1, "épuisé"))
    await storage.write(lambda rows: rows.secrecy.strike(scene.poll, 1, "autre"))
    poll = await storage.read(lambda rows: rows.polls.get(scene.poll))
    assert poll is not None
    assert [title.struck for title in poll.titles] == ["", "épuisé", ""]


async def test_an_abstention_is_a_ballot_and_is_not_taken_for_none(storage: Storage[Rows], scene: Scene) -> None:
    def job(rows: Rows) -> tuple[Marks, Marks]:
        put(rows, scene.poll, 1000, ABSTAINS)
        return rows.ballots.marks(scene.poll, PersonId(1000)), rows.ballots.marks(scene.poll, PersonId(1001))

    assert await storage.write(job) == (ABSTAINS, ())
    assert await storage.read(lambda rows: list(rows.ballots.aggregate(scene.poll))) == [(ABSTAINS, 1)]
    assert await storage.read(lambda rows: [cast.ballot for cast in rows.secrecy.standing(scene.poll)]) == ["[]"]
