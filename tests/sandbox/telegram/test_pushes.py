"""The webhook from the bot's side: odd answers, a second address, what is pending, and what Telegram tells of it."""

from typing import Any

import pytest
from aiohttp import web

from tests.sandbox.telegram.conftest import Town
from tests.sandbox.telegram.test_webhook import Receiver, receiver

__all__ = ["receiver"]


def texts(receiver: Receiver) -> list[str]:
    return [update["message"]["text"] for update in receiver.updates]


@pytest.mark.parametrize(
    "answer",
    [
        {"body": b"\xff\xfe", "content_type": "text/plain"},
        {"text": "[1, 2]"},
        {"text": '{"method": 5}'},
        {"text": '{"method": "sendHologram"}'},
        {"text": '{"method": "sendMessage", "chat_id": 99, "text": "x"}'},
        {"status": 204},
    ],
    ids=["no text", "a list", "a number", "an unknown method", "a refused call", "nothing"],
)
async def test_an_odd_answer_takes_the_update_and_the_next_one_comes(
    town: Town, receiver: Receiver, answer: dict[str, Any]
) -> None:
    receiver.answers = [web.Response(**answer)]
    await town.raw("setWebhook", url=receiver.url)
    town.start(town.alice)
    town.sandbox.people.say(town.alice, town.bot, "Bonjour")
    await town.sandbox.sight.until(lambda: not len(town.bot.queue))
    assert texts(receiver) == ["/start", "Bonjour"]


async def test_a_call_in_the_answer_breaks_rules_like_any_other(town: Town, receiver: Receiver) -> None:
    receiver.answers = [web.json_response({"method": "sendMessage", "chat_id": town.alice.id, "text": ""})]
    await town.raw("setWebhook", url=receiver.url)
    town.start(town.alice)
    await town.sandbox.sight.call("sendMessage", lambda call: call.status == 400)
    assert town.broken_rules() == ["sendMessage: Bad Request: message text is empty"]


async def test_a_webhook_without_a_secret_sends_none(town: Town, receiver: Receiver) -> None:
    await town.raw("setWebhook", url=receiver.url)
    town.start(town.alice)
    await town.sandbox.sight.until(lambda: receiver.updates)
    assert receiver.secrets == [None]


async def test_a_new_address_takes_over_what_the_old_one_refused(town: Town, receiver: Receiver) -> None:
    await town.raw("setWebhook", url="http://127.0.0.1:9/hook")
    town.start(town.alice)
    await town.sandbox.sight.until(lambda: town.bot.webhook and town.bot.webhook.last_error)
    await town.raw("setWebhook", url=receiver.url, secret_token="neuf")
    await town.sandbox.sight.until(lambda: not len(town.bot.queue))
    assert (texts(receiver), receiver.secrets) == (["/start"], ["neuf"])


async def test_pending_updates_are_dropped_on_demand(town: Town, receiver: Receiver) -> None:
    town.start(town.alice)
    await town.raw("setWebhook", url=receiver.url, drop_pending_updates=True)
    town.start(town.bob)
    await town.sandbox.sight.until(lambda: receiver.updates)
    assert [update["message"]["from"]["first_name"] for update in receiver.updates] == ["Bob"]


async def test_deleting_the_webhook_keeps_or_drops_what_waits(town: Town) -> None:
    await town.raw("setWebhook", url="https://livres.example/hook")
    for is_dropped, left in ((False, 1), (True, 0)):
        town.start(town.alice)
        await town.raw("deleteWebhook", drop_pending_updates=is_dropped)
        assert min(len((await town.raw("getUpdates"))["result"]), 1) == left
        assert (await town.raw("getWebhookInfo"))["result"]["url"] == ""


async def test_only_the_kinds_asked_for_are_pushed(town: Town, receiver: Receiver) -> None:
    await town.raw("setWebhook", url=receiver.url, allowed_updates=["callback_query"])
    town.start(town.alice)
    town.sandbox.people.forge_press(town.alice, town.bot, "cast:1")
    await town.sandbox.sight.until(lambda: receiver.updates)
    assert [update.keys() - {"update_id"} for update in receiver.updates] == [{"callback_query"}]
    assert (await town.raw("getWebhookInfo"))["result"]["allowed_updates"] == ["callback_query"]


async def test_the_state_of_the_webhook_is_told(town: Town, receiver: Receiver) -> None:
    receiver.answers = [web.Response(status=502)]
    await town.raw("setWebhook", url=receiver.url, max_connections=7)
    town.start(town.alice)
    await town.sandbox.sight.until(lambda: len(receiver.updates) == 2 and not len(town.bot.queue))
    info = (await town.raw("getWebhookInfo"))["result"]
    assert (info["url"], info["max_connections"], info["pending_update_count"]) == (receiver.url, 7, 0)
    assert info["last_error_message"] == "Wrong response from the webhook: 502 Bad Gateway"
    assert info["last_error_date"] > 0


@pytest.mark.parametrize("secret", ["x" * 256, "Az09_-", ""])
async def test_a_secret_of_letters_digits_and_dashes_is_taken(town: Town, secret: str) -> None:
    assert (await town.raw("setWebhook", url="https://livres.example/hook", secret_token=secret))["ok"]
    assert town.bot.webhook
    assert town.bot.webhook.secret == secret


async def test_every_bot_has_a_webhook_of_its_own(town: Town, receiver: Receiver) -> None:
    other = town.sandbox.build.add_bot("Vitrine", "vitrine_bot")
    await town.raw("setWebhook", url=receiver.url)
    town.sandbox.people.start(town.alice, other)
    town.start(town.alice)
    await town.sandbox.sight.until(lambda: receiver.updates)
    assert (len(receiver.updates), len(other.queue), other.webhook) == (1, 1, None)
