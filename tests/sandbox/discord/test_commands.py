"""Slash commands, autocomplete and context menus: what a person types arrives at a real bot, if allowed."""

from typing import Any

import discord
import pytest
from discord import app_commands

from sandbox.discord import Attached, NotOffered, flags
from tests.sandbox.discord.bots import Bot, online, plain_intents
from tests.sandbox.discord.conftest import Town
from tests.wire.discord_openapi import discord_spec

BOOKS = [f"Livre {number}" for number in range(1000)]


def librarian() -> Bot:
    """A bot with a command of every option type."""
    bot = Bot(plain_intents())

    @bot.tree.command(name="everything", description="All types")
    @app_commands.choices(genre=[app_commands.Choice(name="Roman", value="novel")])
    async def everything(
        interaction: discord.Interaction,
        text: app_commands.Range[str, 2, 10],
        count: app_commands.Range[int, 1, 5],
        ratio: float,
        sure: bool,
        who: discord.Member,
        where: discord.TextChannel,
        role: discord.Role,
        file: discord.Attachment,
        genre: str = "",
    ) -> None:
        size = len(await file.read())
        parts = [text, count, ratio, sure, who.display_name, where.name, role.name, file.filename, size, genre]
        await interaction.response.send_message(" ".join(map(str, parts)))

    group = app_commands.Group(name="vote", description="Votes")

    @group.command(name="open", description="Open")
    async def open_vote(interaction: discord.Interaction, book: str) -> None:
        await interaction.response.send_message(f"{interaction.locale.value}: {book}")

    @open_vote.autocomplete("book")
    async def suggest(_interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=book, value=book) for book in BOOKS if current in book][:25]

    bot.tree.add_command(group)
    return bot


def everything_options(town: Town) -> dict[str, Any]:
    return {
        "text": "Emma",
        "count": 3,
        "ratio": 0.5,
        "sure": True,
        "who": town.bob,
        "where": town.salon,
        "role": next(role for role in town.guild.roles.values() if role.name == "lecteurs"),
        "file": Attached("notes.txt", b"abc", "text/plain"),
        "genre": "Roman",
    }


async def test_every_option_type_arrives(town: Town) -> None:
    town.sandbox.build.add_role(town.guild, "lecteurs")
    async with online(town.sandbox, librarian()):
        answer = await town.sandbox.people.types(town.alice, town.salon, "/everything", everything_options(town))
    assert answer.kind == "message"
    assert answer.text == "Emma 3 0.5 True Bob salon lecteurs notes.txt 3 novel"
    assert town.sandbox.violations == []


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("text", "E"),
        ("text", "x" * 11),
        ("text", 5),
        ("count", 0),
        ("count", 6),
        ("count", 2.5),
        ("count", True),
        ("ratio", "half"),
        ("sure", "yes"),
        ("who", "bob"),
        ("genre", "Essai"),
        ("file", b"abc"),
    ],
)
async def test_the_client_refuses_what_the_option_does_not_take(town: Town, option: str, value: object) -> None:
    town.sandbox.build.add_role(town.guild, "lecteurs")
    async with online(town.sandbox, librarian()):
        options = {**everything_options(town), option: value}
        with pytest.raises(NotOffered, match=option):
            await town.sandbox.people.types(town.alice, town.salon, "/everything", options)


async def test_unknown_and_missing_options_are_not_offered(town: Town) -> None:
    async with online(town.sandbox, librarian()):
        people = town.sandbox.people
        with pytest.raises(NotOffered, match="required"):
            await people.types(town.alice, town.salon, "/vote open")
        with pytest.raises(NotOffered, match="no option 'livre'"):
            await people.types(town.alice, town.salon, "/vote open", {"livre": "Emma"})
        with pytest.raises(NotOffered, match="needs a sub-command"):
            await people.types(town.alice, town.salon, "/vote")
        with pytest.raises(NotOffered, match="no sub-command 'close'"):
            await people.types(town.alice, town.salon, "/vote close")
        with pytest.raises(NotOffered, match="no command /votes"):
            await people.types(town.alice, town.salon, "/votes")


async def test_autocomplete_suggests_at_most_25_of_a_thousand(town: Town) -> None:
    async with online(town.sandbox, librarian()):
        found = await town.sandbox.people.suggestions(town.alice, town.salon, "/vote open", {"book": "Livre 9"})
        none = await town.sandbox.people.suggestions(town.alice, town.salon, "/vote open", {"book": "Zola"})
    assert len(found) == 25
    assert found[0].value == "Livre 9"
    assert none == []


