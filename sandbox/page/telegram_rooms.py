"""The places of one person's Telegram: groups, topics, bots, and what may be done in each; draws no HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sandbox.page.spots import Spot
from sandbox.telegram.access import GENERAL_TOPIC_ID
from sandbox.telegram.chat_payloads import newest_pinned
from sandbox.telegram.entities import Bot, Chat, Message, Topic, User
from sandbox.telegram.gestures import passes
from sandbox.telegram.impossible import CannotDo
from sandbox.telegram.topics import must_create, must_manage
from sandbox.telegram.world import World
from sandbox.telegram.writing import writable_chat


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a person looks: a bot's private chat, a group, or one topic of a forum; `topic` None there is General,
    and without `is_topic` the forum with all its messages together.
    """

    place: Chat | Bot
    chat: Chat
    topic: Topic | None = None
    is_topic: bool = False

    @property
    def id(self) -> str:
        whole = f"@{self.place.username}" if isinstance(self.place, Bot) else str(self.place.id)
        return f"{whole}/{self.topic.id if self.topic else GENERAL_TOPIC_ID}" if self.is_topic else whole

    def holds(self, message: Message) -> bool:
        return not self.is_topic or message.topic is self.topic


@dataclass(frozen=True, slots=True)
class TopicLine:
    """One topic in the list of its forum."""

    id: str
    name: str
    messages: int
    is_closed: bool


@dataclass(frozen=True, slots=True)
class ChatLine:
    """A group that the person is in or could come into, or a bot."""

    id: str
    name: str
    is_inside: bool = False
    asks: bool = False
    has_asked: bool = False
    is_blocked: bool = False
    is_started: bool = False


@dataclass(frozen=True, slots=True)
class TelegramRoom:
    """What the head and the foot of the pane show of a place. `hindrance`: in a word, why nobody writes there now."""

    at: Whereabouts
    forum: str = ""
    topics: Sequence[TopicLine] = ()
    line: TopicLine | None = None
    may_create: bool = False
    may_manage: bool = False
    may_delete: bool = False
    hindrance: str = ""
    pinned: Message | None = None
    pins: int = 0
    groups: Sequence[ChatLine] = ()
    bots: Sequence[ChatLine] = field(default=())


class TelegramRooms:
    """One loopback Telegram's places, as anybody's client lists them."""

    def __init__(self, world: World) -> None:
        self._world = world

    def places(self, user: User) -> list[Spot]:
        """Return the groups the person is in, each forum with its topics, then the bots they may write to."""
        spots = []
        for chat in self._groups():
            if self._world.is_present(chat, user):
                spots.append(Spot(str(chat.id), chat.title))
                spots += [Spot(line.id, marked(line), depth=1) for line in self._topics(chat)]
        return spots + [Spot(f"@{bot.username}", f"@{bot.username}") for bot in self._world.bots.values()]

    def whereabouts(self, user: User, wanted: str) -> Whereabouts:
        """Return the place of that id if the person has it, else the forum it was in, else their first."""
        known = [spot.id for spot in self.places(user)]
        found = next((each for each in (wanted, wanted.partition("/")[0]) if each in known), known[0])
        whole, slash, thread = found.partition("/")
        if whole.startswith("@"):
            bot = next(each for each in self._world.bots.values() if f"@{each.username}" == whole)
            return Whereabouts(bot, self._world.private_chat(bot, user))
        chat = self._world.chats[int(whole)]
        topic = chat.topics[int(thread)] if slash and int(thread) != GENERAL_TOPIC_ID else None
        return Whereabouts(chat, chat, topic, bool(slash))

    def room(self, user: User, at: Whereabouts) -> TelegramRoom:
        chat, world = at.chat, self._world
        lines = self._topics(chat)
        pinned = [chat.messages[each] for each in chat.pinned]
        standing = [each for each in pinned if not each.is_deleted and at.holds(each)]
        is_run = at.is_topic and passes(must_manage, world, user, chat, at.topic)
        return TelegramRoom(
            at,
            forum=chat.title if chat.is_forum else "",
            topics=() if at.is_topic else lines,
            line=next((line for line in lines if line.id == at.id), None),
            may_create=chat.is_forum and passes(must_create, world, user, chat),
            may_manage=is_run,
            may_delete=at.topic is not None and chat.member(user).may("can_delete_messages"),
            hindrance=self._hindrance(user, at),
            pinned=newest_pinned(chat) if not at.is_topic else next(reversed(standing), None),
            pins=len(standing),
            groups=[self._group_line(user, each) for each in self._groups()],
            bots=[self._bot_line(user, bot) for bot in world.bots.values()],
        )

    def _groups(self) -> list[Chat]:
        return [chat for chat in self._world.chats.values() if not chat.is_private and chat.moved_to is None]

    def _topics(self, chat: Chat) -> list[TopicLine]:
        """Return General first, unless it is hidden, then what was opened last."""
        if not chat.is_forum:
            return []
        counts: dict[int | None, int] = {}
        for message in chat.messages.values():
            if not message.is_deleted and not message.service:
                thread = message.topic.id if message.topic else None
                counts[thread] = counts.get(thread, 0) + 1
        general = TopicLine(
            f"{chat.id}/{GENERAL_TOPIC_ID}", chat.general_name, counts.get(None, 0), chat.general_is_closed
        )
        opened = [
            TopicLine(f"{chat.id}/{topic.id}", topic.name, counts.get(topic.id, 0), topic.is_closed)
            for topic in reversed(chat.topics.values())
            if not topic.is_deleted
        ]
        return opened if chat.general_is_hidden else [general, *opened]

    def _hindrance(self, user: User, at: Whereabouts) -> str:
        try:
            writable_chat(self._world, user, at.place, at.topic)
        except CannotDo as refused:
            return refused.reason
        return ""

    def _group_line(self, user: User, chat: Chat) -> ChatLine:
        is_inside, has_asked = self._world.is_present(chat, user), user.id in chat.join_requests
        return ChatLine(str(chat.id), chat.title, is_inside, chat.asks_to_join, has_asked)

    def _bot_line(self, user: User, bot: Bot) -> ChatLine:
        chat = self._world.private_chat(bot, user)
        name = f"@{bot.username}"
        return ChatLine(name, name, is_blocked=chat.is_blocked, is_started=chat.is_started)


def marked(line: TopicLine) -> str:
    return f"🔒 {line.name}" if line.is_closed else line.name
