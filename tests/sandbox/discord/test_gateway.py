"""The gateway with a real client: resume, reconnect, invalid sessions, intents, refusals, limits, shards."""

import asyncio
import json
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import discord
import pytest

from sandbox.discord import (
    MEMBERS,
    MESSAGE_CONTENT,
    PRIVILEGED,
    DiscordSandbox,
    GatewayLimits,
    SandboxSettings,
    flags,
)
from tests.sandbox.discord.bots import Bot, online, plain_intents
from tests.sandbox.discord.conftest import Town, found


def listening(intents: discord.Intents | None = None) -> Bot:
    """A bot that notes what it hears."""
    bot = Bot(intents or plain_intents())

    @bot.event
    async def on_message(message: discord.Message) -> None:
        bot.heard.put_nowait(("message", message.content))

    @bot.event
    async def on_resumed() -> None:
        bot.heard.put_nowait(("resumed", None))

    @bot.event
    async def on_member_join(member: discord.Member) -> None:
        bot.heard.put_nowait(("joined", member.name))

    @bot.event
    async def on_guild_join(guild: discord.Guild) -> None:
        bot.heard.put_nowait(("guild joined", guild.name))

    @bot.event
    async def on_guild_remove(guild: discord.Guild) -> None:
        bot.heard.put_nowait(("guild left", guild.name))

    return bot


def reading() -> discord.Intents:
    intents = plain_intents()
    intents.message_content = intents.members = True
    return intents


@asynccontextmanager
async def privileged_town(privileged: int = PRIVILEGED) -> AsyncIterator[Town]:
    async with DiscordSandbox(SandboxSettings(privileged_intents=privileged)) as sandbox:
        yield found(sandbox)


async def test_a_dropped_connection_is_resumed_and_misses_nothing() -> None:
    async with privileged_town() as town, online(town.sandbox, listening(reading())) as bot:
        town.sandbox.gateway.drop()
        town.sandbox.people.says(town.alice, town.salon, "pendant la coupure")
        assert await bot.hears("message") == "pendant la coupure"
        await bot.hears("resumed")
        town.sandbox.people.says(town.alice, town.salon, "après")
        assert await bot.hears("message") == "après"
        protocol = town.sandbox.gateway.protocol
        assert (protocol.identifies, protocol.resumes) == (1, 1)
        assert town.sandbox.violations == []


