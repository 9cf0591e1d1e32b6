"""The acceptance tests of voting.md 4.7 that no other file holds whole: late ballots (4), ties (7), re-tally (10), and
a house that hides what it promised to publish (3)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.kernel.errors import Refusal
from core.votes.charter.secrecy import Openness
from core.votes.charter.terms import Method, Terms
from core.votes.counting.model import Rung
from core.votes.ending.closing import Counted
from core.votes.filling import Marks, Whole
from core.votes.integrity.seals import leaf_of
from core.votes.tally.outcomes import Sealed, Verdict, count
from core.votes.telling.results import PollResult
from tests.core.outline import outline
from tests.core.votes.charter.test_secrecy import opened, voted
from tests.core.votes.integrity.strangers import names, unzipped, verified
from tests.core.votes.telling.test_views import CLOSED, DICTIONARY
from tests.core.votes.town import Town

APPROVALS = st.lists(st.frozensets(st.integers(0, 2), min_size=1).map(lambda each: tuple(sorted(each))), min_size=2)


def verdict(ballots: Sequence[tuple[int, ...]], seed: bytes, method: Method = Method.APPROVAL) -> Verdict:
    cast: tuple[tuple[Marks, int], ...] = tuple((each, 1) for each in ballots)
    return count(Sealed(replace(CLOSED, terms=Terms(method)), cast, seed))


async def test_ballots_are_accepted_exactly_while_the_clock_is_before_the_close_and_late_ones_are_told_so(
    town: Town,
) -> None:
    poll = await opened(town, Openness.ADVISED)
    last, late = timedelta(microseconds=-1), timedelta()
    for number, (moment, is_taken) in enumerate([(last, True), (late, False), (late, False), (last, True)]):
        await town.person(f"voix-{number}")
        town.clock.at = poll.closes_at + moment
        caller = await town.caller(f"voix-{number}")
        if is_taken:
            assert (await town.votes.cast(caller, poll.id, Whole((0,)))).is_changed
        else:
            with pytest.raises(Refusal, match="vote-closed"):
                await town.votes.cast(caller, poll.id, Whole((0,)))
    town.clock.at = poll.closes_at
    await town.closing.close_due(poll.id)
    assert (await town.closing.counted(poll.id)).ballots == 2


async def test_a_close_and_a_cast_at_once_leave_one_truth(town: Town) -> None:
    """Whoever comes first: a ballot that was said to count is counted, one that was refused is not."""
    poll = await opened(town, Openness.ADVISED)
    await voted(town, poll, 6)
    callers = []
    for number in range(6, 16):
        await town.person(f"voix-{number}")
        callers.append(await town.caller(f"voix-{number}"))
    casts = [town.votes.cast(caller, poll.id, Whole((1,))) for caller in callers]
    told = await asyncio.gather(*casts[:5], town.closing.close_due(poll.id), *casts[5:], return_exceptions=True)
    taken = sum(not isinstance(each, BaseException) for each in told) - 1
    assert all(isinstance(each, Refusal) for each in told if isinstance(each, BaseException))
    assert (await town.closing.counted(poll.id)).ballots == 6 + taken
    assert len(await town.storage.read(lambda rows: rows.ballots.casts(poll.id))) == 6 + taken


@given(ballots=APPROVALS, seed=st.binary(min_size=32, max_size=32))
def test_a_count_run_twice_is_the_same_in_any_order_of_ballots(ballots: list[tuple[int, ...]], seed: bytes) -> None:
    assert verdict(ballots, seed) == verdict(list(reversed(ballots)), seed)


def test_in_a_real_tie_another_ballot_box_may_draw_another_winner_and_without_one_never_does() -> None:
    level = [(0,), (1,), (0, 1)]
    drawn = {verdict(level * times, b"seed").outcome.winners for times in range(1, 40)}
    assert drawn == {(0,), (1,)}, "the lot hangs on all ballots: a last voter cannot know whom they help"
    ahead = [(0,), (0,), (1,)]
    assert {verdict(ahead * times, b"seed").outcome.winners for times in range(1, 40)} == {(0,)}
    assert {verdict(ahead, bytes([seed])).outcome.winners for seed in range(40)} == {(0,)}


@given(ballots=APPROVALS, method=st.sampled_from([Method.APPROVAL, Method.PLURALITY, Method.PHRAGMEN]))
def test_a_result_names_the_rung_that_broke_a_tie(ballots: list[tuple[int, ...]], method: Method) -> None:
    ballots = [each[:1] for each in ballots] if method is Method.PLURALITY else ballots
    told = verdict(ballots, b"seed", method)
    poll = replace(CLOSED, terms=Terms(method), voters=len(ballots))
    result = outline(PollResult(Counted(poll, told, len(ballots))).as_card(DICTIONARY.words("fr")))
    rungs = {
        Rung.LOT: "tirage au sort",
        Rung.DUELS: "par leurs duels",
        Rung.TOP: "premières places",
        Rung.METHOD: "règle",
    }
    for tie in told.outcome.ties[-2:]:
        assert rungs[tie.rung] in result
    assume(not told.outcome.ties)
    assert "Égalité" not in result


@pytest.mark.parametrize("openness", Openness)
async def test_a_retally_from_the_export_is_the_same_to_the_byte(
    town: Town, openness: Openness, tmp_path: Path
) -> None:
    poll = await opened(town, openness)
    await voted(town, poll, 9)
    await town.closing.close_due(poll.id)
    first, second = await town.proofs.export(poll.id), await town.proofs.export(poll.id)
    assert first == second
    files = unzipped(first)
    status, lines = verified(files, tmp_path)
    assert (status, names(lines)[-1]) == (0, "posted"), lines


async def test_a_house_that_hides_the_ballots_it_promised_to_publish_is_found_out(town: Town, tmp_path: Path) -> None:
    poll = await opened(town, Openness.BALLOTS)
    await voted(town, poll, 6)
    await town.closing.close_due(poll.id)
    files = unzipped(await town.proofs.export(poll.id))
    told = json.loads(files["ballots.json"])
    casts = await town.storage.read(lambda rows: rows.ballots.casts(poll.id))
    told["casts"] = [{"tracker": cast.tracker, "leaf": leaf_of(told["name"], cast)} for cast in casts]
    del told["ballots"]
    del told["lot"]["order"]
    files["ballots.json"] = json.dumps(told).encode()
    status, lines = verified(files, tmp_path)
    assert (status, names(lines)[-1]) == (1, "count")
