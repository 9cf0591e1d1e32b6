"""One call on its way through the sandbox: who asks, what for, in which world; and how a method looks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.telegram.entities import Bot
from sandbox.telegram.parameters import Parameters
from sandbox.telegram.record import Call
from sandbox.telegram.world import World


@dataclass(frozen=True, slots=True)
class Request:
    world: World
    bot: Bot
    parameters: Parameters
    call: Call
    is_alive: Callable[[], bool] = lambda: True

    def note(self, rule: str) -> None:
        """Record a broken rule that Telegram itself lets pass or repairs in silence."""
        self.world.record.break_rule(rule, self.call.method)


# Returns the `result` of the answer (possibly as an awaitable); raises ApiError.
Method = Callable[[Request], Any]
