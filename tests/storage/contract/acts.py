"""One call of every method of every repository, and a database in which each of them finds something to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import insert

from core.books.model import NewEdition, Quarantined
from core.communities.model import Invitation, NewCommunity
from core.delivery.ports import LetterState, Outcome
from core.kernel.due import Due
from core.kernel.identity import (
    Account,
    Address,
    CommunityId,
    OutboxId,
    PersonId,
    PollId,
    RequestKey,
    ShopId,
    Standing,
    WorkId,
)
from core.members.model import KnownAccount, LinkCode, Membership
from core.ui.drafts import Draft
from core.votes.electorate.rule import Status
from core.votes.model import Ballot, NamedMarks, NewTitle, Nomination, PollState, Reach, Supporter
from core.votes.rounds.model import Cause, NewSeason, SeasonId
from core.votes.rounds.plan import Plan, Round
from core.votes.rounds.stage import StageKind
from storage.rows import Rows
from storage.statements import Statement, bound
from storage.tables import open_ballot
from tests.core.votes.town import ALPHA, BETA, START
from tests.storage.contract import debate_acts, gate_acts, verdict_acts
from tests.storage.scene import ROOM, Scene, letter, new_poll

MINUTE = timedelta(minutes=1)
LATER = START + timedelta(days=3)
NOWHERE = Address(ALPHA, "nowhere")
ALICE = Account(ALPHA, "alice")
CODE = LinkCode("hash", Account(BETA, "new"), LATER)
INVITED = Invitation("other-hash", None, Standing.NETWORK_OWNER, LATER)
PLAIN = Statement(insert(open_ballot).values(bound("poll_id", "ballot_key", "marks", "masked_at")))
"""A ballot of before ballots were secret, as the schema's revision 0002 leaves it."""
DRAFT = Draft(0, "alpha", "zoé", "space", "7", "vote open", {"title": "Janvier ?"}, "books", LATER)


@dataclass(frozen=True, slots=True)
class Town:
    """A database in which every table holds something."""

    scene: Scene
    letter: OutboxId
    due: int

    @staticmethod
    def build(rows: Rows) -> Town:
        scene = Scene.build(rows)
        alice, bob, _ = scene.persons
        rows.ballots.put(scene.poll, alice, Ballot((0, 2), START), RequestKey("r"))
        enrol(rows, scene)
        rows._session.run(PLAIN, poll_id=scene.poll, ballot_key="person-3", marks="[0]", masked_at=1)  # noqa: SLF001
        ended = rows.polls.add(new_poll(scene.shop, scene.works, (scene.alpha,)))
        rows.ballots.put(ended, alice, Ballot((1,), START), RequestKey("r"))
        rows.ballots.seal(ended)
        show_and_keep(rows, scene.poll, ended, alice)
        verdict_acts.build(rows)
        rows.polls.tell_seed(ended)
        rows.polls.add_to_record(ended, 1, "{}")
        rows.polls.keep_outcome(ended, "{...}")
        rows.electorate.extend(ended, LATER)
        rows.polls.settle(ended, PollState.CLOSED, START)
        propose(rows, scene)
        rows.standings.grant(alice, scene.shop, Standing.BOOKSELLER)
        rows.standings.grant(bob, scene.other_shop, Standing.ANIMATOR)
        rows.invitations.add(Invitation("kept", scene.shop, Standing.SHOP_MANAGER, LATER, "kept act"))
        rows.link_codes.add(LinkCode("kept", ALICE, LATER))
        rows.link_codes.note_attempt(alice, START)
        rows.books.put(NewEdition("Zadig", ("Voltaire",), isbn="9780000000019"))
        rows.books.set_aside("a.csv", [Quarantined(1, "isbn", "x", "isbn-short")], START)
        rows.requests.first_time(RequestKey("kept"))
        rows.inbox.keep("bot", [(1, "{a}"), (2, "{b}")], START)
        rows.inbox.done("bot", [1])
        rows.drafts.put(replace(DRAFT, user="alice"))
        for each in (letter("settled"), letter("held", room="held"), letter("queued", room="queued")):
            rows.outbox.put(each)
        settled, held = rows.queue.claim(ALPHA, START, 2, START + MINUTE)
        rows.outbox.put(letter("edit", edits=settled.id))
        rows.queue.record([Outcome(settled.id, LetterState.SENT, START, message="1/1", shown="seen")])
        edit = next(each for each in rows.queue.claim(ALPHA, START, 9, START + MINUTE) if each.letter.about == "edit")
        rows.queue.record([Outcome(edit.id, LetterState.SENT, START, shown="seen")])
        rows.outbox.put(letter("waiting", room="waiting"))
        rows.due.put(Due("close", "held", START))
        [(due, _, _)] = rows.due_queue.claim(START, 1, START + MINUTE)
        rows.due.put(Due("close", "planned", START))
        debate_acts.build(rows, scene)
        gate_acts.build(rows, scene)
        return Town(scene, held.id, due)


