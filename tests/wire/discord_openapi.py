"""Checks recorded requests against Discord's own OpenAPI document, plus the rules it does not write down."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from sandbox.discord.ids import utc_now
from sandbox.discord.record import Request

Json = dict[str, Any]
URN = "urn:discord"
DOCUMENT = Path(__file__).parents[2] / ".." / "shared" / "specs" / "discord-openapi.json"
METHODS = ("get", "put", "post", "patch", "delete")
DIGITS = "^-?[0-9]+$"

ALLOWED_QUERY = {
    ("POST", "/channels/{channel_id}/threads"): {"use_nested_fields"},
    ("PUT", "/guilds/{guild_id}/bans/{user_id}"): {"delete_message_seconds"},
}
COMMANDS = "/applications/{application_id}/commands"
GUILD_COMMANDS = "/applications/{application_id}/guilds/{guild_id}/commands"
ALLOWED_FIELDS = {
    ("PATCH", "/channels/{channel_id}/messages/{message_id}"): {"tts"},
    ("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original"): {"tts"},
    ("POST", "/channels/{channel_id}/threads"): {"message.tts"},
    **{(method, template): {"nsfw"} for method in ("PUT", "POST") for template in (COMMANDS, GUILD_COMMANDS)},
}
"""What the library sends and Discord takes, though the document does not list it."""

BODY_MAY_MISS = {("PUT", "/guilds/{guild_id}/bans/{user_id}")}
MESSAGE_ROUTES = {
    ("POST", "/channels/{channel_id}/messages"),
    ("POST", "/webhooks/{webhook_id}/{webhook_token}"),
    ("POST", "/interactions/{interaction_id}/{interaction_token}/callback"),
}
FILLING = ("content", "embeds", "components", "poll", "sticker_ids", "message_reference", "attachments")


@cache
def discord_spec() -> "DiscordSpec | None":
    return DiscordSpec(json.loads(DOCUMENT.read_text())) if DOCUMENT.exists() else None


def discord_spec_or_skip() -> "DiscordSpec":
    """The checker, or a skipped test where the document is not beside the checkout."""
    spec = discord_spec()
    if spec is None:
        pytest.skip("Discord's OpenAPI document is not there")
    return spec


def adapt(node: Any, *, digits: bool = True) -> Any:
    """The document as it is meant: absolute references, `oneOf` as one out of the list, ids and numbers in either form.

    Without `digits` a text of digits is no number: a query's text is read as a number before it is checked.
    """
    if isinstance(node, list):
        return [adapt(item, digits=digits) for item in node]
    if not isinstance(node, dict):
        return node
    adapted = {key: adapt(value, digits=digits) for key, value in node.items()}
    if isinstance(adapted.get("oneOf"), list):
        adapted["anyOf"] = adapted.pop("oneOf")
    if isinstance(adapted.get("$ref"), str) and adapted["$ref"].startswith("#/"):
        adapted["$ref"] = URN + adapted["$ref"]
    kinds = adapted.get("type")
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if isinstance(kinds, list) and "string" in kinds and adapted.get("format") == "snowflake":
        adapted["type"] = [*kinds, "integer"]
    elif digits and isinstance(kinds, list) and "integer" in kinds and "string" not in kinds:
        adapted["type"], adapted["pattern"] = [*kinds, "string"], DIGITS
    return adapted


@dataclass(frozen=True, slots=True)
class Operation:
    method: str
    template: str
    pattern: re.Pattern[str]
    queries: dict[str, Json]
    path_schemas: dict[str, Json]
    required_queries: frozenset[str]
    body: Json | None
    body_required: bool

    @property
    def key(self) -> tuple[str, str]:
        return self.method, self.template


class DiscordSpec:
    """`check` answers what is wrong with a request, nothing when it is right; about half a millisecond each."""

    def __init__(self, document: Json, now: Callable[[], datetime] = utc_now) -> None:
        adapted = adapt(document)
        self._document = adapted
        self._paths = adapt(document["paths"], digits=False)
        self._now = now
        resource: Resource[Any] = Resource.from_contents(adapted, default_specification=DRAFT202012)
        self._registry: Registry[Any] = Registry().with_resource(URN, resource)
        self._operations = sorted(self._read_operations(), key=lambda one: one.template.count("{"))
        self._validators: dict[int, Draft202012Validator] = {}

    def check(self, request: Request) -> list[str]:
        operation, names = self._find(request)
        if operation is None:
            return [f"{request.method} {request.path}: no such operation"]
        found = [*self._check_path(operation, names), *self._check_query(operation, request)]
        found += self._check_body(operation, request)
        found += check_by_hand(operation, request, self._now())
        return [f"{request.method} {operation.template}: {problem}" for problem in found]

    def _read_operations(self) -> Iterator[Operation]:
        for template, item in self._document["paths"].items():
            for method in METHODS:
                if method not in item:
                    continue
                strict = self._paths[template]
                parameters = [*strict.get("parameters", []), *strict[method].get("parameters", [])]
                queries = {one["name"]: one for one in parameters if one["in"] == "query"}
                content = item[method].get("requestBody", {}).get("content", {})
                yield Operation(
                    method.upper(),
                    template,
                    re.compile("^" + re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(template)) + "$"),
                    {name: one["schema"] for name, one in queries.items()},
                    {one["name"]: one["schema"] for one in parameters if one["in"] == "path"},
                    frozenset(name for name, one in queries.items() if one.get("required")),
                    content.get("application/json", {}).get("schema"),
                    bool(item[method].get("requestBody", {}).get("required")),
                )

    def _find(self, request: Request) -> tuple[Operation | None, dict[str, str]]:
        for operation in self._operations:
            match = operation.pattern.match(request.path) if operation.method == request.method else None
            if match:
                return operation, match.groupdict()
        return None, {}

    def _errors(self, schema: Json, value: Any) -> list[ValidationError]:
        validator = self._validators.get(id(schema))
        if validator is None:
            validator = self._validators[id(schema)] = Draft202012Validator(schema, registry=self._registry)
        return list(validator.iter_errors(value))

    def _check_path(self, operation: Operation, names: dict[str, str]) -> Iterator[str]:
        for name, value in names.items():
            if name in operation.path_schemas and self._errors(operation.path_schemas[name], value):
                yield f"path: {name} cannot be {value!r}"

    def _check_query(self, operation: Operation, request: Request) -> Iterator[str]:
        for name in operation.required_queries - request.query.keys():
            yield f"query: {name} is missing"
        for name, text in request.query.items():
            if name in ALLOWED_QUERY.get(operation.key, ()):
                continue
            if name not in operation.queries:
                yield f"query: {name} is unknown"
            elif all(self._errors(operation.queries[name], form) for form in _forms(text)):
                yield f"query: {name} cannot be {text!r}"

    def _check_body(self, operation: Operation, request: Request) -> Iterator[str]:
        if request.body is None:
            if operation.body_required and operation.key not in BODY_MAY_MISS and not request.parts:
                yield "body: is missing"
            return
        if operation.body is None:
            yield "body: none is asked for"
            return
        for error in self._errors(operation.body, request.body):
            deepest = max(_leaves(error), key=lambda leaf: len(leaf.absolute_path))
            yield f"body: {'.'.join(map(str, deepest.absolute_path)) or 'as a whole'}: {deepest.message[:200]}"
        allowed = ALLOWED_FIELDS.get(operation.key, set())
        for path in self._unknown_keys([operation.body], request.body, ""):
            if path not in allowed:
                yield f"body: {path} is unknown"

    def _unknown_keys(self, schemas: list[Json], value: Any, path: str) -> Iterator[str]:
        """Keys that no branch of the schemas knows, at any depth; branches that allow anything know every key."""
        branches = [branch for schema in schemas for branch in self._branches(schema)]
        if isinstance(value, list):
            items = [branch["items"] for branch in branches if "items" in branch]
            for item in value:
                yield from self._unknown_keys(items, item, path)
        elif isinstance(value, dict) and not any("additionalProperties" in branch for branch in branches):
            for key, inner in value.items():
                known = [branch["properties"][key] for branch in branches if key in branch.get("properties", {})]
                if not known and any("properties" in branch for branch in branches):
                    yield f"{path}{key}"
                yield from self._unknown_keys(known, inner, f"{path}{key}.")

    def _branches(self, schema: Json) -> Iterator[Json]:
        while "$ref" in schema:
            schema = self._resolve(schema["$ref"])
        yield schema
        for word in ("anyOf", "allOf"):
            for branch in schema.get(word, ()):
                yield from self._branches(branch)

    def _resolve(self, reference: str) -> Json:
        node: Any = self._document
        for step in reference.removeprefix(f"{URN}#/").split("/"):
            node = node[step]
        return dict(node)


def _forms(text: str) -> Iterator[Any]:
    """A query's value as text, as a number and as a truth value."""
    yield text
    if re.match(DIGITS, text):
        yield int(text)
    if text.lower() in {"true", "false", "1", "0"}:
        yield text.lower() in {"true", "1"}


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    if not error.context:
        yield error
    for inner in error.context or ():
        yield from _leaves(inner)


