"""Commands: what may be registered, and what each person's client shows of it."""

from typing import Any

import pytest
from telegram import (
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
    BotCommandScopeChatMember,
)

from tests.sandbox.telegram.conftest import Town


async def test_the_most_specific_scope_wins_each_in_the_persons_language_first(town: Town) -> None:
    group = town.group(supergroup=True)
    town.start(town.alice)
    menu = town.sandbox.sight.menu

    def shown(user: Any, place: Any) -> list[str]:
        return [entry.command for entry in menu(user, place)]

    async with town.app(poll=False) as app:

        async def offer(name: str, scope: Any = None, language: str | None = None) -> None:
            assert await app.bot.set_my_commands([BotCommand(name, "Description")], scope, language)

        assert shown(town.alice, town.bot) == []
        await offer("default")
        await offer("defaut", language="fr")
        assert (shown(town.alice, town.bot), shown(town.bob, town.bot)) == (["defaut"], ["default"])
        await offer("groups", BotCommandScopeAllGroupChats())
        assert (shown(town.alice, group), shown(town.alice, town.bot)) == (["groups"], ["defaut"])
        await offer("private", BotCommandScopeAllPrivateChats())
        assert shown(town.alice, town.bot) == ["private"]
        await offer("admins", BotCommandScopeAllChatAdministrators())
        assert (shown(town.alice, group), shown(town.bob, group)) == (["admins"], ["groups"])
        await offer("here", BotCommandScopeChat(group.id))
        assert (shown(town.alice, group), shown(town.bob, group)) == (["here"], ["here"])
        await offer("ici_admins", BotCommandScopeChatAdministrators(group.id), "fr")
        assert (shown(town.alice, group), shown(town.bob, group)) == (["ici_admins"], ["here"])
        await offer("bob", BotCommandScopeChatMember(group.id, town.bob.id))
        assert shown(town.bob, group) == ["bob"]
        assert await app.bot.delete_my_commands(BotCommandScopeChatMember(group.id, town.bob.id))
        assert shown(town.bob, group) == ["here"]
        listed = await app.bot.get_my_commands(BotCommandScopeChat(group.id))
    assert [(command.command, command.description) for command in listed] == [("here", "Description")]
    assert town.broken_rules() == []


@pytest.mark.parametrize(
    ("commands", "complaint"),
    [
        ([{"command": "Start!", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "événements", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "x" * 33, "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "vote", "description": " "}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "vote", "description": "x" * 257}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": f"vote{n}", "description": "x"} for n in range(101)], "BOT_COMMANDS_TOO_MUCH"),
        (["vote"], "can't parse BotCommand: expected an Object"),
        ("[", "can't parse commands JSON object"),
    ],
)
async def test_bad_commands_are_refused(town: Town, commands: Any, complaint: str) -> None:
    answer = await town.raw("setMyCommands", commands=commands)
    assert answer["description"] == f"Bad Request: {complaint}"
    assert len(town.sandbox.violations) == 1
    assert town.bot.menus == {}


@pytest.mark.parametrize(
    ("parameters", "complaint"),
    [
        ({"language_code": "français"}, "LANG_CODE_INVALID"),
        ({"scope": {"type": "everyone"}}, "can't parse BotCommandScope: Unsupported type specified"),
        ({"scope": {"type": "chat", "chat_id": -42}}, "chat not found"),
        ({"scope": {"type": "chat_member", "chat_id": "@lecteurs"}}, "can't parse BotCommandScope: Invalid user_id"),
    ],
)
async def test_bad_scopes_are_refused(town: Town, parameters: dict[str, Any], complaint: str) -> None:
    town.sandbox.build.add_group("Lecteurs", [town.alice, town.bot], username="lecteurs")
    commands = [{"command": "vote", "description": "x"}]
    answer = await town.raw("setMyCommands", commands=commands, **parameters)
    assert complaint in answer["description"]


async def test_a_command_named_twice_is_noted(town: Town) -> None:
    command = {"command": "/vote", "description": " Voter "}
    assert (await town.raw("setMyCommands", commands=[command, command]))["ok"]
    assert town.broken_rules() == ["setMyCommands: commands named twice: ['vote']"]
    assert town.bot.menus["default", ""][0] == {"command": "vote", "description": "Voter"}


async def test_an_empty_list_takes_the_menu_away(town: Town) -> None:
    await town.raw("setMyCommands", commands=[{"command": "vote", "description": "x"}])
    await town.raw("setMyCommands", commands=[])
    assert (await town.raw("getMyCommands"))["result"] == []
    assert town.bot.menus == {}


async def test_the_bot_presents_itself_per_language(town: Town) -> None:
    async with town.app(poll=False) as app:
        await app.bot.set_my_description("A reading club")
        await app.bot.set_my_description("Un club de lecture", language_code="fr")
        assert (await app.bot.get_my_description("fr")).description == "Un club de lecture"
        assert (await app.bot.get_my_description("de")).description == "A reading club"
        assert (await app.bot.get_my_name()).name == "Agora"
    refused = await town.raw("setMyShortDescription", short_description="x" * 121)
    assert refused["description"] == "Bad Request: SHORT_DESCRIPTION_TOO_LONG"
