"""Deep links as people follow them: forged, worn out, passed on to others, or leading into a group they have left."""

from __future__ import annotations

import pytest

from core.kernel.identity import Address, Standing
from handlers.links import ContinueDraft, PressFor, RunFor, pack_start
from handlers.places import TELEGRAM
from sandbox.telegram.entities import Chat
from tests.handlers.probe import Mark
from tests.handlers.town import Town

UNKNOWN, STALE, PAST = "did not understand", "no longer works", "That question is past"


def address(chat: Chat, topic: str = "") -> Address:
    return Address(TELEGRAM, str(chat.id), topic)


FORGED = (
    ("D_1", PAST),
    ("D_zzzzzzzz", PAST),
    ("C_where_zzzzzz", UNKNOWN),
    ("C_no-such_1", UNKNOWN),
    ("C__1", UNKNOWN),
    ("zz_1", STALE),
    ("pm_1_2", STALE),
    ("pf_zzzzzzzzzzzzz", STALE),
    ("F_abcdef_o_0", STALE),
    ("G_1_zz_1", STALE),
    ("G_zzzzzz-zz_pm", STALE),
    ("D_zzzzzzzzzzzzzzzzzzzz", "Hello Bob"),
    ("C_where_%", "Hello Bob"),
    ("x" * 65, "Hello Bob"),
)


async def test_a_forged_link_gets_a_clear_answer_and_does_nothing(town: Town) -> None:
    async with town.running():
        await town.group()
        for payload, told in FORGED:
            followed = town.start(town.bob, payload)
            await town.sees(town.bob, told, after=followed)
    assert town.probe.marks == []
    assert town.probe.callers == []


async def test_a_link_that_waited_too_long_says_how_to_begin_again(town: Town) -> None:
    async with town.running():
        group = await town.group()
        town.say(town.bob, "/echo@agora_bot Emma", group)
        await town.sees(town.bob, "Continuons en privé", group)
        town.clock.move(minutes=31)
        town.sandbox.people.follow(town.bob, group, "Ouvrir la conversation")
        late = await town.sees(town.bob, "half an hour")
        assert "/echo" in late.body
        followed = town.sandbox.people.follow(town.bob, group, "Ouvrir la conversation")
        await town.sees(town.bob, PAST, after=followed)
    assert town.probe.echoes == []


async def test_a_link_works_once(town: Town) -> None:
    async with town.running():
        group = await town.group()
        town.say(town.bob, "/echo@agora_bot Emma", group)
        await town.sees(town.bob, "Continuons en privé", group)
        town.sandbox.people.follow(town.bob, group, "Ouvrir la conversation")
        await town.sees(town.bob, "You said: Emma")
        followed = town.sandbox.people.follow(town.bob, group, "Ouvrir la conversation")
        await town.sees(town.bob, PAST, after=followed)
    assert town.probe.echoes == ["Emma"]


async def test_a_newer_question_takes_the_link_of_the_older_one_along(town: Town) -> None:
    async with town.running():
        group = await town.group()
        for word in ("Emma", "Nana"):
            said = town.say(town.bob, f"/echo@agora_bot {word}", group)
            await town.sees(town.bob, "Continuons en privé", group, after=said)
        town.sandbox.people.follow(town.bob, group, "Ouvrir la conversation")
        await town.sees(town.bob, "You said: Nana")
    assert town.probe.echoes == ["Nana"]


@pytest.mark.parametrize("standing", [Standing.READER, Standing.BOOKSELLER])
async def test_a_link_gives_nobody_a_standing(town: Town, standing: Standing) -> None:
    async with town.running():
        group = await town.group()
        await town.settles_in(town.bob, group)
        await town.promote_to(standing, town.bob)
        town.start(town.bob, pack_start(RunFor(("staff",), address(group))))
        told = "This command is for: bookseller" if standing is Standing.READER else "Hello Bob, L’Agora"
        await town.sees(town.bob, told)


@pytest.mark.parametrize("way", ["C_where", "G_press"])
async def test_a_link_into_a_group_is_worth_nothing_to_who_has_left_it(town: Town, way: str) -> None:
    async with town.running():
        group = await town.group()
        town.sandbox.doors.leave(town.bob, group)
        link = RunFor(("where",), address(group)) if way == "C_where" else PressFor(Mark("2").pack(), address(group))
        followed = town.start(town.bob, pack_start(link))
        await town.sees(town.bob, UNKNOWN if way == "C_where" else "Noted: Germinal", after=followed)
    assert town.probe.callers == []
    assert town.probe.marks == ([] if way == "C_where" else [(str(town.bob.id), "2")])


async def test_a_link_from_a_topic_counts_for_that_topic(town: Town) -> None:
    async with town.running():
        group = await town.group(forum=True)
        topic = town.sandbox.build.add_topic(group, "Polars")
        town.start(town.bob, pack_start(RunFor(("where",), address(group, str(topic.id)))))
        await town.sees(town.bob, f"{group.id}/{topic.id} visits")


async def test_a_public_command_by_link_is_posted_in_its_group_and_told_in_private(town: Town) -> None:
    async with town.running():
        group = await town.group(forum=True)
        topic = town.sandbox.build.add_topic(group, "Polars")
        await town.settles_in(town.bob, group)
        town.start(town.bob, pack_start(RunFor(("paper",), address(group, str(topic.id)))))
        posted = await town.sees(town.bob, "Bulletin", group)
        assert posted.topic is topic
        await town.sees(town.bob, "The answer is in the group")


async def test_while_telegram_will_not_tell_who_is_in_a_group_a_link_does_not_lead_into_it(town: Town) -> None:
    async with town.running():
        group = await town.group()
        town.sandbox.faults.fail_next("getChatMember", 400, "Bad Request: member list is inaccessible")
        followed = town.start(town.bob, pack_start(RunFor(("where",), address(group))))
        await town.sees(town.bob, UNKNOWN, after=followed)
    assert town.probe.callers == []


async def test_a_payload_typed_in_a_group_is_only_a_start(town: Town) -> None:
    async with town.running():
        group = await town.group()
        town.start(town.alice)
        await town.sees(town.alice, "Bonjour Alice, -")
        town.say(town.alice, f"/start@agora_bot {pack_start(ContinueDraft(1))}", group)
        await town.sees(town.alice, "Bonjour Alice, L’Agora")
        assert town.texts(town.alice, group) == []
