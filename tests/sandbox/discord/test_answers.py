"""Answers to interactions: direct, deferred, followed up, edited, late, twice, after the end; and who sees them."""

import asyncio
import io
from datetime import UTC, datetime, timedelta

import discord
import pytest

from sandbox.discord import Attached, DiscordSandbox, Patience, SandboxSettings, text_of
from tests.sandbox.discord.bots import Bot, online, plain_intents
from tests.sandbox.discord.conftest import Town, found


async def test_a_private_answer_is_its_persons_only(town: Town) -> None:
    bot = Bot(plain_intents())

    @bot.tree.command(name="secret", description="secret")
    async def secret(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("chut", ephemeral=True)
        shown = await interaction.original_response()
        bot.heard.put_nowait(("flags", shown.flags.ephemeral))

    async with online(town.sandbox, bot):
        people = town.sandbox.people
        answer = await people.types(town.alice, town.salon, "/secret")
        assert answer.message is not None
        assert await bot.hears("flags") is True
        assert [text_of(one) for one in people.visible_to(town.alice, town.salon)] == ["chut"]
        assert people.visible_to(town.bob, town.salon) == []
        with pytest.raises(discord.NotFound) as unknown:
            await bot.http.get_message(town.salon.id, answer.message.id)
        assert unknown.value.code == 10008
    assert [message.id for message in town.salon.messages.values()] == [answer.message.id]


async def test_defer_then_edit_then_follow_up(town: Town) -> None:
    bot = Bot(plain_intents())
    go_on = asyncio.Event()

    @bot.tree.command(name="slow", description="slow")
    async def slow(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        await go_on.wait()
        await interaction.edit_original_response(content="voilà", attachments=[discord.File(io.BytesIO(b"a"), "a.txt")])
        more = await interaction.followup.send("et encore", wait=True)
        await more.edit(content="et encore plus")
        gone = await interaction.followup.send("à effacer", ephemeral=True, wait=True)
        await gone.delete()

    async with online(town.sandbox, bot):
        answer = await town.sandbox.people.types(town.alice, town.salon, "/slow")
        assert (answer.kind, answer.text, answer.messages) == ("deferred", "", [])
        go_on.set()
        assert await answer.says("et encore plus") == "voilà\net encore plus"
        assert (await answer.follow_up(2)).ephemeral
        await town.sandbox.until(lambda: answer.follow_ups[1].deleted)
    assert answer.message is not None
    assert answer.message.ephemeral
    assert answer.message.attachments[0]["filename"] == "a.txt"
    assert not answer.follow_ups[0].ephemeral
    assert town.sandbox.violations == []


async def test_the_first_follow_up_takes_the_place_of_the_deferral(town: Town) -> None:
    bot = Bot(plain_intents())

    @bot.tree.command(name="slow", description="slow")
    async def slow(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        await interaction.followup.send("fini")

    async with online(town.sandbox, bot):
        answer = await town.sandbox.people.types(town.alice, town.salon, "/slow")
        message = await answer.shown()
    assert message is answer.message
    assert (text_of(message), message.ephemeral, answer.follow_ups) == ("fini", True, [])


async def test_the_original_can_be_deleted(town: Town) -> None:
    bot = Bot(plain_intents())

    @bot.tree.command(name="brief", description="brief")
    async def brief(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("bref")
        await interaction.delete_original_response()
        with pytest.raises(discord.NotFound) as gone:
            await interaction.edit_original_response(content="x")
        bot.heard.put_nowait(("code", gone.value.code))

    async with online(town.sandbox, bot):
        answer = await town.sandbox.people.types(town.alice, town.salon, "/brief")
        assert await bot.hears("code") == 10008
    assert answer.messages == []


async def test_a_second_answer_is_refused_and_counted(town: Town) -> None:
    bot = Bot(plain_intents())

    @bot.tree.command(name="twice", description="twice")
    async def twice(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("une")
        interaction.response._response_type = None  # noqa: SLF001 - the library would refuse by itself
        with pytest.raises(discord.HTTPException) as refused:
            await interaction.response.send_message("deux")
        bot.heard.put_nowait(("code", refused.value.code))

    async with online(town.sandbox, bot):
        await town.sandbox.people.types(town.alice, town.salon, "/twice")
        assert await bot.hears("code") == 40060
    assert [violation.rule for violation in town.sandbox.violations] == ["second answer to one interaction"]


async def test_a_follow_up_before_the_answer_is_refused_and_counted(town: Town) -> None:
    bot = Bot(plain_intents())

    @bot.tree.command(name="early", description="early")
    async def early(interaction: discord.Interaction) -> None:
        with pytest.raises(discord.NotFound) as refused:
            await interaction.followup.send("trop tôt")
        await interaction.response.send_message(str(refused.value.code))

    async with online(town.sandbox, bot):
        assert (await town.sandbox.people.types(town.alice, town.salon, "/early")).text == "10015"
    assert [violation.rule for violation in town.sandbox.violations] == ["follow-up before the first answer"]


async def test_an_answer_after_the_deadline_is_unknown() -> None:
    patience = Patience(first_answer_s=0.05)
    async with DiscordSandbox(SandboxSettings(patience=patience)) as sandbox:
        town, bot, failed = found(sandbox), Bot(plain_intents()), asyncio.Event()

        @bot.tree.command(name="late", description="late")
        async def late(interaction: discord.Interaction) -> None:
            await failed.wait()
            with pytest.raises(discord.NotFound) as refused:
                await interaction.response.send_message("trop tard")
            bot.heard.put_nowait(("code", refused.value.code))

        async with online(sandbox, bot):
            answer = await sandbox.people.types(town.alice, town.salon, "/late")
            assert answer.kind == "failed"
            failed.set()
            assert await bot.hears("code") == 10062
        assert len(sandbox.record.unanswered) == 1
        assert "late" in sandbox.record.unanswered[0]
        assert [violation.rule for violation in sandbox.violations] == ["first answer later than 0.05 s"]


async def test_a_bot_that_is_away_leaves_the_person_without_answer() -> None:
    async with DiscordSandbox(SandboxSettings(patience=Patience(first_answer_s=0.05))) as sandbox:
        town, bot = found(sandbox), Bot(plain_intents())

        @bot.tree.command(name="hello", description="hello")
        async def hello(interaction: discord.Interaction) -> None:
            await interaction.response.send_message("bonjour")

        async with online(sandbox, bot):
            assert (await sandbox.people.types(town.alice, town.salon, "/hello")).kind == "message"
        assert (await sandbox.people.types(town.alice, town.salon, "/hello")).kind == "failed"
        assert sandbox.violations == []


async def test_the_token_ends_after_15_minutes() -> None:
    moment = [datetime(2026, 11, 23, 12, tzinfo=UTC)]
    async with DiscordSandbox(SandboxSettings(now=lambda: moment[0])) as sandbox:
        town, bot, later = found(sandbox), Bot(plain_intents()), asyncio.Event()

        @bot.tree.command(name="long", description="long")
        async def long_work(interaction: discord.Interaction) -> None:
            await interaction.response.send_message("ça vient")
            await later.wait()
            with pytest.raises(discord.HTTPException) as refused:
                await interaction.followup.send("enfin")
            bot.heard.put_nowait(("code", refused.value.code))

        async with online(sandbox, bot):
            await sandbox.people.types(town.alice, town.salon, "/long")
            moment[0] += timedelta(minutes=16)
            later.set()
            assert await bot.hears("code") == 50027
        assert [violation.rule for violation in sandbox.violations] == ["interaction token used after 900 s"]


@pytest.mark.parametrize("content", ["", "x" * 2001])
async def test_a_refused_answer_leaves_the_interaction_open(town: Town, content: str) -> None:
    bot = Bot(plain_intents())

    @bot.tree.command(name="clumsy", description="clumsy")
    async def clumsy(interaction: discord.Interaction) -> None:
        with pytest.raises(discord.HTTPException) as refused:
            await interaction.response.send_message(content)
        await interaction.response.send_message(str(refused.value.code))

    async with online(town.sandbox, bot):
        answer = await town.sandbox.people.types(town.alice, town.salon, "/clumsy")
    assert answer.text == ("50035" if content else "50006")
    assert len(town.sandbox.violations) == 1


async def test_two_people_at_once_get_their_own_answers(town: Town) -> None:
    bot = Bot(plain_intents())

    @bot.tree.command(name="me", description="me")
    async def me(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(interaction.user.display_name, ephemeral=True)

    async with online(town.sandbox, bot):
        acts = [town.sandbox.people.types(user, town.salon, "/me") for user in [town.alice, town.bob] * 10]
        answers = await asyncio.gather(*acts)
    assert [answer.text for answer in answers] == ["Alice", "Bob"] * 10


async def test_commands_in_direct_messages(town: Town) -> None:
    bot = Bot(plain_intents())

    @bot.tree.command(name="where", description="where")
    async def where(interaction: discord.Interaction, file: discord.Attachment | None = None) -> None:
        name = file.filename if file else None
        await interaction.response.send_message(f"{interaction.guild} {interaction.user.name} {name}")

    async with online(town.sandbox, bot):
        dm = town.sandbox.world.dm_between(town.alice, town.sandbox.application.user)
        answer = await town.sandbox.people.types(town.alice, dm, "/where", {"file": Attached("a.txt", b"a")})
    assert answer.text == "None alice a.txt"
