"""Checks requests, results and updates against a machine-readable Bot API document; it knows no state and no rights.

The document lies beside the checkout, in ../shared/specs, and is not part of it: without it the tests that ask skip.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import pytest

Json = dict[str, Any]

DOCUMENT = Path(__file__).parents[3] / "shared" / "specs" / "telegram-api.json"

TEXT = re.compile(r"(\d+)-(\d+) (characters|bytes)")
LIST = re.compile(
    r"(?:list of|A JSON-serialized array of|array describing messages to be sent, must include) (\d+)-(\d+)"
)
INT = re.compile(
    r"(?:(?:Values? between|must be between|should be between) |[;,] )(\d+)(?:-| and )(\d+)(?: are accepted)?(?:\.|$)"
)
CONSTANT = re.compile(r"(?:, must be |always )[“\"]?([a-z_]+)[”\"]?$")
CONSTANT_FIELDS = frozenset({"type", "status", "source"})
PLAIN = frozenset({"String", "InputFile"})


class SentCall(Protocol):
    """A recorded request: parameters as sent, strings or JSON values; file parts by name."""

    @property
    def method(self) -> str: ...
    @property
    def parameters(self) -> dict[str, Any]: ...
    @property
    def files(self) -> Mapping[str, object]: ...


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter or key as the document describes it, its limits lifted from the description."""

    name: str
    types: tuple[str, ...]
    is_required: bool = False
    characters: tuple[int, int] | None = None
    bytes: tuple[int, int] | None = None
    items: tuple[int, int] | None = None
    numbers: tuple[int, int] | None = None
    constant: str | None = None
    is_after_parsing: bool = False


def field_of(described: Json) -> Field:
    text: str = described["description"]
    measures = {unit: (int(low), int(high)) for low, high, unit in TEXT.findall(text)}
    listed, numbered = LIST.search(text), INT.search(text)
    constant = CONSTANT.search(text) if described["name"] in CONSTANT_FIELDS else None
    return Field(
        described["name"],
        tuple(described["types"]),
        described["required"],
        characters=measures.get("characters"),
        bytes=measures.get("bytes"),
        items=(int(listed[1]), int(listed[2])) if listed else None,
        numbers=(int(numbered[1]), int(numbered[2])) if numbered else None,
        constant=constant[1] if constant else None,
        is_after_parsing="after entities parsing" in text,
    )


