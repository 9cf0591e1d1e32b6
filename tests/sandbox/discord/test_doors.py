"""People come and go, answer one another, edit and delete, and meet the channel's slow mode."""

import discord
import pytest

from sandbox.discord import ChannelPlan, NotOffered, flags
from sandbox.discord.wire import ApiError
from tests.sandbox.discord.bots import code_of
from tests.sandbox.discord.staging import staged


async def test_a_person_leaves_and_comes_back_unless_banned() -> None:
    async with staged(discord.Intents.all()) as stage:
        doors, town = stage.town.sandbox.doors, stage.town
        doors.leaves(town.alice, town.guild)
        assert town.sandbox.people.visible_to(town.alice, town.salon) == []
        with pytest.raises(NotOffered):
            doors.leaves(town.alice, town.guild)
        doors.joins(town.alice, town.guild)
        member = await stage.guild.fetch_member(town.alice.id)
        await member.ban()
        with pytest.raises(NotOffered) as refused:
            doors.joins(town.alice, town.guild)
        assert refused.value.reason == "banned"
        assert await code_of(stage.guild.fetch_member(town.alice.id)) == 10007


async def test_the_owner_stays() -> None:
    async with staged() as stage:
        owner = stage.town.sandbox.world.users[stage.town.guild.owner_id]
        with pytest.raises(NotOffered) as refused:
            stage.town.sandbox.doors.leaves(owner, stage.town.guild)
        assert refused.value.reason == "owner-stays"


async def test_a_reply_tells_whom_it_answers() -> None:
    async with staged(discord.Intents(guilds=True, guild_messages=True)) as stage:
        town = stage.town
        sent = await stage.salon.send("Qui vient ?")
        await stage.bot.hears("message")
        town.sandbox.people.says(town.alice, town.salon, "moi", reply_to=town.salon.messages[sent.id])
        heard = await stage.bot.hears("message")
        assert (heard.content, heard.type) == ("moi", discord.MessageType.reply)
        assert heard.reference.resolved.id == sent.id
        quiet = await heard.reply("merci", mention_author=False)
        loud = await heard.reply("merci !", mention_author=True)
    assert (quiet.mentions, [user.id for user in loud.mentions]) == ([], [town.alice.id])


async def test_ones_own_words_are_edited_within_the_rules() -> None:
    async with staged() as stage:
        town, gestures = stage.town, stage.town.sandbox.gestures
        said = town.sandbox.people.says(town.alice, town.salon, "bonjour")
        for wrong in ("", "x" * 2001):
            with pytest.raises(ApiError):
                gestures.rewrites(town.alice, said, wrong)
        gestures.rewrites(town.alice, said, "bonsoir")
        assert said.content == "bonsoir"
        gestures.deletes(town.alice, said)
        with pytest.raises(NotOffered):
            gestures.rewrites(town.alice, said, "trop tard")


async def test_what_discord_itself_says_stays() -> None:
    async with staged() as stage:
        town = stage.town
        said = town.sandbox.people.says(town.alice, town.salon, "Emma ?")
        thread = town.sandbox.doors.starts_thread(town.alice, town.salon, "Emma", said)
        first = next(iter(thread.messages.values()))
        with pytest.raises(NotOffered):
            town.sandbox.gestures.deletes(town.alice, first)
        heard = await stage.bot.hears("thread_create")
        assert await code_of(heard.get_partial_message(first.id).delete()) == 50021


async def test_the_slow_mode_holds_readers_back_until_the_clock_has_moved() -> None:
    async with staged() as stage:
        town = stage.town
        slow = town.sandbox.build.add_channel(town.guild, "lent", ChannelPlan(slowmode_s=60))
        town.sandbox.people.says(town.alice, slow, "un")
        with pytest.raises(NotOffered) as refused:
            town.sandbox.people.says(town.alice, slow, "deux")
        assert refused.value.reason == "slowmode"
        town.sandbox.people.says(town.bob, slow, "et moi")
        stage.leap(minutes=1)
        town.sandbox.people.says(town.alice, slow, "deux")
        town.sandbox.build.set_rights(slow, town.alice, allow=flags("BYPASS_SLOWMODE"))
        town.sandbox.people.says(town.alice, slow, "trois")
    assert len(slow.messages) == 4
