"""Who a visitor of the page may be: people with an account on one platform or both; must not act for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

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

    def speak(self, key: str, locale: str) -> None:
        """Set the language of a person's clients, "fr" or "en"; nothing for nobody."""
        person = self.people.get(key)
        if person is None or locale not in {"fr", "en"}:
            return
        if person.discord:
            person.discord.locale = "en-US" if locale == "en" else locale
        if person.telegram:
            person.telegram.language_code = locale
        self.people[key] = replace(person, locale=locale)

    def find(self, key: str) -> Person:
        """Return who a key names, or the first of all; raises LookupError on an empty cast."""
        return self.people.get(key) or next(iter(self.people.values()))
