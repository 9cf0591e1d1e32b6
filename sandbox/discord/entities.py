"""The things of the sandbox's world: users, guilds, channels, messages. State only; payloads tell how they look."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

from sandbox.discord.wire import Json


class ChannelKind(IntEnum):
    TEXT = 0
    DM = 1
    VOICE = 2
    CATEGORY = 4
    ANNOUNCEMENT = 5
    ANNOUNCEMENT_THREAD = 10
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    STAGE = 13
    FORUM = 15


THREADS = frozenset({ChannelKind.ANNOUNCEMENT_THREAD, ChannelKind.PUBLIC_THREAD, ChannelKind.PRIVATE_THREAD})

EPHEMERAL = 1 << 6
LOADING = 1 << 7
SUPPRESS_EMBEDS = 1 << 2
HAS_THREAD = 1 << 5
COMPONENTS_V2 = 1 << 15


@dataclass(slots=True, eq=False)
class User:
    """A person, or the account of an application. `accepts_dms` is the person's privacy setting."""

    id: int
    name: str
    global_name: str | None = None
    locale: str = "en-US"
    bot: bool = False
    accepts_dms: bool = True

    @property
    def shown_name(self) -> str:
        return self.global_name or self.name


@dataclass(slots=True, eq=False)
class Role:
    id: int
    guild_id: int
    name: str
    permissions: int
    position: int = 1
    color: int = 0
    hoist: bool = False
    mentionable: bool = False
    bot_id: int | None = None


@dataclass(slots=True, eq=False)
class Member:
    user: User
    guild_id: int
    joined_at: datetime
    roles: list[int] = field(default_factory=list)
    nick: str | None = None
    timeout_until: datetime | None = None


@dataclass(slots=True, eq=False)
class Overwrite:
    """Permissions allowed and denied in one channel to a role (kind 0) or a member (kind 1)."""

    id: int
    kind: int
    allow: int = 0
    deny: int = 0


@dataclass(slots=True, eq=False)
class ThreadState:
    """`archived_at` is when it last fell asleep or woke; `sent` counts every message there ever was."""

    owner_id: int
    auto_archive_minutes: int
    created_at: datetime
    archived_at: datetime
    active_at: datetime
    archived: bool = False
    locked: bool = False
    invitable: bool = True
    sent: int = 0
    members: dict[int, datetime] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Message:
    """`only_for` is the one person who sees an ephemeral message; `application_id` is set on interaction answers.

    `refers_to` is a channel and perhaps a message in it that a message of Discord's own speaks of.
    """

    id: int
    channel_id: int
    author: User
    created_at: datetime
    content: str = ""
    kind: int = 0
    flags: int = 0
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    mentions: list[int] = field(default_factory=list)
    mention_roles: list[int] = field(default_factory=list)
    mention_everyone: bool = False
    reply_to: int | None = None
    refers_to: tuple[int, int | None] | None = None
    reactions: dict[str, list[int]] = field(default_factory=dict)
    edited_at: datetime | None = None
    pinned_at: datetime | None = None
    nonce: str | None = None
    poll: Json | None = None
    poll_votes: dict[int, list[int]] = field(default_factory=dict)
    application_id: int | None = None
    interaction: Json | None = None
    only_for: int | None = None
    deleted: bool = False

    @property
    def ephemeral(self) -> bool:
        return bool(self.flags & EPHEMERAL)

    @property
    def loading(self) -> bool:
        return bool(self.flags & LOADING)


@dataclass(slots=True, eq=False)
class Channel:
    id: int
    kind: ChannelKind
    name: str
    guild_id: int | None = None
    position: int = 0
    topic: str | None = None
    parent_id: int | None = None
    nsfw: bool = False
    slowmode_s: int = 0
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    tags: list[Json] = field(default_factory=list)
    applied_tags: list[int] = field(default_factory=list)
    recipients: list[User] = field(default_factory=list)
    thread: ThreadState | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    last_message_id: int | None = None
    settings: Json = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class ScheduledEvent:
    id: int
    guild_id: int
    creator: User
    fields: Json
    interested: list[int] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        """Whether it has ended or was called off."""
        return self.fields["status"] in {3, 4}


@dataclass(slots=True, eq=False)
class Guild:
    id: int
    name: str
    locale: str
    owner_id: int
    created_at: datetime
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    bans: dict[int, str | None] = field(default_factory=dict)
    events: dict[int, ScheduledEvent] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Application:
    """A bot as the developer portal knows it: its token, its account, the privileged intents its owner switched on."""

    id: int
    name: str
    token: str
    user: User
    privileged_intents: int = 0
    commands: dict[int | None, dict[int, Json]] = field(default_factory=dict)
    creations: dict[tuple[int | None, str], int] = field(default_factory=dict)