class TelegramSpec:
    """Every check returns problems in words, an empty list when there are none."""

    def __init__(self, document: Json) -> None:
        self._methods = {
            name.lower(): {field["name"]: field_of(field) for field in method.get("fields", [])}
            for name, method in document["methods"].items()
        }
        self._returns = {name.lower(): tuple(method["returns"]) for name, method in document["methods"].items()}
        self._types = {
            name: {field["name"]: field_of(field) for field in described.get("fields", [])}
            for name, described in document["types"].items()
        }
        self._subtypes = {name: described.get("subtypes", []) for name, described in document["types"].items()}

    def check_request(self, call: SentCall) -> list[str]:
        """Unknown methods and parameters, missing ones, wrong values, files that do not match."""
        fields = self._methods.get(call.method.lower())
        if fields is None:
            return [f"unknown method {call.method}"]
        problems = [
            f"{name} is required"
            for name, field in fields.items()
            if field.is_required and call.parameters.get(name) in (None, "") and name not in call.files
        ]
        for name, value in call.parameters.items():
            if name not in fields:
                problems.append(f"{name} is no parameter of {call.method}")
            else:
                problems += self._check_sent(fields[name], value)
        return [*problems, *check_files(call, fields)]

    def check_result(self, method: str, result: Any) -> list[str]:
        """The `result` of a good answer, as decoded from JSON."""
        types = self._returns.get(method.lower())
        return [f"unknown method {method}"] if types is None else self._check(Field(f"{method}()", types), result)

    def check_update(self, update: Any) -> list[str]:
        problems = self._check(Field("update", ("Update",)), update)
        if isinstance(update, dict) and len(update) != 2:
            problems.append(f"an update holds its id and one thing, not {sorted(update)}")
        return problems

    def _check_sent(self, field: Field, value: Any) -> list[str]:
        """A value on the wire may be a string that stands for itself or for JSON: the kinder reading counts."""
        if not isinstance(value, str):
            return self._check(field, value)
        readings: list[list[str]] = []
        plain = tuple(name for name in field.types if name in PLAIN)
        structured = tuple(name for name in field.types if name not in PLAIN)
        if plain:
            readings.append(self._check(replace(field, types=plain), value))
        if structured:
            try:
                decoded = json.loads(value.lower() if value in {"True", "False"} else value)
            except ValueError:
                readings.append([f"{field.name}: {value[:40]!r} is no JSON"])
            else:
                readings.append(self._check(replace(field, types=structured), decoded))
        return min(readings, key=len)

    def _check(self, field: Field, value: Any) -> list[str]:
        """The problems under the alternative that has the fewest."""
        return min((list(self._check_as(name, field, value)) for name in field.types), key=len)

    def _check_as(self, name: str, field: Field, value: Any) -> Iterator[str]:
        if name.startswith("Array of "):
            yield from self._check_items(name.removeprefix("Array of "), field, value)
        elif name in {"Integer", "Int"}:
            yield from check_integer(field, value)
        elif name == "Float":
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                yield f"{field.name}: {value!r} is no number"
        elif name in {"Boolean", "True"}:
            if not isinstance(value, bool) or (name == "True" and not value):
                yield f"{field.name}: {value!r} is no {name}"
        elif name in PLAIN:
            yield from check_text(field, value)
        else:
            yield from self._check_object(name, field, value)

    def _check_items(self, inner: str, field: Field, value: Any) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{field.name}: {value!r} is no array"
            return
        if field.items and not field.items[0] <= len(value) <= field.items[1]:
            yield f"{field.name}: {len(value)} items are not {field.items[0]}-{field.items[1]}"
        for index, item in enumerate(value):
            yield from self._check(Field(f"{field.name}.{index}", (inner,)), item)

    def _check_object(self, name: str, field: Field, value: Any) -> Iterator[str]:
        if name not in self._types:
            yield f"{field.name}: the document has no type {name}"
            return
        if subtypes := self._subtypes[name]:
            yield from min((list(self._check_as(one, field, value)) for one in subtypes), key=len)
            return
        if not isinstance(value, dict):
            yield f"{field.name}: {value!r} is no {name}"
            return
        known = self._types[name]
        for key, described in known.items():
            if described.is_required and key not in value:
                yield f"{field.name}.{key} is required"
        for key, inner in value.items():
            if key in known:
                yield from (f"{field.name}.{problem}" for problem in self._check(known[key], inner))
            else:
                yield f"{field.name}.{key} is no key of {name}"


def check_integer(field: Field, value: Any) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, int):
        yield f"{field.name}: {value!r} is no Integer"
    elif field.numbers and not field.numbers[0] <= value <= field.numbers[1]:
        yield f"{field.name}: {value} is not {field.numbers[0]}-{field.numbers[1]}"


def check_text(field: Field, value: Any) -> Iterator[str]:
    """Lengths before parsing are not judged where they count after it and the text may hold tags."""
    if not isinstance(value, str):
        yield f"{field.name}: {value!r} is no String"
        return
    if field.constant and value != field.constant:
        yield f"{field.name}: {value!r} is not {field.constant!r}"
    parsed_later = field.is_after_parsing and re.search(r"[<&]", value)
    if field.characters and not parsed_later and not field.characters[0] <= len(value) <= field.characters[1]:
        yield f"{field.name}: {len(value)} characters are not {field.characters[0]}-{field.characters[1]}"
    if field.bytes and not field.bytes[0] <= len(value.encode()) <= field.bytes[1]:
        yield f"{field.name}: {len(value.encode())} bytes are not {field.bytes[0]}-{field.bytes[1]}"


def check_files(call: SentCall, fields: Mapping[str, Field]) -> Iterator[str]:
    attached = set(re.findall(r"attach://([\w.-]+)", json.dumps(call.parameters, default=str)))
    yield from (f"attach://{name} has no file part" for name in sorted(attached - set(call.files)))
    for name in sorted(set(call.files) - attached):
        if "InputFile" not in (fields[name].types if name in fields else ()):
            yield f"nothing refers to the file part {name}"


@cache
def load(path: Path) -> TelegramSpec:
    return TelegramSpec(json.loads(path.read_text(encoding="utf-8")))


def telegram_spec_or_skip() -> TelegramSpec:
    """The checks by the document beside the checkout; skips the test when it is not there."""
    if not DOCUMENT.exists():
        pytest.skip("no Bot API document beside the checkout")
    return load(DOCUMENT)
