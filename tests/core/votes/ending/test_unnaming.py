"""A name is taken out of a roll call at its person's wish: the choice stays, the count is still checked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.kernel.errors import Refusal
from core.ui.words import LOCALES
from core.votes import rules
from core.votes.charter.secrecy import Openness
from core.votes.merging import BallotMerge
from core.votes.telling.results import PollResult
from tests.core.outline import outline
from tests.core.votes.charter.test_secrecy import opened, voted
from tests.core.votes.integrity.strangers import names, unzipped, verified
from tests.core.votes.telling.test_views import DICTIONARY
from tests.core.votes.town import Town


async def test_the_name_leaves_results_and_export_the_choice_stays_last_and_a_stranger_still_agrees(
    town: Town, tmp_path: Path
) -> None:
    poll = await opened(town, Openness.NAMED)
    await voted(town, poll, 3)
    await town.closing.close_due(poll.id)
    await town.post_letters()
    assert await town.proofs.unnaming.unname(await town.caller("voix-0")) == 1
    counted = await town.closing.counted(poll.id)
    assert [(each.name, each.marks) for each in counted.called] == [("voix-1", (1,)), ("voix-2", (0,)), ("", (0,))]
    for locale in LOCALES:
        words = DICTIONARY.words(locale)
        told = outline(PollResult(counted).as_card(words))
        assert "voix-0" not in told
        assert words("called-unnamed") in told
    assert len([each for each in town.storage.letters() if each.kind == rules.RESULT and each.edits]) == 2
    files = unzipped(await town.proofs.export(poll.id))
    assert b"voix-0" not in b"".join(files.values())
    status, lines = verified(files, tmp_path)
    assert (status, "names" in names(lines)) == (0, True), lines
    told = json.loads(files["ballots.json"])
    told["called"][0]["name"] = "voix-9"
    files["ballots.json"] = json.dumps(told).encode()
    assert names(verified(files, tmp_path)[1])[-1] == "names"


async def test_a_second_wish_finds_nothing_and_a_vote_that_is_open_is_left_to_its_voter(town: Town) -> None:
    poll = await opened(town, Openness.NAMED)
    await voted(town, poll, 2)
    with pytest.raises(Refusal, match="unnamed-none"):
        await town.proofs.unnaming.unname(await town.caller("voix-0"))
    await town.closing.close_due(poll.id)
    await town.proofs.unnaming.unname(await town.caller("voix-0"))
    with pytest.raises(Refusal, match="unnamed-none"):
        await town.proofs.unnaming.unname(await town.caller("voix-0"))
    assert [each.name for each in (await town.closing.counted(poll.id)).called] == ["voix-1", ""]


async def test_two_accounts_that_become_one_person_are_both_taken_out(town: Town) -> None:
    poll = await opened(town, Openness.NAMED)
    await voted(town, poll, 3)
    await town.closing.close_due(poll.id)
    kept, gone = [(await town.caller(name)).person for name in ("voix-0", "voix-2")]
    await town.storage.write(lambda rows: BallotMerge(town.clock).merge(rows, kept, gone))
    await town.proofs.unnaming.unname(await town.caller("voix-0"))
    assert [each.name for each in (await town.closing.counted(poll.id)).called] == ["voix-1", "", ""]


async def test_a_secret_vote_keeps_nobody_to_take_out(town: Town) -> None:
    poll = await opened(town, Openness.BALLOTS)
    await voted(town, poll, 6)
    await town.closing.close_due(poll.id)
    person = (await town.caller("voix-0")).person
    assert await town.storage.read(lambda rows: rows.secrecy.named_polls(person)) == []
