"""REQUEST_GUILD_MEMBERS: which members a request names, a thousand to a chunk. Pure."""

from collections.abc import Iterator

from sandbox.discord.entities import Guild, Member
from sandbox.discord.events import PRESENCES
from sandbox.discord.guild_create import presence_json
from sandbox.discord.payloads import member_json
from sandbox.discord.wire import Json

CHUNK = 1000


def chunks(guild: Guild, asked: Json, intents: int) -> Iterator[Json]:
    """The GUILD_MEMBERS_CHUNK payloads that answer the request."""
    found = _found(guild, asked)
    count = max(1, -(-len(found) // CHUNK))
    for index in range(count):
        part = found[index * CHUNK : (index + 1) * CHUNK]
        payload: Json = {
            "guild_id": str(guild.id),
            "members": [member_json(member) for member in part],
            "chunk_index": index,
            "chunk_count": count,
            "not_found": [],
            "nonce": asked.get("nonce"),
        }
        if asked.get("presences") and intents & PRESENCES:
            payload["presences"] = [presence_json(member.user.id) for member in part]
        yield payload


def _found(guild: Guild, asked: Json) -> list[Member]:
    if asked.get("user_ids"):
        listed = asked["user_ids"]
        wanted = {str(one) for one in (listed if isinstance(listed, list) else [listed])}
        return [member for member in guild.members.values() if str(member.user.id) in wanted]
    prefix = str(asked.get("query") or "").casefold()
    names = [m for m in guild.members.values() if m.user.name.casefold().startswith(prefix)]
    return names[: asked.get("limit") or None]
