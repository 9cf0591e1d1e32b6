"""Logging set-up: one line a record, secrets struck out at every level; must not log anything itself."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterable
from types import TracebackType
from urllib.parse import quote

STRUCK_OUT = "[secret]"
_CHATTY = (
    "httpx",
    "httpcore",
    "discord.http",
    "discord.gateway",
    "discord.client",
    "apscheduler",
    "aiosqlite",
    "alembic",
)


class SecretFilter(logging.Filter):
    """Strikes secrets out of messages, arguments and tracebacks before any handler sees them."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        plain = {secret for secret in secrets if secret}
        self._secrets = sorted(plain | {quote(secret, safe="") for secret in plain}, key=len, reverse=True)

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place; every record passes."""
        record.msg, record.args = self.strike(_message(record)), None
        if isinstance(record.exc_info, tuple) and record.exc_info[0]:
            record.exc_text = _told(record.exc_info)
            record.exc_info = None
        record.exc_text = self.strike(record.exc_text) if record.exc_text else record.exc_text
        record.stack_info = self.strike(record.stack_info) if record.stack_info else record.stack_info
        return True

    def strike(self, text: str) -> str:
        """Return the text without any secret."""
        for secret in self._secrets:
            text = text.replace(secret, STRUCK_OUT)
        return text


def set_up_logs(level: str, secrets: Iterable[str]) -> None:
    """Send every record to standard error, at `level` and above, secrets struck out."""
    handler = logging.StreamHandler()
    handler.addFilter(SecretFilter(secrets))
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)-7s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def _message(record: logging.LogRecord) -> str:
    """Return the message, or its parts as they are when they do not fit each other: no log may stop who writes it."""
    try:
        return record.getMessage()
    except Exception:  # noqa: BLE001 - whatever a library's own formatting raises
        return f"{record.msg} {record.args!r}"


def _told(
    exc_info: tuple[type[BaseException] | None, BaseException | None, TracebackType | None],
) -> str:
    return "".join(traceback.format_exception(*exc_info)).rstrip()