async def test_an_option_without_autocomplete_suggests_nothing(town: Town) -> None:
    async with online(town.sandbox, librarian()):
        with pytest.raises(NotOffered, match="suggests nothing"):
            await town.sandbox.people.suggestions(town.alice, town.salon, "/everything", {"text": "E"})


class French(app_commands.Translator):
    """Gives names their French form."""

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        if locale is not discord.Locale.french:
            return None
        return {"vote": "vote", "open": "ouvrir", "book": "livre"}.get(string.message)


async def test_names_in_the_readers_language_and_the_canonical_ones(town: Town) -> None:
    bot = librarian()
    async with bot:
        await bot.tree.set_translator(French())
        async with online(town.sandbox, bot):
            people = town.sandbox.people
            french = await people.types(town.alice, town.salon, "/vote ouvrir", {"livre": "Emma"})
            canonical = await people.types(town.alice, town.salon, "/vote open", {"book": "Emma"})
            english = await people.types(town.bob, town.salon, "/vote open", {"book": "Emma"})
            with pytest.raises(NotOffered):
                await people.types(town.bob, town.salon, "/vote ouvrir", {"livre": "Emma"})
    assert (french.text, canonical.text, english.text) == ("fr: Emma", "fr: Emma", "en-GB: Emma")


async def test_context_menus(town: Town) -> None:
    bot = Bot(plain_intents())

    @bot.tree.context_menu(name="Saluer")
    async def greet(interaction: discord.Interaction, member: discord.Member) -> None:
        await interaction.response.send_message(f"Bonjour {member.display_name}")

    @bot.tree.context_menu(name="Citer")
    async def quote(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"> {message.content}")

    async with online(town.sandbox, bot):
        people = town.sandbox.people
        said = people.says(town.bob, town.salon, "J'ai aimé.")
        greeted = await people.uses_menu(town.alice, town.salon, "Saluer", town.bob)
        quoted = await people.uses_menu(town.alice, town.salon, "Citer", said)
        with pytest.raises(NotOffered):
            await people.uses_menu(town.alice, town.salon, "Citer", town.bob)
    assert (greeted.text, quoted.text) == ("Bonjour Bob", "> J'ai aimé.")


async def test_commands_are_offered_by_permission_and_place(town: Town) -> None:
    bot = Bot(plain_intents())

    @bot.tree.command(name="gerer", description="Pour la librairie")
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    async def manage(interaction: discord.Interaction) -> None:
        rights = interaction.permissions.manage_guild, interaction.app_permissions.manage_roles
        await interaction.response.send_message(f"{rights}")

    async with online(town.sandbox, bot):
        people, build = town.sandbox.people, town.sandbox.build
        with pytest.raises(NotOffered):
            await people.types(town.alice, town.salon, "/gerer")
        build.join(town.guild, town.alice, build.add_role(town.guild, "libraires", flags("MANAGE_GUILD")))
        assert (await people.types(town.alice, town.salon, "/gerer")).text == "(True, True)"
        build.set_rights(town.salon, town.sandbox.application.user, deny=flags("MANAGE_ROLES"))
        assert (await people.types(town.alice, town.salon, "/gerer")).text == "(True, False)"
        dm = town.sandbox.world.dm_between(town.alice, town.sandbox.application.user)
        with pytest.raises(NotOffered):
            await people.types(town.alice, dm, "/gerer")
        build.set_rights(town.salon, town.alice, deny=flags("VIEW_CHANNEL"))
        with pytest.raises(NotOffered, match="does not see"):
            await people.types(town.alice, town.salon, "/gerer")


