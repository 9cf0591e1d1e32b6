"""The one text of a ballot of each kind, which is what is stored, sealed, drawn by lot and exported; must not count.

A text is a JSON array without spaces: positions best first with a tie as an array inside (`[2,[0,3]]`), positions
approved in rising order (`[0,2]`), or one number a title with null for "not scored" (`[5,null,0]`) or for no point.
Equal ballots have equal texts, and `recount` reads the same arrays.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any

from core.votes.counting.model import Approvals, Ranking, Scores

Paper = Ranking | Scores | Approvals


class Kind(StrEnum):
    """How a ballot is filled in, under the names that `recount` gives ballot types."""

    RANKED = "ranked"
    """Titles in order, any number of them, no two on one place."""
    RANKED_TIES = "ranked_ties"
    """The same, but titles may share a place."""
    SCORE = "score"
    """0 to `most` for each title, or not scored."""
    APPROVAL = "approval"
    """Up to `most` titles; plurality when that is one."""
    POINTS = "points"
    """One or more points for each title, or none, together up to `most` and each up to `heap`."""


class Fault(Enum):
    """What is wrong with a ballot."""

    SHAPE = "shape"
    """Not a ballot of this kind, or not in its one form."""
    UNKNOWN = "unknown"
    """A title that is not on the paper."""
    TWICE = "twice"
    """A title named more than once."""
    MOST = "most"
    """More titles, a higher score or more points than allowed."""


class BadPaper(ValueError):  # noqa: N818 - says what is wrong
    """A ballot that the form does not allow, and why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Form:
    """What one poll lets a ballot say."""

    kind: Kind
    titles: int
    """How many titles stand on the paper."""
    most: int
    """Of a ranking or approval ballot, the most titles; of scores, the highest; of points, their most in all."""
    heap: int = 0
    """Of points, the most that one title may have; 0: all of them."""


Reader = Callable[[Form, Sequence[Any]], tuple[Any, set[int]]]
"""Returns what a ballot's text holds as it is counted, and the titles that it says something of; raises BadPaper."""


def write_paper(form: Form, paper: Paper) -> str:
    """Return the one text of a ballot, with approvals and tied titles put in rising order. Raises BadPaper."""
    try:
        text = _text(form, paper)
    except (TypeError, IndexError):
        raise BadPaper(Fault.SHAPE) from None
    read_paper(form, text)
    return text


def read_paper(form: Form, text: str) -> Paper:
    """Return the ballot of a text; raises BadPaper on what the form does not allow and on any but the one form."""
    try:
        rows = json.loads(text) if len(text) <= 24 * form.titles + 2 else None
    except (ValueError, RecursionError):
        rows = None
    if not isinstance(rows, list):
        raise BadPaper(Fault.SHAPE)
    paper = paper_of(form, rows)
    if _text(form, paper) != text:
        raise BadPaper(Fault.SHAPE)
    return paper


def _text(form: Form, paper: Paper) -> str:
    rows: list[Any] = [_place(row) if isinstance(row, tuple) else row for row in paper]
    return json.dumps(sorted(rows) if form.kind is Kind.APPROVAL else rows, separators=(",", ":"))


def _place(titles: tuple[int, ...]) -> int | list[int]:
    return titles[0] if len(titles) == 1 else sorted(titles)


def paper_of(form: Form, rows: Sequence[Any]) -> Paper:
    """Return the ballot of what its text holds; raises BadPaper on what the form does not allow."""
    paper: Paper = PAPERS[form.kind](form, rows)[0]
    return paper


def ranked_on(form: Form, rows: Sequence[Any]) -> tuple[Ranking, set[int]]:
    """Return a ranking and the titles it names; raises BadPaper."""
    places = [tuple(row) if isinstance(row, list) and form.kind is Kind.RANKED_TIES else (row,) for row in rows]
    if not all(places):
        raise BadPaper(Fault.SHAPE)
    return tuple(places), _titles_on(form, [title for place in places for title in place])


def chosen_on(form: Form, rows: Sequence[Any]) -> tuple[Approvals, set[int]]:
    """Return the titles chosen, as they are and as a set; raises BadPaper."""
    return tuple(rows), _titles_on(form, rows)


def _titles_on(form: Form, titles: Sequence[Any]) -> set[int]:
    if not all(type(title) is int for title in titles):
        raise BadPaper(Fault.SHAPE)
    if not all(0 <= title < form.titles for title in titles):
        raise BadPaper(Fault.UNKNOWN)
    if len(set(titles)) != len(titles):
        raise BadPaper(Fault.TWICE)
    if len(titles) > form.most:
        raise BadPaper(Fault.MOST)
    return set(titles)


def numbers_on(form: Form, rows: Sequence[Any]) -> tuple[Scores, set[int]]:
    """Return scores and the titles that have one; raises BadPaper."""
    given = {title: row for title, row in enumerate(rows) if row is not None}
    if len(rows) != form.titles or not all(type(number) is int and number >= 0 for number in given.values()):
        raise BadPaper(Fault.SHAPE)
    if max(given.values(), default=0) > form.most:
        raise BadPaper(Fault.MOST)
    return tuple(rows), set(given)


def points_on(form: Form, rows: Sequence[Any]) -> tuple[Scores, set[int]]:
    """Return points and the titles that have any; raises BadPaper."""
    scores, named = numbers_on(form, rows)
    given = [scores[title] or 0 for title in named]
    if 0 in given:
        raise BadPaper(Fault.SHAPE)
    if sum(given) > form.most or max(given, default=0) > (form.heap or form.most):
        raise BadPaper(Fault.MOST)
    return scores, named


PAPERS: Mapping[str, Reader] = {
    "ranked": ranked_on,
    "ranked_ties": ranked_on,
    "approval": chosen_on,
    "score": numbers_on,
    "points": points_on,
}
"""By kind of ballot, what reads one."""
