"""Declares the votes: commands, presses, letters and due rows; must not hold rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from core.kernel.due import Due
from core.kernel.errors import Refusal
from core.kernel.identity import Caller, PollId, Standing, WorkId
from core.kernel.outbox import Claimed
from core.kernel.tokens import from_short, to_short
from core.ui.cards import Reply, View, notice
from core.ui.catalogue import Catalogue, Command, Suggestion
from core.ui.fields import Choice, Lines, Lookup, Text, When, WholeNumber
from core.votes import presses, rules
from core.votes.closing import Closing
from core.votes.counting.model import Unranked
from core.votes.exporting import Proofs
from core.votes.extending import EXTENDED
from core.votes.model import PollState, Reach
from core.votes.nominations import Shortlist
from core.votes.papers import BallotPaper, ProvenBallot
from core.votes.pressing import VotePresses
from core.votes.proving import declare_proofs
from core.votes.results import PollResult
from core.votes.rulings import LastsLonger
from core.votes.service import Proposal, Votes, poll_id
from core.votes.terms import MAX_PLACES, MAX_TITLES, Method, Terms
from core.votes.thresholds import MAX_QUORUM, Failing, Thresholds
from core.votes.views import NominationList, OpenedNote, PollList

POLLS = "polls"


class YesNo(StrEnum):
    """Whether a rule is switched on."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class OpenVote:
    question: Annotated[str, Text("vote-open-question", 1, 80)]
    books: Annotated[tuple[str, ...], Lines("vote-open-books", "works", 2, MAX_TITLES)]
    closes: Annotated[datetime, When("vote-open-closes")]
    method: Annotated[Method, Choice("vote-open-method", Method)] = Method.APPROVAL
    reach: Annotated[Reach, Choice("vote-open-reach", Reach)] = Reach.SHOP
    places: Annotated[int, WholeNumber("vote-open-places", 1, MAX_PLACES)] = 1
    most: Annotated[int, WholeNumber("vote-open-most", 0, MAX_TITLES)] = 0
    unranked: Annotated[Unranked, Choice("vote-open-unranked", Unranked)] = Unranked.LAST
    none: Annotated[YesNo, Choice("vote-open-none", YesNo)] = YesNo.NO
    cap: Annotated[YesNo, Choice("vote-open-cap", YesNo)] = YesNo.NO
    quorum: Annotated[int, WholeNumber("vote-open-quorum", 0, MAX_QUORUM)] = 0
    share: Annotated[int, WholeNumber("vote-open-share", 0, 100)] = 0
    failing: Annotated[Failing, Choice("vote-open-failing", Failing)] = Failing.EXTEND
    majority: Annotated[int, WholeNumber("vote-open-majority", 0, 100)] = 0


@dataclass(frozen=True, slots=True)
class ShowVotes:
    pass


@dataclass(frozen=True, slots=True)
class EndVote:
    poll: Annotated[str, Lookup("vote-poll", POLLS)]


@dataclass(frozen=True, slots=True)
class CheckReceipt:
    receipt: Annotated[str, Text("vote-check-receipt", 16, 60)]


@dataclass(frozen=True, slots=True)
class Nominate:
    book: Annotated[str, Lookup("vote-nominate-book", "works")]
    pitch: Annotated[str, Text("vote-nominate-pitch", 0, 200)] = ""


@dataclass(frozen=True, slots=True)
class Retract:
    book: Annotated[str, Lookup("vote-retract-book", "works")]


@dataclass(frozen=True, slots=True)
class VoteDesk:
    """The commands of votes over their use cases."""

    votes: Votes
    closing: Closing
    shortlist: Shortlist
    proofs: Proofs

    async def open(self, caller: Caller, request: OpenVote) -> Reply:
        works = tuple(work_id(key) for key in request.books)
        terms = Terms(
            request.method,
            request.places,
            request.most,
            request.unranked,
            request.none is YesNo.YES,
            request.cap is YesNo.YES,
            thresholds=Thresholds(request.quorum, request.share, request.failing, request.majority),
        )
        opened = await self.votes.open(caller, Proposal(request.question, terms, works, request.closes, request.reach))
        return Reply(OpenedNote(opened))

    async def list(self, caller: Caller, request: ShowVotes) -> Reply:  # noqa: ARG002 - nothing is asked
        return Reply(PollList(tuple(await self.votes.recent(caller))))

    async def close(self, caller: Caller, request: EndVote) -> Reply:
        poll = await self.closing.end(caller, _poll_of_key(request.poll), PollState.CLOSED)
        return Reply(notice("vote-closed-by-you", question=poll.question))

    async def cancel(self, caller: Caller, request: EndVote) -> Reply:
        poll = await self.closing.end(caller, _poll_of_key(request.poll), PollState.CANCELLED)
        return Reply(notice("vote-cancelled-by-you", question=poll.question))

    async def check(self, caller: Caller, request: CheckReceipt) -> Reply:
        return Reply(ProvenBallot(await self.proofs.check(caller, request.receipt)))

    async def nominate(self, caller: Caller, request: Nominate) -> Reply:
        nomination = await self.shortlist.nominate(caller, work_id(request.book), request.pitch)
        return Reply(notice("nominated", title=nomination.title))

    async def nominations(self, caller: Caller, request: ShowVotes) -> Reply:  # noqa: ARG002 - nothing is asked
        return Reply(NominationList(tuple(await self.shortlist.of_shop(caller))))

    async def retract(self, caller: Caller, request: Retract) -> Reply:
        title = await self.shortlist.retract(caller, work_id(request.book))
        return Reply(notice("retracted", title=title))

    async def prefill_books(self, caller: Caller) -> Mapping[str, str]:
        """Propose the nominated books for the paper, one a line."""
        nominations = await self.shortlist.of_shop(caller)
        lines = [f"{each.title} — {each.authors}" if each.authors else each.title for each in nominations]
        return {"books": "\n".join(lines[:MAX_TITLES])}


