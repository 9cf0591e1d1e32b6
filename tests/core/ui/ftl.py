"""Reads the sentences' own source and the calls that use them, for tests that compare the two."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fluent.syntax import parse
from fluent.syntax.ast import Message, Pattern, VariableReference
from fluent.syntax.visitor import Visitor

ROOT = Path(__file__).parents[3]
LOCALES_FOLDER = ROOT / "core" / "locales"
ROOMS = ("core", "cogs", "handlers", "storage")
TELLERS = {
    "words",
    "line",
    "notice",
    "Refusal",
    "Unavailable",
    "AdapterRefused",
    "FieldRefusal",
    "wait_refusal",
    "Say",
    "refused",
}
"""The names by which a sentence is told; the argument that looks like a message id is one."""
IMPLIED = {"wait_refusal": frozenset({"minutes"}), "refused": frozenset({"place"})}
"""What some of them give without naming it."""


class _Variables(Visitor):
    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802 - the visitor's own names
        self.found.add(str(node.id.name))


def variables(locale: str) -> dict[str, frozenset[str]]:
    """Return the variables of every sentence of a language, attributes named `message.attribute`."""
    found: dict[str, frozenset[str]] = {}
    for file in sorted((LOCALES_FOLDER / locale).glob("*.ftl")):
        for entry in parse(file.read_text(encoding="utf-8")).body:
            if not isinstance(entry, Message):
                continue
            if entry.value is not None:
                found[entry.id.name] = _of_pattern(entry.value)
            for attribute in entry.attributes:
                found[f"{entry.id.name}.{attribute.id.name}"] = _of_pattern(attribute.value)
    return found


def _of_pattern(pattern: Pattern) -> frozenset[str]:
    visitor = _Variables()
    visitor.visit(pattern)
    return frozenset(visitor.found)


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a sentence is told with the arguments named there."""

    where: str
    message: str
    arguments: frozenset[str]
    is_complete: bool
    """Whether all arguments are named there: none comes by `**`."""


def product_files() -> list[Path]:
    rooms = [file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py"))]
    return [*rooms, ROOT / "assembly.py", ROOT / "bot.py", ROOT / "checkup.py", ROOT / "recounting.py"]


def uses() -> Iterator[Use]:
    """Yield every call that tells a sentence by a written id."""
    for file in product_files():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or _called(node.func) not in TELLERS:
                continue
            given = IMPLIED.get(_called(node.func), frozenset())
            named = frozenset(each.arg for each in node.keywords if each.arg)
            for message in _written(node.args):
                where = f"{file.relative_to(ROOT)}:{node.lineno}"
                yield Use(where, message, named | given, len(named) == len(node.keywords))


def _called(func: ast.expr) -> str:
    if isinstance(func, ast.Attribute):
        return func.attr
    return func.id if isinstance(func, ast.Name) else ""


def _written(arguments: list[ast.expr]) -> Iterator[str]:
    for each in arguments:
        branches = [each.body, each.orelse] if isinstance(each, ast.IfExp) else [each]
        for branch in branches:
            if isinstance(branch, ast.Constant) and isinstance(branch.value, str):
                yield branch.value
