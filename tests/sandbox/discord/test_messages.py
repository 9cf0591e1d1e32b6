"""Messages over REST by a real bot: sent once, refused by permission and limit, in channels and in direct messages."""

import io
from datetime import timedelta
from typing import Any

import aiohttp
import discord
import pytest

from sandbox.discord import NotOffered, flags, text_of
from tests.sandbox.discord.bots import Bot, online, plain_intents
from tests.sandbox.discord.conftest import Town


def channel_of(bot: Bot, town: Town) -> discord.TextChannel:
    channel = bot.get_channel(town.salon.id)
    assert isinstance(channel, discord.TextChannel)
    return channel


async def code_of(attempt: Any) -> int:
    with pytest.raises(discord.HTTPException) as refused:
        await attempt
    return refused.value.code


async def test_send_edit_read_and_delete(town: Town) -> None:
    async with online(town.sandbox, Bot(plain_intents())) as bot:
        channel = channel_of(bot, town)
        sent = await channel.send(
            "bonjour", embed=discord.Embed(title="Emma"), file=discord.File(io.BytesIO(b"x"), "a.txt")
        )
        await sent.edit(content="bonsoir")
        await sent.reply("et ensuite")
        read = await channel.fetch_message(sent.id)
        history = [message.content async for message in channel.history(limit=10)]
        assert await read.attachments[0].read() == b"x"
        await sent.delete()
        assert await code_of(channel.fetch_message(sent.id)) == 10008
        assert await code_of(sent.edit(content="x")) == 10008
    assert (read.content, read.embeds[0].title, history) == ("bonsoir", "Emma", ["et ensuite", "bonsoir"])
    assert read.edited_at is not None
    assert town.sandbox.violations == []


async def test_the_same_nonce_posts_once(town: Town) -> None:
    async with online(town.sandbox, Bot(plain_intents())) as bot:
        channel = channel_of(bot, town)
        first = await channel.send("une fois", nonce="lettre-1")
        second = await channel.send("une fois", nonce="lettre-1")
        other = await channel.send("une fois", nonce="lettre-2")
    assert first.id == second.id != other.id
    assert len(town.salon.messages) == 2


async def test_a_lost_answer_to_a_send_is_not_a_second_message(town: Town) -> None:
    async with online(town.sandbox, Bot(plain_intents())) as bot:
        channel = channel_of(bot, town)
        town.sandbox.faults.lose_next(r"POST /channels/\d+/messages")
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await channel.send("une fois", nonce="lettre-1")
        await channel.send("une fois", nonce="lettre-1")
    assert [text_of(message) for message in town.salon.messages.values()] == ["une fois"]


@pytest.mark.parametrize(
    ("right", "code"),
    [("VIEW_CHANNEL", 50001), ("SEND_MESSAGES", 50013), ("EMBED_LINKS", 50013), ("ATTACH_FILES", 50013)],
)
async def test_a_missing_right_refuses_the_message(town: Town, right: str, code: int) -> None:
    async with online(town.sandbox, Bot(plain_intents())) as bot:
        town.sandbox.build.set_rights(town.salon, town.sandbox.application.user, deny=flags(right))
        file = discord.File(io.BytesIO(b"x"), "a.txt")
        attempt = channel_of(bot, town).send("x", embed=discord.Embed(title="t"), file=file)
        assert await code_of(attempt) == code
    assert town.salon.messages == {}
    assert town.sandbox.violations == []


async def test_rights_denied_in_the_guild_hold_in_its_channels(town: Town) -> None:
    async with online(town.sandbox, Bot(plain_intents())) as bot:
        town.sandbox.build.set_rights(town.guild, town.sandbox.application.user, deny=flags("SEND_MESSAGES"))
        assert await code_of(channel_of(bot, town).send("x")) == 50013
        town.sandbox.build.set_rights(town.guild, town.sandbox.application.user, allow=flags("SEND_MESSAGES"))
        await channel_of(bot, town).send("x")


async def test_rules_of_messages(town: Town) -> None:
    async with online(town.sandbox, Bot(plain_intents())) as bot:
        channel = channel_of(bot, town)
        theirs = town.sandbox.people.says(town.alice, town.salon, "à moi")
        assert await code_of(channel.send("")) == 50006
        assert await code_of(channel.send("x" * 2001)) == 50035
        embeds = [discord.Embed(description="x" * 3001), discord.Embed(description="x" * 3000)]
        assert await code_of(channel.send(embeds=embeds)) == 50035
        assert await code_of(channel.get_partial_message(theirs.id).edit(content="à nous")) == 50005
        town.sandbox.build.set_rights(town.salon, town.sandbox.application.user, deny=flags("MANAGE_MESSAGES"))
        assert await code_of(channel.get_partial_message(theirs.id).delete()) == 50013
        assert await code_of(channel.get_partial_message(1).delete()) == 10008
        assert await code_of(bot.fetch_channel(1)) == 10003
    assert [violation.rule.split(":")[0] for violation in town.sandbox.violations] == [
        "empty message",
        "content",
        "embeds",
    ]


