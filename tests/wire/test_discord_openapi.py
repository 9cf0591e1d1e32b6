"""The checker lets good requests pass, at the limits too, and catches every deliberately bad one."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sandbox.discord.record import Part, Request
from tests.wire.discord_openapi import DiscordSpec, adapt, discord_spec_or_skip

ID = "123456789012345678"
CHANNEL = f"/channels/{ID}"
MESSAGES = f"{CHANNEL}/messages"
CALLBACK = f"/interactions/{ID}/token/callback"
COMMANDS = f"/applications/{ID}/commands"
EVENTS = f"/guilds/{ID}/scheduled-events"
BAN = f"/guilds/{ID}/bans/{ID}"
MEMBER = f"/guilds/{ID}/members/{ID}"
Json = dict[str, Any]


def row(*components: Json) -> Json:
    return {"type": 1, "components": list(components)}


def button(**fields: Any) -> Json:
    return {"type": 2, "style": 1, "label": "Voter", "custom_id": "vote", **fields}


def select(**fields: Any) -> Json:
    return {"type": 3, "custom_id": "book", "options": [{"label": "Emma", "value": "emma"}], **fields}


def modal(*components: Json, **fields: Any) -> Json:
    data = {"custom_id": "form", "title": "Ouvrir un vote", "components": list(components), **fields}
    return {"type": 9, "data": data}


def label(component: Json, **fields: Any) -> Json:
    return {"type": 18, "label": "Titre", "component": component, **fields}


TEXT_INPUT: Json = {"type": 4, "style": 1, "custom_id": "title", "required": True, "max_length": 80}
EVENT: Json = {
    "name": "Rencontre",
    "privacy_level": 2,
    "entity_type": 3,
    "entity_metadata": {"location": "12, rue des Lilas"},
    "scheduled_start_time": "2026-12-01T18:00:00+00:00",
    "scheduled_end_time": "2026-12-01T20:00:00+00:00",
}
COMMAND: Json = {"name": "vote", "description": "Voter", "type": 1, "options": []}
LAYOUT: Json = {
    "flags": 1 << 15,
    "components": [
        {
            "type": 17,
            "accent_color": 0x8844AA,
            "components": [
                {"type": 10, "content": "# Le livre du mois"},
                {"type": 9, "components": [{"type": 10, "content": "Emma"}], "accessory": button(custom_id="emma")},
                {"type": 14, "divider": True, "spacing": 1},
                {"type": 12, "items": [{"media": {"url": "https://example.org/emma.png"}}]},
                row(select(min_values=1, max_values=1)),
            ],
        },
        row(button(), button(custom_id="other", style=4)),
    ],
}

GOOD: dict[str, tuple[str, str, Any, dict[str, str]]] = {
    "message as discord.py sends it": (
        "POST",
        MESSAGES,
        {"content": "x", "tts": False, "nonce": 5, "enforce_nonce": True, "allowed_mentions": {"parse": []}},
        {},
    ),
    "content at its limit": ("POST", MESSAGES, {"content": "x" * 2000}, {}),
    "embed": (
        "POST",
        MESSAGES,
        {"embeds": [{"title": "t", "type": "rich", "fields": [{"name": "a", "value": "b"}]}]},
        {},
    ),
    "layout": ("POST", MESSAGES, LAYOUT, {}),
    "edit with tts": ("PATCH", f"{MESSAGES}/{ID}", {"content": "y", "tts": False}, {}),
    "answer": ("POST", CALLBACK, {"type": 4, "data": {"content": "x", "flags": 64}}, {"with_response": "1"}),
    "layout as answer": ("POST", CALLBACK, {"type": 4, "data": LAYOUT}, {"with_response": "1"}),
    "layout as update": ("POST", CALLBACK, {"type": 7, "data": LAYOUT}, {"with_response": "1"}),
    "deferral": ("POST", CALLBACK, {"type": 5, "data": {"flags": 64}}, {"with_response": "1"}),
    "choices": ("POST", CALLBACK, {"type": 8, "data": {"choices": [{"name": "Emma", "value": "emma"}]}}, {}),
    "modal of rows": ("POST", CALLBACK, modal(row({**TEXT_INPUT, "label": "Titre"})), {}),
    "modal of labels": (
        "POST",
        CALLBACK,
        modal(label(TEXT_INPUT), label(select(required=True), description="Lequel ?")),
        {},
    ),
    "commands": ("PUT", COMMANDS, [{**COMMAND, "name_localizations": {"fr": "voter"}}], {}),
    "no commands": ("PUT", COMMANDS, [], {}),
    "external event": ("POST", EVENTS, EVENT, {}),
    "slowmode at its limit": ("PATCH", CHANNEL, {"rate_limit_per_user": 21600}, {}),
    "ban without body": ("PUT", BAN, None, {"delete_message_seconds": "0"}),
    "end of a timeout": ("PATCH", MEMBER, {"communication_disabled_until": None}, {}),
    "forum post": (
        "POST",
        f"{CHANNEL}/threads",
        {"name": "Emma", "message": {"content": "x"}},
        {"use_nested_fields": "1"},
    ),
    "edit of the answer": ("PATCH", f"/webhooks/{ID}/token/messages/@original", {"content": "z"}, {}),
    "history": ("GET", MESSAGES, None, {"limit": "100"}),
    "commands with texts": ("GET", COMMANDS, None, {"with_localizations": "true"}),
    "direct message": ("POST", "/users/@me/channels", {"recipient_id": int(ID)}, {}),
}

BAD: dict[str, tuple[str, str, Any, dict[str, str]]] = {
    "no such operation": ("POST", f"{CHANNEL}/message", {"content": "x"}, {}),
    "no such method": ("PUT", MESSAGES, {"content": "x"}, {}),
    "id of letters": ("GET", "/channels/salon", None, {}),
    "unknown query": ("GET", MESSAGES, None, {"size": "5"}),
    "limit too high": ("GET", MESSAGES, None, {"limit": "101"}),
    "limit of letters": ("GET", MESSAGES, None, {"limit": "many"}),
    "missing body": ("POST", MESSAGES, None, {}),
    "body where none is asked": ("DELETE", f"{MESSAGES}/{ID}", {"content": "x"}, {}),
    "content of 2001": ("POST", MESSAGES, {"content": "x" * 2001}, {}),
    "answer of 2001": ("POST", CALLBACK, {"type": 4, "data": {"content": "x" * 2001}}, {}),
    "content a number": ("POST", MESSAGES, {"content": 5}, {}),
    "misspelt field": ("POST", MESSAGES, {"content": "x", "embed": {"title": "t"}}, {}),
    "misspelt inner field": ("POST", MESSAGES, {"embeds": [{"titel": "t"}]}, {}),
    "eleven embeds": ("POST", MESSAGES, {"embeds": [{"title": "t"}] * 11}, {}),
    "embed title of 257": ("POST", MESSAGES, {"embeds": [{"title": "x" * 257}]}, {}),
    "26 embed fields": ("POST", MESSAGES, {"embeds": [{"fields": [{"name": "a", "value": "b"}] * 26}]}, {}),
    "embeds of 6001 in total": (
        "POST",
        MESSAGES,
        {"embeds": [{"description": "x" * 3001}, {"description": "x" * 3000}]},
        {},
    ),
    "empty message": ("POST", MESSAGES, {"content": "", "embeds": []}, {}),
    "empty answer": ("POST", CALLBACK, {"type": 4, "data": {"flags": 64}}, {}),
    "custom_id twice": ("POST", MESSAGES, {"content": "x", "components": [row(button(), button())]}, {}),
    "custom_id twice in a layout": (
        "POST",
        MESSAGES,
        {**LAYOUT, "components": [*LAYOUT["components"], row(button())]},
        {},
    ),
    "custom_id of 101": ("POST", MESSAGES, {"content": "x", "components": [row(button(custom_id="x" * 101))]}, {}),
    "button of two kinds": ("POST", MESSAGES, {"content": "x", "components": [row(button(url="https://a.fr"))]}, {}),
    "button of no kind": (
        "POST",
        MESSAGES,
        {"content": "x", "components": [row({"type": 2, "style": 1, "label": "x"})]},
        {},
    ),
    "button label of 81": ("POST", MESSAGES, {"content": "x", "components": [row(button(label="x" * 81))]}, {}),
    "six buttons in a row": (
        "POST",
        MESSAGES,
        {"content": "x", "components": [row(*(button(custom_id=str(n)) for n in range(6)))]},
        {},
    ),
    "26 options": (
        "POST",
        MESSAGES,
        {"content": "x", "components": [row(select(options=[{"label": str(n), "value": str(n)} for n in range(26)]))]},
        {},
    ),
    "no options": ("POST", MESSAGES, {"content": "x", "components": [row(select(options=[]))]}, {}),
    "option label of 101": (
        "POST",
        MESSAGES,
        {"content": "x", "components": [row(select(options=[{"label": "x" * 101, "value": "v"}]))]},
        {},
    ),
    "placeholder of 151": ("POST", MESSAGES, {"content": "x", "components": [row(select(placeholder="x" * 151))]}, {}),
    "text display of nothing": ("POST", MESSAGES, {"flags": 1 << 15, "components": [{"type": 10, "content": ""}]}, {}),
    "section without accessory": (
        "POST",
        MESSAGES,
        {"flags": 1 << 15, "components": [{"type": 9, "components": [{"type": 10, "content": "x"}]}]},
        {},
    ),
    "unknown component": ("POST", MESSAGES, {"content": "x", "components": [{"type": 99}]}, {}),
    "unknown answer type": ("POST", CALLBACK, {"type": 77}, {}),
    "26 choices": ("POST", CALLBACK, {"type": 8, "data": {"choices": [{"name": "a", "value": "b"}] * 26}}, {}),
    "choice name of 101": ("POST", CALLBACK, {"type": 8, "data": {"choices": [{"name": "x" * 101, "value": "b"}]}}, {}),
    "modal title of 46": ("POST", CALLBACK, modal(label(TEXT_INPUT), title="x" * 46), {}),
    "modal without components": ("POST", CALLBACK, modal(), {}),
    "label of 46": ("POST", CALLBACK, modal(label(TEXT_INPUT, label="x" * 46)), {}),
    "label description of 101": ("POST", CALLBACK, modal(label(TEXT_INPUT, description="x" * 101)), {}),
    "input of 4001": ("POST", CALLBACK, modal(label({**TEXT_INPUT, "max_length": 4001})), {}),
    "button in a modal": ("POST", CALLBACK, modal(row(button())), {}),
    "command with capitals": ("PUT", COMMANDS, [{**COMMAND, "name": "Vote"}], {}),
    "command with a space": ("POST", COMMANDS, {**COMMAND, "name": "vote open"}, {}),
    "command of 33": ("POST", COMMANDS, {**COMMAND, "name": "v" * 33}, {}),
    "command description of 101": ("PUT", COMMANDS, [{**COMMAND, "description": "x" * 101}], {}),
    "26 command options": (
        "PUT",
        COMMANDS,
        [{**COMMAND, "options": [{"type": 3, "name": f"o{n}", "description": "x"} for n in range(26)]}],
        {},
    ),
    "localised name of 33": ("PUT", COMMANDS, [{**COMMAND, "name_localizations": {"fr": "v" * 33}}], {}),
    "slowmode of 21601": ("PATCH", CHANNEL, {"rate_limit_per_user": 21601}, {}),
    "external event without end": ("POST", EVENTS, {**EVENT, "scheduled_end_time": None}, {}),
    "external event without location": ("POST", EVENTS, {**EVENT, "entity_metadata": {}}, {}),
    "event without name": ("POST", EVENTS, {key: value for key, value in EVENT.items() if key != "name"}, {}),
    "ban with an unknown query": ("PUT", BAN, None, {"days": "1"}),
    "tts in a new command": ("POST", COMMANDS, {**COMMAND, "tts": False}, {}),
}


@pytest.mark.parametrize("name", GOOD)
def test_good_requests_pass(name: str) -> None:
    method, path, body, query = GOOD[name]
    assert discord_spec_or_skip().check(Request(method, path, query, {}, body)) == []


@pytest.mark.parametrize("name", BAD)
def test_bad_requests_are_caught(name: str) -> None:
    method, path, body, query = BAD[name]
    assert discord_spec_or_skip().check(Request(method, path, query, {}, body))


def test_a_timeout_ends_within_28_days() -> None:
    spec, now = discord_spec_or_skip(), datetime.now(UTC)  # noqa: TID251 - a test's own moment

    def check(days: int) -> list[str]:
        body = {"communication_disabled_until": (now + timedelta(days=days)).isoformat()}
        return spec.check(Request("PATCH", MEMBER, {}, {}, body))

    assert check(27) == []
    assert check(29) == [
        "PATCH /guilds/{guild_id}/members/{user_id}: communication_disabled_until: at most 28 days ahead"
    ]


def test_a_file_alone_is_a_message() -> None:
    request = Request("POST", MESSAGES, {}, {}, {"content": None}, (Part("files[0]", "a.png", "image/png", 3),))
    assert discord_spec_or_skip().check(request) == []


def test_literal_paths_win_over_placeholders() -> None:
    spec = discord_spec_or_skip()
    assert spec.check(Request("GET", "/users/@me", {}, {})) == []
    assert spec.check(Request("GET", "/users/me", {}, {}))


def test_the_document_is_adapted() -> None:
    assert adapt({"oneOf": [{"$ref": "#/components/x"}]}) == {"anyOf": [{"$ref": "urn:discord#/components/x"}]}
    assert adapt({"type": "integer", "minimum": 1})["type"] == ["integer", "string"]
    assert adapt({"type": "integer"}, digits=False) == {"type": "integer"}
    assert adapt({"type": "string", "format": "snowflake"})["type"] == ["string", "integer"]
    assert adapt({"properties": {"type": {"type": "string"}}}) == {"properties": {"type": {"type": "string"}}}


def test_a_small_document_is_enough() -> None:
    schema = {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    spec = DiscordSpec({"paths": {"/books": {"post": {"requestBody": body}}}})
    assert spec.check(Request("POST", "/books", {}, {}, {"name": "Emma"})) == []
    assert spec.check(Request("POST", "/books", {}, {}, {})) == [
        "POST /books: body: as a whole: 'name' is a required property"
    ]
