"""What the bot may do in a channel, reckoned from the REST interface alone, is what Discord itself would allow."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.checkup import DiscordCheckup
from cogs.rights import ATTACH, MANAGE_THREADS, OPEN_THREADS, SEND, SPEAK, VIEW, WRITE_IN_THREADS, held_rights
from core.kernel.errors import AdapterRefused, Unavailable
from core.kernel.identity import Address
from sandbox.discord import Channel, ChannelKind, flags
from sandbox.discord.build import ChannelPlan
from sandbox.discord.doors import ForumPost
from sandbox.discord.thread_starts import ThreadPlan, start_alone
from tests.cogs.probe import Guild, guild

ADMINISTRATOR, LOOK, WRITE = flags("ADMINISTRATOR"), flags("VIEW_CHANNEL"), flags("SEND_MESSAGES")
IN_THREADS = flags("SEND_MESSAGES_IN_THREADS")
GUILD, ROLE, OTHER, ME = "1", "2", "3", "9"
BITS = st.sampled_from([0, LOOK, WRITE, LOOK | WRITE])
OVERWRITE = st.tuples(BITS, BITS)


@pytest.fixture
async def town() -> AsyncIterator[Guild]:
    async with guild() as opened:
        yield opened


def address(town: Guild, channel: Channel) -> Address:
    return Address(town.courier.platform, str(next(iter(town.sandbox.world.guilds))), str(channel.id))


async def missing(town: Guild, channel: Channel | None = None) -> list[str]:
    return list(await town.courier.missing_rights(address(town, channel or town.room)))


async def test_a_bot_that_was_invited_lacks_nothing(town: Guild) -> None:
    assert await missing(town) == []


async def test_each_right_that_is_denied_is_named(town: Guild) -> None:
    me = town.sandbox.application.user
    town.sandbox.build.set_rights(town.room, me, deny=WRITE)
    assert await missing(town) == [SEND]
    town.sandbox.build.set_rights(town.room, me, deny=LOOK)
    assert VIEW in await missing(town)


async def test_the_right_to_show_pictures_is_named(town: Guild) -> None:
    town.sandbox.build.set_rights(town.room, town.sandbox.application.user, deny=flags("ATTACH_FILES"))
    assert await missing(town) == [ATTACH]


async def test_threads_are_asked_for_where_a_channel_can_have_them(town: Guild) -> None:
    me = town.sandbox.application.user
    town.sandbox.build.set_rights(town.room, me, deny=flags("CREATE_PUBLIC_THREADS"))
    assert await missing(town) == [OPEN_THREADS]
    town.sandbox.build.set_rights(town.room, me, deny=IN_THREADS)
    assert await missing(town) == [OPEN_THREADS, WRITE_IN_THREADS]
    place = next(iter(town.sandbox.world.guilds.values()))
    forum = town.sandbox.build.add_channel(place, "forum", ChannelPlan(ChannelKind.FORUM))
    town.sandbox.build.set_rights(forum, me, deny=flags("CREATE_PUBLIC_THREADS"))
    assert await missing(town, forum) == []


async def test_the_right_to_lock_is_asked_for_in_forums_alone(town: Guild) -> None:
    me = town.sandbox.application.user
    place = next(iter(town.sandbox.world.guilds.values()))
    forum = town.sandbox.build.add_channel(place, "forum", ChannelPlan(ChannelKind.FORUM))
    post = town.sandbox.doors.posts(town.alice, forum, ForumPost("Annonces", "Ici."))
    for channel in (town.room, forum):
        town.sandbox.build.set_rights(channel, me, deny=flags("MANAGE_THREADS"))
    assert [await missing(town, each) for each in (town.room, forum, post)] == [[], [MANAGE_THREADS], [MANAGE_THREADS]]


async def test_a_role_may_give_back_what_everybody_is_denied(town: Guild) -> None:
    place = next(iter(town.sandbox.world.guilds.values()))
    town.sandbox.build.set_rights(town.room, place.roles[place.id], deny=WRITE)
    assert await missing(town) == [SEND]
    own = next(role for role in place.roles.values() if role.bot_id == town.sandbox.application.user.id)
    town.sandbox.build.set_rights(town.room, own, allow=WRITE)
    assert await missing(town) == []


async def test_an_administrator_lacks_nothing_whatever_the_channel_says(town: Guild) -> None:
    place = next(iter(town.sandbox.world.guilds.values()))
    town.sandbox.build.set_rights(town.room, place.roles[place.id], deny=LOOK | WRITE)
    own = next(role for role in place.roles.values() if role.bot_id == town.sandbox.application.user.id)
    own.permissions |= ADMINISTRATOR
    assert await missing(town) == []


@pytest.mark.parametrize(("minutes", "lacking"), [(60, [SPEAK]), (-1, [])])
async def test_a_bot_that_is_timed_out_is_told_so_until_it_is_over(
    town: Guild, minutes: int, lacking: list[str]
) -> None:
    place = next(iter(town.sandbox.world.guilds.values()))
    own = place.members[town.sandbox.application.user.id]
    own.timeout_until = discord.utils.utcnow() + timedelta(minutes=minutes)
    assert await missing(town) == lacking
    town.sandbox.build.set_rights(town.room, town.sandbox.application.user, deny=WRITE)
    assert await missing(town) == [SEND, *lacking]


async def test_an_administrator_is_not_held_by_a_time_out(town: Guild) -> None:
    place = next(iter(town.sandbox.world.guilds.values()))
    place.members[town.sandbox.application.user.id].timeout_until = discord.utils.utcnow() + timedelta(hours=1)
    next(role for role in place.roles.values() if role.bot_id).permissions |= ADMINISTRATOR
    assert await missing(town) == []


async def test_in_a_thread_the_parents_rules_count_and_the_threads_own_right_to_send(town: Guild) -> None:
    me = town.sandbox.application.user
    thread = start_alone(town.sandbox.world, ThreadPlan(town.room, me, {"name": "Polars"}, ChannelKind.PUBLIC_THREAD))
    town.sandbox.build.set_rights(town.room, me, deny=WRITE)
    assert await missing(town, thread) == []
    town.sandbox.build.set_rights(town.room, me, deny=IN_THREADS)
    assert await missing(town, thread) == [SEND]


async def test_a_channel_that_is_gone_or_elsewhere_is_not_seen(town: Guild) -> None:
    gone = Address(town.courier.platform, "1", "123")
    assert list(await town.courier.missing_rights(gone)) == [VIEW]


async def test_a_private_conversation_asks_for_no_rights(town: Guild) -> None:
    dm = town.sandbox.world.dm_between(town.alice, town.sandbox.application.user)
    assert await missing(town, dm) == []


async def test_while_discord_is_down_nothing_is_said_about_rights(town: Guild) -> None:
    town.sandbox.faults.fail_next(r"GET /guilds/\d+$", 503)
    with pytest.raises(Unavailable):
        await missing(town)
    town.sandbox.record.clear()


async def test_the_check_up_asks_beside_the_bot_and_disturbs_nothing(town: Guild) -> None:
    checkup = DiscordCheckup(town.sandbox.token, town.sandbox.api_root + "/")
    await checkup.open()
    try:
        town.sandbox.build.set_rights(town.room, town.sandbox.application.user, deny=WRITE)
        assert list(await checkup.missing_rights(address(town, town.room))) == [SEND]
    finally:
        await checkup.close()
    assert len(town.sandbox.gateway.connected) == 1


async def test_the_check_up_says_when_the_token_is_refused(town: Guild) -> None:
    checkup = DiscordCheckup("wrong", town.sandbox.api_root)
    with pytest.raises(AdapterRefused, match="token-refused-discord"):
        await checkup.open()
    await checkup.close()


def reckon(base: int, roles: dict[str, int], overwrites: dict[str, tuple[int, int]]) -> int:
    server = {"id": GUILD, "roles": [{"id": GUILD, "permissions": str(base)}]}
    server["roles"] += [{"id": role, "permissions": str(bits)} for role, bits in roles.items()]  # type: ignore[operator]
    member = {"roles": [role for role in roles if role != OTHER], "user": {"id": ME}}
    channel: dict[str, Any] = {
        "permission_overwrites": [
            {"id": who, "allow": str(allow), "deny": str(deny)} for who, (allow, deny) in overwrites.items()
        ]
    }
    return held_rights(server, member, channel).value


@given(base=BITS, role=BITS, everyone=OVERWRITE, of_role=OVERWRITE, own=OVERWRITE)
def test_the_nearest_rule_decides(
    base: int, role: int, everyone: tuple[int, int], of_role: tuple[int, int], own: tuple[int, int]
) -> None:
    held = reckon(base, {ROLE: role}, {GUILD: everyone, ROLE: of_role, ME: own})
    for bit in (LOOK, WRITE):
        answer = bool((base | role) & bit)
        for allow, deny in (everyone, of_role, own):
            answer = True if allow & bit else False if deny & bit else answer
        assert bool(held & bit) is answer


@given(bits=BITS, theirs=OVERWRITE)
def test_a_role_of_others_counts_for_nothing(bits: int, theirs: tuple[int, int]) -> None:
    assert reckon(LOOK, {OTHER: bits | ADMINISTRATOR}, {OTHER: theirs}) == LOOK


def test_one_role_that_allows_outweighs_another_that_denies() -> None:
    held = reckon(LOOK, {ROLE: 0, "4": 0}, {ROLE: (0, WRITE), "4": (WRITE, 0)})
    assert held == LOOK | WRITE
