"""Counts one election from the text of a ballot file into one line of JSON; must not open files or count by itself.

Both forms are those of issue 4, item 9: unknown keys are ignored, whatever is odd about known ones is refused.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from core.votes.counting.methods import BALLOT_TYPES, METHODS
from core.votes.counting.model import Cap, Election, Unranked
from core.votes.counting.printing import printed
from core.votes.counting.reading import Fields, Marks, parsed, positive, refused, whole


def recount(data: bytes) -> str:
    """Return the count of a ballot file as one JSON object, on one line. Raises Refusal, naming the place in the file.

    Without a seed the lot falls to the lower position. Null stands for an optional key left out.
    """
    file = Fields(parsed(data))
    method = file.choice("method", tuple(METHODS))
    ballot_type = file.choice("ballot_type", BALLOT_TYPES)
    if ballot_type not in METHODS[method]:
        raise refused("recount-mismatch", ("ballot_type",), method=method, type=ballot_type)
    outcome = METHODS[method][ballot_type](_election(file, method, ballot_type))
    return json.dumps(printed(method, outcome))


def _election(file: Fields, method: str, ballot_type: str) -> Election[Any]:
    marks = Marks(_titles(file))
    if ballot_type == "components":
        sides = file.object("components")
        papers = [(marks.points(sides.path(side), sides.value(side)), 1) for side in ("jury", "public")]
    else:
        papers = _papers(file, _reader(marks, method, ballot_type))
    return Election(
        marks.titles,
        papers,
        seats=positive(("seats",), file.value("seats", 1)),
        unranked=Unranked(file.choice("unranked", tuple(Unranked), Unranked.LAST)),
        withdrawn=frozenset(marks.title(path, title) for path, title in file.items("excluded", [])),
        cap=_cap(file, marks),
    )


def _titles(file: Fields) -> int:
    names = file.items("candidates")
    for path, name in names:
        if not isinstance(name, str):
            raise refused("recount-text", path, found=name)
    if not names:
        raise refused("recount-nobody", ("candidates",))
    return len(names)


def _reader(marks: Marks, method: str, ballot_type: str) -> Callable[[Any, object], Any]:
    if ballot_type == "score":
        return partial(marks.points, may_skip=True)
    if ballot_type == "approval":
        return partial(marks.approvals, most=1 if method == "plurality" else marks.titles)
    return partial(marks.ranking, may_tie=ballot_type == "ranked_ties")


def _papers(file: Fields, read: Callable[[Any, object], Any]) -> list[tuple[Any, int]]:
    papers = []
    for path, pair in file.items("ballots"):
        if not isinstance(pair, list) or len(pair) != 2:
            raise refused("recount-pair", path, found=pair)
        papers.append((read((*path, 0), pair[0]), whole((*path, 1), pair[1])))
    return papers


def _cap(file: Fields, marks: Marks) -> Cap | None:
    if file.value("cap", None) is None:
        return None
    cap = file.object("cap")
    groups = [frozenset(marks.titles_in(path, group)) for path, group in cap.items("groups")]
    return Cap(tuple(groups), whole(cap.path("max"), cap.value("max")))
