"""Declares the spoiler gate: commands, presses, letters; must not hold rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from core.debates.commands import named
from core.debates.gate import presses
from core.debates.gate.model import MAX_WORDS, MOST_STAGES, ContributionId, read_milestones
from core.debates.gate.rules import SAID
from core.debates.gate.service import Gate, Told
from core.debates.gate.views import PlaceCard, ReadingCard, SaidCard, SaidCopy
from core.debates.model import LIVE
from core.debates.service import MOST, Debates, debate_id
from core.kernel.errors import Refusal
from core.kernel.identity import Caller, DebateId, Standing
from core.kernel.outbox import Claimed
from core.kernel.tokens import from_short, to_short
from core.ui.cards import Reply, View, notice
from core.ui.catalogue import Catalogue, Command
from core.ui.fields import Lookup, Text

DEBATES = "debates"
KEY = "#d"
MAX_MILESTONES = 1600


@dataclass(frozen=True, slots=True)
class Say:
    debate: Annotated[str, Lookup("debate-which", DEBATES)]
    words: Annotated[str, Text("gate-words", 1, MAX_WORDS, is_long=True)]


@dataclass(frozen=True, slots=True)
class SetMilestones:
    debate: Annotated[str, Lookup("debate-which", DEBATES)]
    milestones: Annotated[str, Text("gate-milestones", 1, MAX_MILESTONES, is_long=True)]


@dataclass(frozen=True, slots=True)
class GateDesk:
    """The commands, buttons and letters of the gate over its use cases."""

    gate: Gate
    debates: Debates

    async def say(self, caller: Caller, request: Say) -> Reply:
        return Reply(SaidCopy(await self.gate.say(caller, _debate(request.debate), request.words), "new"))

    async def divide(self, caller: Caller, request: SetMilestones) -> Reply:
        milestones = read_milestones(request.milestones)
        return Reply(PlaceCard(await self.gate.divide(caller, _debate(request.debate), milestones)))

    async def prefill(self, caller: Caller) -> Mapping[str, str]:
        """Propose the debate that must be meant: the only one that is open."""
        live = [each for each in await self.debates.recent(caller, MOST) if each.state in LIVE]
        return {"debate": await named(self.debates, caller, live[0])} if len(live) == 1 else {}

    async def show_place(self, caller: Caller, press: presses.ShowPlace, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        return Reply(note=PlaceCard(await self.gate.where(caller, DebateId(press.debate))))

    async def arrive(self, caller: Caller, press: presses.Arrive, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        return await self._arrived(caller, press.debate, press.stage)

    async def choose_place(self, caller: Caller, press: presses.ChoosePlace, values: tuple[str, ...]) -> Reply:
        return await self._arrived(caller, press.debate, _stage(values))

    async def read_on(self, caller: Caller, press: presses.ReadOn, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        """Always beside what was pressed: it is in clear, and what was pressed may be everybody's."""
        before = ContributionId(press.before) if press.before else None
        return Reply(note=ReadingCard(await self.gate.read_on(caller, DebateId(press.debate), before)))

    async def call_spoiler(self, caller: Caller, press: presses.CallSpoiler, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        told = await self.gate.call_spoiler(caller, ContributionId(press.contribution))
        if told.may_file:
            return Reply(note=SaidCopy(told, "ask"))
        return Reply(note=notice("gate-hidden-by-you" if told.is_changed else "gate-hidden-already"))

    async def file_at(self, caller: Caller, press: presses.FileAt, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        return self._redrawn(await self.gate.file(caller, ContributionId(press.contribution), press.stage))

    async def choose_file(self, caller: Caller, press: presses.ChooseFile, values: tuple[str, ...]) -> Reply:
        return self._redrawn(await self.gate.file(caller, ContributionId(press.contribution), _stage(values)))

    async def take_back(self, caller: Caller, press: presses.TakeBack, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        return self._redrawn(await self.gate.withdraw(caller, ContributionId(press.contribution)))

    async def compose(self, claimed: Claimed) -> View | None:
        try:
            filed = await self.gate.get(ContributionId(from_short(claimed.letter.about)))
        except ValueError as problem:
            raise Refusal("gate-gone") from problem
        if claimed.letter.edits is None and filed.contribution.is_withdrawn:
            return None
        return SaidCard(filed)

    async def _arrived(self, caller: Caller, debate: int, stage: int) -> Reply:
        here = await self.gate.arrive(caller, DebateId(debate), stage)
        return Reply(PlaceCard(here), replaces=True, echo=notice("gate-arrived"))

    def _redrawn(self, told: Told) -> Reply:
        return Reply(SaidCopy(told, "filed"), replaces=True, echo=notice("gate-done"))


def declare(catalogue: Catalogue, gate: Gate, debates: Debates) -> None:
    """Add everything about the gate to the catalogue."""
    desk, staff = GateDesk(gate, debates), Standing.BOOKSELLER
    catalogue.add(Command(("debate", "say"), Say, desk.say, prefill=desk.prefill, is_discreet=True))
    catalogue.add(Command(("debate", "milestones"), SetMilestones, desk.divide, needs=staff, prefill=desk.prefill))
    catalogue.begin_on(presses.Speak, ("debate", "say"), lambda press: {"debate": KEY + to_short(press.debate)})
    catalogue.on_press(presses.ShowPlace, desk.show_place)
    catalogue.on_press(presses.Arrive, desk.arrive)
    catalogue.on_press(presses.ChoosePlace, desk.choose_place)
    catalogue.on_press(presses.ReadOn, desk.read_on)
    catalogue.on_press(presses.CallSpoiler, desk.call_spoiler)
    catalogue.on_press(presses.FileAt, desk.file_at)
    catalogue.on_press(presses.ChooseFile, desk.choose_file)
    catalogue.on_press(presses.TakeBack, desk.take_back)
    catalogue.compose(SAID, desk.compose)


def _stage(values: tuple[str, ...]) -> int:
    """Return the stage picked in a menu; raises Refusal for what no menu of ours holds."""
    if len(values) != 1 or not values[0].isdecimal() or len(values[0]) > len(str(MOST_STAGES)):
        raise Refusal("refused-stale-press")
    return int(values[0])


def _debate(key: str) -> DebateId:
    return debate_id(key.removeprefix(KEY))
