"""The one wake-up: APScheduler rings a bell at a moment; must not know what is due.

Truth about the future is rows; this only spares looking at them all the time.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger

from core.kernel.clock import Clock, SystemClock


class Alarms:
    """One scheduler for all the alarms of a process; start it inside the running loop."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._machine = SystemClock()

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def alarm(self, name: str, ring: Callable[[], None]) -> Alarm:
        """Return an alarm that calls `ring` in the event loop."""
        return Alarm(self, name, ring)

    def set(self, name: str, ring: Callable[[], None], moment: datetime) -> None:
        """Arm the named alarm. The moment is read on the product's clock, the waiting done on the machine's."""
        wait = max(moment - self.clock.now(), timedelta())
        self._scheduler.add_job(
            _call,
            DateTrigger(self._machine.now() + wait),
            args=(ring,),
            id=name,
            replace_existing=True,
            misfire_grace_time=None,
            coalesce=True,
        )


class Alarm:
    """Satisfies core.delivery.ports.WakeUp."""

    def __init__(self, alarms: Alarms, name: str, ring: Callable[[], None]) -> None:
        self._alarms, self._name, self._ring = alarms, name, ring

    def at(self, moment: datetime | None, /) -> None:
        if moment is not None:
            self._alarms.set(self._name, self._ring, moment)


async def _call(ring: Callable[[], None]) -> None:
    ring()
