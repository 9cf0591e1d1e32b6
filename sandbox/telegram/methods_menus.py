"""Commands per scope and language, and the bot's own name and descriptions."""

import re
from functools import partial
from typing import Any

from sandbox.telegram.access import chat_of, named_chat
from sandbox.telegram.request import Method, Request
from sandbox.telegram.wire import Json, refused, wrong

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"(?:[a-z]{2})?")
LONGEST_DESCRIPTION = 256
MOST_COMMANDS = 100
SHARED_SCOPES = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})
TEXT_LIMITS = {"name": 64, "description": 512, "short_description": 120}


def menu_key(request: Request) -> tuple[str, str]:
    language = request.parameters.text("language_code")
    if not LANGUAGE.fullmatch(language):
        raise wrong("LANG_CODE_INVALID")
    return scope_key(request), language


def scope_key(request: Request) -> str:
    """The scope in one word, such as `default`, `chat:-5` or `chat_member:-5:7`."""
    scope: Json = request.parameters.structure("scope", "Can't parse BotCommandScope JSON object", dict) or {}
    kind = str(scope.get("type", "default"))
    if kind in SHARED_SCOPES:
        return kind
    if kind not in {"chat", "chat_administrators", "chat_member"}:
        raise wrong("Can't parse BotCommandScope: Unsupported type specified")
    chat = named_chat(request, str(scope.get("chat_id", "")))
    if chat is None:
        raise refused("chat not found")
    if kind == "chat_member":
        if not isinstance(scope.get("user_id"), int):
            raise wrong("Can't parse BotCommandScope: Invalid user_id specified")
        return f"chat_member:{chat.id}:{scope['user_id']}"
    return f"{kind}:{chat.id}"


def set_my_commands(request: Request) -> bool:
    commands = request.parameters.structure("commands", "Can't parse commands JSON object", list)
    if commands is None:
        raise wrong("Can't parse commands JSON object")
    if len(commands) > MOST_COMMANDS:
        raise wrong("BOT_COMMANDS_TOO_MUCH")
    listed = [checked_command(command) for command in commands]
    names = [command["command"] for command in listed]
    if len(set(names)) != len(names):
        request.note(f"commands named twice: {sorted({name for name in names if names.count(name) > 1})}")
    key = menu_key(request)
    if listed:
        request.bot.menus[key] = listed
    else:
        request.bot.menus.pop(key, None)
    request.world.changes.publish("menu", None, request.bot, scope=key[0], language=key[1])
    return True


def checked_command(command: Any) -> Json:
    if not isinstance(command, dict):
        raise wrong("Can't parse BotCommand: expected an Object")
    name, description = command.get("command"), command.get("description")
    if not isinstance(name, str) or not COMMAND.fullmatch(name.removeprefix("/")):
        raise wrong("BOT_COMMAND_INVALID")
    if not isinstance(description, str) or not 1 <= len(description.strip()) <= LONGEST_DESCRIPTION:
        raise wrong("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name.removeprefix("/"), "description": description.strip()}


def get_my_commands(request: Request) -> list[Json]:
    return request.bot.menus.get(menu_key(request), [])


def delete_my_commands(request: Request) -> bool:
    key = menu_key(request)
    if request.bot.menus.pop(key, None) is not None:
        request.world.changes.publish("menu", None, request.bot, scope=key[0], language=key[1])
    return True


def set_text(kind: str, request: Request) -> bool:
    text, language = request.parameters.text(kind), request.parameters.text("language_code")
    if len(text) > TEXT_LIMITS[kind]:
        raise wrong(f"{kind.upper()}_TOO_LONG")
    if not LANGUAGE.fullmatch(language):
        raise wrong("LANG_CODE_INVALID")
    request.bot.texts[kind, language] = text
    request.world.changes.publish("text", None, request.bot, kind=kind, language=language)
    return True


def get_text(kind: str, request: Request) -> Json:
    """The text in this language, or else the one for all languages."""
    texts, language = request.bot.texts, request.parameters.text("language_code")
    default = request.bot.user.first_name if kind == "name" else ""
    return {kind: texts.get((kind, language)) or texts.get((kind, ""), default)}


def get_chat_menu_button(request: Request) -> Json:
    if "chat_id" in request.parameters:
        chat_of(request)
    return {"type": "commands"}


METHODS: dict[str, Method] = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": partial(set_text, "name"),
    "getMyName": partial(get_text, "name"),
    "setMyDescription": partial(set_text, "description"),
    "getMyDescription": partial(get_text, "description"),
    "setMyShortDescription": partial(set_text, "short_description"),
    "getMyShortDescription": partial(get_text, "short_description"),
    "getChatMenuButton": get_chat_menu_button,
}
