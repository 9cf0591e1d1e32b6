"""The command menu as Telegram's client shows it to one person in one chat, chosen among scopes and languages."""

from dataclasses import dataclass

from sandbox.telegram.entities import Bot, Chat, User
from sandbox.telegram.world import World


@dataclass(frozen=True, slots=True)
class MenuEntry:
    command: str
    description: str
    bot: Bot


def shown_menu(world: World, user: User, chat: Chat) -> list[MenuEntry]:
    """What opens when the person types a slash."""
    return [
        MenuEntry(command["command"], command["description"], bot)
        for bot in world.bots_in(chat)
        for command in chosen_list(bot, user, chat)
    ]


def chosen_list(bot: Bot, user: User, chat: Chat) -> list[dict[str, str]]:
    """The first list that exists, the most specific scope first and each in the person's language first.

    The order is that of https://core.telegram.org/bots/api#determining-list-of-commands.
    """
    for scope in scopes_for(user, chat):
        for language in (user.language_code or "", ""):
            if (scope, language) in bot.menus:
                return bot.menus[scope, language]
    return []


def scopes_for(user: User, chat: Chat) -> list[str]:
    if chat.is_private:
        return [f"chat:{chat.id}", "all_private_chats", "default"]
    scopes = [f"chat_member:{chat.id}:{user.id}", f"chat_administrators:{chat.id}", f"chat:{chat.id}"]
    scopes += ["all_chat_administrators", "all_group_chats", "default"]
    is_admin = chat.member(user).is_admin
    return [scope for scope in scopes if is_admin or "administrators" not in scope]
