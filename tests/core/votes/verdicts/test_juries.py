"""A jury and the public share the points as announced; a side that stays away has none; the stranger agrees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from core.kernel.errors import Refusal
from core.kernel.identity import PersonId, Standing
from core.ui.cards import View
from core.ui.charts import JuryAndPublic
from core.ui.words import LOCALES
from core.votes.charter.terms import Method, Terms
from core.votes.counting.jury import left_to_lot, scale
from core.votes.counting.model import Election, Rung, Tie
from core.votes.counting.sums import approvals
from core.votes.ending.closing import Counted
from core.votes.filling import Marks, Toggle, Whole
from core.votes.merging import BallotMerge
from core.votes.model import PollState, Reach
from core.votes.running.empanelling import Panel
from core.votes.service import Proposal
from core.votes.tally.outcomes import Sealed, Verdict, count, read_verdict, write_verdict
from core.votes.telling.charting import chart_of
from core.votes.telling.explaining import CountExplained
from core.votes.telling.papers import BallotPaper
from core.votes.telling.results import PollResult
from core.votes.verdicts.juries import JURY, PUBLIC, Jury, sides_of, twice_borda
from core.votes.verdicts.levels import Level, Levels
from core.votes.verdicts.thresholds import Thresholds
from core.votes.verdicts.ties import Breaking, Ties
from tests.core.outline import outline
from tests.core.votes.integrity.strangers import unzipped, verified
from tests.core.votes.telling.test_results import TITLES
from tests.core.votes.telling.test_views import CLOSED, DICTIONARY, POLL
from tests.core.votes.town import Town
from tests.core.votes.verdicts.test_levels import Grouped, cast, opened
from tests.fakes import FakeRows

APART: Grouped = [(JURY, (0,), 4), (JURY, (2,), 1), (PUBLIC, (1,), 60), (PUBLIC, (0,), 30), (PUBLIC, (2,), 10)]
"""The jury is for 0, the public for 1: 5 points of the jury, and 100 ballots scaled to 5: 3, 1.5 and 0.5."""


def verdict_of(terms: Terms, ballots: Grouped) -> Verdict:
    poll = replace(CLOSED, titles=TITLES, terms=terms)
    papers = tuple((marks, times) for _, marks, times in ballots)
    return count(Sealed(poll, papers, b"seed", 99, groups=tuple(group for group, _, _ in ballots)))


def with_jury(share: int = 50, least: int = 3, method: Method = Method.APPROVAL) -> Terms:
    return Terms(method, jury=Jury(share, least, 5))


def test_the_publics_points_are_scaled_to_the_jurys_and_added() -> None:
    verdict = verdict_of(with_jury(), APART)
    assert verdict.sides is not None
    assert (verdict.sides.jury, verdict.sides.public) == ((4, 0, 1, 0), (2, 3, 0, 0))
    assert (verdict.sides.ballots, verdict.sides.void) == ((5, 100), ())
    assert verdict.outcome.stages[0].tallies == {0: 6, 1: 3, 2: 1, 3: 0}
    assert verdict.outcome.winners == (0,)


def test_a_smaller_share_lets_the_public_win() -> None:
    verdict = verdict_of(with_jury(20), APART)
    assert verdict.sides is not None
    assert sum(verdict.sides.public) == 20
    assert verdict.outcome.winners == (1,)


def test_of_titles_level_in_sum_the_publics_choice_comes_first() -> None:
    verdict = verdict_of(with_jury(), [(JURY, (0,), 3), (PUBLIC, (1,), 30)])
    assert (verdict.outcome.winners, verdict.deadlock) == ((1,), None)


@pytest.mark.parametrize(
    ("ballots", "void", "winners"),
    [
        ([(JURY, (0,), 2), (PUBLIC, (1,), 9), (PUBLIC, (2,), 3)], (JURY,), (1,)),
        ([(JURY, (0,), 5), (PUBLIC, (1,), 2)], (PUBLIC,), (0,)),
        ([(JURY, (0,), 1), (PUBLIC, (1,), 2)], (JURY, PUBLIC), ()),
        ([(PUBLIC, (1,), 9)], (JURY,), (1,)),
    ],
)
def test_a_side_that_stays_away_has_no_share(ballots: Grouped, void: tuple[str, ...], winners: tuple[int, ...]) -> None:
    verdict = verdict_of(with_jury(), ballots)
    assert verdict.sides is not None
    assert (verdict.sides.void, verdict.outcome.winners) == (void, winners)


def test_a_jury_that_gives_no_point_has_no_share_rather_than_silencing_the_public() -> None:
    terms = with_jury(method=Method.SCORE)
    zeros: list[tuple[str, Marks, int]] = [(JURY, (0, 0, 0, 0), 5), (PUBLIC, (0, 5, 1, 0), 9)]
    verdict = verdict_of(terms, zeros)
    assert verdict.sides is not None
    assert (verdict.sides.void, verdict.outcome.winners) == ((JURY,), (1,))


def test_where_the_lot_shares_out_the_publics_last_point_that_is_a_tie_and_may_be_shared() -> None:
    """The jury gives 0 and 1 a point each; the public finds 0, 1 and 2 level, and has two points for the three."""
    ballots: Grouped = [(JURY, (0, 1), 1), (PUBLIC, (0, 1, 2), 1)]
    verdict = verdict_of(with_jury(least=1), ballots)
    assert verdict.sides is not None
    assert (sum(verdict.sides.public), max(verdict.sides.public), verdict.sides.by_lot) == (2, 1, (0, 1, 2))
    assert verdict.outcome.ties[0] == Tie((0, 1, 2), Rung.LOT)
    assert verdict.deadlock is not None
    assert verdict.deadlock.between == (0, 1)
    shared = verdict_of(replace(with_jury(least=1), ties=Ties(Breaking.SHARED)), ballots)
    assert set(shared.outcome.winners) == {0, 1}


def test_no_tie_is_told_where_the_publics_points_come_out_even() -> None:
    verdict = verdict_of(with_jury(least=1), [(JURY, (0,), 4), (PUBLIC, (0,), 2), (PUBLIC, (1,), 2)])
    assert verdict.sides is not None
    assert (verdict.sides.public, verdict.sides.by_lot, verdict.outcome.ties) == ((2, 2, 0, 0), (), ())


@given(st.lists(st.integers(0, 9), min_size=1, max_size=6), st.integers(0, 30))
def test_the_lot_is_asked_for_points_exactly_where_another_lot_shares_them_out_otherwise(
    votes: list[int], pool: int
) -> None:
    shares = {scale(votes, pool, lot) for lot in permutations(range(len(votes)))}
    moved = {title for title in range(len(votes)) if len({share[title] for share in shares}) > 1}
    assert set(left_to_lot(votes, pool)) == moved


def test_a_withdrawn_title_takes_no_points_from_the_shares_of_either_side() -> None:
    """The jury's ballots are almost all for the title that is gone: its pool is what is left."""
    ballots: Grouped = [(JURY, (2,), 8), (JURY, (0,), 2), (PUBLIC, (1,), 3), (PUBLIC, (0,), 1), (PUBLIC, (2,), 9)]
    titles = tuple(replace(each, struck="épuisé" if each.position == 2 else "") for each in TITLES)
    poll = replace(CLOSED, titles=titles, terms=with_jury(least=1))
    papers = tuple((marks, times) for _, marks, times in ballots)
    verdict = count(Sealed(poll, papers, b"seed", 99, groups=tuple(group for group, _, _ in ballots)))
    assert verdict.sides is not None
    assert (verdict.sides.jury[:3], sum(verdict.sides.public), verdict.sides.public[2]) == ((2, 0, 0), 2, 0)
    without = verdict_of(with_jury(least=1), [each for each in ballots if each[1] != (2,)])
    assert without.sides is not None
    assert (verdict.sides.jury, verdict.sides.public) == (without.sides.jury, without.sides.public)


