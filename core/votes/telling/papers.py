"""The ballot paper, one's own copy of it, and what stands for a voter; must not read storage or decide anything."""

from __future__ import annotations

from dataclasses import dataclass

from core.ui.cards import Block, Bullets, Button, Buttons, ButtonStyle, Card, Option, Paragraph, Picker
from core.ui.presses import Press
from core.ui.spans import Emphasis, Line, MomentStyle, Plain, Strong, Struck
from core.ui.words import Words, isolate
from core.votes.charter.terms import BEST_SCORE, Kind
from core.votes.electorate.presses import RemindMe
from core.votes.electorate.views import who_line
from core.votes.ending.exporting import FoundBallot
from core.votes.filling import Marks, abstains
from core.votes.model import NONE, Ballot, Poll, PollState, Progress, Title
from core.votes.presses import (
    AbstainHere,
    AbstainMine,
    FillBallot,
    FillMine,
    FoldMine,
    MarkMine,
    MarkTitle,
    ScoreMine,
    ShowBallot,
    ShowPaper,
    TurnMine,
    UndoMine,
    WithdrawBallot,
)
from core.votes.rounds.staging import add_buttons, closed_blocks, stage_lines
from core.votes.running.watching import NOTHING, Shown
from core.votes.struck import is_left_empty
from core.votes.telling.deadlocks import promised_line, runoff_line
from core.votes.telling.disclosing import footer, meanwhile, promise, told_marks, turnout, warning
from core.votes.telling.names import book_line, name_of
from core.votes.telling.purses import heap_line, purse_blocks, purse_controls
from core.votes.telling.rulings import asked_line
from core.votes.telling.shapes import shape_lines


