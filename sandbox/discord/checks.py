"""Small checks that the rule books share: lengths, shapes, uniqueness. Each yields problems and changes nothing."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from sandbox.discord.wire import Json, Problem


def check_text(path: str, value: Any, low: int, high: int) -> Iterator[Problem]:
    """A string of `low` to `high` code points; None is refused only when at least one is asked."""
    if value is None and low == 0:
        return
    if value is None:
        yield Problem(path, "This field is required", "BASE_TYPE_REQUIRED")
    elif not isinstance(value, str):
        yield Problem(path, "Could not interpret value as string.", "STRING_TYPE_CONVERT")
    elif not low <= len(value.strip() if low else value) <= high:
        yield Problem(path, f"Must be between {low} and {high} in length.", "BASE_TYPE_BAD_LENGTH")


def check_number(path: str, value: Any, low: float, high: float) -> Iterator[Problem]:
    """A number from `low` to `high`; None passes."""
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        yield Problem(path, f'Value "{value}" is not int.', "NUMBER_TYPE_COERCE")
    elif not low <= value <= high:
        yield Problem(path, f"int value should be between {low} and {high}.", "NUMBER_TYPE_RANGE")


def check_count(path: str, items: Any, low: int, high: int) -> Iterator[Problem]:
    if not isinstance(items, list):
        yield Problem(path, "Only iterables may be used in a ListType", "LIST_TYPE_CONVERT")
    elif not low <= len(items) <= high:
        yield Problem(path, f"Must be between {low} and {high} in length.", "BASE_TYPE_BAD_LENGTH")


def check_unique(path: str, values: Iterable[Any], what: str) -> Iterator[Problem]:
    for value, count in Counter(values).items():
        if count > 1:
            yield Problem(path, f"Component {what} {value!r} cannot be duplicated", "COMPONENT_CUSTOM_ID_DUPLICATED")


def objects(items: Any) -> list[Json]:
    """The JSON objects of what may not be a list of objects at all; the count check reports the rest."""
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