def test_points_of_rankings_are_twice_those_of_borda() -> None:
    election: Election[Any] = Election(4, [(((2,), (0,)), 2), (((1,),), 1)])
    assert list(twice_borda(election)) == [10, 8, 14, 4]


votes = st.lists(st.tuples(st.sampled_from([JURY, PUBLIC]), st.frozensets(st.integers(0, 3))), min_size=1, max_size=30)


@given(votes, st.integers(1, 90), st.integers(1, 4))
def test_the_publics_share_is_what_was_announced_to_the_point(
    ballots: Sequence[tuple[str, frozenset[int]]], share: int, least: int
) -> None:
    papers = [(tuple(sorted(marks)), 1) for _, marks in ballots]
    election: Election[Any] = Election(4, papers, groups=[side for side, _ in ballots])
    sides = sides_of(election, approvals, share, least)
    if not sides.void:
        assert sum(sides.public) == sum(sides.jury) * (100 - share) // share
    assert (JURY in sides.void) == (sides.ballots[0] < least or not sum(sides.jury))


def test_a_verdict_with_a_jury_is_read_back_as_it_was_kept() -> None:
    verdict = verdict_of(with_jury(), APART)
    assert read_verdict(write_verdict(verdict)) == verdict


async def test_jurors_are_frozen_at_the_opening_and_the_shops_staff_where_nobody_is_named(town: Town) -> None:
    staff = [await town.person(f"staff{number}") for number in range(3)]
    await grant(town, *staff[:2])
    poll = await opened(town, Terms(jury=Jury(50)), Reach.SHOP)
    assert (poll.terms.jury.jurors, poll.terms.jury.least) == (2, 1)
    await grant(town, staff[2])
    seated = await town.storage.read(lambda rows: [rows.aftermath.is_juror(poll.id, each) for each in staff])
    assert seated == [True, True, False]


