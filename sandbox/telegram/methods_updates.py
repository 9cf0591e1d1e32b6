"""getMe, getUpdates and the webhook: how a bot takes its updates."""

import re
from urllib.parse import urlsplit

from sandbox.telegram.entities import Webhook
from sandbox.telegram.payloads import bot_payload
from sandbox.telegram.request import Method, Request
from sandbox.telegram.wire import ApiError, Json, conflict, wrong

SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
PORTS = frozenset({None, 80, 88, 443, 8443})
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


def get_me(request: Request) -> Json:
    return bot_payload(request.bot)


async def get_updates(request: Request) -> list[Json]:
    if request.bot.webhook:
        raise conflict(WEBHOOK_ACTIVE)
    allow_as_asked(request)
    parameters, queue = request.parameters, request.bot.queue
    queue.confirm(parameters.integer("offset"))
    request.world.changes.wake()
    limit = parameters.integer("limit", 100)
    return await queue.poll(limit, parameters.integer("timeout"), request.is_alive)


def allow_as_asked(request: Request) -> None:
    kinds = request.parameters.structure("allowed_updates", "can't parse allowed_updates: expected an Array", list)
    if kinds is not None:
        request.bot.queue.allow(map(str, kinds))


def set_webhook(request: Request) -> bool:
    parameters, bot = request.parameters, request.bot
    url = parameters.text("url")
    secret = parameters.text("secret_token")
    if not url:
        return delete_webhook(request)
    check_address(url)
    if not SECRET.fullmatch(secret):
        raise wrong("secret token contains unallowed characters" if len(secret) <= 256 else "secret token is too long")
    allow_as_asked(request)
    if parameters.flag("drop_pending_updates"):
        bot.queue.drop()
    bot.queue.terminate(ApiError(409, "Conflict: terminated by setWebhook request"))
    bot.webhook = Webhook(url, secret, parameters.integer("max_connections", 40))
    request.world.changes.publish("webhook", None, bot)
    return True


def check_address(url: str) -> None:
    """ApiError for an address to which Telegram pushes nothing; on loopback any port and plain HTTP will do."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise wrong("invalid webhook URL specified") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise wrong("invalid webhook URL specified")
    if parts.hostname in LOOPBACK:
        return
    if parts.scheme == "http":
        raise wrong("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in PORTS:
        raise wrong("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def delete_webhook(request: Request) -> bool:
    if request.parameters.flag("drop_pending_updates"):
        request.bot.queue.drop()
    request.bot.webhook = None
    request.world.changes.publish("webhook", None, request.bot)
    return True


def get_webhook_info(request: Request) -> Json:
    bot, hook = request.bot, request.bot.webhook
    info: Json = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(bot.queue),
        "allowed_updates": sorted(bot.queue.allowed),
    }
    if hook:
        info["max_connections"] = hook.max_connections
        if hook.last_error:
            info["last_error_date"] = hook.last_error_date
            info["last_error_message"] = hook.last_error
    return info


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
