"""What people read of seasons and planned votes, in both languages, wherever these stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from core.kernel.clock import to_micros
from core.kernel.identity import CommunityId, PersonId, PollId, ShopId, WorkId
from core.ui.cards import View
from core.ui.words import LOCALES, Dictionary
from core.votes.charter.terms import Method, Terms
from core.votes.model import PollState
from core.votes.rounds.calendar import Shown
from core.votes.rounds.model import Obstacle, Season, SeasonState
from core.votes.rounds.plan import Plan, Repeat, Round, Scarce
from core.votes.rounds.stage import Stage, StageKind
from core.votes.rounds.staging import TitlesOffered
from core.votes.rounds.views import NominationsOpen, SeasonCard, SeasonList, SeasonNews
from core.votes.telling.papers import BallotPaper
from core.votes.views import PollList
from tests.core.outline import outline
from tests.core.votes.telling.test_views import NOMINATION, OPENED, POLL, TITLES

DICTIONARY = Dictionary(Path(__file__).parents[4] / "core" / "locales")
DAY = 24 * 60
BEGINS = OPENED + timedelta(days=8)
PLAN = Plan(
    to_micros(BEGINS),
    "Europe/Paris",
    (
        Round(StageKind.NOMINATIONS, 14 * DAY),
        Round(StageKind.SHORTLIST, 7 * DAY, Terms(Method.PHRAGMEN, 4)),
        Round(StageKind.FINAL, 7 * DAY),
    ),
    Repeat.MONTH_WEEKDAY,
)
WAITING = Season(
    7,
    ShopId(1),
    CommunityId(1),
    PersonId(1),
    "Notre livre du mois",
    PLAN,
    SeasonState.WAITING,
    0,
    0,
    None,
    (),
    (),
    BEGINS,
)
NOMINATING = replace(WAITING, state=SeasonState.NOMINATING, at=BEGINS + timedelta(days=14))
VOTING = replace(WAITING, state=SeasonState.VOTING, step=1, poll=PollId(41))
STILL = replace(VOTING, state=SeasonState.STILL, reason=Obstacle.CANCELLED)
ONCE = replace(WAITING, plan=replace(PLAN, repeat=Repeat.ONCE, scarce=Scarce.STILL, quota=1))
PLANNED = replace(
    WAITING,
    question="Et pour l’été ?",
    plan=Plan(to_micros(BEGINS), "Europe/Paris", (Round(StageKind.NONE, DAY),)),
    titles=(WorkId(1), WorkId(2)),
)
STAGE = Stage(StageKind.SHORTLIST, 1, 2)
FULL = tuple(replace(TITLES[1], position=at) for at in range(25))
GROWING = Terms(Method.EPH, 2, stage=Stage(StageKind.LONG_LIST, 1, 3, write_ins=True))

VIEWS: dict[str, View] = {
    "waiting, for staff": SeasonCard(Shown(WAITING, None), is_staff=True),
    "waiting, for a reader": SeasonCard(Shown(WAITING, None), is_staff=False),
    "nominating": SeasonCard(Shown(NOMINATING, None), is_staff=True),
    "voting": SeasonCard(Shown(VOTING, POLL), is_staff=True),
    "standing still": SeasonCard(Shown(STILL, POLL), is_staff=True),
    "held once": SeasonCard(Shown(ONCE, None), is_staff=True),
    "stopped": SeasonCard(Shown(replace(WAITING, state=SeasonState.STOPPED), None), is_staff=True),
    "planned": SeasonCard(Shown(PLANNED, None, ("Emma", "أولاد حارتنا")), is_staff=True),
    "planned, many books": SeasonCard(Shown(PLANNED, None, ("Emma",) * 11), is_staff=False),
    "several": SeasonList((Shown(WAITING, None), Shown(PLANNED, None), Shown(VOTING, POLL), Shown(STILL, POLL))),
    "none": SeasonList(()),
    "nominations open": NominationsOpen(Shown(NOMINATING, None), 2),
    "nominations open, empty list": NominationsOpen(Shown(NOMINATING, None), 0),
    "list with planned votes": PollList((POLL,), (PLANNED,)),
    "paper of a shortlist": BallotPaper(replace(POLL, terms=Terms(Method.PHRAGMEN, 2, stage=STAGE))),
    "paper of a shortlist, closed": BallotPaper(replace(POLL, state=PollState.CLOSED, terms=Terms(stage=STAGE))),
    "paper to add to": BallotPaper(replace(POLL, terms=GROWING)),
    "full paper": BallotPaper(replace(POLL, terms=GROWING, titles=FULL)),
    "titles offered": TitlesOffered(PollId(41), (NOMINATION, replace(NOMINATION, title="أولاد حارتنا", authors=""))),
    "no title offered": TitlesOffered(PollId(41), ()),
    "paper of a final": BallotPaper(replace(POLL, terms=Terms(stage=Stage(StageKind.FINAL, 2, 2)))),
    **{f"still, {each.value}": SeasonNews("Notre livre", "still", each) for each in Obstacle if each},
    "left out, scarce": SeasonNews("Notre livre", "left-out", Obstacle.SCARCE, BEGINS),
    "left out, silent": SeasonNews("Notre livre", "left-out", Obstacle.SILENT),
}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", VIEWS)
def test_views_read_well(name: str, locale: str, snapshot: SnapshotAssertion) -> None:
    assert outline(VIEWS[name].as_card(DICTIONARY.words(locale))) == snapshot
