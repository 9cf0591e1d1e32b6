"""Trouble on demand: refusals, slow and lost answers, cut connections. Each fault is used up by the calls it hits."""

import asyncio
from dataclasses import dataclass, field

from sandbox.telegram.wire import ApiError, Json, refused, too_many


@dataclass(slots=True)
class Fault:
    """What happens to the next `times` calls of `method` (in lower case; `*`: of any).

    `error` refuses without doing anything; `is_dropped` cuts the connection without doing anything; `is_lost` does what
    is asked, then cuts it. `gate` holds the answer back until it is opened.
    """

    method: str
    error: ApiError | None = None
    delay_s: float = 0.0
    is_lost: bool = False
    is_dropped: bool = False
    gate: "Gate | None" = None
    chat_id: int | None = None
    times: int = 1


@dataclass(slots=True)
class Gate:
    """Holds one answer back: `reached` once the call has been done, `opened` to let the answer go."""

    reached: asyncio.Event = field(default_factory=asyncio.Event)
    opened: asyncio.Event = field(default_factory=asyncio.Event)


class Faults:
    """Methods are named as in the documentation, in any case; getUpdates can be hit as any other."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """For what the shorter methods do not say, such as a fault for one chat only."""
        fault.method = fault.method.lower()
        self._waiting.append(fault)

    def fail_next(
        self, method: str, status: int = 400, description: str = "", parameters: Json | None = None, times: int = 1
    ) -> None:
        """Refuse with this answer, without doing anything; it counts as no violation."""
        text = description or {403: "Forbidden: bot was blocked by the user"}.get(status, "Bad Request: chat not found")
        self.add(Fault(method, ApiError(status, text, parameters or {}), times=times))

    def throttle_next(self, method: str, retry_after_s: int = 1, times: int = 1) -> None:
        """Answer 429, to be retried after `retry_after_s` seconds."""
        self.add(Fault(method, too_many(retry_after_s, broken_rule=False), times=times))

    def move_next(self, method: str, new_chat_id: int) -> None:
        """Answer that the group has become the supergroup `new_chat_id`."""
        moved = refused("group chat was upgraded to a supergroup chat", migrate_to_chat_id=new_chat_id)
        self.add(Fault(method, moved))

    def slow_next(self, method: str, delay_s: float, times: int = 1) -> None:
        """Do what is asked at once but answer `delay_s` seconds later."""
        self.add(Fault(method, delay_s=delay_s, times=times))

    def hold_next(self, method: str) -> Gate:
        """Do what is asked at once but answer only when the gate is opened."""
        gate = Gate()
        self.add(Fault(method, gate=gate))
        return gate

    def lose_next(self, method: str, times: int = 1) -> None:
        """Do what is asked, then cut the connection instead of answering."""
        self.add(Fault(method, is_lost=True, times=times))

    def drop_next(self, method: str, times: int = 1) -> None:
        """Cut the connection without doing anything."""
        self.add(Fault(method, is_dropped=True, times=times))

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault that hits this call, if any; `method` in lower case."""
        for fault in self._waiting:
            if fault.method in {"*", method} and fault.chat_id in {None, chat_id}:
                fault.times -= 1
                if fault.times <= 0:
                    self._waiting.remove(fault)
                return fault
        return None

    @property
    def pending(self) -> int:
        """How many calls are still to be hit."""
        return sum(fault.times for fault in self._waiting)
