"""No secret reaches a log at any level, in any way a record can carry it, and the log itself never stops the bot."""

from __future__ import annotations

import io
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.logs import STRUCK_OUT, SecretFilter, set_up_logs

TOKEN = "123456:AAF-very-secret"
LEVELS = [logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR, logging.CRITICAL]


@pytest.fixture
def logged() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    """A logger whose one handler strikes the token out, and what it has written."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(SecretFilter([TOKEN]))
    logger = logging.getLogger("under-strike")
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    logger.addHandler(handler)
    yield logger, stream
    logger.removeHandler(handler)


def fail() -> None:
    raise ConnectionError(f"https://host/bot{TOKEN}/getMe")


@pytest.mark.parametrize("level", LEVELS)
def test_every_level_is_struck(logged: tuple[logging.Logger, io.StringIO], level: int) -> None:
    logger, stream = logged
    logger.log(level, "calling %s of %d", f"https://host/bot{TOKEN}/getMe", 3)
    assert stream.getvalue() == f"calling https://host/bot{STRUCK_OUT}/getMe of 3\n"


def test_a_chain_of_causes_is_struck_to_its_first(logged: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = logged
    try:
        try:
            fail()
        except ConnectionError as problem:
            problem.add_note(f"while using {TOKEN}")
            raise RuntimeError(f"no answer for {TOKEN}") from problem
    except RuntimeError:
        logger.exception("failed")
    text = stream.getvalue()
    assert TOKEN not in text
    assert text.count(STRUCK_OUT) == 3
    assert "direct cause" in text


def test_a_group_of_problems_is_struck(logged: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = logged
    problem = ExceptionGroup("two", [ValueError(TOKEN), ExceptionGroup("inner", [KeyError(TOKEN)])])
    logger.error("failed", exc_info=problem)
    assert TOKEN not in stream.getvalue()
    assert stream.getvalue().count(STRUCK_OUT) == 2


def test_a_secret_as_it_stands_in_an_address_is_struck_too(logged: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = logged
    logger.info("GET https://host/bot%s/getMe", quote(TOKEN, safe=""))
    assert stream.getvalue() == f"GET https://host/bot{STRUCK_OUT}/getMe\n"


def test_a_stack_that_is_asked_for_is_struck(logged: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = logged
    record = logger.makeRecord(logger.name, logging.INFO, "f.py", 1, "here", (), None, sinfo=f"  call('{TOKEN}')")
    logger.handle(record)
    assert TOKEN not in stream.getvalue()
    assert "call(" in stream.getvalue()


def test_a_record_that_does_not_fit_its_arguments_is_told_and_raises_nothing(
    logged: tuple[logging.Logger, io.StringIO],
) -> None:
    logger, stream = logged
    for message in ("one %s two %s", "%d"):
        logger.warning(message, TOKEN)
    text = stream.getvalue()
    assert "one %s two %s" in text
    assert TOKEN not in text


@given(st.lists(st.text(min_size=1, max_size=8), max_size=4), st.text(max_size=40))
def test_of_secrets_that_lie_in_each_other_nothing_is_left(secrets: list[str], text: str) -> None:
    mixed = text.join(["", *secrets, ""])
    struck = SecretFilter(secrets).strike(mixed)
    for piece in struck.split(STRUCK_OUT):
        assert not any(secret in piece for secret in secrets)


def test_nothing_is_struck_when_nothing_is_secret() -> None:
    assert SecretFilter(["", ""]).strike("rien à cacher") == "rien à cacher"


CHATTY = """
import logging, sys
from config.logs import set_up_logs
set_up_logs(sys.argv[1], [sys.argv[2]])
set_up_logs(sys.argv[1], [sys.argv[2]])
for name in ("agora", "httpx", "discord.http"):
    for level in (10, 20, 30, 40):
        logging.getLogger(name).log(level, "%s %s", name, sys.argv[2])
raise SystemExit(len(logging.getLogger().handlers) - 1)
"""


@pytest.mark.parametrize(("level", "ours", "theirs"), [("DEBUG", 4, 2), ("INFO", 3, 2), ("ERROR", 1, 1)])
def test_the_libraries_that_talk_much_are_heard_from_warnings_on(level: str, ours: int, theirs: int) -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", CHATTY, level, TOKEN], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stderr.count("agora: agora") == ours
    assert done.stderr.count("httpx: httpx") == done.stderr.count("discord.http: discord.http") == theirs
    assert TOKEN not in done.stderr + done.stdout
    assert done.stderr.count(STRUCK_OUT) == ours + 2 * theirs


def test_an_unknown_level_is_an_error_at_once() -> None:
    before = logging.getLogger().handlers[:]
    with pytest.raises(ValueError, match="LOUD"):
        set_up_logs("LOUD", [])
    logging.getLogger().handlers[:] = before