def propose(rows: Rows, scene: Scene) -> None:
    """Put something into every table of rounds."""
    alice, bob, _ = scene.persons
    rows.nominations.add(scene.shop, nomination(scene.works[0], alice))
    rows.nominations.second(scene.shop, scene.works[0], Supporter(bob, "Bob"), START)
    rows.readings.note(scene.shop, scene.works[1], START, Cause.NOTED)
    begun = rows.seasons.get(rows.seasons.add(new_season(scene)))
    assert begun is not None
    rows.seasons.keep(replace(begun, poll=scene.poll))
    rows.seasons.note_round(replace(begun, poll=scene.poll))
    rows.write_ins.add(scene.poll, NewTitle(scene.works[0]), bob)


def new_season(scene: Scene) -> NewSeason:
    plan = Plan(0, "Europe/Paris", (Round(StageKind.FINAL, 60),))
    return NewSeason(scene.shop, scene.alpha, scene.persons[0], "Janvier ?", plan, scene.works[:2], START)


def show_and_keep(rows: Rows, running: PollId, ended: PollId, alice: PersonId) -> None:
    rows.secrecy.show_live(running, "{}", [b"\1"])
    rows.secrecy.keep_sealed(running)
    rows.ballots.keep_word(running, alice, "lune", RequestKey("r"))
    for person in (alice, PersonId(1000), PersonId(1001)):
        rows.ballots.put(running, person, Ballot((0, 2), START), RequestKey(f"s{person}"))
    rows.ballots.hold(running, PersonId(1001))
    rows.roll.mark(running, PersonId(1000), has_voted=True)
    rows.secrecy.name(ended, [NamedMarks("Alice", (1,), alice)])
    rows.secrecy.strike(ended, 0, "épuisé")


def enrol(rows: Rows, scene: Scene) -> None:
    """Put something into every table of the electorate."""
    alice, bob, chloe = scene.persons
    rows.roll.put(scene.poll, bob, Status.ELIGIBLE)
    rows.memberships.put(Membership(ALICE, scene.alpha, START, START))
    rows.roll.put(scene.poll, alice, Status.PROVISIONAL)
    rows.roll.mark(scene.poll, alice, has_voted=True)
    known = KnownAccount(Account(BETA, "chloé"), chloe, "Chloé", "", "fr", can_be_written=True)
    rows.members.put_account(known)
    rows.electorate.enlist(rows.electorate.add_list(scene.shop, "Jury").number, bob)
    rows.electorate.wish(bob, scene.poll)


def nomination(work: WorkId, by: PersonId) -> Nomination:
    return Nomination(work, "", "", "Parce que", by, "Alice", START)


def community(scene: Scene) -> NewCommunity:
    return NewCommunity(scene.shop, "new", Address(BETA, "new"), "fr", "Europe/Paris")


def account(person: PersonId) -> KnownAccount:
    return KnownAccount(Account(BETA, "alice"), person, "Alice", "alice", "fr", can_be_written=True)


