"""Leaves out of a definition what a stranger can do without, so that verify.py stays short; must not change the rest.

Docstrings keep their first paragraph. More goes where the file would be too long to read in one sitting.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import lru_cache

WIDTH = 120
_DEFINED = re.compile(r"\bdef (\w+)")
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
    """Blank lines between modules."""
    AGAIN = 9
    """What can be joined now that the words are gone, such as a function of one short line."""
    PURPOSES = 10
    """What each module is for."""
    TYPES = 11
    """The types of what functions take, give and hold, with the names of types that nothing else asks for."""
    FIELDS = 12
    """The line breaks between fields of a class."""


def shortened(text: str, used: frozenset[str], thrift: Thrift, types: frozenset[str] = frozenset()) -> str:
    """Return the text of one definition or constant, of which methods and properties named in `used` are called;
    `types` are names of types that stand nowhere any more once types are left out."""
    # Most definitions are the same for every vote: only the names that matter to this one make a difference.
    return _shortened(
        text, used.intersection(_DEFINED.findall(text)), thrift, frozenset(name for name in types if name in text)
    )


@lru_cache(maxsize=4096)
def _shortened(text: str, used: frozenset[str], thrift: Thrift, types: frozenset[str]) -> str:
    if thrift >= Thrift.TYPES:
        text = untyped(text, types)
    lines: list[str | None] = list(text.split("\n"))
    nodes = list(ast.walk(ast.parse(text)))
    for node in nodes:
        _save_words(node, lines, thrift)
    for node in nodes:
        for method in _uncalled(node, used):
            _drop(method, lines)
    for node in reversed(nodes) if thrift >= Thrift.SUITES else []:
        _join_suite(node, lines, thrift)
        if isinstance(node, ast.ClassDef) and thrift >= Thrift.FIELDS:
            _join_fields(node, lines)
    kept = [line for line in lines if line is not None and (line.strip() or thrift < Thrift.INNER)]
    told = "\n".join(kept).rstrip("\n")
    return _shortened(told, used, thrift, frozenset()) if thrift >= Thrift.AGAIN and told != text else told


@lru_cache(maxsize=4096)
def untyped(text: str, types: frozenset[str] = frozenset()) -> str:
    """Return the text of a definition that does not say what its functions take, give and hold, nor, of a field, the
    `types` that the file does not name: there it says Any."""
    lines = text.split("\n")
    nodes = list(ast.walk(ast.parse(text)))
    for each in nodes:
        if isinstance(each, ast.FunctionDef):
            _untype_names(each, lines)
        if isinstance(each, ast.ClassDef):
            _untype_fields(each, lines, types)
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef) and node.body[0].lineno > node.lineno]
    for function in sorted(functions, key=lambda node: -node.lineno):
        for argument in ast.walk(function.args):
            if isinstance(argument, ast.arg):
                argument.annotation = None
        indent = " " * function.col_offset
        head = f"{indent}def {function.name}({ast.unparse(function.args)}):"
        lines[function.lineno - 1 : function.body[0].lineno - 1] = textwrap.wrap(
            head, WIDTH, subsequent_indent=f"{indent}        ", break_long_words=False, break_on_hyphens=False
        )
    return "\n".join(lines)


def _untype_names(function: ast.FunctionDef, lines: list[str]) -> None:
    """Leave out the types of what a function holds under names."""
    for node in function.body:
        if isinstance(node, ast.AnnAssign) and node.value is not None:
            told = f"{' ' * node.col_offset}{ast.unparse(node.target)} = "
            lines[node.lineno - 1] = told + lines[node.value.lineno - 1][_place(node.value, lines) :]
            lines[node.lineno : node.value.lineno] = [""] * (node.value.lineno - node.lineno)


def _place(node: ast.expr, lines: list[str]) -> int:
    """Return where in its line an expression begins: the parser counts bytes."""
    return len(lines[node.lineno - 1].encode()[: node.col_offset].decode())


def _untype_fields(node: ast.ClassDef, lines: list[str], types: frozenset[str]) -> None:
    """Leave out of a class the types that the file does not name."""
    if any(isinstance(base, ast.Subscript) for base in node.bases):
        lines[node.lineno - 1] = f"class {node.name}:"
    for field in node.body:
        if isinstance(field, ast.AnnAssign) and not types.isdisjoint(_names_in(field.annotation)):
            field.annotation = ast.Name("Any")
            lines[field.lineno - 1] = " " * field.col_offset + ast.unparse(field)


def _names_in(node: ast.AST) -> Iterator[str]:
    yield from (each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load))


def asked_for(texts: Iterable[str], *, with_types: bool = False) -> frozenset[str]:
    """Return every name that texts of definitions use, but for the names of what they define, and for those that only
    types name unless they are asked for too."""
    return frozenset[str]().union(*(_asked_for_by(text, with_types=with_types) for text in texts))


@lru_cache(maxsize=4096)
def _asked_for_by(text: str, *, with_types: bool) -> frozenset[str]:
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign) and not with_types:
            node.annotation = ast.Constant(None)
    return frozenset(_names_in(tree))


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


def _join_suite(node: ast.AST, lines: list[str | None], thrift: Thrift) -> None:
    for suite in (getattr(node, "body", None), getattr(node, "orelse", None)):
        told = [each for each in suite if not _is_prose(each)] if isinstance(suite, list) else []
        is_spared = isinstance(node, ast.FunctionDef) and thrift < Thrift.AGAIN
        if is_spared or len(told) != 1 or isinstance(told[0], _COMPOUND):
            continue
        first, last = told[0].lineno - 1, told[0].end_lineno or 0
        above = next((line for line in range(first - 1, -1, -1) if lines[line] is not None), -1)
        head, body = lines[above] or "", lines[first]
        if body is None or any(lines[first + 1 : last]) or not head.endswith(":"):
            continue
        if len(body) - len(body.lstrip()) != told[0].col_offset:
            continue  # It was joined already.
        if len(head) + len(body.lstrip()) < WIDTH:
            lines[above], lines[first] = f"{head} {body.lstrip()}", None


def _join_fields(node: ast.ClassDef, lines: list[str | None]) -> None:
    above = None
    for field in node.body:
        first = field.lineno - 1
        told = lines[first]
        if first == above:
            continue
        if not isinstance(field, ast.Assign | ast.AnnAssign) or field.end_lineno != field.lineno or told is None:
            above = above if _is_prose(field) else None
            continue
        if above is not None and len(lines[above] or "") + len(told.lstrip()) + 2 < WIDTH:
            lines[above], lines[first] = f"{lines[above]}; {told.lstrip()}", None
        else:
            above = first


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
