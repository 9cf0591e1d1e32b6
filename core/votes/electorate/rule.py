"""The rule that says who may vote, and what is known of a person to judge by; must not read or write anything.

Everything is judged as of the opening: whoever the bot meets later is judged by what held then. Source: voting.md 4.2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from core.kernel.identity import Address, PersonId, Standing


class Asks(StrEnum):
    """What one rule asks of a voter."""

    ALL = "all"
    """Every one of the rules within."""
    ANY = "any"
    """One of the rules within."""
    MEMBER = "member"
    """To have been, for `least` days, in a community that the poll reaches or of its shop."""
    ACCOUNT = "account"
    """An account that was `least` days old; one whose age no platform tells is old enough."""
    STANDING = "standing"
    """At least the standing `least` in the poll's shop."""
    LISTED = "listed"
    """To be on the list of that number, kept by the shop."""
    FACT = "fact"
    """What another feature knows, by its `name`: an event attended, a book bought."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may vote."""

    asks: Asks
    least: int = 0
    """Days, a standing or the number of a list."""
    name: str = ""
    of: tuple[Rule, ...] = ()

    def lists(self) -> frozenset[int]:
        """Return the numbers of the lists that the rule and those within it ask for."""
        own = frozenset({self.least}) if self.asks is Asks.LISTED else frozenset[int]()
        return own.union(*(each.lists() for each in self.of))

    def naming(self, lists: Mapping[int, str]) -> Rule:
        """Return the rule with its lists called by their names."""
        name = lists.get(self.least, self.name) if self.asks is Asks.LISTED else self.name
        return replace(self, name=name, of=tuple(each.naming(lists) for each in self.of))

    def names(self, asks: Asks) -> frozenset[str]:
        """Return the names that the rule and those within it ask for."""
        own = frozenset({self.name}) if self.asks is asks else frozenset[str]()
        return own.union(*(each.names(asks) for each in self.of))


A_DAY_A_MEMBER = Rule(Asks.MEMBER, 1)
"""Who votes when nobody says otherwise; Telegram's own polls use 24 hours too."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the bot knows of one person, as far as one poll asks."""

    person: PersonId
    since: datetime | None
    """Since when they are in a community of the poll; None when they are in none."""
    made_at: datetime | None = None
    """When the oldest of their accounts was made, where a platform tells."""
    standing: Standing = Standing.READER
    lists: frozenset[int] = frozenset()
    facts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class VoterList:
    """Persons whom a shop named to vote together, such as a jury or a reading circle."""

    number: int
    name: str
    people: int


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where a person is written to alone."""

    to: Address
    locale: str
    zone: str


@dataclass(frozen=True, slots=True)
class Named:
    """A person and what they are called."""

    person: PersonId
    name: str


def is_met(rule: Rule, known: Known, opening: datetime) -> bool:
    """Whether somebody might vote as the poll opened."""
    match rule.asks:
        case Asks.ALL:
            return all(is_met(each, known, opening) for each in rule.of)
        case Asks.ANY:
            return any(is_met(each, known, opening) for each in rule.of)
        case Asks.MEMBER:
            return known.since is not None and known.since <= opening - timedelta(days=rule.least)
        case Asks.ACCOUNT:
            return known.made_at is None or known.made_at <= opening - timedelta(days=rule.least)
        case Asks.STANDING:
            return known.standing >= rule.least
        case Asks.LISTED:
            return rule.least in known.lists
        case Asks.FACT:
            return rule.name in known.facts


class Status(StrEnum):
    """What the roll says of a person; never when."""

    ELIGIBLE = "eligible"
    ADMITTED = "admitted"
    """Let in by a bookseller, beyond the rule."""
    PROVISIONAL = "provisional"
    """Voted on a signal of stuffing: counts if a bookseller confirms it before the close."""
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    """A bookseller refused the ballot."""
    DISCARDED = "discarded"
    """Nobody had confirmed the ballot at the close."""
    REFUSED = "refused"
    """Known at the opening, and not among those who may vote."""
    BARRED = "barred"
    """An account that left somebody who may vote."""


OnRoll = tuple[PersonId, Status | None]
"""A person, and what the roll of a poll says of them."""


ON_THE_ROLL = frozenset({Status.ELIGIBLE, Status.ADMITTED, Status.PROVISIONAL, Status.CONFIRMED})
_RANK = (
    Status.ADMITTED,
    Status.CONFIRMED,
    Status.ELIGIBLE,
    Status.PROVISIONAL,
    Status.REJECTED,
    Status.DISCARDED,
    Status.BARRED,
    Status.REFUSED,
)


def joined(one: Status | None, other: Status | None) -> Status | None:
    """Return what the roll says of two who turn out to be one person: who may vote still may, once, and need not wait
    where either need not; an account that left somebody brings no right to anybody."""
    return min(filter(None, (one, other)), key=_RANK.index, default=None)
