"""Trouble on demand for REST: errors, slow answers, lost answers, throttling. Requests that are hit use it up."""

import re
from dataclasses import dataclass


@dataclass(slots=True)
class Fault:
    """What happens to the next `times` requests whose `METHOD /path` matches `pattern`.

    `status` 0 lets the request through: then `delay_s` slows the answer, `lost` cuts the connection instead.
    """

    pattern: re.Pattern[str]
    status: int = 0
    code: int = 0
    delay_s: float = 0.0
    lost: bool = False
    retry_after_s: float = 0.0
    is_global: bool = False
    times: int = 1


class Faults:
    """Patterns are regular expressions searched in lines such as `POST /channels/123/messages`."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def fail_next(self, pattern: str, status: int = 500, code: int = 0, times: int = 1) -> None:
        """Refuse with this status and Discord code, without doing anything."""
        self._waiting.append(Fault(re.compile(pattern), status, code, times=times))

    def slow_next(self, pattern: str, delay_s: float, times: int = 1) -> None:
        """Do what is asked at once but answer `delay_s` seconds later."""
        self._waiting.append(Fault(re.compile(pattern), delay_s=delay_s, times=times))

    def lose_next(self, pattern: str, times: int = 1) -> None:
        """Do what is asked, then cut the connection instead of answering."""
        self._waiting.append(Fault(re.compile(pattern), lost=True, times=times))

    def throttle_next(
        self, pattern: str, retry_after_s: float = 0.05, *, is_global: bool = False, times: int = 1
    ) -> None:
        """Answer 429, to be retried after `retry_after_s` seconds."""
        fault = Fault(re.compile(pattern), 429, retry_after_s=retry_after_s, is_global=is_global, times=times)
        self._waiting.append(fault)

    def take(self, line: str) -> Fault | None:
        """The fault that hits this request, if any."""
        for fault in self._waiting:
            if fault.pattern.search(line):
                fault.times -= 1
                if not fault.times:
                    self._waiting.remove(fault)
                return fault
        return None

    @property
    def pending(self) -> int:
        """How many faults have not hit yet."""
        return sum(fault.times for fault in self._waiting)
