"""How users, members, roles, channels and guilds look on the wire. Pure: reads entities, builds JSON."""

from sandbox.discord.entities import THREADS, Application, Channel, ChannelKind, Guild, Member, Overwrite, Role, User
from sandbox.discord.ids import stamp
from sandbox.discord.wire import Json

THREAD_STARTER = 21


def user_json(user: User) -> Json:
    return {
        "id": str(user.id),
        "username": user.name,
        "global_name": user.global_name,
        "discriminator": "0000" if user.bot else "0",
        "avatar": None,
        "bot": user.bot,
        "system": False,
        "public_flags": 0,
        "flags": 0,
        "banner": None,
        "accent_color": None,
        "avatar_decoration_data": None,
        "collectibles": None,
        "primary_guild": None,
    }


def own_user_json(user: User) -> Json:
    return {**user_json(user), "mfa_enabled": True, "verified": True, "email": None, "locale": user.locale}


def application_json(application: Application) -> Json:
    return {
        "id": str(application.id),
        "name": application.name,
        "icon": None,
        "description": "",
        "summary": "",
        "type": None,
        "rpc_origins": [],
        "bot_public": True,
        "bot_require_code_grant": False,
        "bot": user_json(application.user),
        "owner": user_json(application.user),
        "team": None,
        "verify_key": "0" * 64,
        "flags": 0,
        "hook": True,
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "approximate_guild_count": 1,
        "approximate_user_install_count": 0,
        "integration_types_config": {"0": {}},
    }


def member_json(member: Member, *, with_user: bool = True) -> Json:
    payload: Json = {
        "roles": [str(role_id) for role_id in member.roles],
        "nick": member.nick,
        "avatar": None,
        "banner": None,
        "joined_at": stamp(member.joined_at),
        "premium_since": None,
        "communication_disabled_until": stamp(member.timeout_until) if member.timeout_until else None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
    }
    if with_user:
        payload["user"] = user_json(member.user)
    return payload


def role_json(role: Role) -> Json:
    payload: Json = {
        "id": str(role.id),
        "name": role.name,
        "description": None,
        "color": role.color,
        "colors": {"primary_color": role.color, "secondary_color": None, "tertiary_color": None},
        "hoist": role.hoist,
        "icon": None,
        "unicode_emoji": None,
        "position": role.position,
        "permissions": str(role.permissions),
        "managed": role.bot_id is not None,
        "mentionable": role.mentionable,
        "flags": 0,
    }
    if role.bot_id is not None:
        payload["tags"] = {"bot_id": str(role.bot_id)}
    return payload


def overwrite_json(overwrite: Overwrite) -> Json:
    return {
        "id": str(overwrite.id),
        "type": overwrite.kind,
        "allow": str(overwrite.allow),
        "deny": str(overwrite.deny),
    }


def channel_json(channel: Channel) -> Json:
    payload: Json = {
        "id": str(channel.id),
        "type": int(channel.kind),
        "flags": channel.settings.get("flags", 0),
        "last_message_id": str(channel.last_message_id) if channel.last_message_id else None,
    }
    if channel.kind == ChannelKind.DM:
        return payload | {"recipients": [user_json(user) for user in channel.recipients if not user.bot]}
    payload |= {
        "guild_id": str(channel.guild_id),
        "name": channel.name,
        "parent_id": str(channel.parent_id) if channel.parent_id else None,
        "rate_limit_per_user": channel.slowmode_s,
    }
    if channel.kind in THREADS:
        return payload | _thread_json(channel)
    payload |= {
        "position": channel.position,
        "permission_overwrites": [overwrite_json(one) for one in channel.overwrites.values()],
        "topic": channel.topic,
        "nsfw": channel.nsfw,
        "last_pin_timestamp": None,
    }
    if channel.kind in {ChannelKind.VOICE, ChannelKind.STAGE}:
        payload |= {"bitrate": 64000, "user_limit": 0, "rtc_region": None, "video_quality_mode": 1}
    if channel.kind == ChannelKind.FORUM:
        payload |= {
            "available_tags": channel.tags,
            "default_reaction_emoji": None,
            "default_sort_order": None,
            "default_forum_layout": 0,
            "default_auto_archive_duration": 4320,
        }
    return payload | channel.settings


def _thread_json(channel: Channel) -> Json:
    state = channel.thread
    if state is None:
        return {}
    first = {channel.id} | {message.id for message in channel.messages.values() if message.kind == THREAD_STARTER}
    there = [message for message in channel.messages.values() if message.only_for is None and message.id not in first]
    return {
        "owner_id": str(state.owner_id),
        "message_count": len(there),
        "total_message_sent": state.sent,
        "member_count": len(state.members),
        "applied_tags": [str(tag) for tag in channel.applied_tags],
        "thread_metadata": {
            "archived": state.archived,
            "auto_archive_duration": state.auto_archive_minutes,
            "archive_timestamp": stamp(state.archived_at),
            "locked": state.locked,
            "invitable": state.invitable,
            "create_timestamp": stamp(state.created_at),
        },
    }


def thread_json_for(thread: Channel, user: User) -> Json:
    """The thread as one who may be in it is told of it."""
    is_inside = thread.thread is not None and user.id in thread.thread.members
    return channel_json(thread) | ({"member": thread_member_json(thread, user.id)} if is_inside else {})


def thread_member_json(channel: Channel, user_id: int) -> Json:
    joined = channel.thread.members[user_id] if channel.thread else None
    return {
        "id": str(channel.id),
        "user_id": str(user_id),
        "join_timestamp": stamp(joined) if joined else None,
        "flags": 0,
    }


def guild_json(guild: Guild) -> Json:
    return {
        "id": str(guild.id),
        "name": guild.name,
        "icon": None,
        "splash": None,
        "discovery_splash": None,
        "description": None,
        "owner_id": str(guild.owner_id),
        "region": "deprecated",
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "widget_enabled": False,
        "widget_channel_id": None,
        "verification_level": 0,
        "default_message_notifications": 1,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw": False,
        "nsfw_level": 0,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "premium_progress_bar_enabled": False,
        "preferred_locale": guild.locale,
        "features": ["COMMUNITY"],
        "rules_channel_id": None,
        "public_updates_channel_id": None,
        "safety_alerts_channel_id": None,
        "application_id": None,
        "vanity_url_code": None,
        "banner": None,
        "emojis": [],
        "stickers": [],
        "roles": [role_json(role) for role in guild.roles.values()],
        "approximate_member_count": len(guild.members),
        "approximate_presence_count": len(guild.members),
    }
