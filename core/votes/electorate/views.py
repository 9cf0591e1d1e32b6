"""Lists of voters and who may vote, as people see them; must not read storage or decide anything."""

from __future__ import annotations

from dataclasses import dataclass

from core.kernel.identity import Standing
from core.ui.cards import Block, Bullets, Card, Paragraph
from core.ui.spans import Line, Plain, Strong
from core.ui.words import Told, Words, isolate
from core.votes.electorate.rule import A_DAY_A_MEMBER, Asks, Rule, VoterList
from core.votes.electorate.service import Listing

MAX_NAMES = 40


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


def who_line(rule: Rule | None, words: Words) -> Line:
    """Return who may vote, for the paper; () where it goes without saying."""
    return () if rule is None or rule == A_DAY_A_MEMBER else words.line("paper-who", who=_who(rule, words))


def _who(rule: Rule, words: Words) -> Told:
    match rule.asks:
        case Asks.ALL:
            return words.list_of([_who(each, words) for each in rule.of])
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
