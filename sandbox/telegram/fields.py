"""The JSON body of a control request, read as things of the world; what is missing or unknown is a ValueError."""

import base64
import mimetypes
from dataclasses import dataclass
from typing import Any

from sandbox.telegram.entities import Bot, Chat, Message, Topic, User
from sandbox.telegram.gestures import Parcel
from sandbox.telegram.parameters import Part
from sandbox.telegram.wire import Json
from sandbox.telegram.world import World


@dataclass(frozen=True, slots=True)
class Fields:
    """Users and bots are named by id or @username; a place is a group's id, or a bot for the private chat with it."""

    world: World
    body: Json

    def __contains__(self, name: str) -> bool:
        return self.body.get(name) is not None

    def value(self, name: str, default: Any = None) -> Any:
        value = self.body.get(name)
        value = default if value is None else value
        if value is None:
            raise ValueError(f"{name} is missing")
        return value

    def text(self, name: str, default: str | None = None) -> str:
        return str(self.value(name, default))

    def mapping(self, name: str, default: Json | None = None) -> Json:
        value = self.value(name, default)
        if not isinstance(value, dict):
            raise TypeError(f"{name} is no object")
        return value

    def user(self, name: str = "user") -> User:
        return self._account(self.value(name))

    def bot(self, name: str = "bot") -> Bot:
        """The bot named, or the only one there is."""
        if name not in self and len(self.world.bots) == 1:
            return next(iter(self.world.bots.values()))
        return self.world.bots[self._account(self.value(name)).id]

    def who(self, name: str = "who") -> User | Bot:
        account = self.user(name)
        return self.world.bots.get(account.id, account)

    def place(self, name: str = "place") -> Chat | Bot:
        value = self.value(name)
        chat = self.world.chats.get(int(value)) if str(value).lstrip("-").isdigit() else None
        return chat or self.world.bots[self._account(value).id]

    def group(self, name: str = "place") -> Chat:
        chat = self.world.chats.get(int(self.value(name)))
        if chat is None:
            raise ValueError(f"{name} is no group")
        return chat

    def chat(self) -> Chat:
        """The place as the user's chat."""
        place = self.place()
        return self.world.private_chat(place, self.user()) if isinstance(place, Bot) else place

    def message(self, name: str = "message") -> Message | None:
        """The message of the place with this id, if one is named."""
        if name not in self:
            return None
        message = self.chat().messages.get(int(self.value(name)))
        if message is None:
            raise ValueError(f"{name} is not there")
        return message

    def topic(self, name: str = "topic", place: str = "place") -> Topic | None:
        if name not in self:
            return None
        chat = self.place(place)
        if isinstance(chat, Bot):
            raise ValueError(f"{name} is in no group")  # noqa: TRY004 - the request is wrong, not its type
        return chat.topics[int(self.value(name))]

    def _account(self, value: Any) -> User:
        found = self.world.users.get(int(value)) if str(value).isdigit() else self.world.user_by_username(str(value))
        if found is None:
            raise ValueError(f"nobody is called {value}")
        return found


def strings(fields: Fields, name: str) -> list[str]:
    return [str(one) for one in fields.value(name, [])]


def standing_message(fields: Fields) -> Message:
    message = fields.message()
    if message is None:
        raise ValueError("message is missing")
    return message


def standing_topic(fields: Fields) -> Topic:
    topic = fields.topic()
    if topic is None:
        raise ValueError("topic is missing")
    return topic


def parcel_of(fields: Fields) -> Parcel:
    """Files as `[{"filename": "a.png", "content": "<base64>"}]`, with `as_photos`, `caption` and `is_covered`."""
    given = fields.value("files")
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        raise TypeError("files is no list of objects")
    parts = [part_of(each) for each in given]
    is_covered = bool(fields.value("is_covered", default=False))
    return Parcel(parts, bool(fields.value("as_photos", default=False)), fields.text("caption", ""), is_covered)


def part_of(given: Json) -> Part:
    filename = str(given.get("filename") or "")
    if not filename:
        raise ValueError("filename is missing")
    kind = mimetypes.guess_type(filename)[0] or "application/octet-stream"
    return Part(filename, kind, base64.b64decode(str(given.get("content", "")), validate=True))
