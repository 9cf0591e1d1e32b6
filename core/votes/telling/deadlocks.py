"""Ties that would come to the lot, in sentences: what is promised on the paper, what came of it; must not decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.ui.cards import Button, Buttons, ButtonStyle, Card, Paragraph
from core.ui.spans import Line, Plain, Strong
from core.ui.words import Told, Words
from core.votes.charter.terms import Kind, Method
from core.votes.counting.model import Tie
from core.votes.ending.closing import Counted
from core.votes.ending.deciding import Casting
from core.votes.model import Poll
from core.votes.presses import CastDeciding, OpenCasting, ShowPaper
from core.votes.telling.names import name_of
from core.votes.verdicts.ties import ASKING, Breaking

_OWN_LADDER = frozenset({Method.STAR, Method.SCOTTISH_STV})


def promised_line(poll: Poll, words: Words) -> Line:
    """Return what the paper says of ties: the ladder, and what happens where the lot would choose the winners."""
    terms = poll.terms
    kind = Kind.SOME if terms.kind is Kind.ONE else terms.kind
    rule = "jury" if terms.jury.share else "own" if terms.method in _OWN_LADDER else kind.value
    ladder = words.line(f"paper-ladder-{rule}")
    last = words.line(f"paper-ties-{terms.ties.breaking.value}", judge=terms.ties.judge)
    return (*ladder, Plain(" "), *last)


def runoff_line(poll: Poll, words: Words) -> Line:
    """Return that this vote breaks the tie of another; () where it does not."""
    return words.line("paper-runoff") if poll.terms.ties.of else ()


def hung_line(counted: Counted, words: Words) -> Line:
    """Return what the lot, or what stood in its place, had to say of the winners; () where no lot fell."""
    poll, verdict = counted.poll, counted.verdict
    deadlock = verdict.deadlock
    if deadlock is None:
        fell = any(tie.is_by_lot for tie in verdict.outcome.ties)
        return words.line("result-hung-not") if fell else ()
    breaking = poll.terms.ties.breaking
    chosen = [title for title in deadlock.winners if title in deadlock.between]
    state = breaking.value
    if breaking in ASKING:
        state = f"{state}-open" if deadlock.is_open else "left" if deadlock.is_by_lot else state
    return words.line(
        f"result-hung-{state}",
        titles=told(poll, deadlock.between, words),
        chosen=told(poll, chosen, words),
        others=told(poll, [title for title in deadlock.between if title not in chosen], words),
        judge=poll.terms.ties.judge,
        count=len(deadlock.between) - deadlock.places,
    )


def ties_told(counted: Counted) -> tuple[Tie, ...]:
    """Return the ties that were broken: without those of a lot which the poll's rule kept from choosing."""
    deadlock, ties = counted.verdict.deadlock, counted.verdict.outcome.ties
    if deadlock is None or deadlock.is_by_lot:
        return ties
    return tuple(tie for tie in ties if not tie.is_by_lot)


def tied_verdict(counted: Counted, words: Words) -> Line:
    """Return the verdict where a tie left it open or shared; () where it did not."""
    deadlock, poll = counted.verdict.deadlock, counted.poll
    if deadlock is None:
        return ()
    if deadlock.is_open and not deadlock.winners:
        return words.line("result-undecided", titles=Strong(told(poll, deadlock.between, words)))
    if poll.terms.ties.breaking is Breaking.SHARED and poll.terms.places == 1:
        return words.line("result-shared", titles=Strong(told(poll, deadlock.winners, words)))
    return ()


def tie_buttons(counted: Counted, words: Words) -> tuple[Button, ...]:
    """Return what can be done about an open tie: vote in the runoff, or break it, for whoever may."""
    deadlock, poll = counted.verdict.deadlock, counted.poll
    if deadlock is None or not deadlock.is_open:
        return ()
    if counted.runoff is not None:
        return (Button(words("result-to-runoff"), ShowPaper(counted.runoff), ButtonStyle.MAIN, in_private=True),)
    if poll.terms.ties.breaking is Breaking.CASTING:
        label = words("result-to-casting", judge=poll.terms.ties.judge)
        return (Button(label, OpenCasting(poll.id), ButtonStyle.MAIN, in_private=True),)
    return ()


def told(poll: Poll, titles: Iterable[int], words: Words) -> Told:
    """Return "a, b and c"."""
    return words.list_of([name_of(poll.titles[each], words) for each in titles])


@dataclass(frozen=True, slots=True)
class CastingVote:
    """What the person with the casting vote sees: the tied titles, one button each."""

    casting: Casting

    def as_card(self, words: Words) -> Card:
        poll, deadlock, chosen = self.casting.poll, self.casting.deadlock, self.casting.chosen
        question = Strong(poll.question)
        if self.casting.is_over:
            line = words.line("casting-done", question=question, titles=told(poll, chosen, words))
            return Card(blocks=(Paragraph(line),))
        tied = told(poll, deadlock.between, words)
        asked = words.line("casting-asked", question=question, titles=tied, count=deadlock.places)
        blocks = [Paragraph(asked)]
        if chosen:
            blocks.append(Paragraph(words.line("casting-chosen", titles=told(poll, chosen, words))))
        buttons = tuple(
            Button(
                name_of(poll.titles[title], words),
                CastDeciding(poll.id, title),
                ButtonStyle.MAIN if title in chosen else ButtonStyle.PLAIN,
            )
            for title in deadlock.between
        )
        return Card(blocks=(*blocks, Buttons(buttons)))
