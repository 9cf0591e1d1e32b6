"""What people do on a message or an event without a command: react, rewrite, delete, vote, follow; by their rights."""

from sandbox.discord.drafts import mark_mentions, refuse_bad_edit
from sandbox.discord.entities import Message, ScheduledEvent, User
from sandbox.discord.events import is_event_seen
from sandbox.discord.polls import vote_in_poll, withdraw_votes
from sandbox.discord.posting import delete
from sandbox.discord.reactions import react, unreact
from sandbox.discord.refusals import NotOffered
from sandbox.discord.world import World
from sandbox.discord.writing import must_be_awake, must_delete, must_own, must_react, must_see_message


class Gestures:
    """Every method raises NotOffered for what the person's client does not allow."""

    def __init__(self, world: World) -> None:
        self._world = world

    def reacts(self, user: User, message: Message, emoji: str) -> None:
        """Add a reaction, a Unicode emoji or `name:id`."""
        must_react(self._world, user, message, emoji)
        react(self._world, message, user, emoji)

    def unreacts(self, user: User, message: Message, emoji: str) -> None:
        must_see_message(self._world, user, message)
        must_be_awake(self._world.channels[message.channel_id])
        unreact(self._world, message, user, emoji)

    def rewrites(self, user: User, message: Message, content: str) -> None:
        """Edit one's own message."""
        must_own(self._world, user, message)
        refuse_bad_edit(message, {"content": content}, ())
        channel = self._world.channels[message.channel_id]
        message.content, message.edited_at = content, self._world.now()
        mark_mentions(self._world, channel, message, None)
        self._world.publish("MESSAGE_UPDATE", channel, message)

    def deletes(self, user: User, message: Message) -> None:
        """Delete one's own message, somebody else's with the right to manage messages, or dismiss an ephemeral one."""
        must_delete(self._world, user, message)
        delete(self._world, message)

    def votes(self, user: User, message: Message, *answers: str) -> None:
        """Pick the answers of that text or number in a native poll; several where the poll allows it."""
        must_see_message(self._world, user, message)
        must_be_awake(self._world.channels[message.channel_id])
        offered = (message.poll or {}).get("answers") or []
        picked = [_answer_id(offered, answer) for answer in answers]
        if not picked or (len(picked) > 1 and not (message.poll or {}).get("allow_multiselect")):
            raise NotOffered("this poll takes one answer", "one-answer")
        for answer_id in picked:
            vote_in_poll(self._world, message, user, answer_id)

    def withdraws(self, user: User, message: Message) -> None:
        """Take back one's vote in a native poll."""
        must_see_message(self._world, user, message)
        must_be_awake(self._world.channels[message.channel_id])
        withdraw_votes(self._world, message, user)

    def follows(self, user: User, event: ScheduledEvent) -> None:
        """Mark oneself interested in a scheduled event."""
        self._must_know(user, event)
        if user.id not in event.interested:
            event.interested.append(user.id)
            guild = self._world.guild(event.guild_id)
            self._world.publish_in_guild("GUILD_SCHEDULED_EVENT_USER_ADD", guild, event, user=user)

    def unfollows(self, user: User, event: ScheduledEvent) -> None:
        self._must_know(user, event)
        if user.id in event.interested:
            event.interested.remove(user.id)
            guild = self._world.guild(event.guild_id)
            self._world.publish_in_guild("GUILD_SCHEDULED_EVENT_USER_REMOVE", guild, event, user=user)

    def _must_know(self, user: User, event: ScheduledEvent) -> None:
        guild = self._world.guild(event.guild_id)
        if user.id not in guild.members or not is_event_seen(self._world, event, user):
            raise NotOffered(f"{user.name} does not see that event", "unseen")
        if event.is_over or event.id not in guild.events:
            raise NotOffered("that event is over", "event-over")


def _answer_id(offered: list[dict[str, object]], wanted: str) -> int:
    for answer in offered:
        media = answer["poll_media"]
        text = media.get("text") if isinstance(media, dict) else None
        if str(wanted) in {text, str(answer["answer_id"])}:
            return int(str(answer["answer_id"]))
    raise NotOffered(f"no poll answer {wanted!r} on this message", "gone")
