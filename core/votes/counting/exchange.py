"""Writes a poll's ballots as CSV, BLT and ABIF, which other programs count; must not count, or read what it wrote.

BLT: Hill, Wichmann and Woodall (1987), which OpenSTV, OpaVote, Droop and OpenTally read. ABIF: electorama, draft 0.31.
No format knows how to write every name, so marks that mean something there are put in look-alikes that do not.
None carries the cap, nor (but for CSV) what an unranked title means: they belong to the terms, not to the ballots.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.votes.counting.model import Election, Ranking, Unranked

STARS = 5
"""The top of the scale where no ballot goes above it."""
_BLT_MARKS = str.maketrans({'"': "”", "#": "＃"})
_ABIF_MARKS = str.maketrans({"[": "(", "]": ")", "#": "＃"})
_FORMULA = ("=", "+", "-", "@")


class NotExpressible(ValueError):  # noqa: N818 - says what is wrong
    """The format has no way to write such ballots."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The ballots of a closed poll with what is needed to read them."""

    question: str
    names: Sequence[str]
    """One a title, in paper order."""
    ballot_type: str
    """As in ballot files and terms: ranked, ranked_ties, score, approval or points."""
    election: Election[Any]


def csv_of(sheet: Sheet) -> str:
    """Return a table (RFC 4180) of the different ballots: how many cast each, then a column a title.

    A cell is the place (1 is first, a tie shares it), the score or points, or 1 for approved. It is empty where the
    ballot says nothing, except that a title not ranked is "-" where that means "not read" (CIVS's "no opinion").
    Withdrawn titles keep their column. A name that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(
        ["ballots", *(f"'{name}" if name.startswith(_FORMULA) else name for name in map(_plain, sheet.names))]
    )
    blank = "-" if _is_ranked(sheet) and sheet.election.unranked is Unranked.IGNORE else ""
    for paper, times in _cast(sheet):
        figures = _figures(sheet, paper)
        table.writerow([times, *(figures.get(title, blank) for title in range(len(sheet.names)))])
    return text.getvalue()


def blt_of(sheet: Sheet) -> str:
    """Return the ballots in BLT, withdrawn titles marked as such. Raises NotExpressible on other ballots than rankings
    and on a tie within one, which only some readers know, each in another way."""
    if not _is_ranked(sheet):
        raise NotExpressible("BLT holds rankings only")
    lines = [f"{len(sheet.names)} {sheet.election.seats}"]
    if sheet.election.withdrawn:
        lines.append(" ".join(f"-{title + 1}" for title in sorted(sheet.election.withdrawn)))
    for paper, times in _cast(sheet):
        if any(len(place) > 1 for place in paper):
            raise NotExpressible("BLT holds no ties")
        lines.append(" ".join(map(str, [times, *(place[0] + 1 for place in paper), 0])))
    lines.append("0")
    names = [_plain(name.translate(_BLT_MARKS)).replace("/*", "/ *") for name in (*sheet.names, sheet.question)]
    return "\n".join([*lines, *(f'"{name or "-"}"' for name in names), ""])


def abif_of(sheet: Sheet) -> str:
    """Return the ballots in ABIF: rankings with ">" and "=", scores and approvals (1) behind a slash.

    Titles are tokens T1, T2... with their names declared first; a comment tells of a withdrawn one, for want of better.
    """
    lines = [f'{{"title": {json.dumps(_plain(sheet.question.translate(_ABIF_MARKS)), ensure_ascii=False)}}}']
    if not _is_ranked(sheet):
        lines += ['{"min_rating": 0}', f'{{"max_rating": {_top(sheet)}}}']
    lines += [f"=T{at}:[{_plain(name.translate(_ABIF_MARKS)) or '-'}]" for at, name in enumerate(sheet.names, start=1)]
    lines += [f"# withdrawn: T{title + 1}" for title in sorted(sheet.election.withdrawn)]
    lines += [f"{times}:{_preferences(sheet, paper)}" for paper, times in _cast(sheet)]
    return "\n".join([*lines, ""])


def _preferences(sheet: Sheet, paper: Any) -> str:
    if _is_ranked(sheet):
        return ">".join("=".join(f"T{title + 1}" for title in place) for place in paper)
    levels: dict[int, list[str]] = {}
    for title, figure in _figures(sheet, paper).items():
        levels.setdefault(figure, []).append(f"T{title + 1}/{figure}")
    return ">".join("=".join(levels[figure]) for figure in sorted(levels, reverse=True))


def _figures(sheet: Sheet, paper: Any) -> Mapping[int, int]:
    """Return what a ballot says of each title that it speaks of: place, score, points or 1."""
    if _is_ranked(sheet):
        return _places(paper)
    if sheet.ballot_type == "approval":
        return dict.fromkeys(sorted(paper), 1)
    return {title: figure for title, figure in enumerate(paper) if figure is not None}


def _places(paper: Ranking) -> Mapping[int, int]:
    return {title: place for place, here in enumerate(paper, start=1) for title in here}


def _top(sheet: Sheet) -> int:
    if sheet.ballot_type == "approval":
        return 1
    highest = max((figure or 0 for paper, _ in _cast(sheet) for figure in paper), default=0)
    return max(highest, STARS) if sheet.ballot_type == "score" else highest


def _is_ranked(sheet: Sheet) -> bool:
    return sheet.ballot_type in {"ranked", "ranked_ties"}


def _cast(sheet: Sheet) -> Iterable[tuple[Any, int]]:
    """Yield ballots that somebody cast: a line of none would end a BLT file."""
    return ((paper, times) for paper, times in sheet.election.papers if times)


def _plain(name: str) -> str:
    """Return a name on one line, without characters that do not print."""
    return "".join(each if each.isprintable() else " " for each in re.sub(r"\s+", " ", name)).strip()
