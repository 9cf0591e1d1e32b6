"""Carries the library's requests over aiohttp, many times cheaper than its own; must not let the token into a text.

The token stands in every address, so nothing that aiohttp says about a request is passed on: only the kind of failure.
"""

from __future__ import annotations

import json
import os
from typing import Any
from urllib.parse import urlencode

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

READ_SECONDS = 10.0
WRITE_SECONDS = 5.0
UPLOAD_SECONDS = 20.0
CONNECT_SECONDS = 5.0
KEEP_ALIVE_SECONDS = 30.0
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class NotSent(NetworkError):  # noqa: N818 - says what happened
    """The connection was never made: the server has not seen the request, and it may be sent again."""


class AiohttpRequest(BaseRequest):
    """The library's transport; `connections` is how many may be open at once."""

    def __init__(self, connections: int = 256) -> None:
        # The library's own switch for durations as timedeltas; while it is off, each pause asked for is a warning.
        os.environ.setdefault("PTB_TIMEDELTA", "true")
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return READ_SECONDS

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=KEEP_ALIVE_SECONDS)
            self._session = aiohttp.ClientSession(connector=connector)

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(  # noqa: PLR0913 - the signature is the library's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - aiohttp queues without end
    ) -> tuple[int, bytes]:
        """Return the status and body; raises TimedOut when no answer came, NotSent when nothing left."""
        if self._session is None:
            raise NotSent("the transport is closed")
        has_files = request_data is not None and request_data.contains_files
        waiting = _seconds(read_timeout, READ_SECONDS)
        sending = _seconds(write_timeout, UPLOAD_SECONDS if has_files else WRITE_SECONDS)
        timeout = aiohttp.ClientTimeout(
            total=None, sock_connect=_seconds(connect_timeout, CONNECT_SECONDS), sock_read=waiting + sending
        )
        try:
            body, headers = _body(request_data)
            async with self._session.request(method, url, data=body, headers=headers, timeout=timeout) as answer:
                return answer.status, await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as problem:
            raise NotSent(f"no connection ({type(problem).__name__})") from None
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as problem:
            raise NetworkError(f"connection lost ({type(problem).__name__})") from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return what the server said; its text, which may hold what readers wrote, is never logged."""
        try:
            parsed: dict[str, Any] = json.loads(payload)
        except ValueError:
            raise TelegramError("the answer is no JSON") from None
        return parsed


def _seconds(given: Any, usual: float) -> float:
    return usual if given is BaseRequest.DEFAULT_NONE or not isinstance(given, int | float) else float(given)


def _body(request_data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str]]:
    """Return the body and what it needs for headers. A form without files is written here: aiohttp's own is slow."""
    if request_data is None:
        return None, {}
    if not request_data.contains_files:
        return urlencode(request_data.json_parameters).encode(), _FORM
    form = aiohttp.FormData(request_data.json_parameters)
    for name, (file_name, content, mime) in request_data.multipart_data.items():
        form.add_field(name, content, filename=file_name, content_type=mime)
    return form, {}