async def grant(town: Town, *persons: PersonId) -> None:
    def job(rows: FakeRows) -> None:
        for each in persons:
            rows.standings.grant(each, town.shop, Standing.BOOKSELLER)

    await town.storage.write(job)


@pytest.mark.parametrize("state", [PollState.CLOSED, PollState.CANCELLED])
async def test_once_a_vote_is_over_nobody_is_known_to_have_been_of_its_small_jury(town: Town, state: PollState) -> None:
    """Of a jury of one, the ballot under its name would be that person's."""
    anne = await town.person("anne")
    poll = await opened(town, with_jury(least=1), Reach.SHOP, Panel(jurors=(anne,)))
    await cast(town, poll, "anne", Whole((0,)))
    await cast(town, poll, "bob", Whole((1,)))
    assert await town.storage.read(lambda rows: rows.aftermath.is_juror(poll.id, anne))
    await town.closing.end(await town.caller("libraire", standing=Standing.NETWORK_OWNER), poll.id, state)
    assert not await town.storage.read(lambda rows: rows.aftermath.is_juror(poll.id, anne))
    if state is PollState.CLOSED:
        sides = (await town.closing.counted(poll.id)).verdict.sides
        assert sides is not None
        assert sides.ballots == (1, 1)


async def test_a_juror_who_links_accounts_keeps_the_seat(town: Town) -> None:
    anne, other = await town.person("anne"), await town.person("anne-too")
    poll = await opened(town, Terms(jury=Jury(50)), Reach.SHOP, Panel(jurors=(anne,)))
    await town.storage.write(lambda rows: BallotMerge(town.clock).merge(rows, other, anne))
    assert await town.storage.read(lambda rows: rows.aftermath.is_juror(poll.id, other))
    assert not await town.storage.read(lambda rows: rows.aftermath.is_juror(poll.id, anne))


async def test_a_juror_may_vote_wherever_they_belong_and_nobody_else_from_there(town: Town) -> None:
    poll = await opened(town, Terms(jury=Jury(50)), Reach.SHOP, Panel(jurors=(await town.person("anne"),)))
    await cast(town, poll, "anne", Whole((0,)), "far")
    with pytest.raises(Refusal, match="vote-elsewhere"):
        await cast(town, poll, "bob", Whole((0,)), "far")
    assert await town.storage.read(lambda rows: rows.ballots.grouped(poll.id)) == [(JURY, (0,), 1)]


