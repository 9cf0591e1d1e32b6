"""Everything a person does without a command, asked of the control endpoint over HTTP."""

import base64
from datetime import timedelta
from typing import Any

import pytest

from sandbox.discord import ChannelKind, ChannelPlan
from sandbox.discord.entities import ScheduledEvent
from sandbox.discord.event_rules import BLANK
from sandbox.discord.ids import stamp
from tests.sandbox.discord.conftest import Town
from tests.sandbox.discord.test_attachments import png
from tests.sandbox.discord.test_control import Outside, outside

__all__ = ["outside"]
ALICE = {"user": "alice", "channel": "salon"}
PAGE = {"filename": "page.png", "content": base64.b64encode(png()).decode(), "description": "une page", "spoiler": True}


async def test_words_with_a_file_a_reply_an_edit_and_a_reaction(town: Town, outside: Outside) -> None:
    said = await outside.post("act/says", **ALICE, content="regardez", files=[PAGE])
    assert (said["attachments"][0]["filename"], said["attachments"][0]["width"]) == ("SPOILER_page.png", 3)
    reply = await outside.post("act/says", user="bob", channel="salon", content="beau", reply_to=said["id"])
    assert reply["referenced_message"]["id"] == said["id"]
    on = {**ALICE, "message": said["id"]}
    assert (await outside.post("act/rewrites", **on, content="voyez"))["content"] == "voyez"
    assert (await outside.post("act/reacts", **on, emoji="📚"))["reactions"][0]["count"] == 1
    assert (await outside.post("act/unreacts", **on, emoji="📚"))["reactions"] == []
    assert await outside.post("act/deletes", **on) == {"messages": 1}
    await outside.post("act/rewrites", 404, **on, content="trop tard")
    await outside.post("act/says", 400, **ALICE, content="x", files=[{"filename": "a", "content": "?"}])


async def test_threads_and_posts(town: Town, outside: Outside) -> None:
    town.sandbox.build.add_channel(town.guild, "avis", ChannelPlan(ChannelKind.FORUM, tags=("roman",)))
    said = await outside.post("act/says", **ALICE, content="Emma ?")
    thread = await outside.post("act/starts_thread", **ALICE, name="Emma", message=said["id"])
    assert (thread["id"], thread["name"]) == (said["id"], "Emma")
    post = await outside.post("act/posts", user="bob", channel="avis", name="Nana", content="bien", tags="roman")
    assert len(post["applied_tags"]) == 1
    inside = {"user": "bob", "channel": thread["id"]}
    assert (await outside.post("act/joins_thread", **inside))["member_count"] == 2
    assert (await outside.post("act/leaves_thread", **inside))["member_count"] == 1
    await outside.post("act/closes_thread", 409, **inside)
    closed = await outside.post("act/closes_thread", user="alice", channel=thread["id"])
    assert closed["thread_metadata"]["archived"]
    woken = await outside.post("act/closes_thread", **inside, closed=False)
    assert not woken["thread_metadata"]["archived"]


async def test_events_guilds_and_polls(town: Town, outside: Outside) -> None:
    event = ScheduledEvent(town.sandbox.world.ids.next(), town.guild.id, town.alice, dict(BLANK) | {"name": "Lecture"})
    event.fields["scheduled_start_time"] = stamp(town.sandbox.world.now() + timedelta(hours=1))
    event.fields["entity_type"] = 2
    town.guild.events[event.id] = event
    named: dict[str, Any] = {"user": "bob", "guild": "La Page Blanche"}
    assert await outside.post("act/follows", **named, event="Lecture") == {"interested": 1}
    assert await outside.post("act/unfollows", **named, event="Lecture") == {"interested": 0}
    assert await outside.post("act/leaves", **named) == {"members": 3}
    await outside.post("act/leaves", 409, **named)
    assert await outside.post("act/joins", **named) == {"members": 4}
    await outside.post("act/withdraws", 404, **ALICE, message="1")


@pytest.mark.parametrize("name", ["joins_thread", "leaves_thread", "closes_thread"])
async def test_a_channel_that_is_no_thread_is_not_taken_for_one(town: Town, outside: Outside, name: str) -> None:
    await outside.post(f"act/{name}", 400, **ALICE)
