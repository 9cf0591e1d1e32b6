"""The webhook: pushed with its secret, until it is taken, with calls in the answer, and in conflict with polls."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from sandbox.loopback import Loopback
from sandbox.telegram.webhooks import SECRET_HEADER
from tests.sandbox.telegram.conftest import Town


@dataclass(slots=True)
class Receiver:
    """A bot's own web server: it answers with `answers`, one after the other, then with 200."""

    url: str = ""
    secrets: list[str | None] = field(default_factory=list)
    updates: list[dict[str, Any]] = field(default_factory=list)
    answers: list[web.Response] = field(default_factory=list)

    async def take(self, http: web.Request) -> web.Response:
        self.secrets.append(http.headers.get(SECRET_HEADER))
        self.updates.append(await http.json())
        return self.answers.pop(0) if self.answers else web.Response()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    loopback = Loopback()
    await loopback.start(app)
    receiver.url = f"{loopback.address}/hook"
    yield receiver
    await loopback.stop()


async def test_updates_are_pushed_with_the_secret_in_order(town: Town, receiver: Receiver) -> None:
    town.start(town.alice)
    async with town.app(poll=False) as app:
        assert await app.bot.set_webhook(receiver.url, secret_token="s3cret")
        town.start(town.bob)
        await town.sandbox.sight.until(lambda: len(receiver.updates) == 2)
    assert receiver.secrets == ["s3cret", "s3cret"]
    assert [update["message"]["from"]["first_name"] for update in receiver.updates] == ["Alice", "Bob"]
    assert town.broken_rules() == []


async def test_what_is_not_taken_comes_again(town: Town, receiver: Receiver) -> None:
    receiver.answers = [web.Response(status=500), web.Response(status=403)]
    await town.raw("setWebhook", url=receiver.url)
    town.start(town.alice)
    await town.sandbox.sight.until(lambda: len(receiver.updates) == 3)
    await town.sandbox.sight.until(lambda: not len(town.bot.queue))
    assert len({update["update_id"] for update in receiver.updates}) == 1
    assert receiver.secrets == [None] * 3
    info = (await town.raw("getWebhookInfo"))["result"]
    assert (info["url"], info["last_error_message"]) == (
        receiver.url,
        "Wrong response from the webhook: 403 Forbidden",
    )
    assert info["pending_update_count"] == 0


async def test_a_call_in_the_answer_is_performed(town: Town, receiver: Receiver) -> None:
    call = {"method": "sendMessage", "chat_id": town.alice.id, "text": "Bienvenue"}
    receiver.answers = [web.json_response(call), web.Response(text="not JSON")]
    await town.raw("setWebhook", url=receiver.url)
    town.start(town.alice)
    await town.sandbox.sight.sees(town.alice, town.bot, "Bienvenue")
    town.start(town.bob)
    await town.sandbox.sight.until(lambda: len(receiver.updates) == 2)
    assert town.sandbox.record.of("sendMessage")[0].status == 200


async def test_polling_and_a_webhook_exclude_each_other(town: Town, receiver: Receiver) -> None:
    polling = asyncio.create_task(town.raw("getUpdates", timeout=30))
    await town.sandbox.sight.until(lambda: town.sandbox.record.of("getUpdates"))
    await town.raw("setWebhook", url=receiver.url, drop_pending_updates=True)
    assert (await polling)["description"] == "Conflict: terminated by setWebhook request"
    refused = await town.raw("getUpdates")
    assert refused["description"].startswith("Conflict: can't use getUpdates method while webhook is active")
    assert await town.raw("deleteWebhook") == {"ok": True, "result": True, "status": 200}
    town.start(town.alice)
    assert len((await town.raw("getUpdates"))["result"]) == 1
    assert receiver.updates == []


async def test_an_unreachable_webhook_is_told(town: Town) -> None:
    await town.raw("setWebhook", url="http://127.0.0.1:9/hook")
    town.start(town.alice)
    hook = town.bot.webhook
    assert hook
    await town.sandbox.sight.until(lambda: hook.last_error)
    assert hook.last_error.startswith("Connection failed")
    assert len(town.bot.queue) == 1


@pytest.mark.parametrize(
    ("parameters", "complaint"),
    [
        ({"url": "ftp://example.org"}, "Bad Request: invalid webhook URL specified"),
        ({"url": "http://example.org/hook"}, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://example.org", "secret_token": "é"},
            "Bad Request: secret token contains unallowed characters",
        ),
        ({"url": "https://example.org", "secret_token": "x" * 257}, "Bad Request: secret token is too long"),
    ],
)
async def test_bad_webhooks_are_refused(town: Town, parameters: dict[str, str], complaint: str) -> None:
    assert (await town.raw("setWebhook", **parameters))["description"] == complaint
    assert town.bot.webhook is None
    assert len(town.sandbox.violations) == 1


async def test_an_empty_url_deletes_the_webhook(town: Town, receiver: Receiver) -> None:
    await town.raw("setWebhook", url=receiver.url, allowed_updates=["message"])
    await town.raw("setWebhook", url="")
    assert (await town.raw("getWebhookInfo"))["result"]["url"] == ""
    assert town.bot.queue.allowed == {"message"}
