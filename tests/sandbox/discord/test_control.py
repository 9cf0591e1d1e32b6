"""The control endpoint over HTTP: another process builds, acts, makes trouble and watches."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import aiohttp
import discord
import pytest
from discord import app_commands, ui

from sandbox.discord.ids import utc_now
from tests.sandbox.discord.bots import Bot, online, plain_intents
from tests.sandbox.discord.conftest import Town


class Outside:
    """A client of the control endpoint."""

    def __init__(self, session: aiohttp.ClientSession, root: str) -> None:
        self._session = session
        self._root = root

    async def get(self, path: str) -> Any:
        async with self._session.get(f"{self._root}/sandbox/{path}") as response:
            assert response.status == 200
            return await response.json()

    async def post(self, path: str, expected: int = 200, /, **body: Any) -> Any:
        async with self._session.post(f"{self._root}/sandbox/{path}", json=body) as response:
            assert response.status == expected, await response.text()
            return await response.json()

    @asynccontextmanager
    async def changes(self) -> AsyncIterator["asyncio.StreamReader | aiohttp.StreamReader"]:
        async with self._session.get(f"{self._root}/sandbox/changes") as response:
            yield response.content


@pytest.fixture
async def outside(town: Town) -> AsyncIterator[Outside]:
    async with aiohttp.ClientSession() as session:
        yield Outside(session, town.sandbox.root)


class Form(ui.Modal, title="Avis"):
    stars: ui.TextInput[Any] = ui.TextInput(label="Étoiles")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"{self.stars.value} étoiles", ephemeral=True)


class Choices(ui.View):
    @ui.button(label="Noter")
    async def rate(self, interaction: discord.Interaction, _button: ui.Button[Any]) -> None:
        await interaction.response.send_modal(Form())

    @ui.select(placeholder="Livre", options=[discord.SelectOption(label="Emma")])
    async def pick(self, interaction: discord.Interaction, select: ui.Select[Any]) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.followup.send(select.values[0])


def critic() -> Bot:
    bot = Bot(plain_intents())

    @bot.tree.command(name="review", description="Review")
    async def review(interaction: discord.Interaction, book: str, by: discord.Member | None = None) -> None:
        name = by.display_name if by else "?"
        await interaction.response.send_message(f"{book}, {name}", view=Choices())

    @review.autocomplete("book")
    async def suggest(_interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{current} !", value=current)]

    return bot


async def test_a_whole_visit(town: Town, outside: Outside) -> None:
    here: dict[str, Any] = {"user": "alice", "channel": "La Page Blanche/salon"}
    async with online(town.sandbox, critic()):
        found = await outside.post("act/suggestions", **here, command="/review", focused={"book": "Em"})
        assert found == {"suggestions": [{"name": "Em !", "value": "Em"}]}
        options = {"book": "Emma", "by": {"user": "bob"}}
        shown = await outside.post("act/types", **here, command="/review", options=options)
        assert (shown["kind"], shown["text"]) == ("message", "Emma, Bob")
        message = shown["message"]["id"]
        form = await outside.post("act/presses", **here, message=message, button="Noter")
        assert form["modal"]["title"] == "Avis"
        rated = await outside.post("act/submits", answer=form["id"], values={"Étoiles": "5"})
        assert rated["text"] == "5 étoiles"
        picked = await outside.post("act/chooses", **here, message=message, values=["Emma"], wait_s=5)
        assert picked["text"] == "Emma"
        assert (await outside.post("act/looks", answer=picked["id"]))["text"] == "Emma"
        forged = await outside.post("act/says", **here, content="bonjour")
        await outside.post("act/reacts", **here, message=forged["id"], emoji="📚")
    mine = await outside.get("messages?user=alice&channel=salon")
    theirs = await outside.get("messages?user=bob&channel=salon")
    assert [one["text"] for one in mine] == ["Emma, Bob", "5 étoiles", "Emma", "bonjour"]
    assert [one["text"] for one in theirs] == ["Emma, Bob", "bonjour"]
    record = await outside.get("record")
    assert (record["violations"], record["unhandled"], record["mass_mentions"]) == ([], [], [])


async def test_other_acts_from_outside(town: Town, outside: Outside) -> None:
    bot = critic()

    @bot.tree.context_menu(name="Saluer")
    async def greet(interaction: discord.Interaction, member: discord.Member) -> None:
        await interaction.response.send_message(f"Bonjour {member.display_name}")

    @bot.tree.command(name="where", description="Where")
    async def where(interaction: discord.Interaction, channel: discord.TextChannel, role: discord.Role) -> None:
        await interaction.response.send_message(f"{channel.name} {role.name}")

    @bot.event
    async def on_interaction(interaction: discord.Interaction) -> None:
        data: Any = interaction.data
        if data.get("custom_id") == "forgé":
            await interaction.response.send_message("non", ephemeral=True)

    town.sandbox.build.add_role(town.guild, "jury")
    here: dict[str, Any] = {"user": "alice", "channel": "salon"}
    async with online(town.sandbox, bot):
        greeted = await outside.post("act/uses_menu", **here, menu="Saluer", target="bob")
        forged = await outside.post("act/forge_press", **here, custom_id="forgé")
        options = {"channel": {"channel": "salon"}, "role": {"role": "jury"}}
        told = await outside.post("act/types", **here, command="/where", options=options)
        await outside.post("act/types", 404, **here, command="/where", options={"channel": {"star": "Sirius"}})
        poll = discord.Poll("?", duration=timedelta(hours=1)).add_answer(text="Emma")
        sent = await bot.get_partial_messageable(town.salon.id).send(poll=poll)
        voted = await outside.post("act/votes", **here, message=str(sent.id), answer="Emma")
        guild = bot.get_guild(town.guild.id)
        assert guild is not None
        start = utc_now() + timedelta(days=1)
        await guild.create_scheduled_event(
            name="Rencontre",
            start_time=start,
            end_time=start + timedelta(hours=2),
            location="ici",
            entity_type=discord.EntityType.external,
            privacy_level=discord.PrivacyLevel.guild_only,
        )
        followed = await outside.post("act/follows", user="alice", guild="La Page Blanche", event="Rencontre")
        await outside.post("act/follows", 404, user="alice", guild="La Page Blanche", event="Autre")
        said = await outside.post("act/says", user="alice", channel="@agora", content="en privé")
    assert (greeted["text"], forged["text"], told["text"]) == ("Bonjour Bob", "non", "salon jury")
    assert voted["poll"]["results"]["answer_counts"] == [{"id": 1, "count": 1, "me_voted": False}]
    assert followed == {"interested": 1}
    assert [one["id"] for one in await outside.get("messages?user=alice&channel=@agora")] == [said["id"]]


async def test_building_from_outside(town: Town, outside: Outside) -> None:
    await outside.post("build/user", name="carol", locale="en-GB")
    guild = await outside.post("build/guild", name="Ailleurs", owner="carol")
    await outside.post("build/channel", guild="Ailleurs", name="avis", kind="forum", tags=["roman"])
    await outside.post("build/role", guild="Ailleurs", name="jury", rights=["MANAGE_EVENTS"])
    joined = await outside.post("build/join", guild="Ailleurs", user="alice", roles=["jury"])
    assert joined == {"members": 3}
    await outside.post("build/rights", guild="Ailleurs", channel="avis", user="alice", deny=["VIEW_CHANNEL"])
    state = await outside.get("state")
    built = next(one for one in state["guilds"] if one["id"] == guild["id"])
    assert [channel["name"] for channel in built["channels"]] == ["avis"]
    assert await outside.get("messages?user=alice&channel=avis") == []
    assert await outside.post("build/leave", guild="Ailleurs", user="alice") == {"members": 2}


@pytest.mark.parametrize(
    ("path", "status", "body"),
    [
        ("act/types", 404, {"user": "nobody", "channel": "salon", "command": "/x"}),
        ("act/types", 404, {"user": "alice", "channel": "nowhere", "command": "/x"}),
        ("act/types", 409, {"user": "alice", "channel": "salon", "command": "/x"}),
        ("act/types", 400, {"user": "alice", "channel": "salon"}),
        ("act/says", 400, {"user": "alice", "channel": "salon", "content": ""}),
        ("act/submits", 404, {"answer": "1"}),
        ("act/dances", 404, {}),
        ("build/castle", 404, {}),
        ("faults/flood", 404, {}),
        ("gateway/flood", 404, {}),
        ("faults/fail", 400, {"pattern": "("}),
    ],
)
async def test_what_is_not_understood_is_said(outside: Outside, path: str, status: int, body: dict[str, Any]) -> None:
    assert (await outside.post(path, status, **body))["error"]


async def test_trouble_from_outside(town: Town, outside: Outside) -> None:
    async with online(town.sandbox, critic()):
        assert await outside.post("faults/fail", pattern="POST /channels", status=403) == {"pending": 1}
        assert await outside.post("gateway/drop") == {"connected": 0}
        await town.sandbox.until(lambda: town.sandbox.gateway.protocol.resumes == 1)
        await outside.post("gateway/reconnect")
        await town.sandbox.until(lambda: town.sandbox.gateway.protocol.resumes == 2)
        await outside.post("gateway/invalidate", resumable=True)
        await town.sandbox.until(lambda: town.sandbox.gateway.protocol.resumes == 3)


async def test_a_page_watches_the_changes(town: Town, outside: Outside) -> None:
    async with outside.changes() as stream:
        await stream.readuntil(b"\n\n")
        said = town.sandbox.people.says(town.alice, town.salon, "bonjour")
        told = json.loads((await stream.readuntil(b"\n\n")).removeprefix(b"data: "))
        assert (told["name"], told["message"]["id"], told["only_for"]) == ("MESSAGE_CREATE", str(said.id), None)
        await town.sandbox.stop()
        assert await stream.read() == b""


async def test_other_sites_may_not_act(town: Town) -> None:
    async with aiohttp.ClientSession(headers={"Origin": "https://example.org"}) as session:
        async with session.get(f"{town.sandbox.root}/sandbox/state") as response:
            assert response.status == 403
