"""What the bot may do in a channel, asked of the REST interface alone: for the bot at work and for the check-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import discord
from discord.http import HTTPClient

from core.kernel.errors import Unavailable
from core.kernel.identity import Address

VIEW, SEND, SPEAK = "right-view-channel", "right-send-messages", "right-not-timed-out"
ATTACH = "right-attach-files"
"""Without it the pictures of results are left out, and nobody would know why."""
OPEN_THREADS, WRITE_IN_THREADS = "right-create-public-threads", "right-send-in-threads"
MANAGE_THREADS = "right-manage-threads"
"""Asked for in forums alone: there every post is a room, and one that is over has to be locked."""
THREADS = {10, 11, 12}
"""Discord's kinds of channel that are threads: their parent's overwrites count, and sending is a right of its own."""

FORUMS = {15, 16}
"""Its kinds of channel that hold posts and nothing else: there, the right to send is the right to open a post."""


async def missing_rights(http: HTTPClient, me: int, address: Address) -> Sequence[str]:
    """Return the message ids of the rights the bot lacks in a channel, () for a private one; raises Unavailable."""
    try:
        channel: Mapping[str, Any] = dict(await http.get_channel(int(address.room or address.space)))
        if "guild_id" not in channel:
            return []
        is_thread = channel["type"] in THREADS
        ruled_by: Mapping[str, Any] = dict(await http.get_channel(int(channel["parent_id"]))) if is_thread else channel
        guild: Mapping[str, Any] = dict(await http.get_guild(int(channel["guild_id"])))
        member: Mapping[str, Any] = dict(await http.get_member(int(channel["guild_id"]), me))
    except (discord.NotFound, discord.Forbidden):
        return [VIEW]
    except discord.HTTPException as problem:
        raise Unavailable("refused-unavailable") from problem
    held = held_rights(guild, member, ruled_by)
    may_send = held.send_messages_in_threads if is_thread else held.send_messages
    may_speak = held.administrator or not is_timed_out(member, discord.utils.utcnow())
    has_forum = ruled_by["type"] in FORUMS
    looked_at = (
        (VIEW, held.view_channel),
        (SEND, may_send),
        (ATTACH, held.attach_files),
        (OPEN_THREADS, is_thread or has_forum or held.create_public_threads),
        (WRITE_IN_THREADS, is_thread or held.send_messages_in_threads),
        (MANAGE_THREADS, not has_forum or held.manage_threads),
        (SPEAK, may_speak),
    )
    return [message for message, is_held in looked_at if not is_held]


def is_timed_out(member: Mapping[str, Any], now: datetime) -> bool:
    """Whether a moderator has silenced a member: until then all they may do is look, an administrator excepted
    (Discord's documentation, "Permissions for Timed Out Members")."""
    until = member.get("communication_disabled_until")
    return until is not None and datetime.fromisoformat(until) > now


def held_rights(guild: Mapping[str, Any], member: Mapping[str, Any], channel: Mapping[str, Any]) -> discord.Permissions:
    """Return what a member may do in a channel (Discord's documentation, "Permission Hierarchy")."""
    everyone = str(guild["id"])
    mine = set(map(str, member["roles"]))
    held = 0
    for role in guild["roles"]:
        if str(role["id"]) in mine | {everyone}:
            held |= int(role["permissions"])
    if held & discord.Permissions(administrator=True).value:
        return discord.Permissions.all()
    overwrites = {str(each["id"]): (int(each["allow"]), int(each["deny"])) for each in channel["permission_overwrites"]}
    of_roles = [overwrites[role] for role in mine if role in overwrites]
    steps = [
        overwrites.get(everyone, (0, 0)),
        (_together(allow for allow, _ in of_roles), _together(deny for _, deny in of_roles)),
        overwrites.get(str(member["user"]["id"]), (0, 0)),
    ]
    for allow, deny in steps:
        held = held & ~deny | allow
    return discord.Permissions(held)


def _together(rights: Any) -> int:
    held = 0
    for each in rights:
        held |= each
    return held
