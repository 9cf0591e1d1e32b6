"""The thresholds of a poll in sentences: what is asked on the paper, what came of it in the result; must not rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.kernel.identity import PollId
from core.ui.cards import Button, Buttons, ButtonStyle, Card, Paragraph
from core.ui.spans import Line, Plain, Strong
from core.ui.words import Told, Words
from core.votes.charter.terms import BY_TITLE, Kind, Method
from core.votes.model import Poll, Progress
from core.votes.presses import ShowPaper
from core.votes.tally.outcomes import Verdict
from core.votes.telling.names import name_of
from core.votes.verdicts.thresholds import Failing, Ruling, readers_needed

MAX_LITTLE_READ = 3
"""Titles named as too little read; more would push the verdict off a telephone's screen."""


def asked_line(poll: Poll, progress: Progress | None, words: Words) -> Line:
    """Return what the paper says of quorum, majority and readers; () where nothing is asked."""
    asked, said = poll.terms.thresholds, list[Line]()
    if asked.has_quorum:
        state = "unknown" if progress is None else "reached" if progress.is_reached else "missing"
        for unit, count in (("count", asked.quorum), ("percent", asked.quorum_percent)):
            if count:
                said.append(words.line(f"paper-quorum-{unit}", count=count, state=words(f"quorum-{state}")))
        failing = "over" if asked.failing is Failing.EXTEND and poll.promised_close else asked.failing.value
        said.append(words.line(f"paper-failing-{failing}"))
    if asked.majority:
        said.append(words.line(f"paper-majority-{_measure(poll)}", percent=asked.majority))
    if asked.floor:
        said.append(words.line(f"paper-floor-{poll.terms.kind.value}"))
    if asked.none_wins:
        said.append(words.line("paper-none-wins"))
    return tuple(span for at, line in enumerate(said) for span in ((Plain(" "),) if at else ()) + line)


def ruling_lines(poll: Poll, verdict: Verdict, ballots: int, words: Words) -> tuple[Line, ...]:
    """Return what the thresholds did, a sentence each, that on which the verdict hangs first."""
    ruling = verdict.ruling
    return tuple(_told(poll, ruling, ballots, words)) if ruling and ballots else ()


def _told(poll: Poll, ruling: Ruling, ballots: int, words: Words) -> Iterator[Line]:
    if ruling.needed:
        failing = poll.terms.thresholds.failing
        was_closed_by_hand = failing is Failing.EXTEND and poll.promised_close is None
        missed = Failing.NOTHING if was_closed_by_hand else failing
        state = "reached" if ruling.is_quorate else missed.value
        yield words.line(f"result-quorum-{state}", count=ballots, needed=ruling.needed)
    if ruling.is_none:
        yield words.line("result-none" if not ruling.winners else "result-none-place")
    for title, behind, of in ruling.short:
        asked = poll.terms.thresholds.majority
        yield words.line(
            f"result-short-{_measure(poll)}", title=_name(poll, title, words), count=behind, of=of, percent=asked
        )
    if ruling.little_read:
        names = [_name(poll, title, words) for title in ruling.little_read[:MAX_LITTLE_READ]]
        rest = len(ruling.little_read) - MAX_LITTLE_READ
        told = words.list_of([*names, words("result-little-more", count=rest)] if rest > 0 else names)
        yield words.line(
            "result-little-read", count=len(ruling.little_read), titles=told, needed=readers_needed(ballots)
        )


def unchosen_line(words: Words) -> Line:
    """Return the verdict where no title stands."""
    return words.line("result-unchosen")


def _measure(poll: Poll) -> str:
    """What a majority is of, as core.votes.verdicts.thresholds has it."""
    terms = poll.terms
    if terms.thresholds.none_wins and terms.kind in {Kind.RANKED, *BY_TITLE}:
        return "none"
    if terms.kind is Kind.RANKED:
        return {Method.IRV: "round", Method.SCOTTISH_STV: "round", Method.BORDA: "first"}.get(terms.method, "duels")
    return "scores" if terms.kind is Kind.SCORED else "ballots"


def _name(poll: Poll, title: int, words: Words) -> Told:
    return Told(name_of(poll.titles[title], words))


@dataclass(frozen=True, slots=True)
class LastsLonger:
    """Told where a vote was announced: too few have voted, so it lasts longer."""

    poll: Poll

    def as_card(self, words: Words) -> Card:
        line = words.line("vote-extended", question=Strong(self.poll.question), closes=self.poll.closes_at)
        button = Button(words("list-see"), ShowPaper(PollId(self.poll.id)), ButtonStyle.MAIN, in_private=True)
        return Card(blocks=(Paragraph(line), Buttons((button,))))
