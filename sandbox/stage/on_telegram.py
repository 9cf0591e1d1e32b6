"""A person's hand on the loopback Telegram; must not know the product."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.telegram.entities import Bot, Chat, Message, User
from sandbox.telegram.impossible import CannotDo
from sandbox.telegram.server import TelegramSandbox

SKIP = ("Passer", "Skip")
DONE = ("Terminé", "Done")
CHANGE = ("Changer", "Change:")
GO = ("C’est parti", "Go ahead")
CANCEL = ("Annuler", "Cancel")


@dataclass(frozen=True, slots=True)
class TelegramHand:
    """Satisfies Hand; the person has pressed Start."""

    sandbox: TelegramSandbox
    user: User
    room: Chat
    bot: Bot
    platform: str = "Telegram"

    def written(self, command: str) -> str:
        """Return "vote clore" as it is typed on Telegram, without accents: "/vote_clore"."""
        plain = unicodedata.normalize("NFKD", command).encode("ascii", "ignore").decode()
        return "/" + "_".join(plain.split())

    async def types(self, command: str, *answers: str, in_room: bool = False) -> str:
        before = self._newest()
        line = " | ".join(answers)
        if not in_room:
            self.sandbox.people.say(self.user, self.bot, f"{self.written(command)} {line}".strip())
            return await self._told(before)
        written = f"{self.written(command)}@{self.bot.username} {line}".strip()
        said = self.sandbox.people.say(self.user, self.room, written)

        def told() -> str | None:
            if (answer := self._answer_in_room(said)) is not None:
                return answer.body
            newest = self._newest()
            return newest[1] if newest[:2] != before[:2] else None

        return await self.sandbox.sight.until(told, timeout_s=10)

    async def fills(self, command: str, answers: Sequence[str]) -> str:
        before = self._newest()
        self.sandbox.people.say(self.user, self.room, f"{self.written(command)}@{self.bot.username}")
        await self.sandbox.sight.until(lambda: self._newest()[0] != before[0] and self._is_asked(), timeout_s=10)
        told = self._newest()[1]
        for place, answer in enumerate(answers):
            if self._is_summed_up():
                if not answer:
                    continue
                await self._press_one_of((self._changes()[place],))
            told = await self._answer(answer)
            if "\n" in answer and any(label in DONE for row in self._shown().labels for label in row):
                told = await self._press_one_of(DONE)
        return await self._press_one_of(GO) if self._is_summed_up() else told

    async def taps(self, label: str, on: str) -> str:
        message = await self.sandbox.sight.sees(self.user, self.room, on)
        if any(label in button["text"] and "url" in button for button in message.buttons):
            start = self.sandbox.people.follow(self.user, self.room, label, message)
            return (await self.sandbox.sight.reply_to(self.user, start)).body
        toast = await self.sandbox.sight.answer_to(self.sandbox.people.press(self.user, self.room, label, message))
        if toast.url:
            start = self.sandbox.people.open_link(self.user, toast.url)
            return (await self.sandbox.sight.reply_to(self.user, start)).body
        return toast.text

    async def picks(self, labels: Sequence[str], on: str) -> str:
        told = ""
        for label in labels:
            told = await self.taps(label, on)
        return told

    async def sees(self, fragment: str, *, is_private: bool = False) -> str:
        place: Chat | Bot = self.bot if is_private else self.room
        return (await self.sandbox.sight.sees(self.user, place, fragment)).body

    async def presses_in_private(self, label: str) -> str:
        """Press a button of the newest message of the private chat; return what the chat then shows."""
        return await self._press_one_of((label,))

    async def _answer(self, answer: str) -> str:
        if not answer:
            return await self._press_one_of(SKIP)
        before = self._newest()
        labels = [label for row in self._shown().labels for label in row]
        if answer in labels:
            self.sandbox.people.press(self.user, self.bot, answer, self._shown())
        else:
            self.sandbox.people.say(self.user, self.bot, answer)
        return await self._told(before)

    async def _press_one_of(self, wanted: Sequence[str]) -> str:
        before = self._newest()
        shown = self._shown()
        label = next((label for row in shown.labels for label in row if label in wanted), None)
        if label is None:
            raise CannotDo(f"{self.user.first_name} sees none of {wanted} but {shown.labels} under {shown.body!r}")
        self.sandbox.people.press(self.user, self.bot, label, shown)
        return await self._told(before)

    def _answer_in_room(self, said: Message) -> Message | None:
        """Return what the bot has said in the room since, best a reply to what was said."""
        visible = self.sandbox.sight.visible_to(self.user, self.room)
        newer = [each for each in visible if each.id > said.id and each.sender is self.bot.user]
        return next((each for each in newer if each.reply_to is said), newer[0] if newer else None)

    def _is_asked(self) -> bool:
        return any(label in CANCEL for row in self._shown().labels for label in row)

    def _is_summed_up(self) -> bool:
        """Whether the form is shown as a whole: what is left to answer is left as it is, or changed there."""
        return any(label in GO for row in self._shown().labels for label in row)

    def _changes(self) -> list[str]:
        """Return the labels that change each answer of the form shown as a whole, in order."""
        return [label for row in self._shown().labels for label in row if label.startswith(CHANGE)]

    def _shown(self) -> Message:
        seen = [each for each in self.sandbox.sight.visible_to(self.user, self.bot) if each.sender != self.user]
        if not seen:
            raise CannotDo(f"the bot has told {self.user.first_name} nothing in private")
        return seen[-1]

    def _newest(self) -> tuple[int, str, object]:
        seen = [each for each in self.sandbox.sight.visible_to(self.user, self.bot) if each.sender != self.user]
        return (seen[-1].id, seen[-1].body, seen[-1].edited_at) if seen else (0, "", None)

    async def _told(self, before: tuple[int, str, object]) -> str:
        """Return the newest thing the bot says in private, once it is not what it said before."""
        await self.sandbox.sight.until(lambda: self._newest()[:2] != before[:2], timeout_s=10)
        return self._newest()[1]
