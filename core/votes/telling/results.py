"""The result of a poll: the verdict first, one sentence why, then at most eight lines; must not count anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from core.ui.cards import Block, Bullets, Button, Buttons, Card, Paragraph, Quote
from core.ui.spans import Line, Plain, Strong, plain_text
from core.ui.words import Told, Words, isolate
from core.votes.charter.terms import BY_TITLE, Kind, Method
from core.votes.counting.model import Number, Outcome, Rung, Tie
from core.votes.electorate.views import turnout_line
from core.votes.ending.closing import Counted
from core.votes.model import Poll
from core.votes.presses import ShowCount, ShowResultDesk
from core.votes.telling.deadlocks import hung_line, tie_buttons, tied_verdict, ties_told
from core.votes.telling.disclosing import is_kept, roll_call, secrecy_lines, struck_lines, void_line
from core.votes.telling.names import name_of
from core.votes.telling.rulings import ruling_lines, unchosen_line
from core.votes.telling.shapes import jury_line, jury_why, list_button
from core.votes.verdicts.levels import Level

MAX_LINES = 8
MAX_TIES = 2


@dataclass(frozen=True, slots=True)
class PollResult:
    """The verdict of a closed poll."""

    counted: Counted

    def as_card(self, words: Words) -> Card:
        poll, outcome, ballots = self.counted.poll, self.counted.verdict.outcome, self.counted.ballots
        title = words.line("result-title", question=Strong(poll.question))
        verdict = self.counted.verdict
        if ballots and verdict.is_void:
            return Card(title, (Paragraph(void_line(poll, ballots, words)),), self._footer(words))
        if not ballots or not (outcome.winners or verdict.ruling or verdict.deadlock):
            return Card(title, (Paragraph(words.line("result-nobody")),))
        blocks: list[Block] = [Paragraph(verdict_line(self.counted, words))]
        if is_kept(poll):
            return Card(title, (*blocks, *self._order(words)), self._footer(words))
        rulings = ruling_lines(poll, verdict, ballots, words)
        blocks += [Paragraph(line) for line in (*self._why(words), *rulings, *self._ties(words))]
        lines = Lines(self.counted, words).short()
        is_numbered = poll.terms.places > 1 and poll.terms.kind is Kind.RANKED
        blocks.append(Bullets(tuple(lines[:MAX_LINES]), is_numbered))
        if len(lines) > MAX_LINES:
            blocks.append(Paragraph(words.line("result-more", count=len(lines) - MAX_LINES)))
        blocks += [Paragraph(line) for line in (*struck_lines(poll, words), *secrecy_lines(poll, ballots, words))]
        if self.counted.called:
            blocks += roll_call(poll, self.counted.called, words)
        if self.counted.totals:
            blocks.append(Paragraph(turnout_line(ballots, self.counted.totals, words)))
        how = Button(words("result-how"), ShowCount(poll.id))
        return Card(title, (*blocks, *self._said(words), self._buttons(how, words=words)), self._footer(words))

    def _said(self, words: Words) -> tuple[Block, ...]:
        """The bookseller's word on it."""
        if not self.counted.statement:
            return ()
        said = words.line("result-statement", shop=Strong(isolate(self.counted.poll.shop_name)))
        return Paragraph(said), Quote((Plain(isolate(self.counted.statement)),))

    def _buttons(self, *buttons: Button, words: Words) -> Buttons:
        poll = self.counted.poll
        desk = Button(words("result-desk"), ShowResultDesk(poll.id), in_private=True)
        return Buttons((*tie_buttons(self.counted, words), *list_button(poll, words), *buttons, desk))

    def _footer(self, words: Words) -> Line:
        line = words.line("result-footer", count=self.counted.ballots, shop=self.counted.poll.shop_name)
        if self.counted.verdict.outcome.ties:
            return line
        return (*line, Plain(" · "), *words.line("result-no-tie"))

    def _order(self, words: Words) -> tuple[Block, ...]:
        """The titles in order, and which ties there were: their figures stay unpublished."""
        poll = self.counted.poll
        names = [name_of(poll.titles[each], words) for each in in_order(self.counted.verdict.outcome)]
        secrecy = secrecy_lines(poll, self.counted.ballots, words)
        ruling = self.counted.verdict.ruling
        # Turnout is told anyway; what else was asked of the winners would give their figures away.
        quorum = ruling_lines(poll, self.counted.verdict, self.counted.ballots, words)[: bool(ruling and ruling.needed)]
        told = [Paragraph(line) for line in (*quorum, *self._ties(words), *struck_lines(poll, words), *secrecy)]
        order = Bullets(tuple((Strong(each),) for each in names[:MAX_LINES]), is_numbered=True)
        return (*told, order, *self._said(words), self._buttons(words=words))

    def _why(self, words: Words) -> tuple[Line, ...]:
        poll, verdict, ballots = self.counted.poll, self.counted.verdict, self.counted.ballots
        outcome = verdict.outcome
        if verdict.sides:
            return jury_why(self.counted, verdict.sides, words)
        if not outcome.winners:
            return ()
        if poll.terms.levels.by is Level.SHOPS:
            return (words.line("result-why-shops"),)
        winner = outcome.winners[0]
        if len(outcome.winners) > 1:
            return (words.line("result-why-places", count=verdict.covered, ballots=ballots),)
        method = poll.terms.method
        match method:
            case Method.SCHULZE | Method.RANKED_PAIRS:
                return (words.line(f"result-why-{_standing_in_duels(winner, outcome)}"),)
            case Method.IRV | Method.STAR:
                final = outcome.stages[-1].tallies
                others = [title for title in final if title != winner]
                if not others:
                    return (words.line("result-why-alone", count=tally(final[winner])),)
                other = name_of(poll.titles[others[0]], words)
                return (
                    words.line(
                        f"result-why-{method.value}",
                        count=tally(final.get(winner, 0)),
                        rival=other,
                        rivals=tally(final[others[0]]),
                    ),
                )
            case Method.SCORE | Method.BORDA | Method.CUMULATIVE:
                points = outcome.stages[0].tallies[winner]
                return (words.line("result-why-points", count=tally(points), ballots=ballots),)
            case Method.PLURALITY:
                return (
                    words.line("result-why-plurality", count=tally(outcome.stages[0].tallies[winner]), ballots=ballots),
                )
            case _:
                return (words.line("result-why-approval", count=verdict.readers[winner], ballots=ballots),)

    def _ties(self, words: Words) -> tuple[Line, ...]:
        """The last ties to have been broken: those nearest to the verdict."""
        ties = ties_told(self.counted)[-MAX_TIES:]
        hung = hung_line(self.counted, words)
        return (*(tie_line(tie, self.counted.poll, words) for tie in ties), *((hung,) if hung else ()))


