"""Recognises what an update is and who it is from, and sees that everybody gets an answer; must not hold policy."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import replace

import telegram
from telegram.constants import ChatType
from telegram.ext import filters

from core.kernel.errors import Refusal
from core.kernel.identity import Address
from core.ui.catalogue import Audience
from core.ui.drafts import Draft
from core.ui.presses import BadPress, split_press
from handlers.commands import Act, Commands
from handlers.forms import Guide
from handlers.guard import Ground, Guard
from handlers.house import TelegramHouse
from handlers.links import ContinueDraft, PressFor, RunFor, read_start
from handlers.moves import Moves
from handlers.nameless import Nameless
from handlers.names import START, Names, Typed, bot_of_line, read_answers, read_line
from handlers.places import TELEGRAM, Scene, account_of, address_of, private_address
from handlers.progress import form_of, place_of
from handlers.questions import FormPress
from handlers.rights import OUTSIDE, membership
from handlers.sending import Line
from handlers.shut import ShutRooms
from handlers.toasts import PressToast

ALBUMS = 100
"""How many albums are remembered: their pictures come as one message each, at once."""


class Reception:
    """Hears the updates of one bot, over one connection."""

    def __init__(self, line: Line, house: TelegramHouse, names: Names) -> None:
        self._line = line
        self._house = house
        self._names = names
        self._guard = Guard(line, house, ShutRooms(line.bot))
        self._commands = Commands(house, Guide(house))
        self._nameless = Nameless(line, house, names)
        self._moves = Moves(line.bot)
        self._albums: deque[str] = deque(maxlen=ALBUMS)

    async def hear(self, update: telegram.Update) -> None:
        """Do what an update asks for."""
        if update.callback_query is not None:
            await self._pressed(update.update_id, update.callback_query)
        elif update.message is not None:
            await self._said(update.update_id, update.message, is_content=not filters.StatusUpdate.ALL.filter(update))
        elif update.edited_message is not None:
            await self._edited(update.update_id, update.edited_message)
        elif update.my_chat_member is not None:
            await self._joined_or_left(update.my_chat_member)

    async def _joined_or_left(self, change: telegram.ChatMemberUpdated) -> None:
        if change.chat.type != ChatType.PRIVATE and change.new_chat_member.status in OUTSIDE:
            await self._house.on_left(TELEGRAM, str(change.chat.id))

    async def _edited(self, update: int, message: telegram.Message) -> None:
        """What was asked was asked once: an edit runs nothing, and who made it is told so.

        Without a date nobody made it: Telegram tells of changes too that no reader sees.
        """
        user = message.from_user
        if message.edit_date is None or not message.text or user is None or user.is_bot or message.sender_chat:
            return
        typed = read_line(message, self._line.bot.username)
        if message.chat.type == ChatType.PRIVATE or (typed is not None and (typed.is_ours or self._names.find(typed))):
            where = address_of(message)
            await self._guard.run(Scene(update, user, where, where, message.message_id), None, _not_read_again)

    async def _said(self, update: int, message: telegram.Message, *, is_content: bool) -> None:
        """Hear what somebody sent. It is no content when the chat itself says it: a pinned message, a new photo."""
        if message.migrate_to_chat_id is not None:
            old, new = Address(TELEGRAM, str(message.chat.id)), Address(TELEGRAM, str(message.migrate_to_chat_id))
            self._moves.note(old, new)
            await self._house.on_moved(old, new)
            return
        for user in message.new_chat_members:
            if not user.is_bot:
                await self._house.on_joined(account_of(user), address_of(message), message.date)
        typed = read_line(message, self._line.bot.username)
        if message.sender_chat is not None:
            if typed is not None:
                await self._nameless.ask_who(message, typed)
        elif message.from_user is None or message.from_user.is_bot:
            return
        elif typed is not None:
            await self._commanded(update, message, message.from_user, typed)
        elif message.chat.type == ChatType.PRIVATE and is_content:
            await self._wrote(update, message, message.from_user)

    async def _commanded(self, update: int, message: telegram.Message, user: telegram.User, typed: Typed) -> None:
        where = address_of(message)
        scene = Scene(update, user, where, where, message.message_id)
        if typed.name == START and typed.rest and scene.is_private:
            await self._followed_link(scene, message, typed)
            return
        if self._names.is_cancel(typed):
            await self._guard.run(scene, None, self._commands.cancel)
            return
        found = self._names.find(typed)
        if found is None:
            # In a group a line with a slash may be meant for another bot.
            if scene.is_private or typed.is_ours:
                await self._guard.run(scene, None, _not_understood)
            return
        command, rest = found
        given = read_answers(command, rest, message)

        async def ground() -> Ground:
            return Ground(where, asks_who_runs=not command.needs_home)

        await self._guard.run(scene, None, lambda act: self._commands.attempt(act, command, given), ground)

    async def _wrote(self, update: int, message: telegram.Message, user: telegram.User) -> None:
        """Words in private: the answer to an open question, if there is one. Of an album only the first is heard."""
        if message.media_group_id is not None:
            if message.media_group_id in self._albums:
                return
            self._albums.append(message.media_group_id)
        scene = Scene(update, user, address_of(message), private_address(user), message.message_id)

        other = bot_of_line(message)

        async def answer(act: Act, draft: Draft | None) -> None:
            if draft is None:
                raise Refusal("telegram-unknown")
            if other:
                raise Refusal("telegram-other-bot", bot=other)
            if message.text is None:
                raise Refusal("form-needs-words")
            await self._commands.typed(act, await self._alive(act, draft), message.text)

        await self._with_form(scene, None, lambda: self._commands.draft_of(account_of(user)), answer)

    async def _pressed(self, update: int, query: telegram.CallbackQuery) -> None:
        if query.message is None:
            # A message that was sent in somebody's name through the bot: this one sends none.
            words = self._house.dictionary.words(query.from_user.language_code or "")
            await PressToast(self._line, query).show(words("refused-stale-press"), is_alert=True)
            return
        where = address_of(query.message)
        scene = Scene(update, query.from_user, where, where, query.message.message_id, can_whisper=True)
        packed = query.data or ""
        press = _form_press(packed)
        if press is None:

            async def ground() -> Ground:
                return Ground(await self._moves.present(where))

            await self._guard.run(scene, query, lambda act: self._run_press(act, packed), ground)
            return

        async def find() -> Draft | None:
            # A form is only ever asked in private: the same button in a group is forged.
            return await self._commands.draft_of(account_of(query.from_user)) if scene.is_private else None

        async def answer(act: Act, draft: Draft | None) -> None:
            await self._commands.pressed(act, await self._alive(act, draft), press)

        await self._with_form(scene, query, find, answer)

    async def _run_press(self, act: Act, packed: str) -> None:
        if begun := self._house.catalogue.begun_by(packed):
            await self._commands.attempt(act, *begun)
            return
        await act.answer.give_press(await self._house.catalogue.press(act.caller, packed))

    async def _with_form(
        self,
        scene: Scene,
        query: telegram.CallbackQuery | None,
        find: Callable[[], Awaitable[Draft | None]],
        work: Callable[[Act, Draft | None], Awaitable[None]],
    ) -> None:
        """Do something with a person's form, as if they stood where it began."""
        draft: Draft | None = None

        async def ground() -> Ground:
            nonlocal draft
            draft = await find()
            if draft is None:
                return Ground(scene.place)
            command = self._house.catalogue.commands.get(tuple(draft.command.split("-")))
            return Ground(place_of(draft), asks_who_runs=command is not None and not command.needs_home)

        await self._guard.run(scene, query, lambda act: work(act, draft), ground)

    async def _alive(self, act: Act, draft: Draft | None) -> Draft:
        """Return the form if it is the person's own and has not lapsed; raises Refusal."""
        if draft is None or draft.user != str(act.scene.user.id):
            raise Refusal("form-past")
        if draft.expires_at <= self._house.clock.now():
            await self._commands.drop(act.caller.account, form_of(draft))
            name = self._names.name_of(f"cmd-{draft.command}", act.caller.locale)
            raise Refusal("form-expired", command=f"/{name}")
        return draft

    async def _followed_link(self, scene: Scene, message: telegram.Message, typed: Typed) -> None:
        """Run what a deep link carries; nobody but the one it is for can use it, wherever they got it from."""
        match read_start(typed.rest):
            case ContinueDraft(number):
                await self._with_form(scene, None, lambda: self._own_draft(scene, number), self._continue)
            case RunFor(path, place):
                await self._guard.run(
                    scene, None, lambda act: self._run_for(act, path), lambda: self._inside(scene, place)
                )
            case PressFor(packed, place):
                await self._guard.run(
                    scene, None, lambda act: self._press_by_link(act, packed), lambda: self._inside(scene, place)
                )
            case None:
                await self._commanded(scene.update, message, scene.user, replace(typed, rest=""))

    async def _own_draft(self, scene: Scene, number: int) -> Draft | None:
        await self._house.enter(scene.arrival())
        draft = await self._house.storage.read(lambda rows: rows.drafts.by_id(number))
        return draft if draft is not None and draft.user == str(scene.user.id) else None

    async def _continue(self, act: Act, draft: Draft | None) -> None:
        await self._commands.resume(act, await self._alive(act, draft))

    async def _inside(self, scene: Scene, place: Address | None) -> Ground:
        """Return the group a link came from, if the person is in it, else the private chat."""
        # Whoever comes by a link stands in private first: from now on they can be written to.
        await self._house.enter(scene.arrival())
        place = await self._moves.present(place) if place is not None else None
        if place is None or await membership(self._line.bot, place, scene.user) in OUTSIDE:
            return Ground(scene.where)
        return Ground(place, asks_who_runs=True)

    async def _run_for(self, act: Act, path: tuple[str, ...]) -> None:
        command = self._house.catalogue.commands.get(path)
        if command is None or not act.scene.is_for_group:
            raise Refusal("telegram-unknown")
        await self._commands.attempt(act, command, {})

    async def _press_by_link(self, act: Act, packed: str) -> None:
        if begun := self._house.catalogue.begun_by(packed):
            await self._commands.attempt(act, *begun)
            return
        reply = await self._house.catalogue.press(act.caller, packed)
        await act.answer.give(reply, Audience.PRIVATE)


async def _not_understood(_: Act) -> None:
    raise Refusal("telegram-unknown")


async def _not_read_again(_: Act) -> None:
    raise Refusal("telegram-edited")


def _form_press(packed: str) -> FormPress | None:
    """Return a press of the guided form, or None for any other."""
    try:
        prefix, parts = split_press(packed)
        return FormPress.unpack(parts) if prefix == FormPress.prefix else None
    except BadPress:
        return None
