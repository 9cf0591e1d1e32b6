"""Declares the debates: commands, presses, letters and due rows; must not hold rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from core.debates import presses, rules
from core.debates.gate.rules import settle_in
from core.debates.letters import DebateLetters
from core.debates.model import Customs, Debate, Reach
from core.debates.pressing import SLOWEST_SECONDS, DebatePresses, in_short, told_end, told_pace
from core.debates.service import MOST, Debates, Plan, debate_id, runs
from core.debates.views import MAX_REASON, SLOWED_SECONDS, DebateList, DebateMade
from core.kernel.errors import Refusal
from core.kernel.identity import Caller, DebateId, Standing, WorkId
from core.kernel.tokens import from_short, to_short
from core.ui.cards import Reply, notice
from core.ui.catalogue import Catalogue, Command, Suggestion
from core.ui.fields import Choice, Lookup, Text, When, WholeNumber
from core.ui.spans import cut

DEBATES = "debates"
MAX_QUESTION, MAX_THEME, MAX_OUTCOME = 200, 100, 1500
MOST_FOUND = 25
MAX_NAME = 80
"""Characters of a title or a question where several are told apart."""
_KEY = "#d"


@dataclass(frozen=True, slots=True)
class OpenDebate:
    question: Annotated[str, Text("debate-question", 1, MAX_QUESTION)]
    book: Annotated[str, Lookup("debate-book", "works")] = ""
    theme: Annotated[str, Text("debate-theme", 0, MAX_THEME)] = ""
    closes: Annotated[datetime | None, When("debate-closes")] = None
    opens: Annotated[datetime | None, When("debate-opens")] = None
    reach: Annotated[Reach, Choice("debate-reach", Reach)] = Reach.SHOP


@dataclass(frozen=True, slots=True)
class ProposeDebate:
    question: Annotated[str, Text("debate-question", 1, MAX_QUESTION)]
    reason: Annotated[str, Text("debate-reason", 1, MAX_REASON)]
    book: Annotated[str, Lookup("debate-book", "works")] = ""
    theme: Annotated[str, Text("debate-theme", 0, MAX_THEME)] = ""
    reach: Annotated[Reach, Choice("debate-reach", Reach)] = Reach.SHOP


@dataclass(frozen=True, slots=True)
class ShowDebates:
    pass


@dataclass(frozen=True, slots=True)
class EndDebate:
    debate: Annotated[str, Lookup("debate-which", DEBATES)]


@dataclass(frozen=True, slots=True)
class PaceDebate:
    debate: Annotated[str, Lookup("debate-which", DEBATES)]
    seconds: Annotated[int, WholeNumber("debate-seconds", 0, SLOWEST_SECONDS)] = SLOWED_SECONDS


@dataclass(frozen=True, slots=True)
class TellOutcome:
    debate: Annotated[str, Lookup("debate-which", DEBATES)]
    outcome: Annotated[str, Text("debate-outcome", 1, MAX_OUTCOME, is_long=True)]


@dataclass(frozen=True, slots=True)
class SetCustoms:
    threshold: Annotated[int, WholeNumber("debate-threshold", 1, 500)]
    rest: Annotated[int, WholeNumber("debate-rest", 1, 90)] = 14


@dataclass(frozen=True, slots=True)
class DebateDesk:
    """The commands of debates over their use cases."""

    debates: Debates

    async def open(self, caller: Caller, request: OpenDebate) -> Reply:
        plan = Plan(
            request.question,
            _work_id(request.book),
            request.theme,
            request.reach,
            request.opens,
            request.closes,
        )
        made = await self.debates.open(caller, plan)
        return Reply(DebateMade(made.debate, len(made.halls), runs(caller, made.debate.shop)))

    async def propose(self, caller: Caller, request: ProposeDebate) -> Reply:
        plan = Plan(request.question, _work_id(request.book), request.theme, request.reach, reason=request.reason)
        made = await self.debates.propose(caller, plan)
        message = "debate-came-opened" if made.debate.opened_at else "debate-proposed"
        missing = max(made.debate.threshold - made.debate.supporters, 0)
        return Reply(notice(message, title=in_short(made.debate), number=missing))

    async def list(self, caller: Caller, request: ShowDebates) -> Reply:  # noqa: ARG002 - nothing is asked
        return Reply(DebateList(tuple(await self.debates.recent(caller))))

    async def close(self, caller: Caller, request: EndDebate) -> Reply:
        debate = await self.debates.close(caller, _debate_of_key(request.debate))
        return Reply(notice(told_end(debate), title=in_short(debate)))

    async def slow(self, caller: Caller, request: PaceDebate) -> Reply:
        debate = await self.debates.slow(caller, _debate_of_key(request.debate), request.seconds)
        return Reply(notice(told_pace(request.seconds), title=in_short(debate)))

    async def outcome(self, caller: Caller, request: TellOutcome) -> Reply:
        debate = await self.debates.tell_outcome(caller, _debate_of_key(request.debate), request.outcome)
        return Reply(notice("debate-outcome-told", title=in_short(debate)))

    async def customs(self, caller: Caller, request: SetCustoms) -> Reply:
        kept = await self.debates.keep_customs(caller, Customs(request.threshold, request.rest))
        return Reply(notice("debate-customs-kept", count=kept.threshold, days=kept.rest_days))

    async def prefill_debate(self, caller: Caller) -> Mapping[str, str]:
        """Propose the debate that must be meant: the only one that ever opened."""
        opened = [
            each for each in await self.debates.recent(caller, MOST) if each.opened_at and runs(caller, each.shop)
        ]
        return {"debate": await named(self.debates, caller, opened[0])} if len(opened) == 1 else {}


@dataclass(frozen=True, slots=True)
class DebateSource:
    """Finds a debate of the caller's by its title or its question."""

    debates: Debates

    async def suggest(self, caller: Caller, typed: str, limit: int) -> Sequence[Suggestion]:
        wanted = typed.casefold()
        found = [
            each
            for each in await self.debates.recent(caller, MOST)
            if wanted in each.title.casefold() or wanted in each.question.casefold()
        ]
        return [_suggestion(each) for each in found[:limit]]

    async def resolve(self, caller: Caller, typed: str) -> Sequence[Suggestion]:
        every = await self.suggest(caller, "", MOST)
        exact = [each for each in every if typed in {each.key, each.label, each.shown}]
        return exact or await self.suggest(caller, typed, MOST_FOUND)


