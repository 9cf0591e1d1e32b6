"""Who is named when a poll opens, a casting vote or a jury, and what does not go together; must not open it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.kernel.errors import Refusal
from core.kernel.identity import PersonId, PollId, ShopId
from core.votes.charter.terms import Method, Terms
from core.votes.electorate.rule import Status
from core.votes.model import Reach
from core.votes.ports import VoteRows
from core.votes.verdicts.levels import Level
from core.votes.verdicts.ties import Breaking

WITH_JURY = frozenset({Method.APPROVAL, Method.PLURALITY, Method.SCORE, Method.BORDA, Method.CUMULATIVE})
"""Methods whose points a jury and the public can share."""


@dataclass(frozen=True, slots=True)
class Panel:
    """The persons that a bookseller names for a poll."""

    judge: PersonId | None = None
    """Who has the casting vote where the terms ask for one."""
    jurors: tuple[PersonId, ...] = ()
    """The jury where the terms ask for one; the shop's staff where nobody is named."""


NOBODY = Panel()


def check_shape(terms: Terms, reach: Reach) -> None:
    """Raise Refusal where levels, jury and the other terms do not go together."""
    jury, levels = terms.jury.share, terms.levels.by
    if levels is not Level.ONE and reach is not Reach.NETWORK:
        raise Refusal("vote-levels-network")
    if levels is Level.SHOPS and terms.method is Method.EQUAL_SHARES:
        raise Refusal("vote-levels-shares")
    if jury and levels is not Level.ONE:
        raise Refusal("vote-jury-levels")
    if jury and terms.method not in WITH_JURY:
        raise Refusal("vote-jury-method")
    if terms.thresholds.majority and (jury or levels is Level.SHOPS):
        raise Refusal("vote-majority-shape")
    if terms.ties.breaking is Breaking.EXTRA and terms.places == 1:
        raise Refusal("vote-extra-one")


def check_planned(terms: Terms) -> None:
    """Raise Refusal where a poll that opens later would have to name somebody: who sits is fixed as it opens."""
    if terms.jury.share or terms.ties.breaking is Breaking.CASTING:
        raise Refusal("vote-planned-panel")


def empanelled(rows: VoteRows, shop: ShopId, terms: Terms, panel: Panel) -> tuple[Terms, Panel]:
    """Return the terms with what they promise of those named, and the panel without those they do not ask for; raises
    Refusal where they ask for somebody and there is nobody."""
    judge, jurors = None, tuple[PersonId, ...]()
    if terms.ties.breaking is Breaking.CASTING:
        judge, name = panel.judge, rows.aftermath.name_of(panel.judge) if panel.judge else ""
        if not name:
            raise Refusal("vote-casting-who")
        terms = replace(terms, ties=replace(terms.ties, judge=name))
    if terms.jury.share:
        jurors = tuple(dict.fromkeys(panel.jurors or rows.aftermath.staff(shop)))
        if not jurors:
            raise Refusal("vote-jury-nobody")
        terms = replace(terms, jury=replace(terms.jury, least=-(-len(jurors) // 2), jurors=len(jurors)))
    return terms, Panel(judge, jurors)


def seat(rows: VoteRows, poll: PollId, panel: Panel) -> None:
    """Keep who was named for a poll that opens; a juror may vote in it, wherever they belong."""
    if panel.judge:
        rows.aftermath.name_judge(poll, panel.judge)
    rows.aftermath.seat(poll, panel.jurors)
    for juror in panel.jurors:
        rows.roll.put(poll, juror, Status.ELIGIBLE)
