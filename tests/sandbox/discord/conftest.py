"""One sandbox a test, with a small town in it: a guild, a channel, two readers."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from sandbox.discord import Channel, DiscordSandbox, Guild, User


@dataclass(frozen=True, slots=True)
class Town:
    sandbox: DiscordSandbox
    guild: Guild
    salon: Channel
    alice: User
    bob: User


def found(sandbox: DiscordSandbox) -> Town:
    """A guild with a channel; Alice reads in French, Bob in English."""
    guild = sandbox.build.add_guild("La Page Blanche")
    salon = sandbox.build.add_channel(guild, "salon")
    alice = sandbox.build.add_user("alice", "Alice", "fr")
    bob = sandbox.build.add_user("bob", "Bob", "en-GB")
    sandbox.build.join(guild, alice)
    sandbox.build.join(guild, bob)
    return Town(sandbox, guild, salon, alice, bob)


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with DiscordSandbox() as sandbox:
        yield found(sandbox)
        assert sandbox.unhandled == []
