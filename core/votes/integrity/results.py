"""From what an export says to the result it must give, the same for the house that counts and the stranger who checks.

The terms of a poll are its config.json, of which counting reads `ballot_type`, `most`, `heap` where points have one,
`method`, `seats`, `unranked`, `cap` (as `recount` has it, or null), `thresholds` where the poll has any, and `titles`
(each with an `id`). Must not know how any method counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from core.votes.counting.model import Cap, Election, Outcome, Unranked
from core.votes.counting.printing import printed
from core.votes.integrity.papers import PAPERS, Form, Kind, Reader
from core.votes.verdicts.thresholds import Ruling
from core.votes.verdicts.ties import Deadlock

Terms = Mapping[str, Any]
Count = Callable[[Election[Any]], Outcome]


def form_of(terms: Terms) -> Form:
    """Return what the terms let a ballot say. Raises KeyError and ValueError on terms that lack it."""
    return Form(Kind(terms["ballot_type"]), len(terms["titles"]), terms["most"], terms.get("heap", 0))


def with_added(terms: Terms, added: Iterable[Mapping[str, Any]]) -> Terms:
    """Return the terms with the titles that readers wrote in, as the record tells them, after those of the opening."""
    return {**terms, "titles": [*terms["titles"], *added]}


def election_of(
    terms: Terms, ballots: Iterable[tuple[Sequence[Any], int]], withdrawn: Iterable[int], lot: Sequence[int]
) -> Election[Any]:
    """Return the election of aggregated ballots, each as its text holds it. Raises BadPaper on one the terms forbid."""
    reader = PAPERS[terms["ballot_type"]]
    return grouped_election(terms, [("", *each) for each in ballots], withdrawn, lot, reader)


def grouped_election(
    terms: Terms,
    ballots: Iterable[tuple[str, Sequence[Any], int]],
    withdrawn: Iterable[int],
    lot: Sequence[int],
    read: Reader,
) -> Election[Any]:
    """Return the same of ballots that stand for a class of voters each, as `read` reads them. Where none of them says
    anything of a title that stands, there is no place to win: the lot alone would give it."""
    form, cap, gone = form_of(terms), terms.get("cap"), frozenset(withdrawn)
    papers = [(group, *read(form, rows), times) for group, rows, times in ballots]
    said = [each for each in papers if each[2]]
    return Election(
        titles=form.titles,
        papers=[(paper, times) for _, paper, _, times in said],
        groups=tuple(group for group, *_ in said),
        seats=terms["seats"] if any(named - gone for _, _, named, _ in said) else 0,
        unranked=Unranked(terms["unranked"]),
        withdrawn=gone,
        cap=Cap(tuple(frozenset(group) for group in cap["groups"]), cap["max"]) if cap else None,
        lot=lot,
        abstained=sum(times for _, _, named, times in papers if not named),
    )


def result_of(terms: Terms, outcome: Outcome, ruling: Ruling | None = None) -> dict[str, object]:
    """Return an outcome as result.json holds it, which is what `recount` prints of it; where the poll asks for more
    than the most votes, the winners are those that stand, and `ruling` says why."""
    result = printed(terms["method"], outcome)
    return result | {"winners": list(ruling.winners), "ruling": asdict(ruling)} if ruling else result


def deadlock_of(result: dict[str, object], deadlock: Deadlock | None) -> dict[str, object]:
    """Return a result with what hung on the lot and who wins by the poll's rule for it."""
    return result | {"winners": list(deadlock.winners), "deadlock": asdict(deadlock)} if deadlock else result


def whole_result(
    terms: Terms, outcome: Outcome, ruling: Ruling | None, deadlock: Deadlock | None, beside: Mapping[str, object]
) -> dict[str, object]:
    """Return the result of a poll as its own rules want it told, with what stands `beside` the count."""
    result = result_of(terms, outcome, ruling) | dict(beside)
    return deadlock_of(result, deadlock) if terms.get("ties") else result
