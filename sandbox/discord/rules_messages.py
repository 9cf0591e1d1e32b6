"""What Discord accepts as a message: content, embeds, poll, mentions. Checks only; components have their own book."""

from collections.abc import Iterator
from typing import Any

from sandbox.discord.checks import check_count, check_text, objects
from sandbox.discord.entities import COMPONENTS_V2
from sandbox.discord.rules_components import check_components
from sandbox.discord.wire import ApiError, Json, Problem, refuse

MAX_CONTENT = 2000
MAX_EMBEDS_TEXT = 6000
EMPTY = ApiError(400, 50006, "Cannot send an empty message", broken_rule="empty message")


def refuse_bad_message(fields: Json, flags: int) -> None:
    """Raise what Discord answers when the resulting message (`fields`, files counted as attachments) is not allowed."""
    v2 = bool(flags & COMPONENTS_V2)
    if v2:
        refuse(_check_only_components(fields))
    if not any(fields.get(key) for key in ("content", "embeds", "components", "poll", "sticker_ids", "attachments")):
        raise ApiError(EMPTY.status, EMPTY.code, EMPTY.message, broken_rule=EMPTY.broken_rule)
    refuse(check_message(fields, v2=v2))


def check_message(fields: Json, *, v2: bool) -> Iterator[Problem]:
    yield from check_text("content", fields.get("content"), 0, MAX_CONTENT)
    if fields.get("embeds"):
        yield from check_embeds(fields["embeds"])
    if fields.get("components"):
        yield from check_components(fields["components"], v2=v2)
    if fields.get("allowed_mentions"):
        yield from check_allowed_mentions(fields["allowed_mentions"])
    if fields.get("poll"):
        yield from _check_poll(fields["poll"])
    yield from check_text("nonce", _text_or_none(fields.get("nonce")), 0, 25)
    yield from check_count("attachments", fields.get("attachments") or [], 0, 10)


def _text_or_none(value: Any) -> str | None:
    return None if value is None else str(value)


def _check_only_components(fields: Json) -> Iterator[Problem]:
    for key in ("content", "embeds", "poll", "sticker_ids"):
        if fields.get(key):
            yield Problem(
                key, f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2", "MESSAGE_V2"
            )


def check_embeds(embeds: list[Json]) -> Iterator[Problem]:
    yield from check_count("embeds", embeds, 0, 10)
    for index, embed in enumerate(objects(embeds)):
        for problem in _check_embed(embed):
            yield problem.under(f"embeds.{index}")
    if sum(embed_length(embed) for embed in objects(embeds)) > MAX_EMBEDS_TEXT:
        yield Problem("embeds", f"Embed size exceeds maximum size of {MAX_EMBEDS_TEXT}", "MAX_EMBED_SIZE_EXCEEDED")


def embed_length(embed: Json) -> int:
    """Characters that count towards the 6,000 a message's embeds may have in total."""
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    for field in objects(embed.get("fields")):
        texts += [field.get("name"), field.get("value")]
    return sum(len(str(text)) for text in texts if text)


def _check_embed(embed: Json) -> Iterator[Problem]:
    yield from check_text("title", embed.get("title"), 0, 256)
    yield from check_text("description", embed.get("description"), 0, 4096)
    yield from check_text("footer.text", (embed.get("footer") or {}).get("text"), 0, 2048)
    yield from check_text("author.name", (embed.get("author") or {}).get("name"), 0, 256)
    yield from check_count("fields", embed.get("fields") or [], 0, 25)
    for index, field in enumerate(objects(embed.get("fields"))):
        yield from check_text(f"fields.{index}.name", field.get("name"), 1, 256)
        yield from check_text(f"fields.{index}.value", field.get("value"), 1, 1024)


def check_allowed_mentions(allowed: Json) -> Iterator[Problem]:
    parse = allowed.get("parse") or []
    for word in parse:
        if word not in {"roles", "users", "everyone"}:
            yield Problem("allowed_mentions.parse", "Value must be one of roles, users, everyone.", "BASE_TYPE_CHOICES")
    for kind in ("users", "roles"):
        yield from check_count(f"allowed_mentions.{kind}", allowed.get(kind) or [], 0, 100)
        if kind in parse and allowed.get(kind):
            yield Problem(
                "allowed_mentions", f"{kind} is both parsed and listed.", "MESSAGE_ALLOWED_MENTIONS_EXCLUSIVE"
            )


def _check_poll(poll: Json) -> Iterator[Problem]:
    yield from check_text("poll.question.text", (poll.get("question") or {}).get("text"), 1, 300)
    yield from check_count("poll.answers", poll.get("answers"), 1, 10)
    for index, answer in enumerate(objects(poll.get("answers"))):
        text = (answer.get("poll_media") or {}).get("text")
        yield from check_text(f"poll.answers.{index}.poll_media.text", text, 1, 55)
    hours = poll.get("duration")
    if hours is not None and (not isinstance(hours, (int, float)) or not 1 <= hours <= 768):
        yield Problem("poll.duration", "Must be between 1 and 768 hours.", "POLL_DURATION")
