"""Restarts after failures, with growing pauses, and none after a refusal."""

from __future__ import annotations

import logging

import pytest

from core.delivery.supervision import LONGEST_PAUSE_SECONDS, Supervised, supervise
from core.kernel.errors import AdapterRefused, AdapterUnreachable


class Flaky:
    """Fails as often as told, then ends as told."""

    def __init__(self, failures: int, end: Exception | None = None) -> None:
        self.failures = failures
        self.end = end
        self.runs = 0
        self.pauses: list[float] = []

    async def run(self) -> None:
        self.runs += 1
        if self.runs <= self.failures:
            raise ConnectionError("down")
        if self.end:
            raise self.end

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)


async def test_it_runs_again_after_each_failure_and_waits_longer_each_time() -> None:
    flaky = Flaky(failures=12)
    await supervise(Supervised("alpha", flaky.run), flaky.pause)
    assert flaky.runs == 13
    assert flaky.pauses[:4] == [1, 2, 4, 8]
    assert max(flaky.pauses) == LONGEST_PAUSE_SECONDS


async def test_a_refused_platform_is_left_off_with_one_line(caplog: pytest.LogCaptureFixture) -> None:
    flaky = Flaky(failures=1, end=AdapterRefused("token-refused"))
    with caplog.at_level(logging.ERROR):
        await supervise(Supervised("alpha", flaky.run, lambda message: f"« {message} »"), flaky.pause)
    assert flaky.runs == 2
    assert caplog.records[-1].getMessage() == "alpha is off: « token-refused »"
    assert caplog.records[-1].exc_info is None


async def test_a_platform_that_does_not_answer_is_one_line_and_a_bug_keeps_its_stack(
    caplog: pytest.LogCaptureFixture,
) -> None:
    failures: list[Exception] = [AdapterUnreachable("nobody there"), ValueError("a bug")]

    async def run() -> None:
        if failures:
            raise failures.pop(0)

    await supervise(Supervised("alpha", run), Flaky(0).pause)
    outage, bug = caplog.records
    assert (outage.getMessage(), outage.exc_info) == ("alpha does not answer (nobody there); again in 1 s", None)
    assert (bug.getMessage(), bool(bug.exc_info)) == ("alpha failed; again in 2 s", True)