@dataclass(frozen=True, slots=True)
class VoteLetters:
    """What votes say unasked, drawn as it leaves, and what they do at their time."""

    votes: Votes
    closing: Closing

    async def compose_paper(self, claimed: Claimed) -> View | None:
        paper = await self.votes.paper(poll_id(claimed.letter.about))
        if paper.poll.state is not PollState.OPEN and not claimed.letter.edits:
            return None
        return BallotPaper(paper.poll, progress=paper.progress)

    async def compose_extended(self, claimed: Claimed) -> View | None:
        paper = await self.votes.paper(poll_id(claimed.letter.about))
        return LastsLonger(paper.poll) if paper.poll.state is PollState.OPEN else None

    async def compose_result(self, claimed: Claimed) -> View | None:
        return PollResult(await self.closing.counted(poll_id(claimed.letter.about)))

    async def close_due(self, due: Due) -> None:
        await self.closing.close_due(poll_id(due.about))


@dataclass(frozen=True, slots=True)
class PollSource:
    """Finds one of the caller's polls by its question."""

    votes: Votes

    async def suggest(self, caller: Caller, typed: str, limit: int) -> Sequence[Suggestion]:
        wanted = typed.casefold()
        polls = [poll for poll in await self.votes.recent(caller) if poll.state is PollState.OPEN]
        return [
            Suggestion("#v" + to_short(poll.id), poll.question) for poll in polls if wanted in poll.question.casefold()
        ][:limit]

    async def resolve(self, caller: Caller, typed: str) -> Sequence[Suggestion]:
        found = await self.suggest(caller, "", MAX_TITLES)
        exact = [each for each in found if typed in {each.key, each.label}]
        return exact or [each for each in found if typed.casefold() in each.label.casefold()]


def declare(catalogue: Catalogue, desk: VoteDesk) -> None:
    """Add everything about votes to the catalogue."""
    staff = Standing.BOOKSELLER
    pressed, letters = VotePresses(desk.votes, desk.closing), VoteLetters(desk.votes, desk.closing)
    catalogue.add(Command(("vote", "open"), OpenVote, desk.open, needs=staff, prefill=desk.prefill_books))
    catalogue.add(Command(("vote", "list"), ShowVotes, desk.list))
    catalogue.add(Command(("vote", "close"), EndVote, desk.close, needs=staff))
    catalogue.add(Command(("vote", "cancel"), EndVote, desk.cancel, needs=staff))
    catalogue.add(Command(("vote", "check"), CheckReceipt, desk.check))
    catalogue.add(Command(("vote", "nominate"), Nominate, desk.nominate))
    catalogue.add(Command(("vote", "nominations"), ShowVotes, desk.nominations))
    catalogue.add(Command(("vote", "retract"), Retract, desk.retract))
    catalogue.add_source(POLLS, PollSource(desk.votes))
    declare_proofs(catalogue, desk.votes, desk.proofs)
    catalogue.on_press(presses.MarkTitle, pressed.mark)
    catalogue.on_press(presses.FillBallot, pressed.fill)
    catalogue.on_press(presses.MarkMine, pressed.mark_mine)
    catalogue.on_press(presses.FillMine, pressed.fill_mine)
    catalogue.on_press(presses.UndoMine, pressed.undo_mine)
    catalogue.on_press(presses.ScoreMine, pressed.score_mine)
    catalogue.on_press(presses.TurnMine, pressed.turn_mine)
    catalogue.on_press(presses.WithdrawBallot, pressed.withdraw)
    catalogue.on_press(presses.ShowBallot, pressed.show_ballot)
    catalogue.on_press(presses.ShowPaper, pressed.show_paper)
    catalogue.on_press(presses.ShowResult, pressed.show_result)
    catalogue.on_press(presses.ShowCount, pressed.show_count)
    catalogue.compose(rules.PAPER, letters.compose_paper)
    catalogue.compose(EXTENDED, letters.compose_extended)
    catalogue.compose(rules.RESULT, letters.compose_result)
    catalogue.when_due(rules.CLOSE, letters.close_due)


def work_id(key: str) -> WorkId:
    """Return the work that the source of books named; raises Refusal when the key is none of its keys."""
    try:
        return WorkId(from_short(key.removeprefix("#w")))
    except ValueError as problem:
        raise Refusal("works-none", typed=key) from problem


def _poll_of_key(key: str) -> PollId:
    try:
        return poll_id(key.removeprefix("#v"))
    except ValueError as problem:
        raise Refusal("polls-none", typed=key) from problem
