"""Discord's permission arithmetic: flags by name, and who may do what where. Reads the world, changes nothing."""

from datetime import datetime

from sandbox.discord.entities import Channel, Guild, Member

FLAGS: dict[str, int] = {
    "CREATE_INSTANT_INVITE": 1 << 0,
    "KICK_MEMBERS": 1 << 1,
    "BAN_MEMBERS": 1 << 2,
    "ADMINISTRATOR": 1 << 3,
    "MANAGE_CHANNELS": 1 << 4,
    "MANAGE_GUILD": 1 << 5,
    "ADD_REACTIONS": 1 << 6,
    "VIEW_AUDIT_LOG": 1 << 7,
    "VIEW_CHANNEL": 1 << 10,
    "SEND_MESSAGES": 1 << 11,
    "MANAGE_MESSAGES": 1 << 13,
    "EMBED_LINKS": 1 << 14,
    "ATTACH_FILES": 1 << 15,
    "READ_MESSAGE_HISTORY": 1 << 16,
    "MENTION_EVERYONE": 1 << 17,
    "USE_EXTERNAL_EMOJIS": 1 << 18,
    "CONNECT": 1 << 20,
    "SPEAK": 1 << 21,
    "CHANGE_NICKNAME": 1 << 26,
    "MANAGE_NICKNAMES": 1 << 27,
    "MANAGE_ROLES": 1 << 28,
    "MANAGE_WEBHOOKS": 1 << 29,
    "USE_APPLICATION_COMMANDS": 1 << 31,
    "MANAGE_EVENTS": 1 << 33,
    "MANAGE_THREADS": 1 << 34,
    "CREATE_PUBLIC_THREADS": 1 << 35,
    "CREATE_PRIVATE_THREADS": 1 << 36,
    "SEND_MESSAGES_IN_THREADS": 1 << 38,
    "MODERATE_MEMBERS": 1 << 40,
    "CREATE_EVENTS": 1 << 44,
    "SEND_POLLS": 1 << 49,
    "PIN_MESSAGES": 1 << 51,
    "BYPASS_SLOWMODE": 1 << 52,
}
EVERYTHING = sum(FLAGS.values())


def flags(*names: str) -> int:
    """The bits of the named permissions; KeyError for a name Discord does not have."""
    return sum(FLAGS[name] for name in names)


EVERYONE = flags(
    "CREATE_INSTANT_INVITE", "ADD_REACTIONS", "VIEW_CHANNEL", "SEND_MESSAGES", "EMBED_LINKS", "ATTACH_FILES",
    "READ_MESSAGE_HISTORY", "USE_EXTERNAL_EMOJIS", "CONNECT", "SPEAK", "CHANGE_NICKNAME", "USE_APPLICATION_COMMANDS",
    "CREATE_PUBLIC_THREADS", "CREATE_PRIVATE_THREADS", "SEND_MESSAGES_IN_THREADS", "SEND_POLLS",
)  # fmt: skip
"""What a new guild gives to all its members."""

INVITED_BOT = EVERYONE | flags(
    "MANAGE_MESSAGES", "MANAGE_CHANNELS", "MANAGE_ROLES", "MANAGE_EVENTS", "CREATE_EVENTS", "MANAGE_THREADS",
    "KICK_MEMBERS", "BAN_MEMBERS", "MODERATE_MEMBERS", "PIN_MESSAGES", "MENTION_EVERYONE", "MANAGE_NICKNAMES",
)  # fmt: skip
"""A generous invitation. It includes MENTION_EVERYONE on purpose: only so does a careless @everyone really ping."""

TIMED_OUT = flags("VIEW_CHANNEL", "READ_MESSAGE_HISTORY")


def rights_in_guild(guild: Guild, member: Member) -> int:
    """The member's permissions before any channel's overwrites."""
    if guild.owner_id == member.user.id:
        return EVERYTHING
    granted = guild.roles[guild.id].permissions
    for role_id in member.roles:
        granted |= guild.roles[role_id].permissions
    return EVERYTHING if granted & FLAGS["ADMINISTRATOR"] else granted


def rights_in_channel(guild: Guild, channel: Channel, member: Member, now: datetime) -> int:
    """The member's permissions in a channel; a thread takes its parent's, with the thread's own right to send."""
    base = rights_in_guild(guild, member)
    if base == EVERYTHING:
        return base
    place = guild.channels[channel.parent_id] if channel.thread and channel.parent_id else channel
    granted = _overwrite(base, place, guild, member)
    if not granted & FLAGS["VIEW_CHANNEL"] or not _in_private_thread(channel, member, granted):
        return 0
    if member.timeout_until and member.timeout_until > now:
        return granted & TIMED_OUT
    return granted


def _overwrite(granted: int, channel: Channel, guild: Guild, member: Member) -> int:
    everyone = channel.overwrites.get(guild.id)
    if everyone:
        granted = granted & ~everyone.deny | everyone.allow
    allow = deny = 0
    for role_id in member.roles:
        overwrite = channel.overwrites.get(role_id)
        if overwrite:
            allow |= overwrite.allow
            deny |= overwrite.deny
    granted = granted & ~deny | allow
    own = channel.overwrites.get(member.user.id)
    return granted & ~own.deny | own.allow if own else granted


def _in_private_thread(channel: Channel, member: Member, granted: int) -> bool:
    if channel.thread is None or channel.kind != 12:
        return True
    return member.user.id in channel.thread.members or bool(granted & FLAGS["MANAGE_THREADS"])


def highest_position(guild: Guild, member: Member) -> int:
    if guild.owner_id == member.user.id:
        return 1 << 30
    return max((guild.roles[role_id].position for role_id in member.roles), default=0)
