"""The ballot paper, one's own copy of it, and what stands for a voter; must not read storage or decide anything."""

from __future__ import annotations

from dataclasses import dataclass

from core.ui.cards import Block, Bullets, Button, Buttons, ButtonStyle, Card, Option, Paragraph, Picker
from core.ui.presses import Press
from core.ui.spans import Emphasis, Line, MomentStyle, Plain, Strong
from core.ui.words import Told, Words, isolate
from core.votes.exporting import FoundBallot
from core.votes.filling import Marks
from core.votes.model import Ballot, Poll, PollState, Progress, Title
from core.votes.names import book_line, name_of, shorten
from core.votes.presses import (
    FillBallot,
    FillMine,
    MarkMine,
    MarkTitle,
    ScoreMine,
    ShowBallot,
    ShowPaper,
    TurnMine,
    UndoMine,
    WithdrawBallot,
)
from core.votes.rulings import asked_line
from core.votes.terms import BEST_SCORE, Kind

NAMES_IN_SHORT = 3
"""Titles named in a short answer: with their shortened names they fit a toast of 200 characters."""


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

    def as_card(self, words: Words) -> Card:
        poll = self.poll
        question: Line = (Strong(isolate(poll.question)),)
        if poll.state is not PollState.OPEN:
            return Card(question, (Paragraph(words.line(f"paper-{poll.state.value}")),))
        blocks: list[Block] = [Paragraph(self._how(words)), *self._titles(words), Paragraph(self._closes(words))]
        if asked := asked_line(poll, self.progress, words):
            blocks.append(Paragraph(asked))
        if self.receipt:
            blocks.append(Paragraph(words.line("paper-receipt", receipt=Strong(self.receipt))))
        else:
            blocks.append(Paragraph(words.line("paper-voters", count=poll.voters)))
        footer = words.line("paper-limits") if self.is_own_copy else words.line("paper-secret", shop=poll.shop_name)
        return Card(question, (*blocks, *self._controls(words)), footer)

    @property
    def _marks(self) -> Marks:
        return self.ballot.marks if self.ballot and self.is_own_copy else ()

    def _how(self, words: Words) -> Line:
        terms, titles = self.poll.terms, len(self.poll.titles)
        message = f"paper-how-{terms.kind.value}"
        if terms.kind is Kind.SOME and terms.limit(titles) < titles:
            message = "paper-how-limited"
        line = words.line(message, count=titles, most=terms.limit(titles), best=BEST_SCORE)
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
        if kind is Kind.SCORED:
            return (Bullets(tuple(self._scored(title, words) for title in poll.titles)),)
        ranked = tuple(book_line(poll.titles[mark], words) for mark in self._marks if mark is not None)
        rest = tuple(_entry(title, words) for title in poll.titles if title.position not in self._marks)
        blocks: list[Block] = []
        if ranked:
            blocks.append(Bullets(ranked, is_numbered=True))
        if rest:
            blocks += [Paragraph(words.line("paper-not-ranked")), Bullets(rest)] if ranked else [Bullets(rest)]
        return tuple(blocks)

    def _scored(self, title: Title, words: Words) -> Line:
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
        )
        return Picker(words(f"paper-prompt-{poll.terms.kind.value}"), options, press, 1, poll.terms.limit(len(options)))

    def _ranking_buttons(self, words: Words) -> tuple[Button, ...]:
        left = [title for title in self.poll.titles if title.position not in self._marks]
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
        if page > last:
            return tuple(turns)
        given = self._marks[page] if self._marks else None
        styles = {given: ButtonStyle.MAIN}
        scores = [
            Button(str(score), ScoreMine(poll.id, page, score), styles.get(score, ButtonStyle.PLAIN))
            for score in range(BEST_SCORE + 1)
        ]
        return (*scores, Button(words("paper-unread"), ScoreMine(poll.id, page, BEST_SCORE + 1)), *turns)

    def _buttons(self, words: Words) -> tuple[Button, ...]:
        withdraw = Button(words("paper-withdraw"), WithdrawBallot(self.poll.id), ButtonStyle.DANGER)
        if self.is_own_copy:
            return (withdraw,)
        return (Button(words("paper-mine"), ShowBallot(self.poll.id)), withdraw)


@dataclass(frozen=True, slots=True)
class BallotReceipt:
    """What stands for the voter now, in one sentence, and the proof of it."""

    poll: Poll
    marks: Marks
    is_changed: bool = True
    receipt: str = ""

    def as_card(self, words: Words) -> Card:
        if not self.marks:
            message = "receipt-withdrawn" if self.is_changed else "receipt-none"
            return Card(blocks=(Paragraph(words.line(message)),))
        titles = told_marks(self.poll, self.marks, words)
        message = "receipt-counted" if self.is_changed else "receipt-stands"
        line = words.line(message, titles=titles, closes=self.poll.closes_at)
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


def told_marks(poll: Poll, marks: Marks, words: Words) -> Told:
    """Return a ballot in a few words: its first titles, with their ranks or scores."""
    names: list[str]
    titles, kind = poll.titles, poll.terms.kind
    if kind is Kind.SCORED:
        given = [(title, mark) for title, mark in zip(titles, marks, strict=True) if mark is not None]
        names = [words("receipt-scored", title=shorten(name_of(title, words)), score=mark) for title, mark in given]
    elif kind is Kind.RANKED:
        ranked = [titles[mark] for mark in marks if mark is not None]
        names = [
            words("receipt-ranked", title=shorten(name_of(title, words)), rank=rank)
            for rank, title in enumerate(ranked, 1)
        ]
    else:
        names = [shorten(name_of(titles[mark], words)) for mark in marks if mark is not None]
    rest = len(names) - NAMES_IN_SHORT
    return words.list_of([*names[:NAMES_IN_SHORT], words("receipt-more", count=rest)] if rest > 0 else names)


def _entry(title: Title, words: Words) -> Line:
    line = book_line(title, words)
    return (*line, Plain(" · "), *words.line("paper-pitch", pitch=Emphasis(title.pitch))) if title.pitch else line
