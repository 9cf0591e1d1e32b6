"""Reminders go to those who asked, may vote and have not, once, before the close and never at night."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.errors import Refusal
from core.kernel.identity import Account, OutboxId, PersonId, Standing
from core.kernel.outbox import Claimed, Letter
from core.kernel.tokens import to_short
from core.members.model import KnownAccount
from core.ui.words import LOCALES
from core.votes.charter.terms import Terms
from core.votes.electorate.commands import ElectorateDesk
from core.votes.electorate.reminding import REMIND, evening_before, is_night, morning_after
from core.votes.filling import Whole
from core.votes.model import Poll, PollState, Reach
from core.votes.service import Proposal
from core.votes.telling.papers import BallotPaper
from tests.core.outline import outline
from tests.core.votes.telling.test_views import DICTIONARY, POLL
from tests.core.votes.town import ALPHA, START, Town

HOUR = timedelta(hours=1)
ZONES = st.sampled_from(["Europe/Paris", "Europe/London", "America/Montreal", "Pacific/Noumea", "UTC"])
MOMENTS = st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))


@given(MOMENTS, ZONES)
def test_nobody_is_written_to_between_eight_in_the_evening_and_eight_in_the_morning(at: datetime, zone: str) -> None:
    for moved, is_later in ((evening_before(at, zone), False), (morning_after(at, zone), True)):
        assert time(8) <= moved.astimezone(ZoneInfo(zone)).time() <= time(20)
        assert moved >= at if is_later else moved <= at
        assert abs(moved - at) <= 13 * HOUR
        assert moved == at or is_night(at, zone)


@dataclass(slots=True)
class Evening:
    """A town in which a vote is open and people may ask for reminders."""

    town: Town
    poll: Poll
    people: dict[str, PersonId] = field(default_factory=dict)

    async def reader(self, name: str, *, writable: bool = True, **known: Any) -> None:
        person = self.people[name] = await self.town.person(name, **known)
        account = KnownAccount(Account(ALPHA, name), person, name, name, "fr", can_be_written=writable)
        await self.town.storage.write(lambda rows: rows.members.put_account(account))

    async def asks(self, name: str) -> None:
        await self.town.reminders.wish(await self.town.caller(name), self.poll.id)

    async def votes(self, name: str, *marks: int) -> None:
        await self.town.votes.cast(await self.town.caller(name), self.poll.id, Whole(marks))

    async def fires(self) -> list[Letter]:
        """Its due row comes due; return the reminders that are queued."""
        [due] = [
            each
            for each in await self.town.storage.read(lambda rows: rows.due_queue.upcoming(9))
            if each.kind == REMIND
        ]
        self.town.clock.at = max(due.at, self.town.clock.at)
        await self.town.reminders.remind(self.poll.id)
        return self.queued()

    def queued(self) -> list[Letter]:
        return [letter for letter in self.town.storage.letters() if letter.kind == REMIND]

    async def leaves(self, letter: Letter) -> bool:
        """Whether the reminder is still sent as it leaves."""
        desk = ElectorateDesk(self.town.electors, self.town.reminders)
        return await desk.compose_reminder(Claimed(OutboxId(1), letter, 0, "")) is not None


@pytest.fixture
async def evening(town: Town) -> Evening:
    return await opened(town, 72)


async def opened(town: Town, hours: float, remind: int = 24) -> Evening:
    await town.person("libraire")
    bookseller = await town.caller("libraire", standing=Standing.BOOKSELLER)
    closes = town.clock.now() + timedelta(hours=hours)
    proposal = Proposal("Janvier ?", Terms(remind_hours=remind), town.works[:3], closes, Reach.SHOP)
    return Evening(town, (await town.votes.open(bookseller, proposal)).poll)


async def test_who_asked_and_has_not_voted_is_written_to_alone(evening: Evening) -> None:
    for name in ("alice", "bob", "chloe"):
        await evening.reader(name)
    for name in ("alice", "bob"):
        await evening.asks(name)
    await evening.votes("bob", 0)
    letters = await evening.fires()
    assert [(letter.to.space, letter.to.kind.value) for letter in letters] == [("alice", "private")]
    assert evening.town.clock.now() == evening.poll.closes_at - 24 * HOUR
    assert await evening.leaves(letters[0])


async def test_a_reminder_is_sent_once_however_often_its_moment_comes(evening: Evening) -> None:
    await evening.reader("alice")
    await evening.asks("alice")
    await evening.asks("alice")
    for _ in range(2):
        assert len(await evening.fires()) == 1


async def test_a_standing_wish_holds_for_every_vote_until_it_is_taken_back(town: Town) -> None:
    before = await opened(town, 72)
    await before.reader("alice")
    await town.reminders.wish_always(await town.caller("alice"), wants=True)
    after = await opened(town, 72)
    town.clock.at = after.poll.closes_at - 24 * HOUR
    for each in (before, after):
        await town.reminders.remind(each.poll.id)
    assert [letter.about for letter in before.queued()] == [to_short(after.poll.id)], "met after the first one opened"
    await town.reminders.wish_always(await town.caller("alice"), wants=False)
    assert not await after.leaves(after.queued()[0])


@pytest.mark.parametrize("change", ["votes", "thinks better of it", "the vote is cancelled", "night falls"])
async def test_what_was_asked_is_looked_at_again_as_the_reminder_leaves(evening: Evening, change: str) -> None:
    await evening.reader("alice")
    await evening.asks("alice")
    [letter] = await evening.fires()
    assert await evening.leaves(letter)
    if change == "votes":
        await evening.votes("alice", 1)
    elif change == "thinks better of it":
        await evening.town.reminders.wish_always(await evening.town.caller("alice"), wants=False)
    elif change == "the vote is cancelled":
        bookseller = await evening.town.caller("libraire", standing=Standing.BOOKSELLER)
        await evening.town.closing.end(bookseller, evening.poll.id, PollState.CANCELLED)
    else:
        evening.town.clock.at = START.replace(hour=22) + timedelta(days=2)
    assert not await evening.leaves(letter)


async def test_whoever_cannot_be_written_to_or_may_not_vote_is_told_so(evening: Evening) -> None:
    await evening.reader("muette", writable=False)
    with pytest.raises(Refusal, match="remind-no-mailbox"):
        await evening.asks("muette")
    await evening.reader("zoé", since=START + HOUR)
    with pytest.raises(Refusal, match="vote-newcomer"):
        await evening.asks("zoé")
    with pytest.raises(Refusal, match="remind-no-mailbox"):
        await evening.town.reminders.wish_always(await evening.town.caller("muette"), wants=True)
    assert evening.queued() == []


@pytest.mark.parametrize(
    ("hours", "remind", "before_close"),
    [(72, 24, 24), (66, 48, 33), (10, 24, 5), (72, 0, None), (62, 24, 27)],
    ids=["a day", "never before half of it", "a short vote, halfway", "not wanted", "at night: the evening before"],
)
async def test_when_a_reminder_is_planned(town: Town, hours: float, remind: int, before_close: float | None) -> None:
    """The vote opens at 10:00 in Paris; 62 hours later it is midnight, and 24 before that midnight again."""
    each = await opened(town, hours, remind)
    assert not [row for row in await town.storage.read(lambda rows: rows.due_queue.upcoming(9)) if row.kind == REMIND]
    await each.reader("alice")
    await each.asks("alice")
    due = await town.storage.read(lambda rows: rows.due_queue.upcoming(9))
    planned = [row.at for row in due if row.kind == REMIND]
    if before_close is None:
        assert planned == []
    elif before_close == 27:
        assert [at.astimezone(ZoneInfo("Europe/Paris")).hour for at in planned] == [20]
    else:
        assert planned == [each.poll.closes_at - before_close * HOUR]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_paper_offers_a_reminder_where_there_is_one(locale: str) -> None:
    words = DICTIONARY.words(locale)
    label = {"fr": "Me le rappeler", "en": "Remind me"}[locale]
    assert label not in outline(BallotPaper(POLL).as_card(words))
    with_reminder = replace(POLL, terms=Terms(remind_hours=24))
    assert label in outline(BallotPaper(with_reminder).as_card(words))
    assert label not in outline(BallotPaper(with_reminder, is_own_copy=True).as_card(words))
