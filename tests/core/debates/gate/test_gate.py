"""Who is where in a book, what is said up to where, who may hide it, file it or take it back, and what rooms show."""

from __future__ import annotations

import pytest

from core.debates.gate import presses
from core.debates.gate.model import Contribution, ContributionId
from core.debates.model import Debate
from core.kernel.errors import Refusal
from tests.core.debates.agora import OLGA, Agora
from tests.core.debates.gate.acts import END, at, now, press, read, reading, said
from tests.core.votes.town import ALPHA, BETA


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


async def test_somebody_who_links_is_where_they_said_last(agora: Agora, debate: Debate) -> None:
    await at(agora, debate, "alice", 3)
    agora.town.clock.move(minutes=1)
    await at(agora, debate, "bob", 1)
    alice = (await agora.caller("alice")).person
    await agora.merge(alice, (await agora.caller("bob")).person)
    stage = await agora.town.storage.read(lambda rows: rows.progress.stage(debate.id, alice))
    assert stage == 1
