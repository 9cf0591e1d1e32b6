"""What the buttons of debates do, over the use cases; must not hold rules."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.debates import presses
from core.debates.model import LIVE, Debate
from core.debates.service import Debates, Plan, Supported, home_shop, runs
from core.debates.views import DebateCopy, DebateMade
from core.kernel.errors import Refusal
from core.kernel.identity import Caller, DebateId, RequestKey, WorkId
from core.ui.cards import Reply, View, notice
from core.ui.spans import cut

SLOWEST_SECONDS = 21600
"""Six hours: the longest wait that can be asked for."""

IN_SHORT = 60
"""Characters of a title in a short answer."""


@dataclass(frozen=True, slots=True)
class DebatePresses:
    debates: Debates

    async def come(self, caller: Caller, press: presses.Come, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        return Reply(note=told_support(await self.debates.come(caller, DebateId(press.debate)), came=True))

    async def stay_away(self, caller: Caller, press: presses.StayAway, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        return Reply(note=told_support(await self.debates.stay_away(caller, DebateId(press.debate)), came=False))

    async def show(self, caller: Caller, press: presses.ShowDebate, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        return Reply(note=await self._copy(caller, DebateId(press.debate)))

    async def accept(self, caller: Caller, press: presses.AcceptDebate, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        debate = await self.debates.accept(caller, DebateId(press.debate))
        return await self._redrawn(caller, debate, "debate-opened-by-you")

    async def open_on(self, caller: Caller, press: presses.DebateOn, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        """Open a debate on a book of a selection, its question left to the readers; pressed again, show that one."""
        once = RequestKey(f"debate-on-{home_shop(caller)}-{press.selection}-{press.work}")
        made = await self.debates.open(replace(caller, request=once), Plan("", WorkId(press.work)))
        if made.debate.state not in LIVE:
            return Reply(note=await self._copy(caller, made.debate.id))
        return Reply(note=DebateMade(made.debate, len(made.halls), runs(caller, made.debate.shop)))

    async def slow(self, caller: Caller, press: presses.SlowDebate, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        if press.seconds > SLOWEST_SECONDS:
            raise Refusal("refused-stale-press")
        debate = await self.debates.slow(caller, DebateId(press.debate), press.seconds)
        return await self._redrawn(caller, debate, told_pace(press.seconds))

    async def close(self, caller: Caller, press: presses.CloseDebate, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        debate = await self.debates.close(caller, DebateId(press.debate))
        return await self._redrawn(caller, debate, told_end(debate))

    async def _copy(self, caller: Caller, debate: DebateId) -> DebateCopy:
        found, halls, would_come = await self.debates.looked_at(caller, debate)
        return DebateCopy(found, halls, would_come, runs(caller, found.shop))

    async def _redrawn(self, caller: Caller, debate: Debate, message: str) -> Reply:
        copy = await self._copy(caller, debate.id)
        return Reply(copy, replaces=True, echo=notice(message, title=in_short(debate)))


def in_short(debate: Debate) -> str:
    """Return what the debate is known by, in a sentence that may have to fit a toast."""
    return cut(debate.title, IN_SHORT)


def told_support(supported: Supported, *, came: bool) -> View:
    """Return what stands for somebody who would come, or would not."""
    debate = supported.debate
    if debate.opened_at is not None:
        return notice("debate-came-opened" if supported.is_counted else "debate-is-open", title=in_short(debate))
    if not came:
        return notice("debate-left" if supported.is_changed else "debate-never-came", title=in_short(debate))
    message = "debate-came" if supported.is_changed else "debate-came-already"
    return notice(message, count=debate.supporters, number=max(debate.threshold - debate.supporters, 0))


def told_pace(seconds: int) -> str:
    return "debate-slowed-by-you" if seconds else "debate-freed-by-you"


def told_end(debate: Debate) -> str:
    return "debate-closed-by-you" if debate.opened_at else "debate-given-up-by-you"
