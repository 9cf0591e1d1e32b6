"""The use cases of seasons: declare, plan one vote for later, show, urge on, leave out, stop; must not know words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.kernel.clock import Clock, to_micros
from core.kernel.errors import Refusal
from core.kernel.identity import Caller, Standing
from core.kernel.storage import Storage
from core.votes import rules
from core.votes.electorate.admission import with_lists
from core.votes.model import PollState, Reach
from core.votes.ports import Strongroom, VoteRows
from core.votes.rounds import steps
from core.votes.rounds.calendar import Shown
from core.votes.rounds.model import NewSeason, Obstacle, Season, SeasonId, SeasonState
from core.votes.rounds.plan import Plan, Repeat, Round
from core.votes.rounds.stage import StageKind
from core.votes.running.empanelling import check_planned
from core.votes.service import MAX_POLL_LIFE, Proposal, checked, home_shop

MAX_SEASONS = 5
"""Seasons and planned votes of one shop that are not over."""
MAX_WAIT = timedelta(days=366)
"""How far ahead a season may begin."""
SHORTEST_MONTH = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Declared:
    """What a bookseller declares: the season's question, when it first begins, its plan but for that moment."""

    question: str
    begins: datetime
    plan: Plan


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a season stood when its button was drawn: a press on an older card changes nothing."""

    season: SeasonId
    edition: int
    step: int
    state: SeasonState


class Rounds:
    """Declares seasons and moves them, by command and at their time."""

    def __init__(self, storage: Storage[VoteRows], strongroom: Strongroom, clock: Clock) -> None:
        self._storage = storage
        self._strongroom = strongroom
        self._clock = clock

    async def open(self, caller: Caller, declared: Declared) -> Season:
        """Declare a season; the same request again returns it. Raises Refusal."""
        plan = declared.plan
        if plan.reach is Reach.NETWORK and caller.standing < Standing.NETWORK_OWNER:
            raise Refusal("vote-network-owner")
        length = timedelta(minutes=sum(each.minutes for each in plan.rounds))
        room = SHORTEST_MONTH if plan.repeat is not Repeat.WEEKS else timedelta(weeks=plan.every)
        if plan.repeat is not Repeat.ONCE and length > room:
            raise Refusal("season-too-long", days=-(-length // timedelta(days=1)), room=room.days)
        return await self._declare(caller, declared)

    async def schedule(self, caller: Caller, proposal: Proposal, opens_at: datetime) -> Season:
        """Plan one vote for later: its question, books and terms are kept, and change only by cancelling it. Raises
        Refusal."""
        if proposal.closes_at <= opens_at:
            raise Refusal("vote-closes-before")
        proposal = checked(caller, proposal, opens_at)
        check_planned(proposal.terms)
        minutes = int((proposal.closes_at - opens_at) / timedelta(minutes=1))
        only = Round(StageKind.NONE, max(minutes, 1), proposal.terms)
        plan = Plan(0, caller.zone, (only,), reach=proposal.reach)
        return await self._declare(caller, Declared(proposal.question, opens_at, plan), proposal)

    async def of_shop(self, caller: Caller) -> list[Shown]:
        """Return the shop's seasons and planned votes that are not over, the oldest first."""
        shop = home_shop(caller)

        def job(rows: VoteRows) -> list[Shown]:
            return [_shown(rows, season) for season in rows.seasons.of_shop(shop)]

        return await self._storage.read(job)

    async def get(self, season: SeasonId) -> Shown:
        """Return a season; raises Refusal where there is none."""
        return await self._storage.read(lambda rows: _shown(rows, _present(rows.seasons.get(season))))

    async def standing(self, season: Season) -> int:
        """Return how many books stand on the list of the season's shop."""
        return await self._storage.read(lambda rows: len(rows.nominations.of_shop(season.shop)))

    async def advance(self, season: SeasonId) -> None:
        """Take a season as far as it goes by itself now; harmless when it has gone there already."""
        now = self._clock.now()
        await self._storage.write(lambda rows: steps.advance(rows, season, now))

    async def urge(self, caller: Caller, seen: Seen) -> Shown:
        """Bring the next step forward: the edition begins, the nominations end, what stands still goes on. A round
        that is being voted on is closed like any vote. Raises Refusal."""
        now = self._clock.now()

        def act(rows: VoteRows, season: Season) -> None:
            steps.go_on(rows, season, now)
            moved = _present(rows.seasons.get(season.id))
            if moved.state is SeasonState.STILL:
                raise Refusal(f"season-still-{moved.reason.value}")

        return await self._act(caller, seen, act)

    async def leave_out(self, caller: Caller, seen: Seen) -> Shown:
        """Leave the present edition out: a vote under way is cancelled, its books wait for the next one."""
        now = self._clock.now()

        def act(rows: VoteRows, season: Season) -> None:
            _cancel(rows, season, now)
            steps.carry_over(rows, season, season.titles, now)
            steps.close_edition(rows, season, Obstacle.NONE, now)

        return await self._act(caller, seen, act)

    async def stop(self, caller: Caller, seen: Seen) -> Shown:
        """Stop a season for good: a vote under way is cancelled, its books go back to the list."""
        now = self._clock.now()

        def act(rows: VoteRows, season: Season) -> None:
            _cancel(rows, season, now)
            if not season.plan.is_single:
                steps.carry_over(rows, season, season.titles, now)
            steps.keep(rows, replace(season, state=SeasonState.STOPPED))

        return await self._act(caller, seen, act)

    async def cancel_planned(self, caller: Caller, season: SeasonId) -> Season:
        """Take back a vote that was planned for later; raises Refusal where it has opened."""
        season_now = (await self.get(season)).season
        if season_now.state is not SeasonState.WAITING:
            raise Refusal("season-moved")
        seen = Seen(season, season_now.edition, season_now.step, season_now.state)
        return (await self.stop(caller, seen)).season

    async def _declare(self, caller: Caller, declared: Declared, proposal: Proposal | None = None) -> Season:
        shop, now = home_shop(caller), self._clock.now()
        if declared.begins > now + MAX_WAIT:
            raise Refusal("season-too-far", days=MAX_WAIT.days)
        plan = replace(declared.plan, first=to_micros(declared.begins))
        if any(timedelta(minutes=each.minutes) > MAX_POLL_LIFE for each in plan.rounds):
            raise Refusal("vote-too-long", days=MAX_POLL_LIFE.days)
        community = caller.home.community if caller.home else None
        works = proposal.works if proposal else ()

        def job(rows: VoteRows) -> Season:
            rounds = tuple(replace(each, terms=with_lists(rows, each.terms, shop)) for each in plan.rounds)
            fixed = replace(plan, rounds=rounds)
            new = NewSeason(shop, community, caller.person, declared.question, fixed, works, declared.begins)
            going = rows.seasons.of_shop(shop)
            if not rows.requests.first_time(caller.request):
                same = [each for each in going if (each.question, each.plan) == (new.question, new.plan)]
                return _present(same[-1] if same else None)
            if len(going) >= MAX_SEASONS:
                raise Refusal("season-too-many", most=MAX_SEASONS)
            if not rows.rooms.reached(community, shop, plan.reach):
                raise Refusal("vote-no-room")
            added = _present(rows.seasons.get(rows.seasons.add(new)))
            steps.keep(rows, added)
            return added

        return await self._storage.write(job)

    async def _act(self, caller: Caller, seen: Seen, act: Callable[[VoteRows, Season], None]) -> Shown:
        def job(rows: VoteRows) -> Shown:
            season = _present(rows.seasons.lock(seen.season))
            is_ours = caller.home is not None and caller.home.shop == season.shop
            if not is_ours and caller.standing < Standing.NETWORK_OWNER:
                raise Refusal("season-gone")
            if rows.requests.first_time(caller.request):
                if (season.edition, season.step, season.state) != (seen.edition, seen.step, seen.state):
                    raise Refusal("season-moved")
                act(rows, season)
            return _shown(rows, _present(rows.seasons.get(seen.season)))

        shown = await self._storage.write(job)
        if shown.poll is not None and shown.poll.state is PollState.CANCELLED:
            await self._strongroom.forget(shown.poll.id)
        return shown


def _cancel(rows: VoteRows, season: Season, now: datetime) -> None:
    if season.state is SeasonState.VOTING and season.poll is not None:
        rules.cancel(rows, season.poll, now)


def _shown(rows: VoteRows, season: Season) -> Shown:
    poll = rows.polls.get(season.poll) if season.poll is not None else None
    return Shown(season, poll, tuple(rows.nominations.title(work) for work in season.titles))


def _present(season: Season | None) -> Season:
    if season is None:
        raise Refusal("season-gone")
    return season
