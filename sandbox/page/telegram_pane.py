"""The Telegram pane: what one person sees there and what their client offers; must not talk HTML or HTTP."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.page.allowed import NotAllowed
from sandbox.page.spots import Spot
from sandbox.telegram.descriptions import described
from sandbox.telegram.entities import Bot, Chat, Message, Press, User
from sandbox.telegram.fields import Fields
from sandbox.telegram.impossible import CannotDo
from sandbox.telegram.scripts import acts
from sandbox.telegram.server import TelegramSandbox
from sandbox.telegram.sight import NotSeen
from sandbox.telegram.wire import Json

ALLOWED_ACTS = frozenset({"start", "say", "press", "open_link", "react", "vote"})


class TelegramPane:
    """One loopback Telegram, seen through anybody's client."""

    def __init__(self, sandbox: TelegramSandbox) -> None:
        self._sandbox = sandbox
        self._acts = acts(sandbox)

    def places(self, user: User) -> list[Spot]:
        """Return the groups the person is in, then the bots they may write to."""
        world = self._sandbox.world
        groups = [
            Spot(str(chat.id), chat.title)
            for chat in world.chats.values()
            if not chat.is_private and chat.moved_to is None and world.is_present(chat, user)
        ]
        return groups + [Spot(f"@{bot.username}", f"@{bot.username}") for bot in world.bots.values()]

    def place(self, user: User, wanted: str) -> Chat | Bot:
        """Return the place of that id if the person has it, else their first."""
        known = [spot.id for spot in self.places(user)]
        return Fields(self._sandbox.world, {"place": wanted if wanted in known else known[0]}).place()

    def messages(self, user: User, place: Chat | Bot) -> Sequence[Message]:
        """Return what the person sees in the place, oldest first."""
        return self._sandbox.sight.visible_to(user, place)

    def must_start(self, user: User, place: Chat | Bot) -> bool:
        """Whether the place is a private chat that the person has not begun."""
        chat = self._sandbox.sight.chat(user, place)
        return chat.is_private and (chat.is_blocked or not chat.is_started)

    def commands(self, user: User, place: Chat | Bot) -> list[Json]:
        """Return the command menu of the person in this place, as the client lists it."""
        is_private = isinstance(place, Bot)
        return [
            {
                "path": entry.command if is_private else f"{entry.command}@{entry.bot.username}",
                "description": entry.description,
                "options": [],
            }
            for entry in self._sandbox.sight.menu(user, place)
        ]

    async def act(self, name: str, user: User, body: Json) -> Json:
        """Do one act as the person and return what it brings up, a press its toast; raises NotAllowed."""
        if name not in ALLOWED_ACTS:
            raise NotAllowed(name)
        try:
            done = self._acts[name](Fields(self._sandbox.world, {**body, "user": str(user.id)}))
            toast = await self._sandbox.sight.answer_to(done) if isinstance(done, Press) else None
        except (CannotDo, NotSeen, KeyError, ValueError, TypeError) as problem:
            raise NotAllowed(str(problem)) from problem
        return {"toast": described(toast)}

    def wire(self, most: int) -> tuple[list[str], list[str]]:
        """Return the last calls of the bot but its looks for news, newest first, and every rule broken."""
        record = self._sandbox.record
        calls = [each for each in record.calls if each.method.lower() != "getupdates"]
        lines = [f"{each.status} {each.method}" for each in reversed(calls[-most:])]
        return lines, [*map(str, record.violations), *record.unhandled]
