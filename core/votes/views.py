"""Polls as people see them; must not read storage or decide anything."""

from __future__ import annotations

from dataclasses import dataclass

from core.ui.cards import Block, Bullets, Button, Buttons, ButtonStyle, Card, Option, Paragraph, Picker
from core.ui.presses import Press
from core.ui.spans import Emphasis, Line, MomentStyle, Plain, Strong
from core.ui.words import Words, isolate
from core.votes.model import Ballot, Method, Nomination, Poll, PollState, Title
from core.votes.presses import (
    FillBallot,
    FillMine,
    MarkMine,
    MarkTitle,
    ShowBallot,
    ShowPaper,
    ShowResult,
    WithdrawBallot,
)
from core.votes.service import Counted, PollOpened

NAMES_IN_SHORT = 3
NAME_IN_SHORT = 28
"""Titles named in a short answer, and characters of each: together they fit a toast of 200 characters."""


@dataclass(frozen=True, slots=True)
class BallotPaper:
    """The paper of a poll: everybody's, or one person's own copy with their marks."""

    poll: Poll
    ballot: Ballot | None = None
    is_own_copy: bool = False

    def as_card(self, words: Words) -> Card:
        poll = self.poll
        question: Line = (Strong(isolate(poll.question)),)
        if poll.state is not PollState.OPEN:
            return Card(question, (Paragraph(words.line(f"paper-{poll.state.value}")),))
        blocks: list[Block] = [
            Paragraph(words.line(f"paper-how-{poll.method.value}", count=len(poll.titles))),
            Bullets(tuple(_entry(title, words) for title in poll.titles)),
            Paragraph(
                words.line(
                    "paper-closes",
                    closes=poll.closes_at,
                    away=words.moment(poll.closes_at, MomentStyle.RELATIVE),
                )
            ),
            Paragraph(words.line("paper-voters", count=poll.voters)),
            self._picker(words),
            Buttons(self._buttons(words)),
        ]
        return Card(question, tuple(blocks), words.line("paper-secret", shop=poll.shop_name))

    def _picker(self, words: Words) -> Picker:
        poll = self.poll
        marks = self.ballot.marks if self.ballot and self.is_own_copy else ()
        press: Press = FillMine(poll.id) if self.is_own_copy else FillBallot(poll.id)
        options = tuple(
            Option(
                isolate(title.name),
                str(title.position),
                MarkMine(poll.id, title.position) if self.is_own_copy else MarkTitle(poll.id, title.position),
                isolate(title.authors),
                title.position in marks,
            )
            for title in poll.titles
        )
        most = 1 if poll.method is Method.SINGLE else len(options)
        return Picker(words(f"paper-prompt-{poll.method.value}"), options, press, 1, most)

    def _buttons(self, words: Words) -> tuple[Button, ...]:
        withdraw = Button(words("paper-withdraw"), WithdrawBallot(self.poll.id), ButtonStyle.DANGER)
        if self.is_own_copy:
            return (withdraw,)
        return (Button(words("paper-mine"), ShowBallot(self.poll.id)), withdraw)


@dataclass(frozen=True, slots=True)
class BallotReceipt:
    """What stands for the voter now, in one sentence."""

    poll: Poll
    marks: tuple[int, ...]
    is_changed: bool = True

    def as_card(self, words: Words) -> Card:
        if not self.marks:
            message = "receipt-withdrawn" if self.is_changed else "receipt-none"
            return Card(blocks=(Paragraph(words.line(message)),))
        names = [_shorten(self.poll.titles[mark].name) for mark in self.marks[:NAMES_IN_SHORT]]
        rest = len(self.marks) - len(names)
        titles = words.list_of([*names, words("receipt-more", count=rest)] if rest else names)
        message = "receipt-counted" if self.is_changed else "receipt-stands"
        return Card(blocks=(Paragraph(words.line(message, titles=titles, closes=self.poll.closes_at)),))


