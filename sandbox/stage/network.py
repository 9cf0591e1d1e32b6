"""The network that the demo plays in: three shops on two platforms, and who is there; must not know the product."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.discord import Channel, DiscordSandbox
from sandbox.discord.entities import User as DiscordUser
from sandbox.page.cast import Cast, Person
from sandbox.stage.hand import Hand
from sandbox.stage.on_discord import DiscordHand
from sandbox.stage.on_telegram import TelegramHand
from sandbox.telegram.entities import Bot, Chat
from sandbox.telegram.entities import User as TelegramUser
from sandbox.telegram.server import TelegramSandbox

AGORA, PREAU, PAGE = "L’Agora", "Le Préau", "La Page blanche"
DISCORD, TELEGRAM = "Discord", "Telegram"


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the playbill. A newcomer has never written to the bot."""

    name: str
    shop: str
    what: Mapping[str, str]
    platforms: tuple[str, ...]
    locale: str = "fr"
    is_newcomer: bool = False


READER = {"fr": "lecture", "en": "reader"}
MANAGER = {"fr": "responsable de librairie", "en": "shop manager"}
OWNER = {"fr": "propriétaire du réseau", "en": "network owner"}
NEWCOMER = {"fr": "vient d’arriver", "en": "newcomer"}
PLAYBILL = (
    Part("Olga", AGORA, OWNER, (DISCORD, TELEGRAM)),
    Part("Alice", AGORA, READER, (DISCORD, TELEGRAM)),
    Part("Bob", AGORA, READER, (DISCORD,), locale="en"),
    Part("Chloé", AGORA, READER, (TELEGRAM,)),
    Part("Paul", PREAU, MANAGER, (DISCORD,)),
    Part("Rosa", PAGE, MANAGER, (TELEGRAM,)),
    Part("Nour", AGORA, NEWCOMER, (DISCORD, TELEGRAM), is_newcomer=True),
)


@dataclass(slots=True)
class Network:
    """Three shops: one on both platforms, one on each alone, and the people in them."""

    discord: DiscordSandbox
    telegram: TelegramSandbox
    bot: Bot
    rooms: dict[str, Channel] = field(default_factory=dict)
    groups: dict[str, Chat] = field(default_factory=dict)
    hands: dict[tuple[str, str], Hand] = field(default_factory=dict)
    cast: Cast = field(default_factory=Cast)

    def build(self) -> None:
        """Found the guilds and groups and bring everybody in."""
        for shop in (AGORA, PREAU):
            guild = self.discord.build.add_guild(shop, locale="fr")
            self.rooms[shop] = self.discord.build.add_channel(guild, "salon")
        for shop in (AGORA, PAGE):
            founder = self.telegram.build.add_user(f"Fondation {shop}", None)
            members: list[TelegramUser | Bot] = [founder, self.bot]
            self.groups[shop] = self.telegram.build.add_group(shop, members, supergroup=True, forum=shop == PAGE)
        for part in PLAYBILL:
            on_discord = self._on_discord(part) if DISCORD in part.platforms else None
            on_telegram = self._on_telegram(part) if TELEGRAM in part.platforms else None
            what = {language: f"{word}, {part.shop}" for language, word in part.what.items()}
            self.cast.add(Person(part.name.lower(), part.name, part.locale, what, on_discord, on_telegram))

    def hand(self, name: str, platform: str) -> Hand:
        return self.hands[name, platform]

    def _on_discord(self, part: Part) -> DiscordUser:
        room = self.rooms[part.shop]
        locale = "en-US" if part.locale == "en" else part.locale
        user = self.discord.build.add_user(part.name.lower(), part.name, locale=locale)
        guild = next(each for each in self.discord.world.guilds.values() if room.id in each.channels)
        self.discord.build.join(guild, user)
        self.hands[part.name, DISCORD] = DiscordHand(self.discord, user, room)
        return user

    def _on_telegram(self, part: Part) -> TelegramUser:
        user = self.telegram.build.add_user(part.name, None, language_code=part.locale)
        self.telegram.build.settle(self.groups[part.shop], user)
        if not part.is_newcomer:
            self.telegram.people.start(user, self.bot)
        self.hands[part.name, TELEGRAM] = TelegramHand(self.telegram, user, self.groups[part.shop], self.bot)
        return user
