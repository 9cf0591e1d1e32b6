"""Founding the world, as an administrator: guilds, channels, roles, people, applications. Checks no permission."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sandbox.discord.entities import Application, Channel, ChannelKind, Guild, Member, Overwrite, Role, User
from sandbox.discord.permissions import EVERYONE, INVITED_BOT
from sandbox.discord.threads import leave_thread
from sandbox.discord.wire import Json
from sandbox.discord.world import World


@dataclass(frozen=True, slots=True)
class ChannelPlan:
    """What a channel may have beyond its name; `tags` are the names of a forum's tags."""

    kind: ChannelKind = ChannelKind.TEXT
    topic: str | None = None
    parent: Channel | None = None
    slowmode_s: int = 0
    tags: tuple[str, ...] = ()
    settings: Json = field(default_factory=dict)


PLAIN_TEXT = ChannelPlan()
SETTLED = timedelta(days=400)
"""How long people have been there unless a test says otherwise."""


class Builder:
    """Every method also tells the connected bots what happened, as Discord would."""

    def __init__(self, world: World) -> None:
        self._world = world

    def add_application(self, name: str, token: str | None = None, privileged_intents: int = 0) -> Application:
        """A bot; `privileged_intents` are the bits its owner switched on in the developer portal."""
        world = self._world
        user = User(world.ids.next(), name, bot=True)
        token = token or f"{urlsafe_b64encode(str(user.id).encode()).decode().rstrip('=')}.sandbox.{'x' * 27}"
        application = Application(user.id, name, token, user, privileged_intents)
        world.users[user.id] = user
        world.applications[application.id] = application
        return application

    def add_user(self, name: str, global_name: str | None = None, locale: str = "fr") -> User:
        """A person, with an account of long ago; `locale` is the language of their client."""
        user = User(self._world.ids.of_person(), name, global_name, locale)
        self._world.users[user.id] = user
        return user

    def add_guild(self, name: str, locale: str = "fr", owner: User | None = None) -> Guild:
        """A guild, empty but for its owner, with every application invited that exists."""
        world = self._world
        owner = owner or self.add_user(f"owner-of-{len(world.guilds) + 1}")
        guild = Guild(world.ids.next(), name, locale, owner.id, world.now())
        guild.roles[guild.id] = Role(guild.id, guild.id, "@everyone", EVERYONE, position=0)
        guild.members[owner.id] = Member(owner, guild.id, world.now() - SETTLED)
        world.guilds[guild.id] = guild
        for application in world.applications.values():
            self.invite(application, guild)
        return guild

    def invite(self, application: Application, guild: Guild, rights: int = INVITED_BOT) -> Member:
        """Bring the bot into the guild with a role of its own that grants `rights`."""
        role = self.add_role(guild, application.name, rights)
        role.bot_id = application.user.id
        member = self.join(guild, application.user, role)
        self._world.publish_in_guild("GUILD_CREATE", guild, application)
        return member

    def add_channel(self, guild: Guild, name: str, plan: ChannelPlan = PLAIN_TEXT) -> Channel:
        channel = create_channel(self._world, guild, name, plan)
        self._world.publish("CHANNEL_CREATE", channel, channel)
        return channel

    def add_role(self, guild: Guild, name: str, rights: int = 0) -> Role:
        role = create_role(self._world, guild, name, rights)
        self._world.publish_in_guild("GUILD_ROLE_CREATE", guild, role)
        return role

    def join(self, guild: Guild, user: User, *roles: Role, joined_at: datetime | None = None) -> Member:
        """Make the user a member, since long ago unless told; a member who joins again only gains the roles."""
        member = guild.members.get(user.id)
        if member is None:
            since = joined_at or self._world.now() - SETTLED
            member = guild.members[user.id] = Member(user, guild.id, since, [role.id for role in roles])
            self._world.publish_in_guild("GUILD_MEMBER_ADD", guild, member)
        elif roles:
            member.roles.extend(role.id for role in roles if role.id not in member.roles)
            self._world.publish_in_guild("GUILD_MEMBER_UPDATE", guild, member)
        return member

    def leave(self, guild: Guild, user: User) -> None:
        """Remove the member: who left by themselves, was kicked or banned looks alike to a bot."""
        remove_member(self._world, guild, user)

    def set_rights(self, place: Guild | Channel, who: User | Role, *, allow: int = 0, deny: int = 0) -> None:
        """Allow and deny permission bits (`flags(...)`).

        In a channel: an overwrite for the role or member. In a guild: the role's own bits; for a bot, those of its
        role and an overwrite in every present channel, since @everyone would grant them otherwise.
        """
        if isinstance(place, Channel):
            overwrite(self._world, place, who, allow, deny)
            return
        for role in place.roles.values():
            if role is who or (isinstance(who, User) and role.bot_id == who.id):
                role.permissions = role.permissions & ~deny | allow
                self._world.publish_in_guild("GUILD_ROLE_UPDATE", place, role)
        if isinstance(who, User):
            for channel in tuple(place.channels.values()):
                if channel.thread is None:
                    overwrite(self._world, channel, who, allow, deny)


def create_channel(world: World, guild: Guild, name: str, plan: ChannelPlan) -> Channel:
    """Put a new channel into the guild; the caller publishes it once complete."""
    channel = Channel(
        world.ids.next(),
        plan.kind,
        name,
        guild.id,
        position=len(guild.channels),
        topic=plan.topic,
        parent_id=plan.parent.id if plan.parent else None,
        slowmode_s=plan.slowmode_s,
        settings=dict(plan.settings),
    )
    channel.tags = [
        {"id": str(world.ids.next()), "name": tag, "moderated": False, "emoji_id": None, "emoji_name": None}
        for tag in plan.tags
    ]
    guild.channels[channel.id] = world.channels[channel.id] = channel
    return channel


def create_role(world: World, guild: Guild, name: str, rights: int) -> Role:
    """Put a new role above the others; the caller publishes it once complete."""
    role = Role(world.ids.next(), guild.id, name, rights, position=len(guild.roles))
    guild.roles[role.id] = role
    return role


def overwrite(world: World, channel: Channel, who: User | Role, allow: int, deny: int) -> None:
    entry = channel.overwrites.setdefault(who.id, Overwrite(who.id, int(isinstance(who, User))))
    entry.allow = entry.allow & ~deny | allow
    entry.deny = entry.deny & ~allow | deny
    world.publish("CHANNEL_UPDATE", channel, channel)


def remove_member(world: World, guild: Guild, user: User) -> None:
    member = guild.members.pop(user.id, None)
    if member is None:
        return
    for thread in [channel for channel in guild.channels.values() if channel.thread]:
        leave_thread(world, thread, user.id)
    for role in [role for role in guild.roles.values() if role.bot_id == user.id]:
        del guild.roles[role.id]
    world.publish_in_guild("GUILD_DELETE" if user.bot else "GUILD_MEMBER_REMOVE", guild, member)
