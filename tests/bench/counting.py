"""Seconds to count 100,000 ballots of 12 titles (25,000 different ones) by every method, beside independent libraries
that count the same ones, and how long the event loop is kept waiting meanwhile."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from core.votes.counting.methods import METHODS, Count
from core.votes.counting.model import Election
from tests.core.votes.counting.oracles import ORACLES, Oracle

TITLES = 12
DISTINCT = 25_000
TIMES = 4
SEATS = 3
ROUNDS = 3
AIM = 0.5
"""Seconds that no method may need."""
AIM_PAUSE_MS = 50
BEAT = 0.001
"""Seconds between two looks at the clock by the loop that must not be kept waiting."""


def election_of(ballot_type: str) -> Election[Any]:
    """Return ballots drawn from a seed; of approvals no more than 4,095 can differ, and their count is no harder."""
    draw = Random(12)
    titles = list(range(TITLES))

    def paper() -> Any:
        if ballot_type == "score":
            return tuple(draw.choice((None, 0, 1, 2, 3, 4, 5)) for _ in titles)
        picked = draw.sample(titles, draw.randint(1, TITLES))
        if ballot_type == "ranked_ties":
            cut = draw.randint(0, len(picked) - 1)
            return (*((title,) for title in picked[:cut]), tuple(picked[cut:]))
        return tuple(picked) if ballot_type == "approval" else tuple((title,) for title in picked)

    if ballot_type == "components":
        return Election(TITLES, [(tuple(range(TITLES)), 1), (tuple(range(TITLES)), 1)], seats=SEATS)
    return Election(TITLES, [(paper(), TIMES) for _ in range(DISTINCT)], seats=SEATS)


async def measure(_: Path) -> list[str]:
    """Return a line a method and kind of ballot: the best of three counts, made in a thread as the product does, by
    seconds and by the longest pause of the loop."""
    ballots = f"{DISTINCT * TIMES:,} ballots of {TITLES} titles, {DISTINCT:,} different"
    lines = [f"counting {ballots}: aims {AIM} s and {AIM_PAUSE_MS} ms"]
    for method, counts in METHODS.items():
        for ballot_type, count in counts.items():
            election = election_of(ballot_type)
            figures = [await _timed(count, election) for _round in range(ROUNDS)]
            seconds, pause_ms = min(taken for taken, _ in figures), min(pause for _, pause in figures)
            remark = "" if seconds < AIM and pause_ms < AIM_PAUSE_MS else "  misses an aim"
            line = f"  {method:13} {ballot_type:12} {seconds:6.3f} s  loop waits {pause_ms:5.1f} ms{remark}"
            mine = [each for each in ORACLES if (each.method, each.ballot_type) == (method, ballot_type)]
            lines += [line, *(_beside(oracle, count, election) for oracle in mine)]
    return lines


def _beside(oracle: Oracle, count: Count, election: Election[Any]) -> str:
    """Say how long a library needs for the same ballots and one seat, the writing of its own kind of ballots left out,
    and how long Agora does."""
    single = replace(election, seats=1)
    theirs, ours = _best(oracle.write(single)), _best(lambda: count(single))
    return f"    one seat: {oracle.library} {theirs:.2f} s, Agora {ours:.3f} s: {theirs / ours:.1f} times as fast"


def _best(act: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        act()
        taken.append(time.perf_counter() - began)
    return min(taken)


async def _timed(count: Count, election: Election[Any]) -> tuple[float, float]:
    """Return the seconds that a count took and the longest pause of the loop meanwhile, in milliseconds."""
    began = last = time.perf_counter()
    longest = 0.0
    counting = asyncio.create_task(asyncio.to_thread(count, election))
    while not counting.done():
        await asyncio.sleep(BEAT)
        now = time.perf_counter()
        longest, last = max(longest, now - last - BEAT), now
    await counting
    return time.perf_counter() - began, longest * 1000
