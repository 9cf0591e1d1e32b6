"""Debates as people see them: at the head of a room, in a call, alone, in a list; must not read storage or decide."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.debates.gate.presses import ReadOn, ShowPlace, Speak
from core.debates.model import DRAFTS, LIVE, BookFacts, Debate, Hall, State
from core.debates.presses import AcceptDebate, CloseDebate, Come, ShowDebate, SlowDebate, StayAway, WriteOutcome
from core.ui.cards import Block, Bullets, Button, Buttons, ButtonStyle, Card, Paragraph, Quote
from core.ui.spans import Emphasis, Line, Plain, Strong, cut
from core.ui.words import Told, Words, isolate

MOST_EDITIONS = 3
"""ISBNs and publishers shown of one book."""
NAME_IN_SHORT = 28
"""Characters of a title on a button of a list."""
SLOWED_SECONDS = 60
"""How long everybody waits after the staff's one press; the command takes any figure."""
MAX_REASON = 300
"""Characters of a proposal's reason."""


@dataclass(frozen=True, slots=True)
class DebateCard:
    """The card at the head of the debate's room."""

    debate: Debate

    def as_card(self, words: Words) -> Card:
        debate = self.debate
        blocks = (*_about(debate, words), Paragraph(standing_of(debate, words)))
        footer = words.line("debate-footer", shop=debate.shop_name)
        if debate.state not in LIVE:
            return Card((Strong(isolate(debate.title)),), blocks, footer)
        details = Button(words("debate-details"), ShowDebate(debate.id), in_private=True)
        buttons = Buttons((*reading_of(debate, words), details))
        return Card((Strong(isolate(debate.title)),), (*blocks, buttons), footer)


@dataclass(frozen=True, slots=True)
class DebateCall:
    """A reader's proposal, asking who would come."""

    debate: Debate

    def as_card(self, words: Words) -> Card:
        debate = self.debate
        title = words.line("debate-call-title", title=Strong(debate.title))
        blocks: list[Block] = [*_about(debate, words)]
        if debate.reason:
            blocks.append(Paragraph(words.line("debate-call-reason", name=debate.author_name)))
            blocks.append(Quote((Plain(isolate(debate.reason)),)))
        else:
            blocks.append(Paragraph(words.line("debate-call-by", name=debate.author_name)))
        blocks.append(Paragraph(standing_of(debate, words)))
        footer = words.line("debate-footer", shop=debate.shop_name)
        if debate.state is not State.PROPOSED:
            return Card(title, tuple(blocks), footer)
        buttons = Buttons(
            (
                Button(words("debate-come"), Come(debate.id), ButtonStyle.MAIN),
                Button(words("debate-stay-away"), StayAway(debate.id)),
            )
        )
        return Card(title, (*blocks, buttons), footer)


@dataclass(frozen=True, slots=True)
class DebateCopy:
    """One person's own copy of the card, with what the staff can do when they are of the shop's."""

    debate: Debate
    halls: tuple[Hall, ...] = ()
    would_come: bool = False
    is_staff: bool = False

    def as_card(self, words: Words) -> Card:
        debate = self.debate
        blocks: list[Block] = [*_about(debate, words), Paragraph(standing_of(debate, words))]
        if self.would_come and debate.state is State.PROPOSED:
            blocks.append(Paragraph(words.line("debate-you-come")))
        if self.is_staff:
            blocks += self._halls(words)
        buttons = (*self._readers(words), *(self._staffs(words) if self.is_staff else ()))
        if buttons:
            blocks.append(Buttons(buttons))
        return Card((Strong(isolate(debate.title)),), tuple(blocks))

    def _halls(self, words: Words) -> list[Block]:
        if self.debate.opened_at is None:
            return []
        lines = []
        for hall in self.halls:
            how = ("own" if hall.is_own else "shared") if hall.room is not None else "none"
            platform = f"platform-{hall.place.platform}"
            told = words(platform if words.knows(platform) else "platform-other")
            lines.append(words.line(f"debate-hall-{how}", name=hall.name, platform=told))
        return [Paragraph(words.line("debate-halls")), Bullets(tuple(lines))] if lines else []

    def _readers(self, words: Words) -> tuple[Button, ...]:
        debate = self.debate
        if debate.state is not State.PROPOSED:
            return reading_of(debate, words) if debate.opened_at else ()
        if self.would_come:
            return (Button(words("debate-stay-away"), StayAway(debate.id)),)
        return (Button(words("debate-come"), Come(debate.id), ButtonStyle.MAIN),)

    def _staffs(self, words: Words) -> tuple[Button, ...]:
        debate = self.debate
        if debate.state in DRAFTS:
            return (
                Button(words("debate-accept"), AcceptDebate(debate.id), ButtonStyle.MAIN),
                Button(words("debate-give-up"), CloseDebate(debate.id), ButtonStyle.DANGER),
            )
        if debate.opened_at is None:
            return ()
        outcome = Button(words("debate-write-outcome"), WriteOutcome(debate.id))
        if debate.state not in LIVE:
            return (outcome,)
        slow = Button(words("debate-slow-down"), SlowDebate(debate.id, SLOWED_SECONDS))
        if debate.pause_seconds:
            slow = Button(words("debate-free"), SlowDebate(debate.id, 0))
        return (slow, outcome, Button(words("debate-close"), CloseDebate(debate.id), ButtonStyle.DANGER))


