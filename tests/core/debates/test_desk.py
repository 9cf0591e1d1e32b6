"""The commands and buttons of debates: what is typed, what is answered, and who may."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from core.debates import presses
from core.debates.commands import (
    DebateSource,
    EndDebate,
    OpenDebate,
    PaceDebate,
    ProposeDebate,
    SetCustoms,
    ShowDebates,
    TellOutcome,
)
from core.debates.model import Debate, State
from core.kernel.errors import Refusal
from core.kernel.identity import Caller, Standing
from core.kernel.tokens import to_short
from core.ui.cards import Reply, View
from core.ui.presses import Press
from tests.core.debates.agora import DICTIONARY, OLGA, Agora
from tests.core.outline import outline


def read(view: View | None) -> str:
    return outline(view.as_card(DICTIONARY.words("fr"))) if view else ""


def key(debate: Debate) -> str:
    return "#d" + to_short(debate.id)


async def press(agora: Agora, caller: Caller, pressed: Press) -> Reply:
    return await agora.catalogue.press(caller, pressed.pack())


async def test_opening_answers_with_a_card_the_staff_can_act_on(agora: Agora) -> None:
    work = "#w" + to_short(agora.town.works[0])
    reply = await agora.desk.open(await agora.caller(OLGA), OpenDebate("Pourquoi ?", book=work))
    assert "[Clore]" in read(reply.view)
    assert "C’est ouvert. Le débat reçoit sa place dans 2 salons" in read(reply.view)
    later = agora.town.clock.now() + timedelta(days=2)
    planned = await agora.desk.open(await agora.caller(OLGA), OpenDebate("Plus tard ?", theme="L’été", opens=later))
    assert "s’ouvrira tout seul" in read(planned.view)
    assert "[Ouvrir maintenant]" in read(planned.view)


@pytest.mark.parametrize("book", ["#w", "#wé", "Emma", "#w" + "z" * 20])
async def test_a_book_that_no_source_named_is_refused(agora: Agora, book: str) -> None:
    with pytest.raises(Refusal, match="works-none"):
        await agora.desk.open(await agora.caller(OLGA), OpenDebate("?", book=book))


async def test_proposing_says_how_many_are_missing(agora: Agora) -> None:
    await agora.desk.customs(await agora.caller(OLGA), SetCustoms(3))
    reply = await agora.desk.propose(await agora.caller("alice"), ProposeDebate("Pourquoi ?", "Parce que."))
    assert "2 autres personnes" in read(reply.view)


async def test_a_reader_comes_leaves_and_looks_and_has_no_button_of_the_staffs(agora: Agora) -> None:
    debate = await agora.propose()
    reply = await press(agora, await agora.caller("bob"), presses.Come(debate.id))
    assert "vous viendriez" in read(reply.note)
    copy = read((await press(agora, await agora.caller("bob"), presses.ShowDebate(debate.id))).note)
    assert "On vous compte" in copy
    assert "[Y renoncer]" not in copy
    assert "ne vous compte plus" in read(
        (await press(agora, await agora.caller("bob"), presses.StayAway(debate.id))).note
    )


async def test_the_staffs_copy_is_redrawn_by_each_of_its_buttons(agora: Agora) -> None:
    debate = await agora.open(opens_in=24)
    steps: list[tuple[Press, str]] = [
        (presses.AcceptDebate(debate.id), "[Ralentir]"),
        (presses.SlowDebate(debate.id, 60), "[Ne plus ralentir]"),
        (presses.SlowDebate(debate.id, 0), "[Ralentir]"),
        (presses.CloseDebate(debate.id), "clos"),
    ]
    for pressed, shown in steps:
        reply = await press(agora, await agora.caller(OLGA), pressed)
        assert (reply.replaces, shown in read(reply.view), bool(read(reply.echo))) == (True, True, True)
    left = read((await press(agora, await agora.caller(OLGA), presses.ShowDebate(debate.id))).note)
    assert re.findall(r"\[(.*?)\]", left) == ["Où j’en suis", "Lire sans spoiler", "Écrire le bilan"]


@pytest.mark.parametrize(
    "made", [presses.AcceptDebate, presses.CloseDebate, lambda debate: presses.SlowDebate(debate, 60)]
)
async def test_a_button_of_the_staffs_is_checked_again_when_it_is_pressed(agora: Agora, made: Any) -> None:
    debate = await agora.open()
    with pytest.raises(Refusal, match="refused-standing"):
        await press(agora, await agora.caller("alice"), made(debate.id))
    far = replace(await agora.town.caller(OLGA, home="far"), standing=Standing.BOOKSELLER)
    with pytest.raises(Refusal, match="debate-not-yours"):
        await press(agora, far, made(debate.id))
    assert await agora.state(debate) is State.OPEN


async def test_a_forged_press_is_refused(agora: Agora) -> None:
    debate, olga = await agora.open(), await agora.caller(OLGA)
    for packed in (f"dw_{to_short(debate.id)}_{to_short(10**6)}", "dc_", "dc_é", "dw_1"):
        with pytest.raises(Refusal, match="refused-stale-press"):
            await agora.catalogue.press(olga, packed)
    with pytest.raises(Refusal, match="debate-gone"):
        await agora.catalogue.press(olga, "ds_zz")


async def test_commands_find_a_debate_by_its_title_its_question_or_its_key(agora: Agora) -> None:
    emma, summer = await agora.open(), await agora.open("Quoi lire ?", work=None, theme="L’été")
    source, olga = DebateSource(agora.debates), await agora.caller(OLGA)
    for typed, found in (("emma", [emma]), ("L’été", [summer]), ("quoi lire", [summer]), (key(emma), [emma])):
        assert [each.key for each in await source.resolve(olga, typed)] == [key(each) for each in found]
    assert len(await source.resolve(olga, "e")) == 2
    assert await source.resolve(olga, "Nana") == []
    assert len(await source.suggest(olga, "", 1)) == 1


async def test_a_debate_is_found_however_many_there_are_and_the_list_stays_short(agora: Agora) -> None:
    first = await agora.open("La première ?", work=None)
    for number in range(12):
        await agora.open(f"Question {number} ?", work=None)
    source, olga = DebateSource(agora.debates), await agora.caller(OLGA)
    assert [each.key for each in await source.resolve(olga, "la première")] == [key(first)]
    assert read((await agora.desk.list(olga, ShowDebates())).view).count("[Voir") == 8


async def test_a_key_found_by_nobody_is_a_debate_that_is_gone(agora: Agora) -> None:
    for typed in ("#d", "#dé", "Emma", "#d" + "z" * 20):
        with pytest.raises(Refusal, match="debate-gone"):
            await agora.desk.close(await agora.caller(OLGA), EndDebate(typed))


async def test_slow_close_and_outcome_by_command(agora: Agora) -> None:
    debate = await agora.open()
    await agora.deliver()
    for seconds, told in ((120, "est ralenti"), (0, "reprend")):
        reply = await agora.desk.slow(await agora.caller(OLGA), PaceDebate(key(debate), seconds))
        assert told in read(reply.view)
    assert await agora.desk.prefill_debate(await agora.caller(OLGA)) == {"debate": "Emma"}
    reply = await agora.desk.outcome(await agora.caller(OLGA), TellOutcome(key(debate), "Oui."))
    assert "Merci" in read(reply.view)
    assert "est clos" in read((await agora.desk.close(await agora.caller(OLGA), EndDebate(key(debate)))).view)


async def test_nothing_is_proposed_for_the_form_when_it_is_not_sure(agora: Agora) -> None:
    assert await agora.desk.prefill_debate(await agora.caller(OLGA)) == {}
    first = await agora.open()
    await agora.propose()
    assert await agora.desk.prefill_debate(await agora.caller(OLGA)) == {"debate": key(first)}, "two are called Emma"
    await agora.open("Encore ?")
    assert await agora.desk.prefill_debate(await agora.caller(OLGA)) == {}


async def test_the_list_has_a_button_for_each_debate(agora: Agora) -> None:
    assert "Et si vous en proposiez" in read((await agora.desk.list(await agora.caller("alice"), ShowDebates())).view)
    await agora.open()
    await agora.propose()
    text = read((await agora.desk.list(await agora.caller("alice"), ShowDebates())).view)
    assert text.count("[Voir") == 2
