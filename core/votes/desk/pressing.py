"""What the buttons and menus of votes do, over the use cases; must not hold rules."""

from __future__ import annotations

from dataclasses import dataclass

from core.kernel.errors import Refusal
from core.kernel.identity import Caller, PollId
from core.ui.cards import Reply
from core.votes import presses
from core.votes.charter.terms import BEST_SCORE
from core.votes.ending.closing import Closing
from core.votes.ending.deciding import Deciding
from core.votes.filling import Abstain, Act, GiveScore, Toggle, Undo, Whole
from core.votes.model import PollState
from core.votes.service import Paper, Votes
from core.votes.sharing import GivePoint, GiveRest, Sharing, TakePoint
from core.votes.telling.deadlocks import CastingVote
from core.votes.telling.explaining import CountExplained
from core.votes.telling.folded import FoldedBallot
from core.votes.telling.papers import BallotPaper, BallotReceipt
from core.votes.telling.results import PollResult
from core.votes.telling.shapes import OwnList, own_list


@dataclass(frozen=True, slots=True)
class VotePresses:
    """The buttons and menus of votes over their use cases."""

    votes: Votes
    closing: Closing
    deciding: Deciding

    async def mark(self, caller: Caller, press: presses.MarkTitle, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        return await self._cast(caller, press.poll, Toggle(press.position))

    async def fill(self, caller: Caller, press: presses.FillBallot, values: tuple[str, ...]) -> Reply:
        return await self._cast(caller, press.poll, _whole(values))

    async def mark_mine(self, caller: Caller, press: presses.MarkMine, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        return await self._cast_mine(caller, press.poll, Toggle(press.position))

    async def fill_mine(self, caller: Caller, press: presses.FillMine, values: tuple[str, ...]) -> Reply:
        return await self._cast_mine(caller, press.poll, _whole(values))

    async def withdraw(self, caller: Caller, press: presses.WithdrawBallot, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        poll = PollId(press.poll)
        stands = await self.votes.withdraw(caller, poll)
        return Reply(note=BallotReceipt(await self.votes.printed(poll), (), stands.is_changed))

    async def show_ballot(self, caller: Caller, press: presses.ShowBallot, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        paper = await self.votes.paper(PollId(press.poll), caller.person)
        marks = paper.ballot.marks if paper.ballot else ()
        return Reply(note=BallotReceipt(paper.poll, marks, is_changed=False, receipt=paper.receipt))

    async def show_paper(self, caller: Caller, press: presses.ShowPaper, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        paper = await self.votes.paper(PollId(press.poll), caller.person)
        return Reply(note=_own_copy(paper))

    async def show_result(self, caller: Caller, press: presses.ShowResult, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        return Reply(note=PollResult(await self.closing.counted(PollId(press.poll))))

    async def show_count(self, caller: Caller, press: presses.ShowCount, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        return Reply(note=CountExplained(await self.closing.counted(PollId(press.poll))))

    async def undo_mine(self, caller: Caller, press: presses.UndoMine, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        return await self._cast_mine(caller, press.poll, Undo())

    async def fold_mine(self, caller: Caller, press: presses.FoldMine, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        paper = await self.votes.paper(PollId(press.poll), caller.person)
        is_standing = paper.poll.state is PollState.OPEN and paper.receipt
        return Reply(FoldedBallot(paper.poll, paper.receipt) if is_standing else _own_copy(paper), replaces=True)

    async def abstain_here(self, caller: Caller, press: presses.AbstainHere, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        return await self._cast(caller, press.poll, Abstain())

    async def abstain_mine(self, caller: Caller, press: presses.AbstainMine, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        return await self._cast_mine(caller, press.poll, Abstain())

    async def score_mine(self, caller: Caller, press: presses.ScoreMine, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        score = press.score if press.score <= BEST_SCORE else None
        return await self._cast_mine(caller, press.poll, GiveScore(press.position, score), press.position + 1)

    async def give_mine(self, caller: Caller, press: presses.GiveMine, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        return await self._share_mine(caller, press.poll, GivePoint(press.position))

    async def take_mine(self, caller: Caller, press: presses.TakeMine, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        return await self._share_mine(caller, press.poll, TakePoint(press.position))

    async def rest_mine(self, caller: Caller, press: presses.RestMine, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        return await self._share_mine(caller, press.poll, GiveRest(press.position))

    async def turn_mine(self, caller: Caller, press: presses.TurnMine, values: tuple[str, ...]) -> Reply:
        page = _whole(values).positions[0] if values else press.position
        paper = await self.votes.paper(PollId(press.poll), caller.person)
        return Reply(_own_copy(paper, page), replaces=True)

    async def show_shop_list(self, caller: Caller, press: presses.ShowShopList, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        if caller.home is None:
            raise Refusal("refused-no-home")
        counted = await self.closing.counted(PollId(press.poll))
        return Reply(note=OwnList(counted.poll, caller.home.shop_name, own_list(counted, caller.home.shop)))

    async def open_casting(self, caller: Caller, press: presses.OpenCasting, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        return Reply(note=CastingVote(await self.deciding.tied_for(caller, PollId(press.poll))))

    async def cast_deciding(self, caller: Caller, press: presses.CastDeciding, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        casting = await self.deciding.choose(caller, PollId(press.poll), press.position)
        return Reply(CastingVote(casting), replaces=True)

    async def _cast(self, caller: Caller, poll: int, act: Act) -> Reply:
        stands = await self.votes.cast(caller, PollId(poll), act)
        printed = await self.votes.printed(PollId(poll))
        return Reply(note=BallotReceipt(printed, stands.marks, stands.is_changed, stands.receipt, stands.is_waiting))

    async def _share_mine(self, caller: Caller, poll: int, act: Sharing) -> Reply:
        return await self._cast_mine(caller, poll, act, act.position)

    async def _cast_mine(self, caller: Caller, poll: int, act: Act, page: int = 0) -> Reply:
        stands = await self.votes.cast(caller, PollId(poll), act)
        paper = await self.votes.paper(PollId(poll), caller.person)
        is_blank = not stands.marks and not stands.is_changed
        receipt = BallotReceipt(
            paper.poll, stands.marks, stands.is_changed, stands.receipt, is_blank, stands.is_waiting
        )
        return Reply(_own_copy(paper, page), replaces=True, echo=receipt)


def _own_copy(paper: Paper, page: int = 0) -> BallotPaper:
    return BallotPaper(
        paper.poll, paper.ballot, is_own_copy=True, page=page, receipt=paper.receipt, progress=paper.progress
    )


def _whole(values: tuple[str, ...]) -> Whole:
    if not values or not all(value.isdecimal() and len(value) <= 2 for value in values):
        raise Refusal("refused-stale-press")
    return Whole(tuple(int(value) for value in values))
