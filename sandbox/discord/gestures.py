"""What people do without a command: react, rewrite, delete, vote in polls, follow events; by their own rights."""

from sandbox.discord.drafts import mark_mentions
from sandbox.discord.entities import Message, ScheduledEvent, User
from sandbox.discord.polls import vote_in_poll
from sandbox.discord.posting import delete
from sandbox.discord.reactions import react, unreact
from sandbox.discord.refusals import NotOffered
from sandbox.discord.world import World


class Gestures:
    """Every method raises NotOffered for what the person's client does not allow."""

    def __init__(self, world: World) -> None:
        self._world = world

    def reacts(self, user: User, message: Message, emoji: str) -> None:
        """Add a reaction, a Unicode emoji or `name:id`."""
        self._must(user, message, "ADD_REACTIONS")
        react(self._world, message, user, emoji)

    def unreacts(self, user: User, message: Message, emoji: str) -> None:
        self._must(user, message, "VIEW_CHANNEL")
        unreact(self._world, message, user, emoji)

    def rewrites(self, user: User, message: Message, content: str) -> None:
        """Edit one's own message."""
        if message.author is not user or message.deleted:
            raise NotOffered("that message is not theirs to edit")
        channel = self._world.channels[message.channel_id]
        message.content, message.edited_at = content, self._world.now()
        mark_mentions(self._world, channel, message, None)
        self._world.publish("MESSAGE_UPDATE", channel, message)

    def deletes(self, user: User, message: Message) -> None:
        """Delete one's own message, somebody else's with the right to manage messages, or dismiss an ephemeral one."""
        if message.author is not user and message.only_for != user.id:
            self._must(user, message, "MANAGE_MESSAGES")
        delete(self._world, message)

    def votes(self, user: User, message: Message, answer: str) -> None:
        """Pick the answer of that text in a native poll."""
        self._must(user, message, "VIEW_CHANNEL")
        answers = (message.poll or {}).get("answers") or []
        found = [one["answer_id"] for one in answers if one["poll_media"].get("text") == answer]
        if not found:
            raise NotOffered(f"no poll answer {answer!r} on this message")
        vote_in_poll(self._world, message, user, found[0])

    def follows(self, user: User, event: ScheduledEvent) -> None:
        """Mark oneself interested in a scheduled event."""
        guild = self._world.guild(event.guild_id)
        if user.id not in guild.members:
            raise NotOffered(f"{user.name} is not a member there")
        if user.id not in event.interested:
            event.interested.append(user.id)
            self._world.publish_in_guild("GUILD_SCHEDULED_EVENT_USER_ADD", guild, event, user=user)

    def unfollows(self, user: User, event: ScheduledEvent) -> None:
        if user.id in event.interested:
            event.interested.remove(user.id)
            guild = self._world.guild(event.guild_id)
            self._world.publish_in_guild("GUILD_SCHEDULED_EVENT_USER_REMOVE", guild, event, user=user)

    def _must(self, user: User, message: Message, right: str) -> None:
        channel = self._world.channels[message.channel_id]
        if message.deleted or not self._world.may(user, channel, right):
            raise NotOffered(f"{user.name} may not do that to this message")
