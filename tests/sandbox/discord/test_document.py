"""What a real bot asks for threads, files, events, polls and reactions is what Discord's own document allows."""

import io
from datetime import timedelta

import discord
import pytest

from tests.sandbox.discord.staging import staged
from tests.sandbox.discord.test_attachments import png
from tests.wire.discord_openapi import discord_spec


async def test_every_request_passes_the_document() -> None:
    spec = discord_spec()
    if spec is None:
        pytest.skip("Discord's OpenAPI document is not there")
    async with staged() as stage:
        stage.forum("roman")
        forum = await stage.bot.hears("guild_channel_create")
        picture = discord.File(io.BytesIO(png()), "a.png", description="une page", spoiler=True)
        post = await forum.create_thread(name="Emma", content="x", applied_tags=forum.available_tags, file=picture)
        await post.thread.edit(archived=True, locked=True, pinned=True, auto_archive_duration=60)
        said = await stage.salon.send("x", poll=discord.Poll("?", duration=timedelta(hours=2)).add_answer(text="Emma"))
        thread = await said.create_thread(name="Nana")
        await thread.join()
        await thread.fetch_members()
        await said.add_reaction("📚")
        await said.clear_reactions()
        await said.end_poll()
        start = stage.clock.now() + timedelta(hours=1)
        event = await stage.guild.create_scheduled_event(
            name="Lecture",
            start_time=start,
            end_time=start + timedelta(hours=1),
            entity_type=discord.EntityType.external,
            location="Ici",
            privacy_level=discord.PrivacyLevel.guild_only,
            image=png(),
        )
        await event.edit(description="à voix haute")
        await event.cancel()
        requests = stage.town.sandbox.requests
    assert [problem for request in requests for problem in spec.check(request)] == []
    assert stage.town.sandbox.violations == []
