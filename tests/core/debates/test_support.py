"""Who would come: a proposal opens exactly once, with the press that was missing, whoever presses from where."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.debates.model import MOST_PROPOSALS, PROPOSAL_LIFE, Customs, Reach, State
from core.debates.service import Plan
from core.kernel.errors import Refusal
from core.kernel.identity import DebateId, Platform
from tests.core.debates.agora import OLGA, Agora
from tests.core.votes.town import ALPHA, BETA

PEOPLE = ("alice", "bob", "chloé", "denis", "eve")


async def test_a_proposal_asks_in_every_community_and_its_author_would_come(agora: Agora) -> None:
    debate = await agora.propose()
    await agora.deliver()
    for platform in (ALPHA, BETA):
        [call] = agora.said(platform, "room")
        assert "On n’en parle jamais." in call.text
        assert "Une personne viendrait." in call.text
        assert "Je viendrais" in call.text
    assert (debate.state, debate.supporters) == (State.PROPOSED, 1)


async def test_the_press_that_was_missing_opens_the_debate_in_every_community(agora: Agora) -> None:
    debate = await agora.propose()
    await agora.deliver()
    assert (await agora.come(debate, "bob", BETA)).debate.state is State.PROPOSED
    assert (await agora.come(debate, "chloé")).debate.state is State.OPEN
    await agora.deliver()
    for platform in (ALPHA, BETA):
        assert len(agora.said(platform)) == 1
        [call] = agora.said(platform, "room")
        assert "[" not in call.text, "nobody is asked any more"


async def test_one_person_counts_once_over_both_platforms(agora: Agora) -> None:
    debate = await agora.propose()
    counted = [await agora.come(debate, "bob", platform) for platform in (ALPHA, BETA, ALPHA)]
    assert [(each.is_changed, each.debate.supporters) for each in counted] == [(True, 2), (False, 2), (False, 2)]


async def test_two_accounts_found_to_be_one_person_count_once(agora: Agora) -> None:
    debate = await agora.propose()
    await agora.deliver()
    await agora.come(debate, "bob")
    await agora.wait(seconds=10)
    assert "2 personnes viendraient." in agora.said(room="room")[0].text
    bob, alice = (await agora.caller("bob")).person, (await agora.caller("alice")).person
    await agora.merge(alice, bob)
    await agora.wait(seconds=10)
    assert (await agora.get(debate)).supporters == 1
    assert "Une personne viendrait." in agora.said(room="room")[0].text


async def test_a_word_taken_back_does_not_count_and_may_be_given_again(agora: Agora) -> None:
    debate = await agora.propose()
    await agora.come(debate, "bob")
    bob = await agora.caller("bob", BETA)
    first = await agora.debates.stay_away(bob, debate.id)
    again = await agora.debates.stay_away(await agora.caller("bob"), debate.id)
    assert [(each.is_changed, each.debate.supporters) for each in (first, again)] == [(True, 1), (False, 1)]
    assert (await agora.come(debate, "chloé")).debate.state is State.PROPOSED
    assert (await agora.come(debate, "bob")).debate.state is State.OPEN


async def test_a_press_heard_again_does_not_undo_what_came_after_it(agora: Agora) -> None:
    debate = await agora.propose()
    bob = await agora.caller("bob")
    await agora.debates.come(bob, debate.id)
    await agora.debates.stay_away(await agora.caller("bob"), debate.id)
    again = await agora.debates.come(bob, debate.id)
    assert (again.is_counted, again.is_changed, again.debate.supporters) == (False, False, 1)


async def test_the_last_two_at_once_open_one_debate(agora: Agora) -> None:
    debate = await agora.propose()
    told = await asyncio.gather(agora.come(debate, "bob", ALPHA), agora.come(debate, "chloé", BETA))
    await agora.deliver()
    assert Counter(each.debate.state for each in told) == {State.PROPOSED: 1, State.OPEN: 1}
    assert [len(agora.said(platform)) for platform in (ALPHA, BETA)] == [1, 1]
    late = await agora.come(debate, "eve")
    assert (late.is_changed, late.debate.state) == (False, State.OPEN)


async def test_nobody_fills_the_rooms_with_proposals_and_a_request_heard_again_is_answered(agora: Agora) -> None:
    waiting = [await agora.propose() for _ in range(MOST_PROPOSALS)]
    with pytest.raises(Refusal, match="debate-proposals-most"):
        await agora.propose()
    await agora.propose("bob")
    await agora.debates.close(await agora.caller(OLGA), waiting[0].id)
    alice, plan = await agora.caller("alice"), Plan("Encore une ?", reason="Parce que.")
    first, again = [(await agora.debates.propose(alice, plan)).debate for _ in range(2)]
    assert first == again
    assert len(await agora.debates.recent(alice)) == MOST_PROPOSALS + 1


async def test_a_threshold_of_one_opens_at_once_without_asking(agora: Agora) -> None:
    debate = await agora.propose(threshold=1)
    await agora.deliver()
    assert debate.state is State.OPEN
    assert (len(agora.said()), agora.said(room="room")) == (1, [])


async def test_a_proposal_keeps_the_threshold_it_was_made_under(agora: Agora) -> None:
    debate = await agora.propose(threshold=3)
    await agora.debates.keep_customs(await agora.caller(OLGA), Customs(2))
    assert (await agora.come(debate, "bob")).debate.state is State.PROPOSED


async def test_the_card_is_edited_once_for_those_who_come_together(agora: Agora) -> None:
    debate = await agora.propose(threshold=9)
    await agora.deliver()
    for name in PEOPLE[1:]:
        await agora.come(debate, name)
    await agora.deliver()
    assert "Une personne" in agora.said(room="room")[0].text
    letters = len(agora.town.storage.letters())
    await agora.wait(seconds=5)
    assert "5 personnes" in agora.said(room="room")[0].text
    assert len(agora.town.storage.letters()) == letters == 4


async def test_a_proposal_nobody_comes_to_is_given_up_after_a_month(agora: Agora) -> None:
    debate = await agora.propose()
    await agora.deliver()
    await agora.wait(days=PROPOSAL_LIFE.days)
    assert await agora.state(debate) is State.ARCHIVED
    assert "n’aura pas lieu" in agora.said(room="room")[0].text
    assert not (await agora.come(debate, "bob")).is_changed


async def test_the_bookseller_may_open_or_give_up_what_a_reader_proposes(agora: Agora) -> None:
    opened, refused = await agora.propose(), await agora.propose("bob")
    await agora.debates.accept(await agora.caller(OLGA), opened.id)
    await agora.debates.close(await agora.caller(OLGA), refused.id)
    await agora.wait(days=40)
    assert [await agora.state(each) for each in (opened, refused)] == [State.OPEN, State.ARCHIVED]
    assert len(agora.said()) == 1


async def test_only_those_whom_the_debate_reaches_are_counted(agora: Agora) -> None:
    debate = await agora.propose(reach=Reach.HERE)
    assert (await agora.come(debate, "bob", BETA)).is_counted, "another place of the same shop"
    far = await agora.town.caller("chloé", home="far")
    with pytest.raises(Refusal, match="debate-elsewhere"):
        await agora.debates.come(far, debate.id)
    with pytest.raises(Refusal, match="debate-gone"):
        await agora.debates.come(await agora.caller("bob"), DebateId(99))


ACT = st.tuples(st.sampled_from(PEOPLE), st.sampled_from((ALPHA, BETA)), st.sampled_from(("come", "leave", "again")))


@settings(max_examples=25, deadline=None)
@given(acts=st.lists(ACT, max_size=12), threshold=st.integers(1, 5))
async def test_whatever_people_do_it_opens_once_and_exactly_when_enough_would_come(
    acts: list[tuple[str, Platform, str]], threshold: int
) -> None:
    agora = await Agora.build()
    debate = await agora.propose(threshold=threshold)
    coming, is_open = {"alice"}, threshold == 1
    for name, platform, act in acts:
        caller = await agora.caller(name, platform)
        say = agora.debates.stay_away if act == "leave" else agora.debates.come
        supported = await say(caller, debate.id)
        if act == "again":
            supported = await say(caller, debate.id)
        if not is_open:
            coming = coming - {name} if act == "leave" else coming | {name}
            is_open = len(coming) >= threshold
        assert supported.debate.supporters == len(coming)
        assert (supported.debate.state is State.OPEN) is is_open
    await agora.deliver()
    assert [len(agora.said(platform)) for platform in (ALPHA, BETA)] == [int(is_open)] * 2
