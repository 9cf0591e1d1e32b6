"""Settings come from the environment; secrets never come out."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pydantic
import pytest

from config.logs import STRUCK_OUT, SecretFilter
from config.settings import read_settings

TOKEN = "123456:AAF-very-secret"


@pytest.fixture
def env_file(tmp_path: Path) -> Path:
    file = tmp_path / ".env"
    file.write_text(f"AGORA_TELEGRAM__TOKEN={TOKEN}\nAGORA_LOCALE=en\nAGORA_DATABASE__URL=sqlite:///x.db\n")
    return file


def test_settings_are_read_nested_and_typed(env_file: Path) -> None:
    settings = read_settings(env_file)
    assert settings.telegram.token.get_secret_value() == TOKEN
    assert settings.discord.token.get_secret_value() == ""
    assert settings.locale == "en"
    assert settings.database.url == "sqlite:///x.db"
    assert settings.secrets == (TOKEN,)


def test_a_wrong_setting_is_named(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("AGORA_LOCALE=klingon\n")
    with pytest.raises(pydantic.ValidationError, match="locale"):
        read_settings(file)


def test_a_printed_setting_hides_its_secret(env_file: Path) -> None:
    settings = read_settings(env_file)
    assert TOKEN not in repr(settings)
    assert TOKEN not in str(settings.model_dump())


@pytest.fixture
def logged() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(SecretFilter([TOKEN]))
    logger = logging.getLogger("under-test")
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    logger.addHandler(handler)
    yield logger, stream
    logger.removeHandler(handler)


def test_no_token_reaches_a_log_by_any_way(logged: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = logged
    logger.debug("calling %s", f"https://host/bot{TOKEN}/getMe")
    logger.warning({"url": TOKEN})
    try:
        int(TOKEN)
    except ValueError:
        logger.exception("failed with %r", [TOKEN])
    text = stream.getvalue()
    assert TOKEN not in text
    assert text.count(STRUCK_OUT) >= 4
    assert "Traceback" in text