async def test_a_guilds_own_commands_stay_in_it(town: Town) -> None:
    other = town.sandbox.build.add_guild("Ailleurs")
    hall = town.sandbox.build.add_channel(other, "hall")
    town.sandbox.build.join(other, town.alice)
    bot = Bot(plain_intents())

    @bot.tree.command(name="ici", description="Ici", guild=discord.Object(town.guild.id))
    async def here(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(str(interaction.guild_id))

    async with online(town.sandbox, bot):
        await bot.tree.sync(guild=discord.Object(town.guild.id))
        assert (await town.sandbox.people.types(town.alice, town.salon, "/ici")).text == str(town.guild.id)
        with pytest.raises(NotOffered):
            await town.sandbox.people.types(town.alice, hall, "/ici")


async def test_two_applications_live_side_by_side(town: Town) -> None:
    rival = town.sandbox.build.add_application("rival")
    town.sandbox.build.invite(rival, town.guild)
    other = Bot(plain_intents())

    @other.tree.command(name="autre", description="Autre")
    async def answer_other(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("l'autre")

    async with online(town.sandbox, librarian()), online(town.sandbox, other, rival.token):
        people = town.sandbox.people
        mine = await people.types(town.alice, town.salon, "/vote open", {"book": "Emma"})
        theirs = await people.types(town.alice, town.salon, "/autre")
        with pytest.raises(discord.Forbidden):
            await other.http.bulk_upsert_global_commands(town.sandbox.application.id, [])
    assert (mine.text, theirs.text) == ("fr: Emma", "l'autre")
    assert theirs.message is not None
    assert theirs.message.author is rival.user


async def test_commands_are_kept_read_changed_and_deleted(town: Town) -> None:
    async with online(town.sandbox, librarian()) as bot:
        before = await bot.tree.fetch_commands()
        after = await bot.tree.sync()
        assert {command.id for command in before} == {command.id for command in after}
        edited = await before[0].edit(description="Autre")
        assert (await bot.tree.fetch_command(edited.id)).description == "Autre"
        await edited.delete()
        with pytest.raises(discord.NotFound) as missing:
            await bot.tree.fetch_command(edited.id)
        assert missing.value.code == 10063
        assert len(await bot.tree.fetch_commands()) == len(before) - 1


async def test_commands_one_by_one(town: Town) -> None:
    async with online(town.sandbox, Bot(plain_intents())) as bot:
        scope = town.sandbox.application.id
        payload: Any = {"name": "vote", "description": "Voter", "name_localizations": {"fr": "voter"}}
        made = await bot.http.upsert_global_command(scope, payload)
        again = await bot.http.upsert_global_command(scope, payload | {"description": "Voter encore"})
        assert (again["id"], again["description"]) == (made["id"], "Voter encore")
        assert "name_localizations" not in (await bot.http.get_global_commands(scope))[0]
        with pytest.raises(discord.HTTPException) as refused:
            await bot.http.edit_global_command(scope, made["id"], {"name": "VOTE"})
        assert refused.value.code == 50035
        menus: list[Any] = [{"name": f"m{number}", "type": 3} for number in range(15)]
        await bot.http.bulk_upsert_guild_commands(scope, town.guild.id, menus)
        with pytest.raises(discord.HTTPException) as too_many:
            await bot.http.upsert_guild_command(scope, town.guild.id, {"name": "m15", "type": 3})
        assert too_many.value.code == 30032
        other = town.sandbox.build.add_guild("Ailleurs")
        town.sandbox.build.leave(other, town.sandbox.application.user)
        with pytest.raises(discord.Forbidden):
            await bot.http.get_guild_commands(scope, other.id)


async def test_at_most_200_commands_are_created_a_day(town: Town) -> None:
    async with online(town.sandbox, Bot(plain_intents())) as bot:
        scope = town.sandbox.application.id
        commands: list[Any] = []
        for batch in range(2):
            commands = [{"name": f"c{batch}-{number}", "description": "x"} for number in range(100)]
            await bot.http.bulk_upsert_global_commands(scope, commands)
        one_more: Any = {"name": "encore", "description": "x"}
        with pytest.raises(discord.HTTPException) as refused:
            await bot.http.bulk_upsert_global_commands(scope, [one_more])
        assert refused.value.code == 30034
        await bot.http.bulk_upsert_global_commands(scope, commands[:50])
    assert len(town.sandbox.application.commands[None]) == 50


async def test_bad_registrations_are_refused_and_counted(town: Town) -> None:
    async with online(town.sandbox, librarian()) as bot:
        application = town.sandbox.application.id
        bad: list[Any] = [{"name": "Vote", "description": ""}]
        with pytest.raises(discord.HTTPException) as refused:
            await bot.http.bulk_upsert_global_commands(application, bad)
        assert refused.value.code == 50035
        many: list[Any] = [{"name": f"c{number}", "description": "x"} for number in range(101)]
        with pytest.raises(discord.HTTPException) as too_many:
            await bot.http.bulk_upsert_global_commands(application, many)
        assert too_many.value.code == 30032
    assert len(town.sandbox.violations) == 2
    assert "0.name: Command name is invalid" in str(town.sandbox.violations[0])


async def test_requests_of_a_real_bot_pass_the_document(town: Town) -> None:
    spec = discord_spec()
    if spec is None:
        pytest.skip("Discord's OpenAPI document is not there")
    town.sandbox.build.add_role(town.guild, "lecteurs")
    async with online(town.sandbox, librarian()):
        await town.sandbox.people.types(town.alice, town.salon, "/everything", everything_options(town))
        await town.sandbox.people.suggestions(town.alice, town.salon, "/vote open", {"book": "Livre"})
    assert [problem for request in town.sandbox.requests for problem in spec.check(request)] == []
    assert all("authorization" not in {name.lower() for name in request.headers} for request in town.sandbox.requests)
