"""The Telegram pane: what one person sees there and what their client offers; must not talk HTML or HTTP."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.page.allowed import NotAllowed
from sandbox.page.spots import Spot
from sandbox.page.telegram_files import found_file
from sandbox.page.telegram_keyboards import ReplyKeyboard, shown_keyboard
from sandbox.page.telegram_menus import TelegramMenu, telegram_menu
from sandbox.page.telegram_message import Entry, TelegramLooks, entries
from sandbox.page.telegram_rooms import TelegramRoom, TelegramRooms, Whereabouts
from sandbox.page.wire import Exchange, WireLine, exchange
from sandbox.telegram.access import GENERAL_TOPIC_ID
from sandbox.telegram.descriptions import described
from sandbox.telegram.entities import Bot, Message, Press, Topic, User
from sandbox.telegram.fields import Fields
from sandbox.telegram.impossible import CannotDo
from sandbox.telegram.record import Call
from sandbox.telegram.scripts import acts, gestures
from sandbox.telegram.server import TelegramSandbox
from sandbox.telegram.sight import NotSeen
from sandbox.telegram.wire import Json

ALLOWED_ACTS = frozenset(
    {"start", "say", "edit", "press", "open_link", "react", "vote", "join", "ask_to_join", "leave", "block", "unblock"}
)
PLACES = {"place": "topic", "to": "to_topic"}
"""Fields that name a place of the page, and where the topic goes that stands in it after a slash."""


class TelegramPane:
    """One loopback Telegram, seen through anybody's client."""

    def __init__(self, sandbox: TelegramSandbox) -> None:
        self._sandbox = sandbox
        self._acts = acts(sandbox)
        self._allowed = ALLOWED_ACTS | gestures(sandbox).keys()
        self._rooms = TelegramRooms(sandbox.world)

    def places(self, user: User) -> list[Spot]:
        return self._rooms.places(user)

    def at(self, user: User, wanted: str) -> Whereabouts:
        """Return the place of that id if the person has it, else their first."""
        return self._rooms.whereabouts(user, wanted)

    def room(self, user: User, at: Whereabouts) -> TelegramRoom:
        return self._rooms.room(user, at)

    def messages(self, user: User, at: Whereabouts) -> Sequence[Message]:
        """Return what the person sees in the place, oldest first."""
        return [each for each in self._sandbox.sight.visible_to(user, at.place) if at.holds(each)]

    def entries(self, user: User, at: Whereabouts) -> list[Entry]:
        return entries(self.messages(user, at))

    def looks(self, user: User) -> TelegramLooks:
        return TelegramLooks(self._sandbox.world.users, user)

    def keyboard(self, user: User, at: Whereabouts) -> ReplyKeyboard | None:
        return shown_keyboard(self.messages(user, at), user)

    def message(self, user: User, at: Whereabouts, wanted: str) -> Message:
        """Return a message of the place that the person sees; raises NotAllowed."""
        found = next((each for each in self.messages(user, at) if str(each.id) == wanted), None)
        if found is None:
            raise NotAllowed(f"no message {wanted!r}", "tg-gone")
        return found

    def menu(self, user: User, at: Whereabouts, wanted: str) -> TelegramMenu:
        """Return what the client offers on a message; raises NotAllowed."""
        message = self.message(user, at, wanted)
        return telegram_menu(self._sandbox.world, user, message, self.looks(user).author(message))

    def file(self, file_id: str) -> tuple[str, bytes] | None:
        """Return the type of a file, "" unless it may be drawn, and its content."""
        return found_file(self._sandbox.world, file_id)

    def commands(self, user: User, at: Whereabouts) -> list[Json]:
        """Return the command menu of the person in this place, as the client lists it."""
        is_private = isinstance(at.place, Bot)
        return [
            {
                "path": entry.command if is_private else f"{entry.command}@{entry.bot.username}",
                "description": entry.description,
                "options": [],
            }
            for entry in self._sandbox.sight.menu(user, at.place)
        ]

    async def act(self, name: str, user: User, body: Json) -> Json:
        """Do one act as the person and return what it brings up, a press its toast; raises NotAllowed."""
        if name not in self._allowed:
            raise NotAllowed(name)
        if name == "vote" and not body.get("options") and not body.get("is_retracted"):
            raise NotAllowed("no option is chosen", "tg-one-answer")
        try:
            done = self._acts[name](Fields(self._sandbox.world, {**located(body), "user": str(user.id)}))
            toast = await self._sandbox.sight.answer_to(done) if isinstance(done, Press) else None
        except CannotDo as refused:
            raise NotAllowed(str(refused), f"tg-{refused.reason}" if refused.reason else "") from refused
        except NotSeen as problem:
            raise NotAllowed(str(problem), "tg-no-answer") from problem
        except (KeyError, ValueError, TypeError) as problem:
            raise NotAllowed(str(problem)) from problem
        return {"toast": described(toast), "open": _opened(name, body, done)}

    def wire(self, most: int) -> tuple[list[WireLine], list[str]]:
        """Return the last calls of the bot but its looks for news, newest first, and every rule broken."""
        record = self._sandbox.record
        calls = [_wire_line(*each) for each in enumerate(record.calls) if each[1].method.lower() != "getupdates"]
        return calls[: -most - 1 : -1], [*map(str, record.violations), *record.unhandled]

    def exchange(self, number: int) -> Exchange | None:
        """Return what was asked and answered in one call, None for one that there was not."""
        calls = self._sandbox.record.calls
        if not 0 <= number < len(calls):
            return None
        call = calls[number]
        files = {name: f"{each.filename}, {each.size_bytes}" for name, each in call.files.items()}
        answered = call.result if call.status == 200 else call.description
        return exchange(_wire_line(number, call), {**call.parameters, "files": files}, answered)


def _wire_line(number: int, call: Call) -> WireLine:
    return WireLine(number, call.status, call.method)


def _opened(name: str, body: Json, done: object) -> str:
    """Return the place that the client shows after an act: a new topic, the bot that a link leads to; "" for none."""
    if isinstance(done, Topic):
        return f"{body['place'].partition('/')[0]}/{done.id}"
    if name == "open_link" and isinstance(done, Message) and done.chat.bot:
        return f"@{done.chat.bot.username}"
    return ""


def located(body: Json) -> Json:
    """Return an act's body with the topic of each place in a field of its own; General is none."""
    plain = dict(body)
    for place, topic in PLACES.items():
        if isinstance(plain.get(place), str):
            plain[place], slash, thread = plain[place].partition("/")
            if slash and thread != str(GENERAL_TOPIC_ID):
                plain[topic] = thread
    return plain
