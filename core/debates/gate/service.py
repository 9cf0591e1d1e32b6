"""The use cases of the spoiler gate: say where one is, speak, file, hide, read; must not know words or platforms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from core.debates.gate import rules
from core.debates.gate.model import (
    Contribution,
    ContributionId,
    Filed,
    Milestones,
    NewContribution,
    Reading,
    Standpoint,
)
from core.debates.gate.ports import GateRows
from core.debates.model import DebateHead
from core.debates.service import present, runs
from core.kernel.clock import Clock
from core.kernel.errors import Refusal
from core.kernel.identity import Caller, DebateId, PersonId
from core.kernel.storage import Storage

PAGE = 3
"""Contributions read at once: as many as fit a message when each is as long as it may be."""
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Told:
    """A contribution after somebody acted on it."""

    filed: Filed
    is_changed: bool
    is_authors: bool
    """Whether who acted is who said it."""
    may_file: bool
    """Whether they may say up to where it tells."""


class Gate:
    """What protects those who have not finished."""

    def __init__(self, storage: Storage[GateRows], clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    async def divide(self, caller: Caller, debate: DebateId, milestones: Milestones) -> Standpoint:
        """Say how the book is divided; raises Refusal."""

        def job(rows: GateRows, head: DebateHead, person: PersonId) -> Standpoint:
            if not runs(caller, head.shop):
                raise Refusal("debate-not-yours")
            _check_book(rows, debate)
            if rows.requests.first_time(caller.request):
                rules.divide(rows, debate, milestones)
            return _standpoint(rows, debate, person)

        return await self._change(caller, debate, job)

    async def where(self, caller: Caller, debate: DebateId) -> Standpoint:
        """Return where the caller is; raises Refusal."""

        def job(rows: GateRows) -> Standpoint:
            _check_book(rows, debate)
            return _standpoint(rows, debate, _reader(rows, caller, debate))

        return await self._storage.read(job)

    async def arrive(self, caller: Caller, debate: DebateId, stage: int) -> Standpoint:
        """The caller is at that stage now, further or less far than they said before; raises Refusal."""
        now = self._clock.now()

        def job(rows: GateRows, _: DebateHead, person: PersonId) -> Standpoint:
            _check_book(rows, debate)
            if rows.requests.first_time(caller.request):
                rules.arrive(rows, debate, person, stage, now)
            return _standpoint(rows, debate, person)

        return await self._change(caller, debate, job)

    async def say(self, caller: Caller, debate: DebateId, words: str) -> Told:
        """Say something in every room of the debate. It tells up to where its author is, or up to the end when they
        never said; what is about no book tells nothing. Raises Refusal."""
        now = self._clock.now()

        def job(rows: GateRows, head: DebateHead, person: PersonId) -> Told:
            if not rows.requests.first_time(caller.request):
                said = rows.contributions.last_of(debate, person)
                return _told(rows, caller, _present(said), person, is_changed=False)
            place, last = rows.progress.stage(debate, person), rules.milestones_of(rows, debate).last
            stage = (last if place is None else place) if _has_book(rows, debate) else 0
            new = NewContribution(debate, person, caller.name, words, stage, now)
            added = rules.say(rows, head, new)
            return _told(rows, caller, _present(rows.contributions.get(added)), person, is_changed=True)

        return await self._change(caller, debate, job)

    async def file(self, caller: Caller, contribution: ContributionId, stage: int) -> Told:
        """Say up to where a contribution tells: its author, or the shop's team; raises Refusal."""

        def act(rows: GateRows, told: Told, _: PersonId) -> bool:
            if not told.may_file:
                raise Refusal("gate-not-yours")
            if not 0 <= stage <= told.filed.milestones.last:
                raise Refusal("refused-stale-press")
            rules.file(rows, told.filed.contribution, stage, is_staffs=runs(caller, told.filed.debate.shop))
            return True

        return await self._act(caller, contribution, act)

    async def call_spoiler(self, caller: Caller, contribution: ContributionId) -> Told:
        """Hide what gives too much away. Who may file it is asked where instead; nothing changes then. Raises
        Refusal."""

        def act(rows: GateRows, told: Told, person: PersonId) -> bool:
            if told.filed.debate.work is None and not told.is_authors:
                raise Refusal("gate-not-yours")
            if told.may_file:
                return False
            place = rows.progress.stage(told.filed.debate.id, person)
            return rules.mark(rows, told.filed.contribution, place, told.filed.milestones.last)

        return await self._act(caller, contribution, act)

    async def withdraw(self, caller: Caller, contribution: ContributionId) -> Told:
        """Take back what the caller said, everywhere; raises Refusal."""

        def act(rows: GateRows, told: Told, _: PersonId) -> bool:
            if not told.is_authors:
                raise Refusal("gate-not-yours")
            rules.withdraw(rows, told.filed.contribution)
            return True

        return await self._act(caller, contribution, act)

    async def read_on(self, caller: Caller, debate: DebateId, before: ContributionId | None = None) -> Reading:
        """Return the latest the caller reads in clear, or what came before one of them; raises Refusal."""

        def job(rows: GateRows) -> Reading:
            standpoint = _standpoint(rows, debate, _reader(rows, caller, debate))
            found = rows.contributions.latest(debate, standpoint.stage or 0, before, PAGE + 1)
            return Reading(standpoint, tuple(reversed(found[:PAGE])), len(found) > PAGE)

        return await self._storage.read(job)

    async def get(self, contribution: ContributionId) -> Filed:
        """Raises Refusal when there is no such contribution."""

        def job(rows: GateRows) -> Filed:
            found = rows.contributions.get(contribution)
            if found is None:
                raise Refusal("gate-gone")
            return _filed(rows, found)

        return await self._storage.read(job)

    async def _change(
        self, caller: Caller, debate: DebateId, act: Callable[[GateRows, DebateHead, PersonId], Result]
    ) -> Result:
        """Run `act` with the debate locked, for somebody of its communities; raises Refusal."""

        def job(rows: GateRows) -> Result:
            head = rows.debates.lock(debate)
            if head is None:
                raise Refusal("debate-gone")
            return act(rows, head, _reader(rows, caller, debate))

        return await self._storage.write(job)

    async def _act(
        self, caller: Caller, contribution: ContributionId, act: Callable[[GateRows, Told, PersonId], bool]
    ) -> Told:
        """Run `act` on a contribution that stands, its debate locked; raises Refusal."""

        def job(rows: GateRows) -> Told:
            debate = _present(rows.contributions.get(contribution)).debate
            rows.debates.lock(debate)
            person = _reader(rows, caller, debate)
            # Read once more: it may have changed while the debate was another's.
            told = _told(rows, caller, _present(rows.contributions.get(contribution)), person, is_changed=False)
            is_changed = rows.requests.first_time(caller.request) and act(rows, told, person)
            after = rows.contributions.get(contribution)
            return _told(rows, caller, after or told.filed.contribution, person, is_changed=is_changed)

        return await self._storage.write(job)