async def test_direct_messages_and_closed_ones(town: Town) -> None:
    stranger = town.sandbox.build.add_user("etranger")
    async with online(town.sandbox, Bot(plain_intents())) as bot:
        await (await bot.fetch_user(town.alice.id)).send("rien que pour vous")
        town.bob.accepts_dms = False
        assert await code_of((await bot.fetch_user(town.bob.id)).send("x")) == 50007
        assert await code_of((await bot.fetch_user(stranger.id)).send("x")) == 50007
        assert await code_of(bot.fetch_user(1)) == 10013
    dm = town.sandbox.world.dm_between(town.alice, town.sandbox.application.user)
    assert [text_of(message) for message in town.sandbox.people.visible_to(town.alice, dm)] == ["rien que pour vous"]
    assert town.sandbox.people.visible_to(town.bob, dm) == []


@pytest.mark.parametrize(
    ("content", "allowed", "pings"),
    [
        ("@everyone", discord.AllowedMentions.all(), True),
        ("@here", discord.AllowedMentions.all(), True),
        ("@everyone", discord.AllowedMentions.none(), False),
        ("@\u200beveryone", discord.AllowedMentions.all(), False),
        ("`@everyone`", discord.AllowedMentions.all(), False),
        ("<@&{role}>", discord.AllowedMentions(roles=True), True),
        ("<@&{role}>", discord.AllowedMentions(everyone=True), False),
    ],
)
async def test_mass_mentions_are_noted_when_they_ping(
    town: Town, content: str, allowed: discord.AllowedMentions, *, pings: bool
) -> None:
    role = town.sandbox.build.add_role(town.guild, "lecteurs")
    async with online(town.sandbox, Bot(plain_intents())) as bot:
        await channel_of(bot, town).send(content.format(role=role.id), allowed_mentions=allowed)
        layout = discord.ui.LayoutView().add_item(discord.ui.TextDisplay[Any](content.format(role=role.id)))
        await channel_of(bot, town).send(view=layout, allowed_mentions=allowed)
    assert len(town.sandbox.mass_mentions) == (2 if pings else 0)


async def test_a_bot_without_the_right_pings_nobody(town: Town) -> None:
    async with online(town.sandbox, Bot(plain_intents())) as bot:
        town.sandbox.build.set_rights(town.salon, town.sandbox.application.user, deny=flags("MENTION_EVERYONE"))
        await channel_of(bot, town).send("@everyone", allowed_mentions=discord.AllowedMentions.all())
    assert town.sandbox.mass_mentions == []


async def test_reactions_pins_and_typing(town: Town) -> None:
    async with online(town.sandbox, Bot(plain_intents())) as bot:
        channel = channel_of(bot, town)
        said = town.sandbox.people.says(town.alice, town.salon, "Emma !")
        message = channel.get_partial_message(said.id)
        await message.add_reaction("📚")
        town.sandbox.gestures.reacts(town.bob, said, "📚")
        users = [user.id async for user in (await channel.fetch_message(said.id)).reactions[0].users()]
        await message.pin()
        pinned = [one.id async for one in channel.pins()]
        async with channel.typing():
            await message.remove_reaction("📚", bot.user)  # type: ignore[arg-type]
        await message.unpin()
        assert await code_of(message.add_reaction("livre")) == 10014
    assert set(users) == {town.sandbox.application.id, town.bob.id}
    assert pinned == [said.id]
    assert said.reactions == {"📚": [town.bob.id]}
    assert said.pinned_at is None


async def test_polls(town: Town) -> None:
    async with online(town.sandbox, Bot(plain_intents())) as bot:
        poll = discord.Poll("Quel livre ?", duration=timedelta(hours=1))
        poll.add_answer(text="Emma").add_answer(text="Nana")
        sent = await channel_of(bot, town).send(poll=poll)
        message = town.salon.messages[sent.id]
        town.sandbox.gestures.votes(town.alice, message, "Emma")
        town.sandbox.gestures.votes(town.alice, message, "Nana")
        with pytest.raises(NotOffered):
            town.sandbox.gestures.votes(town.alice, message, "Zola")
        ended = await sent.end_poll()
    assert ended.poll is not None
    assert [(answer.text, answer.vote_count) for answer in ended.poll.answers] == [("Emma", 0), ("Nana", 1)]


async def test_bulk_delete(town: Town) -> None:
    async with online(town.sandbox, Bot(plain_intents())) as bot:
        said = [town.sandbox.people.says(town.alice, town.salon, str(number)) for number in range(3)]
        await channel_of(bot, town).delete_messages([discord.Object(message.id) for message in said[:2]])
    assert list(town.salon.messages) == [said[2].id]


async def test_people_write_and_rewrite_by_their_own_rights(town: Town) -> None:
    said = town.sandbox.people.says(town.alice, town.salon, f"bonjour <@{town.bob.id}>")
    assert said.mentions == [town.bob.id]
    town.sandbox.gestures.rewrites(town.alice, said, "bonsoir")
    assert text_of(said) == "bonsoir"
    with pytest.raises(NotOffered):
        town.sandbox.gestures.rewrites(town.bob, said, "non")
    with pytest.raises(NotOffered):
        town.sandbox.gestures.deletes(town.bob, said)
    town.sandbox.build.set_rights(town.salon, town.alice, deny=flags("SEND_MESSAGES"))
    with pytest.raises(NotOffered):
        town.sandbox.people.says(town.alice, town.salon, "encore")
