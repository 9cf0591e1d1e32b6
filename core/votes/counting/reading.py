"""Reads the values of a ballot file, each with its path, which an error names; must not know any method.

Every error is a Refusal whose `place` is the path, positions counted from 0, with a ballot's number from 1 behind it:
`ballots[12][0][2] (#13)`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from core.kernel.errors import Refusal
from core.votes.counting.model import Approvals, Ranking, Scores

Path = tuple[str | int, ...]
_REQUIRED = object()
_SHOWN = 40


class Object(dict[str, Any]):
    """A JSON object that remembers keys written twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__()
        self.twice: set[str] = set()
        for key, value in pairs:
            if key in self:
                self.twice.add(key)
            self[key] = value


def parsed(data: bytes) -> Object:
    """Return the JSON object that a file holds, in UTF-8 with or without a mark at its head. Raises Refusal."""
    try:
        found = json.loads(data.decode("utf-8-sig"), object_pairs_hook=Object)
    except UnicodeDecodeError as problem:
        raise Refusal("recount-letters", byte=str(problem.start)) from None
    except json.JSONDecodeError as problem:
        raise Refusal("recount-syntax", line=str(problem.lineno), column=str(problem.colno)) from None
    except (ValueError, RecursionError):
        raise Refusal("recount-excess") from None
    if not isinstance(found, Object):
        raise Refusal("recount-no-object", found=_shown(found))
    return found


def refused(message: str, path: Path, **arguments: object) -> Refusal:
    """Return the refusal of what stands at a path; `found`, if given, is shown as JSON."""
    if "found" in arguments:
        arguments["found"] = _shown(arguments["found"])
    steps = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
    number = f" (#{path[1] + 1})" if path[0] == "ballots" and len(path) > 1 and isinstance(path[1], int) else ""
    return Refusal(message, place=f"{steps}{number}", **arguments)


def whole(path: Path, value: object) -> int:
    """Return a whole number from 0 on."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise refused("recount-whole", path, found=value)
    return value


def positive(path: Path, value: object) -> int:
    """Return a whole number from 1 on."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise refused("recount-positive", path, found=value)
    return value


def rows(path: Path, value: object) -> list[tuple[Path, Any]]:
    """Return the items of a list, each with its path."""
    if not isinstance(value, list):
        raise refused("recount-list", path, found=value)
    return [((*path, at), item) for at, item in enumerate(value)]


@dataclass(frozen=True, slots=True)
class Fields:
    """The values of an object by key; without a `default` the key must be there, with one null means the default."""

    object_: Object
    head: Path = ()

    def path(self, key: str) -> Path:
        return (*self.head, key)

    def value(self, key: str, default: object = _REQUIRED) -> Any:
        if key in self.object_.twice:
            raise refused("recount-key-twice", self.path(key))
        if default is _REQUIRED and key not in self.object_:
            raise refused("recount-missing", self.path(key))
        value = self.object_.get(key)
        return default if value is None and default is not _REQUIRED else value

    def choice(self, key: str, known: tuple[str, ...], default: object = _REQUIRED) -> str:
        value = self.value(key, default)
        if not isinstance(value, str) or value not in known:
            raise refused("recount-choice", self.path(key), found=value, known=", ".join(known))
        return value

    def items(self, key: str, default: object = _REQUIRED) -> list[tuple[Path, Any]]:
        return rows(self.path(key), self.value(key, default))

    def object(self, key: str) -> Fields:
        value = self.value(key)
        if not isinstance(value, Object):
            raise refused("recount-object", self.path(key), found=value)
        return Fields(value, self.path(key))


@dataclass(frozen=True, slots=True)
class Marks:
    """Reads what ballots say of so many titles."""

    titles: int

    def title(self, path: Path, value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise refused("recount-position", path, found=value)
        if not 0 <= value < self.titles:
            raise refused("recount-unknown", path, title=_shown(value), last=str(self.titles - 1))
        return value

    def titles_in(self, path: Path, value: object) -> tuple[int, ...]:
        return tuple(self.title(inner, title) for inner, title in rows(path, value))

    def ranking(self, path: Path, value: object, *, may_tie: bool) -> Ranking:
        places: list[tuple[int, ...]] = []
        for inner, place in rows(path, value):
            if not isinstance(place, list):
                places.append((self.title(inner, place),))
            elif not may_tie:
                raise refused("recount-tie", inner)
            elif not place:
                raise refused("recount-empty", inner)
            else:
                places.append(self.titles_in(inner, place))
        self._refuse_twice(path, [title for place in places for title in place])
        return tuple(places)

    def approvals(self, path: Path, value: object, *, most: int) -> Approvals:
        marks = self.titles_in(path, value)
        self._refuse_twice(path, marks)
        if len(marks) > most:
            raise refused("recount-many", path, found=value)
        return marks

    def points(self, path: Path, value: object, *, may_skip: bool = False) -> Scores:
        scores = rows(path, value)
        if len(scores) != self.titles:
            raise refused("recount-length", path, number=str(len(scores)), wanted=str(self.titles))
        return tuple(None if may_skip and score is None else whole(inner, score) for inner, score in scores)

    def _refuse_twice(self, path: Path, titles: list[int] | tuple[int, ...]) -> None:
        if len(set(titles)) < len(titles):
            twice = next(title for at, title in enumerate(titles) if title in titles[:at])
            raise refused("recount-twice", path, title=str(twice))


def _shown(value: object) -> str:
    text = json.dumps(value)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
