"""Pushes: answered only when written down, refused without the secret, and the way back to polling."""

from __future__ import annotations

import json
import socket
from typing import Any

import aiohttp
import pytest

from handlers.inbox import WAITING
from handlers.lanes import Lanes
from handlers.parsing import Raw
from handlers.webhook import SECRET_HEADER, PushDesk, Webhook
from tests.handlers.test_intake import raw_update
from tests.handlers.town import Town

SECRET = "hush_hush"


def free_address() -> str:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{found.getsockname()[1]}"


@pytest.fixture
def webhook() -> Webhook:
    listen = free_address()
    return Webhook(f"http://{listen}/telegram", SECRET, listen)


async def test_pushed_updates_are_answered(town: Town, webhook: Webhook) -> None:
    town.start(town.bob)
    async with town.running(webhook):
        town.say(town.bob, "/echo Emma")
        await town.sees(town.bob, "You said: Emma")
        assert town.bot.webhook is not None
        assert town.bot.webhook.secret == SECRET
    assert town.sandbox.record.of("getUpdates") == []


async def test_a_push_without_the_secret_is_refused(town: Town, webhook: Webhook) -> None:
    async with town.running(webhook), aiohttp.ClientSession() as client:
        body = json.dumps(raw_update(900))
        for headers in ({}, {SECRET_HEADER: "guess"}, {SECRET_HEADER: "é"}):
            async with client.post(webhook.url, data=body, headers=headers) as answer:
                assert answer.status == 403
        async with client.post(webhook.url, data=body, headers={SECRET_HEADER: SECRET}) as answer:
            assert answer.status == 200
    assert await town.storage.read(lambda rows: rows.inbox.highest(str(town.bot.id))) == 900


async def test_polling_takes_over_from_a_webhook(town: Town, webhook: Webhook) -> None:
    async with town.running(webhook):
        pass
    town.start(town.bob)
    async with town.running():
        await town.sees(town.bob, "Hello")
    assert town.bot.webhook is None


async def test_a_push_is_answered_only_after_it_is_written_down() -> None:
    kept: list[Raw] = []
    lanes = Lanes(1)

    async def take_in(batch: Any) -> None:
        if not kept and batch[0]["update_id"] == 1:
            kept.append({})
            raise OSError("no space left on device")
        kept.extend(batch)

    desk = PushDesk(SECRET, take_in, lanes)
    body = json.dumps(raw_update(1)).encode()
    assert await desk.handle_push(body, SECRET) == 503
    assert await desk.handle_push(body, SECRET) == 200
    assert [each["update_id"] for each in kept[1:]] == [1]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"update_id": "1"}', b"\xff"])
async def test_what_is_no_update_is_refused(body: bytes) -> None:
    taken: list[Raw] = []

    async def take_in(batch: Any) -> None:
        taken.extend(batch)

    assert await PushDesk(SECRET, take_in, Lanes(1)).handle_push(body, SECRET) == 400
    assert taken == []


async def test_too_much_at_once_is_left_with_telegram() -> None:
    lanes = Lanes(1)

    async def nothing() -> None:
        """A job that is never begun: no worker was started."""

    for number in range(WAITING):
        lanes.put(number, nothing)

    async def take_in(batch: Any) -> None:
        raise AssertionError

    assert await PushDesk(SECRET, take_in, lanes).handle_push(json.dumps(raw_update(1)).encode(), SECRET) == 503


async def test_without_a_secret_of_its_own_nothing_is_taken() -> None:
    async def take_in(batch: Any) -> None:
        raise AssertionError

    assert await PushDesk("", take_in, Lanes(1)).handle_push(b"{}", "") == 403