Act = Callable[[Rows, Town], object]
WRITES: dict[str, Act] = {
    **verdict_acts.WRITES,
    "ballots.put": lambda rows, town: rows.ballots.put(
        town.scene.poll, town.scene.persons[1], Ballot((1,), START), RequestKey("r")
    ),
    "ballots.remove": lambda rows, town: rows.ballots.remove(town.scene.poll, town.scene.persons[0]),
    "ballots.move": lambda rows, town: rows.ballots.move(town.scene.poll, *town.scene.persons[:2]),
    "ballots.hold": lambda rows, town: rows.ballots.hold(town.scene.poll, town.scene.persons[0]),
    "ballots.release": lambda rows, town: rows.ballots.release(town.scene.poll, PersonId(1001)),
    "ballots.drop_held": lambda rows, town: rows.ballots.drop_held(town.scene.poll),
    "ballots.seal": lambda rows, town: rows.ballots.seal(town.scene.poll),
    "ballots.hide_persons": lambda rows, _: rows.ballots.hide_persons(),
    "ballots.discard": lambda rows, town: rows.ballots.discard(town.scene.poll),
    "ballots.keep_word": lambda rows, town: rows.ballots.keep_word(
        town.scene.poll, town.scene.persons[1], "soleil", RequestKey("r")
    ),
    "secrecy.unname": lambda rows, town: rows.secrecy.unname(PollId(2), town.scene.persons[0]),
    "secrecy.merge_named": lambda rows, town: rows.secrecy.merge_named(town.scene.persons[1], town.scene.persons[0]),
    "secrecy.keep_sealed": lambda rows, town: rows.secrecy.keep_sealed(town.scene.poll),
    "secrecy.show_live": lambda rows, town: rows.secrecy.show_live(town.scene.poll, "{...}", [b"\2"]),
    "secrecy.hide_nonces": lambda rows, _: rows.secrecy.hide_nonces(
        PollId(2), [(cast, "f" * 64) for cast in rows.ballots.casts(PollId(2))]
    ),
    "secrecy.name": lambda rows, _: rows.secrecy.name(PollId(2), [NamedMarks("Alice", (0,))]),
    "secrecy.strike": lambda rows, _: rows.secrecy.strike(PollId(2), 1, "souhait"),
    "roll.mark": lambda rows, town: rows.roll.mark(town.scene.poll, town.scene.persons[2], has_voted=True),
    "polls.tell_seed": lambda rows, town: rows.polls.tell_seed(town.scene.poll),
    "polls.add_to_record": lambda rows, town: rows.polls.add_to_record(town.scene.poll, 1, "{}"),
    "polls.keep_outcome": lambda rows, town: rows.polls.keep_outcome(town.scene.poll, "{}"),
    "roll.put": lambda rows, town: rows.roll.put(town.scene.poll, town.scene.persons[0], Status.BARRED),
    "roll.remove": lambda rows, town: rows.roll.remove(town.scene.poll, town.scene.persons[1]),
    "electorate.add_list": lambda rows, town: rows.electorate.add_list(town.scene.shop, "Cercle"),
    "electorate.enlist": lambda rows, town: rows.electorate.enlist(1, town.scene.persons[0]),
    "electorate.delist": lambda rows, town: rows.electorate.delist(1, town.scene.persons[1]),
    "electorate.merge": lambda rows, town: rows.electorate.merge(town.scene.persons[0], town.scene.persons[1]),
    "electorate.wish": lambda rows, town: rows.electorate.wish(town.scene.persons[0], None),
    "electorate.unwish": lambda rows, town: rows.electorate.unwish(town.scene.persons[1]),
    "memberships.put": lambda rows, town: rows.memberships.put(Membership(ALICE, town.scene.beta, START, START)),
    "books.put": lambda rows, _: rows.books.put(NewEdition("Candide", ("Voltaire",), isbn="9780000000026")),
    "books.set_aside": lambda rows, _: rows.books.set_aside("b.csv", [Quarantined(1, "isbn", "", "x")], START),
    "books.forget_set_aside": lambda rows, _: rows.books.forget_set_aside("a.csv"),
    "communities.tie": lambda rows, town: rows.communities.tie(community(town.scene)),
    "communities.untie": lambda rows, town: rows.communities.untie(town.scene.alpha),
    "communities.move": lambda rows, _: rows.communities.move(Address(ALPHA, "a"), NOWHERE),
    "drafts.put": lambda rows, _: rows.drafts.put(DRAFT),
    "drafts.drop": lambda rows, _: rows.drafts.drop("alpha", "alice"),
    "drafts.prune": lambda rows, _: rows.drafts.prune(LATER + MINUTE),
    "due.put": lambda rows, _: rows.due.put(Due("close", "new", START)),
    "due.cancel": lambda rows, _: rows.due.cancel("close", "planned"),
    "due_queue.claim": lambda rows, _: rows.due_queue.claim(START, 9, LATER),
    "due_queue.finish": lambda rows, town: rows.due_queue.finish([town.due]),
    "due_queue.postpone": lambda rows, town: rows.due_queue.postpone(town.due, LATER),
    "due_queue.release": lambda rows, _: rows.due_queue.release(),
    "inbox.keep": lambda rows, _: rows.inbox.keep("bot", [(3, "{c}")], START),
    "inbox.done": lambda rows, _: rows.inbox.done("bot", [2]),
    "inbox.set_aside": lambda rows, _: rows.inbox.set_aside("bot", 2, "KeyError"),
    "inbox.prune": lambda rows, _: rows.inbox.prune("bot", LATER),
    "invitations.add": lambda rows, _: rows.invitations.add(INVITED),
    "invitations.take": lambda rows, _: rows.invitations.take("kept", START),
    "invitations.reissue": lambda rows, _: rows.invitations.reissue("kept act", "another"),
    "invitations.withdraw": lambda rows, _: rows.invitations.withdraw(Standing.SHOP_MANAGER),
    "link_codes.add": lambda rows, _: rows.link_codes.add(CODE),
    "link_codes.take": lambda rows, _: rows.link_codes.take("kept", START),
    "link_codes.note_attempt": lambda rows, town: rows.link_codes.note_attempt(town.scene.persons[1], START),
    "link_codes.forget_attempt": lambda rows, town: rows.link_codes.forget_attempt(town.scene.persons[0], START),
    "link_codes.carry_attempts": lambda rows, town: rows.link_codes.carry_attempts(*town.scene.persons[:2]),
    "link_codes.prune": lambda rows, _: rows.link_codes.prune(LATER + MINUTE),
    "members.add_person": lambda rows, _: rows.members.add_person(),
    "members.set_locale": lambda rows, town: rows.members.set_locale(town.scene.persons[0], "en"),
    "members.set_home": lambda rows, town: rows.members.set_home(town.scene.persons[0], town.scene.beta),
    "members.put_account": lambda rows, town: rows.members.put_account(account(town.scene.persons[0])),
    "members.meet": lambda rows, town: rows.members.meet(account(town.scene.persons[0])),
    "members.drop_person": lambda rows, town: rows.members.drop_person(town.scene.persons[2]),
    "nominations.add": lambda rows, town: rows.nominations.add(
        town.scene.shop, nomination(town.scene.works[1], town.scene.persons[1])
    ),
    "nominations.withdraw": lambda rows, town: rows.nominations.withdraw(town.scene.shop, town.scene.works[0]),
    "nominations.merge": lambda rows, town: rows.nominations.merge(PersonId(77), town.scene.persons[0]),
    "outbox.put": lambda rows, _: rows.outbox.put(letter("new")),
    "outbox.refresh": lambda rows, _: rows.outbox.refresh("note", "settled", None),
    "polls.add": lambda rows, town: rows.polls.add(new_poll(town.scene.shop, town.scene.works, (town.scene.alpha,))),
    "electorate.extend": lambda rows, town: rows.electorate.extend(town.scene.poll, LATER),
    "nominations.hand_on": lambda rows, town: rows.nominations.hand_on(
        town.scene.shop, town.scene.works[0], Supporter(town.scene.persons[2], "Chloé")
    ),
    "nominations.second": lambda rows, town: rows.nominations.second(
        town.scene.shop, town.scene.works[0], Supporter(town.scene.persons[2], "Chloé"), START
    ),
    "nominations.unsecond": lambda rows, town: rows.nominations.unsecond(
        town.scene.shop, town.scene.works[0], town.scene.persons[1]
    ),
    "readings.note": lambda rows, town: rows.readings.note(town.scene.shop, town.scene.works[0], START, Cause.WON),
    "readings.forget": lambda rows, town: rows.readings.forget(town.scene.shop, town.scene.works[1]),
    "seasons.add": lambda rows, town: rows.seasons.add(new_season(town.scene)),
    "seasons.keep": lambda rows, town: rows.seasons.keep(replace(rows.seasons.of_shop(town.scene.shop)[0], edition=3)),
    "seasons.note_round": lambda rows, town: rows.seasons.note_round(
        replace(rows.seasons.of_shop(town.scene.shop)[0], poll=PollId(2), step=1)
    ),
    "write_ins.add": lambda rows, town: rows.write_ins.add(
        town.scene.poll, NewTitle(town.scene.works[1]), town.scene.persons[2]
    ),
    "write_ins.merge": lambda rows, town: rows.write_ins.merge(town.scene.persons[2], town.scene.persons[1]),
    "polls.settle": lambda rows, town: rows.polls.settle(town.scene.poll, PollState.CLOSED, START),
    "polls.change_voters": lambda rows, town: rows.polls.change_voters(town.scene.poll, 1),
    "queue.claim": lambda rows, _: rows.queue.claim(ALPHA, START, 9, LATER),
    "queue.record": lambda rows, town: rows.queue.record([Outcome(town.letter, LetterState.FAILED, START)]),
    "queue.in_doubt": lambda rows, _: rows.queue.in_doubt(ALPHA, LATER),
    "queue.redirect": lambda rows, _: rows.queue.redirect(ROOM, NOWHERE),
    "queue.prune": lambda rows, _: rows.queue.prune(LATER),
    "queue.prune_edits": lambda rows, _: rows.queue.prune_edits(LATER),
    "requests.first_time": lambda rows, _: rows.requests.first_time(RequestKey("new")),
    "requests.prune": lambda rows, _: rows.requests.prune(LATER),
    **debate_acts.WRITES,
    **gate_acts.WRITES,
    "shops.add": lambda rows, _: rows.shops.add("Nouvelle"),
    "standings.grant": lambda rows, town: rows.standings.grant(town.scene.persons[1], None, Standing.NETWORK_OWNER),
    "standings.merge": lambda rows, town: rows.standings.merge(*town.scene.persons[:2]),
}
READS: dict[str, Callable[[Rows], object]] = {
    **verdict_acts.READS,
    "ballots.get": lambda rows: rows.ballots.get(PollId(1), PersonId(1)),
    "ballots.receipt": lambda rows: rows.ballots.receipt(PollId(1), PersonId(1)),
    "ballots.marks": lambda rows: rows.ballots.marks(PollId(1), PersonId(1)),
    "ballots.find": lambda rows: rows.ballots.find(PollId(2), "KEPT"),
    "secrecy.named_polls": lambda rows: rows.secrecy.named_polls(PersonId(1)),
    "secrecy.changed": lambda rows: rows.secrecy.changed(PollId(1)),
    "secrecy.standing": lambda rows: rows.secrecy.standing(PollId(1)),
    "secrecy.live": lambda rows: rows.secrecy.live(PollId(1)),
    "secrecy.fresh": lambda rows: [key for key in rows.secrecy.fresh(PollId(1)) if len(key) == 64],
    "secrecy.voted": lambda rows: rows.secrecy.voted(PollId(1)),
    "secrecy.named": lambda rows: rows.secrecy.named(PollId(2)),
    "electorate.is_extended": lambda rows: rows.electorate.is_extended(PollId(2)),
    "nominations.standing_of": lambda rows: rows.nominations.standing_of(ShopId(1), PersonId(1)),
    "readings.get": lambda rows: rows.readings.get(ShopId(1), WorkId(2)),
    "seasons.get": lambda rows: rows.seasons.get(SeasonId(1)),
    "seasons.of_shop": lambda rows: rows.seasons.of_shop(ShopId(1)),
    "seasons.held": lambda rows: rows.seasons.held(PollId(1)),
    "seasons.of_poll": lambda rows: rows.seasons.of_poll(PollId(1)),
    "write_ins.of_person": lambda rows: rows.write_ins.of_person(PollId(1), PersonId(2)),
    "polls.outcome": lambda rows: rows.polls.outcome(PollId(2)),
    "polls.record": lambda rows: rows.polls.record(PollId(2)),
    "ballots.casts": lambda rows: rows.ballots.casts(PollId(2)),
    "roll.counts": lambda rows: rows.roll.counts(PollId(1))[0],
    "polls.seed": lambda rows: rows.polls.seed(PollId(2)),
    "ballots.aggregate": lambda rows: rows.ballots.aggregate(PollId(1)),
    "roll.status": lambda rows: rows.roll.status(PollId(1), PersonId(2)),
    "roll.voter": lambda rows: rows.roll.voter(PollId(1), Account(ALPHA, "bob")),
    "roll.totals": lambda rows: rows.roll.totals(PollId(1)),
    "electorate.known": lambda rows: rows.electorate.known(PollId(1)),
    "electorate.met": lambda rows: rows.electorate.met(PollId(1), PersonId(1)),
    "electorate.made_alike": lambda rows: rows.electorate.made_alike(PollId(1), START, LATER),
    "electorate.arrived_alike": lambda rows: rows.electorate.arrived_alike(PollId(1), START, LATER),
    "electorate.waiting": lambda rows: rows.electorate.waiting(PollId(1)),
    "electorate.mailbox": lambda rows: rows.electorate.mailbox(PersonId(3)),
    "electorate.to_remind": lambda rows: rows.electorate.to_remind(PollId(1)),
    "electorate.lists": lambda rows: rows.electorate.lists(ShopId(1)),
    "electorate.list_named": lambda rows: rows.electorate.list_named(1, ShopId(1)),
    "electorate.listed": lambda rows: rows.electorate.listed(1),
    "memberships.get": lambda rows: rows.memberships.get(ALICE, CommunityId(1)),
    "books.get": lambda rows: rows.books.get(WorkId(1)),
    "books.by_isbn": lambda rows: rows.books.by_isbn("9780000000019"),
    "books.isbns": lambda rows: rows.books.isbns(WorkId(1)),
    "books.search": lambda rows: rows.books.search(["em"], 9),
    "books.count": lambda rows: rows.books.count(),
    "books.set_aside_rows": lambda rows: rows.books.set_aside_rows(9),
    "communities.at": lambda rows: rows.communities.at(ALPHA, "a"),
    "communities.get": lambda rows: rows.communities.get(CommunityId(1)),
    "communities.of_shop": lambda rows: rows.communities.of_shop(ShopId(1)),
    "communities.all": lambda rows: rows.communities.all(),
    "communities.home_at": lambda rows: rows.communities.home_at(ALPHA, "a"),
    "communities.home": lambda rows: rows.communities.home(CommunityId(1)),
    "communities.only_home": lambda rows: rows.communities.only_home(ALPHA),
    "drafts.get": lambda rows: rows.drafts.get("alpha", "alice"),
    "drafts.by_id": lambda rows: rows.drafts.by_id(1),
    "due_queue.upcoming": lambda rows: rows.due_queue.upcoming(9),
    "due_queue.next_at": lambda rows: rows.due_queue.next_at(),
    "inbox.waiting": lambda rows: rows.inbox.waiting("bot", 9),
    "inbox.highest": lambda rows: rows.inbox.highest("bot"),
    "link_codes.count_attempts": lambda rows: rows.link_codes.count_attempts(PersonId(1), START),
    "members.get": lambda rows: rows.members.get(PersonId(1)),
    "members.account": lambda rows: rows.members.account(ALICE),
    "members.person_of": lambda rows: rows.members.person_of(ALICE),
    "members.accounts_of": lambda rows: rows.members.accounts_of(PersonId(1)),
    "members.by_handle": lambda rows: rows.members.by_handle("alice", None),
    "nominations.get": lambda rows: rows.nominations.get(ShopId(1), WorkId(1)),
    "nominations.title": lambda rows: rows.nominations.title(WorkId(1)),
    "nominations.of_shop": lambda rows: rows.nominations.of_shop(ShopId(1)),
    "outbox.posted": lambda rows: rows.outbox.posted("note", "settled"),
    "polls.get": lambda rows: rows.polls.get(PollId(1)),
    "polls.reaches": lambda rows: rows.polls.reaches(PollId(1), CommunityId(1)),
    "polls.open_ids": lambda rows: rows.polls.open_ids(),
    "polls.recent": lambda rows: rows.polls.recent(None, 9),
    "queue.next_at": lambda rows: rows.queue.next_at(ALPHA),
    "queue.counts": lambda rows: rows.queue.counts(),
    "queue.latest": lambda rows: rows.queue.latest(9),
    "rooms.reached": lambda rows: rows.rooms.reached(None, ShopId(1), Reach.NETWORK),
    "rooms.of_poll": lambda rows: rows.rooms.of_poll(PollId(1)),
    **debate_acts.READS,
    **gate_acts.READS,
    "shops.all": lambda rows: rows.shops.all(),
    "shops.get": lambda rows: rows.shops.get(ShopId(1)),
    "standings.of": lambda rows: rows.standings.of(PersonId(1), None).value - Standing.READER.value,
    "standings.staff": lambda rows: rows.standings.staff(None),
}
LOCKS: dict[str, Callable[[Rows], object]] = {
    **verdict_acts.LOCKS,
    "drafts.hold": lambda rows: rows.drafts.hold("alpha", "alice"),
    "link_codes.hold": lambda rows: rows.link_codes.hold([PersonId(1)]),
    "polls.lock": lambda rows: rows.polls.lock(PollId(1)),
    "seasons.lock": lambda rows: rows.seasons.lock(SeasonId(1)),
    **debate_acts.LOCKS,
    "shops.hold": lambda rows: rows.shops.hold(),
    "standings.hold_owners": lambda rows: rows.standings.hold_owners(),
}
"""Reads that a server allows in a write only."""