def check_by_hand(operation: Operation, request: Request, now: datetime) -> Iterator[str]:
    """The rules of Discord's documentation that its OpenAPI document lacks."""
    body = request.body
    if operation.template.endswith("/commands") and operation.method in {"PUT", "POST"}:
        for command in body if isinstance(body, list) else [body]:
            yield from _check_command_name(command)
    if not isinstance(body, dict):
        return
    message = body.get("data") if operation.template.endswith("/callback") else body.get("message", body)
    if isinstance(message, dict):
        yield from _check_message(operation, request, message)
    if operation.template == "/channels/{channel_id}" and not 0 <= (body.get("rate_limit_per_user") or 0) <= 21600:
        yield "rate_limit_per_user: 0 to 21600 seconds"
    complete = body.get("scheduled_end_time") and (body.get("entity_metadata") or {}).get("location")
    if "/scheduled-events" in operation.template and body.get("entity_type") == 3 and not complete:
        yield "an external event needs an end and a location"
    until = body.get("communication_disabled_until")
    if until and datetime.fromisoformat(until).astimezone(UTC) > now + timedelta(days=28):
        yield "communication_disabled_until: at most 28 days ahead"


def _check_command_name(command: Any) -> Iterator[str]:
    if not isinstance(command, dict) or command.get("type", 1) != 1:
        return
    name = str(command.get("name", ""))
    if not re.match(r"^[-_'\w]{1,32}$", name) or name != name.lower():
        yield f"command name {name!r}: lower case, no spaces"


