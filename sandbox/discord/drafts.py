"""From a request's body to a message that Discord would accept: merged fields, numbered components, real mentions."""

import re
from dataclasses import dataclass

from sandbox.discord.entities import COMPONENTS_V2, EPHEMERAL, SUPPRESS_EMBEDS, Channel, Message, User
from sandbox.discord.permissions import FLAGS
from sandbox.discord.rules_components import TEXT, nested
from sandbox.discord.rules_messages import refuse_bad_message
from sandbox.discord.wire import Json, Problem, refuse
from sandbox.discord.world import World

CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
EVERYONE = re.compile(r"@(?:everyone|here)\b")
USER = re.compile(r"<@!?(\d+)>")
ROLE = re.compile(r"<@&(\d+)>")
SETTABLE = SUPPRESS_EMBEDS | EPHEMERAL | 1 << 12 | COMPONENTS_V2


@dataclass(frozen=True, slots=True)
class Draft:
    """A message about to be posted: `body` as the caller sent it, `files` as attachments already stored."""

    author: User
    body: Json
    files: tuple[Json, ...] = ()
    application_id: int | None = None
    interaction: Json | None = None
    only_for: int | None = None
    kind: int = 0
    nonce: str | None = None


def settable_flags(body: Json) -> int:
    flags = body.get("flags") or 0
    return int(flags) & SETTABLE if isinstance(flags, int) else 0


def refuse_bad_draft(draft: Draft) -> None:
    """Raise what Discord answers to a new message of this body."""
    refuse_bad_message({**draft.body, "attachments": list(draft.files)}, settable_flags(draft.body))


def refuse_bad_edit(message: Message, body: Json, files: tuple[Json, ...]) -> Json:
    """The fields the message will have after the edit; raises what Discord answers when they are not allowed."""
    kept = _kept_attachments(message, body)
    merged: Json = {
        "content": body.get("content", message.content) or "",
        "embeds": body.get("embeds", message.embeds) or [],
        "components": body.get("components", message.components) or [],
        "attachments": [*kept, *files],
        "poll": message.poll,
    }
    v2 = message.flags & COMPONENTS_V2 | settable_flags(body) & COMPONENTS_V2
    if message.flags & COMPONENTS_V2 and "flags" in body and not settable_flags(body) & COMPONENTS_V2:
        refuse([Problem("flags", "IS_COMPONENTS_V2 cannot be removed from a message.", "MESSAGE_V2")])
    refuse_bad_message({**merged, "allowed_mentions": body.get("allowed_mentions")}, v2)
    merged["flags"] = (message.flags & ~SUPPRESS_EMBEDS if "flags" in body else message.flags) | v2
    merged["flags"] |= settable_flags(body) & SUPPRESS_EMBEDS
    return merged


def _kept_attachments(message: Message, body: Json) -> list[Json]:
    if body.get("attachments") is None:
        return message.attachments
    named = {str(item.get("id")) for item in body["attachments"]}
    return [attachment for attachment in message.attachments if attachment["id"] in named]


def number_components(components: list[Json]) -> list[Json]:
    """Give every component without one the `id` that Discord gives it."""
    everything = list(nested(components))
    taken = {component.get("id") for component in everything}
    following = iter(number for number in range(1, 1000) if number not in taken)
    for component in everything:
        if not component.get("id"):
            component["id"] = next(following)
    return components


def link_attachments(components: list[Json], embeds: list[Json], attachments: list[Json]) -> None:
    """Turn `attachment://name` into the address of the uploaded file; raise for a name that was not uploaded."""
    addresses = {f"attachment://{attachment['filename']}": attachment for attachment in attachments}
    media = [item.get("media") for component in nested(components) for item in (component.get("items") or [component])]
    media += [embed.get(key) for embed in embeds for key in ("image", "thumbnail")]
    media += [component.get("file") for component in nested(components)]
    missing = []
    for item in media:
        if isinstance(item, dict) and str(item.get("url", "")).startswith("attachment://"):
            if item["url"] in addresses:
                found = addresses[item["url"]]
                item |= {key: found[key] for key in ("url", "proxy_url", "width", "height") if key in found}
            else:
                missing.append(
                    Problem("attachments", f"{item['url']} was not uploaded.", "MESSAGE_ATTACHMENT_NOT_FOUND")
                )
    refuse(missing)


def mark_mentions(world: World, channel: Channel, message: Message, allowed: Json | None) -> None:
    """Set whom the message mentions; note a bot's message that really pings everyone, those present or a role."""
    texts = [message.content, *(c.get("content", "") for c in nested(message.components) if c.get("type") == TEXT)]
    text = CODE.sub("", "\n".join(texts))
    message.mentions = _allowed(USER, text, allowed, "users")
    message.mentions = [user_id for user_id in message.mentions if user_id in world.users]
    guild = world.guild_of(channel)
    if guild is None:
        return
    everyone_allowed = allowed is None or "everyone" in (allowed.get("parse") or ())
    strong = world.may(message.author, channel, "MENTION_EVERYONE")
    message.mention_everyone = strong and everyone_allowed and bool(EVERYONE.search(text))
    message.mention_roles = [
        role_id
        for role_id in _allowed(ROLE, text, allowed, "roles")
        if role_id in guild.roles and (strong or guild.roles[role_id].mentionable)
    ]
    if message.author.bot and message.only_for is None and (message.mention_everyone or message.mention_roles):
        world.mass_mentions.append(message)


def _allowed(pattern: re.Pattern[str], text: str, allowed: Json | None, kind: str) -> list[int]:
    parsed = allowed is None or kind in (allowed.get("parse") or ())
    listed = {str(one) for one in (allowed or {}).get(kind) or ()}
    found = dict.fromkeys(pattern.findall(text))
    return [int(one) for one in found if parsed or one in listed]


def needed_permissions(body: Json, files: tuple[Json, ...]) -> int:
    """The rights beyond sending that a message of this body needs."""
    needed = FLAGS["EMBED_LINKS"] if body.get("embeds") else 0
    needed |= FLAGS["ATTACH_FILES"] if files else 0
    return needed | (FLAGS["SEND_POLLS"] if body.get("poll") else 0)
