"""What a person sees, and waiting for it: messages, buttons, toasts, the command menu. It changes nothing."""

from collections.abc import Callable
from typing import TypeVar

from sandbox.telegram.entities import Bot, Chat, Message, Press, Toast, User
from sandbox.telegram.impossible import CannotDo
from sandbox.telegram.menus import MenuEntry, shown_menu
from sandbox.telegram.record import Call
from sandbox.telegram.wire import Json
from sandbox.telegram.world import World

T = TypeVar("T")
PATIENCE_S = 5.0


class NotSeen(AssertionError):  # noqa: N818  # reads as what it says where it is raised
    """What was waited for did not come; the text tells what was there instead."""


class Sight:
    """A bot as place means its private chat. Waiting is bounded by `timeout_s` and ends in NotSeen."""

    def __init__(self, world: World) -> None:
        self._world = world

    def chat(self, user: User, place: Chat | Bot) -> Chat:
        return self._world.private_chat(place, user) if isinstance(place, Bot) else place

    def visible_to(self, user: User, place: Chat | Bot) -> list[Message]:
        """The standing messages of the chat, oldest first; none for whoever is not in it."""
        chat = self.chat(user, place)
        if not self._world.is_present(chat, user):
            return []
        return [message for message in chat.messages.values() if not message.is_deleted]

    def menu(self, user: User, place: Chat | Bot) -> list[MenuEntry]:
        return shown_menu(self._world, user, self.chat(user, place))

    def toasts(self, user: User) -> list[Toast]:
        """What presses have shown this person so far, empty answers included."""
        return [press.toast for press in self._world.presses.values() if press.user is user and press.toast]

    def button(self, user: User, place: Chat | Bot, label: str, message: Message | None = None) -> tuple[Message, Json]:
        """The button of this label, or the only one whose label contains it; CannotDo names those that are there."""
        visible = self.visible_to(user, place)
        candidates = [one for one in reversed(visible) if message is None or one is message]
        for matches in (label.__eq__, lambda text: label in text):
            for candidate in candidates:
                found = [button for button in candidate.buttons if matches(button["text"])]
                if len(found) == 1:
                    return candidate, found[0]
        labels = [candidate.labels for candidate in candidates[:3] if candidate.markup]
        raise CannotDo(f"{user.first_name} sees no button {label!r}; the newest keyboards: {labels}")

    async def sees(
        self,
        user: User,
        place: Chat | Bot,
        fragment: str,
        *,
        after: Message | None = None,
        timeout_s: float = PATIENCE_S,
    ) -> Message:
        """Wait for a visible message, newer than `after`, whose text contains the fragment; the newest of them."""

        def found() -> Message | None:
            for message in reversed(self.visible_to(user, place)):
                if after and message.chat is after.chat and message.id <= after.id:
                    return None
                if fragment in message.body:
                    return message
            return None

        return await self._until(found, timeout_s, lambda: self._told(user, place, fragment))

    async def reply_to(self, user: User, message: Message, timeout_s: float = PATIENCE_S) -> Message:
        """Wait for the first message of a bot after this one in its chat."""

        def found() -> Message | None:
            newer = (one for one in self.visible_to(user, message.chat) if one.id > message.id)
            return next((one for one in newer if one.sender.id in self._world.bots and not one.service), None)

        return await self._until(found, timeout_s, lambda: self._told(user, message.chat, "a bot's reply"))

    async def answer_to(self, press: Press, timeout_s: float = PATIENCE_S) -> Toast:
        """Wait until the bot has answered the press."""
        return await self._until(lambda: press.toast, timeout_s, lambda: f"no answer to the press on {press.data!r}")

    async def call(
        self, method: str, holds: Callable[[Call], bool] = lambda _: True, timeout_s: float = PATIENCE_S
    ) -> Call:
        """Wait for a call of the method for which the condition holds; the newest of them."""

        def found() -> Call | None:
            return next((call for call in reversed(self._world.record.of(method)) if holds(call)), None)

        return await self._until(found, timeout_s, lambda: f"no such call of {method}")

    async def until(self, holds: Callable[[], T | None], timeout_s: float = PATIENCE_S) -> T:
        """Wait until whatever holds; it is asked again after each change of the world and each call."""
        return await self._until(holds, timeout_s, lambda: "the condition did not come true")

    async def _until(self, holds: Callable[[], T | None], timeout_s: float, complaint: Callable[[], str]) -> T:
        try:
            return await self._world.changes.until(holds, timeout_s)
        except TimeoutError:
            raise NotSeen(complaint()) from None

    def _told(self, user: User, place: Chat | Bot, what: str) -> str:
        shown = [message.body or str(message.service) for message in self.visible_to(user, place)[-5:]]
        return f"{user.first_name} does not see {what!r}; the newest messages are {shown}"
