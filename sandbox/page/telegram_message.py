"""What one message shows one reader beyond its text: author, files, poll, reactions, reply; draws no HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sandbox.page.discord_files import FileLine
from sandbox.page.telegram_files import file_line
from sandbox.telegram.entities import Ballot, Message, User
from sandbox.telegram.wire import Json


@dataclass(frozen=True, slots=True)
class Entry:
    """One message, or the messages of an album as one; `caption` is the one that stands under all its files."""

    head: Message
    files: Sequence[FileLine]
    caption: Message | None


@dataclass(frozen=True, slots=True)
class Quoted:
    """The message that another answers, None once it is gone."""

    message: Message | None


@dataclass(frozen=True, slots=True)
class Reaction:
    emoji: str
    count: int
    is_mine: bool


@dataclass(frozen=True, slots=True)
class PollOption:
    """`voters` are named in a poll that is not anonymous; `is_right` None where nobody may know yet."""

    text: str
    votes: int
    percent: int
    is_mine: bool
    is_right: bool | None
    voters: Sequence[str]


@dataclass(frozen=True, slots=True)
class PollView:
    """A native poll as its reader sees it: results come with one's own vote or the close, or only with the close."""

    ballot: Ballot
    options: Sequence[PollOption]
    votes: int
    has_voted: bool
    is_told: bool
    may_retract: bool
    is_explained: bool


def entries(messages: Iterable[Message]) -> list[Entry]:
    """Return what stands in the log, the messages of one album in one entry."""
    groups: list[list[Message]] = []
    for message in messages:
        album = message.media.get("media_group_id")
        if album and groups and groups[-1][0].media.get("media_group_id") == album:
            groups[-1].append(message)
        else:
            groups.append([message])
    return [_entry(group) for group in groups]


def _entry(group: Sequence[Message]) -> Entry:
    """As in the client, a caption stands under the whole album only when it is the only one."""
    captioned = [message for message in group if message.caption]
    files = [line for line in map(file_line, group) if line]
    return Entry(group[0], files, captioned[0] if len(captioned) == 1 else None)


def name_of(user: User) -> str:
    return f"{user.first_name} {user.last_name}" if user.last_name else user.first_name


@dataclass(frozen=True, slots=True)
class TelegramLooks:
    """Answers for one reader; a template asks it message by message."""

    users: dict[int, User]
    reader: User

    def author(self, message: Message) -> str:
        """Return whose name stands above: an anonymous administrator's is the group's."""
        return message.sender_chat.title if message.sender_chat else name_of(message.sender)

    def people(self, payloads: Iterable[Json]) -> list[str]:
        return [f"{each['first_name']} {each.get('last_name', '')}".strip() for each in payloads]

    def origin(self, message: Message) -> str:
        """Return from whom a message was passed on, "" for one that was not."""
        if not message.origin:
            return ""
        chat, user = message.origin.get("sender_chat"), message.origin.get("sender_user")
        return str(chat["title"]) if chat else self.people([user])[0] if user else "…"

    def quoted(self, message: Message) -> Quoted | None:
        answered = message.reply_to
        if answered is None or "forum_topic_created" in answered.service:
            return None
        return Quoted(None if answered.is_deleted else answered)

    def kind(self, message: Message) -> str:
        """Return in a word what a message without words is."""
        if message.ballot:
            return "poll"
        return next((kind for kind in ("photo", "document", "sticker") if kind in message.media), "")

    def reactions(self, message: Message) -> list[Reaction]:
        counts: dict[str, int] = {}
        for kinds in message.reactions.values():
            for each in kinds:
                counts[_emoji(each)] = counts.get(_emoji(each), 0) + 1
        mine = {_emoji(each) for each in message.reactions.get(self.reader.id, ())}
        return [Reaction(emoji, count, emoji in mine) for emoji, count in counts.items()]

    def poll(self, message: Message) -> PollView | None:
        ballot = message.ballot
        if ballot is None:
            return None
        total = sum(bool(chosen) for chosen in ballot.votes.values())
        mine = ballot.votes.get(self.reader.id, [])
        is_told = ballot.is_closed or (bool(mine) and not ballot.hides_results)
        knows = ballot.kind == "quiz" and (ballot.is_closed or bool(mine))
        options = [self._option(ballot, index, total, mine, knows=knows) for index in range(len(ballot.options))]
        return PollView(
            ballot,
            options,
            total,
            has_voted=bool(mine),
            is_told=is_told,
            may_retract=bool(mine) and ballot.allows_revoting and not ballot.is_closed,
            is_explained=knows and bool(ballot.explanation),
        )

    def _option(self, ballot: Ballot, index: int, total: int, mine: Sequence[int], *, knows: bool) -> PollOption:
        voters = [user_id for user_id, chosen in ballot.votes.items() if index in chosen]
        names = [name_of(self.users[each]) for each in voters if each in self.users and not ballot.is_anonymous]
        return PollOption(
            ballot.options[index],
            len(voters),
            round(100 * len(voters) / total) if total else 0,
            index in mine,
            index in ballot.correct_option_ids if knows else None,
            names,
        )


def _emoji(kind: Json) -> str:
    """A custom emoji is a picture that lies elsewhere."""
    return str(kind.get("emoji") or "❖")
