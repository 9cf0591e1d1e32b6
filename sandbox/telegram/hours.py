"""What happens by itself when its time comes: polls with an end are closed. It decides nothing else."""

import asyncio
from datetime import UTC, datetime

from sandbox.telegram.changes import Change
from sandbox.telegram.entities import Ballot, Message
from sandbox.telegram.routing import tell_ballot
from sandbox.telegram.world import World


class Hours:
    """Waits for the next end while one is known; a clock that is moved by hand must be told to it through `look`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._open: list[Message] = []
        self._alarm: asyncio.TimerHandle | None = None

    def on_change(self, change: Change) -> None:
        """Note a poll with an end when it is sent."""
        message = change.subject
        if change.name == "message" and message.ballot and message.ballot.closes_at and not message.origin:
            self._open.append(message)
            self._wait()

    def look(self) -> None:
        """Close every poll whose time has come."""
        now = self._world.date
        for message in tuple(self._open):
            ballot = message.ballot
            if ballot is None or ballot.is_closed or message.is_deleted:
                self._open.remove(message)
            elif ballot.closes_at is not None and ballot.closes_at <= now:
                self._open.remove(message)
                ballot.is_closed = True
                self._world.changes.publish("edited", message.chat, message)
                if bot := self._world.bots.get(message.sender.id):
                    tell_ballot(ballot, bot)
        self._wait()

    def next_at(self) -> datetime | None:
        """Return when the next poll ends by itself, None without any."""
        ends = [ballot.closes_at for ballot in self._ballots() if ballot.closes_at is not None]
        return datetime.fromtimestamp(min(ends), UTC) if ends else None

    def stop(self) -> None:
        if self._alarm:
            self._alarm.cancel()
            self._alarm = None

    def _wait(self) -> None:
        self.stop()
        if end := self.next_at():
            delay_s = max((end - self._world.now()).total_seconds(), 0.0) + 0.05
            self._alarm = asyncio.get_running_loop().call_later(delay_s, self.look)

    def _ballots(self) -> list[Ballot]:
        return [each.ballot for each in self._open if each.ballot and not each.ballot.is_closed and not each.is_deleted]
