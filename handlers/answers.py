"""How what an act answers is shown: in the chat, in private, or as a toast; never silence, and one toast a press."""

from __future__ import annotations

import logging
import secrets

import telegram
from telegram.error import BadRequest, Forbidden, TelegramError

from core.kernel.errors import Refusal
from core.kernel.identity import Caller
from core.ui.cards import Reply, View, notice
from core.ui.catalogue import Audience
from core.ui.words import Words
from handlers.house import TelegramHouse
from handlers.limits import START_PAYLOAD
from handlers.links import PressFor, Start, link_to
from handlers.places import Scene, private_address
from handlers.render import has_controls, shortest_of, toast_of
from handlers.sending import Line
from handlers.shut import ShutRooms
from handlers.toasts import PressToast

log = logging.getLogger(__name__)

_NOBODY_TOLD = "update %s: neither the group nor the person can be written to"


class Answer:
    """The answers to one act. `query` is the press, when it was one."""

    def __init__(
        self, line: Line, house: TelegramHouse, scene: Scene, query: telegram.CallbackQuery | None, shut: ShutRooms
    ) -> None:
        self.scene = scene
        self.words: Words = house.dictionary.words(scene.user.language_code or "")
        self.public_words = self.words
        self._line = line
        self._house = house
        self._query = query
        self._shut = shut
        self._caller: Caller | None = None
        self.toast = PressToast(line, query)

    @property
    def is_press(self) -> bool:
        return self._query is not None

    def speak_to(self, caller: Caller) -> None:
        """From now on, in their language, and in that of their community where others read."""
        self._caller = caller
        self.words, self.public_words = self._house.words(caller), self._house.public_words(caller)

    async def give(self, reply: Reply, audience: Audience) -> None:
        """Show what a command answers: its view where it belongs, its note to the caller alone."""
        is_posted = audience is Audience.PUBLIC and self.scene.is_for_group
        if reply.view is not None and is_posted:
            is_posted = await self._post(reply.view)
        elif reply.view is not None:
            await self.tell(reply.view)
        if reply.note is not None:
            await self.tell(reply.note)
        elif reply.view is None:
            await self.tell(notice("telegram-done"))
        elif is_posted and self.scene.is_private:
            await self.tell(notice("telegram-posted"))

    async def explain(self, problem: TelegramError) -> bool:
        """Tell the caller that the bot may not write in their group; return False when that is not what failed.

        When they cannot be written to in private either, there is no way left to tell them.
        """
        reason, caller, scene = self._shut.reason(problem), self._caller, self.scene
        if reason is None or caller is None or not scene.is_for_group:
            return False
        notice = await self._shut.notice_for(caller, scene.user, scene.place, reason)
        if self.toast.is_open:
            await self.toast.show(shortest_of(notice.as_card(self.words)), is_alert=True)
        elif self._query is not None and not notice.rights:
            return True  # Their press was answered; only what others see could not be shown.
        elif not await self._tell_privately(notice):
            log.info(_NOBODY_TOLD, scene.update)
            return True
        self._shut.note_told(caller, scene.place, notice)
        return True

    async def give_press(self, reply: Reply) -> None:
        """Show what a press answers: its note as a toast when it is short, its view in place of what was pressed."""
        told = reply.note is None or await self._toast(reply, reply.note)
        if reply.note is None and reply.echo is not None:
            await self.toast.show(toast_of(self._line.painter.card(reply.echo, self.words)) or "")
        scene = self.scene
        words = self.words if scene.is_private else self.public_words
        if reply.view is not None and reply.replaces:
            await self._line.replace(scene.where, scene.message, reply.view, words)
        elif reply.view is not None:
            await self._line.say(scene.where, reply.view, words)
        if reply.note is not None and not told:
            await self._line.say(scene.where, reply.note, self.words)

    async def tell(self, view: View) -> None:
        """Show something to the caller alone: where they are when that is private, else in their private chat."""
        if self.scene.is_private:
            await self._line.say(self.scene.where, view, self.words)
        elif not await self._tell_privately(view):
            await self.point_to_private("answer-in-private")

    async def replace(self, view: View) -> None:
        """Show something in place of the message whose button was pressed, or after what was typed."""
        if self._query is None:
            await self.tell(view)
        else:
            await self.toast.show()
            await self._line.replace(self.scene.where, self.scene.message, view, self.words)

    async def point_to_private(self, message: str, start: Start | None = None) -> None:
        """Say in the group, in a few words, that it goes on in private, with a button that leads there."""
        url = link_to(self._line.bot.username, start)
        await self._line.point(self.scene.where, self.public_words, message, url, self.scene.message)

    async def take_away(self) -> None:
        """Delete what the caller typed among others; ask them to do it where the bot may not."""
        try:
            await self._line.bot.delete_message(int(self.scene.place.space), self.scene.message)
        except TelegramError as problem:
            if "not found" in problem.message.lower():
                return  # An earlier try of the same update took it away, or its author did.
            log.info("update %s: what was typed openly stays: %s", self.scene.update, problem.message)
            if not await self._tell_privately(notice("telegram-typed-openly")):
                await self.point_to_private("telegram-typed-openly")

    async def can_reach(self) -> bool:
        """Return whether the caller can be written to in private."""
        return self.scene.is_private or await self._line.can_reach(private_address(self.scene.user))

    async def refuse(self, refusal: Refusal) -> None:
        """Say no to the caller, in private where that is possible."""
        await self._say_to_caller(notice(refusal.message, **refusal.arguments))

    async def apologise(self, problem: Exception) -> None:
        """A bug: tell nothing but a reference, which the log has too."""
        incident = secrets.token_hex(4).upper()
        log.error("incident %s", incident, exc_info=problem)
        await self._say_to_caller(notice("apology", incident=incident))

    async def _post(self, view: View) -> bool:
        """Post a view in the group it belongs to; return False when it was shown to the caller in private instead."""
        answering = 0 if self.scene.is_private else self.scene.message
        try:
            await self._line.say(self.scene.place, view, self.public_words, answering)
        except TelegramError as problem:
            if self._shut.reason(problem) is None:
                raise
            if await self._tell_privately(view):
                await self.explain(problem)
            else:
                log.info(_NOBODY_TOLD, self.scene.update)
            return False
        self._shut.note_open(self.scene.place)
        return True

    async def _toast(self, reply: Reply, note: View) -> bool:
        """Tell a press's note at once; return False when it is still to be told, as a message."""
        card = self._line.painter.card(note, self.words)
        toast = toast_of(card)
        if toast is not None and self.toast.is_open:
            await self.toast.show(toast)
            return True
        if self.scene.is_private:
            await self.toast.show()
            return False
        if await self._tell_privately(note):
            await self.toast.show(self.words("answered-in-private"))
        elif reply.view is None and has_controls(card):
            # Nothing was done yet: the press only shows something to go on with, and is pressed again in private.
            await self.toast.show(url=self._link_to_press())
        else:
            await self.toast.show(shortest_of(card), is_alert=True)
        return True

    def _link_to_press(self) -> str:
        packed = (self._query.data if self._query else None) or ""
        start = PressFor(packed, self.scene.where) if 0 < len(packed) <= START_PAYLOAD else None
        return link_to(self._line.bot.username, start)

    async def _tell_privately(self, view: View) -> bool:
        try:
            await self._line.say(private_address(self.scene.user), view, self.words)
        except (Forbidden, BadRequest) as problem:
            if isinstance(problem, BadRequest) and "chat not found" not in problem.message.lower():
                raise
            return False
        return True

    async def _say_to_caller(self, view: View) -> None:
        if self.toast.is_open:
            await self.toast.show(shortest_of(self._line.painter.card(view, self.words)), is_alert=True)
        elif self.scene.is_private:
            await self._line.say(self.scene.where, view, self.words)
        elif not await self._tell_privately(view):
            await self._line.say(self.scene.where, view, self.words, self.scene.message)
