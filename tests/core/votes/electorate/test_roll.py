"""The roll is frozen at the opening, exceptions are on the record, and no order of linking makes a second vote."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

import pytest

from core.kernel.errors import Refusal
from core.kernel.identity import Account, PersonId, ShopId, Standing
from core.members.model import BEFORE_THE_BOT, KnownAccount, Membership
from core.votes.charter.terms import Terms
from core.votes.electorate.commands import Electorate, rule_of
from core.votes.electorate.rule import Asks, Rule, Status
from core.votes.filling import Whole
from core.votes.merging import BallotMerge
from core.votes.model import NewPoll, NewTitle, Poll, Reach
from core.votes.service import Proposal, Votes
from tests.core.votes.town import ALPHA, BETA, START, Town
from tests.fakes import FakeRows

DAY = timedelta(days=1)


async def opened(town: Town, rule: Rule | None = None, reach: Reach = Reach.SHOP) -> Poll:
    await town.person("libraire")
    standing = Standing.NETWORK_OWNER if reach is Reach.NETWORK else Standing.BOOKSELLER
    bookseller = await town.caller("libraire", standing=standing)
    proposal = Proposal("Janvier ?", Terms(voters=rule), town.works[:3], town.clock.now() + 2 * DAY, reach)
    return (await town.votes.open(bookseller, proposal)).poll


async def votes(town: Town, poll: Poll, name: str, **where: Any) -> None:
    await town.votes.cast(await town.caller(name, **where), poll.id, Whole((0,)))


async def status(town: Town, poll: Poll, person: PersonId) -> Status | None:
    return await town.storage.read(lambda rows: rows.roll.status(poll.id, person))


async def seller(town: Town) -> Any:
    return await town.caller("libraire", standing=Standing.BOOKSELLER)


async def test_whoever_is_known_at_the_opening_is_on_the_roll_before_they_vote(town: Town) -> None:
    alice, newcomer = await town.person("alice"), await town.person("zoé", since=START - timedelta(hours=3))
    poll = await opened(town)
    assert (await status(town, poll, alice), await status(town, poll, newcomer)) == (Status.ELIGIBLE, Status.REFUSED)
    record = await town.storage.read(lambda rows: rows.polls.record(poll.id))
    assert json.loads(record[0])["facts"]["eligible"] == 2, "alice and the bookseller"
    assert await town.storage.read(lambda rows: rows.roll.counts(poll.id)) == (2, 0)


@pytest.mark.parametrize(
    ("since", "refused"),
    [
        (START - 2 * DAY, ""),
        (START - DAY, ""),
        (START - timedelta(hours=23), "vote-not-on-roll"),
    ],
)
async def test_a_day_a_member_is_asked_of_whoever_is_known(town: Town, since: datetime, refused: str) -> None:
    await town.person("alice", since=since)
    poll = await opened(town)
    if refused:
        with pytest.raises(Refusal, match=refused):
            await votes(town, poll, "alice")
    else:
        await votes(town, poll, "alice")


@pytest.mark.parametrize(
    ("since", "refused"),
    [(None, ""), (START - DAY, ""), (START - timedelta(hours=1), "vote-newcomer"), (START + DAY, "vote-newcomer")],
)
async def test_whoever_is_met_later_is_judged_by_what_held_at_the_opening(
    town: Town, since: datetime | None, refused: str
) -> None:
    poll = await opened(town)
    person = await town.person("alice", since=since)
    town.clock.move(days=1, hours=1)
    if refused:
        with pytest.raises(Refusal, match=refused):
            await votes(town, poll, "alice")
        assert await status(town, poll, person) is None
    else:
        await votes(town, poll, "alice")
        assert await status(town, poll, person) is Status.ELIGIBLE


async def test_whoever_was_never_seen_in_a_room_of_the_shop_is_told_to_come_there_once(town: Town) -> None:
    poll = await opened(town)
    account = Account(ALPHA, "alice")

    def write_in_private(rows: FakeRows) -> PersonId:
        person = rows.members.add_person()
        rows.members.put_account(KnownAccount(account, person, "alice", "alice", "fr", can_be_written=True))
        return person

    person = await town.storage.write(write_in_private)
    known = Membership(account, town.homes["alpha"], BEFORE_THE_BOT)
    with pytest.raises(Refusal, match="vote-unseen"):
        await votes(town, poll, "alice")
    await town.storage.write(lambda rows: rows.memberships.put(known))
    await votes(town, poll, "alice")
    assert await status(town, poll, person) is Status.ELIGIBLE


async def test_a_standing_or_a_list_given_after_the_opening_changes_no_roll(town: Town) -> None:
    alice = await town.person("alice")
    bob = await town.person("bob")
    await town.person("libraire")
    jury = await town.electors.make_list(await seller(town), "Jury")
    await town.electors.enlist(await seller(town), jury.number, bob)
    card = await opened(town, rule_of(Electorate.CARD, 1, 0, 0))
    listed = await opened(town, rule_of(Electorate.LISTED, 1, 0, jury.number))
    await town.storage.write(lambda rows: rows.standings.grant(alice, town.shop, Standing.CARD_HOLDER))
    await town.electors.enlist(await seller(town), jury.number, alice)
    act = await seller(town)
    for _ in range(2):
        await town.electors.delist(act, jury.number, bob)
    for poll in (card, listed):
        with pytest.raises(Refusal, match="vote-not-on-roll"):
            await votes(town, poll, "alice")
    await votes(town, listed, "bob")


async def test_a_named_juror_votes_from_wherever_they_are(town: Town) -> None:
    await town.person("libraire")
    jury = await town.electors.make_list(await seller(town), "Jury")
    juror = await town.person("juré")
    await town.electors.enlist(await seller(town), jury.number, juror)
    poll = await opened(town, rule_of(Electorate.LISTED, 1, 0, jury.number))
    await votes(town, poll, "juré", home="far")
    await town.person("passant")
    with pytest.raises(Refusal, match="vote-elsewhere"):
        await votes(town, poll, "passant", home="far")


async def test_another_shops_list_is_no_list(town: Town) -> None:
    await town.person("libraire")
    elsewhere = await town.caller("libraire", home="far", standing=Standing.BOOKSELLER)
    theirs = await town.electors.make_list(elsewhere, "Jury")
    with pytest.raises(Refusal, match="voters-no-list"):
        await opened(town, rule_of(Electorate.LISTED, 1, 0, theirs.number))


async def test_the_same_list_made_twice_is_one_list(town: Town) -> None:
    await town.person("libraire")
    made = [await town.electors.make_list(await seller(town), name) for name in ("Jury  du prix", "jury du Prix")]
    assert made[0] == made[1]
    assert [each.name for each in await town.electors.lists(await seller(town))] == ["Jury du prix"]


class Attendance:
    """A feature to come: who was at an event."""

    def __init__(self, *persons: PersonId) -> None:
        self.persons = persons

    def holders(self, rows: Any, shop: ShopId, /) -> Collection[PersonId]:
        return self.persons


async def test_what_another_feature_knows_is_asked_through_its_port(town: Town) -> None:
    alice = await town.person("alice")
    await town.person("bob")
    town.votes = Votes(town.storage, town.clock, {"attended": Attendance(alice)})
    poll = await opened(town, Rule(Asks.FACT, name="attended"))
    await votes(town, poll, "alice")
    with pytest.raises(Refusal, match="vote-not-on-roll"):
        await votes(town, poll, "bob")


async def test_an_exception_lets_one_person_vote_and_the_record_has_the_reason_without_the_name(town: Town) -> None:
    person = await town.person("zoé", since=START - timedelta(hours=1))
    poll = await opened(town)
    with pytest.raises(Refusal, match="vote-not-on-roll"):
        await votes(town, poll, "zoé")
    caller = await seller(town)
    assert await town.electors.admit(caller, poll.id, person, "membre du cercle depuis dix ans")
    assert await town.electors.admit(caller, poll.id, person, "membre du cercle depuis dix ans"), "the same act again"
    assert not await town.electors.admit(await seller(town), poll.id, person, "encore")
    await votes(town, poll, "zoé")
    record = await town.storage.read(lambda rows: rows.polls.record(poll.id))
    told = [json.loads(line) for line in record if '"exception"' in line]
    assert [each["facts"] for each in told] == [{"reason": "membre du cercle depuis dix ans"}]
    assert "zoé" not in "".join(record)


async def test_nobody_admits_in_another_shops_vote_or_in_a_closed_one(town: Town) -> None:
    person = await town.person("zoé", since=START)
    poll = await opened(town)
    with pytest.raises(Refusal, match="vote-not-yours"):
        await town.electors.admit(
            await town.caller("libraire", home="far", standing=Standing.BOOKSELLER), poll.id, person, "ami"
        )
    await town.closing.close_due(poll.id)
    with pytest.raises(Refusal, match="vote-closed"):
        await town.electors.admit(await seller(town), poll.id, person, "ami")


async def test_an_account_that_left_a_voter_is_not_let_in_again(town: Town) -> None:
    await town.person("alice", ALPHA, BETA)
    poll = await opened(town)
    kept = (await town.caller("alice")).person
    new = await town.storage.write(lambda rows: rows.members.add_person())
    await town.storage.write(lambda rows: BallotMerge(town.clock).split(rows, kept, new))
    with pytest.raises(Refusal, match="admit-barred"):
        await town.electors.admit(await seller(town), poll.id, new, "elle le demande")


async def test_a_newcomer_gains_no_vote_from_an_account_that_left_a_voter(town: Town) -> None:
    """Alice may vote; her second account leaves her and joins Zoé, who came too late: two people, one vote."""
    alice = await town.person("alice")
    zoe = await town.person("zoé", BETA, since=START)
    poll = await opened(town)
    left = await town.storage.write(lambda rows: rows.members.add_person())
    merge = BallotMerge(town.clock)
    await town.storage.write(lambda rows: merge.split(rows, alice, left))
    await town.storage.write(lambda rows: merge.merge(rows, zoe, left))
    with pytest.raises(Refusal):
        await votes(town, poll, "zoé", platform=BETA)
    await votes(town, poll, "alice")


async def test_a_newcomer_linked_to_somebody_on_the_roll_votes_as_them(town: Town) -> None:
    alice, zoe = await town.person("alice"), await town.person("zoé", BETA, since=START)
    poll = await opened(town)
    await votes(town, poll, "alice")
    await town.storage.write(lambda rows: BallotMerge(town.clock).merge(rows, zoe, alice))
    assert await status(town, poll, zoe) is Status.ELIGIBLE
    assert await status(town, poll, alice) is None
    assert await town.storage.read(lambda rows: rows.roll.counts(poll.id)) == (2, 1), "zoé and the bookseller"


async def test_a_poll_of_before_the_roll_takes_whoever_belongs_there(town: Town) -> None:
    new = NewPoll(
        town.shop,
        PersonId(1),
        "Janvier ?",
        Terms(),
        START,
        START + 2 * DAY,
        tuple(map(NewTitle, town.works[:3])),
        (town.homes["alpha"],),
    )
    number = await town.storage.write(lambda rows: rows.polls.add(new))
    poll = (await town.votes.paper(number)).poll
    for name in ("zoé", "yves"):
        await town.person(name, since=START + DAY)
    await votes(town, poll, "zoé")
    with pytest.raises(Refusal, match="vote-elsewhere"):
        await votes(town, poll, "yves", home="far")
