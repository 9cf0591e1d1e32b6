"""The one true state of the sandbox: every person, bot, chat and message, with look-ups. It checks no right."""

import itertools
from collections.abc import Callable

from sandbox.telegram.changes import Changes
from sandbox.telegram.clock import Now, unix
from sandbox.telegram.entities import Bot, Chat, ChatKind, Member, Message, Press, StoredFile, User
from sandbox.telegram.record import Record
from sandbox.telegram.rights import ANONYMOUS_ADMIN_ID
from sandbox.telegram.updates import UpdateQueue

FIRST_USER_ID = 5_000_000_001
FIRST_BOT_ID = 7_000_000_001
FIRST_GROUP_ID = 4_000_000_001
FIRST_SUPERGROUP_ID = 1_000_000_000_000 + 1_500_000_001
FIRST_UPDATE_ID = 700_000_001


class World:
    """`seconds` is a clock that only moves forward, for deadlines and rates; `now` tells the date of messages."""

    def __init__(self, now: Now, seconds: Callable[[], float], answer_deadline_s: float = 15.0) -> None:
        self.now = now
        self.seconds = seconds
        self.answer_deadline_s = answer_deadline_s
        self.changes = Changes()
        self.record = Record()
        self.users: dict[int, User] = {}
        self.bots: dict[int, Bot] = {}
        self.chats: dict[int, Chat] = {}
        self.presses: dict[str, Press] = {}
        self.files: dict[str, StoredFile] = {}
        self.anonymous_admin = User(ANONYMOUS_ADMIN_ID, "Group", "GroupAnonymousBot", is_bot=True)
        self.ids = {
            "user": itertools.count(FIRST_USER_ID),
            "bot": itertools.count(FIRST_BOT_ID),
            "group": itertools.count(FIRST_GROUP_ID),
            "supergroup": itertools.count(FIRST_SUPERGROUP_ID),
            "press": itertools.count(4_382_000_000_000_000_001),
            "ballot": itertools.count(5_390_000_000_000_000_001),
            "file": itertools.count(1),
            "album": itertools.count(13_700_000_000_000_001),
        }

    @property
    def date(self) -> int:
        """Now, in Unix seconds."""
        return self.unix_now()

    def unix_now(self) -> int:
        return unix(self.now())

    def add_bot(self, first_name: str, username: str, token: str | None) -> Bot:
        bot_id = next(self.ids["bot"])
        user = User(bot_id, first_name, username, is_bot=True)
        queue = UpdateQueue(FIRST_UPDATE_ID)
        bot = Bot(user, token or f"{bot_id}:sandbox-{'x' * 27}", queue)
        self.users[bot_id] = user
        self.bots[bot_id] = bot
        return bot

    def bot_by_token(self, token: str) -> Bot | None:
        return next((bot for bot in self.bots.values() if bot.token == token), None)

    def user_by_username(self, username: str) -> User | None:
        wanted = username.removeprefix("@").lower()
        return next((user for user in self.users.values() if (user.username or "").lower() == wanted), None)

    def chat_by_username(self, name: str) -> Chat | None:
        """The public group of this @name; None for a name without the sign."""
        wanted = name[1:].lower() if name.startswith("@") else None
        return next((chat for chat in self.chats.values() if wanted and (chat.username or "").lower() == wanted), None)

    def private_chat(self, bot: Bot, user: User) -> Chat:
        """The two's private chat, there even before the person presses Start."""
        chat = bot.private_chats.get(user.id)
        if chat is None:
            chat = Chat(user.id, ChatKind.PRIVATE, partner=user, bot=bot, username=user.username, now=self.unix_now)
            bot.private_chats[user.id] = chat
        return chat

    def find_chat(self, bot: Bot, chat_id: int) -> Chat | None:
        """The chat as this bot numbers it: positive ids are its private chats."""
        if chat_id > 0:
            user = self.users.get(chat_id)
            return self.private_chat(bot, user) if user else None
        return self.chats.get(chat_id)

    def bots_in(self, chat: Chat) -> list[Bot]:
        """The bots that are in the chat now."""
        if chat.bot:
            return [chat.bot]
        return [bot for bot in self.bots.values() if chat.member(bot.user).is_present]

    def add_message(self, message: Message) -> Message:
        """Number the message, keep it and tell the observers."""
        chat = message.chat
        chat.last_message_id += 1
        message.id = chat.last_message_id
        chat.messages[message.id] = message
        if message.sender.id in self.bots:
            chat.last_speaking_bot_id = message.sender.id
            if any(entity["type"] in {"mention", "text_mention"} for entity in message.entities):
                self.record.mentions.append(message)
        self.changes.publish("message", chat, message)
        return message

    def set_member(self, chat: Chat, member: Member) -> Member:
        """Replace the membership; returns the one before."""
        before = chat.member(member.user)
        chat.members[member.user.id] = member
        self.changes.publish("member", chat, member, before=before.status)
        return before

    def is_present(self, chat: Chat, user: User) -> bool:
        if chat.is_private:
            return chat.partner is user or bool(chat.bot and chat.bot.user is user)
        return chat.member(user).is_present
