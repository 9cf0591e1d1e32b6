"""Reads the product's own modules as named parts of text that can stand in one file; must not choose among them.

It understands what the house writes: definitions, constants with a docstring, and `from x import y` at the top.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module

HOUSE = "core."
"""Modules under it are taken into the file; all others must be the standard library's."""


class NotAssembled(Exception):  # noqa: N818 - says what was not done
    """A source is written in a way that cannot be taken into one file."""


@dataclass(frozen=True)
class Part:
    """A definition or a constant, with the comments above it and the docstring below it."""

    name: str
    node: ast.stmt
    first: int
    """Its first line, from 0."""
    last: int
    """The line after its last."""

    @cached_property
    def uses(self) -> frozenset[str]:
        """Every name in it, local ones too."""
        return frozenset(node.id for node in ast.walk(self.node) if isinstance(node, ast.Name))

    @cached_property
    def calls(self) -> frozenset[str]:
        """Every name after a dot in it."""
        return frozenset(node.attr for node in ast.walk(self.node) if isinstance(node, ast.Attribute))


@dataclass(frozen=True, slots=True)
class Source:
    """One module."""

    module: str
    says: str
    """The first line of its docstring."""
    lines: tuple[str, ...]
    parts: Mapping[str, Part]
    imports: Mapping[str, tuple[str, str]]
    """Each imported name with its module and its name there, which is "" for a module imported whole."""


@cache
def read_source(module: str) -> Source:
    """Return a module of the house in parts; raises NotAssembled when it holds what cannot be taken along."""
    return source_of(module, inspect.getsource(import_module(module)))


def source_of(module: str, text: str) -> Source:
    """Return the parts of a text, a docstring first; raises NotAssembled as `read_source` does."""
    tree, lines = ast.parse(text), tuple(text.splitlines())
    parts: dict[str, Part] = {}
    imports: dict[str, tuple[str, str]] = {}
    last = ""
    for statement in tree.body[1:]:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            imports |= dict(_imported(module, statement))
        elif isinstance(statement, ast.Expr) and last:
            parts[last] = Part(last, parts[last].node, parts[last].first, _after(statement))
        else:
            last = _name_of(module, statement)
            parts[last] = Part(last, statement, _first(statement, lines), _after(statement))
    return Source(module, (ast.get_docstring(tree) or "").partition("\n")[0], lines, parts, imports)


def _imported(module: str, statement: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, tuple[str, str]]]:
    for alias in statement.names:
        whole = isinstance(statement, ast.Import)
        origin = alias.name if isinstance(statement, ast.Import) else statement.module or ""
        if alias.asname or (whole and "." in alias.name) or alias.name == "*":
            raise NotAssembled(f"{module}, line {statement.lineno}: an import under another name")
        yield alias.name, (origin, "" if whole else alias.name)


def _name_of(module: str, statement: ast.stmt) -> str:
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return statement.name
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    if len(targets) != 1 or not isinstance(targets[0], ast.Name):
        raise NotAssembled(f"{module}, line {statement.lineno}: neither a definition nor a constant")
    return targets[0].id


def _first(statement: ast.stmt, lines: tuple[str, ...]) -> int:
    decorators = statement.decorator_list if isinstance(statement, ast.FunctionDef | ast.ClassDef) else []
    first: int = min([statement.lineno, *(decorator.lineno for decorator in decorators)]) - 1
    while first and lines[first - 1].startswith("#"):
        first -= 1
    return first


def _after(statement: ast.stmt) -> int:
    return statement.end_lineno or statement.lineno
