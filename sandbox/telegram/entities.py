"""The things of the sandbox's world: users, bots, chats, messages. State only; payloads has their look on the wire."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from sandbox.telegram.rights import PERMISSIONS
from sandbox.telegram.updates import UpdateQueue
from sandbox.telegram.wire import Json


class ChatKind(StrEnum):
    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"


class Status(StrEnum):
    OWNER = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    RESTRICTED = "restricted"
    LEFT = "left"
    BANNED = "kicked"


@dataclass(slots=True, eq=False)
class User:
    """A person, or the account of a bot."""

    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = None
    last_name: str | None = None
    is_bot: bool = False


@dataclass(slots=True, eq=False)
class Member:
    """`rights` of an administrator; `permissions` of a restricted member; `until` in Unix seconds, 0 for ever."""

    user: User
    status: Status
    rights: frozenset[str] = frozenset()
    permissions: dict[str, bool] = field(default_factory=dict)
    is_anonymous: bool = False
    until: int = 0

    @property
    def is_present(self) -> bool:
        return self.status not in {Status.LEFT, Status.BANNED}

    @property
    def is_admin(self) -> bool:
        return self.status in {Status.OWNER, Status.ADMINISTRATOR}

    def at(self, now: int) -> "Member":
        """The membership as it is at a moment in Unix seconds: what was for a time ends when that time is over.

        As DialogParticipantStatus::update_restrictions of https://github.com/tdlib/td does.
        """
        if not self.until or now <= self.until:
            return self
        return Member(self.user, Status.MEMBER if self.status is Status.RESTRICTED else Status.LEFT)

    def may(self, right: str) -> bool:
        return self.status is Status.OWNER or (self.status is Status.ADMINISTRATOR and right in self.rights)


@dataclass(slots=True, eq=False)
class Topic:
    """`id` is the thread id: the id of the service message that created it."""

    id: int
    name: str
    icon_color: int
    is_closed: bool = False
    is_deleted: bool = False
    icon_custom_emoji_id: str | None = None


@dataclass(slots=True, eq=False)
class Ballot:
    """A native poll; `votes` maps a user's id to the chosen option indexes. `hides_results`: until it is closed;
    `closes_at` in Unix seconds, by itself.
    """

    id: str
    question: str
    options: list[str]
    is_anonymous: bool
    allows_multiple_answers: bool
    kind: str = "regular"
    correct_option_ids: list[int] = field(default_factory=list)
    is_closed: bool = False
    votes: dict[int, list[int]] = field(default_factory=dict)
    allows_revoting: bool = True
    hides_results: bool = False
    closes_at: int | None = None
    open_period_s: int | None = None
    explanation: str = ""
    explanation_entities: list[Json] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Message:
    """`topic` for a message in a forum topic; `thread_id` for a reply outside of topics, as supergroups number them."""

    id: int
    chat: "Chat"
    date: int
    sender: User
    sender_chat: "Chat | None" = None
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    caption: str = ""
    caption_entities: list[Json] = field(default_factory=list)
    is_caption_above: bool = False
    markup: Json | None = None
    reply_to: "Message | None" = None
    topic: Topic | None = None
    thread_id: int | None = None
    media: Json = field(default_factory=dict)
    service: Json = field(default_factory=dict)
    ballot: Ballot | None = None
    origin: Json | None = None
    edited_at: int | None = None
    is_silent: bool = False
    is_protected: bool = False
    is_deleted: bool = False
    reactions: dict[int, list[Json]] = field(default_factory=dict)

    @property
    def body(self) -> str:
        """What is to be read: the text, or the caption of a picture or document."""
        return self.text or self.caption

    @property
    def buttons(self) -> Iterator[Json]:
        """The buttons of the inline keyboard, row by row."""
        for row in (self.markup or {}).get("inline_keyboard", []):
            yield from row

    @property
    def labels(self) -> list[list[str]]:
        return [[button["text"] for button in row] for row in (self.markup or {}).get("inline_keyboard", [])]


@dataclass(slots=True, eq=False)
class Chat:
    """A group or supergroup, or a bot's private chat with `partner`."""

    id: int
    kind: ChatKind
    title: str = ""
    username: str | None = None
    is_forum: bool = False
    partner: User | None = None
    bot: "Bot | None" = None
    is_started: bool = False
    is_blocked: bool = False
    moved_to: "Chat | None" = None
    asks_to_join: bool = False
    general_is_closed: bool = False
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    permissions: dict[str, bool] = field(default_factory=lambda: dict.fromkeys(PERMISSIONS, True))
    join_requests: dict[int, User] = field(default_factory=dict)
    last_message_id: int = 0
    last_speaking_bot_id: int | None = None
    now: Callable[[], int] = lambda: 0
    """The world's clock, in Unix seconds."""
    general_name: str = "General"
    general_is_hidden: bool = False

    @property
    def is_private(self) -> bool:
        return self.kind is ChatKind.PRIVATE

    @property
    def roll(self) -> list[Member]:
        """Everybody who was ever in the chat, as they are now."""
        return [self.member(member.user) for member in list(self.members.values())]

    def member(self, user: User) -> Member:
        """The user's membership, `left` if there never was one."""
        known = self.members.get(user.id)
        if known is None:
            return Member(user, Status.LEFT)
        present = self.members[user.id] = known.at(self.now())
        return present


@dataclass(slots=True, eq=False)
class Webhook:
    url: str
    secret: str
    max_connections: int
    last_error: str = ""
    last_error_date: int = 0


@dataclass(slots=True, eq=False)
class Bot:
    """`reads_all`: privacy mode is off. `menus` and `texts` are kept by scope or kind, and language."""

    user: User
    token: str
    queue: UpdateQueue
    reads_all: bool = False
    webhook: Webhook | None = None
    menus: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    private_chats: dict[int, Chat] = field(default_factory=dict)

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def username(self) -> str:
        return self.user.username or ""


@dataclass(slots=True, eq=False)
class Toast:
    """What a press shows its person: a passing line, an alert to be closed, or a link that opens."""

    user: User
    text: str = ""
    is_alert: bool = False
    url: str = ""


@dataclass(slots=True, eq=False)
class Press:
    """A callback query; `message` is None when a forged press names a message that is not there.

    `pressed_at_s` is on the loop's clock. `toast` is None until the bot answers.
    """

    id: str
    user: User
    bot: Bot
    chat: Chat
    message: Message | None
    message_id: int
    data: str
    pressed_at_s: float
    toast: Toast | None = None
    was_blamed: bool = False

    @property
    def is_answered(self) -> bool:
        return self.toast is not None


@dataclass(frozen=True, slots=True)
class StoredFile:
    id: str
    unique_id: str
    path: str
    name: str
    content_type: str
    content: bytes
    kind: str
