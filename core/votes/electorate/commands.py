"""Declares what booksellers do about who votes; must not hold rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from core.kernel.due import Due
from core.kernel.errors import Refusal
from core.kernel.identity import Caller, PersonId, PollId, Standing
from core.kernel.outbox import Claimed
from core.kernel.tokens import from_short, to_short
from core.ui.cards import Reply, View, notice
from core.ui.catalogue import Catalogue, Command, Suggestion
from core.ui.fields import Choice, Lookup, Someone, Text
from core.votes.electorate.presses import AcceptBallot, LeaveMe, RefuseBallot, RemindMe
from core.votes.electorate.reminding import REMIND, Reminders
from core.votes.electorate.rule import Asks, Rule, VoterList
from core.votes.electorate.service import Electors
from core.votes.electorate.views import AllLists, OneList, PendingBallots, Reminder

LISTS = "voter-lists"


class Electorate(StrEnum):
    """Who votes, as a bookseller chooses it at the opening."""

    MEMBERS = "members"
    CARD = "card"
    LISTED = "listed"
    EITHER = "either"
    """Holders of a card, and whoever is on the list."""


def rule_of(who: Electorate, since: int, age: int, number: int) -> Rule:
    """Return the rule of an electorate: members of that many days with an account of that age; a list stands for
    itself. Raises Refusal where a list is asked for and none is named."""
    if who in {Electorate.LISTED, Electorate.EITHER} and not number:
        raise Refusal("voters-which-list")
    listed = Rule(Asks.LISTED, number)
    if who is Electorate.LISTED:
        return listed
    asked = [Rule(Asks.MEMBER, since), *([Rule(Asks.ACCOUNT, age)] if age else [])]
    if who in {Electorate.CARD, Electorate.EITHER}:
        asked.append(Rule(Asks.STANDING, int(Standing.CARD_HOLDER)))
    members = asked[0] if len(asked) == 1 else Rule(Asks.ALL, of=tuple(asked))
    return Rule(Asks.ANY, of=(listed, members)) if who is Electorate.EITHER else members


@dataclass(frozen=True, slots=True)
class Admit:
    poll: Annotated[str, Lookup("vote-poll", "polls")]
    person: Annotated[PersonId, Someone("vote-admit-person")]
    reason: Annotated[str, Text("vote-admit-reason", 3, 200)]


@dataclass(frozen=True, slots=True)
class ShowPending:
    poll: Annotated[str, Lookup("vote-poll", "polls")]


class Wish(StrEnum):
    """Whether somebody wants to be reminded of every vote."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class WishReminders:
    always: Annotated[Wish, Choice("vote-remind-always", Wish)]


@dataclass(frozen=True, slots=True)
class MakeList:
    name: Annotated[str, Text("voters-make-name", 1, 60)]


@dataclass(frozen=True, slots=True)
class ChangeList:
    list: Annotated[str, Lookup("voters-list", LISTS)]
    person: Annotated[PersonId, Someone("voters-person")]


@dataclass(frozen=True, slots=True)
class ShowLists:
    pass


@dataclass(frozen=True, slots=True)
class ShowList:
    list: Annotated[str, Lookup("voters-list", LISTS)]


