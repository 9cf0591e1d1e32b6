"""Declares the votes: commands, presses, letters and due rows; must not hold rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from core.kernel.due import Due
from core.kernel.errors import Refusal
from core.kernel.identity import Caller, PersonId, Standing
from core.kernel.outbox import Claimed
from core.kernel.tokens import to_short
from core.ui.cards import Reply, View, notice
from core.ui.catalogue import Catalogue, Command, Suggestion
from core.ui.fields import Choice, Lines, Lookup, Someone, Text, When, WholeNumber, YesNo
from core.ui.intake import PEOPLE, person_of_key
from core.votes import presses, rules
from core.votes.charter.secrecy import Openness, secrecy_of
from core.votes.charter.terms import MAX_PLACES, MAX_PURSE, MAX_TITLES, PURSE, Method, Terms
from core.votes.counting.model import Unranked
from core.votes.desk.pressing import VotePresses
from core.votes.desk.proving import declare_proofs
from core.votes.desk.strikes import declare_strikes
from core.votes.electorate import commands as electorate
from core.votes.electorate.commands import Electorate, rule_of
from core.votes.electorate.reminding import Reminders
from core.votes.electorate.service import Electors
from core.votes.electorate.views import BallotJudged
from core.votes.electorate.waiting import JUDGED
from core.votes.ending import settling
from core.votes.ending.closing import Closing
from core.votes.ending.deciding import Deciding
from core.votes.ending.exporting import Proofs
from core.votes.model import PollState, Reach
from core.votes.nights import SEAL
from core.votes.nominations import Shortlist
from core.votes.rounds.commands import SeasonDesk, declare_seasons, season_id
from core.votes.rounds.nominating import NominationDesk, declare_nominations, work_id
from core.votes.rounds.planned import PLANNED, StoppableSource, meant
from core.votes.rounds.service import Rounds
from core.votes.rounds.stage import Stage
from core.votes.rounds.views import SeasonCard
from core.votes.rounds.writing import WritingIn
from core.votes.rounds.writing_desk import WritingDesk, declare_write_ins
from core.votes.running.empanelling import Panel
from core.votes.running.extending import EXTENDED
from core.votes.service import Proposal, Votes, poll_id
from core.votes.telling.deadlocks import CastingVote
from core.votes.telling.papers import BallotPaper, ProvenBallot
from core.votes.telling.results import PollResult
from core.votes.telling.rulings import LastsLonger
from core.votes.verdicts.juries import Jury
from core.votes.verdicts.levels import Level, Levels
from core.votes.verdicts.thresholds import MAX_QUORUM, Failing, Thresholds
from core.votes.verdicts.ties import Breaking, Ties
from core.votes.views import OpenedNote, PollList

POLLS = "polls"
STOPPABLE = "stoppable"
"""Open votes, and those planned for later."""
MAX_JURORS = 30
MAX_JURY_SHARE = 90


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
    ties: Annotated[Breaking, Choice("vote-open-ties", Breaking)] = Breaking.LOT
    judge: Annotated[PersonId | None, Someone("vote-open-judge")] = None
    levels: Annotated[Level, Choice("vote-open-levels", Level)] = Level.ONE
    jury: Annotated[int, WholeNumber("vote-open-jury", 0, MAX_JURY_SHARE)] = 0
    jurors: Annotated[tuple[str, ...], Lines("vote-open-jurors", PEOPLE, 0, MAX_JURORS)] = ()
    secrecy: Annotated[Openness, Choice("vote-open-secrecy", Openness)] = Openness.ADVISED
    who: Annotated[Electorate, Choice("vote-open-who", Electorate)] = Electorate.MEMBERS
    since: Annotated[int, WholeNumber("vote-open-since", 0, 365)] = 1
    age: Annotated[int, WholeNumber("vote-open-age", 0, 365)] = 0
    list: Annotated[int, WholeNumber("vote-open-list", 0, 99_999)] = 0
    remind: Annotated[int, WholeNumber("vote-open-remind", 0, 168)] = 24
    added: Annotated[YesNo, Choice("vote-open-added", YesNo)] = YesNo.NO
    opens: Annotated[datetime | None, When("vote-open-opens")] = None
    purse: Annotated[int, WholeNumber("vote-open-purse", 2, MAX_PURSE)] = PURSE


@dataclass(frozen=True, slots=True)
class ShowVotes:
    pass


@dataclass(frozen=True, slots=True)
class EndVote:
    poll: Annotated[str, Lookup("vote-poll", POLLS)]


@dataclass(frozen=True, slots=True)
class CancelVote:
    poll: Annotated[str, Lookup("vote-poll", STOPPABLE)]


@dataclass(frozen=True, slots=True)
class CheckReceipt:
    receipt: Annotated[str, Text("vote-check-receipt", 16, 60)]


@dataclass(frozen=True, slots=True)
class VoteDesk:
    """The commands of votes over their use cases."""

    votes: Votes
    closing: Closing
    shortlist: Shortlist
    proofs: Proofs
    electors: Electors
    reminders: Reminders
    rounds: Rounds
    writing: WritingIn
    deciding: Deciding

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
            ties=Ties(request.ties),
            levels=Levels(request.levels),
            jury=Jury(request.jury),
            stage=Stage(write_ins=request.added is YesNo.YES),
            secrecy=secrecy_of(request.secrecy),
            remind_hours=request.remind,
            voters=rule_of(request.who, request.since, request.age, request.list),
            purse=request.purse if request.method is Method.CUMULATIVE else 0,
        )
        panel = Panel(request.judge, tuple(person_of_key(key) for key in request.jurors))
        proposal = Proposal(request.question, terms, works, request.closes, request.reach, panel)
        if request.opens is not None:
            planned = await self.rounds.schedule(caller, proposal, request.opens)
            return Reply(SeasonCard(await self.rounds.get(planned.id), is_staff=True))
        return Reply(OpenedNote(await self.votes.open(caller, proposal)))

    async def list(self, caller: Caller, request: ShowVotes) -> Reply:  # noqa: ARG002 - nothing is asked
        planned = [each.season for each in await self.rounds.of_shop(caller)] if caller.home else []
        return Reply(
            PollList(tuple(await self.votes.recent(caller)), tuple(each for each in planned if each.is_planned))
        )

    async def close(self, caller: Caller, request: EndVote) -> Reply:
        poll = await self.closing.end(caller, poll_id(request.poll.removeprefix("#v")), PollState.CLOSED)
        return Reply(notice("vote-closed-by-you", question=poll.question))

    async def cancel(self, caller: Caller, request: CancelVote) -> Reply:
        if request.poll.startswith(PLANNED):
            planned = await self.rounds.cancel_planned(caller, season_id(request.poll.removeprefix(PLANNED)))
            return Reply(notice("vote-planned-cancelled", question=planned.question))
        poll = await self.closing.end(caller, poll_id(request.poll.removeprefix("#v")), PollState.CANCELLED)
        return Reply(notice("vote-cancelled-by-you", question=poll.question))

    async def check(self, caller: Caller, request: CheckReceipt) -> Reply:
        return Reply(ProvenBallot(await self.proofs.check(caller, request.receipt)))


@dataclass(frozen=True, slots=True)
class VoteLetters:
    """What votes say unasked, drawn as it leaves, and what they do at their time."""

    votes: Votes
    closing: Closing
    deciding: Deciding

    async def compose_paper(self, claimed: Claimed) -> View | None:
        paper = await self.votes.paper(poll_id(claimed.letter.about))
        if paper.poll.state is not PollState.OPEN and not claimed.letter.edits:
            return None
        return BallotPaper(paper.poll, progress=paper.progress, shown=await self.votes.watching.shown(paper.poll))

    async def compose_extended(self, claimed: Claimed) -> View | None:
        paper = await self.votes.paper(poll_id(claimed.letter.about))
        return LastsLonger(paper.poll) if paper.poll.state is PollState.OPEN else None

    async def compose_judged(self, claimed: Claimed) -> View | None:
        paper = await self.votes.paper(poll_id(claimed.letter.about))
        return BallotJudged(paper.poll, str(claimed.letter.payload["message"]))

    async def compose_result(self, claimed: Claimed) -> View | None:
        return PollResult(await self.closing.counted(poll_id(claimed.letter.about)))

    async def compose_casting(self, claimed: Claimed) -> View | None:
        try:
            return CastingVote(await self.deciding.tied(poll_id(claimed.letter.about)))
        except Refusal:
            return None

    async def settle_due(self, due: Due) -> None:
        await self.deciding.settle_due(poll_id(due.about))

    async def seal_due(self, due: Due) -> None:
        await self.closing.sealing.seal_due(poll_id(due.about))

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
        return meant(await self.suggest(caller, "", MAX_TITLES), typed)


def _declare_own_copy(catalogue: Catalogue, pressed: VotePresses) -> None:
    catalogue.on_press(presses.MarkMine, pressed.mark_mine)
    catalogue.on_press(presses.FillMine, pressed.fill_mine)
    catalogue.on_press(presses.UndoMine, pressed.undo_mine)
    catalogue.on_press(presses.FoldMine, pressed.fold_mine)
    catalogue.on_press(presses.ScoreMine, pressed.score_mine)
    catalogue.on_press(presses.GiveMine, pressed.give_mine)
    catalogue.on_press(presses.TakeMine, pressed.take_mine)
    catalogue.on_press(presses.RestMine, pressed.rest_mine)
    catalogue.on_press(presses.AbstainMine, pressed.abstain_mine)
    catalogue.on_press(presses.TurnMine, pressed.turn_mine)


def _declare_verdicts(catalogue: Catalogue, pressed: VotePresses, letters: VoteLetters) -> None:
    catalogue.on_press(presses.OpenCasting, pressed.open_casting)
    catalogue.on_press(presses.CastDeciding, pressed.cast_deciding)
    catalogue.on_press(presses.ShowShopList, pressed.show_shop_list)
    catalogue.compose(settling.CASTING, letters.compose_casting)
    catalogue.when_due(settling.SETTLE, letters.settle_due)


def declare(catalogue: Catalogue, desk: VoteDesk) -> None:
    """Add everything about votes to the catalogue."""
    staff = Standing.BOOKSELLER
    pressed = VotePresses(desk.votes, desk.closing, desk.deciding)
    letters = VoteLetters(desk.votes, desk.closing, desk.deciding)
    nominating = NominationDesk(desk.shortlist)
    catalogue.add(Command(("vote", "open"), OpenVote, desk.open, needs=staff, prefill=nominating.prefill))
    catalogue.add(Command(("vote", "list"), ShowVotes, desk.list))
    catalogue.add(Command(("vote", "close"), EndVote, desk.close, needs=staff))
    catalogue.add(Command(("vote", "cancel"), CancelVote, desk.cancel, needs=staff))
    catalogue.add(Command(("vote", "check"), CheckReceipt, desk.check))
    declare_nominations(catalogue, nominating)
    electorate.declare(catalogue, electorate.ElectorateDesk(desk.electors, desk.reminders))
    catalogue.add_source(POLLS, PollSource(desk.votes))
    catalogue.add_source(STOPPABLE, StoppableSource(PollSource(desk.votes), desk.rounds))
    declare_write_ins(catalogue, WritingDesk(desk.votes, desk.writing))
    declare_seasons(catalogue, SeasonDesk(desk.rounds, desk.closing))
    declare_proofs(catalogue, desk.votes, desk.proofs)
    declare_strikes(catalogue, desk.votes, desk.closing)
    catalogue.on_press(presses.MarkTitle, pressed.mark)
    catalogue.on_press(presses.FillBallot, pressed.fill)
    catalogue.on_press(presses.AbstainHere, pressed.abstain_here)
    catalogue.on_press(presses.WithdrawBallot, pressed.withdraw)
    catalogue.on_press(presses.ShowBallot, pressed.show_ballot)
    catalogue.on_press(presses.ShowPaper, pressed.show_paper)
    catalogue.on_press(presses.ShowResult, pressed.show_result)
    catalogue.on_press(presses.ShowCount, pressed.show_count)
    _declare_own_copy(catalogue, pressed)
    _declare_verdicts(catalogue, pressed, letters)
    catalogue.compose(rules.PAPER, letters.compose_paper)
    catalogue.compose(JUDGED, letters.compose_judged)
    catalogue.compose(EXTENDED, letters.compose_extended)
    catalogue.compose(rules.RESULT, letters.compose_result)
    catalogue.when_due(rules.CLOSE, letters.close_due)
    catalogue.when_due(SEAL, letters.seal_due)
