"""The rule books by themselves: what is at the limit passes, what is over it is named."""

from typing import Any

import pytest

from sandbox.discord.rules_commands import check_choices, check_command, check_set, command_length
from sandbox.discord.rules_components import check_components
from sandbox.discord.rules_messages import check_message
from sandbox.discord.rules_modals import check_modal
from sandbox.discord.wire import Problem, nest_problems

Json = dict[str, Any]


def row(*components: Json) -> Json:
    return {"type": 1, "components": list(components)}


def button(number: int = 0, **fields: Any) -> Json:
    return {"type": 2, "style": 1, "label": "x", "custom_id": f"b{number}", **fields}


def select(**fields: Any) -> Json:
    return {"type": 3, "custom_id": "s", "options": [{"label": "a", "value": "a"}], **fields}


def options(count: int) -> list[Json]:
    return [{"label": str(number), "value": str(number)} for number in range(count)]


def text(length: int) -> Json:
    return {"type": 10, "content": "x" * length}


ROWS_GOOD: dict[str, list[Json]] = {
    "five rows of five": [row(*(button(5 * line + n) for n in range(5))) for line in range(5)],
    "a link": [row({"type": 2, "style": 5, "label": "x", "url": "https://example.org"})],
    "labels at the limit": [row(button(label="x" * 80, custom_id="x" * 100))],
    "a full menu": [row(select(options=options(25), max_values=25, placeholder="x" * 150))],
}
ROWS_BAD: dict[str, list[Json]] = {
    "six rows": [row(button(n)) for n in range(6)],
    "six buttons": [row(*(button(n) for n in range(6)))],
    "an empty row": [row()],
    "two menus in a row": [row(select(), select(custom_id="t"))],
    "a menu beside a button": [row(select(), button())],
    "label of 81": [row(button(label="x" * 81))],
    "custom id of 101": [row(button(custom_id="x" * 101))],
    "the same custom id": [row(button(1), button(1))],
    "neither custom id nor url": [row({"type": 2, "style": 1, "label": "x"})],
    "both custom id and url": [row(button(url="https://example.org"))],
    "a link with a custom id": [row(button(style=5))],
    "no such style": [row(button(style=9))],
    "nothing to read": [row(button(label=""))],
    "26 options": [row(select(options=options(26)))],
    "the same option": [row(select(options=options(1) * 2))],
    "option value of 101": [row(select(options=[{"label": "x", "value": "x" * 101}]))],
    "more to choose than there is": [row(select(max_values=2))],
    "least over most": [row(select(options=options(5), min_values=3, max_values=2))],
    "a text without layout flag": [text(5)],
    "a button without row": [button()],
}
LAYOUTS_GOOD: dict[str, list[Json]] = {
    "forty texts of a hundred": [text(100) for _ in range(40)],
    "a container": [{"type": 17, "components": [text(1), {"type": 14}, row(button())], "accent_color": 0xFFFFFF}],
    "a section": [{"type": 9, "components": [text(1)], "accessory": button()}],
    "a thumbnail": [
        {"type": 9, "components": [text(1)], "accessory": {"type": 11, "media": {"url": "https://a.fr/b"}}}
    ],
    "six rows": [row(button(n)) for n in range(6)],
}
LAYOUTS_BAD: dict[str, list[Json]] = {
    "41 components": [text(1) for _ in range(41)],
    "40 and a nested one": [*(text(1) for _ in range(39)), row(button())],
    "4001 characters": [text(4000), text(1)],
    "an empty text": [text(0)],
    "a container in a container": [{"type": 17, "components": [{"type": 17, "components": [text(1)]}]}],
    "an empty container": [{"type": 17, "components": []}],
    "a section without accessory": [{"type": 9, "components": [text(1)]}],
    "a section of four": [{"type": 9, "components": [text(1)] * 4, "accessory": button()}],
    "a section of buttons": [{"type": 9, "components": [button(1)], "accessory": button()}],
    "a gallery of eleven": [{"type": 12, "items": [{"media": {"url": "https://a.fr/b"}}] * 11}],
    "the same custom id inside": [row(button()), {"type": 9, "components": [text(1)], "accessory": button()}],
    "a colour that is none": [{"type": 17, "components": [text(1)], "accent_color": 0x1000000}],
}


