"""Filling a modal and choosing in menus as a client lets a person do it; NotOffered for what it would not accept."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sandbox.discord.attachments import Attached
from sandbox.discord.checks import objects
from sandbox.discord.entities import Channel, Role, User
from sandbox.discord.option_values import Resolved
from sandbox.discord.refusals import NotOffered
from sandbox.discord.rules_components import LABEL, ROW, STRING_SELECT, TEXT, TEXT_INPUT
from sandbox.discord.rules_modals import CHECKBOX, CHECKBOX_GROUP, FILE_UPLOAD, RADIO_GROUP
from sandbox.discord.wire import Json

Values = Mapping[str, Any]

MENU_KINDS: dict[int, Any] = {5: User, 6: Role, 7: (User, Role), 8: Channel}


def fill_form(modal: Json, values: Values, resolved: Resolved) -> list[Json]:
    """The components submitted. `values` go by custom id or label; what is not named keeps its prefilled value."""
    unknown = set(values) - {name for item in fields_of(modal) for name in _names(item)}
    if unknown:
        raise NotOffered(f"the form {modal['title']!r} has no field {sorted(unknown)}")
    submitted = []
    for component in objects(modal["components"]):
        part: Json = {"type": component["type"], "id": component.get("id", 0)}
        if component["type"] == LABEL:
            part["component"] = _fill(component["component"], _value(component, values), resolved)
        elif component["type"] == ROW:
            part["components"] = [_fill(component["components"][0], _value(component, values), resolved)]
        submitted.append(part)
    return submitted


def fields_of(modal: Json) -> list[Json]:
    """The rows and labels that hold an input."""
    return [component for component in objects(modal["components"]) if component["type"] != TEXT]


def _inner(component: Json) -> Json:
    inner: Json = component["component"] if component["type"] == LABEL else component["components"][0]
    return inner


def _names(component: Json) -> set[str]:
    inner = _inner(component)
    return {inner["custom_id"], component.get("label") or inner.get("label") or inner["custom_id"]}


def _value(component: Json, values: Values) -> Any:
    return next((values[name] for name in _names(component) if name in values), None)


def _fill(field: Json, value: Any, resolved: Resolved) -> Json:
    kind = field["type"]
    part: Json = {"type": kind, "id": field.get("id", 0), "custom_id": field["custom_id"]}
    if kind == CHECKBOX:
        return part | {"value": bool(field.get("default")) if value is None else bool(value)}
    if kind == TEXT_INPUT:
        return part | {"value": _fill_text(field, value)}
    if kind == FILE_UPLOAD:
        return part | {"values": _upload(field, value or [], resolved)}
    chosen = choose(field, [] if value is None else _as_list(value), resolved, in_form=True)
    return part | ({"value": chosen[0] if chosen else None} if kind == RADIO_GROUP else {"values": chosen})


def _as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _fill_text(field: Json, value: Any) -> str:
    text = str(field.get("value") or "") if value is None else str(value)
    name = field["custom_id"]
    if not text:
        if field.get("required", True):
            raise NotOffered(f"the field {name!r} is required")
        return ""
    low, high = field.get("min_length") or 0, field.get("max_length") or 4000
    if not low <= len(text) <= high:
        raise NotOffered(f"the field {name!r} takes {low} to {high} characters, not {len(text)}")
    if field.get("style") == 1 and "\n" in text:
        raise NotOffered(f"the field {name!r} has one line")
    return text


def _upload(field: Json, files: Sequence[Attached], resolved: Resolved) -> list[str]:
    least, most = _bounds(field, 1, in_form=True)
    if not least <= len(files) <= most:
        raise NotOffered(f"{field['custom_id']!r} does not take {len(files)} files")
    return [resolved.attach(file) for file in files]


def _bounds(field: Json, most: int, *, in_form: bool) -> tuple[int, int]:
    """How few and how many values are taken; Discord reads null as absent."""
    optional = in_form and not field.get("required", True)
    asked = {key: field[key] for key in ("min_values", "max_values") if field.get(key) is not None}
    return 0 if optional else asked.get("min_values", 1), asked.get("max_values", most)


def choose(menu: Json, wanted: Sequence[Any], resolved: Resolved, *, in_form: bool = False) -> list[str]:
    """The values sent for a choice in a menu: options by value or label, or people, roles and channels themselves.

    Only in a form may `required` be false; a message's menu is sent once enough is chosen.
    """
    listed = menu["type"] in {STRING_SELECT, RADIO_GROUP, CHECKBOX_GROUP}
    pick: Callable[[Any], str] = (
        (lambda one: _option(menu, one)) if listed else (lambda one: _thing(menu, one, resolved))
    )
    if not wanted and listed:
        wanted = [option["value"] for option in menu["options"] if option.get("default")]
    chosen = [pick(one) for one in wanted]
    least, most = _bounds(menu, len(menu["options"]) if menu["type"] == CHECKBOX_GROUP else 1, in_form=in_form)
    if not least <= len(chosen) <= most:
        raise NotOffered(f"the menu {menu['custom_id']!r} takes {least} to {most} choices, not {len(chosen)}")
    if len(set(chosen)) < len(chosen):
        raise NotOffered(f"the menu {menu['custom_id']!r} does not take the same choice twice")
    return chosen


def _option(menu: Json, wanted: Any) -> str:
    for option in menu["options"]:
        if wanted in {option["value"], option["label"]}:
            return str(option["value"])
    raise NotOffered(f"{wanted!r} is not among the options of {menu['custom_id']!r}")


def _thing(menu: Json, wanted: Any, resolved: Resolved) -> str:
    if not isinstance(wanted, MENU_KINDS[menu["type"]]):
        raise NotOffered(f"the menu {menu['custom_id']!r} does not take {wanted!r}")
    if isinstance(wanted, User) and resolved.guild is not None and wanted.id not in resolved.guild.members:
        raise NotOffered(f"{wanted.name} is not a member here")
    return resolved.add(wanted)
