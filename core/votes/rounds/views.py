"""Seasons, planned votes and what is announced of them, as people see it; must not read storage or decide anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from core.kernel.errors import Say
from core.ui.cards import Block, Bullets, Button, Buttons, ButtonStyle, Card, Paragraph
from core.ui.presses import Press
from core.ui.spans import Line, Plain, Strong
from core.ui.words import Words, isolate
from core.votes.rounds.calendar import Lap, Progress, Shown
from core.votes.rounds.model import Obstacle, SeasonState
from core.votes.rounds.nominating import SeeNominations
from core.votes.rounds.plan import Repeat
from core.votes.rounds.stage import StageKind
from core.votes.telling.names import shorten

EDITIONS_TOLD = 3
BOOKS_TOLD = 8


@dataclass(frozen=True, slots=True)
class SeeSeason(Press):
    prefix: ClassVar[str] = "sn"
    season: int


@dataclass(frozen=True, slots=True)
class SeasonPress(Press):
    """What a bookseller does about a season as it stood when the button was drawn."""

    season: int
    edition: int
    step: int
    state: str


@dataclass(frozen=True, slots=True)
class UrgeSeason(SeasonPress):
    """The next step, now."""

    prefix: ClassVar[str] = "su"


@dataclass(frozen=True, slots=True)
class LeaveOutEdition(SeasonPress):
    """This edition is not held."""

    prefix: ClassVar[str] = "sl"


@dataclass(frozen=True, slots=True)
class StopSeason(SeasonPress):
    """The season is over for good."""

    prefix: ClassVar[str] = "ss"


@dataclass(frozen=True, slots=True)
class SeasonCard:
    """One season: where it stands, its calendar, its rules, and for booksellers what can be done."""

    shown: Shown
    is_staff: bool

    def as_card(self, words: Words) -> Card:
        season, plan = self.shown.season, self.shown.season.plan
        blocks: list[Block] = [Paragraph(state_line(self.shown, words))]
        if plan.is_single:
            blocks += self._books(words)
        elif laps := self.shown.laps:
            blocks.append(Bullets(tuple(_lap(each, words) for each in laps)))
            blocks.append(Paragraph(self._rules(words)))
        if plan.repeat is not Repeat.ONCE and (editions := self.shown.next_editions(EDITIONS_TOLD)):
            told = words.list_of([_day(each, words) for each in editions])
            blocks.append(Paragraph(words.line("season-next", count=len(editions), dates=told)))
        if self.is_staff and not season.state.is_over:
            blocks.append(Buttons(self._buttons(words)))
        return Card((Strong(isolate(season.question)),), tuple(blocks))

    def _books(self, words: Words) -> list[Block]:
        names = self.shown.books
        if not names:
            return []
        lines: list[Line] = [(Plain(isolate(each)),) for each in names[:BOOKS_TOLD]]
        if len(names) > BOOKS_TOLD:
            lines.append(words.line("result-more", count=len(names) - BOOKS_TOLD))
        return [Bullets(tuple(lines))]

    def _rules(self, words: Words) -> Line:
        plan = self.shown.season.plan
        scarce = words.line(f"season-rule-{plan.scarce.value}")
        if plan.rounds[0].kind is not StageKind.NOMINATIONS:
            return scarce
        return (*words.line("season-rule-quota", count=plan.quota), Plain(" "), *scarce)

    def _buttons(self, words: Words) -> tuple[Button, ...]:
        season = self.shown.season
        seen = (season.id, season.edition, season.step, season.state.value)
        buttons = [Button(words(f"season-urge-{season.state.value}"), UrgeSeason(*seen), ButtonStyle.MAIN)]
        if season.plan.repeat is not Repeat.ONCE:
            buttons.append(Button(words("season-leave-out"), LeaveOutEdition(*seen)))
        stop = "season-cancel-planned" if season.plan.is_single else "season-stop"
        return (*buttons, Button(words(stop), StopSeason(*seen), ButtonStyle.DANGER))


@dataclass(frozen=True, slots=True)
class SeasonList:
    """Several seasons and planned votes, a button each."""

    shown: tuple[Shown, ...]

    def as_card(self, words: Words) -> Card:
        if not self.shown:
            return Card(blocks=(Paragraph(words.line("seasons-empty")),))
        lines = tuple(
            (Strong(isolate(each.season.question)), Plain(" · "), *state_line(each, words)) for each in self.shown
        )
        buttons = tuple(
            Button(words("season-see", question=shorten(each.season.question)), SeeSeason(each.season.id))
            for each in self.shown
        )
        return Card(words.line("seasons-title"), (Bullets(lines), Buttons(buttons)))


@dataclass(frozen=True, slots=True)
class NominationsOpen:
    """Everybody may nominate books now: the one announcement of that round."""

    shown: Shown
    standing: int
    """How many books stand on the list already."""

    def as_card(self, words: Words) -> Card:
        season = self.shown.season
        blocks: list[Block] = [
            Paragraph(words.line("season-nominate", ends=season.at)),
            Paragraph(words.line("season-nominate-how", count=season.plan.quota)),
        ]
        if self.standing:
            blocks.append(Paragraph(words.line("season-nominate-standing", count=self.standing)))
        after = [words(f"season-round-{each.kind.value}") for each in season.plan.rounds[season.step + 1 :]]
        blocks.append(Paragraph(words.line("season-nominate-then", rounds=words.list_of(after))))
        see = Button(words("season-see-nominations"), SeeNominations(), in_private=True)
        return Card((Strong(isolate(season.question)),), (*blocks, Buttons((see,))))


@dataclass(frozen=True, slots=True)
class SeasonNews:
    """A season stands still, or an edition was left out: why, and what comes next."""

    question: str
    kind: str
    reason: Obstacle
    next_at: datetime | None = None

    def as_card(self, words: Words) -> Card:
        blocks = [Paragraph(words.line(f"season-{self.kind}-{self.reason.value}"))]
        if self.next_at is not None:
            blocks.append(Paragraph(words.line("season-news-next", begins=self.next_at)))
        return Card((Strong(isolate(self.question)),), tuple(blocks))


def state_line(shown: Shown, words: Words) -> Line:
    """Return where a season stands, in one sentence."""
    season = shown.season
    if season.state is SeasonState.STILL:
        return words.line(f"season-still-{season.reason.value}")
    if season.plan.is_single:
        return words.line(f"season-planned-{season.state.value}", at=season.at, ends=shown.ends)
    told = Say(f"season-round-{season.round.kind.value}")
    return words.line(f"season-state-{season.state.value}", round=told, at=season.at, ends=shown.ends)


def _lap(lap: Lap, words: Words) -> Line:
    told = Strong(words(f"season-round-{lap.round.kind.value}"))
    moments = {"ends": lap.ends} if lap.ends is not None else {}
    line = words.line(f"season-lap-{lap.progress.value}", round=told, **moments)
    if lap.progress is Progress.DONE or not lap.round.is_vote or lap.round.kind is StageKind.FINAL:
        return line
    return (*line, Plain(" · "), *words.line("season-lap-places", count=lap.round.terms.places))


def _day(at: datetime, words: Words) -> str:
    return words.moment(at).text
