"""The webhook as the outside world meets it: wrong doors, wrong sizes, the same push many times, a database away."""

from __future__ import annotations

import asyncio
import io
import json
from typing import Any

import aiohttp
import pytest

from handlers.lanes import Lanes
from handlers.parsing import Raw
from handlers.webhook import LARGEST_PUSH_BYTES, SECRET_HEADER, PushDesk, Webhook, receiving
from tests.handlers.test_intake import raw_update
from tests.handlers.test_webhook import SECRET, free_address
from tests.handlers.town import Town

HEADERS = {SECRET_HEADER: SECRET}


class Desk:
    """Notes what is taken in; `is_away` while nothing can be written."""

    def __init__(self) -> None:
        self.taken: list[int] = []
        self.is_away = False
        listen = free_address()
        self.webhook = Webhook(f"http://{listen}/telegram", SECRET, listen)
        self.desk = PushDesk(SECRET, self.take_in, Lanes(1))

    async def take_in(self, batch: Any) -> None:
        if self.is_away:
            raise OSError("no space left on device")
        self.taken += [each["update_id"] for each in batch]

    async def ask(self, body: bytes, method: str = "POST", path: str = "", **headers: str) -> int:
        async with aiohttp.ClientSession() as client:
            url = self.webhook.url + path
            async with client.request(method, url, data=io.BytesIO(body), headers={**HEADERS, **headers}) as answer:
                return answer.status


@pytest.fixture
def desk() -> Desk:
    return Desk()


def body_of(number: int, padding: int = 0) -> bytes:
    raw: Raw = {**raw_update(number), "padding": "x" * padding}
    return json.dumps(raw).encode()


async def test_only_a_post_at_the_very_address_is_a_push(desk: Desk) -> None:
    async with receiving(desk.webhook, desk.desk):
        assert await desk.ask(body_of(1), "GET") == 405
        assert await desk.ask(body_of(1), "PUT") == 405
        assert await desk.ask(body_of(1), path="/other") == 404
        assert await desk.ask(body_of(2)) == 200
    assert desk.taken == [2]


async def test_a_body_larger_than_any_update_is_refused_and_the_next_is_taken(desk: Desk) -> None:
    async with receiving(desk.webhook, desk.desk):
        assert await desk.ask(body_of(1, LARGEST_PUSH_BYTES)) == 413
        assert await desk.ask(body_of(2, LARGEST_PUSH_BYTES // 2)) == 200
    assert desk.taken == [2]


@pytest.mark.parametrize("secret", ["", "hush_hus", "hush_hushh", "HUSH_HUSH", "é"])
async def test_a_secret_that_is_nearly_right_is_wrong(desk: Desk, secret: str) -> None:
    assert await desk.desk.handle_push(body_of(1), secret) == 403
    assert desk.taken == []


async def test_a_wrong_secret_is_refused_before_the_body_is_looked_at(desk: Desk) -> None:
    assert await desk.desk.handle_push(b"\xff{{{", "guess") == 403


async def test_while_nothing_can_be_written_telegram_is_told_to_come_again(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.is_away = True
    async with receiving(desk.webhook, desk.desk):
        assert await desk.ask(body_of(1)) == 503
        desk.is_away = False
        assert await desk.ask(body_of(1)) == 200
    assert desk.taken == [1]
    assert "could not be written down" in caplog.text
    assert "Emma" not in caplog.text


async def test_a_deeply_nested_body_is_no_update_and_stops_nothing(desk: Desk) -> None:
    nested = b'{"update_id": 1, "message": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    async with receiving(desk.webhook, desk.desk):
        assert await desk.ask(nested) == 400
        assert await desk.ask(body_of(2)) == 200
    assert desk.taken == [2]


async def test_an_update_pushed_many_times_at_once_is_handled_once(town: Town) -> None:
    town.start(town.bob)
    listen = free_address()
    webhook = Webhook(f"http://{listen}/telegram", SECRET, listen)
    async with town.running(webhook):
        await town.sees(town.bob, "Hello")
        person = {"id": town.bob.id, "is_bot": False, "first_name": "Bob", "language_code": "en"}
        message = {**raw_update(1)["message"], "from": person, "text": "/echo Emma"}
        message["chat"] = {"id": town.bob.id, "type": "private", "first_name": "Bob"}
        body = json.dumps({"update_id": 90_000, "message": message})
        async with aiohttp.ClientSession() as client:

            async def push() -> int:
                async with client.post(webhook.url, data=body, headers=HEADERS) as answer:
                    return answer.status

            statuses = await asyncio.gather(*(push() for _ in range(8)))
        await town.sees(town.bob, "You said: Emma")
    assert statuses == [200] * 8
    assert town.probe.echoes == ["Emma"]


async def test_the_address_is_free_again_after_a_stop(desk: Desk) -> None:
    for number in (1, 2):
        async with receiving(desk.webhook, desk.desk):
            assert await desk.ask(body_of(number)) == 200
        with pytest.raises(aiohttp.ClientConnectorError):
            await desk.ask(body_of(number))
    assert desk.taken == [1, 2]


async def test_an_address_that_is_taken_is_an_error_and_leaves_nothing_open(desk: Desk) -> None:
    async with receiving(desk.webhook, desk.desk):
        with pytest.raises(OSError, match="address already in use"):
            async with receiving(desk.webhook, desk.desk):
                raise AssertionError
        assert await desk.ask(body_of(1)) == 200
