"""Scottish single transferable vote, as councils are elected; must not use floats or any ladder but its own.

Rules: SSI 2011/399, schedule 1, part III. Papers and tallies are whole hundred-thousandths of a vote.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import groupby

from core.votes.counting.model import Election, Outcome, Ranking, Rung, Stage, Tie

UNIT = 100_000
"""One whole vote: a paper's value is cut off after five decimals."""

_Papers = list[tuple[Ranking, int, int]]
"""Rankings, with the place from which each is read on, and how many voters cast it."""


def count_scottish_stv(election: Election[Ranking]) -> Outcome:
    """Return the count: stage 1 is first preferences, each further stage the tallies after one transfer.

    A paper whose next place is a tie of two continuing titles is lost there, as under IRV. Titles elected on one stage
    with equal tallies on every stage so far share a place: who pays out first says nothing of who was elected first.
    """
    count = _Count(election)
    while count.decide_stage():
        pass
    order = count.order()
    return Outcome(
        winners=count.winners(order),
        order=order,
        stages=tuple(count.stages),
        quota=count.quota,
        ties=tuple(count.ties),
    )


class _Count:
    def __init__(self, election: Election[Ranking]) -> None:
        self.election = election
        self.continuing = set(election.standing)
        self.elected: list[tuple[int, ...]] = []
        """Best first; those elected together with nothing between them in one tuple."""
        self.excluded: list[int] = []
        self.stages: list[Stage] = []
        self.ties: list[Tie] = []
        self._lot = {title: rank for rank, title in enumerate(election.lot or range(election.titles))}
        self._piles: dict[int, list[tuple[int, _Papers]]] = {title: [] for title in election.standing}
        """What each title holds: papers by their value, as they came."""
        self._unpaid: set[int] = set()
        self._tallies = dict.fromkeys(election.standing, 0)
        self._past: dict[int, tuple[int, ...]] = dict.fromkeys(election.standing, ())
        """Each title's tallies, this stage's first: compared in that order, the most recent difference decides."""
        papers = [(ranking, 0, times) for ranking, times in election.papers]
        valid = sum(
            times for ranking, _, times in papers if any(not self.continuing.isdisjoint(row) for row in ranking)
        )
        self.quota = valid // (election.seats + 1) + 1
        self._deal(UNIT, papers)

    def decide_stage(self) -> bool:
        """Elect whom this stage's tallies elect, then move one title's papers; False when the count is over."""
        self._past = {title: (tally, *self._past[title]) for title, tally in self._tallies.items()}
        elected = self._elect()
        if not self.continuing or self._places() == 0:
            self._close_stage(elected)
            return False
        payer = self._largest_surplus()
        if payer is not None:
            self._close_stage(elected)
            self._pay_out(payer)
        else:
            loser = self._lowest()
            self._close_stage(elected, (loser,))
            self._exclude(loser)
        return True

    def winners(self, order: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
        """Return whom the places go to down the order, by lot where a place is shared, past whoever the cap bars.

        That lot is a tie even where all who share the place win: it says who comes first.
        """
        winners: list[int] = []
        for place in order:
            admitted = tuple(title for title in place if self._admits(title, winners))
            before = len(winners)
            for title in self._by_lot(admitted):
                if len(winners) < self.election.seats and self._admits(title, winners):
                    winners.append(title)
            if len(admitted) > 1 and len(winners) > before:
                self.ties.append(Tie(admitted, Rung.LOT))
        return tuple(winners)

    def _admits(self, title: int, winners: list[int]) -> bool:
        return self.election.cap is None or self.election.cap.admits(title, winners)

    def order(self) -> tuple[tuple[int, ...], ...]:
        """Return elected, continuing, and excluded last to first."""
        return (*self.elected, *self._ranked(self.continuing), *((title,) for title in reversed(self.excluded)))

    def _places(self) -> int:
        return self.election.seats - sum(map(len, self.elected))

    def _elect(self) -> tuple[int, ...]:
        reached = {title for title in self.continuing if self._tallies[title] >= self.quota * UNIT}
        elected = self._ranked(self.continuing if len(self.continuing) <= self._places() else reached)
        self.elected += elected
        now = tuple(title for place in elected for title in self._by_lot(place))
        self.continuing -= set(now)
        self._unpaid |= {title for title in now if self._tallies[title] > self.quota * UNIT}
        return now

    def _largest_surplus(self) -> int | None:
        return self._furthest(self._unpaid, 1) if self._unpaid else None

    def _lowest(self) -> int:
        return self._furthest(self.continuing, -1)

    def _furthest(self, titles: Iterable[int], sign: int) -> int:
        """Return the title with most votes, or with fewest where `sign` is -1; ties as the rules break them."""
        furthest = max(sign * self._tallies[title] for title in titles)
        level = sorted(title for title in titles if sign * self._tallies[title] == furthest)
        choice = max(level, key=lambda title: ([sign * tally for tally in self._past[title]], -sign * self._lot[title]))
        if len(level) > 1:
            alike = [title for title in level if self._past[title] == self._past[choice]]
            self.ties.append(Tie(tuple(level), Rung.LOT if len(alike) > 1 else Rung.METHOD))
        return choice

    def _pay_out(self, payer: int) -> None:
        total, surplus = self._tallies[payer], self._tallies[payer] - self.quota * UNIT
        self._unpaid.remove(payer)
        pile, self._piles[payer] = self._piles[payer], []
        for value, papers in pile:
            self._deal(surplus * value // total, papers)
        self._tallies[payer] = self.quota * UNIT

    def _exclude(self, loser: int) -> None:
        self.excluded.append(loser)
        self.continuing.remove(loser)
        pile, self._piles[loser] = self._piles[loser], []
        for value, papers in pile:
            self._deal(value, papers)
        self._tallies[loser] = 0

    def _deal(self, value: int, papers: _Papers) -> None:
        """Hand each paper, worth `value`, to the next continuing title on it; papers without one are lost."""
        dealt: dict[int, _Papers] = {title: [] for title in self.continuing}
        for ranking, start, times in papers:
            for place in range(start, len(ranking)):
                here = [title for title in ranking[place] if title in dealt]
                if here:
                    if len(here) == 1:
                        dealt[here[0]].append((ranking, place + 1, times))
                    break
        for title, received in dealt.items():
            if received:
                self._piles[title].append((value, received))
                self._tallies[title] += value * sum(times for _, _, times in received)

    def _ranked(self, titles: Iterable[int]) -> list[tuple[int, ...]]:
        def tallies(title: int) -> list[int]:
            return [-tally for tally in self._past[title]]

        return [tuple(alike) for _, alike in groupby(sorted(sorted(titles), key=tallies), tallies)]

    def _by_lot(self, titles: Iterable[int]) -> list[int]:
        return sorted(titles, key=self._lot.__getitem__)

    def _close_stage(self, elected: tuple[int, ...], excluded: tuple[int, ...] = ()) -> None:
        tallies = {title: Fraction(tally, UNIT) for title, tally in self._tallies.items()}
        self.stages.append(Stage(tallies, elected, excluded))
