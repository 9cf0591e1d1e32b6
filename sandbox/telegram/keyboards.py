"""Reply markup of a call: what a keyboard may hold, with the server's refusals."""

import re
from typing import Any

from sandbox.telegram.html_entities import normal_url
from sandbox.telegram.links import check_start_link
from sandbox.telegram.request import Request
from sandbox.telegram.wire import Json, wrong

MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
LONGEST_DATA_BYTES = 64
LONGEST_COPY = 256
STYLES = frozenset({"danger", "success", "primary"})
ACTIONS = frozenset(
    {
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    }
)
KEYBOARDS = frozenset({"inline_keyboard", "keyboard", "remove_keyboard", "force_reply"})
BROKEN = "can't parse reply keyboard markup JSON object"


def reply_markup(request: Request) -> Json | None:
    """The checked markup; None when absent or an empty inline keyboard, which removes one."""
    markup: Json | None = request.parameters.structure("reply_markup", BROKEN, dict)
    if not markup:
        return None
    if len(KEYBOARDS & markup.keys()) != 1:
        request.note(f"reply_markup is none of the four kinds: {sorted(markup)}")
    if "inline_keyboard" in markup:
        rows = checked_rows(markup["inline_keyboard"], "inline_keyboard")
        for button in (button for row in rows for button in row):
            check_inline_button(request, button)
        return {"inline_keyboard": rows} if any(rows) else None
    if "keyboard" in markup:
        for button in (button for row in checked_rows(markup["keyboard"], "keyboard") for button in row):
            check_label(button, "keyboard button")
    return markup


def inline_markup(request: Request) -> Json | None:
    """The checked markup of an edit, which takes inline keyboards only."""
    markup = reply_markup(request)
    if markup and "inline_keyboard" not in markup:
        raise wrong("inline keyboard expected")
    return markup


def checked_rows(rows: Any, name: str) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise wrong(f'Field "{name}" of the InlineKeyboardMarkup must be an Array of Arrays')
    if sum(map(len, rows)) > MOST_BUTTONS or any(len(row) > MOST_IN_A_ROW for row in rows):
        raise wrong("reply markup is too long")
    return [row for row in rows if row]


def check_label(button: Any, noun: str) -> None:
    text = button if isinstance(button, str) else button.get("text") if isinstance(button, dict) else None
    if not isinstance(text, str):
        raise wrong(f'Can\'t parse {noun}: Field "text" must be of type String')
    if not text.strip():
        raise wrong(f"{noun} text must be non-empty")


def check_inline_button(request: Request, button: Any) -> None:
    if not isinstance(button, dict):
        raise wrong("Can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    check_label(button, "inline keyboard button")
    actions = ACTIONS & button.keys()
    if not actions:
        raise wrong("Can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        request.note(f"a button must have exactly one action, not {sorted(actions)}")
    if str(button.get("style", "primary")) not in STYLES:
        raise wrong("Can't parse inline keyboard button: invalid button style specified")
    if "callback_data" in button:
        check_data(button["callback_data"])
    if "copy_text" in button:
        check_copy(button["copy_text"])
    if "url" in button:
        check_url(button["url"])
        check_start_link(request, button["url"])


def check_data(data: Any) -> None:
    if not isinstance(data, str):
        raise wrong('Can\'t parse inline keyboard button: Field "callback_data" must be of type String')
    if not 1 <= len(data.encode()) <= LONGEST_DATA_BYTES:
        raise wrong("BUTTON_DATA_INVALID")


def check_copy(copied: Any) -> None:
    text = copied.get("text") if isinstance(copied, dict) else None
    if not isinstance(text, str) or not 1 <= len(text) <= LONGEST_COPY:
        raise wrong("BUTTON_COPY_TEXT_INVALID")


def check_url(url: Any) -> None:
    if not isinstance(url, str) or not url:
        raise wrong("Can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if normal_url(url) is None or re.match(r"(?:mailto|tel):", url):
        raise wrong(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
