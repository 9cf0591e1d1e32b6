"""Who is where in a book, what is said up to where, who may hide it, file it or take it back, and what rooms show."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.debates.gate import presses
from core.debates.gate.commands import Say, SetMilestones
from core.debates.gate.model import MAX_WORDS, Contribution, ContributionId, Milestones, read_milestones
from core.debates.model import Debate
from core.kernel.errors import Refusal
from core.kernel.identity import Platform, Standing
from core.kernel.tokens import to_short
from core.ui.cards import Reply, View
from core.ui.presses import Press
from tests.core.debates.agora import DICTIONARY, OLGA, Agora
from tests.core.outline import outline
from tests.core.votes.town import ALPHA, BETA

END = 4
"""The last stage of a book told in quarters."""


def read(view: View | None) -> str:
    return outline(view.as_card(DICTIONARY.words("fr"))) if view else ""


def key(debate: Debate) -> str:
    return "#d" + to_short(debate.id)


async def press(agora: Agora, name: str, pressed: Press, platform: Platform = ALPHA) -> Reply:
    return await agora.catalogue.press(await agora.caller(name, platform), pressed.pack())


async def at(agora: Agora, debate: Debate, name: str, stage: int) -> None:
    await press(agora, name, presses.Arrive(debate.id, stage))


async def said(agora: Agora, debate: Debate, name: str, words: str = "Elle épouse Knightley.") -> Contribution:
    await agora.catalogue.commands["debate", "say"](await agora.caller(name), Say(key(debate), words))
    await agora.deliver()
    found = await agora.town.storage.read(lambda rows: rows.contributions.of(debate.id))
    return found[-1]


async def now(agora: Agora, contribution: Contribution) -> Contribution:
    return (await agora.gate.get(contribution.id)).contribution


async def reading(agora: Agora, debate: Debate, name: str, before: int = 0) -> str:
    return read((await press(agora, name, presses.ReadOn(debate.id, before))).note)


@pytest.fixture
async def debate(agora: Agora) -> Debate:
    made = await agora.open()
    await agora.deliver()
    return made


async def test_what_is_said_tells_up_to_where_its_author_is_and_reaches_every_room(
    agora: Agora, debate: Debate
) -> None:
    await at(agora, debate, "alice", 2)
    assert (await said(agora, debate, "alice")).stage == 2
    for platform in (ALPHA, BETA):
        assert "alice · raconte jusqu’à\u00a0: la moitié du livre" in agora.said(platform)[-1].text


async def test_who_never_said_where_they_are_is_taken_to_tell_the_end(agora: Agora, debate: Debate) -> None:
    assert (await said(agora, debate, "alice")).stage == END


async def test_a_reader_reads_in_clear_up_to_their_place_and_is_told_how_much_waits(
    agora: Agora, debate: Debate
) -> None:
    for name, stage in (("alice", 1), ("bob", 3)):
        await at(agora, debate, name, stage)
        await said(agora, debate, name, f"Vu par {name}.")
    assert "Dites où vous en êtes" in await reading(agora, debate, "eve")
    for stage, shown, waits in (
        (0, [], "2 contributions vous attendent"),
        (1, ["alice"], "Une contribution"),
        (3, ["alice", "bob"], ""),
    ):
        await at(agora, debate, "eve", stage)
        text = await reading(agora, debate, "eve")
        assert [name for name in ("alice", "bob") if f"Vu par {name}." in text] == shown
        assert (waits in text, "plus loin" in text) == (True, bool(waits))
    await at(agora, debate, "eve", 0)
    assert "Vu par" not in await reading(agora, debate, "eve"), "one may go back"


async def test_older_contributions_are_a_press_away(agora: Agora, debate: Debate) -> None:
    await at(agora, debate, "alice", 0)
    kept = [await said(agora, debate, "alice", f"Idée {number}.") for number in range(7)]
    shown: list[Contribution] = []
    before = pages = 0
    while True:
        text = await reading(agora, debate, "bob", before)
        page = [each for each in kept if each.words in text]
        shown, pages = [*page, *shown], pages + 1
        if "[Ce qui précède]" not in text:
            break
        before = page[0].id
    assert (shown, pages) == (kept, 3)


async def test_one_press_hides_what_gives_too_much_away_in_every_room(agora: Agora, debate: Debate) -> None:
    await at(agora, debate, "alice", 0)
    clear = await said(agora, debate, "alice")
    assert "> Elle épouse" in agora.said(BETA)[-1].text
    await at(agora, debate, "bob", 1)
    note = (await press(agora, "bob", presses.CallSpoiler(clear.id))).note
    assert "C’est caché" in read(note)
    await agora.deliver()
    for platform in (ALPHA, BETA):
        assert "(caché par un lecteur)" in agora.said(platform)[-1].text
    found = await now(agora, clear)
    assert (found.stage, found.is_marked) == (2, True), "whoever marks it has not read that yet"
    assert "déjà caché" in read((await press(agora, "bob", presses.CallSpoiler(clear.id))).note)


@pytest.mark.parametrize("place", [None, END])
async def test_a_spoiler_waits_at_the_end_when_nobody_can_say_where_it_belongs(
    agora: Agora, debate: Debate, place: int | None
) -> None:
    await at(agora, debate, "alice", 0)
    clear = await said(agora, debate, "alice")
    if place is not None:
        await at(agora, debate, "bob", place)
    await press(agora, "bob", presses.CallSpoiler(clear.id))
    assert (await now(agora, clear)).stage == END


async def test_its_author_files_it_but_shows_nothing_sooner_that_a_reader_hid(agora: Agora, debate: Debate) -> None:
    await at(agora, debate, "alice", 3)
    kept = await said(agora, debate, "alice")
    for stage in (1, 2):
        reply = await press(agora, "alice", presses.FileAt(kept.id, stage))
        assert (reply.replaces, (await now(agora, kept)).stage) == (True, stage)
    await at(agora, debate, "bob", 2)
    await press(agora, "bob", presses.CallSpoiler(kept.id))
    with pytest.raises(Refusal, match="gate-marked-lower"):
        await press(agora, "alice", presses.FileAt(kept.id, 2))
    await press(agora, "alice", presses.FileAt(kept.id, END))
    assert (await now(agora, kept)).stage == END


async def test_the_team_has_the_last_word(agora: Agora, debate: Debate) -> None:
    await at(agora, debate, "alice", 3)
    kept = await said(agora, debate, "alice")
    asked = read((await press(agora, OLGA, presses.CallSpoiler(kept.id))).note)
    assert "Est-ce bien cela" in asked
    assert "[Le retirer]" not in asked
    assert await now(agora, kept) == kept, "the team is asked, nothing is hidden by that"
    await agora.catalogue.press(await agora.caller(OLGA), presses.ChooseFile(kept.id).pack(), ("0",))
    await agora.deliver()
    assert "> Elle épouse" in agora.said()[-1].text
    for name, pressed in (("bob", presses.CallSpoiler(kept.id)), ("alice", presses.FileAt(kept.id, END))):
        with pytest.raises(Refusal, match="gate-settled"):
            await press(agora, name, pressed)


async def test_what_is_taken_back_is_forgotten_everywhere_and_by_its_author_alone(agora: Agora, debate: Debate) -> None:
    await at(agora, debate, "alice", 0)
    kept = await said(agora, debate, "alice")
    for name in ("bob", OLGA):
        with pytest.raises(Refusal, match="gate-not-yours"):
            await press(agora, name, presses.TakeBack(kept.id))
    await press(agora, "alice", presses.TakeBack(kept.id), BETA)
    await agora.deliver()
    assert not any("épouse" in each.text for each in agora.everything())
    assert (await now(agora, kept)).words == ""
    assert "Rien à lire" in await reading(agora, debate, "bob")
    for pressed in (presses.CallSpoiler(kept.id), presses.FileAt(kept.id, 1), presses.TakeBack(kept.id)):
        with pytest.raises(Refusal, match="gate-gone"):
            await press(agora, "alice", pressed)


async def test_what_is_said_before_a_room_stands_is_said_in_it_before_the_end(agora: Agora) -> None:
    debate = await agora.open()
    await at(agora, debate, "alice", 0)
    agora.couriers[BETA].is_down = True
    await said(agora, debate, "alice")
    await agora.debates.close(await agora.caller(OLGA), debate.id)
    await agora.deliver()
    assert agora.said(BETA) == []
    assert ["épouse" in each.text for each in agora.said(ALPHA)[1:]] == [True, False]


async def test_a_room_that_stands_late_hears_what_was_said_before_as_it_is_filed_by_then(agora: Agora) -> None:
    agora.couriers[BETA].is_down = True
    debate = await agora.open()
    await agora.deliver()
    await at(agora, debate, "alice", 0)
    kept = [await said(agora, debate, "alice", words) for words in ("Un.", "Deux.", "Trois.")]
    await press(agora, "bob", presses.CallSpoiler(kept[0].id))
    await press(agora, "alice", presses.TakeBack(kept[1].id))
    agora.couriers[BETA].is_down = False
    await agora.wait(hours=1)
    heard = [each.text for each in agora.said(BETA)[1:]]
    assert ["caché par un lecteur" in each for each in heard] == [True, False]
    assert ["Un." in heard[0], "> Trois." in heard[1]] == [True, True]


async def test_what_is_hidden_while_it_is_being_posted_ends_up_hidden(agora: Agora, debate: Debate) -> None:
    await at(agora, debate, "alice", 0)

    async def hide() -> None:
        await press(agora, "bob", presses.CallSpoiler(ContributionId(1)))

    agora.couriers[ALPHA].meanwhile = hide
    await said(agora, debate, "alice")
    assert all("(caché par un lecteur)" in agora.said(platform)[-1].text for platform in (ALPHA, BETA))


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


async def test_somebody_who_links_is_where_they_said_last(agora: Agora, debate: Debate) -> None:
    await at(agora, debate, "alice", 3)
    agora.town.clock.move(minutes=1)
    await at(agora, debate, "bob", 1)
    alice = (await agora.caller("alice")).person
    await agora.merge(alice, (await agora.caller("bob")).person)
    stage = await agora.town.storage.read(lambda rows: rows.progress.stage(debate.id, alice))
    assert stage == 1


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