@dataclass(frozen=True, slots=True)
class BallotPaper:
    """The paper of a poll: everybody's, or one person's own copy with their marks."""

    poll: Poll
    ballot: Ballot | None = None
    is_own_copy: bool = False
    page: int = 0
    """On one's own copy of a scored paper: the position of the title being scored."""
    receipt: str = ""
    """The proof of the ballot just cast."""
    progress: Progress | None = None
    """How far the vote is from its quorum, where it is known."""
    shown: Shown = NOTHING
    """What everybody may see of the ballots meanwhile."""

    def as_card(self, words: Words) -> Card:
        poll = self.poll
        question: Line = (Strong(isolate(poll.question)),)
        if poll.state is not PollState.OPEN:
            return Card(question, closed_blocks(poll, words))
        before = runoff_line(poll, words)
        blocks: list[Block] = [*stage_lines(poll, words), *([Paragraph(before)] if before else [])]
        blocks += [*warning(poll, words), Paragraph(self._how(words))]
        blocks += [*self._titles(words), Paragraph(self._closes(words)), *promise(poll, words)]
        if who := who_line(poll.terms.voters, words):
            blocks.append(Paragraph(who))
        if asked := asked_line(poll, self.progress, words):
            blocks.append(Paragraph(asked))
        blocks += [Paragraph(line) for line in shape_lines(poll, words)]
        blocks.append(Paragraph(promised_line(poll, words)))
        if self.receipt:
            blocks.append(Paragraph(words.line("paper-receipt", receipt=Strong(self.receipt))))
        else:
            blocks.append(Paragraph(turnout(poll, words)))
        if not self.is_own_copy:
            blocks += meanwhile(poll, self.shown, words)
        return Card(question, (*blocks, *self._controls(words)), footer(poll, words, is_own_copy=self.is_own_copy))

    @property
    def _marks(self) -> Marks:
        return self.ballot.marks if self.ballot and self.is_own_copy else ()

    def _how(self, words: Words) -> Line:
        terms, titles = self.poll.terms, len(self.poll.titles)
        message = f"paper-how-{terms.kind.value}"
        if terms.kind is Kind.SOME and terms.limit(titles) < titles:
            message = "paper-how-limited"
        books = sum(title.work != NONE and not title.struck for title in self.poll.titles)
        line = words.line(
            message, count=books, most=min(terms.limit(titles), books), best=BEST_SCORE, points=terms.points
        )
        line = (*line, *heap_line(terms, words))
        unread = f"paper-unranked-{terms.unranked.value}" if terms.kind is Kind.RANKED else ""
        places = words.line("paper-places", count=terms.places) if terms.places > 1 else ()
        return (
            *line,
            *((Plain(" "), *words.line(unread)) if unread else ()),
            *((Plain(" "), *places) if places else ()),
        )

    def _closes(self, words: Words) -> Line:
        away = words.moment(self.poll.closes_at, MomentStyle.RELATIVE)
        return words.line("paper-closes", closes=self.poll.closes_at, away=away)

    def _titles(self, words: Words) -> tuple[Block, ...]:
        poll, kind = self.poll, self.poll.terms.kind
        if not self.is_own_copy or kind in {Kind.ONE, Kind.SOME}:
            return (Bullets(tuple(_entry(title, words) for title in poll.titles)),)
        if kind is Kind.POINTS:
            return purse_blocks(poll, self._marks, self.page, words)
        if kind is Kind.SCORED:
            return (Bullets(tuple(self._scored(title, words) for title in poll.titles)),)
        ranked = tuple(_ranked(poll.titles[mark], words) for mark in self._marks if mark is not None)
        rest = tuple(_entry(title, words) for title in poll.titles if title.position not in self._marks)
        blocks: list[Block] = []
        if ranked:
            blocks.append(Bullets(ranked, is_numbered=True))
        if rest:
            blocks += [Paragraph(words.line("paper-not-ranked")), Bullets(rest)] if ranked else [Bullets(rest)]
        return tuple(blocks)

    def _scored(self, title: Title, words: Words) -> Line:
        if title.struck:
            return _entry(title, words)
        score = self._marks[title.position] if self._marks else None
        told = words.line("paper-score", score=score) if score is not None else words.line("paper-not-scored")
        line = (*book_line(title, words), Plain(" · "), *told)
        return (Plain("▸ "), *line) if title.position == self.page else line

    def _controls(self, words: Words) -> tuple[Block, ...]:
        kind = self.poll.terms.kind
        if kind in {Kind.ONE, Kind.SOME}:
            return (self._picker(words), Buttons(self._buttons(words)))
        if not self.is_own_copy:
            fill = Button(words("paper-fill"), ShowPaper(self.poll.id), ButtonStyle.MAIN, in_private=True)
            return (Buttons((fill, *self._buttons(words))),)
        if kind is Kind.POINTS:
            return purse_controls(self.poll, self._marks, self.page, self._buttons(words), words)
        own = self._ranking_buttons(words) if kind is Kind.RANKED else self._scoring_buttons(words)
        return (Buttons((*own, *self._buttons(words))),)

    def _picker(self, words: Words) -> Picker:
        poll = self.poll
        press: Press = FillMine(poll.id) if self.is_own_copy else FillBallot(poll.id)
        options = tuple(
            Option(
                name_of(title, words),
                str(title.position),
                MarkMine(poll.id, title.position) if self.is_own_copy else MarkTitle(poll.id, title.position),
                isolate(title.authors),
                title.position in self._marks,
            )
            for title in poll.titles
            if not title.struck
        )
        return Picker(words(f"paper-prompt-{poll.terms.kind.value}"), options, press, 1, poll.terms.limit(len(options)))

    def _ranking_buttons(self, words: Words) -> tuple[Button, ...]:
        left = [each for each in self.poll.titles if each.position not in self._marks and not each.struck]
        marks = [Button(name_of(title, words), MarkMine(self.poll.id, title.position)) for title in left]
        undo = [Button(words("paper-undo"), UndoMine(self.poll.id))] if self._marks else []
        return (*marks, *undo)

    def _scoring_buttons(self, words: Words) -> tuple[Button, ...]:
        poll, page, last = self.poll, self.page, len(self.poll.titles) - 1
        turns = []
        if page > 0:
            turns.append(Button(words("paper-previous"), TurnMine(poll.id, min(page, last + 1) - 1)))
        if page < last:
            turns.append(Button(words("paper-next"), TurnMine(poll.id, page + 1)))
        if page > last or poll.titles[page].struck:
            return tuple(turns)
        given = self._marks[page] if self._marks else None
        styles = {given: ButtonStyle.MAIN}
        scores = [
            Button(str(score), ScoreMine(poll.id, page, score), styles.get(score, ButtonStyle.PLAIN))
            for score in range(BEST_SCORE + 1)
        ]
        return (*scores, Button(words("paper-unread"), ScoreMine(poll.id, page, BEST_SCORE + 1)), *turns)

    def _buttons(self, words: Words) -> tuple[Button, ...]:
        withdraw: tuple[Button, ...] = ()
        is_watched = self.poll.terms.secrecy.live
        if self._marks if self.is_own_copy else self.poll.voters or is_watched:
            # Before anybody voted there is nothing to withdraw; beside live totals the first ballot must not show.
            withdraw = (Button(words("paper-withdraw"), WithdrawBallot(self.poll.id), ButtonStyle.DANGER),)
        if self.is_own_copy:
            style = ButtonStyle.MAIN if abstains(self._marks) else ButtonStyle.PLAIN
            done = (Button(words("paper-done"), FoldMine(self.poll.id)),) if self.receipt else ()
            return (*done, Button(words("paper-abstain"), AbstainMine(self.poll.id), style), *withdraw)
        mine = Button(words("paper-mine"), ShowBallot(self.poll.id))
        more: tuple[Button, ...] = ()
        if self.poll.terms.thresholds.has_quorum or self.poll.terms.secrecy.is_named:
            # Elsewhere an abstention changes nothing: one's own copy offers it, the paper stays short.
            more = (Button(words("paper-abstain"), AbstainHere(self.poll.id)),)
        if self.poll.terms.remind_hours:
            more = (*more, Button(words("paper-remind"), RemindMe(self.poll.id)))
        return (mine, *more, *add_buttons(self.poll, words), *withdraw)


