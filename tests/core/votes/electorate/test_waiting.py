"""Many alike at once: their ballots are taken and wait for a bookseller, who never sees what they say."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.kernel.errors import Refusal
from core.kernel.identity import Account, PersonId, Standing
from core.members.model import KnownAccount
from core.ui.words import LOCALES
from core.votes.electorate.rule import Status
from core.votes.electorate.service import Pending
from core.votes.electorate.signals import ALIKE
from core.votes.electorate.views import PendingBallots
from core.votes.electorate.waiting import JUDGED
from core.votes.filling import Whole
from core.votes.merging import BallotMerge
from core.votes.model import Poll, PollState
from core.votes.rules import BallotStands
from core.votes.telling.results import PollResult
from tests.core.outline import outline
from tests.core.votes.telling.test_views import DICTIONARY
from tests.core.votes.town import ALPHA, BETA, START, Town

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MADE = START - 3 * DAY
LONG_AGO = START - 300 * DAY


async def cast(town: Town, poll: Poll, name: str, *marks: int) -> BallotStands:
    return await town.votes.cast(await town.caller(name), poll.id, Whole(marks))


async def flood(town: Town, poll: Poll, count: int, made_at: datetime = MADE, since: datetime = LONG_AGO) -> list[bool]:
    """So many accounts alike vote; return of each whether its ballot waits."""
    waits = []
    for number in range(count):
        await town.person(f"f{number}", made_at=made_at, since=since)
        waits.append((await cast(town, poll, f"f{number}", 0)).is_waiting)
    return waits


async def seller(town: Town) -> Any:
    return await town.caller("libraire", standing=Standing.BOOKSELLER)


async def judge(town: Town, poll: Poll, name: str, *, accepts: bool) -> Pending:
    person = (await town.caller(name)).person
    return await town.electors.judge(await seller(town), poll.id, person, accepts=accepts)


@pytest.mark.parametrize(
    ("made_at", "since", "is_flood"),
    [
        (MADE, LONG_AGO, True),
        (START - 31 * DAY, LONG_AGO, False),
        (LONG_AGO, START - 2 * DAY, True),
        (LONG_AGO, START - 8 * DAY, False),
    ],
)
async def test_new_accounts_of_one_day_or_arrivals_of_one_hour_wait_from_the_fifth_on(
    town: Town, made_at: datetime, since: datetime, is_flood: bool
) -> None:
    poll = await town.open()
    waits = await flood(town, poll, ALIKE + 1, made_at, since)
    assert waits == [False] * (ALIKE - 1) + [is_flood] * 2


async def test_accounts_made_on_different_days_raise_no_suspicion(town: Town) -> None:
    poll = await town.open()
    for number in range(ALIKE + 3):
        await town.person(f"f{number}", made_at=MADE - number * DAY, since=LONG_AGO)
        assert not (await cast(town, poll, f"f{number}", 0)).is_waiting


async def test_a_waiting_ballot_counts_once_confirmed_and_is_not_counted_before(town: Town) -> None:
    poll = await town.open()
    await flood(town, poll, ALIKE)
    assert (await town.votes.paper(poll.id)).poll.voters == ALIKE - 1
    pending = await town.electors.pending(await seller(town), poll.id)
    assert [each.name for each in pending.people] == [f"f{ALIKE - 1}"]
    assert (await judge(town, poll, f"f{ALIKE - 1}", accepts=True)).people == ()
    assert (await town.votes.paper(poll.id)).poll.voters == ALIKE
    changed = await cast(town, poll, f"f{ALIKE - 1}", 1)
    assert (changed.is_waiting, changed.marks) == (False, (1,))
    await town.closing.close_due(poll.id)
    counted = await town.closing.counted(poll.id)
    assert (counted.ballots, counted.totals[Status.CONFIRMED]) == (ALIKE, 1)


async def test_a_refused_ballot_is_gone_and_its_holder_cannot_vote_again(town: Town) -> None:
    poll = await town.open()
    await flood(town, poll, ALIKE)
    await judge(town, poll, f"f{ALIKE - 1}", accepts=False)
    with pytest.raises(Refusal, match="vote-rejected"):
        await cast(town, poll, f"f{ALIKE - 1}", 1)
    with pytest.raises(Refusal, match="pending-settled"):
        await judge(town, poll, f"f{ALIKE - 1}", accepts=True)
    await town.closing.close_due(poll.id)
    counted = await town.closing.counted(poll.id)
    assert (counted.ballots, counted.totals[Status.REJECTED]) == (ALIKE - 1, 1)


async def test_the_same_press_heard_twice_judges_once(town: Town) -> None:
    poll = await town.open()
    await flood(town, poll, ALIKE)
    person, press = (await town.caller(f"f{ALIKE - 1}")).person, await seller(town)
    for _ in range(2):
        await town.electors.judge(press, poll.id, person, accepts=True)
    assert (await town.votes.paper(poll.id)).poll.voters == ALIKE


async def test_what_nobody_confirmed_is_set_aside_before_the_seal_and_told(town: Town) -> None:
    poll = await town.open()
    await flood(town, poll, ALIKE + 1)
    held = f"f{ALIKE}"
    person = (await town.caller(held)).person
    known = KnownAccount(Account(ALPHA, held), person, held, held, "fr", can_be_written=True)
    await town.storage.write(lambda rows: rows.members.put_account(known))
    await town.closing.close_due(poll.id)
    counted = await town.closing.counted(poll.id)
    casts = await town.storage.read(lambda rows: rows.ballots.casts(poll.id))
    assert (counted.ballots, len(casts), counted.totals[Status.DISCARDED]) == (ALIKE - 1, ALIKE - 1, 2)
    told = [letter for letter in town.storage.letters() if letter.kind == JUDGED]
    assert [(letter.to.space, letter.payload) for letter in told] == [(held, {"message": "judged-discarded"})]
    record = [json.loads(line) for line in await town.storage.read(lambda rows: rows.polls.record(poll.id))]
    acts = [(entry["act"], entry["facts"]) for entry in record]
    waited = ("provisional", {"ballots": 1, "reason": "accounts of one day"})
    assert acts.count(waited) == 2
    assert acts.index(("discarded", {"ballots": 2})) < [act for act, _ in acts].index("sealed")
    assert await town.storage.read(lambda rows: rows.roll.counts(poll.id)) == (ALIKE, ALIKE - 1)


async def test_an_exception_and_another_shops_bookseller(town: Town) -> None:
    """Who was let in by name needs no second look; who sells books elsewhere judges nothing here."""
    poll = await town.open()
    await flood(town, poll, ALIKE - 1)
    late = await town.person("tard", made_at=MADE, since=START)
    await town.electors.admit(await seller(town), poll.id, late, "connue de la maison")
    assert not (await cast(town, poll, "tard", 0)).is_waiting
    await town.person("fx", made_at=MADE, since=LONG_AGO)
    assert (await cast(town, poll, "fx", 0)).is_waiting
    elsewhere = await town.caller("libraire", home="far", standing=Standing.BOOKSELLER)
    for judged in (
        town.electors.pending(elsewhere, poll.id),
        town.electors.judge(elsewhere, poll.id, late, accepts=True),
    ):
        with pytest.raises(Refusal, match="vote-not-yours"):
            await judged


async def test_a_waiting_voter_linked_to_somebody_known_waits_no_longer_and_has_one_ballot(town: Town) -> None:
    poll = await town.open()
    await flood(town, poll, ALIKE)
    known = await town.person("alice", BETA)
    waiting = (await town.caller(f"f{ALIKE - 1}")).person
    await town.storage.write(lambda rows: BallotMerge(town.clock).merge(rows, known, waiting))
    paper = await town.votes.paper(poll.id)
    ballots = await town.storage.read(lambda rows: rows.ballots.aggregate(poll.id))
    assert paper.poll.voters == sum(times for _, times in ballots) == ALIKE


@pytest.mark.parametrize("locale", LOCALES)
async def test_the_bookseller_sees_names_and_two_buttons_each_and_no_title(town: Town, locale: str) -> None:
    poll = await town.open()
    await flood(town, poll, ALIKE)
    pending = await town.electors.pending(await seller(town), poll.id)
    text = outline(PendingBallots(pending).as_card(DICTIONARY.words(locale)))
    assert text.count(f"f{ALIKE - 1}") == 3
    assert not any(title.name in text for title in poll.titles)
    await town.closing.close_due(poll.id)
    result = outline(PollResult(await town.closing.counted(poll.id)).as_card(DICTIONARY.words(locale)))
    told = {"fr": "4 sur 5 inscrits. Un bulletin écarté", "en": "Turnout: 4 of 5 on the roll"}
    assert told[locale] in result


STEPS = st.lists(
    st.tuples(st.sampled_from(["vote", "withdraw", "accept", "refuse", "link"]), st.integers(0, ALIKE + 2)), max_size=25
)


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_whatever_happens_the_figure_shown_is_what_would_count(steps: list[tuple[str, int]]) -> None:
    asyncio.run(live_through(steps))


async def live_through(steps: list[tuple[str, int]]) -> None:
    town = await Town().build()
    poll = await town.open()
    people: dict[int, PersonId] = {}
    for number in range(ALIKE + 3):
        people[number] = await town.person(f"f{number}", made_at=MADE, since=LONG_AGO)
    for act, number in steps:
        try:
            if act == "link" and number:
                await town.storage.write(lambda rows, number=number: link(town, rows, number))  # type: ignore[misc]
            elif act in {"accept", "refuse"}:
                await judge(town, poll, f"f{number}", accepts=act == "accept")
            elif act in {"vote", "withdraw"}:
                await cast(town, poll, f"f{number}", *((number % 3,) if act == "vote" else ()))
        except Refusal as refusal:
            assert refusal.message in {"vote-rejected", "pending-settled"}  # noqa: PT017 - what else is refused is wrong

        stand = sum(times for _, times in await town.storage.read(lambda rows: rows.ballots.aggregate(poll.id)))
        assert (await town.votes.paper(poll.id)).poll.voters == stand
    shown = (await town.votes.paper(poll.id)).poll.voters
    await town.closing.close_due(poll.id)
    assert (await town.closing.counted(poll.id)).ballots == shown
    assert len(await town.storage.read(lambda rows: rows.ballots.casts(poll.id))) == shown


def link(town: Town, rows: Any, number: int) -> None:
    """This account turns out to be the one before it."""
    accounts = [Account(ALPHA, f"f{each}") for each in (number - 1, number)]
    kept, gone = (rows.members.person_of(account) for account in accounts)
    if kept == gone:
        return
    moved = rows.members.accounts_of(gone)
    BallotMerge(town.clock).merge(rows, kept, gone)
    for known in moved:
        rows.members.put_account(KnownAccount(known.account, kept, known.name, known.handle, "fr", False))


def lose_key(town: Town, poll: Poll) -> None:
    """The folder of keys is lost while the poll is open."""
    town.storage.keys.destroy(poll.id)


async def test_a_waiting_ballot_is_destroyed_at_the_close_even_where_the_key_is_lost_and_the_record_says_so(
    town: Town,
) -> None:
    poll = await town.open()
    waits = await flood(town, poll, ALIKE + 1)
    assert waits.count(True) == 2
    lose_key(town, poll)
    with pytest.raises(Refusal, match="vote-key-lost"):
        await judge(town, poll, f"f{ALIKE}", accepts=True)
    await town.closing.end(await seller(town), poll.id, PollState.CLOSED)
    counted = await town.closing.counted(poll.id)
    assert (counted.ballots, counted.verdict.readers) == (ALIKE - 1, (ALIKE - 1, 0, 0))
    record = [json.loads(line) for line in await town.storage.read(lambda rows: rows.polls.record(poll.id))]
    assert [each["facts"] for each in record if each["act"] == "discarded"] == [{"ballots": 2}]
    assert [each["facts"]["ballots"] for each in record if each["act"] == "closed"] == [ALIKE - 1]
    assert await town.storage.read(lambda rows: rows.roll.totals(poll.id)[Status.DISCARDED]) == 2


async def test_a_refused_ballot_whose_key_is_lost_is_not_counted(town: Town) -> None:
    poll = await town.open()
    await flood(town, poll, ALIKE)
    lose_key(town, poll)
    await judge(town, poll, f"f{ALIKE - 1}", accepts=False)
    await town.closing.end(await seller(town), poll.id, PollState.CLOSED)
    assert (await town.closing.counted(poll.id)).verdict.readers == (ALIKE - 1, 0, 0)


async def test_what_a_waiting_ballot_says_stands_nowhere_that_could_be_read_without_the_key(town: Town) -> None:
    poll = await town.open()
    await flood(town, poll, ALIKE - 1)
    await town.person("f9", made_at=MADE, since=LONG_AGO)
    assert (await cast(town, poll, "f9", 1, 2)).is_waiting
    stored = await town.storage.read(lambda rows: rows.ballots.aggregate(poll.id))
    assert stored == [((0,), ALIKE - 1)]
    assert len(await town.storage.read(lambda rows: rows.secrecy.standing(poll.id))) == ALIKE - 1
    assert len(await town.storage.read(lambda rows: rows.secrecy.fresh(poll.id))) == ALIKE - 1
    stands = await cast(town, poll, "f9", 1, 2)
    assert (stands.marks, stands.is_changed) == ((1, 2), False), "its voter reads it all the same"
    found = await town.proofs.check(await town.caller("f9"), stands.receipt)
    assert found.marks == (1, 2)
    lose_key(town, poll)
    assert (await town.proofs.check(await town.caller("f9"), stands.receipt)).marks == ()


async def test_a_ballot_that_is_accepted_changed_or_merged_is_counted_as_it_stands(town: Town) -> None:
    poll = await town.open()
    await flood(town, poll, ALIKE)
    await cast(town, poll, f"f{ALIKE - 1}", 2)
    assert await town.storage.read(lambda rows: rows.ballots.aggregate(poll.id)) == [((0,), ALIKE - 1)]
    await judge(town, poll, f"f{ALIKE - 1}", accepts=True)
    assert dict(await town.storage.read(lambda rows: rows.ballots.aggregate(poll.id))) == {(0,): ALIKE - 1, (2,): 1}
    await cast(town, poll, f"f{ALIKE - 1}", 1)
    await town.closing.end(await seller(town), poll.id, PollState.CLOSED)
    assert (await town.closing.counted(poll.id)).verdict.readers == (ALIKE - 1, 1, 0)


async def test_a_word_of_ones_own_in_a_receipt_lets_no_ballot_through_that_waits(town: Town) -> None:
    poll = await town.open()
    await flood(town, poll, ALIKE)
    await town.proofs.wording.give(await town.caller(f"f{ALIKE - 1}"), poll.id, "lune")
    assert await town.storage.read(lambda rows: rows.ballots.aggregate(poll.id)) == [((0,), ALIKE - 1)]
    await judge(town, poll, f"f{ALIKE - 1}", accepts=True)
    assert await town.storage.read(lambda rows: rows.ballots.aggregate(poll.id)) == [((0,), ALIKE)]
