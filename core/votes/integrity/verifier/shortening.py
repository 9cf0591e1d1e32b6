"""Leaves out of a definition what a stranger can do without, so that verify.py stays short; must not change the rest.

Docstrings keep their first paragraph. More goes where the file would be too long to read in one sitting.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from enum import IntEnum

WIDTH = 120
_COMPOUND = (ast.FunctionDef, ast.ClassDef, ast.If, ast.For, ast.While, ast.With, ast.Try)


class Thrift(IntEnum):
    """What is left out, each with all before it."""

    NOTHING = 0
    """But methods that nobody calls and the later paragraphs of docstrings."""
    NOTES = 1
    """What is said of constants and fields."""
    WRAPS = 2
    """The line breaks of statements that fit on one line."""
    BLANKS = 3
    """Blank lines."""
    PRIVATE = 4
    """What is said of private functions."""


def shortened(text: str, used: frozenset[str], thrift: Thrift) -> str:
    """Return the text of one definition or constant, of which methods and properties named in `used` are called."""
    lines: list[str | None] = list(text.split("\n"))
    nodes = list(ast.walk(ast.parse(text)))
    for node in nodes:
        _save_words(node, lines, thrift)
    for node in nodes:
        for method in _uncalled(node, used):
            _drop(method, lines)
    kept = [line for line in lines if line is not None and (line.strip() or thrift < Thrift.BLANKS)]
    return "\n".join(kept).rstrip("\n")


def _save_words(node: ast.AST, lines: list[str | None], thrift: Thrift) -> None:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        _trim_docstring(node, lines, thrift)
    if isinstance(node, ast.Module | ast.ClassDef) and thrift >= Thrift.NOTES:
        for statement in filter(_is_prose, node.body[1:]):
            _drop(statement, lines)
    if isinstance(node, ast.stmt) and not isinstance(node, _COMPOUND) and thrift >= Thrift.WRAPS:
        _unwrap(node, lines)


def _is_prose(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _unwrap(statement: ast.stmt, lines: list[str | None]) -> None:
    first, last = statement.lineno - 1, (statement.end_lineno or statement.lineno) - 1
    joined = " " * statement.col_offset + ast.unparse(statement)
    if first < last and not _is_prose(statement) and "\n" not in joined and len(joined) <= WIDTH:
        lines[first : last + 1] = [joined, *[None] * (last - first)]


def _trim_docstring(node: ast.FunctionDef | ast.ClassDef, lines: list[str | None], thrift: Thrift) -> None:
    if ast.get_docstring(node) is None:
        return
    if thrift >= Thrift.PRIVATE and node.name.startswith("_") and len(node.body) > 1:
        _drop(node.body[0], lines)
        return
    first, last = node.body[0].lineno - 1, node.body[0].end_lineno or 0
    blank = next((place for place in range(first, last) if not (lines[place] or "").strip()), None)
    if blank is not None:
        lines[blank - 1] = f'{lines[blank - 1]}"""'
        lines[blank:last] = [None] * (last - blank)


def _uncalled(node: ast.AST, used: frozenset[str]) -> Iterator[ast.FunctionDef]:
    for statement in node.body if isinstance(node, ast.ClassDef) else []:
        if (
            isinstance(statement, ast.FunctionDef)
            and not statement.name.startswith("__")
            and statement.name not in used
        ):
            yield statement


def _drop(statement: ast.stmt, lines: list[str | None]) -> None:
    decorators = statement.decorator_list if isinstance(statement, ast.FunctionDef) else []
    first = min([statement.lineno, *(decorator.lineno for decorator in decorators)]) - 1
    last = statement.end_lineno or statement.lineno
    if isinstance(statement, ast.FunctionDef) and first and not (lines[first - 1] or "").strip():
        first -= 1
    lines[first:last] = [None] * (last - first)
