"""The premiere: who is founded where, what they do in which order, and that what is told is what they saw."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

import pytest

from sandbox.discord import DiscordSandbox
from sandbox.stage.hand import Hand
from sandbox.stage.network import AGORA, PAGE, PREAU, Network
from sandbox.stage.on_discord import DiscordHand
from sandbox.stage.on_telegram import TelegramHand
from sandbox.stage.premiere import SECRET, Premiere
from sandbox.telegram.server import TelegramSandbox

CAST = {
    ("Olga", "Discord"), ("Olga", "Telegram"), ("Alice", "Discord"), ("Alice", "Telegram"), ("Bob", "Discord"),
    ("Chloé", "Telegram"), ("Paul", "Discord"), ("Rosa", "Telegram"),
    ("Nour", "Discord"), ("Nour", "Telegram"),
}  # fmt: skip


@dataclass(slots=True)
class Actor:
    """A hand without a platform: it writes down what it does and is told a numbered line."""

    name: str
    platform: str
    diary: list[tuple[str, ...]]
    codes: list[str] = field(default_factory=list)

    def written(self, command: str) -> str:
        return f"/{command}"

    async def types(self, command: str, *answers: str, in_room: bool = False) -> str:
        code = f"C{len(self.diary):03}-{len(self.diary):04}"
        self.diary.append((self.name, self.platform, command, *answers, "en salle" if in_room else "en privé"))
        return f"{command} : `{code}`.\n\nÀ {self.name}."

    async def fills(self, command: str, answers: Sequence[str]) -> str:
        self.diary.append((self.name, self.platform, command, *answers))
        return "Ouvert."

    async def taps(self, label: str, on: str) -> str:
        self.diary.append((self.name, self.platform, label, on))
        return "L’Étranger"

    async def picks(self, labels: Sequence[str], on: str) -> str:
        self.diary.append((self.name, self.platform, *labels, on))
        return "Compté"

    async def sees(self, fragment: str, *, is_private: bool = False) -> str:
        self.diary.append((self.name, self.platform, "voit", fragment))
        return f"{fragment} :\n  1. L’Étranger"


@pytest.fixture
async def network() -> AsyncIterator[Network]:
    async with DiscordSandbox() as discord, TelegramSandbox() as telegram:
        yield Network(discord, telegram, telegram.build.add_bot("Agora", "agora_bot"))


@pytest.fixture
def diary(network: Network) -> list[tuple[str, ...]]:
    """What the actors of the network do, in order; the first code told is C000-0000."""
    diary: list[tuple[str, ...]] = []
    network.hands = {(name, platform): Actor(name, platform, diary) for name, platform in CAST}
    return diary


async def test_everybody_has_a_hand_where_they_live_and_nowhere_else(network: Network) -> None:
    network.build()
    assert network.hands.keys() == CAST
    for (_, platform), hand in network.hands.items():
        assert isinstance(hand, DiscordHand if platform == "Discord" else TelegramHand)
        assert hand.platform == platform
    with pytest.raises(KeyError):
        network.hand("Bob", "Telegram")


async def test_one_shop_is_on_both_platforms_and_the_others_on_one(network: Network) -> None:
    network.build()
    assert network.rooms.keys() == {AGORA, PREAU}
    assert network.groups.keys() == {AGORA, PAGE}
    for group in network.groups.values():
        assert group.member(network.bot.user).is_present
        assert group.kind == "supergroup"


async def test_people_on_telegram_have_started_the_bot_and_sit_in_their_group(network: Network) -> None:
    network.build()
    for name, shop in (("Olga", AGORA), ("Alice", AGORA), ("Chloé", AGORA), ("Rosa", PAGE)):
        hand = network.hand(name, "Telegram")
        assert isinstance(hand, TelegramHand)
        assert (hand.room, hand.room.member(hand.user).is_present) == (network.groups[shop], True)
        assert network.telegram.world.private_chat(network.bot, hand.user).is_started
        assert (hand.user.first_name, hand.user.language_code) == (name, "fr")


async def test_the_newcomer_has_not_started_the_bot_and_everybody_can_be_played(network: Network) -> None:
    network.build()
    nour = network.cast.people["nour"]
    assert nour.telegram
    assert not network.telegram.world.private_chat(network.bot, nour.telegram).is_started
    assert [each.name for each in network.cast.people.values()] == [
        *("Olga", "Alice", "Bob", "Chloé", "Paul", "Rosa", "Nour")
    ]
    assert network.cast.find("personne") is network.cast.people["olga"]
    assert {(each.name, "Discord") for each in network.cast.people.values() if each.discord} <= CAST


async def test_people_on_discord_see_the_room_of_their_shop(network: Network) -> None:
    network.build()
    for name, shop in (("Olga", AGORA), ("Alice", AGORA), ("Bob", AGORA), ("Paul", PREAU)):
        hand = network.hand(name, "Discord")
        assert isinstance(hand, DiscordHand)
        assert hand.room is network.rooms[shop]
        assert network.discord.people.visible_to(hand.user, hand.room) == []


async def test_codes_go_from_one_platform_to_the_other(network: Network, diary: list[tuple[str, ...]]) -> None:
    await Premiere(network, lambda _: None).play("OWNR-CODE")
    assert diary[0] == ("Olga", "Discord", "installer", AGORA, "OWNR-CODE", "en privé")
    assert diary[1:3] == [
        ("Olga", "Discord", "lier", "en privé"),
        ("Olga", "Telegram", "lier", "C001-0001", "en privé"),
    ]
    links = [number for number, done in enumerate(diary) if done[2] == "lier" and done[1] == "Discord"]
    assert [diary[number + 1][3] for number in links] == [f"C{number:03}-{number:04}" for number in links]
    invited = [number for number, done in enumerate(diary) if done[2] == "librairie inviter"]
    assert [diary[number + 1][3:] for number in invited] == [
        (PREAU, f"C{invited[0]:03}-{invited[0]:04}", "en salle"),
        (PAGE, f"C{invited[1]:03}-{invited[1]:04}", "en salle"),
    ]


async def test_alice_votes_on_both_platforms_before_she_links_them(
    network: Network, diary: list[tuple[str, ...]]
) -> None:
    await Premiere(network, lambda _: None).play("OWNR-CODE")
    alice = [done[1:3] for done in diary if done[0] == "Alice" and done[2] != "vote proposer"]
    assert alice == [
        ("Discord", "Nadja"),
        ("Telegram", "L’Étranger"),
        ("Discord", "lier"),
        ("Telegram", "lier"),
        ("Discord", "Mon bulletin"),
    ]
    opened = next(number for number, done in enumerate(diary) if done[2] == "vote ouvrir")
    closed = next(number for number, done in enumerate(diary) if done[2] == "vote clore")
    ballots = [number for number, done in enumerate(diary) if done[-1] == SECRET and done[2] != "voit"]
    assert opened < min(ballots) <= max(ballots) < closed
    assert [done[:2] for done in diary[closed + 1 :]] == [("Bob", "Discord"), ("Chloé", "Telegram")]


async def test_every_deed_is_told_with_what_was_seen(network: Network, diary: list[tuple[str, ...]]) -> None:
    told: list[str] = []
    await Premiere(network, told.append).play("OWNR-CODE")
    acts = [line for line in told if line.startswith("\n") and not line.startswith("\n──")]
    assert len(acts) == len(diary)
    for line, (name, platform, *_) in zip(acts, diary, strict=True):
        assert line.split()[:2] == [name, platform]
    assert "                 ↳ installer : `C000-0000`.\n                 ↳ À Olga." in told
    assert "                 │ Résultat :\n                 │   1. L’Étranger" in told
    assert len([line for line in told if line.startswith("\n──")]) == 7


async def test_a_missing_code_is_named(network: Network, diary: list[tuple[str, ...]]) -> None:
    class Silent(Actor):
        async def types(self, command: str, *answers: str, in_room: bool = False) -> str:
            return "Un instant, réessayez."

    silent: Hand = Silent("Olga", "Discord", diary)
    network.hands["Olga", "Discord"] = silent
    with pytest.raises(LookupError, match="no code is told in 'Un instant"):
        await Premiere(network, lambda _: None).play("OWNR-CODE")