@dataclass(frozen=True, slots=True)
class PollResult:
    """The verdict first, then why, then at most eight lines."""

    counted: Counted

    def as_card(self, words: Words) -> Card:
        poll, tally = self.counted.poll, self.counted.tally
        leaders = [poll.titles[place].name for place in tally.leaders]
        most = max(tally.counts, default=0)
        title = words.line("result-title", question=Strong(poll.question))
        if not leaders:
            return Card(title, (Paragraph(words.line("result-nobody")),))
        if len(leaders) == 1:
            winner = poll.titles[tally.leaders[0]]
            message = "result-winner-by" if winner.authors else "result-winner"
            verdict = words.line(message, title=Strong(winner.name), authors=winner.authors)
        else:
            verdict = words.line("result-tie", titles=words.list_of(leaders))
        reason = poll.method.value if len(leaders) == 1 else "tie"
        why = words.line(f"result-why-{reason}", count=most, ballots=tally.ballots)
        lines = tuple(
            words.line("result-line", title=poll.titles[place].name, count=tally.counts[place])
            for place in tally.ranking[:8]
        )
        blocks: list[Block] = [Paragraph(verdict), Paragraph(why), Bullets(lines)]
        if len(tally.ranking) > 8:
            blocks.append(Paragraph(words.line("result-more", count=len(tally.ranking) - 8)))
        return Card(title, tuple(blocks), words.line("result-footer", count=tally.ballots, shop=poll.shop_name))


@dataclass(frozen=True, slots=True)
class OpenedNote:
    """What the bookseller reads after opening a poll."""

    opened: PollOpened

    def as_card(self, words: Words) -> Card:
        poll = self.opened.poll
        line = words.line("opened", question=Strong(poll.question), count=len(self.opened.rooms), closes=poll.closes_at)
        return Card(blocks=(Paragraph(line), Buttons((Button(words("list-see"), ShowPaper(poll.id)),))))


@dataclass(frozen=True, slots=True)
class PollList:
    """Open polls to vote in, and the latest results."""

    polls: tuple[Poll, ...]

    def as_card(self, words: Words) -> Card:
        if not self.polls:
            return Card(blocks=(Paragraph(words.line("list-empty")),))
        lines, buttons = [], []
        for poll in self.polls:
            message = f"list-{poll.state.value}"
            lines.append(words.line(message, question=Strong(poll.question), closes=poll.closes_at, count=poll.voters))
            name = _shorten(poll.question)
            if poll.state is PollState.OPEN:
                button = Button(
                    words("list-vote", question=name), ShowPaper(poll.id), ButtonStyle.MAIN, in_private=True
                )
                buttons.append(button)
            elif poll.state is PollState.CLOSED:
                buttons.append(Button(words("list-result", question=name), ShowResult(poll.id), in_private=True))
        blocks: tuple[Block, ...] = (Bullets(tuple(lines)),)
        return Card(words.line("list-title"), (*blocks, Buttons(tuple(buttons))) if buttons else blocks)


@dataclass(frozen=True, slots=True)
class NominationList:
    nominations: tuple[Nomination, ...]

    def as_card(self, words: Words) -> Card:
        if not self.nominations:
            return Card(blocks=(Paragraph(words.line("nominations-empty")),))
        return Card(
            words.line("nominations-title", count=len(self.nominations)),
            (Bullets(tuple(_nomination(each, words) for each in self.nominations)),),
        )


def _entry(title: Title, words: Words) -> Line:
    line = _book(title.name, title.authors)
    return (*line, Plain(" · "), *words.line("paper-pitch", pitch=Emphasis(title.pitch))) if title.pitch else line


def _nomination(each: Nomination, words: Words) -> Line:
    message = "nomination-pitched" if each.pitch else "nomination"
    told = words.line(message, name=each.nominator_name, pitch=each.pitch)
    return (*_book(each.title, each.authors), Plain(" · "), *told)


def _book(title: str, authors: str) -> Line:
    """Return "title — authors", or the title alone; neither turns the words around it the other way."""
    line: Line = (Strong(isolate(title)),)
    return (*line, Plain(" — "), Plain(isolate(authors))) if authors else line


def _shorten(text: str) -> str:
    return text if len(text) <= NAME_IN_SHORT else text[: NAME_IN_SHORT - 1].rstrip() + "…"
