"""Who a visitor of the page may be: people with an account on one platform or both; must not act for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.discord.entities import User as DiscordUser
from sandbox.telegram.entities import User as TelegramUser


@dataclass(frozen=True, slots=True)
class Person:
    """One of the people of the rehearsal; `part` says in a word what they are, by language."""

    key: str
    name: str
    locale: str
    part: Mapping[str, str]
    discord: DiscordUser | None = None
    telegram: TelegramUser | None = None


@dataclass(slots=True)
class Cast:
    """Everybody a visitor may be, in the order in which they are offered."""

    people: dict[str, Person] = field(default_factory=dict)

    def add(self, person: Person) -> None:
        self.people[person.key] = person

    def find(self, key: str) -> Person:
        """Return who a key names, or the first of all; raises LookupError on an empty cast."""
        return self.people.get(key) or next(iter(self.people.values()))
