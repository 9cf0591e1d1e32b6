"""answerCallbackQuery: once per press, in time, with a toast that fits."""

from sandbox.telegram.entities import Press, Toast
from sandbox.telegram.links import start_link
from sandbox.telegram.request import Method, Request
from sandbox.telegram.wire import wrong

LONGEST_TOAST = 200
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(request: Request) -> bool:
    parameters = request.parameters
    press = answerable_press(request)
    text = parameters.text("text")
    if len(text) > LONGEST_TOAST:
        raise wrong("MESSAGE_TOO_LONG")
    url = parameters.text("url")
    if url and not is_own_link(request, url):
        raise wrong("URL_INVALID")
    press.toast = Toast(press.user, text, parameters.flag("show_alert"), url)
    request.world.changes.publish("toast", press.chat, press)
    return True


def answerable_press(request: Request) -> Press:
    world = request.world
    press = world.presses.get(request.parameters.text("callback_query_id"))
    if press is None or press.bot is not request.bot:
        raise wrong(TOO_OLD)
    if press.is_answered:
        request.note(f"the press of {press.user.first_name} on {press.data!r} was answered twice")
        raise wrong(TOO_OLD)
    if world.seconds() - press.pressed_at_s > world.answer_deadline_s:
        press.was_blamed = True
        raise wrong(TOO_OLD)
    return press


def is_own_link(request: Request, url: str) -> bool:
    link = start_link(url)
    return link is not None and link.is_valid and link.username.lower() == request.bot.username.lower()


METHODS: dict[str, Method] = {"answerCallbackQuery": answer_callback_query}
