"""What Discord accepts as a modal: its title and its one to five components, rows or labels. Checks only."""

from collections.abc import Iterator

from sandbox.discord.checks import check_count, check_number, check_text, check_unique, objects
from sandbox.discord.rules_components import (
    LABEL,
    ROW,
    SELECTS,
    TEXT,
    TEXT_INPUT,
    check_select,
    check_text_display,
    nested,
)
from sandbox.discord.wire import Json, Problem

FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX = 19, 21, 22, 23
IN_LABEL = SELECTS | {TEXT_INPUT, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX}


def check_modal(modal: Json) -> Iterator[Problem]:
    yield from check_text("title", modal.get("title"), 1, 45)
    yield from check_text("custom_id", modal.get("custom_id"), 1, 100)
    components = modal.get("components")
    yield from check_count("components", components, 1, 5)
    inside = list(nested(objects(components)))
    yield from check_unique("components", (c["custom_id"] for c in inside if c.get("custom_id")), "custom id")
    for index, component in enumerate(objects(components)):
        path = f"components.{index}"
        kind = component.get("type")
        if kind == LABEL:
            yield from _check_label(path, component)
        elif kind == ROW:
            yield from _check_input_row(path, component)
        elif kind == TEXT:
            yield from check_text_display(path, component)
        else:
            yield Problem(f"{path}.type", "Value must be one of {1, 10, 18}.", "BASE_TYPE_CHOICES")


def _check_label(path: str, label: Json) -> Iterator[Problem]:
    yield from check_text(f"{path}.label", label.get("label"), 1, 45)
    yield from check_text(f"{path}.description", label.get("description"), 0, 100)
    inner = label.get("component")
    kind = inner.get("type") if isinstance(inner, dict) else None
    if not isinstance(inner, dict) or kind not in IN_LABEL:
        yield Problem(f"{path}.component.type", "Value is not a component of a label.", "BASE_TYPE_CHOICES")
    elif kind == TEXT_INPUT:
        yield from _check_input(f"{path}.component", inner)
        if inner.get("label"):
            yield Problem(f"{path}.component.label", "An input inside a label has no label.", "MODAL_LABEL_TWICE")
    elif kind in SELECTS:
        yield from check_select(f"{path}.component", inner)
    elif kind in {RADIO_GROUP, CHECKBOX_GROUP}:
        yield from _check_group(f"{path}.component", inner)
    else:
        yield from check_text(f"{path}.component.custom_id", inner.get("custom_id"), 1, 100)


def _check_input_row(path: str, row: Json) -> Iterator[Problem]:
    yield from check_count(f"{path}.components", row.get("components"), 1, 1)
    for item in objects(row.get("components")):
        if item.get("type") != TEXT_INPUT:
            yield Problem(f"{path}.components.0.type", "Value must be one of {4}.", "BASE_TYPE_CHOICES")
        yield from check_text(f"{path}.components.0.label", item.get("label"), 1, 45)
        yield from _check_input(f"{path}.components.0", item)


def _check_input(path: str, field: Json) -> Iterator[Problem]:
    yield from check_text(f"{path}.custom_id", field.get("custom_id"), 1, 100)
    yield from check_text(f"{path}.placeholder", field.get("placeholder"), 0, 100)
    yield from check_number(f"{path}.min_length", field.get("min_length"), 0, 4000)
    yield from check_number(f"{path}.max_length", field.get("max_length"), 1, 4000)
    least, most = field.get("min_length") or 0, field.get("max_length") or 4000
    if least > most:
        yield Problem(f"{path}.min_length", "Must not be greater than max_length.", "TEXT_INPUT_LENGTHS")
    if field.get("value"):
        yield from check_text(f"{path}.value", field["value"], least, most)
    if field.get("style") not in {1, 2}:
        yield Problem(f"{path}.style", "Value must be one of {1, 2}.", "BASE_TYPE_CHOICES")


def _check_group(path: str, group: Json) -> Iterator[Problem]:
    yield from check_text(f"{path}.custom_id", group.get("custom_id"), 1, 100)
    options = group.get("options")
    yield from check_count(f"{path}.options", options, 2 if group.get("type") == RADIO_GROUP else 1, 10)
    for index, option in enumerate(objects(options)):
        yield from check_text(f"{path}.options.{index}.label", option.get("label"), 1, 100)
        yield from check_text(f"{path}.options.{index}.value", option.get("value"), 1, 100)
        yield from check_text(f"{path}.options.{index}.description", option.get("description"), 0, 100)
