"""Puts verify.py together from the functions that count and check inside the house; must not hold a rule of its own.

So the count of a poll is written once: the stranger reads, and runs, what the house ran. Only what one method needs is
taken, and rewritten where Python 3.9 would not understand.
"""

from __future__ import annotations

import ast
import textwrap
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from functools import cache, lru_cache

from core.votes.integrity.again import Formula
from core.votes.integrity.verifier import main
from core.votes.integrity.verifier.rewriting import rewritten
from core.votes.integrity.verifier.shortening import WIDTH, Thrift, asked_for, shortened, untyped
from core.votes.integrity.verifier.sources import HOUSE, NotAssembled, Part, Source, read_source

HEAD = '''\
#!/usr/bin/env python3
"""Vérifie cet export d’un vote et recompte ses bulletins. / Checks this export of a vote and counts its ballots again.

python3 verify.py [dossier ou zip / folder or zip] [empreinte publiée / hash that was posted]... (Python 3.9)
Assemblé des fonctions d’Agora qui ont compté ce vote. / Assembled from the functions of Agora that counted it.
"""

from __future__ import annotations
'''
STAND_INS = {
    ("enum", "StrEnum"): """\
class StrEnum(str, Enum):  # Python 3.11's, for older ones
    __str__ = str.__str__""",
    ("itertools", "pairwise"): '''\
def pairwise(items):
    """Python 3.10's, for older ones."""
    items = list(items)
    return zip(items, items[1:])''',
}
"""What the house takes from a newer library, for an older one."""
_NEEDED = {("enum", "StrEnum"): ("enum", "Enum")}
"""What they are made of."""

MOST_LINES = 499
"""What a stranger can be asked to read."""

Chosen = dict[str, dict[str, Part]]
"""The parts taken, by module and name; the modules in the order in which they can be run."""


@cache
def verifier_for(counting: Formula) -> str:
    """Return the source of verify.py for polls that are counted, and counted again, as `counting` says (see
    core.votes.integrity.again.counting_by).

    Raises NotAssembled where a source is written in a way that Python 3.9 or one file cannot take.
    """
    chosen: Chosen = {}
    start = [*_functions(counting), main.main]
    for each in start:
        _choose(read_source(each.__module__), each.__name__, chosen)
    taken = {module: chosen[module] for module in _in_order([each.__module__ for each in start], chosen)}
    count, reading, again, reader = counting
    read = ", ".join(map(_written, reading))
    run = f"main(sys.argv[1:], ({_written(count)}, ({read}), {_written(again)}, {_written(reader)}))"
    # Each step leaves out what the one before did, and more: the first file that is short enough is soon found.
    texts = cache(lambda thrift: _assembled(taken, run, thrift))
    steps = list(Thrift)
    first = bisect_left(steps, 1, key=lambda thrift: texts(thrift).count("\n") <= MOST_LINES)
    text: str = texts(steps[min(first, len(steps) - 1)])
    return text


def _functions(formula: Formula) -> list[Callable[..., object]]:
    if isinstance(formula, tuple):
        return [each for part in formula for each in _functions(part)]
    return [formula] if callable(formula) else []


def _written(formula: Formula) -> str:
    if isinstance(formula, tuple):
        return f"{formula[0].__name__}({', '.join(map(_written, formula[1:]))})"
    return str(formula.__name__) if callable(formula) else repr(formula)


