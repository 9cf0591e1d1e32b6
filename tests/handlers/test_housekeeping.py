"""What the adapter forgets by itself as it starts, and that it starts all the same when it cannot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from core.ui.drafts import Draft
from handlers.client import LAPSED
from handlers.inbox import KEPT
from tests.fakes import FakeStorage
from tests.handlers.town import Town

MINUTE = timedelta(minutes=1)


class Forgetless(FakeStorage):
    """Cannot forget anything."""

    async def write(self, job: Callable[[Any], Any], /) -> Any:
        if "prune" in job.__qualname__:
            raise OSError("the disk is away")
        return await super().write(job)


def draft(town: Town, user: str, age: timedelta) -> Draft:
    return Draft(0, "telegram", user, user, "", "letter", {}, "subject", town.clock.now() - age)


async def test_what_lapsed_long_ago_is_forgotten_at_the_start_and_the_rest_is_not(town: Town) -> None:
    key = str(town.bot.id)

    def leave(rows: Any) -> None:
        rows.drafts.put(draft(town, "1", LAPSED + MINUTE))
        rows.drafts.put(draft(town, "2", LAPSED - MINUTE))
        rows.inbox.keep(key, [(number, "{}") for number in (1, 2)], town.clock.now() - KEPT - MINUTE)
        rows.inbox.keep(key, [(number, "{}") for number in (3, 4)], town.clock.now() - KEPT + MINUTE)
        rows.inbox.done(key, [1, 2, 3, 4])

    await town.storage.write(leave)
    async with town.running():
        pass
    kept = await town.storage.read(lambda rows: [rows.drafts.get("telegram", user) is not None for user in "12"])
    assert kept == [False, True]
    left = town.storage._raw.execute("SELECT update_id FROM inbox ORDER BY 1").fetchall()  # noqa: SLF001 - no row shows what was handled
    assert left == [(3,), (4,)]


async def test_a_house_that_cannot_be_kept_still_answers(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    town.storage = Forgetless()
    async with town.running():
        town.start(town.bob)
        await town.sees(town.bob, "Hello")
    assert "housekeeping failed" in caplog.text


async def test_a_late_answer_to_a_lapsed_form_is_told_kindly_for_a_day(town: Town) -> None:
    await town.storage.write(lambda rows: rows.drafts.put(draft(town, str(town.bob.id), MINUTE)))
    async with town.running():
        town.start(town.bob)
        await town.sees(town.bob, "Hello")
        town.say(town.bob, "Emma")
        late = await town.sees(town.bob, "half an hour")
        assert "/letter" in late.body
