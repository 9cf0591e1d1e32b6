"""What a closed vote proves: receipts find their ballots, and a stranger checks the export of every method."""

from __future__ import annotations

import asyncio
import io
import json
import sys
import zipfile
from pathlib import Path

import pytest

from core.kernel.errors import Refusal
from core.kernel.identity import Standing
from core.votes.charter.terms import Kind, Method, kind_of
from core.votes.filling import Act, GiveScore, Toggle, Whole
from core.votes.integrity.config import fingerprint
from core.votes.model import Poll, PollState
from core.votes.rules import acts_in
from core.votes.sharing import GiveRest, TakePoint
from core.votes.tally.document import charter_of
from core.votes.tally.outcomes import METHODS
from tests.core.votes.town import Town

ACTS: dict[Kind, list[Act]] = {
    Kind.ONE: [Whole((0,)), Whole((1,))],
    Kind.SOME: [Whole((0, 2)), Whole((1, 2))],
    Kind.RANKED: [Toggle(2), Toggle(0)],
    Kind.SCORED: [GiveScore(0, 5), GiveScore(2, 3)],
    Kind.POINTS: [GiveRest(0), TakePoint(0)],
}
NAMES = tuple(f"lectrice-{number}" for number in range(6))


async def closed(town: Town, method: Method, voters: int = 6) -> Poll:
    poll = await town.open(method)
    for number, name in enumerate(NAMES[:voters]):
        await town.person(name)
        for act in ACTS[kind_of(method)][: 1 + number % 2]:
            await town.votes.cast(await town.caller(name), poll.id, act)
    await town.closing.close_due(poll.id)
    return (await town.votes.paper(poll.id)).poll


async def verified(folder: Path) -> tuple[int | None, str]:
    """Run the verifier as a stranger would; return its status and what it said."""
    command = (sys.executable, "-I", "verify.py")
    running = await asyncio.create_subprocess_exec(*command, cwd=folder, stdout=asyncio.subprocess.PIPE)
    said = (await running.communicate())[0]
    return running.returncode, said.decode()


@pytest.mark.parametrize("method", METHODS)
async def test_a_stranger_checks_the_export_of_every_method(town: Town, method: Method, tmp_path: Path) -> None:
    poll = await closed(town, method)
    packed = await town.proofs.export(poll.id)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(tmp_path)
    told = json.loads((tmp_path / "ballots.json").read_text("utf-8"))
    assert len(told["casts"]) == len(NAMES)
    assert not any(name in packed.decode("utf-8", "ignore") for name in NAMES)
    status, said = await verified(tmp_path)
    assert status == 0, said
    told["casts"].pop()
    (tmp_path / "ballots.json").write_text(json.dumps(told), "utf-8")
    assert (await verified(tmp_path))[0] == 1


async def test_few_ballots_are_not_published_one_by_one(town: Town) -> None:
    poll = await closed(town, Method.APPROVAL, voters=4)
    with zipfile.ZipFile(io.BytesIO(await town.proofs.export(poll.id))) as archive:
        told = json.loads(archive.read("ballots.json"))
    assert "ballots" not in told
    assert {key for cast in told["casts"] for key in cast} == {"tracker", "leaf"}


async def test_the_record_tells_every_step_and_no_person(town: Town) -> None:
    poll = await closed(town, Method.IRV)
    await town.proofs.export(poll.id)
    record = await town.storage.read(lambda rows: rows.polls.record(poll.id))
    assert acts_in(record) == ["opened", "closed", "sealed", "counted", "exported"]
    opened = json.loads(record[0])["facts"]
    assert opened == {"config": fingerprint(charter_of(poll)), "seed": poll.lot_hash, "eligible": 1}


async def test_a_cancelled_vote_says_so_in_its_record(town: Town) -> None:
    poll = await town.open()
    bookseller = await town.caller("libraire", standing=Standing.BOOKSELLER)
    await town.closing.end(bookseller, poll.id, PollState.CANCELLED)
    assert acts_in(await town.storage.read(lambda rows: rows.polls.record(poll.id))) == ["opened", "cancelled"]
    with pytest.raises(Refusal, match="vote-not-counted"):
        await town.proofs.export(poll.id)


async def test_a_receipt_is_found_while_the_vote_is_open_and_after_its_close(town: Town) -> None:
    poll = await town.open()
    await town.person("ana")
    receipt = (await town.votes.cast(await town.caller("ana"), poll.id, Whole((0, 2)))).receipt
    typed = receipt.lower().replace("-", " ").replace("0", "o")
    found = await town.proofs.check(await town.caller("ana"), typed)
    assert (found.poll.state, found.marks) == (PollState.OPEN, (0, 2))
    await town.closing.close_due(poll.id)
    found = await town.proofs.check(await town.caller("ana"), typed)
    assert (found.poll.state, found.marks) == (PollState.CLOSED, (0, 2))


async def test_what_is_no_receipt_and_a_receipt_of_no_ballot_are_told_apart(town: Town) -> None:
    poll = await town.open()
    await town.person("ana")
    old = (await town.votes.cast(await town.caller("ana"), poll.id, Whole((0,)))).receipt
    await town.votes.cast(await town.caller("ana"), poll.id, Whole((1,)))
    caller = await town.caller("ana")
    with pytest.raises(Refusal, match="receipt-unknown"):
        await town.proofs.check(caller, old)
    with pytest.raises(Refusal, match="receipt-unread"):
        await town.proofs.check(caller, "Bonjour à toutes")
