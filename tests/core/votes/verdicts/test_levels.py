"""One vote, a list for each shop and one for the network, by readers or by shops; the stranger counts them all."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from core.kernel.errors import Refusal
from core.kernel.identity import Standing
from core.kernel.tokens import to_short
from core.ui.words import LOCALES
from core.votes.charter.terms import Kind, Method, Terms
from core.votes.counting.model import Election, Unranked
from core.votes.electorate.joining import merge_ballots
from core.votes.ending.closing import Counted
from core.votes.filling import Act, GiveScore, Marks, Toggle, Whole
from core.votes.model import Poll, Reach
from core.votes.running.empanelling import Panel
from core.votes.service import Proposal
from core.votes.tally.outcomes import METHODS, Sealed, Verdict, count, read_verdict, write_verdict
from core.votes.telling.explaining import CountExplained
from core.votes.telling.papers import BallotPaper
from core.votes.telling.results import PollResult
from core.votes.telling.shapes import OwnList, own_list
from core.votes.verdicts.levels import Level, Levels, own_choice, own_mean, own_order
from core.votes.verdicts.thresholds import Thresholds
from core.votes.verdicts.ties import Breaking, Ties
from tests.core.outline import outline
from tests.core.votes.integrity.strangers import unzipped, verified
from tests.core.votes.telling.test_results import TITLES
from tests.core.votes.telling.test_views import CLOSED, DICTIONARY, POLL
from tests.core.votes.town import ALPHA, Town

Grouped = Sequence[tuple[str, Marks, int]]
BIG_AND_SMALL: Grouped = [("a", (0,), 9), ("a", (1,), 2), ("b", (1,), 5), ("b", (0,), 1), ("c", (1,), 3)]
"""One big shop is for 0; two smaller ones are for 1, one of them too small for a list."""


def verdict_of(terms: Terms, ballots: Grouped) -> Verdict:
    poll = replace(CLOSED, titles=TITLES, terms=terms, voters=sum(times for _, _, times in ballots))
    papers = tuple((marks, times) for _, marks, times in ballots)
    return count(Sealed(poll, papers, b"seed", 99, groups=tuple(group for group, _, _ in ballots)))


def levels(by: Level, method: Method = Method.APPROVAL, places: int = 1) -> Terms:
    return Terms(method, places, levels=Levels(by))


def test_the_networks_list_by_readers_counts_all_ballots_alike_and_by_shops_all_shops() -> None:
    readers = verdict_of(levels(Level.READERS), [*BIG_AND_SMALL, ("c", (0,), 2)])
    assert readers.outcome.winners == (0,)
    shops = verdict_of(levels(Level.SHOPS), BIG_AND_SMALL)
    assert shops.outcome.winners == (1,)
    assert shops.outcome.stages[0].tallies == {0: 1, 1: 2, 2: 0, 3: 0}


@pytest.mark.parametrize("by", [Level.READERS, Level.SHOPS])
def test_each_shop_with_five_ballots_has_its_list_and_a_smaller_one_counts_in_the_networks_alone(by: Level) -> None:
    lists = verdict_of(levels(by), BIG_AND_SMALL).shops
    assert [(each.group, each.ballots, each.winners) for each in lists] == [("a", 11, (0,)), ("b", 6, (1,))]


@pytest.mark.parametrize("method", METHODS)
def test_a_shop_whose_ballots_name_withdrawn_titles_alone_has_no_winner_by_lot(method: Method) -> None:
    gone: Mapping[Kind, Marks] = {Kind.SCORED: (None, None, 5, None), Kind.POINTS: (None, None, 3, None)}
    kept: Mapping[Kind, Marks] = {Kind.SCORED: (5, None, None, None), Kind.POINTS: (3, None, None, None)}
    terms = levels(Level.READERS, method)
    titles = tuple(replace(title, struck="épuisé") if title.position == 2 else title for title in TITLES)
    ballots = [("a", kept.get(terms.kind, (0,)), 5), ("b", gone.get(terms.kind, (2,)), 5)]
    poll = replace(CLOSED, titles=titles, terms=terms, voters=10)
    papers = tuple((marks, times) for _, marks, times in ballots)
    found = count(Sealed(poll, papers, b"seed", 99, groups=tuple(group for group, _, _ in ballots)))
    assert [(each.group, each.winners) for each in found.shops] == [("a", (0,)), ("b", ())]


def election(papers: list[tuple[Any, int]], seats: int = 1) -> Election[Any]:
    return Election(4, papers, seats)


def test_the_ballot_of_a_shop_that_ranks_is_its_own_order_with_its_ties_and_without_what_nobody_ranks() -> None:
    papers = [(((0,), (1,)), 3), (((1,), (0,)), 3), (((2,),), 1)]
    assert own_order(election(papers), METHODS[Method.SCHULZE]) == ((0, 1), (2,))
    assert own_order(election(papers), METHODS[Method.BORDA]) == ((0, 1), (2,))


def test_the_ballot_of_a_shop_that_chooses_is_its_first_titles_those_level_with_the_last_included() -> None:
    papers = [((0, 1), 3), ((0, 2), 3), ((3,), 1)]
    assert own_choice(election(papers), METHODS[Method.APPROVAL]) == (0,)
    assert own_choice(election(papers, 2), METHODS[Method.APPROVAL]) == (0, 1, 2)
    assert own_choice(election([((), 2)], 2), METHODS[Method.APPROVAL]) == ()


def test_the_ballot_of_a_shop_that_scores_is_the_exact_mean_no_score_being_nothing() -> None:
    papers = [((5, None, 0, None), 1), ((0, 2, 0, None), 2)]
    assert own_mean(election(papers), METHODS[Method.SCORE]) == (Fraction(5, 3), Fraction(4, 3), 0, None)


BALLOTS: dict[Kind, Grouped] = {
    Kind.ONE: BIG_AND_SMALL,
    Kind.SOME: [("a", (0, 2), 6), ("a", (1,), 2), ("b", (1, 2), 5), ("c", (1, 3), 5)],
    Kind.RANKED: [("a", (0, 1, 2), 6), ("b", (1, 2), 5), ("b", (2, 0), 2), ("c", (3, 1), 5)],
    Kind.SCORED: [("a", (5, 2, None, 0), 6), ("b", (None, 4, 3, 1), 5), ("c", (0, 4, 5, None), 5)],
    Kind.POINTS: [("a", (5, 2, None, 1), 6), ("b", (None, 4, 3, 1), 5), ("c", (1, 4, 5, None), 5)],
}


@pytest.mark.parametrize("method", METHODS)
def test_every_method_counts_by_shops_and_is_read_back_as_kept(method: Method) -> None:
    verdict = verdict_of(levels(Level.SHOPS, method, 2), BALLOTS[Terms(method).kind])
    assert len(verdict.outcome.winners) == 2
    assert len(verdict.shops) >= 2
    assert read_verdict(write_verdict(verdict)) == verdict


def test_a_lot_that_falls_inside_a_shop_is_told_where_its_ballot_hangs_on_it() -> None:
    """In the one shop 0, 2 and 3 are level in the second round; whoever goes then decides its order, and who wins."""
    ballots: Grouped = [("1", (2, 1, 0, 3), 1), ("1", (3, 2, 0), 1), ("1", (0, 3), 1)]
    verdict = verdict_of(levels(Level.SHOPS, Method.IRV), ballots)
    assert verdict.deadlock is not None
    assert any(tie.is_by_lot for tie in verdict.outcome.ties)
    chosen = verdict_of(levels(Level.SHOPS), [("1", (0,), 1), ("1", (1,), 1), ("2", (1,), 1)])
    assert (chosen.outcome.winners, chosen.outcome.ties) == ((1,), ()), "where it shares a place, no lot is asked"


def test_a_tie_between_shops_is_a_tie_of_the_network() -> None:
    terms = replace(levels(Level.SHOPS), ties=Ties(Breaking.SHARED))
    verdict = verdict_of(terms, [("a", (0,), 9), ("b", (1,), 5)])
    assert set(verdict.outcome.winners) == {0, 1}


async def opened(town: Town, terms: Terms, reach: Reach = Reach.NETWORK, panel: Panel | None = None) -> Poll:
    await town.person("libraire")
    bookseller = await town.caller("libraire", standing=Standing.NETWORK_OWNER)
    closes = town.clock.now() + timedelta(days=1)
    proposal = Proposal("Janvier ?", terms, town.works[:3], closes, reach, panel or Panel())
    return (await town.votes.open(bookseller, proposal)).poll


async def cast(town: Town, poll: Poll, name: str, act: Act, home: str = "alpha") -> None:
    if not await town.storage.read(lambda rows: rows.members.by_handle(name, None)):
        await town.person(name)
    await town.votes.cast(await town.caller(name, ALPHA, home), poll.id, act)


async def test_a_ballot_stands_for_the_shop_of_its_voter_at_the_first_cast(town: Town) -> None:
    poll = await opened(town, levels(Level.READERS))
    await cast(town, poll, "alice", Whole((0,)), "far")
    await cast(town, poll, "alice", Whole((1,)), "alpha")
    await cast(town, poll, "bob", Whole((1,)), "alpha")
    grouped = await town.storage.read(lambda rows: rows.ballots.grouped(poll.id))
    assert sorted(grouped) == sorted([(to_short(town.other_shop), (1,), 1), (to_short(town.shop), (1,), 1)])


async def test_two_accounts_of_one_person_have_one_ballot_in_the_shop_of_the_later_one(town: Town) -> None:
    poll = await opened(town, levels(Level.READERS))
    await cast(town, poll, "alice", Whole((0,)), "alpha")
    town.clock.move(minutes=1)
    await cast(town, poll, "alix", Whole((2,)), "far")

    def link(rows: Any) -> None:
        kept, gone = (rows.members.by_handle(name, None)[0].person for name in ("alice", "alix"))
        merge_ballots(rows, kept, gone, town.clock.now())

    await town.storage.write(link)
    grouped = await town.storage.read(lambda rows: rows.ballots.grouped(poll.id))
    assert list(grouped) == [(to_short(town.other_shop), (2,), 1)]


@pytest.mark.parametrize(
    "terms",
    [
        levels(Level.READERS, Method.SCHULZE),
        replace(levels(Level.SHOPS, Method.IRV), thresholds=Thresholds(quorum=3)),
        replace(levels(Level.SHOPS), ties=Ties(Breaking.SHARED)),
        levels(Level.SHOPS, Method.SCORE),
    ],
    ids=["readers", "shops with a quorum", "shops that share", "shops that score"],
)
async def test_a_stranger_counts_the_same_lists(town: Town, tmp_path: Path, terms: Terms) -> None:
    poll = await opened(town, terms)
    for number in range(12):
        home = "far" if number % 2 else "alpha"
        act: Act = GiveScore(number % 3, 1 + number % 5) if terms.kind is Kind.SCORED else Toggle(number % 3)
        await cast(town, poll, f"reader{number}", act, home)
    await town.closing.close_due(poll.id)
    counted = await town.closing.counted(poll.id)
    assert len(counted.verdict.shops) == 2
    files = unzipped(await town.proofs.export(poll.id))
    status, lines = verified(files, tmp_path)
    assert status == 0, lines
    told = json.loads(files["result.json"])["shops"]
    assert [each["ballots"] for each in told] == [6, 6]
    files["ballots.json"] = files["ballots.json"].replace(b'"group":"1"', b'"group":"2"', 1)
    assert verified(files, tmp_path)[0] == 1, "a ballot moved to another shop"


async def test_lists_by_shop_want_the_whole_network_and_no_majority_by_shops(town: Town) -> None:
    with pytest.raises(Refusal, match="vote-levels-network"):
        await opened(town, levels(Level.READERS), Reach.SHOP)
    with pytest.raises(Refusal, match="vote-majority-shape"):
        await opened(town, replace(levels(Level.SHOPS), thresholds=Thresholds(majority=50)))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("method", [Method.APPROVAL, Method.SCHULZE, Method.SCORE])
@pytest.mark.parametrize("by", [Level.READERS, Level.SHOPS])
def test_two_lists_read_well(by: Level, method: Method, locale: str, snapshot: SnapshotAssertion) -> None:
    terms, ballots = levels(by, method), BALLOTS[Terms(method).kind]
    total = sum(times for _, _, times in ballots)
    counted = Counted(replace(CLOSED, titles=TITLES, terms=terms, voters=total), verdict_of(terms, ballots), total)
    found = own_list(counted, int("b", 36))
    views = (
        BallotPaper(replace(POLL, terms=terms)),
        PollResult(counted),
        CountExplained(counted),
        OwnList(counted.poll, "Le Préau", found),
        OwnList(counted.poll, "Le Préau", None),
    )
    words = DICTIONARY.words(locale)
    assert found is not None
    assert "\n\n".join(outline(view.as_card(words)) for view in views) == snapshot


def test_unread_books_say_nothing_on_the_ballot_of_a_shop_either() -> None:
    terms = replace(levels(Level.SHOPS, Method.SCHULZE), unranked=Unranked.IGNORE)
    verdict = verdict_of(terms, [("a", (0,), 5), ("b", (1, 0), 5), ("c", (1,), 5)])
    assert verdict.outcome.duels is not None
    assert (verdict.outcome.duels[1][0], verdict.outcome.duels[0][1]) == (1, 0)


async def test_a_seal_of_the_night_binds_each_ballot_to_its_shop(town: Town) -> None:
    poll = await opened(town, levels(Level.READERS))
    await cast(town, poll, "alice", Whole((0,)), "far")
    await cast(town, poll, "bob", Whole((0,)))
    standing = await town.storage.read(lambda rows: rows.secrecy.standing(poll.id))
    assert {each.group for each in standing} == {to_short(town.shop), to_short(town.other_shop)}
