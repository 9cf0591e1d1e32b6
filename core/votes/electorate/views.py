"""Lists of voters and who may vote, as people see them; must not read storage or decide anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.kernel.identity import Standing
from core.ui.cards import Block, Bullets, Button, Buttons, ButtonStyle, Card, Paragraph
from core.ui.spans import Line, Plain, Strong
from core.ui.words import Told, Words, isolate
from core.votes.electorate.presses import AcceptBallot, LeaveMe, RefuseBallot
from core.votes.electorate.rule import A_DAY_A_MEMBER, ON_THE_ROLL, Asks, Rule, Status, VoterList
from core.votes.electorate.service import Listing, Pending
from core.votes.model import Poll
from core.votes.presses import ShowPaper

MAX_NAMES = 40
MAX_WAITING = 10
"""Two buttons each: a message carries 25."""


@dataclass(frozen=True, slots=True)
class OneList:
    """A list of voters with the names on it."""

    listing: Listing

    def as_card(self, words: Words) -> Card:
        found, people = self.listing.list, self.listing.people
        title = words.line("voters-title", name=Strong(found.name), number=found.number)
        if not people:
            return Card(title, (Paragraph(words.line("voters-nobody")),))
        names: tuple[Line, ...] = tuple((Plain(isolate(each.name)),) for each in people[:MAX_NAMES])
        blocks: list[Block] = [Bullets(names)]
        if len(people) > MAX_NAMES:
            blocks.append(Paragraph(words.line("voters-more", count=len(people) - MAX_NAMES)))
        return Card(title, tuple(blocks))


@dataclass(frozen=True, slots=True)
class AllLists:
    """Every list of a shop, with its number."""

    lists: tuple[VoterList, ...]

    def as_card(self, words: Words) -> Card:
        if not self.lists:
            return Card(blocks=(Paragraph(words.line("voters-no-lists")),))
        lines = tuple(
            words.line("voters-line", name=Strong(each.name), number=each.number, count=each.people)
            for each in self.lists
        )
        return Card(words.line("voters-all"), (Bullets(lines),))


@dataclass(frozen=True, slots=True)
class PendingBallots:
    """Whose ballots wait for a bookseller, each with its two buttons; a few at a time, as rows of buttons go."""

    pending: Pending

    def as_card(self, words: Words) -> Card:
        poll, people = self.pending.poll, self.pending.people
        title = words.line("pending-title", question=Strong(poll.question))
        if not people:
            return Card(title, (Paragraph(words.line("pending-none")),))
        shown = people[:MAX_WAITING]
        buttons = [
            button
            for each in shown
            for button in (
                Button(words("pending-accept", name=each.name), AcceptBallot(poll.id, each.person), ButtonStyle.MAIN),
                Button(words("pending-refuse", name=each.name), RefuseBallot(poll.id, each.person), ButtonStyle.DANGER),
            )
        ]
        blocks: list[Block] = [
            Paragraph(words.line("pending-why", count=len(people), closes=poll.closes_at)),
            Bullets(tuple((Plain(isolate(each.name)),) for each in shown)),
        ]
        if len(people) > MAX_WAITING:
            blocks.append(Paragraph(words.line("voters-more", count=len(people) - MAX_WAITING)))
        return Card(title, (*blocks, Buttons(tuple(buttons))))


@dataclass(frozen=True, slots=True)
class Reminder:
    """To somebody who asked for it: a vote closes soon, and their ballot is not there."""

    poll: Poll

    def as_card(self, words: Words) -> Card:
        poll = self.poll
        line = words.line("remind-letter", question=Strong(poll.question), closes=poll.closes_at)
        vote = Button(words("paper-fill"), ShowPaper(poll.id), ButtonStyle.MAIN, in_private=True)
        return Card(blocks=(Paragraph(line), Buttons((vote, Button(words("remind-leave"), LeaveMe())))))


@dataclass(frozen=True, slots=True)
class BallotJudged:
    """Tells somebody what became of their ballot."""

    poll: Poll
    message: str

    def as_card(self, words: Words) -> Card:
        return Card(blocks=(Paragraph(words.line(self.message, question=Strong(self.poll.question))),))


def turnout_line(ballots: int, totals: Mapping[Status, int], words: Words) -> Line:
    """Return how many ballots were counted of how many on the roll, and what became of those that waited."""
    eligible = sum(count for status, count in totals.items() if status in ON_THE_ROLL)
    said = [words.line("turnout", count=ballots, eligible=eligible)]
    for status in (Status.ADMITTED, Status.CONFIRMED, Status.REJECTED, Status.DISCARDED):
        if count := totals.get(status, 0):
            said.append(words.line(f"turnout-{status.value}", count=count))
    return tuple(span for at, line in enumerate(said) for span in ((Plain(" "),) if at else ()) + line)


def who_line(rule: Rule | None, words: Words) -> Line:
    """Return who may vote, for the paper; () where it goes without saying."""
    return () if rule is None or rule == A_DAY_A_MEMBER else words.line("paper-who", who=_who(rule, words))


def _who(rule: Rule, words: Words) -> Told:
    match rule.asks:
        case Asks.ALL:
            return words("who-all", list=words.list_of([_who(each, words) for each in rule.of]))
        case Asks.ANY:
            first, *rest = [_who(each, words) for each in rule.of]
            for each in rest:
                first = words("who-or", first=first, second=each)
            return first
        case Asks.STANDING:
            return words(f"who-standing-{Standing(rule.least).name.lower().replace('_', '-')}")
        case Asks.FACT:
            return words(f"who-fact-{rule.name}")
        case _:
            return words(f"who-{rule.asks.value}", count=rule.least, name=rule.name)
