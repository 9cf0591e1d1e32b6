"""Scheduled events that repeat: one pattern for each frequency is taken, and nothing else."""

from datetime import datetime
from typing import Any

import discord
import pytest
from discord.http import Route

from sandbox.discord.recurrence import following
from tests.sandbox.discord.bots import code_of
from tests.sandbox.discord.staging import Stage, staged
from tests.sandbox.discord.test_scheduled import EVENTS, meeting

START = "2026-12-01T19:00:00+01:00"
THIRD_THURSDAY = [{"n": 3, "day": 3}]
TAKEN: list[dict[str, Any]] = [
    {"frequency": 3},
    {"frequency": 3, "by_weekday": [0, 1, 2, 3, 4]},
    {"frequency": 3, "by_weekday": [6, 0]},
    {"frequency": 2, "by_weekday": [3]},
    {"frequency": 2, "by_weekday": [3], "interval": 2},
    {"frequency": 1, "by_n_weekday": THIRD_THURSDAY},
    {"frequency": 0, "by_month": [12], "by_month_day": [24]},
]
REFUSED: list[Any] = [
    "weekly",
    {},
    {"frequency": 4},
    {"frequency": 2, "start": "tomorrow"},
    {"frequency": 2, "start": None},
    {"frequency": 2, "start": "2026-12-01T19:00:00"},
    {"frequency": 3, "interval": 2},
    {"frequency": 2, "interval": 3},
    {"frequency": 2, "by_weekday": [1, 3]},
    {"frequency": 2, "by_weekday": [7]},
    {"frequency": 2, "by_weekday": 3},
    {"frequency": 3, "by_weekday": [0, 2]},
    {"frequency": 3, "by_weekday": [0, 0]},
    {"frequency": 2, "by_n_weekday": THIRD_THURSDAY},
    {"frequency": 1, "by_weekday": [3]},
    {"frequency": 1, "by_n_weekday": [*THIRD_THURSDAY, {"n": 1, "day": 3}]},
    {"frequency": 1, "by_n_weekday": [{"n": 6, "day": 3}]},
    {"frequency": 1, "by_n_weekday": [3]},
    {"frequency": 0, "by_month": [12]},
    {"frequency": 0, "by_month": [13], "by_month_day": [24]},
    {"frequency": 0, "by_month": [12], "by_month_day": [32]},
    {"frequency": 2, "count": 4},
    {"frequency": 2, "end": START},
]


async def change(stage: Stage, event: discord.ScheduledEvent, rule: Any) -> dict[str, Any]:
    given = {"start": START, **rule} if isinstance(rule, dict) else rule
    route = Route("PATCH", "/guilds/{guild_id}/scheduled-events/{event}", guild_id=stage.guild.id, event=event.id)
    answered: dict[str, Any] = await stage.bot.http.request(route, json={"recurrence_rule": given})
    return answered


async def test_each_frequency_has_its_pattern_and_the_whole_rule_is_answered() -> None:
    async with staged(EVENTS) as stage:
        event = await meeting(stage)
        for rule in TAKEN:
            answered = (await change(stage, event, rule))["recurrence_rule"]
            assert len(answered) == 10
            assert {name: answered[name] for name in rule} == rule
            assert (answered["count"], answered["interval"]) == (None, rule.get("interval", 1))
        assert (await change(stage, event, None))["recurrence_rule"] is None


async def test_another_change_leaves_the_rule_as_it_is() -> None:
    async with staged(EVENTS) as stage:
        event = await meeting(stage)
        before = (await change(stage, event, TAKEN[4]))["recurrence_rule"]
        await event.edit(name="Autour de Nana")
        assert next(iter(stage.town.guild.events.values())).fields["recurrence_rule"] == before


@pytest.mark.parametrize("rule", REFUSED, ids=str)
async def test_what_discord_does_not_hold_is_refused(rule: Any) -> None:
    async with staged(EVENTS) as stage:
        event = await meeting(stage)
        assert await code_of(change(stage, event, rule)) == 50035
        assert next(iter(stage.town.guild.events.values())).fields["recurrence_rule"] is None
        stage.town.sandbox.record.clear()


@pytest.mark.parametrize(
    ("rule", "dates"),
    [
        ({"frequency": 3}, ["02", "03"]),
        ({"frequency": 3, "by_weekday": [5, 6]}, ["05", "06"]),
        ({"frequency": 2, "by_weekday": [1]}, ["08", "15"]),
        ({"frequency": 2, "by_weekday": [1], "interval": 2}, ["15", "29"]),
        ({"frequency": 1, "by_n_weekday": THIRD_THURSDAY}, ["17", "21"]),
        ({"frequency": 0, "by_month": [12], "by_month_day": [24]}, ["24", "24"]),
    ],
)
def test_the_dates_that_follow_are_those_of_the_rule(rule: dict[str, Any], dates: list[str]) -> None:
    told = [datetime.fromisoformat(START)]
    for _ in dates:
        later = following({"start": START, **rule}, told[-1])
        assert later is not None
        told.append(later)
    assert [f"{each:%d}" for each in told[1:]] == dates
    assert {each.timetz() for each in told} == {told[0].timetz()}
