"""How a book is divided, who may not, when nothing may be said, and presses that were never drawn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.debates.gate import presses
from core.debates.gate.commands import SetMilestones
from core.debates.gate.model import MAX_WORDS, Milestones, read_milestones
from core.debates.model import Debate
from core.kernel.errors import Refusal
from core.kernel.identity import Standing
from tests.core.debates.agora import OLGA, Agora
from tests.core.debates.gate.acts import END, at, key, now, press, read, reading, said


async def test_the_pace_of_a_slowed_debate_holds_for_what_is_said_through_the_bot(agora: Agora, debate: Debate) -> None:
    await agora.debates.slow(await agora.caller(OLGA), debate.id, 60)
    await said(agora, debate, "alice", "Une.")
    agora.town.clock.move(seconds=59)
    with pytest.raises(Refusal, match="gate-slowly") as refused:
        await said(agora, debate, "alice", "Deux.")
    assert refused.value.arguments == {"seconds": 1}
    await said(agora, debate, "bob", "Trois.")
    agora.town.clock.move(seconds=1)
    await said(agora, debate, "alice", "Quatre.")


async def test_the_same_act_twice_is_one(agora: Agora, debate: Debate) -> None:
    caller = await agora.caller("alice")
    first = await agora.gate.say(caller, debate.id, "Une fois.")
    again = await agora.gate.say(caller, debate.id, "Une fois.")
    assert (first.is_changed, again.is_changed, again.filed) == (True, False, first.filed)
    await agora.deliver()
    assert sum("Une fois." in each.text for each in agora.said()) == 1


async def test_a_debate_on_no_book_has_nothing_to_hide(agora: Agora) -> None:
    debate = await agora.open(work=None, theme="L’été")
    await agora.deliver()
    plain = await said(agora, debate, "alice", "Vive l’été.")
    assert plain.stage == 0
    assert "[Le retirer]" in agora.said()[-1].text
    for name in ("bob", OLGA):
        with pytest.raises(Refusal, match="gate-not-yours"):
            await press(agora, name, presses.CallSpoiler(plain.id))
    assert "[Le retirer](gt_1, danger)" in read((await press(agora, "alice", presses.CallSpoiler(plain.id))).note)
    assert "Vive l’été." in await reading(agora, debate, "bob")
    for pressed in (presses.ShowPlace(debate.id), presses.Arrive(debate.id, 1)):
        with pytest.raises(Refusal, match="gate-no-book"):
            await press(agora, "alice", pressed)


async def test_nothing_is_said_in_a_debate_that_is_over_or_has_not_begun(agora: Agora, debate: Debate) -> None:
    planned = await agora.open("Plus tard ?", opens_in=24)
    await agora.debates.close(await agora.caller(OLGA), debate.id)
    for each in (planned, debate):
        with pytest.raises(Refusal, match="gate-not-open"):
            await said(agora, each, "alice")


async def test_the_team_divides_the_book_until_somebody_counts_on_it(agora: Agora, debate: Debate) -> None:
    divide = agora.catalogue.commands["debate", "milestones"]
    reply = await divide(await agora.caller(OLGA), SetMilestones(key(debate), "55"))
    assert "chapitre 3 " in read(reply.view)
    await divide(await agora.caller(OLGA), SetMilestones(key(debate), "Highbury\n• Box Hill ; Donwell"))
    shown = read((await press(agora, "alice", presses.ShowPlace(debate.id))).note)
    assert all(name in shown for name in ("pas encore commencé", "Highbury", "Box Hill", "Donwell"))
    await agora.catalogue.press(await agora.caller("alice"), presses.ChoosePlace(debate.id).pack(), ("2",))
    with pytest.raises(Refusal, match="gate-milestones-used"):
        await divide(await agora.caller(OLGA), SetMilestones(key(debate), "10"))
    far = replace(await agora.town.caller(OLGA, home="far"), standing=Standing.BOOKSELLER)
    with pytest.raises(Refusal, match="debate-elsewhere"):
        await divide(far, SetMilestones(key(debate), "10"))


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("1", "gate-chapters"),
        ("1000", "gate-chapters"),
        ("9" * 5000, "gate-chapters"),
        ("Une seule", "gate-milestones-count"),
        (" ; \n•", "gate-milestones-count"),
        ("\n".join(f"P{number}" for number in range(25)), "gate-milestones-count"),
        ("Un\nUN", "gate-milestones-same"),
        ("Un\n" + "x" * 61, "gate-milestones-long"),
    ],
)
def test_milestones_that_cannot_be_are_refused(typed: str, problem: str) -> None:
    with pytest.raises(Refusal, match=problem):
        read_milestones(typed)


@pytest.mark.parametrize("chapters", [*range(2, 200), 998, 999])
def test_chapters_fill_a_menu_and_end_with_the_last(chapters: int) -> None:
    told = read_milestones(str(chapters))
    ends = [told.chapter(stage) for stage in range(1, told.last + 1)]
    assert len(ends) <= 24
    assert ends == sorted(set(ends))
    assert ends[-1] == chapters
    assert Milestones().last == END


async def test_forged_and_foreign_presses_change_nothing(agora: Agora, debate: Debate) -> None:
    kept = await said(agora, debate, "alice")
    for pressed in (presses.Arrive(debate.id, END + 1), presses.FileAt(kept.id, END + 1)):
        with pytest.raises(Refusal, match="refused-stale-press"):
            await press(agora, "alice", pressed)
    for values in ((), ("x",), ("1", "2"), ("9" * 30,), ("²",)):
        with pytest.raises(Refusal, match="refused-stale-press"):
            await agora.catalogue.press(await agora.caller("alice"), presses.ChoosePlace(debate.id).pack(), values)
    for gone in (presses.ReadOn(99, 0), presses.ShowPlace(99), presses.Arrive(99, 1), presses.CallSpoiler(99)):
        with pytest.raises(Refusal, match="gone"):
            await press(agora, "alice", gone)
    with pytest.raises(Refusal, match="gate-not-yours"):
        await press(agora, "bob", presses.FileAt(kept.id, 0))
    far = await agora.town.caller("bob", home="far")
    for elsewhere in (presses.ReadOn(debate.id, 0), presses.CallSpoiler(kept.id), presses.Arrive(debate.id, END)):
        with pytest.raises(Refusal, match="debate-elsewhere"):
            await agora.catalogue.press(far, elsewhere.pack())
    assert await now(agora, kept) == kept


async def test_the_form_proposes_the_debate_that_must_be_meant(agora: Agora, debate: Debate) -> None:
    prefill = agora.catalogue.commands["debate", "say"].prefill
    assert prefill is not None
    assert await prefill(await agora.caller("bob")) == {"debate": "Emma"}
    await agora.open("Encore ?")
    assert await prefill(await agora.caller("bob")) == {}


async def test_a_long_contribution_is_whole_in_private(agora: Agora, debate: Debate) -> None:
    await at(agora, debate, "alice", 0)
    words = "é" * MAX_WORDS
    await said(agora, debate, "alice", words)
    assert words in await reading(agora, debate, "bob")