def _assembled(taken: Chosen, run: str, thrift: Thrift) -> str:
    twice = {name for name, times in Counter(name for parts in taken.values() for name in parts).items() if times > 1}
    called = frozenset(name for parts in taken.values() for part in parts.values() for name in part.calls)
    apart = "\n" if thrift >= Thrift.BLANKS else "\n\n"
    types = frozenset[str]()
    if thrift >= Thrift.TYPES:
        named = {name for parts in taken.values() for name in parts}
        taken = _without_types(taken)
        types = frozenset(named.difference(*taken.values()))
    blocks = []
    for module, parts in taken.items():
        told = [shortened(text, called, thrift, types) for text in _texts(read_source(module), parts, twice)]
        says = [f"# {read_source(module).says}"] if thrift < Thrift.PURPOSES else []
        blocks.append(apart.join([*says, *told]))
    used = asked_for(blocks, with_types=True) if thrift >= Thrift.TYPES else None
    imported = {origin for module, parts in taken.items() for origin in _outside(read_source(module), parts, used)}
    if any("Union[" in block for block in blocks):
        imported.add(("typing", "Union"))
    if any(": Any" in block for block in blocks):
        imported.add(("typing", "Any"))
    newer = imported & STAND_INS.keys()
    imports = "\n".join(
        _import_lines(thrift, imported - newer | {_NEEDED[origin] for origin in newer & _NEEDED.keys()})
    )
    stand_ins = [STAND_INS[origin] for origin in sorted(newer)]
    between = "\n" if thrift >= Thrift.SECTIONS else "\n\n"
    indent = "" if thrift >= Thrift.TYPES else "    "
    filled = textwrap.wrap(
        f"sys.exit({run})",
        WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    ends = "\n".join([*([] if thrift >= Thrift.TYPES else ['if __name__ == "__main__":']), *filled])
    return between.join([HEAD.rstrip("\n").replace("\n\n", between), imports, *stand_ins, *blocks, ends]) + "\n"


def _without_types(taken: Chosen) -> Chosen:
    """Leave out constants that only the types of functions name."""
    while True:
        texts = [untyped(text) for module, parts in taken.items() for text in _texts(read_source(module), parts, set())]
        asked = asked_for(texts)
        left = {
            module: {
                name: part for name, part in parts.items() if name in asked or not isinstance(part.node, ast.Assign)
            }
            for module, parts in taken.items()
        }
        if left == taken:
            return {module: parts for module, parts in taken.items() if parts}
        taken = left


def _choose(source: Source, name: str, chosen: Chosen) -> None:
    parts = chosen.setdefault(source.module, {})
    if name in parts:
        return
    parts[name] = source.parts[name]
    for used in sorted(source.parts[name].uses):
        if used in source.parts:
            _choose(source, used, chosen)
        origin, there = source.imports.get(used, ("", ""))
        if origin.startswith(HOUSE):
            if there not in read_source(origin).parts:
                raise NotAssembled(f"{source.module}: {used} is not defined in {origin}")
            _choose(read_source(origin), there, chosen)


def _in_order(modules: list[str], chosen: Chosen) -> Iterator[str]:
    done: set[str] = set()

    def visit(module: str) -> Iterator[str]:
        if module in done:
            return
        done.add(module)
        for origin, _ in read_source(module).imports.values():
            if origin in chosen:
                yield from visit(origin)
        yield module

    for module in modules:
        yield from visit(module)


def _texts(source: Source, parts: dict[str, Part], twice: set[str]) -> Iterator[str]:
    here = dict.fromkeys(parts, source.module)
    origins = here | {name: origin for name, (origin, _) in source.imports.items() if origin.startswith(HOUSE)}
    changed = {name: f"{name}_in_{origin.rpartition('.')[2]}" for name, origin in origins.items() if name in twice}
    for part in sorted(parts.values(), key=lambda part: part.first):
        yield _rewritten(source.module, part.name, tuple(changed.items()))


@lru_cache(maxsize=4096)
def _rewritten(module: str, name: str, changed: tuple[tuple[str, str], ...]) -> str:
    source = read_source(module)
    return rewritten(source, source.parts[name], dict(changed))


def _outside(source: Source, parts: dict[str, Part], left: Collection[str] | None) -> Iterator[tuple[str, str]]:
    """The imports of these parts; of what they use, only what is `left` in them."""
    used = {name for part in parts.values() for name in part.uses if left is None or name in left}
    for name, (origin, there) in source.imports.items():
        if name in used and not origin.startswith(HOUSE):
            yield origin, there


def _import_lines(thrift: Thrift, imported: set[tuple[str, str]]) -> Iterator[str]:
    whole = sorted(origin for origin, name in imported if not name)
    yield from [f"import {', '.join(whole)}"] if thrift >= Thrift.SUITES else [f"import {origin}" for origin in whole]
    for module in sorted({origin for origin, name in imported if name}):
        names = sorted(name for origin, name in imported if origin == module and name)
        yield f"from {module} import {', '.join(names)}"
