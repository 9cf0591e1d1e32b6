"""Rewrites a part of the house's source so that Python 3.9 runs it the same; must not change what it does.

Comments, docstrings and layout stay.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from itertools import pairwise

from core.votes.integrity.verifier.sources import NotAssembled, Part, Source

Edit = tuple[tuple[int, int], tuple[int, int], str]
"""From a line and byte of a source to another, and what stands there instead."""


def rewritten(source: Source, part: Part, names: Mapping[str, str]) -> str:
    """Return the text of a part, with some names changed for others. Raises NotAssembled where that is not enough."""
    lines = [line.encode() for line in source.lines]
    edits = [edit for node in ast.walk(part.node) for edit in _edits(node, lines, names)]
    if isinstance(part.node, ast.Assign):
        edits += [(*_span(node), f"Union[{_alternatives(node)}]") for node in _unions(part.node.value)]
    edits.sort(reverse=True)
    for later, earlier in pairwise(edits):
        if earlier[1] > later[0]:
            raise NotAssembled(f"{source.module}, line {earlier[0][0] + 1}: two changes in one place")
    last = part.last
    for (line, byte), (end, stop), text in edits:
        lines[line : end + 1] = [lines[line][:byte] + text.encode() + lines[end][stop:]]
        last -= end - line
    return b"\n".join(lines[part.first : last]).decode()


def _edits(node: ast.AST, lines: list[bytes], names: Mapping[str, str]) -> Iterator[Edit]:
    if isinstance(node, ast.Match):
        raise NotAssembled(f"line {node.lineno}: Python 3.9 knows no match")
    if isinstance(node, ast.arg) and node.arg in names:
        raise NotAssembled(f"line {node.lineno}: {node.arg} is defined in two modules")
    if isinstance(node, ast.Name) and node.id in names:
        yield (*_span(node), names[node.id])
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield from _name_edits(node, lines, names)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        yield from _call_edits(node, node.func.id)


def _name_edits(node: ast.FunctionDef | ast.ClassDef, lines: list[bytes], names: Mapping[str, str]) -> Iterator[Edit]:
    if node.name in names:
        start = lines[node.lineno - 1].index(b" " + node.name.encode(), node.col_offset) + 1
        yield (node.lineno - 1, start), (node.lineno - 1, start + len(node.name.encode())), names[node.name]


def _call_edits(call: ast.Call, function: str) -> Iterator[Edit]:
    """The arguments that Python 3.9 does not take: slots of a dataclass, strict of a zip, a union of an isinstance."""
    before: ast.expr | ast.keyword | None = call.args[-1] if call.args else None
    for keyword in call.keywords:
        if (function, keyword.arg) in {("dataclass", "slots"), ("zip", "strict")}:
            if before is None:
                raise NotAssembled(f"line {call.lineno}: {keyword.arg} stands first")
            yield _span(before)[1], _span(keyword)[1], ""
        before = keyword
    if function == "isinstance" and _is_union(call.args[1]):
        yield (*_span(call.args[1]), f"({_alternatives(call.args[1])})")


def _unions(node: ast.expr) -> Iterator[ast.expr]:
    """The unions of types in the value of a constant, which Python 3.9 would take for numbers."""
    if _is_union(node):
        yield node
    else:
        for inner in ast.iter_child_nodes(node):
            if isinstance(inner, ast.expr):
                yield from _unions(inner)


def _is_union(node: ast.expr) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr)


def _alternatives(node: ast.expr) -> str:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return f"{_alternatives(node.left)}, {_alternatives(node.right)}"
    text = ast.unparse(node)
    for inner in _unions(node):
        text = text.replace(ast.unparse(inner), f"Union[{_alternatives(inner)}]")
    return text


def _span(node: ast.expr | ast.stmt | ast.keyword) -> tuple[tuple[int, int], tuple[int, int]]:
    return (node.lineno - 1, node.col_offset), ((node.end_lineno or 0) - 1, node.end_col_offset or 0)
