"""Declares what booksellers do with a result: its card, commands and buttons; must not hold rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from core.kernel.errors import Refusal
from core.kernel.identity import Caller, PollId, Standing
from core.kernel.tokens import from_short
from core.ui.cards import Block, Button, Buttons, ButtonStyle, Card, Paragraph, Quote, Reply, notice
from core.ui.catalogue import Catalogue, Command
from core.ui.fields import Lookup, Text
from core.ui.spans import Code, Plain, Strong
from core.ui.words import Words, isolate
from core.votes import presses
from core.votes.desk.proving import CLOSED_POLLS
from core.votes.ending.following import MAX_STATEMENT, Followed, Following


@dataclass(frozen=True, slots=True)
class CommentVote:
    poll: Annotated[str, Lookup("vote-comment-poll", CLOSED_POLLS)]
    words: Annotated[str, Text("vote-comment-words", 1, MAX_STATEMENT, is_long=True)]


@dataclass(frozen=True, slots=True)
class ResultDesk:
    """What a bookseller can do with a result."""

    followed: Followed

    def as_card(self, words: Words) -> Card:
        poll, statement = self.followed.poll, self.followed.statement
        command = Code(words("cmd-vote-comment.name"))
        blocks: list[Block] = [Paragraph(words.line("desk-comment", command=command))]
        buttons = []
        if self.followed.is_decided:
            buttons.append(Button(words("desk-select"), presses.SelectWinners(poll.id), ButtonStyle.MAIN))
        if self.followed.has_own:
            buttons.append(Button(words("desk-select-own"), presses.SelectOwn(poll.id), ButtonStyle.MAIN))
        if statement:
            blocks = [Quote((Plain(isolate(statement)),)), *blocks]
            buttons.append(Button(words("desk-uncomment"), presses.TakeStatementBack(poll.id), ButtonStyle.DANGER))
        blocks += [Buttons(tuple(buttons))] if buttons else []
        return Card(words.line("desk-title", question=Strong(isolate(poll.question))), tuple(blocks))


@dataclass(frozen=True, slots=True)
class ResultKeeping:
    """The commands and buttons of booksellers on results."""

    following: Following

    async def comment(self, caller: Caller, request: CommentVote) -> Reply:
        try:
            poll = PollId(from_short(request.poll.removeprefix("#v")))
        except ValueError as problem:
            raise Refusal("closed-polls-none", typed=request.poll) from problem
        found = await self.following.state(caller, poll, request.words)
        return Reply(notice("commented", question=found.question))

    async def show_desk(self, caller: Caller, press: presses.ShowResultDesk, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        return Reply(note=ResultDesk(await self.following.look(caller, PollId(press.poll))))

    async def take_back(self, caller: Caller, press: presses.TakeStatementBack, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        found = await self.following.state(caller, PollId(press.poll), "")
        return Reply(note=notice("uncommented", question=found.question))

    async def select(self, caller: Caller, press: presses.SelectWinners, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        return Reply(note=await self.following.select(caller, PollId(press.poll)))

    async def select_own(self, caller: Caller, press: presses.SelectOwn, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        return Reply(note=await self.following.select_own(caller, PollId(press.poll)))


def declare_following(catalogue: Catalogue, following: Following) -> None:
    """Add what booksellers do with a result."""
    keeping = ResultKeeping(following)
    catalogue.add(Command(("vote", "comment"), CommentVote, keeping.comment, needs=Standing.BOOKSELLER))
    catalogue.on_press(presses.ShowResultDesk, keeping.show_desk)
    catalogue.on_press(presses.TakeStatementBack, keeping.take_back)
    catalogue.on_press(presses.SelectWinners, keeping.select)
    catalogue.on_press(presses.SelectOwn, keeping.select_own)
