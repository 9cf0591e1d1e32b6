"""Members governed as at the vendor: for a time that ends by itself, and with no right that the bot itself lacks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from telegram import ChatPermissions
from telegram.error import BadRequest

from sandbox.telegram.entities import Chat, Status
from sandbox.telegram.impossible import CannotDo
from sandbox.telegram.server import TelegramSandbox
from tests.sandbox.telegram.conftest import Town

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def moment() -> list[datetime]:
    """The sandbox's clock, moved by hand."""
    return [NOON]


@pytest.fixture
async def sandbox(moment: list[datetime]) -> AsyncIterator[TelegramSandbox]:
    async with TelegramSandbox(lambda: moment[0]) as sandbox:
        yield sandbox


def governed(town: Town, *rights: str) -> Chat:
    group = town.group(supergroup=True)
    town.sandbox.build.promote(group, town.bot, *rights)
    return group


async def test_a_restriction_ends_when_its_time_is_over(town: Town, moment: list[datetime]) -> None:
    group = governed(town)
    until = NOON + timedelta(hours=1)
    async with town.app(poll=False) as app:
        await app.bot.restrict_chat_member(group.id, town.bob.id, ChatPermissions.no_permissions(), until_date=until)
        for now, status in ((until, "restricted"), (until + timedelta(seconds=1), "member")):
            moment[0] = now
            member: Any = await app.bot.get_chat_member(group.id, town.bob.id)
            assert member.status == status
            if status == "restricted":
                assert member.until_date == until
                with pytest.raises(CannotDo, match="may not write"):
                    town.sandbox.people.say(town.bob, group, "Bonjour")
    town.sandbox.people.say(town.bob, group, "Bonjour")
    assert town.broken_rules() == []


async def test_a_ban_ends_when_its_time_is_over(town: Town, moment: list[datetime]) -> None:
    group = governed(town)
    async with town.app(poll=False) as app:
        await app.bot.ban_chat_member(group.id, town.bob.id, until_date=NOON + timedelta(days=1))
        with pytest.raises(CannotDo, match="banned"):
            town.sandbox.doors.join(town.bob, group)
        moment[0] = NOON + timedelta(days=1, seconds=1)
        assert (await app.bot.get_chat_member(group.id, town.bob.id)).status == "left"
        town.sandbox.doors.join(town.bob, group)
    assert group.member(town.bob).status is Status.MEMBER


@pytest.mark.parametrize("ahead", [timedelta(seconds=29), timedelta(days=366, seconds=1), timedelta(days=-1)])
async def test_a_time_too_near_or_too_far_is_for_ever(town: Town, moment: list[datetime], ahead: timedelta) -> None:
    group = governed(town)
    async with town.app(poll=False) as app:
        await app.bot.ban_chat_member(group.id, town.bob.id, until_date=NOON + ahead)
        moment[0] = NOON + timedelta(days=1000)
        member: Any = await app.bot.get_chat_member(group.id, town.bob.id)
    assert (member.status, group.member(town.bob).until) == ("kicked", 0)


async def test_all_permissions_given_back_leave_no_end(town: Town, moment: list[datetime]) -> None:
    group = governed(town)
    async with town.app(poll=False) as app:
        until = NOON + timedelta(hours=1)
        await app.bot.restrict_chat_member(group.id, town.bob.id, ChatPermissions.all_permissions(), until_date=until)
    moment[0] = NOON + timedelta(days=1)
    assert group.member(town.bob).status is Status.MEMBER


async def test_nobody_grants_a_right_that_they_lack(town: Town) -> None:
    group = governed(town, "can_promote_members", "can_pin_messages")
    async with town.app(poll=False) as app:
        for rights in ({"can_delete_messages": True}, {"can_pin_messages": True, "can_manage_topics": True}):
            with pytest.raises(BadRequest, match=r"(?i)right_forbidden"):
                await app.bot.promote_chat_member(group.id, town.bob.id, **rights)
        assert group.member(town.bob).status is Status.MEMBER
        assert await app.bot.promote_chat_member(group.id, town.bob.id, can_pin_messages=True, can_manage_chat=True)
    assert group.member(town.bob).rights == {"can_pin_messages", "can_manage_chat"}
    assert town.broken_rules() == []


async def test_in_a_basic_group_a_bot_makes_no_administrators(town: Town) -> None:
    group = town.group()
    town.sandbox.build.promote(group, town.bot)
    answer = await town.raw("promoteChatMember", chat_id=group.id, user_id=town.bob.id, can_pin_messages=True)
    assert answer["description"] == "Bad Request: method is available for supergroup and channel chats only"
