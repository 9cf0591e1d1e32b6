"""Whatever happens to a debate in whatever order, outages included, its rooms hear each thing once and in order."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from core.debates.model import LIVE, Debate, State
from core.kernel.errors import Refusal
from tests.core.debates.agora import OLGA, Agora
from tests.core.votes.town import ALPHA, BETA

STEPS = {State.PROPOSED: 0, State.SCHEDULED: 0, State.OPEN: 1, State.CLOSING: 2, State.CLOSED: 3, State.ARCHIVED: 4}
ACT = st.sampled_from(("slow", "free", "close", "accept", "outcome", "day", "hour", "week", "down", "up", "twice"))


async def act(agora: Agora, debate: Debate, name: str) -> None:
    olga, number = await agora.caller(OLGA), len(agora.everything())
    match name:
        case "slow" | "free":
            await agora.debates.slow(olga, debate.id, 60 * (name == "slow"))
        case "close":
            await agora.debates.close(olga, debate.id)
        case "accept":
            await agora.debates.accept(olga, debate.id)
        case "outcome":
            await agora.debates.tell_outcome(olga, debate.id, f"Bilan {number}")
        case "down" | "up":
            agora.couriers[BETA].is_down = name == "down"
        case "twice":
            for kind in ("debate-open", "debate-remind", "debate-close"):
                due = {"debate-open": debate.opens_at, "debate-close": debate.closes_at}
                early = debate.closes_at - timedelta(days=1) if debate.closes_at else None
                at = due.get(kind, early)
                if at is not None and at <= agora.town.clock.now():
                    await agora.debates.run_due(debate.id, kind)
        case _:
            hours = {"hour": 1, "day": 24, "week": 168}[name]
            await agora.wait(hours=hours)


@settings(max_examples=40, deadline=None)
@given(acts=st.lists(ACT, max_size=10), is_planned=st.booleans())
async def test_rooms_hear_each_thing_once_in_order_and_nothing_after_the_end_but_the_outcome(
    acts: list[str], is_planned: bool
) -> None:
    agora = await Agora.build()
    debate = await agora.open(hours=72, opens_in=24 if is_planned else None)
    step = 0
    for name in acts:
        with suppress(Refusal):
            await act(agora, debate, name)
        await agora.deliver()
        now = STEPS[await agora.state(debate)]
        assert now >= step, "no way back"
        step = now
    agora.couriers[BETA].is_down = False
    await agora.wait(hours=1)
    found = await agora.get(debate)
    for platform in (ALPHA, BETA):
        if not agora.said(platform):
            assert found.state not in LIVE
            continue
        head, *news = agora.said(platform)
        assert [each for each in news if each.text.startswith("<")] == [], "one head"
        assert sum("Plus qu’un jour" in each.text for each in news) <= 1
        ends = [place for place, each in enumerate(news) if "est clos" in each.text]
        assert len(ends) == (found.state in {State.CLOSED, State.ARCHIVED})
        after = news[ends[0] :] if ends else []
        assert {each.deed for each in after} <= {"shut"}
        assert ["ressort" in each.text for each in after[1:]] == [True] * len(after[1:])
        assert ("rangé" in head.text, "est clos" in head.text, "[" in head.text) == (
            found.state is State.ARCHIVED,
            found.state is State.CLOSED,
            found.state in LIVE,
        )
        assert found.outcome in head.text
