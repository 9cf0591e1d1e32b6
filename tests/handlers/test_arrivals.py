"""Telegram tells who joins a group: since when they are a member is known from then on."""

from __future__ import annotations

from core.kernel.identity import Account
from core.members.model import BEFORE_THE_BOT
from handlers.places import TELEGRAM
from sandbox.telegram.entities import Chat, User
from tests.handlers.town import Town


async def since(town: Town, user: User, group: Chat) -> object:
    def job(rows: object) -> object:
        here = rows.communities.at(TELEGRAM, str(group.id))  # type: ignore[attr-defined]
        found = rows.memberships.get(Account(TELEGRAM, str(user.id)), here.id)  # type: ignore[attr-defined]
        return found.since if found else None

    return await town.storage.read(job)


async def test_who_joins_is_a_member_since_then_and_who_was_there_since_ever(town: Town) -> None:
    async with town.running():
        group = await town.group()
        zoe, yves = (town.sandbox.build.add_user(name, name.lower()) for name in ("Zoe", "Yves"))
        town.sandbox.doors.join(zoe, group)
        town.sandbox.build.settle(group, yves)
        for user in (zoe, yves):
            asked = town.say(user, "/echo@agora_bot Emma", group)
            await town.sandbox.sight.sees(user, group, "Continuons en privé", after=asked)
        joined = await since(town, zoe, group)
        assert joined is not None
        assert joined != BEFORE_THE_BOT
        assert await since(town, yves, group) == BEFORE_THE_BOT
