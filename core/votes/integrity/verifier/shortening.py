"""Leaves out of a definition what a stranger can do without, so that verify.py stays short; must not change the rest.

Docstrings keep their first paragraph. More goes where the file would be too long to read in one sitting.
"""

from __future__ import annotations

import ast
import textwrap
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
    """The line breaks of statements that fit on fewer lines."""
    SUITES = 3
    """The line break after an `if` or `for` that one short line follows."""
    INNER = 4
    """Blank lines inside a definition."""
    BLANKS = 5
    """Those between definitions."""
    PRIVATE = 6
    """What is said of private functions."""
    WORDS = 7
    """What is said of all others."""
    SECTIONS = 8
    """Blank lines between modules, each of which still begins with what it is for."""


def shortened(text: str, used: frozenset[str], thrift: Thrift) -> str:
    """Return the text of one definition or constant, of which methods and properties named in `used` are called."""
    lines: list[str | None] = list(text.split("\n"))
    nodes = list(ast.walk(ast.parse(text)))
    for node in nodes:
        _save_words(node, lines, thrift)
    for node in nodes:
        for method in _uncalled(node, used):
            _drop(method, lines)
    for node in reversed(nodes) if thrift >= Thrift.SUITES else []:
        _join_suite(node, lines)
    kept = [line for line in lines if line is not None and (line.strip() or thrift < Thrift.INNER)]
    return "\n".join(kept).rstrip("\n")


def _save_words(node: ast.AST, lines: list[str | None], thrift: Thrift) -> None:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        _trim_docstring(node, lines, thrift)
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and thrift >= Thrift.NOTES:
        for statement in filter(_is_prose, node.body[1:]):
            _drop(statement, lines)
    if isinstance(node, ast.stmt) and not isinstance(node, _COMPOUND) and thrift >= Thrift.WRAPS:
        _unwrap(node, lines)


def _is_prose(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _unwrap(statement: ast.stmt, lines: list[str | None]) -> None:
    first, last = statement.lineno - 1, statement.end_lineno or statement.lineno
    indent = " " * statement.col_offset
    filled = textwrap.wrap(
        ast.unparse(statement),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    if not _is_prose(statement) and len(filled) < last - first and _is_same("\n".join(filled), statement):
        lines[first:last] = [*filled, *[None] * (last - first - len(filled))]


def _is_same(text: str, statement: ast.stmt) -> bool:
    try:
        return ast.dump(ast.parse(text.lstrip())) == ast.dump(ast.parse(ast.unparse(statement)))
    except SyntaxError:
        return False


def _join_suite(node: ast.AST, lines: list[str | None]) -> None:
    for suite in (getattr(node, "body", None), getattr(node, "orelse", None)):
        if not isinstance(suite, list) or len(suite) != 1 or isinstance(suite[0], _COMPOUND) or _is_prose(suite[0]):
            continue
        first, last = suite[0].lineno - 1, suite[0].end_lineno or 0
        head, body = lines[first - 1] if first else None, lines[first]
        if head is None or body is None or any(lines[first + 1 : last]) or not head.endswith(":"):
            continue
        if len(head) + len(body.lstrip()) < WIDTH:
            lines[first - 1 : first + 1] = [f"{head} {body.lstrip()}", None]


def _trim_docstring(node: ast.FunctionDef | ast.ClassDef, lines: list[str | None], thrift: Thrift) -> None:
    if ast.get_docstring(node) is None:
        return
    is_spared = thrift < (Thrift.PRIVATE if node.name.startswith("_") else Thrift.WORDS)
    if not is_spared and len(node.body) > 1:
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
