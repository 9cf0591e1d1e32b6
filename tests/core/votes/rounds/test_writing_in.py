"""Titles written in while a vote is open: one a reader, after the others, on the record, counted and checked."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from core.books.model import NewEdition
from core.kernel.errors import Refusal
from core.kernel.identity import Standing, WorkId
from core.votes.charter.asking import fitted
from core.votes.charter.secrecy import Secrecy
from core.votes.charter.terms import Method, Terms
from core.votes.filling import Act, Toggle, Whole
from core.votes.integrity.config import fingerprint
from core.votes.model import Poll, Reach
from core.votes.rounds.model import Cause
from core.votes.rounds.stage import Stage
from core.votes.service import Proposal
from core.votes.tally.document import charter_of
from tests.core.votes.integrity.strangers import names as checks
from tests.core.votes.integrity.strangers import unzipped, verified
from tests.core.votes.town import ALPHA, BETA, Town
from tests.fakes import FakeRows

GROWING = Terms(Method.EPH, 2, stage=Stage(write_ins=True))


async def opened(town: Town, terms: Terms = GROWING) -> Poll:
    await town.person("libraire")
    seller = await town.caller("libraire", standing=Standing.BOOKSELLER)
    closes = town.clock.at + timedelta(days=2)
    return (await town.votes.open(seller, Proposal("Liste longue", terms, town.works[:2], closes, Reach.SHOP))).poll


async def add(town: Town, poll: Poll, name: str, book: int, pitch: str = "") -> str:
    return (await town.writing.add(await town.caller(name), poll.id, town.works[book], pitch)).name


async def printed(town: Town, poll: Poll) -> list[tuple[str, bool]]:
    return [(title.name, title.is_added) for title in (await town.votes.paper(poll.id)).poll.titles]


async def cast(town: Town, poll: Poll, name: str, act: Act) -> None:
    await town.votes.cast(await town.caller(name), poll.id, act)


@pytest.fixture
async def club(town: Town) -> Town:
    for name in ("alice", "bob", "chloé", "dan", "eve"):
        await town.person(name)
    return town


async def test_a_title_stands_after_the_others_and_earlier_marks_stay_right(club: Town) -> None:
    poll = await opened(club)
    await cast(club, poll, "alice", Whole((1,)))
    assert len((await club.votes.printed(poll.id)).titles) == 2
    assert await add(club, poll, "bob", 4, "si beau") == "Stoner"
    assert await printed(club, poll) == [("Emma", False), ("Nana", False), ("Stoner", True)]
    await cast(club, poll, "alice", Toggle(2))
    paper = await club.votes.paper(poll.id, (await club.caller("alice")).person)
    assert paper.ballot is not None
    assert paper.ballot.marks == (1, 2)
    assert (await club.votes.printed(poll.id)).titles[2].pitch == "si beau"


async def test_a_reader_adds_one_title_on_both_platforms_together(club: Town) -> None:
    poll = await opened(club)
    await club.person("zoé", ALPHA, BETA)
    act = await club.caller("zoé")
    first = await club.writing.add(act, poll.id, club.works[2], "")
    assert await club.writing.add(act, poll.id, club.works[2], "") == first
    with pytest.raises(Refusal, match="write-in-yours"):
        await club.writing.add(await club.caller("zoé", BETA), poll.id, club.works[3], "")
    assert len(await printed(club, poll)) == 3


async def test_what_stands_there_was_read_or_comes_late_is_refused_by_name(club: Town) -> None:
    poll = await opened(club)
    with pytest.raises(Refusal, match="write-in-there"):
        await add(club, poll, "alice", 0)
    await add(club, poll, "alice", 2)
    with pytest.raises(Refusal, match="write-in-there"):
        await add(club, poll, "bob", 2)
    await club.storage.write(lambda rows: rows.readings.note(club.shop, club.works[3], club.clock.at, Cause.WON))
    with pytest.raises(Refusal, match="already-read-won"):
        await add(club, poll, "bob", 3)
    club.clock.move(days=2)
    with pytest.raises(Refusal, match="vote-closed"):
        await add(club, poll, "bob", 4)


async def test_a_full_paper_takes_no_more(club: Town) -> None:
    def print_many(rows: FakeRows) -> tuple[WorkId, ...]:
        return tuple(rows.books.put(NewEdition(f"Livre {number}", ("Une Autrice",)))[0] for number in range(26))

    club.works = await club.storage.write(print_many)
    await club.person("libraire")
    seller = await club.caller("libraire", standing=Standing.BOOKSELLER)
    closes = club.clock.at + timedelta(days=2)
    poll = (await club.votes.open(seller, Proposal("Q", GROWING, club.works[:24], closes, Reach.SHOP))).poll
    assert await add(club, poll, "alice", 24) == "Livre 24"
    with pytest.raises(Refusal, match="write-in-full") as refusal:
        await add(club, poll, "bob", 25)
    assert refusal.value.arguments == {"most": 25}


async def test_nothing_is_added_where_it_was_not_said_beforehand(club: Town) -> None:
    poll = await opened(club, Terms(Method.APPROVAL))
    with pytest.raises(Refusal, match="write-in-none"):
        await add(club, poll, "alice", 4)


@pytest.mark.parametrize(
    "terms",
    [
        replace(GROWING, method=Method.SCHULZE),
        replace(GROWING, with_none=True),
        replace(GROWING, one_per_author=True),
        replace(GROWING, secrecy=Secrecy(live=True)),
    ],
)
def test_titles_are_added_only_where_their_place_means_nothing(terms: Terms) -> None:
    with pytest.raises(Refusal, match="write-in-plain"):
        fitted(terms)


async def test_a_nominated_book_leaves_the_list_with_its_pitch(club: Town) -> None:
    poll = await opened(club)
    await club.shortlist.nominate(await club.caller("alice"), club.works[5], "étrange")
    await add(club, poll, "bob", 5)
    assert (await club.votes.paper(poll.id)).poll.titles[2].pitch == "étrange"
    assert await club.shortlist.of_shop(await club.caller("alice")) == []


async def test_two_persons_who_are_one_keep_what_each_added(club: Town) -> None:
    poll = await opened(club)
    await add(club, poll, "alice", 2)
    alice, bob = await club.caller("alice"), await club.caller("bob")
    await club.storage.write(lambda rows: rows.write_ins.merge(bob.person, alice.person))
    with pytest.raises(Refusal, match="write-in-yours"):
        await add(club, poll, "bob", 3)


async def test_what_was_promised_stays_and_a_stranger_counts_what_was_added(club: Town, tmp_path: Path) -> None:
    poll = await opened(club)
    await add(club, poll, "alice", 4)
    for name in ("alice", "bob", "chloé", "dan"):
        await cast(club, poll, name, Whole((1, 2) if name != "dan" else (0, 1, 2)))
    await cast(club, poll, "eve", Whole((0,)))
    await club.closing.close_due(poll.id)
    files = unzipped(await club.proofs.export(poll.id))
    assert fingerprint(json.loads(files["config.json"])) == fingerprint(charter_of(poll)), "as it was posted"
    assert [each["name"] for each in json.loads(files["config.json"])["titles"]] == ["Emma", "Nana"]
    assert json.loads(files["ballots.json"])["candidates"] == ["Emma", "Nana", "Stoner"]
    assert sorted(json.loads(files["result.json"])["winners"]) == [1, 2]
    assert verified(files, tmp_path)[0] == 0
    forged = files["audit.jsonl"].replace(b"Stoner", b"Dune")
    assert forged != files["audit.jsonl"]
    status, lines = verified(files | {"audit.jsonl": forged}, tmp_path)
    assert (status, checks(lines)[-1]) == (1, "audit")


async def test_what_a_bookseller_strikes_is_on_the_record_beside_its_addition_and_not_counted(
    club: Town, tmp_path: Path
) -> None:
    poll = await opened(club)
    await add(club, poll, "alice", 4)
    await add(club, poll, "bob", 5)
    for name in ("alice", "bob", "chloé", "dan", "eve"):
        await cast(club, poll, name, Whole((1, 2)))
    seller = await club.caller("libraire", standing=Standing.BOOKSELLER)
    await club.closing.striking.strike(seller, poll.id, "Stoner", "épuisé")
    with pytest.raises(Refusal, match="write-in-yours"):
        await add(club, poll, "alice", 3)
    with pytest.raises(Refusal, match="write-in-there"):
        await add(club, poll, "chloé", 4)
    await club.closing.close_due(poll.id)
    files = unzipped(await club.proofs.export(poll.id))
    assert 2 not in json.loads(files["result.json"])["winners"]
    acts = [json.loads(line)["act"] for line in files["audit.jsonl"].decode().splitlines()]
    assert [act for act in acts if act in {"added", "withdrawn"}] == ["added", "added", "withdrawn"]
    assert verified(files, tmp_path)[0] == 0