@pytest.mark.parametrize("method", [Method.APPROVAL, Method.BORDA])
async def test_a_stranger_counts_the_same_shares(town: Town, tmp_path: Path, method: Method) -> None:
    jurors = tuple([await town.person(f"juror{number}") for number in range(6)])
    terms = Terms(method, jury=Jury(40), ties=Ties(Breaking.SHARED), thresholds=Thresholds(quorum=5))
    poll = await opened(town, terms, Reach.SHOP, Panel(jurors=jurors))
    for number in range(6):
        await cast(town, poll, f"juror{number}", Toggle(number % 2))
        await cast(town, poll, f"reader{number}", Toggle(2 if number else 1))
    await town.closing.close_due(poll.id)
    counted = await town.closing.counted(poll.id)
    assert counted.verdict.sides is not None
    assert counted.verdict.sides.ballots == (6, 6)
    files = unzipped(await town.proofs.export(poll.id))
    status, lines = verified(files, tmp_path)
    assert status == 0, lines
    files["result.json"] = files["result.json"].replace(b'"ballots":[6,6]', b'"ballots":[6,7]')
    assert verified(files, tmp_path)[0] == 1


async def test_a_jury_of_fewer_than_five_publishes_no_single_ballot(town: Town) -> None:
    jurors = tuple([await town.person(f"juror{number}") for number in range(3)])
    poll = await opened(town, Terms(jury=Jury(50)), Reach.SHOP, Panel(jurors=jurors))
    for number in range(3):
        await cast(town, poll, f"juror{number}", Whole((0,)))
    for number in range(9):
        await cast(town, poll, f"reader{number}", Whole((1,)))
    await town.closing.close_due(poll.id)
    files = unzipped(await town.proofs.export(poll.id))
    assert b'"nonce"' not in files["ballots.json"]
    assert b'"leaf"' in files["ballots.json"]


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        (Terms(Method.SCHULZE, jury=Jury(50)), "vote-jury-method"),
        (Terms(jury=Jury(50), thresholds=Thresholds(majority=50)), "vote-majority-shape"),
        (Terms(jury=Jury(50), levels=Levels(Level.READERS)), "vote-jury-levels"),
        (Terms(jury=Jury(50)), "vote-jury-nobody"),
    ],
)
async def test_what_does_not_go_with_a_jury_is_refused(town: Town, terms: Terms, says: str) -> None:
    with pytest.raises(Refusal, match=says):
        await opened(town, terms)


@pytest.mark.parametrize("terms", [Terms(jury=Jury(50)), Terms(ties=Ties(Breaking.CASTING))])
async def test_a_vote_planned_for_later_names_nobody(town: Town, terms: Terms) -> None:
    await town.person("libraire")
    bookseller = await town.caller("libraire", standing=Standing.BOOKSELLER)
    opens = town.clock.now() + timedelta(days=1)
    proposal = Proposal("Janvier ?", terms, town.works[:3], opens + timedelta(days=1), Reach.SHOP)
    with pytest.raises(Refusal, match="vote-planned-panel"):
        await town.rounds.schedule(bookseller, proposal, opens)


TOLD: dict[str, Grouped] = {
    "apart": APART,
    "no jury came": [(PUBLIC, (1,), 9), (PUBLIC, (0,), 3)],
    "nobody came": [(JURY, (0,), 1), (PUBLIC, (1,), 2)],
}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", TOLD)
def test_a_vote_with_a_jury_reads_well(name: str, locale: str, snapshot: SnapshotAssertion) -> None:
    ballots, terms = TOLD[name], with_jury()
    total = sum(times for _, _, times in ballots)
    counted = Counted(replace(CLOSED, titles=TITLES, terms=terms, voters=total), verdict_of(terms, ballots), total)
    small = replace(terms, jury=Jury(50, 1, 2))
    papers = [BallotPaper(replace(POLL, terms=each)) for each in (terms, small)]
    words = DICTIONARY.words(locale)
    views: tuple[View, ...] = (*papers, PollResult(counted), CountExplained(counted))
    assert "\n\n".join(outline(view.as_card(words)) for view in views) == snapshot


def test_the_picture_sets_the_ranks_of_jury_and_public_side_by_side() -> None:
    counted = Counted(replace(CLOSED, titles=TITLES, terms=with_jury()), verdict_of(with_jury(), APART), 105)
    chart = chart_of(counted, DICTIONARY.words("fr"))
    assert isinstance(chart, JuryAndPublic)
    told = [(each.name.title, each.jury, each.public, each.is_winner) for each in chart.ranks]
    assert told == [("Babel", 1, 2, True), ("Dune", 3, 1, False), ("Stoner", 2, 3, False), ("Piranesi", 3, 3, False)]
