"""The one wake-up: APScheduler rings a bell at a moment; must not know what is due.

Truth about the future is rows; this only spares looking at them all the time.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger

from core.kernel.clock import Clock, SystemClock

MAX_RINGS = 1000
"""Of one alarm at a time. APScheduler drops a ring, with a line in the log, while it still counts this many as running:
with its own figure, 1, an alarm armed for "now" from its own ring was never to ring again."""


class Alarms:
    """One scheduler for all the alarms of a process; start it inside the running loop."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._machine = SystemClock()
        self._alarms: list[Alarm] = []

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def alarm(self, name: str, ring: Callable[[], None]) -> Alarm:
        """Return an alarm that calls `ring` in the event loop."""
        added = Alarm(self, name, ring)
        self._alarms.append(added)
        return added

    def clock_moved(self) -> None:
        """The product's clock was set: reckon again how long each armed alarm has to wait."""
        for alarm in self._alarms:
            alarm.at(alarm.moment)

    def set(self, alarm: Alarm, moment: datetime) -> None:
        """Arm the alarm. The moment is read on the product's clock, the waiting done on the machine's."""
        wait = max(moment - self.clock.now(), timedelta())
        self._scheduler.add_job(
            alarm.ring,
            DateTrigger(self._machine.now() + wait),
            id=alarm.name,
            replace_existing=True,
            misfire_grace_time=None,
            coalesce=True,
            max_instances=MAX_RINGS,
        )

    def unset(self, alarm: Alarm) -> None:
        """Disarm the alarm, armed or not."""
        try:
            self._scheduler.remove_job(alarm.name)
        except JobLookupError:
            return


class Alarm:
    """Satisfies core.delivery.ports.WakeUp."""

    def __init__(self, alarms: Alarms, name: str, ring: Callable[[], None]) -> None:
        self.name = name
        self.moment: datetime | None = None
        """What it is armed for, by the product's clock."""
        self._alarms = alarms
        self._ring = ring

    def at(self, moment: datetime | None, /) -> None:
        self.moment = moment
        if moment is None:
            self._alarms.unset(self)
        else:
            self._alarms.set(self, moment)

    async def ring(self) -> None:
        """Ring once; a coroutine, so that the scheduler calls it in the loop and not in a thread."""
        self.moment = None
        self._ring()
