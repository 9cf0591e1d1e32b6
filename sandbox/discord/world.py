"""The one true state of the sandbox: guilds, channels, users, applications, with look-ups. Checks no permission."""

from sandbox.discord.changes import Change, Changes
from sandbox.discord.entities import Application, Channel, ChannelKind, Guild, Member, Message, User
from sandbox.discord.ids import Now, Snowflakes
from sandbox.discord.permissions import EVERYTHING, FLAGS, rights_in_channel
from sandbox.discord.wire import unknown


class World:
    """Look-ups raise the ApiError that Discord answers for the unknown thing."""

    def __init__(self, now: Now) -> None:
        self.now = now
        self.ids = Snowflakes(now)
        self.changes = Changes()
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.applications: dict[int, Application] = {}
        self.mass_mentions: list[Message] = []
        self.files: dict[str, tuple[str, bytes]] = {}
        self.polls: list[Message] = []
        self.nonces: dict[tuple[int, int, str], Message] = {}
        self._dms: dict[frozenset[int], Channel] = {}

    def guild(self, guild_id: int) -> Guild:
        guild = self.guilds.get(guild_id)
        if guild is None:
            raise unknown("guild")
        return guild

    def channel(self, channel_id: int) -> Channel:
        channel = self.channels.get(channel_id)
        if channel is None:
            raise unknown("channel")
        return channel

    def user(self, user_id: int) -> User:
        user = self.users.get(user_id)
        if user is None:
            raise unknown("user")
        return user

    def message(self, channel: Channel, message_id: int) -> Message:
        """A message that all of the channel sees; ephemeral ones are unknown here, as on Discord."""
        message = channel.messages.get(message_id)
        if message is None or message.only_for is not None:
            raise unknown("message")
        return message

    def guild_of(self, channel: Channel) -> Guild | None:
        return None if channel.guild_id is None else self.guilds.get(channel.guild_id)

    def permissions(self, user: User, channel: Channel) -> int:
        """The user's permissions in the channel; 0 for whoever is not there."""
        guild = self.guild_of(channel)
        if guild is None:
            return EVERYTHING if user in channel.recipients else 0
        member = guild.members.get(user.id)
        return rights_in_channel(guild, channel, member, self.now()) if member else 0

    def may(self, user: User, channel: Channel, permission: str) -> bool:
        return bool(self.permissions(user, channel) & FLAGS[permission])

    def dm_between(self, first: User, second: User) -> Channel:
        """The two users' direct messages, opened if they were not."""
        pair = frozenset((first.id, second.id))
        channel = self._dms.get(pair)
        if channel is None:
            channel = Channel(self.ids.next(), ChannelKind.DM, "", recipients=[first, second])
            self._dms[pair] = self.channels[channel.id] = channel
        return channel

    def publish(self, name: str, channel: Channel | None, subject: object, **details: object) -> None:
        guild = self.guild_of(channel) if channel else None
        self.changes.publish(Change(name, guild, channel, subject, details))

    def publish_in_guild(self, name: str, guild: Guild, subject: object, **details: object) -> None:
        """Publish what concerns the guild as a whole, or a channel that is there no more."""
        self.changes.publish(Change(name, guild, None, subject, details))


def member_of(guild: Guild, user_id: int) -> Member:
    member = guild.members.get(user_id)
    if member is None:
        raise unknown("member")
    return member
