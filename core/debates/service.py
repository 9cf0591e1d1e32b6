"""The use cases of debates: open, propose, come, slow, close, tell; must not know words, platforms or tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from core.debates import rules
from core.debates.model import LONGEST_LIFE, LONGEST_WAIT, Customs, Debate, Hall, NewDebate, Reach, State, last_evening
from core.debates.ports import DebateRows
from core.kernel.clock import Clock
from core.kernel.errors import Refusal
from core.kernel.identity import Caller, DebateId, PersonId, ShopId, Standing, WorkId
from core.kernel.storage import Storage
from core.kernel.tokens import from_short

RECENT = 8
"""Debates of a list."""
MOST = 100
"""Debates looked through to find one."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked for: a debate on a book, a theme, or its question alone."""

    question: str
    """"" only with a work: what it leaves its readers with."""
    work: WorkId | None = None
    theme: str = ""
    reach: Reach = Reach.SHOP
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Announced:
    """A debate just written down, with the communities it reaches."""

    debate: Debate
    halls: tuple[Hall, ...]


@dataclass(frozen=True, slots=True)
class Supported:
    """A debate after somebody said that they would come, or took it back."""

    debate: Debate
    is_counted: bool
    """Whether they are among those who would come."""
    is_changed: bool


class Debates:
    """Debates of a network, over every platform at once."""

    def __init__(self, storage: Storage[DebateRows], clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    async def open(self, caller: Caller, plan: Plan) -> Announced:
        """Open a debate, or plan its opening; the same request again returns the debate it made. Raises Refusal."""
        now = self._clock.now()
        opens_at = plan.opens_at or now
        closes_at = plan.closes_at or last_evening(opens_at, caller.zone)
        if opens_at > now + LONGEST_WAIT:
            raise Refusal("debate-too-far", days=LONGEST_WAIT.days)
        if closes_at <= opens_at:
            raise Refusal("debate-ends-before")
        if closes_at > opens_at + LONGEST_LIFE:
            raise Refusal("debate-too-long", days=LONGEST_LIFE.days)
        return await self._announce(caller, plan, State.SCHEDULED, closes_at)

    async def propose(self, caller: Caller, plan: Plan) -> Announced:
        """Ask who would come to a debate: it opens when enough would. Raises Refusal."""
        return await self._announce(caller, plan, State.PROPOSED, None)

    async def come(self, caller: Caller, debate: DebateId) -> Supported:
        """Count the caller among those who would come; raises Refusal."""
        return await self._support(caller, debate, rules.support)

    async def stay_away(self, caller: Caller, debate: DebateId) -> Supported:
        """Take the caller's word back while the debate waits; raises Refusal."""
        return await self._support(caller, debate, rules.unsupport)

    async def accept(self, caller: Caller, debate: DebateId) -> Debate:
        """Open a draft of the caller's shop now; raises Refusal."""
        now = self._clock.now()
        return await self._decide(caller, debate, lambda rows: rules.start(rows, debate, now), "debate-open-already")

    async def slow(self, caller: Caller, debate: DebateId, seconds: int) -> Debate:
        """Have everybody wait between two messages, 0 seconds to free them; raises Refusal."""
        return await self._decide(caller, debate, lambda rows: rules.pace(rows, debate, seconds), "debate-pace-already")

    async def close(self, caller: Caller, debate: DebateId) -> Debate:
        """End a debate, or give a draft up; raises Refusal."""
        now = self._clock.now()
        return await self._decide(caller, debate, lambda rows: rules.close(rows, debate, now), "debate-closed-already")

    async def tell_outcome(self, caller: Caller, debate: DebateId, outcome: str) -> Debate:
        """Say what came out of a debate, in place of what was said before; raises Refusal."""
        return await self._decide(caller, debate, lambda rows: rules.tell_outcome(rows, debate, outcome), "")

    async def keep_customs(self, caller: Caller, customs: Customs) -> Customs:
        """Decide for the shop's debates to come; raises Refusal."""
        shop = home_shop(caller)
        await self._storage.write(lambda rows: rows.debates.keep_customs(shop, customs))
        return customs

    async def get(self, debate: DebateId) -> Debate:
        """Raises Refusal when there is no such debate."""
        return await self._storage.read(lambda rows: present(rows.debates.get(debate)))

    async def looked_at(self, caller: Caller, debate: DebateId) -> tuple[Debate, tuple[Hall, ...], bool]:
        """Return the debate, where it is held, and whether the caller would come; raises Refusal."""

        def job(rows: DebateRows) -> tuple[Debate, tuple[Hall, ...], bool]:
            found = present(rows.debates.get(debate))
            return found, tuple(rows.halls.of(debate)), rows.supporters.has(debate, caller.person)

        return await self._storage.read(job)

    async def recent(self, caller: Caller, limit: int = RECENT) -> list[Debate]:
        """Return the debates the caller can take part in or read, open ones first, archived ones left out."""
        shop = caller.home.shop if caller.home else None
        return list(await self._storage.read(lambda rows: rows.debates.recent(shop, limit)))

    async def run_due(self, debate: DebateId, kind: str) -> None:
        """Do what has come due; harmless when it is done already."""
        now = self._clock.now()
        acts: dict[str, Callable[[DebateRows], object]] = {
            rules.OPEN_AT: lambda rows: rules.start(rows, debate, now),
            rules.REMIND_AT: lambda rows: rules.remind(rows, debate),
            rules.CLOSE_AT: lambda rows: rules.close(rows, debate, now),
            rules.ARCHIVE_AT: lambda rows: rules.archive(rows, debate),
            rules.LAPSE_AT: lambda rows: rules.lapse(rows, debate),
        }
        await self._storage.write(acts[kind])

    async def _announce(self, caller: Caller, plan: Plan, state: State, closes_at: datetime | None) -> Announced:
        now, shop = self._clock.now(), home_shop(caller)
        if plan.work is not None and plan.theme:
            raise Refusal("debate-one-subject")
        if plan.reach is Reach.NETWORK and caller.standing < Standing.NETWORK_OWNER:
            raise Refusal("debate-network-owner")
        here = caller.home.community if caller.home else None

        def job(rows: DebateRows) -> Announced:
            halls = tuple(rows.halls.reached(here, shop, plan.reach))
            if not halls:
                raise Refusal("debate-no-hall")
            new = NewDebate(
                shop,
                caller.person,
                caller.name,
                plan.work,
                plan.theme,
                plan.question,
                plan.reason,
                state,
                plan.opens_at,
                closes_at,
                (rows.debates.customs(shop) or Customs()).threshold,
                now,
                tuple(hall.community for hall in halls),
            )
            debate = rules.announce(rows, new, halls, caller.request)
            if debate is None:
                every = rows.debates.recent(shop, MOST)
                same = [each for each in every if (each.question, each.work) == (plan.question, plan.work)]
                if not same:
                    raise Refusal("debate-closed-already")
                return Announced(same[0], halls)
            made = present(rows.debates.get(debate))
            if made.work is not None and made.book is None:
                raise Refusal("refused-stale-press")
            return Announced(made, halls)

        return await self._storage.write(job)

    async def _support(
        self,
        caller: Caller,
        debate: DebateId,
        act: Callable[[DebateRows, DebateId, PersonId, datetime], bool],
    ) -> Supported:
        now, home = self._clock.now(), caller.home

        def job(rows: DebateRows) -> Supported:
            head = rows.debates.lock(debate)
            person = rows.members.person_of(caller.account)
            if head is None or person is None:
                raise Refusal("debate-gone")
            is_ours = home is not None and (home.shop == head.shop or rows.debates.reaches(debate, home.community))
            if not is_ours:
                raise Refusal("debate-elsewhere")
            is_changed = rows.requests.first_time(caller.request) and act(rows, debate, person, now)
            found = present(rows.debates.get(debate))
            return Supported(found, rows.supporters.has(debate, person), is_changed)

        return await self._storage.write(job)

    async def _decide(
        self, caller: Caller, debate: DebateId, act: Callable[[DebateRows], bool], in_vain: str
    ) -> Debate:
        """Have a bookseller of the debate's shop change it. Raises Refusal `in_vain` when it stands so already."""

        def job(rows: DebateRows) -> Debate:
            head = rows.debates.lock(debate)
            if head is None:
                raise Refusal("debate-gone")
            if not runs(caller, head.shop):
                raise Refusal("debate-not-yours")
            if rows.requests.first_time(caller.request) and not act(rows) and in_vain:
                raise Refusal(in_vain)
            return present(rows.debates.get(debate))

        return await self._storage.write(job)


def runs(caller: Caller, shop: ShopId) -> bool:
    """Whether the caller decides about the debates of a shop."""
    is_ours = caller.home is not None and caller.home.shop == shop
    return (is_ours and caller.standing >= Standing.BOOKSELLER) or caller.standing >= Standing.NETWORK_OWNER


def debate_id(about: str) -> DebateId:
    """Return the debate that a letter, a due row or a lookup names by its short number; raises Refusal."""
    try:
        return DebateId(from_short(about))
    except ValueError as problem:
        raise Refusal("debate-gone") from problem


def home_shop(caller: Caller) -> ShopId:
    """Raises Refusal for somebody without a community."""
    if caller.home is None:
        raise Refusal("refused-no-home")
    return caller.home.shop


def present(debate: Debate | None) -> Debate:
    """Return the debate there must be; raises Refusal."""
    if debate is None:
        raise Refusal("debate-gone")
    return debate