async def test_an_interaction_sent_during_the_cut_is_still_answered(town: Town) -> None:
    bot = listening()

    @bot.tree.command(name="hello", description="Hello")
    async def hello(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("bonjour")

    async with online(town.sandbox, bot):
        town.sandbox.gateway.drop()
        assert (await town.sandbox.people.types(town.alice, town.salon, "/hello")).text == "bonjour"


async def test_op_7_makes_the_client_resume(town: Town) -> None:
    async with online(town.sandbox, listening()) as bot:
        town.sandbox.gateway.ask_reconnect()
        await bot.hears("resumed")
        assert town.sandbox.gateway.protocol.resumes == 1


async def test_op_9_resumable_makes_the_client_resume(town: Town) -> None:
    async with online(town.sandbox, listening()) as bot:
        town.sandbox.gateway.invalidate(resumable=True)
        await bot.hears("resumed")
        assert town.sandbox.gateway.protocol.identifies == 1


@pytest.mark.parametrize(("granted", "heard"), [(True, "bonjour"), (False, "")])
async def test_content_needs_its_intent(*, granted: bool, heard: str) -> None:
    async with privileged_town() as town:
        intents = reading()
        intents.message_content = granted
        async with online(town.sandbox, listening(intents)) as bot:
            town.sandbox.people.says(town.alice, town.salon, "bonjour")
            assert await bot.hears("message") == heard
            town.sandbox.people.says(town.alice, town.salon, f"<@{town.sandbox.application.id}> à vous")
            assert str(await bot.hears("message")).endswith("à vous")
            dm = town.sandbox.world.dm_between(town.alice, town.sandbox.application.user)
            town.sandbox.people.says(town.alice, dm, "en privé")
            assert await bot.hears("message") == "en privé"


async def test_content_over_rest_needs_the_portals_switch(town: Town) -> None:
    said = town.sandbox.people.says(town.alice, town.salon, "bonjour")
    async with online(town.sandbox, listening()) as bot:
        channel = bot.get_partial_messageable(town.salon.id)
        assert (await channel.fetch_message(said.id)).content == ""
        town.sandbox.application.privileged_intents = MESSAGE_CONTENT
        assert (await channel.fetch_message(said.id)).content == "bonjour"


async def test_members_need_their_intent() -> None:
    async with privileged_town() as town:
        carol = town.sandbox.build.add_user("carol")
        async with online(town.sandbox, listening(reading())) as bot:
            town.sandbox.build.join(town.guild, carol)
            assert await bot.hears("joined") == "carol"
            guild = bot.get_guild(town.guild.id)
            assert guild is not None
            assert {member.name for member in await guild.chunk()} == {
                member.user.name for member in town.guild.members.values()
            }
        town.sandbox.gateway.protocol.forget_identifies()
        async with online(town.sandbox, listening()) as blind:
            guild = blind.get_guild(town.guild.id)
            assert guild is not None
            assert [member.id for member in guild.members] == [town.sandbox.application.id]
            assert [member.name for member in await guild.query_members("ali")] == ["alice"]
            dave = town.sandbox.build.add_user("dave")
            town.sandbox.build.join(town.guild, dave)
            town.sandbox.people.says(dave, town.salon, "me voilà")
            assert await blind.hears("message") == ""
            assert blind.heard.empty()


async def test_hidden_channels_are_not_heard(town: Town) -> None:
    async with online(town.sandbox, listening()) as bot:
        secret = town.sandbox.build.add_channel(town.guild, "secret")
        town.sandbox.build.set_rights(secret, town.sandbox.application.user, deny=flags("VIEW_CHANNEL"))
        said = town.sandbox.people.says(town.alice, secret, "chut")
        heard = town.sandbox.people.says(town.alice, town.salon, f"<@{bot.application_id}>")
        assert await bot.hears("message") == heard.content
        assert said.id != heard.id
        assert bot.heard.empty()


async def test_privileged_intents_must_be_switched_on() -> None:
    async with privileged_town(MEMBERS) as town:
        with pytest.raises(discord.PrivilegedIntentsRequired):
            async with online(town.sandbox, listening(reading())):
                pytest.fail("it must not get online")


async def test_a_wrong_token_is_refused(town: Town) -> None:
    bot = listening()
    async with bot:
        discord.http.Route.BASE, before = town.sandbox.api_root, discord.http.Route.BASE
        try:
            with pytest.raises(discord.LoginFailure):
                await bot.login("wrong")
        finally:
            discord.http.Route.BASE = before
    assert [request.status for request in town.sandbox.requests] == [401]


async def test_joining_and_leaving_a_guild_while_online(town: Town) -> None:
    async with online(town.sandbox, listening()) as bot:
        other = town.sandbox.build.add_guild("Ailleurs")
        assert await bot.hears("guild joined") == "Ailleurs"
        town.sandbox.build.leave(other, town.sandbox.application.user)
        assert await bot.hears("guild left") == "Ailleurs"


class Raw:
    """A bare WebSocket client, to say what no good library says."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def send(self, op: int, data: Any) -> None:
        await self.socket.send_str(json.dumps({"op": op, "d": data}))

    async def identify(self, sandbox: DiscordSandbox, **fields: Any) -> None:
        await self.send(2, {"token": sandbox.token, "intents": 1, "properties": {}, **fields})

    async def hears(self, wanted: str | int) -> Any:
        """The data of the next event of that name or op."""
        async with asyncio.timeout(5):
            while True:
                payload = json.loads((await self.socket.receive()).data)
                if wanted in {payload["t"], payload["op"]}:
                    return payload["d"]

    async def close_code(self) -> int:
        async with asyncio.timeout(5):
            while (await self.socket.receive()).type is aiohttp.WSMsgType.TEXT:
                pass
        return self.socket.close_code or 0


@asynccontextmanager
async def raw(sandbox: DiscordSandbox, query: str = "") -> AsyncIterator[Raw]:
    async with aiohttp.ClientSession() as session, session.ws_connect(sandbox.gateway_url + query) as socket:
        yield Raw(socket)


@pytest.mark.parametrize(
    ("fields", "code", "violations"),
    [
        ({"token": "wrong"}, 4004, 0),
        ({"intents": 1 << 40}, 4013, 1),
        ({"intents": MESSAGE_CONTENT}, 4014, 0),
        ({"shard": [2, 2]}, 4010, 1),
    ],
)
async def test_a_bad_identify_is_closed(town: Town, fields: dict[str, Any], code: int, violations: int) -> None:
    async with raw(town.sandbox) as client:
        await client.identify(town.sandbox, **fields)
        assert await client.close_code() == code
    assert len(town.sandbox.violations) == violations


@pytest.mark.parametrize(
    ("text", "code"), [('{"op": 3, "d": {}}', 4003), ("nonsense", 4002), ('{"op": 2, "d": 5}', 4002)]
)
async def test_what_is_no_conversation_is_closed(town: Town, text: str, code: int) -> None:
    async with raw(town.sandbox) as client:
        await client.socket.send_str(text)
        assert await client.close_code() == code
    assert len(town.sandbox.violations) == 1


async def test_a_second_identify_too_soon_is_an_invalid_session(town: Town) -> None:
    async with raw(town.sandbox) as first, raw(town.sandbox) as second:
        await first.identify(town.sandbox)
        await first.hears("READY")
        await second.identify(town.sandbox)
        assert await second.hears(9) is False
        await first.identify(town.sandbox)
        assert await first.close_code() == 4005
    rules = [violation.rule for violation in town.sandbox.violations]
    assert rules == ["IDENTIFY twice within the interval", "IDENTIFY on an identified connection"]


async def test_too_many_sends_close_the_connection(town: Town) -> None:
    async with raw(town.sandbox) as client:
        await client.identify(town.sandbox)
        for _ in range(120):
            await client.send(1, None)
        assert await client.close_code() == 4008
    assert "more than 120" in str(town.sandbox.violations[0])


async def test_heartbeats_are_acknowledged_unless_told_not_to(town: Town) -> None:
    async with raw(town.sandbox) as client:
        assert await client.hears(10) == {"heartbeat_interval": 41250}
        await client.send(1, None)
        await client.hears(11)
        town.sandbox.gateway.protocol.acknowledges = False
        await client.send(1, None)
        await client.identify(town.sandbox)
        payload = json.loads((await client.socket.receive()).data)
        assert payload["t"] == "READY"


async def test_an_unknown_session_cannot_be_resumed(town: Town) -> None:
    async with raw(town.sandbox) as client:
        await client.send(6, {"token": town.sandbox.token, "session_id": "x", "seq": 1})
        assert await client.hears(9) is False


async def test_op_9_not_resumable_ends_the_session() -> None:
    async with DiscordSandbox(SandboxSettings(gateway=GatewayLimits(identify_interval_s=0))) as sandbox:
        async with raw(sandbox) as client:
            await client.identify(sandbox)
            session = (await client.hears("READY"))["session_id"]
            sandbox.gateway.invalidate(resumable=False)
            assert await client.hears(9) is False
            await client.identify(sandbox)
            assert (await client.hears("READY"))["session_id"] != session
        async with raw(sandbox) as again:
            await again.send(6, {"token": sandbox.token, "session_id": session, "seq": 1})
            assert await again.hears(9) is False
        assert sandbox.violations == []


async def test_a_sequence_of_the_future_cannot_be_resumed(town: Town) -> None:
    async with raw(town.sandbox) as client:
        await client.identify(town.sandbox)
        session = (await client.hears("READY"))["session_id"]
    async with raw(town.sandbox) as again:
        await again.send(6, {"token": town.sandbox.token, "session_id": session, "seq": 99})
        assert await again.hears(9) is False


async def test_guilds_go_to_their_shard_only(town: Town) -> None:
    mine = (town.guild.id >> 22) % 2
    for number in (mine, 1 - mine):
        async with raw(town.sandbox) as client:
            await client.identify(town.sandbox, shard=[number, 2])
            assert len((await client.hears("READY"))["guilds"]) == (1 if number == mine else 0)


async def test_one_zlib_stream_when_asked(town: Town) -> None:
    inflate = zlib.decompressobj()
    async with raw(town.sandbox, "?v=10&encoding=json&compress=zlib-stream") as client:
        await client.identify(town.sandbox)
        names = []
        for _ in range(3):
            packed = await client.socket.receive_bytes()
            assert packed.endswith(b"\x00\x00\xff\xff")
            names.append(json.loads(inflate.decompress(packed))["t"])
    assert names == [None, "READY", "GUILD_CREATE"]