def verdict_line(counted: Counted, words: Words) -> Line:
    """Return who won, the winner's name standing out."""
    poll, winners = counted.poll, counted.verdict.outcome.winners
    told = [name_of(poll.titles[each], words) for each in winners]
    if tied := tied_verdict(counted, words):
        return tied
    if not winners:
        return unchosen_line(words)
    if len(winners) > 1:
        return words.line("result-chosen", count=len(winners), titles=Strong(words.list_of(told)))
    winner = poll.titles[winners[0]]
    message = "result-winner-by" if winner.authors else "result-winner"
    return words.line(message, title=Strong(told[0]), authors=winner.authors)


def verdict_of(counted: Counted, words: Words) -> Told:
    """Return who won, as plain words."""
    return Told(plain_text(verdict_line(counted, words)))


def named_tally(counted: Counted, title: int) -> int | float:
    """Return the figure that tells best what a title got: ballots that name it, points, or first places."""
    outcome = counted.verdict.outcome
    is_by_readers = counted.poll.terms.levels.by is not Level.SHOPS
    if counted.poll.terms.kind in {Kind.ONE, Kind.SOME} and is_by_readers and not counted.verdict.sides:
        return counted.verdict.readers[title]
    return tally(outcome.stages[0].tallies.get(title, 0)) if outcome.stages else 0


def _standing_in_duels(winner: int, outcome: Outcome) -> str:
    duels = outcome.duels or ()
    margins = [duels[winner][other] - duels[other][winner] for other in range(len(duels)) if other != winner]
    if all(margin > 0 for margin in margins):
        return "duels"
    return "unbeaten" if all(margin >= 0 for margin in margins) else "circle"


def tie_line(tie: Tie, poll: Poll, words: Words) -> Line:
    """Return the sentence that names a tie and the rung that broke it."""
    names = [name_of(poll.titles[each], words) for each in tie.between]
    top = f"-{poll.terms.kind.value}" if tie.rung is Rung.TOP and poll.terms.kind in BY_TITLE else ""
    return words.line(f"result-tie-{tie.rung.value}{top}", titles=words.list_of(names))


@dataclass(frozen=True, slots=True)
class Lines:
    """What each title got, told the way of the poll's method."""

    counted: Counted
    words: Words

    def short(self) -> list[Line]:
        """One line a title, best first; of a duelling method, one line a duel of the winner."""
        outcome = self.counted.verdict.outcome
        if outcome.duels is not None and len(outcome.winners) == 1:
            return self.duels_of(outcome.winners[0], outcome.duels)
        if outcome.stages and outcome.duels is None:
            return [self._tally(title) for title in in_order(outcome)]
        return [(Strong(self._name(title)),) for title in in_order(outcome)]

    def duels_of(self, title: int, duels: tuple[tuple[int, ...], ...]) -> list[Line]:
        """The duels of one title, the closest first."""
        others = [each for each in in_order(self.counted.verdict.outcome) if each != title]
        others.sort(key=lambda other: duels[title][other] - duels[other][title])
        return [
            self.words.line(
                "result-duel", rival=self._name(other), wins=duels[title][other], losses=duels[other][title]
            )
            for other in others
        ]

    def _tally(self, title: int) -> Line:
        poll, sides = self.counted.poll, self.counted.verdict.sides
        if sides:
            return jury_line(self.counted, sides, title, self.words)
        is_points = poll.terms.kind in BY_TITLE or poll.terms.method is Method.BORDA
        given = named_tally(self.counted, title)
        if poll.terms.levels.by is Level.SHOPS and not is_points:
            return self.words.line("result-shops", title=self._name(title), count=given)
        message = "result-points" if is_points else "result-firsts" if poll.terms.kind is Kind.RANKED else "result-line"
        return self.words.line(message, title=self._name(title), count=given)

    def _name(self, title: int) -> str:
        return name_of(self.counted.poll.titles[title], self.words)


def in_order(outcome: Outcome) -> list[int]:
    """Return every title, the winners first in their order, then the others as the method orders them."""
    rest = [title for place in outcome.order for title in place if title not in outcome.winners]
    return [*outcome.winners, *rest]


def tally(number: Number) -> int | float:
    """Return a figure as it is told: whole, or with its half or its decimals, which people read as a number."""
    return number if isinstance(number, int) else float(round(Fraction(number), 2))


def names(poll: Poll, titles: Iterable[int], words: Words) -> Told:
    """Return "a, b and c"."""
    return words.list_of([name_of(poll.titles[each], words) for each in titles])