def _reader(rows: GateRows, caller: Caller, debate: DebateId) -> PersonId:
    """Return who acts, for a debate held where they are at home; raises Refusal."""
    found, home = present(rows.debates.get(debate)), caller.home
    person = rows.members.person_of(caller.account)
    if person is None:
        raise Refusal("debate-gone")
    if home is None or not (home.shop == found.shop or rows.debates.reaches(debate, home.community)):
        raise Refusal("debate-elsewhere")
    return person


def _standpoint(rows: GateRows, debate: DebateId, person: PersonId) -> Standpoint:
    stage = rows.progress.stage(debate, person)
    milestones = rules.milestones_of(rows, debate)
    readable, every = (rows.contributions.count(debate, most) for most in (stage or 0, milestones.last))
    return Standpoint(present(rows.debates.get(debate)), milestones, stage, readable, every - readable)


def _filed(rows: GateRows, contribution: Contribution) -> Filed:
    debate = present(rows.debates.get(contribution.debate))
    return Filed(debate, rules.milestones_of(rows, debate.id), contribution)


def _told(rows: GateRows, caller: Caller, contribution: Contribution, person: PersonId, *, is_changed: bool) -> Told:
    filed, is_authors = _filed(rows, contribution), contribution.author == person
    return Told(filed, is_changed, is_authors, is_authors or runs(caller, filed.debate.shop))


def _present(contribution: Contribution | None) -> Contribution:
    """Return the contribution there must be and nobody took back; raises Refusal."""
    if contribution is None or contribution.is_withdrawn:
        raise Refusal("gate-gone")
    return contribution


def _has_book(rows: GateRows, debate: DebateId) -> bool:
    return present(rows.debates.get(debate)).work is not None


def _check_book(rows: GateRows, debate: DebateId) -> None:
    """Raise Refusal for a debate that is about no book: there is nothing to be ahead of."""
    if not _has_book(rows, debate):
        raise Refusal("gate-no-book")
