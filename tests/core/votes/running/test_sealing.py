"""Seals by night: when there is one, that it stands on the paper, and that the file of the close equals the last."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.identity import Standing
from core.kernel.tokens import to_short
from core.votes import rules
from core.votes.charter.secrecy import Openness
from core.votes.filling import Whole
from core.votes.integrity.audit import POSTED_HASH, hash_of
from core.votes.integrity.seals import Seal, seal_of
from core.votes.model import Poll, PollState
from core.votes.nights import SEAL, next_night
from core.votes.running.sealing import seals_in
from core.votes.telling.papers import BallotPaper
from tests.core.outline import outline
from tests.core.votes.charter.test_secrecy import opened, voted
from tests.core.votes.integrity.strangers import names, unzipped, verified
from tests.core.votes.telling.test_views import DICTIONARY
from tests.core.votes.town import Town


async def night(town: Town, poll: Poll) -> datetime | None:
    """The clock goes to the night that was planned, and what is due then is done; return that moment."""
    due = await planned(town, poll)
    if due is not None:
        town.clock.at = due
        await town.closing.sealing.seal_due(poll.id)
    return due


async def planned(town: Town, poll: Poll) -> datetime | None:
    due = await town.storage.read(lambda rows: rows.due_queue.upcoming(9))
    return next((each.at for each in due if (each.kind, each.about) == (SEAL, to_short(poll.id))), None)


async def seals(town: Town, poll: Poll) -> tuple[Seal, ...]:
    return seals_in(await town.storage.read(lambda rows: rows.polls.record(poll.id)))


async def paper(town: Town, poll: Poll) -> str:
    printed = (await town.votes.paper(poll.id)).poll
    return outline(BallotPaper(printed, shown=await town.votes.watching.shown(printed)).as_card(DICTIONARY.words("fr")))


@given(
    st.integers(1_600_000_000, 2_000_000_000),
    st.sampled_from(["Europe/Paris", "America/New_York", "Pacific/Auckland", "Asia/Kathmandu", "UTC"]),
)
def test_the_next_night_is_within_a_day_at_half_past_three_where_people_sleep(second: int, zone: str) -> None:
    moment = datetime.fromtimestamp(second, UTC)
    found = next_night(moment, zone)
    assert 0 < (found - moment).total_seconds() <= 25 * 3600
    assert found.astimezone(ZoneInfo(zone)).strftime("%H:%M") == "03:30"


async def test_a_night_in_which_five_ballots_changed_is_sealed_and_stands_on_the_paper(town: Town) -> None:
    poll = await opened(town, Openness.ADVISED)
    await voted(town, poll, 5)
    assert await night(town, poll) == datetime(2026, 11, 24, 2, 30, tzinfo=UTC)
    [seal] = await seals(town, poll)
    standing = await town.storage.read(lambda rows: rows.secrecy.standing(poll.id))
    assert seal == seal_of(1, seal.moment, to_short(poll.id), standing)
    assert f"Sceau n°\xa01, sur 5 bulletins\xa0: {seal.root[:POSTED_HASH]}\n" in await paper(town, poll)


async def test_nights_are_planned_from_the_opening_on_however_the_fifth_ballot_comes(town: Town) -> None:
    poll = await opened(town, Openness.ADVISED)
    assert await night(town, poll) == datetime(2026, 11, 24, 2, 30, tzinfo=UTC)
    assert await planned(town, poll) == datetime(2026, 11, 25, 2, 30, tzinfo=UTC)
    await town.closing.close_due(poll.id)
    assert await planned(town, poll) is None


async def test_a_seal_edits_the_posted_papers_and_posts_nothing_new(town: Town) -> None:
    poll = await opened(town, Openness.ADVISED)
    await town.post_letters()
    await voted(town, poll, 5)
    await town.post_letters()
    before = len(town.storage.letters())
    await night(town, poll)
    new = town.storage.letters()[before:]
    assert [letter.kind for letter in new] == [rules.PAPER] * 2
    assert all(letter.edits for letter in new)


async def test_four_changed_ballots_wait_for_a_fifth(town: Town) -> None:
    poll = await opened(town, Openness.ADVISED)
    await voted(town, poll, 4)
    await night(town, poll)
    assert await seals(town, poll) == ()
    await voted(town, poll, 5, first=4)
    await night(town, poll)
    assert [(seal.number, seal.ballots) for seal in await seals(town, poll)] == [(1, 5)]
    for number in range(4):
        await town.votes.cast(await town.caller(f"voix-{number}"), poll.id, Whole((2,)))
    await night(town, poll)
    assert len(await seals(town, poll)) == 1
    await town.votes.cast(await town.caller("voix-4"), poll.id, Whole((2,)))
    await night(town, poll)
    assert [(seal.number, seal.ballots) for seal in await seals(town, poll)] == [(1, 5), (2, 5)]


async def test_before_any_seal_the_paper_bears_the_promise_of_the_opening(town: Town) -> None:
    poll = await opened(town, Openness.ADVISED)
    [first] = await town.storage.read(lambda rows: rows.polls.record(poll.id))
    assert f"Promesse d’ouverture, à comparer après la clôture\xa0: {hash_of(first)[:POSTED_HASH]}" in await paper(
        town, poll
    )


async def test_the_file_of_the_close_equals_the_last_seal_and_what_was_posted_is_found_in_it(
    town: Town, tmp_path: Path
) -> None:
    poll = await opened(town, Openness.ADVISED)
    await voted(town, poll, 6)
    opening = (await town.storage.read(lambda rows: rows.polls.record(poll.id)))[0]
    await night(town, poll)
    await voted(town, poll, 8, first=6)
    await town.closing.close_due(poll.id)
    posted = [seal.root for seal in await seals(town, poll)]
    assert [seal.ballots for seal in await seals(town, poll)] == [6, 8]
    files = unzipped(await town.proofs.export(poll.id))
    status, lines = verified(files, tmp_path, *posted, hash_of(opening))
    assert (status, names(lines)[-1]) == (0, "posted"), lines
    status, lines = verified(files, tmp_path, *(each[:POSTED_HASH] for each in posted))
    assert (status, names(lines)[-1]) == (0, "posted"), lines
    for unknown in ("0" * 64, "0" * POSTED_HASH, posted[0][:POSTED_HASH] + "0" * 32):
        status, lines = verified(files, tmp_path, posted[1], unknown)
        assert (status, names(lines)[-1]) == (1, "posted")


@pytest.mark.parametrize("state", [PollState.CLOSED, PollState.CANCELLED])
async def test_an_ended_vote_has_no_more_nights(town: Town, state: PollState) -> None:
    poll = await opened(town, Openness.ADVISED)
    await voted(town, poll, 5)
    seller = await town.caller("libraire", standing=Standing.BOOKSELLER)
    await town.closing.end(seller, poll.id, state)
    assert await planned(town, poll) is None
    before = await seals(town, poll)
    await town.closing.sealing.seal_due(poll.id)
    assert await seals(town, poll) == before
    assert await planned(town, poll) is None


async def test_a_night_that_comes_twice_seals_once(town: Town) -> None:
    poll = await opened(town, Openness.ADVISED)
    await voted(town, poll, 7)
    await night(town, poll)
    await town.closing.sealing.seal_due(poll.id)
    assert len(await seals(town, poll)) == 1
