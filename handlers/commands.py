"""Runs commands and forms for the one who acts, and keeps forms between two answers; must not draw anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from core.kernel.errors import Refusal
from core.kernel.identity import Account, Caller
from core.ui.cards import Reply, notice
from core.ui.catalogue import Audience, Command, check_standing
from core.ui.drafts import Draft
from core.ui.intake import FieldRefusal
from handlers.answers import Answer
from handlers.forms import Guide
from handlers.house import TelegramHouse, TelegramRows
from handlers.links import ContinueDraft
from handlers.names import as_value
from handlers.places import Scene, account_of
from handlers.progress import READY, Progress, form_of, read_draft, write_draft
from handlers.questions import CANCEL, FormPress

FORM_LIFE = timedelta(minutes=30)
"""How long a form waits for the next answer."""


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody known doing something, with the way to answer them."""

    scene: Scene
    caller: Caller
    answer: Answer


@dataclass(frozen=True, slots=True)
class Commands:
    """Everything that ends in a command's run."""

    house: TelegramHouse
    guide: Guide

    async def attempt(self, act: Act, command: Command[Any], given: Mapping[str, str]) -> None:
        """Run a command with what its line gave, or begin the form for what is missing; raises Refusal.

        A form, and an answer for the caller alone, belong in private: when the person has not opened their private
        chat yet, what they asked waits there, behind a link.
        """
        check_standing(act.caller, command.needs, needs_home=command.needs_home)
        in_group = not act.scene.is_private
        if in_group and command.is_discreet and given and not act.answer.is_press:
            await act.answer.take_away()
        if in_group and command.audience is Audience.PRIVATE and not await act.answer.can_reach():
            await self._leave_in_private(act, Progress(command, dict(given)))
            return
        given = {
            asked.name: as_value(asked, given[asked.name], self.house.dictionary)
            for asked in command.fields
            if asked.name in given
        }
        try:
            request = await self.house.intake.read(command, act.caller, given)
        except FieldRefusal as refusal:
            progress, problem = await self.guide.begin(command, act.caller, given, refusal)
            if in_group and command.audience is Audience.PUBLIC and not await act.answer.can_reach():
                await self._leave_in_private(act, progress)
                return
            await self._go_on(act, progress, problem)
            return
        await act.answer.give(await command(act.caller, request), command.audience)

    async def resume(self, act: Act, draft: Draft) -> None:
        """Go on with a form where it stood; raises Refusal."""
        await self._go_on(act, self._open(draft), None)

    async def typed(self, act: Act, draft: Draft, text: str) -> None:
        """Take a message as the answer to the question that is open; raises Refusal."""
        progress = self._open(draft)
        problem = None
        if progress.seen < act.scene.update:
            progress.seen = act.scene.update
            problem = await self.guide.answer(progress, act.caller, text)
        await self._go_on(act, progress, problem)

    async def pressed(self, act: Act, draft: Draft, press: FormPress) -> None:
        """Take a button under a question; raises Refusal when it belongs to an earlier one."""
        progress = self._open(draft)
        if press.act == CANCEL:
            if not await self.drop(act.caller.account, press.turn):
                raise Refusal("form-past")
            await act.answer.replace(notice("form-cancelled"))
            return
        problem = None
        if progress.seen < act.scene.update:
            if press.turn != progress.turn:
                raise Refusal("form-past")
            progress.seen = act.scene.update
            problem = await self.guide.press(progress, act.caller, press)
        await self._go_on(act, progress, problem)

    async def cancel(self, act: Act) -> None:
        """Give up whatever form is open, with everything that was answered."""
        was_open = await self.drop(act.caller.account)
        await act.answer.replace(notice("form-cancelled" if was_open else "form-none"))

    async def draft_of(self, account: Account) -> Draft | None:
        """Return the account's form, lapsed or not."""
        return await self.house.storage.read(lambda rows: rows.drafts.get(account.platform, account.user))

    async def drop(self, account: Account, form: str | None = None) -> bool:
        """End the account's form, only the one named when one is; return False when it was not open."""

        def job(rows: TelegramRows) -> bool:
            kept = rows.drafts.hold(account.platform, account.user)
            if kept is None or form not in {None, form_of(kept)}:
                return False
            rows.drafts.drop(account.platform, account.user)
            return True

        return await self.house.storage.write(job)

    def _open(self, draft: Draft) -> Progress:
        progress = read_draft(draft, self.house.catalogue)
        if progress is None:
            raise Refusal("refused-stale-press")
        return progress

    async def _go_on(self, act: Act, progress: Progress, problem: Refusal | None) -> None:
        """Ask the next question, or run the command when there is none left."""
        if progress.step == READY:
            if problem is not None:
                await act.answer.refuse(problem)
            await self._run(act, progress)
            return
        words = self.house.words(act.caller)
        question = await self.guide.ask(progress, act.caller, words, problem)
        _, given_up = await self._keep(act, progress)
        await act.answer.replace(replace(question, given_up=given_up))

    async def _run(self, act: Act, progress: Progress) -> None:
        """Run the command of a whole form. A refusal loses nothing: the person chooses what to change."""
        command = progress.command
        try:
            check_standing(act.caller, command.needs, needs_home=command.needs_home)
        except Refusal:
            await self.drop(act.caller.account, progress.form)
            raise
        try:
            request = await self.house.intake.read(command, act.caller, progress.given)
            reply = await command(act.caller, request)
        except FieldRefusal as refusal:
            progress.go_back_to(refusal.asked.name)
            typed = progress.given.get(refusal.asked.name, "")
            await self._go_on(act, progress, refusal if typed or refusal.message != "field-missing" else None)
            return
        except Refusal as refusal:
            if not progress.answers:
                await self.drop(act.caller.account, progress.form)
                raise
            progress.review()
            await self._go_on(act, progress, refusal)
            return
        await self._give(act, reply, command.audience)
        # Meanwhile they may have begun another form in another chat: that one goes on.
        await self.drop(act.caller.account, progress.form)

    async def _give(self, act: Act, reply: Reply, audience: Audience) -> None:
        """Show what a form led to; a private answer takes the place of the last question."""
        if act.answer.is_press and reply.view is not None and audience is Audience.PRIVATE:
            await act.answer.replace(reply.view)
            if reply.note is not None:
                await act.answer.tell(reply.note)
            return
        await act.answer.toast.show()
        await act.answer.give(reply, audience)

    async def _leave_in_private(self, act: Act, progress: Progress) -> None:
        """Keep what was asked until the person opens their private chat by the link shown in the group."""
        number, _ = await self._keep(act, progress)
        await act.answer.point_to_private("go-on-in-private", ContinueDraft(number))

    async def _keep(self, act: Act, progress: Progress) -> tuple[int, Command[Any] | None]:
        """Keep a form; return its number, and the command of the one that a new form takes the place of.

        Raises Refusal when the form has ended or given way to another meanwhile.
        """
        lapses_at = self.house.clock.now() + FORM_LIFE
        draft = write_draft(progress, account_of(act.scene.user), act.scene.place, lapses_at)

        def job(rows: TelegramRows) -> tuple[int, Draft | None] | None:
            kept = rows.drafts.hold(draft.platform, draft.user)
            if not progress.is_kept:
                return rows.drafts.put(draft), kept
            if kept is None or form_of(kept) != progress.form:
                return None
            # The group may have moved meanwhile, and its forms with it.
            return rows.drafts.put(replace(draft, space=kept.space, room=kept.room)), None

        done = await self.house.storage.write(job)
        if done is None:
            raise Refusal("form-past")
        progress.is_kept = True
        number, before = done
        if before is None or before.expires_at <= self.house.clock.now():
            return number, None
        return number, self.house.catalogue.commands.get(tuple(before.command.split("-")))