@pytest.mark.parametrize("name", ROWS_GOOD)
def test_good_rows(name: str) -> None:
    assert list(check_components(ROWS_GOOD[name], v2=False)) == []


@pytest.mark.parametrize("name", ROWS_BAD)
def test_bad_rows(name: str) -> None:
    assert list(check_components(ROWS_BAD[name], v2=False))


@pytest.mark.parametrize("name", LAYOUTS_GOOD)
def test_good_layouts(name: str) -> None:
    assert list(check_components(LAYOUTS_GOOD[name], v2=True)) == []


@pytest.mark.parametrize("name", LAYOUTS_BAD)
def test_bad_layouts(name: str) -> None:
    assert list(check_components(LAYOUTS_BAD[name], v2=True))


def embeds(**fields: Any) -> Json:
    return {"embeds": [fields]}


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"content": "x" * 2001}, "content"),
        ({"content": 5}, "content"),
        ({"embeds": [{}] * 11}, "embeds"),
        (embeds(title="x" * 257), "embeds.0.title"),
        (embeds(description="x" * 4097), "embeds.0.description"),
        (embeds(footer={"text": "x" * 2049}), "embeds.0.footer.text"),
        (embeds(author={"name": "x" * 257}), "embeds.0.author.name"),
        (embeds(fields=[{"name": "a", "value": "b"}] * 26), "embeds.0.fields"),
        (embeds(fields=[{"name": "a", "value": "x" * 1025}]), "embeds.0.fields.0.value"),
        (embeds(fields=[{"name": "", "value": "b"}]), "embeds.0.fields.0.name"),
        ({"embeds": [{"description": "x" * 3001}, {"description": "x" * 3000}]}, "embeds"),
        ({"allowed_mentions": {"parse": ["all"]}}, "allowed_mentions.parse"),
        ({"allowed_mentions": {"parse": ["users"], "users": ["1"]}}, "allowed_mentions"),
        ({"nonce": "x" * 26}, "nonce"),
        ({"poll": {"question": {"text": "?"}, "answers": [], "duration": 1}}, "poll.answers"),
        (
            {"poll": {"question": {"text": "?"}, "answers": [{"poll_media": {"text": "a"}}], "duration": 769}},
            "poll.duration",
        ),
    ],
)
def test_bad_messages(fields: Json, path: str) -> None:
    assert [problem.path for problem in check_message(fields, v2=False)] == [path]


def test_a_message_at_its_limits() -> None:
    full = {"title": "x" * 256, "fields": [{"name": "x", "value": "y"}] * 25, "description": "x" * 4096}
    assert list(check_message({"content": "é" * 2000, "embeds": [full], "nonce": 2**63}, v2=False)) == []


def command(**fields: Any) -> Json:
    return {"name": "vote", "description": "Voter", **fields}


def option(kind: int = 3, **fields: Any) -> Json:
    return {"type": kind, "name": "book", "description": "Livre", **fields}


@pytest.mark.parametrize(
    ("bad", "path"),
    [
        (command(name="Vote"), "name"),
        (command(name="vote open"), "name"),
        (command(name="x" * 33), "name"),
        (command(description=""), "description"),
        (command(description="x" * 101), "description"),
        (command(name_localizations={"fr-FR": "voter"}), "name_localizations.fr-FR"),
        (command(name_localizations={"fr": "Voter"}), "name_localizations.fr"),
        (command(description_localizations={"fr": "x" * 101}), "description_localizations.fr"),
        (command(options=[option(name=f"o{n}") for n in range(26)]), "options"),
        (command(options=[option(), option()]), "options"),
        (command(options=[option(name="a"), option(name="b", required=True)]), "options"),
        (command(options=[option(name="a"), option(1, name="b")]), "options"),
        (command(options=[option(99)]), "options.0.type"),
        (
            command(options=[option(choices=[{"name": str(n), "value": str(n)} for n in range(26)])]),
            "options.0.choices",
        ),
        (command(options=[option(choices=[{"name": "a", "value": "x" * 101}])]), "options.0.choices.0.value"),
        (command(options=[option(4, choices=[{"name": "a", "value": "1"}])]), "options.0.choices.0.value"),
        (command(options=[option(choices=[{"name": "a", "value": "a"}], autocomplete=True)]), "options.0.autocomplete"),
        (command(options=[option(6, autocomplete=True)]), "options.0.autocomplete"),
        (command(options=[option(min_value=1)]), "options.0.min_value"),
        (command(options=[option(4, max_length=5)]), "options.0.max_length"),
        (command(options=[option(2, options=[option(2, options=[])])]), "options.0.options.0.type"),
        (command(type=2), "description"),
        (command(type=7), "type"),
    ],
)
def test_bad_commands(bad: Json, path: str) -> None:
    assert path in [problem.path for problem in check_command(bad)]