@dataclass(frozen=True, slots=True)
class BallotReceipt:
    """What stands for the voter now, in one sentence, and the proof of it."""

    poll: Poll
    marks: Marks
    is_changed: bool = True
    receipt: str = ""
    is_blank: bool = False
    """Whether what was pressed left a ballot that says nothing."""
    is_waiting: bool = False
    """Whether it counts only if a bookseller confirms it."""

    def as_card(self, words: Words) -> Card:
        if not self.marks:
            message = "receipt-withdrawn" if self.is_changed else "receipt-blank" if self.is_blank else "receipt-none"
            return Card(blocks=(Paragraph(words.line(message)),))
        titles = told_marks(self.poll, self.marks, words)
        message = "receipt-waiting" if self.is_waiting else "receipt-counted" if self.is_changed else "receipt-stands"
        line = words.line(message, titles=titles, closes=self.poll.closes_at)
        if is_left_empty(self.poll, self.marks):
            line = (*line, Plain(" "), *words.line("receipt-left-empty"))
        if self.receipt:
            line = (*line, Plain(" "), *words.line("receipt-proof", receipt=Strong(self.receipt)))
        return Card(blocks=(Paragraph(line),))


@dataclass(frozen=True, slots=True)
class ProvenBallot:
    """What stands under a receipt: that the ballot is counted, and what it says."""

    found: FoundBallot

    def as_card(self, words: Words) -> Card:
        poll = self.found.poll
        titles = told_marks(poll, self.found.marks, words)
        message = "receipt-standing" if poll.state is PollState.OPEN else "receipt-proven"
        return Card(blocks=(Paragraph(words.line(message, question=Strong(poll.question), titles=titles)),))


def _ranked(title: Title, words: Words) -> Line:
    return _entry(title, words) if title.struck else book_line(title, words)


def _entry(title: Title, words: Words) -> Line:
    if title.struck:
        return words.line("paper-struck", title=Struck(name_of(title, words)), reason=title.struck)
    line = book_line(title, words)
    return (*line, Plain(" · "), *words.line("paper-pitch", pitch=Emphasis(title.pitch))) if title.pitch else line
