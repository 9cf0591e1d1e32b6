"""What one message shows one reader beyond its text: files, pictures, reactions, poll, thread, reply; draws no HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from sandbox.discord.entities import COMPONENTS_V2, HAS_THREAD, Channel, Message, User
from sandbox.discord.polls import POLL_RESULT
from sandbox.discord.reading import text_of
from sandbox.discord.wire import Json
from sandbox.discord.world import World
from sandbox.page.discord_choices import Choice, choices_of
from sandbox.page.discord_files import FileLine, file_line, media_line

THREAD_CREATED, THREAD_STARTER = 18, 21
LINKED = frozenset({"http", "https", "discord"})
QUOTED_CHARACTERS = 120


@dataclass(frozen=True, slots=True)
class Reaction:
    emoji: str
    shown: str
    count: int
    is_mine: bool


@dataclass(frozen=True, slots=True)
class PollAnswer:
    id: int
    text: str
    votes: int
    percent: int
    is_mine: bool


@dataclass(frozen=True, slots=True)
class PollView:
    """A native poll as its reader sees it; counts are shown once they have voted or it is over."""

    question: str
    answers: Sequence[PollAnswer]
    votes: int
    ends: datetime
    is_multiple: bool
    is_over: bool

    @property
    def has_voted(self) -> bool:
        return any(answer.is_mine for answer in self.answers)


@dataclass(frozen=True, slots=True)
class Quoted:
    """The message that another answers, or from which a thread hangs; without author once it is gone."""

    author: str
    text: str


@dataclass(frozen=True, slots=True)
class ThreadLink:
    id: str
    name: str
    messages: int
    is_archived: bool


@dataclass(frozen=True, slots=True)
class MessageLooks:
    """Answers for one reader in one place; a template asks it message by message."""

    world: World
    reader: User

    def files(self, message: Message) -> list[FileLine]:
        """Return the files below a message; those shown inside an embed or by a component are shown there alone."""
        if message.flags & COMPONENTS_V2:
            return []
        inside = {str((embed.get(key) or {}).get("url")) for embed in message.embeds for key in ("image", "thumbnail")}
        return [file_line(each) for each in message.attachments if each["url"] not in inside]

    def picture(self, media: Json | None, words: str = "", spoiler: bool = False) -> FileLine | None:  # noqa: FBT001, FBT002 - asked by a template
        return media_line(media, words, is_spoiler=spoiler)

    def file_of(self, message: Message, media: Json, spoiler: bool = False) -> FileLine | None:  # noqa: FBT001, FBT002 - asked by a template
        """Return the attachment that a component of the message shows."""
        found = next((each for each in message.attachments if each["url"] == media.get("url")), None)
        if found is None:
            return media_line(media, is_spoiler=spoiler)
        line = file_line(found)
        return replace(line, is_spoiler=line.is_spoiler or spoiler)

    def link(self, url: str) -> str:
        """Return an address that may be followed, "#" for a script and the like."""
        return url if urlsplit(url).scheme in LINKED else "#"

    def choices(self, menu: Json, message: Message) -> list[Choice]:
        """Return what a menu offers: its own options, or the people, roles and channels of the place."""
        return choices_of(self.world, menu, self.world.channels[message.channel_id])

    def reactions(self, message: Message) -> list[Reaction]:
        return [
            Reaction(emoji, _shown(emoji), len(users), self.reader.id in users)
            for emoji, users in message.reactions.items()
        ]

    def poll(self, message: Message) -> PollView | None:
        poll = message.poll
        if poll is None:
            return None
        counts = {each["answer_id"]: message.poll_votes.get(each["answer_id"], []) for each in poll["answers"]}
        total = sum(map(len, counts.values()))
        answers = [
            PollAnswer(
                each["answer_id"],
                _answer_text(each["poll_media"]),
                len(counts[each["answer_id"]]),
                round(100 * len(counts[each["answer_id"]]) / total) if total else 0,
                self.reader.id in counts[each["answer_id"]],
            )
            for each in poll["answers"]
        ]
        ends = datetime.fromisoformat(poll["expiry"])
        is_over = poll["closed"] or ends <= self.world.now()
        return PollView(poll["question"]["text"], answers, total, ends, poll["allow_multiselect"], is_over)

    def result(self, message: Message) -> dict[str, str] | None:
        """Return what Discord tells of a closed poll, by the names of its fields."""
        if message.kind != POLL_RESULT:
            return None
        return {field["name"]: field["value"] for embed in message.embeds for field in embed["fields"]}

    def quoted(self, message: Message) -> Quoted | None:
        where = (message.channel_id, message.reply_to) if message.reply_to else message.refers_to
        if where is None or where[1] is None or message.kind == POLL_RESULT:
            return None
        channel = self.world.channels.get(where[0])
        original = channel.messages.get(where[1]) if channel else None
        if original is None:
            return Quoted("", "")
        return Quoted(original.author.shown_name, text_of(original)[:QUOTED_CHARACTERS])

    def thread(self, message: Message) -> ThreadLink | None:
        """Return the thread that hangs from a message, or that a notice tells of, if the reader sees it."""
        thread_id = message.id if message.flags & HAS_THREAD else 0
        if message.kind == THREAD_CREATED and message.refers_to:
            thread_id = message.refers_to[0]
        thread: Channel | None = self.world.channels.get(thread_id)
        if thread is None or thread.thread is None or not self.world.may(self.reader, thread, "VIEW_CHANNEL"):
            return None
        return ThreadLink(str(thread.id), thread.name, thread.thread.sent, thread.thread.archived)

    def is_notice(self, message: Message) -> bool:
        """Whether Discord itself says it."""
        return message.kind in {THREAD_CREATED, THREAD_STARTER, POLL_RESULT}


def _shown(emoji: str) -> str:
    """A custom emoji is told by its name: its picture lies elsewhere."""
    name, _, emoji_id = emoji.partition(":")
    return f":{name}:" if emoji_id else name


def _answer_text(media: Any) -> str:
    return f"{(media.get('emoji') or {}).get('name') or ''} {media.get('text') or ''}".strip()