@dataclass(frozen=True, slots=True)
class ElectorateDesk:
    """The commands of the electorate over its use cases."""

    electors: Electors
    reminders: Reminders

    async def remind(self, caller: Caller, request: WishReminders) -> Reply:
        await self.reminders.wish_always(caller, wants=request.always is Wish.YES)
        return Reply(notice(f"remind-{request.always.value}"))

    async def remind_me(self, caller: Caller, press: RemindMe, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        await self.reminders.wish(caller, PollId(press.poll))
        return Reply(note=notice("remind-noted"))

    async def leave_me(self, caller: Caller, press: LeaveMe, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        await self.reminders.wish_always(caller, wants=False)
        return Reply(note=notice("remind-no"))

    async def compose_reminder(self, claimed: Claimed) -> View | None:
        letter = claimed.letter
        person = PersonId(int(str(letter.payload["person"])))
        poll = await self.reminders.still_wanted(PollId(from_short(letter.about)), person, letter.zone)
        return Reminder(poll) if poll else None

    async def remind_due(self, due: Due) -> None:
        await self.reminders.remind(PollId(from_short(due.about)))

    async def admit(self, caller: Caller, request: Admit) -> Reply:
        poll = PollId(_number(request.poll))
        is_new = await self.electors.admit(caller, poll, request.person, request.reason)
        return Reply(notice("admit-done" if is_new else "admit-already"))

    async def pending(self, caller: Caller, request: ShowPending) -> Reply:
        return Reply(PendingBallots(await self.electors.pending(caller, PollId(_number(request.poll)))))

    async def accept(self, caller: Caller, press: AcceptBallot, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        poll, person = PollId(press.poll), PersonId(press.person)
        return Reply(PendingBallots(await self.electors.judge(caller, poll, person, accepts=True)), replaces=True)

    async def refuse(self, caller: Caller, press: RefuseBallot, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        poll, person = PollId(press.poll), PersonId(press.person)
        return Reply(PendingBallots(await self.electors.judge(caller, poll, person, accepts=False)), replaces=True)

    async def make(self, caller: Caller, request: MakeList) -> Reply:
        made = await self.electors.make_list(caller, request.name)
        return Reply(notice("voters-made", name=made.name, number=made.number))

    async def add(self, caller: Caller, request: ChangeList) -> Reply:
        return Reply(OneList(await self.electors.enlist(caller, _number(request.list), request.person)))

    async def remove(self, caller: Caller, request: ChangeList) -> Reply:
        return Reply(OneList(await self.electors.delist(caller, _number(request.list), request.person)))

    async def show(self, caller: Caller, request: ShowList) -> Reply:
        return Reply(OneList(await self.electors.show(caller, _number(request.list))))

    async def lists(self, caller: Caller, request: ShowLists) -> Reply:  # noqa: ARG002 - nothing is asked
        return Reply(AllLists(tuple(await self.electors.lists(caller))))


@dataclass(frozen=True, slots=True)
class ListSource:
    """Finds one of the shop's lists of voters by its name or its number."""

    electors: Electors

    async def suggest(self, caller: Caller, typed: str, limit: int) -> Sequence[Suggestion]:
        wanted = typed.casefold()
        return [_suggestion(each) for each in await self.electors.lists(caller) if wanted in each.name.casefold()][
            :limit
        ]

    async def resolve(self, caller: Caller, typed: str) -> Sequence[Suggestion]:
        lists = await self.electors.lists(caller)
        exact = [each for each in lists if typed in {_key(each), each.name, str(each.number)}]
        found = exact or [each for each in lists if typed.casefold() in each.name.casefold()]
        return [_suggestion(each) for each in found]


def _key(each: VoterList) -> str:
    return "#l" + to_short(each.number)


def _suggestion(each: VoterList) -> Suggestion:
    return Suggestion(_key(each), each.name)


def _number(key: str) -> int:
    """Return the number of the row that a source named; raises Refusal when the key is none."""
    try:
        return from_short(key[2:] if key.startswith("#") else key)
    except ValueError as problem:
        raise Refusal("voters-no-list") from problem


def declare(catalogue: Catalogue, desk: ElectorateDesk) -> None:
    """Add what concerns the electorate to the catalogue."""
    staff = Standing.BOOKSELLER
    catalogue.add_source(LISTS, ListSource(desk.electors))
    catalogue.add(Command(("vote", "admit"), Admit, desk.admit, needs=staff))
    catalogue.add(Command(("vote", "remind"), WishReminders, desk.remind))
    catalogue.on_press(RemindMe, desk.remind_me)
    catalogue.on_press(LeaveMe, desk.leave_me)
    catalogue.compose(REMIND, desk.compose_reminder)
    catalogue.when_due(REMIND, desk.remind_due)
    catalogue.add(Command(("vote", "pending"), ShowPending, desk.pending, needs=staff))
    catalogue.on_press(AcceptBallot, desk.accept, needs=staff)
    catalogue.on_press(RefuseBallot, desk.refuse, needs=staff)
    catalogue.add(Command(("voters", "make"), MakeList, desk.make, needs=staff))
    catalogue.add(Command(("voters", "add"), ChangeList, desk.add, needs=staff))
    catalogue.add(Command(("voters", "remove"), ChangeList, desk.remove, needs=staff))
    catalogue.add(Command(("voters", "show"), ShowList, desk.show, needs=staff))
    catalogue.add(Command(("voters", "lists"), ShowLists, desk.lists, needs=staff))
