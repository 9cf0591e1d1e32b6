"""What happens by itself when its time comes: threads fall asleep, polls close, scheduled events begin and end."""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta

from sandbox.discord.entities import Guild, ScheduledEvent
from sandbox.discord.event_rules import ACTIVE, CANCELED, COMPLETED, EXTERNAL, SCHEDULED
from sandbox.discord.polls import is_due
from sandbox.discord.posting import close_poll
from sandbox.discord.threads import archive_idle
from sandbox.discord.world import World

UNATTENDED = timedelta(hours=3)
"""Discord calls off what nobody began "a few hours" after its start."""
PAUSE_S = 1.0


class Hours:
    """Looks at the clock once a second while it runs, and whenever it is told that the clock was moved."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._watch: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._watch = asyncio.create_task(self._run())

    async def stop(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            with suppress(asyncio.CancelledError):
                await self._watch
            self._watch = None

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(PAUSE_S)
            self.look()

    def look(self) -> None:
        """Let everything happen whose time has come."""
        archive_idle(self._world)
        for message in [each for each in self._world.polls if is_due(self._world, each)]:
            close_poll(self._world, message)
        for guild in self._world.guilds.values():
            for event in tuple(guild.events.values()):
                self._look_at_event(guild, event)

    def next_at(self) -> datetime | None:
        """When the next poll closes or the next event begins or ends; None when nothing is to come."""
        moments = [datetime.fromisoformat(each.poll["expiry"]) for each in self._world.polls if each.poll]
        for guild in self._world.guilds.values():
            for event in guild.events.values():
                moments += _hours_of(event)
        return min((moment for moment in moments if moment > self._world.now()), default=None)

    def _look_at_event(self, guild: Guild, event: ScheduledEvent) -> None:
        """An event elsewhere begins and ends at its hours; one in a channel waits for somebody to begin it."""
        now, fields = self._world.now(), event.fields
        start = datetime.fromisoformat(fields["scheduled_start_time"])
        end = datetime.fromisoformat(fields["scheduled_end_time"]) if fields["scheduled_end_time"] else None
        is_elsewhere = fields["entity_type"] == EXTERNAL
        if fields["status"] == SCHEDULED and is_elsewhere and start <= now:
            self._pass_to(guild, event, ACTIVE)
        elif fields["status"] == SCHEDULED and start + UNATTENDED <= now:
            self._pass_to(guild, event, CANCELED)
        if event.fields["status"] == ACTIVE and is_elsewhere and end is not None and end <= now:
            self._pass_to(guild, event, COMPLETED)

    def _pass_to(self, guild: Guild, event: ScheduledEvent, status: int) -> None:
        event.fields = {**event.fields, "status": status}
        self._world.publish_in_guild("GUILD_SCHEDULED_EVENT_UPDATE", guild, event)


def _hours_of(event: ScheduledEvent) -> list[datetime]:
    keys = () if event.is_over else ("scheduled_start_time", "scheduled_end_time")
    return [datetime.fromisoformat(event.fields[key]) for key in keys if event.fields.get(key)]
