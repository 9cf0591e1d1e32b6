"""A vote in which too few have voted lasts 48 hours longer, once, and everybody is told; then it ends."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from core.kernel.identity import Standing
from core.kernel.tokens import to_short
from core.ui.words import LOCALES
from core.votes import rules
from core.votes.extending import EXTENDED, EXTENSION
from core.votes.filling import Whole
from core.votes.integrity.config import fingerprint
from core.votes.model import Poll, PollState, Progress, Reach
from core.votes.papers import BallotPaper
from core.votes.service import Proposal
from core.votes.terms import Terms
from core.votes.thresholds import Failing, Thresholds
from tests.core.outline import outline
from tests.core.votes.integrity.strangers import unzipped, verified
from tests.core.votes.test_views import DICTIONARY
from tests.core.votes.town import Town

QUORUM = Terms(thresholds=Thresholds(quorum=2))


async def opened(town: Town, terms: Terms = QUORUM) -> Poll:
    await town.person("libraire")
    bookseller = await town.caller("libraire", standing=Standing.BOOKSELLER)
    closes = town.clock.now() + timedelta(days=1)
    return (await town.votes.open(bookseller, Proposal("Janvier ?", terms, town.works[:3], closes, Reach.SHOP))).poll


async def cast(town: Town, poll: Poll, name: str) -> None:
    await town.person(name)
    await town.votes.cast(await town.caller(name), poll.id, Whole((0,)))


async def close(town: Town, poll: Poll) -> Poll:
    """Its due row fires at its time."""
    town.clock.at = (await town.votes.paper(poll.id)).poll.closes_at
    await town.closing.close_due(poll.id)
    return (await town.votes.paper(poll.id)).poll


async def test_too_few_ballots_make_it_last_longer_once_and_then_choose_nothing(town: Town) -> None:
    poll = await opened(town)
    await cast(town, poll, "alice")
    later = await close(town, poll)
    assert (later.state, later.closes_at, later.promised_close) == (
        PollState.OPEN,
        poll.closes_at + EXTENSION,
        poll.closes_at,
    )
    due = await town.storage.read(lambda rows: rows.due_queue.upcoming(9))
    assert [(each.kind, each.about, each.at) for each in due] == [(rules.CLOSE, to_short(poll.id), later.closes_at)]
    record = [json.loads(line) for line in await town.storage.read(lambda rows: rows.polls.record(poll.id))]
    assert (record[-1]["act"], record[-1]["facts"]["reason"]) == ("extended", "quorum")
    ended = await close(town, poll)
    assert ended.state is PollState.CLOSED
    counted = await town.closing.counted(poll.id)
    assert (counted.verdict.outcome.winners, counted.ballots) == ((), 1)


async def test_every_room_is_told_once_that_it_lasts_longer(town: Town) -> None:
    poll = await opened(town)
    await close(town, poll)
    await town.closing.close_due(poll.id)
    told = [letter for letter in town.storage.letters() if letter.kind == EXTENDED]
    assert [letter.to.space for letter in told] == ["space-alpha", "space-beta"]
    assert {letter.expires_at for letter in told} <= {None, poll.closes_at + EXTENSION}


async def test_a_due_row_that_fires_twice_does_not_close_what_was_extended(town: Town) -> None:
    poll = await opened(town)
    await close(town, poll)
    town.clock.move(hours=1)
    await town.closing.close_due(poll.id)
    assert (await town.votes.paper(poll.id)).poll.state is PollState.OPEN


async def test_enough_ballots_after_all_choose_a_title(town: Town) -> None:
    poll = await opened(town)
    await cast(town, poll, "alice")
    assert (await town.votes.paper(poll.id)).progress == Progress(is_reached=False)
    await close(town, poll)
    await cast(town, poll, "bob")
    assert (await town.votes.paper(poll.id)).progress == Progress(is_reached=True)
    await close(town, poll)
    assert (await town.closing.counted(poll.id)).verdict.outcome.winners == (0,)


@pytest.mark.parametrize("failing", [Failing.ADVISORY, Failing.NOTHING])
async def test_no_other_failure_extends_anything(town: Town, failing: Failing) -> None:
    poll = await opened(town, Terms(thresholds=Thresholds(quorum=2, failing=failing)))
    await cast(town, poll, "alice")
    assert (await close(town, poll)).state is PollState.CLOSED


async def test_a_bookseller_who_closes_by_hand_extends_nothing(town: Town) -> None:
    poll = await opened(town)
    bookseller = await town.caller("libraire", standing=Standing.BOOKSELLER)
    assert (await town.closing.end(bookseller, poll.id, PollState.CLOSED)).state is PollState.CLOSED


async def test_the_receipt_after_an_extension_tells_the_new_closing(town: Town) -> None:
    poll = await opened(town)
    await cast(town, poll, "alice")
    assert (await town.votes.printed(poll.id)).closes_at == poll.closes_at
    later = await close(town, poll)
    assert (await town.votes.printed(poll.id)).closes_at == later.closes_at


async def test_the_promise_made_at_the_opening_still_holds_and_a_stranger_counts_the_same(
    town: Town, tmp_path: Path
) -> None:
    poll = await opened(town, replace(QUORUM, thresholds=Thresholds(quorum=6, quorum_percent=50, majority=60)))
    for name in ("alice", "bob", "chloe", "dan", "eve"):
        await cast(town, poll, name)
    await close(town, poll)
    await cast(town, poll, "fred")
    await close(town, poll)
    files = unzipped(await town.proofs.export(poll.id))
    status, lines = verified(files, tmp_path)
    assert status == 0, lines
    result = json.loads(files["result.json"])
    assert result["ruling"]["is_quorate"] is True
    config = json.loads(files["config.json"])
    opening = json.loads(files["audit.jsonl"].splitlines()[0])
    assert opening["facts"]["config"] == fingerprint(config)
    files["result.json"] = files["result.json"].replace(b'"needed":6', b'"needed":5')
    assert verified(files, tmp_path)[0] == 1


@pytest.mark.parametrize("locale", LOCALES)
async def test_the_paper_says_reached_or_not_yet_and_no_figure(town: Town, locale: str) -> None:
    poll = await opened(town, Terms(thresholds=Thresholds(quorum_percent=30)))
    words = DICTIONARY.words(locale)
    texts = [outline(BallotPaper(poll, progress=Progress(is_reached=state)).as_card(words)) for state in (False, True)]
    said = {"fr": ("pas encore atteint", "atteint."), "en": ("not reached yet", "reached.")}[locale]
    assert all(word in text for word, text in zip(said, texts, strict=True))
    assert said[0] not in texts[1]