def test_a_command_at_its_limits() -> None:
    deep = option(2, name="a", options=[option(1, name="b", options=[option(name=f"o{n}") for n in range(25)])])
    assert list(check_command(command(name="préférer-l'été", options=[deep]))) == []


def test_a_command_is_at_most_8000_characters_with_its_longest_texts() -> None:
    choices = [{"name": "x" * 100, "value": "y" * 100} for _ in range(25)]
    big = command(options=[option(name=f"o{n}", description="d", choices=choices) for n in range(2)])
    assert command_length(big) < 10_100
    assert any(problem.code == "APPLICATION_COMMAND_TOO_LARGE" for problem in check_command(big))
    assert command_length(command(name_localizations={"fr": "vote" * 5})) == 20 + len("Voter")


def test_a_name_is_unique_within_its_kind() -> None:
    assert [problem.path for problem in check_set([command(), command()])] == ["0.name", "1.name"]
    assert list(check_set([command(), {"type": 2, "name": "vote"}, {"type": 3, "name": "vote"}])) == []


@pytest.mark.parametrize(
    "choices",
    [
        None,
        [{"name": "a", "value": "b"}] * 26,
        [{"name": "x" * 101, "value": "b"}],
        [{"name": "a", "value": "x" * 101}],
    ],
)
def test_bad_choices(choices: Any) -> None:
    assert list(check_choices(choices))


def form(*components: Json, **fields: Any) -> Json:
    return {"title": "Avis", "custom_id": "form", "components": list(components), **fields}


def label(component: Json, **fields: Any) -> Json:
    return {"type": 18, "label": "Titre", "component": component, **fields}


def field(**fields: Any) -> Json:
    return {"type": 4, "style": 1, "custom_id": "title", **fields}


@pytest.mark.parametrize(
    "bad",
    [
        form(title="x" * 46),
        form(),
        form(*(label(field(custom_id=str(n))) for n in range(6))),
        form(label(field()), label(field())),
        form(label(field(), label="x" * 46)),
        form(label(field(), description="x" * 101)),
        form(label(button())),
        form(label(field(label="Titre"))),
        form(label(field(min_length=5, max_length=4))),
        form(label(field(max_length=4001))),
        form(label(field(max_length=2, value="abc"))),
        form(label(field(placeholder="x" * 101))),
        form(row(field())),
        form(row(button(label="x"))),
        form(button()),
        form(label(select(options=options(26)))),
        form(label({"type": 21, "custom_id": "r", "options": options(11)})),
    ],
)
def test_bad_modals(bad: Json) -> None:
    assert list(check_modal(bad))


def test_a_good_modal() -> None:
    good = form(
        text(5),
        label(field(value="abc", max_length=4000)),
        label(select()),
        row(field(custom_id="old", label="x" * 45)),
        label({"type": 22, "custom_id": "c", "options": options(10)}),
    )
    assert list(check_modal(good)) == []


def test_problems_are_nested_as_discord_nests_them() -> None:
    nested = nest_problems([Problem("embeds.0.title", "too long", "X"), Problem("", "bad", "Y")])
    assert nested["embeds"]["0"]["title"]["_errors"] == [{"code": "X", "message": "too long"}]
    assert nested["_errors"] == [{"code": "Y", "message": "bad"}]
