"""The export as it is asked for in chat: who may have it, what it holds, and that it is one file for everybody."""

from __future__ import annotations

import csv
import hashlib
import sys
from pathlib import Path

import pytest

from core.kernel.errors import Refusal
from core.kernel.identity import Caller, Standing
from core.kernel.tokens import to_short
from core.ui.cards import Card
from core.ui.catalogue import Catalogue
from core.ui.intake import FieldRefusal, Intake
from core.votes.commands import VoteDesk, declare
from core.votes.model import Poll
from core.votes.terms import Method
from tests.core.outline import outline
from tests.core.votes.integrity.strangers import Files, names, unzipped, verified
from tests.core.votes.test_exporting import closed
from tests.core.votes.test_views import DICTIONARY
from tests.core.votes.town import Town

BARE = "/usr/bin/python3" if Path("/usr/bin/python3").exists() else sys.executable
"""An interpreter without anything of the house, where the machine has one."""


async def asked(town: Town, caller: Caller, poll: str) -> Card:
    """Ask for an export as it is typed; return the card of the answer, in French."""
    catalogue = Catalogue()
    declare(catalogue, VoteDesk(town.votes, town.closing, town.shortlist, town.proofs))
    command = catalogue.commands["vote", "export"]
    reply = await command(caller, await Intake(catalogue, town.clock).read(command, caller, {"poll": poll}))
    assert reply.view is not None
    return reply.view.as_card(DICTIONARY.words("fr"))


async def files(town: Town, caller: Caller, poll: Poll) -> Files:
    file = (await asked(town, caller, poll.question)).attachment
    assert file is not None
    assert file.name == f"vote-{to_short(poll.id)}.zip"
    return unzipped(file.content)


async def test_a_reader_receives_the_file_and_checks_it_with_python_alone(town: Town, tmp_path: Path) -> None:
    poll = await closed(town, Method.SCHULZE)
    status, lines = verified(await files(town, await town.caller("lectrice-0"), poll), tmp_path, python=BARE)
    assert (status, names(lines)[-2:]) == (0, ["count", "posted"]), lines


async def test_other_programs_read_the_ballots_too(town: Town) -> None:
    poll = await closed(town, Method.IRV)
    ranked = await files(town, await town.caller("lectrice-0"), poll)
    assert ranked["ballots.blt"].decode().startswith("3 1\n3 3 1 0\n3 3 0\n0\n")
    assert "3:T3>T1" in ranked["ballots.abif"].decode()
    table = list(csv.reader(ranked["ballots.csv"].decode().splitlines()))
    assert table == [["ballots", "Emma", "Nana", "Babel"], ["3", "2", "", "1"], ["3", "", "", "1"]]


async def test_what_a_format_cannot_say_is_left_out_and_the_rest_is_there(town: Town) -> None:
    poll = await closed(town, Method.APPROVAL)
    approved = await files(town, await town.caller("lectrice-0"), poll)
    assert {"ballots.csv", "ballots.abif"} <= approved.keys()
    assert "ballots.blt" not in approved


async def test_everybody_has_the_same_file(town: Town) -> None:
    poll = await closed(town, Method.APPROVAL)
    seller = await town.caller("libraire", standing=Standing.BOOKSELLER)
    given = [await town.proofs.export_for(caller, poll.id) for caller in (seller, await town.caller("lectrice-1"))]
    assert len({hashlib.sha256(each.packed).digest() for each in (*given, given[0])}) == 1
    assert await town.proofs.export(poll.id) == given[0].packed
    assert unzipped(given[0].packed)["audit.jsonl"].count(b'"act":"exported"') == 1


async def test_where_ballots_stay_secret_the_file_is_for_the_shop_alone(town: Town) -> None:
    poll = await closed(town, Method.APPROVAL, voters=4)
    with pytest.raises(Refusal, match="export-kept"):
        await asked(town, await town.caller("lectrice-0"), poll.question)
    kept = await files(town, await town.caller("libraire", standing=Standing.BOOKSELLER), poll)
    assert not any(name.startswith("ballots.") for name in kept if name != "ballots.json")
    far = await town.caller("libraire", home="far", standing=Standing.BOOKSELLER)
    with pytest.raises(Refusal, match="vote-elsewhere"):
        await asked(town, far, to_short(poll.id))


async def test_an_open_vote_has_no_export_and_is_not_offered(town: Town) -> None:
    poll = await town.open()
    with pytest.raises(FieldRefusal, match="closed-polls-none"):
        await asked(town, await town.caller("libraire"), poll.question)
    for number in (to_short(poll.id), f"#v{to_short(poll.id)}"):
        with pytest.raises(Refusal, match="vote-not-counted"):
            await asked(town, await town.caller("libraire"), number)


async def test_a_vote_is_found_by_its_number_and_what_is_none_is_said_so(town: Town) -> None:
    poll = await closed(town, Method.APPROVAL)
    caller = await town.caller("lectrice-0")
    assert (await asked(town, caller, f" {to_short(poll.id).upper()} ")).attachment is not None
    for nonsense in ("", "Xyzzy", "#v", "9" * 40):
        with pytest.raises(FieldRefusal):
            await asked(town, caller, nonsense)


async def test_the_answer_says_what_to_do_with_the_file(town: Town) -> None:
    poll = await closed(town, Method.APPROVAL)
    told = outline(await asked(town, await town.caller("lectrice-0"), poll.question))
    assert "python3 verify.py" in told
    assert f"numéro {to_short(poll.id)}" in told