@dataclass(frozen=True, slots=True)
class DebateMade:
    """What the bookseller reads after opening a debate or planning one: their copy of the card."""

    debate: Debate
    halls: int
    """How many communities it reaches."""
    is_staff: bool = True

    def as_card(self, words: Words) -> Card:
        debate = self.debate
        copy = DebateCopy(debate, is_staff=self.is_staff).as_card(words)
        message = "debate-opened" if debate.opened_at else "debate-scheduled"
        return replace(copy, blocks=(Paragraph(words.line(message, count=self.halls)), *copy.blocks))


@dataclass(frozen=True, slots=True)
class DebateNews:
    """Something said in the room: slowed, freed, ending soon, ended, its outcome."""

    debate: Debate
    message: str
    seconds: int = 0

    def as_card(self, words: Words) -> Card:
        debate = self.debate
        wait, closes = wait_of(self.seconds, words), debate.closes_at or ""
        line = words.line(self.message, title=Strong(debate.title), wait=wait, closes=closes)
        if self.message != "debate-news-outcome":
            return Card(blocks=(Paragraph(line),))
        return Card(
            line, (Quote((Plain(isolate(debate.outcome)),)),), words.line("debate-footer", shop=debate.shop_name)
        )


@dataclass(frozen=True, slots=True)
class DebateList:
    debates: tuple[Debate, ...]

    def as_card(self, words: Words) -> Card:
        if not self.debates:
            return Card(blocks=(Paragraph(words.line("debates-empty")),))
        lines = tuple((Strong(isolate(each.title)), Plain(" · "), *standing_of(each, words)) for each in self.debates)
        buttons = tuple(
            Button(words("debates-see", title=cut(each.title, NAME_IN_SHORT)), ShowDebate(each.id), in_private=True)
            for each in self.debates
        )
        return Card(words.line("debates-title"), (Bullets(lines), Buttons(buttons)))


def reading_of(debate: Debate, words: Words) -> tuple[Button, ...]:
    """Return what a reader may do: speak while it is open; of a book, say where they are and read up to there."""
    speak = Button(words("gate-speak"), Speak(debate.id), ButtonStyle.MAIN, in_private=True)
    spoken = (speak,) if debate.state in LIVE else ()
    if debate.work is None:
        return spoken
    return (
        *spoken,
        Button(words("gate-where"), ShowPlace(debate.id), in_private=True),
        Button(words("gate-read"), ReadOn(debate.id, 0), in_private=True),
    )


def standing_of(debate: Debate, words: Words) -> Line:
    """Return how the debate stands, in a sentence or two."""
    if debate.state is State.ARCHIVED and debate.opened_at is None:
        return words.line("debate-state-given-up")
    if debate.state is State.PROPOSED:
        missing = max(debate.threshold - debate.supporters, 0)
        return words.line("debate-state-proposed", count=debate.supporters, number=missing)
    if debate.state is State.SCHEDULED:
        return words.line("debate-state-scheduled", opens=debate.opens_at or "")
    if debate.state not in LIVE or debate.closes_at is None:
        return words.line(f"debate-state-{debate.state.value}")
    line = words.line("debate-state-open", closes=debate.closes_at)
    if not debate.pause_seconds:
        return line
    return (*line, Plain(" "), *words.line("debate-state-slow", wait=wait_of(debate.pause_seconds, words)))


def wait_of(seconds: int, words: Words) -> Told:
    """Return how long that is, in the largest unit that leaves nothing over."""
    for message, unit in (("debate-wait-hours", 3600), ("debate-wait-minutes", 60)):
        if seconds and seconds % unit == 0:
            return words(message, count=seconds // unit)
    return words("debate-wait-seconds", count=seconds)


def _about(debate: Debate, words: Words) -> tuple[Block, ...]:
    """What it is about: the book as the catalogue has it, the question, and what came out of it."""
    blocks: list[Block] = []
    if debate.book is not None and (line := _book_line(debate.book, words)):
        blocks.append(Paragraph(line))
    if debate.question != debate.title:
        blocks.append(Paragraph((Emphasis(isolate(debate.question) or words("debate-any-question")),)))
    if debate.outcome:
        blocks += [Paragraph(words.line("debate-outcome-title")), Quote((Plain(isolate(debate.outcome)),))]
    return tuple(blocks)


def _book_line(book: BookFacts, words: Words) -> Line:
    facts: list[Line] = []
    if book.authors:
        facts.append((Plain(isolate(book.authors)),))
    if book.year is not None:
        era = "books-year" if book.year > 0 else "books-year-before"
        facts.append(words.line(era, year=str(abs(book.year))))
    if book.publishers:
        facts.append((Plain(", ".join(map(isolate, book.publishers[:MOST_EDITIONS]))),))
    if book.isbns:
        shown = book.isbns[:MOST_EDITIONS]
        isbns = words.list_of(shown) if shown == book.isbns else ", ".join((*shown, "…"))
        facts.append(words.line("debate-isbns", isbns=isbns))
    line: Line = ()
    for fact in facts:
        line = (*line, Plain(" · "), *fact) if line else fact
    return line
