"""Declares seasons: their commands, presses, letters and due rows; must not hold rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from core.kernel.clock import from_micros
from core.kernel.due import Due
from core.kernel.errors import Refusal
from core.kernel.identity import Caller, Standing
from core.kernel.outbox import Claimed
from core.kernel.tokens import from_short
from core.ui.cards import Reply, View
from core.ui.catalogue import Catalogue, Command
from core.ui.fields import Choice, Text, When, WholeNumber, YesNo
from core.votes.charter.asking import fitted
from core.votes.charter.terms import MAX_PLACES, Method, Terms
from core.votes.ending.closing import Closing
from core.votes.model import PollState, Reach
from core.votes.rounds import steps
from core.votes.rounds.following import STEP
from core.votes.rounds.model import Obstacle, SeasonId, SeasonState
from core.votes.rounds.plan import QUOTA, Plan, Repeat, Round, Scarce
from core.votes.rounds.service import Declared, Rounds, Seen
from core.votes.rounds.stage import Stage, StageKind
from core.votes.rounds.views import (
    LeaveOutEdition,
    NominationsOpen,
    SeasonCard,
    SeasonList,
    SeasonNews,
    SeasonPress,
    SeeSeason,
    StopSeason,
    UrgeSeason,
)

DAY = 24 * 60
REMIND_HOURS = 24


class Course(StrEnum):
    """Which rounds a season has."""

    VOTE = "vote"
    NOMINATED = "nominated"
    SHORTLISTED = "shortlisted"
    FULL = "full"


_KINDS = {
    Course.VOTE: (StageKind.FINAL,),
    Course.NOMINATED: (StageKind.NOMINATIONS, StageKind.FINAL),
    Course.SHORTLISTED: (StageKind.NOMINATIONS, StageKind.SHORTLIST, StageKind.FINAL),
    Course.FULL: (StageKind.NOMINATIONS, StageKind.LONG_LIST, StageKind.SHORTLIST, StageKind.FINAL),
}


@dataclass(frozen=True, slots=True)
class OpenSeason:
    question: Annotated[str, Text("season-open-question", 1, 80)]
    begins: Annotated[datetime, When("season-open-begins")]
    course: Annotated[Course, Choice("season-open-course", Course)] = Course.NOMINATED
    repeat: Annotated[Repeat, Choice("season-open-repeat", Repeat)] = Repeat.ONCE
    weeks: Annotated[int, WholeNumber("season-open-weeks", 1, 52)] = 4
    nominating: Annotated[int, WholeNumber("season-open-nominating", 1, 60)] = 14
    voting: Annotated[int, WholeNumber("season-open-voting", 1, 30)] = 7
    long: Annotated[int, WholeNumber("season-open-long", 2, MAX_PLACES)] = 10
    short: Annotated[int, WholeNumber("season-open-short", 2, MAX_PLACES)] = 4
    method: Annotated[Method, Choice("season-open-method", Method)] = Method.SCHULZE
    additions: Annotated[YesNo, Choice("season-open-additions", YesNo)] = YesNo.YES
    quota: Annotated[int, WholeNumber("season-open-quota", 1, 10)] = QUOTA
    scarce: Annotated[Scarce, Choice("season-open-scarce", Scarce)] = Scarce.SKIP
    reach: Annotated[Reach, Choice("season-open-reach", Reach)] = Reach.SHOP


@dataclass(frozen=True, slots=True)
class ShowSeasons:
    pass


@dataclass(frozen=True, slots=True)
class SeasonDesk:
    """The commands, presses and letters of seasons over their use cases."""

    rounds: Rounds
    closing: Closing

    async def open(self, caller: Caller, request: OpenSeason) -> Reply:
        plan = Plan(
            0,
            caller.zone,
            tuple(rounds_of(request)),
            request.repeat,
            request.weeks,
            request.quota,
            request.scarce,
            request.reach,
        )
        season = await self.rounds.open(caller, Declared(request.question, request.begins, plan))
        return Reply(SeasonCard(await self.rounds.get(season.id), is_staff=True))

    async def show(self, caller: Caller, request: ShowSeasons) -> Reply:  # noqa: ARG002 - nothing is asked
        shown = await self.rounds.of_shop(caller)
        if len(shown) == 1:
            return Reply(SeasonCard(shown[0], _is_staff(caller)))
        return Reply(SeasonList(tuple(shown)))

    async def see(self, caller: Caller, press: SeeSeason, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        return Reply(note=SeasonCard(await self.rounds.get(press.season), _is_staff(caller)))

    async def urge(self, caller: Caller, press: UrgeSeason, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        seen = _seen(press)
        shown = await self.rounds.get(seen.season)
        if seen.state is SeasonState.VOTING and shown.poll is not None and shown.season.step == seen.step:
            await self.closing.end(caller, shown.poll.id, PollState.CLOSED)
            await self.rounds.advance(seen.season)
            shown = await self.rounds.get(seen.season)
        else:
            shown = await self.rounds.urge(caller, seen)
        return Reply(SeasonCard(shown, is_staff=True), replaces=True)

    async def leave_out(self, caller: Caller, press: LeaveOutEdition, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        return Reply(SeasonCard(await self.rounds.leave_out(caller, _seen(press)), is_staff=True), replaces=True)

    async def stop(self, caller: Caller, press: StopSeason, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        return Reply(SeasonCard(await self.rounds.stop(caller, _seen(press)), is_staff=True), replaces=True)

    async def compose_nominations(self, claimed: Claimed) -> View | None:
        shown = await self.rounds.get(season_id(claimed.letter.about))
        if shown.season.state is not SeasonState.NOMINATING:
            return None
        return NominationsOpen(shown, await self.rounds.standing(shown.season))

    async def compose_still(self, claimed: Claimed) -> View | None:
        return await self._news(claimed, "still")

    async def compose_left_out(self, claimed: Claimed) -> View | None:
        return await self._news(claimed, "left-out")

    async def step_due(self, due: Due) -> None:
        await self.rounds.advance(season_id(due.about))

    async def _news(self, claimed: Claimed, kind: str) -> View | None:
        shown = await self.rounds.get(season_id(claimed.letter.about))
        payload = claimed.letter.payload
        coming = int(str(payload.get("next", 0)))
        reason = Obstacle(str(payload.get("reason", "")))
        return SeasonNews(shown.season.question, kind, reason, from_micros(coming) if coming else None)


def rounds_of(request: OpenSeason) -> list[Round]:
    """Return the rounds that a bookseller declares, each vote with its terms."""
    kinds = _KINDS[request.course]
    votes = [kind for kind in kinds if kind is not StageKind.NOMINATIONS]
    has_additions = request.additions is YesNo.YES
    rounds = []
    for kind in kinds:
        if kind is StageKind.NOMINATIONS:
            rounds.append(Round(kind, request.nominating * DAY))
            continue
        is_open = kind is StageKind.LONG_LIST and has_additions
        stage = Stage(kind, votes.index(kind) + 1, len(votes), is_open)
        method, places = {
            StageKind.LONG_LIST: (Method.EPH, request.long),
            StageKind.SHORTLIST: (Method.PHRAGMEN, request.short),
            StageKind.FINAL: (request.method, 1),
        }[kind]
        terms = Terms(method, places, stage=stage, remind_hours=REMIND_HOURS)
        rounds.append(Round(kind, request.voting * DAY, fitted(terms)))
    if StageKind.LONG_LIST in kinds and request.short >= request.long:
        raise Refusal("season-short-long")
    return rounds


def declare_seasons(catalogue: Catalogue, desk: SeasonDesk) -> None:
    """Add seasons to the catalogue."""
    staff = Standing.BOOKSELLER
    catalogue.add(Command(("season", "open"), OpenSeason, desk.open, needs=staff))
    catalogue.add(Command(("season", "show"), ShowSeasons, desk.show))
    catalogue.on_press(SeeSeason, desk.see)
    catalogue.on_press(UrgeSeason, desk.urge, staff)
    catalogue.on_press(LeaveOutEdition, desk.leave_out, staff)
    catalogue.on_press(StopSeason, desk.stop, staff)
    catalogue.compose(steps.NOMINATIONS, desk.compose_nominations)
    catalogue.compose(steps.STILL, desk.compose_still)
    catalogue.compose(steps.LEFT_OUT, desk.compose_left_out)
    catalogue.when_due(STEP, desk.step_due)


def season_id(about: str) -> SeasonId:
    """Return the season that a letter or a due row names by its short number; raises Refusal."""
    try:
        return from_short(about)
    except ValueError as problem:
        raise Refusal("season-gone") from problem


def _seen(press: SeasonPress) -> Seen:
    try:
        return Seen(press.season, press.edition, press.step, SeasonState(press.state))
    except ValueError as problem:
        raise Refusal("refused-stale-press") from problem


def _is_staff(caller: Caller) -> bool:
    return caller.standing >= Standing.BOOKSELLER
