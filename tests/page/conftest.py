"""A real browser on the page of a real demo, in a process of its own; one demo for all the tests of a worker."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
WAIT_MS = 20_000
Opens = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of one demo on one worker where the runner can."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("page"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for one module: while it is open, no test of the same process can run a loop of its own."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        reason = "no browser: the page's tests are left out (install Chromium)"
        if os.environ.get("AGORA_TEST_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield opened
        opened.close()


@contextmanager
def demo() -> Iterator[str]:
    """Run the demo and yield where its page is, once its first journey has been played."""
    process = subprocess.Popen(
        [sys.executable, "bot.py", "demo", "--no-open"], cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert process.stdout is not None
    try:
        told = next(line.strip() for line in process.stdout if re.fullmatch(r"http://127\.0\.0\.1:\d+\n", line))
        assert any("0 violation(s)" in line for line in process.stdout), "the first journey was not played to its end"
        yield told
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
    assert process.returncode == 0


@pytest.fixture(scope="module")
def address(browser: Browser) -> Iterator[str]:
    with demo() as told:
        yield told


@pytest.fixture
def opens(browser: Browser, address: str) -> Iterator[Opens]:
    """Open the page of the common demo as somebody, in a window of their own."""
    yield from windows(browser, address)


@pytest.fixture
def visits(browser: Browser) -> Iterator[Opens]:
    """Open the page of a demo of one's own, where nobody has been yet."""
    with demo() as told:
        yield from windows(browser, told)


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where pictures go: into the documentation when AGORA_PICTURES is 1, else nowhere that stays."""
    kept = ROOT / "docs" / "pictures"
    return kept if os.environ.get("AGORA_PICTURES") == "1" else tmp_path


def windows(browser: Browser, address: str) -> Iterator[Opens]:
    """Yield what opens a window; whatever the page's scripts complain of, or ask of elsewhere, fails the test."""
    complaints: list[str] = []
    contexts = []

    def open_as(who: str, *, width: int = 1280, dark: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 860},
            color_scheme="dark" if dark else "light",
            timezone_id="Europe/Paris",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(WAIT_MS)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda told: complaints.append(told.text) if "violates" in told.text else None)
        page.on("request", lambda asked: complaints.append(asked.url) if not asked.url.startswith(address) else None)
        page.goto(f"{address}/?as={who}")
        return page

    expect.set_options(timeout=WAIT_MS)
    yield open_as
    for context in contexts:
        context.close()
    assert complaints == []