def _check_message(operation: Operation, request: Request, message: Json) -> Iterator[str]:
    if len(str(message.get("content") or "")) > 2000:
        yield "content: at most 2000 characters"
    if sum(_embed_length(embed) for embed in message.get("embeds") or []) > 6000:
        yield "embeds: at most 6000 characters in total"
    components = list(_nested(message.get("components") or []))
    names = [component["custom_id"] for component in components if component.get("custom_id")]
    if len(names) != len(set(names)):
        yield "components: the same custom_id twice"
    for button in (component for component in components if component.get("type") == 2):
        if button.get("style") != 6 and bool(button.get("custom_id")) == bool(button.get("url")):
            yield "button: exactly one of custom_id and url"
    says = operation.key in MESSAGE_ROUTES and (request.body or {}).get("type", 4) == 4
    if says and not request.parts and not any(message.get(key) for key in FILLING):
        yield "the message is empty"


def _embed_length(embed: Json) -> int:
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    texts += [text for field in embed.get("fields") or [] for text in (field.get("name"), field.get("value"))]
    return sum(len(text) for text in texts if text)


def _nested(components: list[Json]) -> Iterator[Json]:
    for component in components:
        yield component
        inside = [*(component.get("components") or []), component.get("accessory"), component.get("component")]
        yield from _nested([one for one in inside if isinstance(one, dict)])