async def named(debates: Debates, caller: Caller, debate: Debate) -> str:
    """Return what names a debate in a form, to people and to the source: its title, or its key if others share it."""
    suggestion = _suggestion(debate)
    found = await DebateSource(debates).resolve(caller, suggestion.label)
    return suggestion.label if [each.key for each in found] == [suggestion.key] else suggestion.key


def declare(catalogue: Catalogue, debates: Debates) -> None:
    """Add everything about debates to the catalogue."""
    staff, desk = Standing.BOOKSELLER, DebateDesk(debates)
    pressed, letters = DebatePresses(debates), DebateLetters(debates)
    catalogue.add(Command(("debate", "open"), OpenDebate, desk.open, needs=staff))
    catalogue.add(Command(("debate", "propose"), ProposeDebate, desk.propose))
    catalogue.add(Command(("debate", "list"), ShowDebates, desk.list))
    catalogue.add(Command(("debate", "close"), EndDebate, desk.close, needs=staff))
    catalogue.add(Command(("debate", "slow"), PaceDebate, desk.slow, needs=staff))
    catalogue.add(Command(("debate", "outcome"), TellOutcome, desk.outcome, needs=staff, prefill=desk.prefill_debate))
    catalogue.add(Command(("debate", "customs"), SetCustoms, desk.customs, needs=Standing.SHOP_MANAGER))
    catalogue.add_source(DEBATES, DebateSource(debates))
    catalogue.on_press(presses.Come, pressed.come)
    catalogue.on_press(presses.StayAway, pressed.stay_away)
    catalogue.on_press(presses.ShowDebate, pressed.show)
    catalogue.on_press(presses.AcceptDebate, pressed.accept, needs=staff)
    catalogue.on_press(presses.DebateOn, pressed.open_on, needs=staff)
    catalogue.on_press(presses.SlowDebate, pressed.slow, needs=staff)
    catalogue.begin_on(
        presses.WriteOutcome, ("debate", "outcome"), lambda press: {"debate": _KEY + to_short(press.debate)}
    )
    catalogue.on_press(presses.CloseDebate, pressed.close, needs=staff)
    catalogue.compose(rules.HEAD, letters.compose_head)
    catalogue.compose(rules.CALL, letters.compose_call)
    for kind in (rules.SLOW, rules.ENDING, rules.ENDED, rules.OUTCOME):
        catalogue.compose(kind, letters.compose_news)
    catalogue.on_opened(rules.HEAD, settle_in)
    for kind in (rules.OPEN_AT, rules.REMIND_AT, rules.CLOSE_AT, rules.ARCHIVE_AT, rules.LAPSE_AT):
        catalogue.when_due(kind, letters.run_due)


def _work_id(key: str) -> WorkId | None:
    """Return the work that the source of books named, if any; raises Refusal when the key is none of its keys."""
    if not key:
        return None
    try:
        return WorkId(from_short(key.removeprefix("#w")))
    except ValueError as problem:
        raise Refusal("works-none", typed=key) from problem


def _suggestion(debate: Debate) -> Suggestion:
    detail = debate.question if debate.question != debate.title else ""
    return Suggestion(_KEY + to_short(debate.id), cut(debate.title, MAX_NAME), cut(detail, MAX_NAME) if detail else "")


def _debate_of_key(key: str) -> DebateId:
    return debate_id(key.removeprefix(_KEY))
