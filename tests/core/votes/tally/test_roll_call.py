"""An open vote: said in capitals, shown with names as was set, kept at the close, proven by verify.py."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from core.ui.cards import Card
from core.votes import rules
from core.votes.charter.secrecy import Openness
from core.votes.ending.closing import Counted
from core.votes.filling import Whole
from core.votes.model import NamedMarks, Poll
from core.votes.telling.disclosing import roll_call
from core.votes.telling.papers import BallotPaper
from core.votes.telling.results import PollResult
from tests.core.outline import outline
from tests.core.votes.charter.test_secrecy import opened, voted
from tests.core.votes.integrity.strangers import Files, names, unzipped, verified
from tests.core.votes.telling.test_views import CLOSED, DICTIONARY
from tests.core.votes.town import Town

Told = dict[str, list[dict[str, object]]]
WORDS = DICTIONARY.words("fr")


async def paper(town: Town, poll: Poll) -> str:
    """Return everybody's paper as it is posted now."""
    printed = (await town.votes.paper(poll.id)).poll
    return outline(BallotPaper(printed, shown=await town.votes.watching.shown(printed)).as_card(WORDS))


async def counted(town: Town, poll: Poll) -> Counted:
    await town.closing.close_due(poll.id)
    return await town.closing.counted(poll.id)


async def test_each_choice_is_shown_with_its_name_as_soon_as_it_is_cast(town: Town) -> None:
    poll = await opened(town, Openness.NAMED_LIVE)
    await voted(town, poll, 2)
    told = await paper(town, poll)
    assert told.splitlines()[1] == "VOTE À DÉCOUVERT\xa0: votre choix s’affiche aussitôt avec votre nom."
    assert "voix-0\xa0: Emma" in told
    assert "voix-1\xa0: Nana" in told
    assert "secret" not in told.lower()


async def test_a_changed_mind_changes_what_is_shown_of_it(town: Town) -> None:
    poll = await opened(town, Openness.NAMED_LIVE)
    await voted(town, poll, 1)
    await town.votes.cast(await town.caller("voix-0"), poll.id, Whole((2,)))
    assert "voix-0\xa0: Babel" in await paper(town, poll)
    await town.votes.withdraw(await town.caller("voix-0"), poll.id)
    assert "voix-0" not in await paper(town, poll)


async def test_a_roll_call_tells_a_choice_whole(town: Town) -> None:
    poll = await opened(town, Openness.NAMED_LIVE, titles=6)
    await town.person("anna")
    await town.votes.cast(await town.caller("anna"), poll.id, Whole((0, 1, 2, 3, 5)))
    assert "anna\xa0: Emma, Nana, Babel, Dune et Piranesi" in await paper(town, poll)


async def test_where_names_are_for_the_close_none_is_shown_before_and_all_after(town: Town) -> None:
    poll = await opened(town, Openness.NAMED)
    await voted(town, poll, 3)
    assert "voix-" not in await paper(town, poll)
    result = outline(PollResult(await counted(town, poll)).as_card(WORDS))
    assert result.index("voix-0\xa0: Emma") < result.index("voix-1\xa0: Nana") < result.index("voix-2\xa0: Emma")
    assert "secret" not in result.lower()


@pytest.mark.parametrize("openness", [Openness.ADVISED, Openness.LIVE, Openness.RESULT, Openness.MATRIX])
async def test_no_other_vote_ever_keeps_or_shows_a_name(town: Town, openness: Openness) -> None:
    poll = await opened(town, openness)
    await voted(town, poll, 12)
    assert "voix-" not in await paper(town, poll)
    closed = await counted(town, poll)
    assert closed.called == ()
    assert "voix-" not in outline(PollResult(closed).as_card(WORDS))
    assert b"voix-" not in await town.proofs.export(poll.id)


async def test_a_close_cut_short_after_its_key_is_gone_still_names_everybody(town: Town) -> None:
    poll = await opened(town, Openness.NAMED)
    await voted(town, poll, 3)
    await town.storage.write(lambda rows: rules.stop_intake(rows, poll.id, town.clock.now()))
    await town.storage.write(lambda rows: rules.seal(rows, poll.id, town.clock.now()))
    await town.storage.forget(poll.id)
    assert [each.name for each in (await counted(town, poll)).called] == ["voix-0", "voix-1", "voix-2"]
    files = unzipped(await town.proofs.export(poll.id))
    assert len(json.loads(files["ballots.json"])["called"]) == 3


async def exported(town: Town) -> Files:
    poll = await opened(town, Openness.NAMED)
    await voted(town, poll, 3)
    await counted(town, poll)
    return unzipped((await town.proofs.export_for(await town.caller("voix-1"), poll.id)).packed)


async def test_the_export_names_people_as_they_are_shown_and_holds_even_for_few(town: Town, tmp_path: Path) -> None:
    files = await exported(town)
    told = json.loads(files["ballots.json"])
    assert told["called"] == [
        {"name": "voix-0", "ballot": [0]},
        {"name": "voix-1", "ballot": [1]},
        {"name": "voix-2", "ballot": [0]},
    ]
    status, lines = verified(files, tmp_path)
    assert (status, "names" in names(lines), names(lines)[-2:]) == (0, True, ["count", "posted"]), lines


def swapped(told: Told) -> None:
    first, second = told["called"][:2]
    first["name"], second["name"] = second["name"], first["name"]


def left_out(told: Told) -> None:
    told["called"].pop()


def removed(told: Told) -> None:
    del told["called"]


@pytest.mark.parametrize("tamper", [swapped, left_out, removed])
async def test_a_roll_call_that_was_touched_is_found_out(
    town: Town, tmp_path: Path, tamper: Callable[[Told], None]
) -> None:
    files = await exported(town)
    told = json.loads(files["ballots.json"])
    tamper(told)
    files["ballots.json"] = json.dumps(told).encode()
    status, lines = verified(files, tmp_path)
    assert (status, names(lines)[-1]) == (1, "names")


def test_a_long_roll_call_says_how_many_more_there_are() -> None:
    called = tuple(NamedMarks(f"voix-{number:02}", (0,)) for number in range(23))
    told = outline(Card(blocks=roll_call(CLOSED, called, WORDS)))
    assert "3 autres personnes" in told
