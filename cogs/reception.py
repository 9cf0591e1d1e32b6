"""Recognises what an interaction is, runs it and sees that it is answered; must not hold policy."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any

import discord

from cogs.answers import Answer
from cogs.bind import read_command
from cogs.carried import Carried
from cogs.completion import propose
from cogs.forms import FORM_PREFIX, KeptForms, draw_form, on_line, read_form
from cogs.house import DISCORD, House
from core.kernel.errors import Refusal, Unavailable
from core.kernel.identity import Account, Address, Arrival, Caller, Place, PlaceKind, RequestKey
from core.ui.catalogue import Audience, Command, check_standing
from core.ui.intake import FieldRefusal
from core.ui.words import Words, best_locale

log = logging.getLogger(__name__)

PATIENCE_UNDEFERRED_SECONDS = 2.2
"""How long a form or a proposal may take: neither can be put off, and Discord gives up after three seconds."""
GONE = frozenset({10062, 40060})
"""Discord's codes for an interaction that was answered already or too late: nothing can be said any more."""


class Reception:
    """Hears the interactions of one client."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._forms = KeptForms()
        self._orphans = KeptForms()
        """What came without its line: it fills the form that the command opens next."""
        self._carried = Carried(house)

    async def hear(self, interaction: discord.Interaction[Any]) -> None:
        """Do what an interaction asks for; raises discord.HTTPException when Discord refuses the answer."""
        match interaction.type:
            case discord.InteractionType.application_command:
                await self._command(interaction)
            case discord.InteractionType.component:
                await self._press(interaction)
            case discord.InteractionType.modal_submit:
                await self._form(interaction)
            case discord.InteractionType.autocomplete:
                await self._complete(interaction)

    async def _command(self, interaction: discord.Interaction[Any]) -> None:
        typed = read_command(dict(interaction.data or {}))
        command = self._house.catalogue.commands.get(typed.path)
        is_private = command is None or command.audience is Audience.PRIVATE
        answer = Answer(interaction, self._house.draw, is_private)
        if command is not None and command.is_form:
            await self._guarded(
                answer,
                lambda caller: self._open_form(answer, command, caller, typed.answers),
                PATIENCE_UNDEFERRED_SECONDS,
            )
            return
        answer.start()
        await self._guarded(answer, lambda caller: self._run(answer, command, caller, typed.answers))

    async def _open_form(
        self,
        answer: Answer,
        command: Command[Any],
        caller: Caller,
        answers: Mapping[str, str],
        settled: Collection[str] = (),
    ) -> None:
        """Open a form, without the fields whose answers are settled."""
        check_standing(caller, command.needs, needs_home=command.needs_home)
        filled = await command.prefill(caller) if command.prefill else {}
        orphaned = self._orphans.find(caller.account, command.path) or {}
        await self._draw_form(answer, command, caller, {**filled, **orphaned, **answers}, settled)

    async def _draw_form(
        self,
        answer: Answer,
        command: Command[Any],
        caller: Caller,
        filled: Mapping[str, str],
        settled: Collection[str] = (),
    ) -> None:
        unasked = on_line(command, filled) | {name: filled[name] for name in settled}
        key = await self._carried.keep(caller.account, command.path, unasked)
        asked = {name: value for name, value in filled.items() if name not in settled}
        await answer.open_form(draw_form(command, self._words(caller), asked, key, settled))

    async def _run(self, answer: Answer, command: Command[Any] | None, caller: Caller, answers: dict[str, str]) -> None:
        if command is None:
            raise Refusal("refused-stale-press")
        check_standing(caller, command.needs, needs_home=command.needs_home)
        request = await self._house.intake.read(command, caller, answers)
        await answer.give(await command(caller, request), self._words(caller), self._public_words(caller))

    async def _form(self, interaction: discord.Interaction[Any]) -> None:
        path, answers, key = read_form(interaction.data or {})
        command = self._house.catalogue.commands.get(path)
        answer = Answer(
            interaction, self._house.draw, is_private=command is None or command.audience is Audience.PRIVATE
        )
        answer.start()

        async def run(caller: Caller) -> None:
            try:
                carried = await self._carried.find(caller.account, path, key)
            except Refusal:
                self._orphans.keep(caller.account, path, answers)
                raise
            whole = {**carried, **answers}
            try:
                await self._run(answer, command, caller, whole)
            except FieldRefusal as refusal:
                self._forms.keep(caller.account, path, whole)
                await answer.offer_correction(refusal, path, self._words(caller))
            else:
                self._forms.drop(caller.account, path)
                self._orphans.drop(caller.account, path)
                await self._carried.drop(caller.account, key)

        await self._guarded(answer, run)

    async def _press(self, interaction: discord.Interaction[Any]) -> None:
        data: dict[str, Any] = dict(interaction.data or {})
        packed = str(data.get("custom_id", "")).partition("~")[0]
        values = tuple(map(str, data.get("values", ())))
        answer = Answer(interaction, self._house.draw, is_private=True, is_press=True)
        if packed.startswith(f"{FORM_PREFIX}_"):
            path = tuple(packed.removeprefix(f"{FORM_PREFIX}_").split("-"))
            await self._guarded(
                answer, lambda caller: self._open_again(answer, path, caller), PATIENCE_UNDEFERRED_SECONDS
            )
            return
        begun = self._house.catalogue.begun_by(packed)
        if begun is not None:
            command, given = begun
            await self._guarded(
                answer,
                lambda caller: self._open_form(answer, command, caller, given, given),
                PATIENCE_UNDEFERRED_SECONDS,
            )
            return
        answer.start()

        async def run(caller: Caller) -> None:
            reply = await self._house.catalogue.press(caller, packed, values)
            await answer.give(reply, self._words(caller), self._public_words(caller))

        await self._guarded(answer, run)

    async def _open_again(self, answer: Answer, path: tuple[str, ...], caller: Caller) -> None:
        command = self._house.catalogue.commands.get(path)
        if command is None or not command.is_form:
            raise Refusal("refused-stale-press")
        kept = self._forms.find(caller.account, path)
        if kept is None:
            raise Refusal("form-gone")
        await self._draw_form(answer, command, caller, kept)

    async def _complete(self, interaction: discord.Interaction[Any]) -> None:
        choices: list[discord.app_commands.Choice[str]]
        try:
            async with asyncio.timeout(PATIENCE_UNDEFERRED_SECONDS):
                choices = await self._choices(interaction)
        except (Refusal, TimeoutError):
            choices = []
        except Exception:
            log.exception("proposing failed")
            choices = []
        await interaction.response.autocomplete(choices)

    async def _choices(self, interaction: discord.Interaction[Any]) -> list[discord.app_commands.Choice[str]]:
        typed = read_command(dict(interaction.data or {}))
        command = self._house.catalogue.commands.get(typed.path)
        asked = next((each for each in command.fields if each.name == typed.focused), None) if command else None
        if command is None or asked is None:
            return []
        caller = await self._house.enter(arrival_of(interaction))
        check_standing(caller, command.needs, needs_home=command.needs_home)
        text = typed.answers.get(typed.focused, "")
        return await propose(self._house.intake, asked.field, caller, text, self._words(caller))

    async def _guarded(
        self, answer: Answer, run: Callable[[Caller], Awaitable[None]], within_seconds: float | None = None
    ) -> None:
        """Run it for the one who acts; every failure becomes a private sentence."""
        interaction = answer.interaction
        words = self._house.dictionary.words(best_locale(str(interaction.locale)))
        deadline = asyncio.timeout(within_seconds)
        try:
            async with deadline:
                caller = await self._house.enter(arrival_of(interaction))
                words = self._words(caller)
                await run(caller)
        except Refusal as refusal:
            await answer.refuse(refusal, words)
        except discord.HTTPException as problem:
            if problem.status != 400 or problem.code in GONE:
                raise
            await answer.apologise(words, problem)
        except Exception as problem:  # noqa: BLE001 - a bug must still be answered; the log has it whole
            if deadline.expired():
                await answer.refuse(Unavailable("refused-unavailable"), words)
            else:
                await answer.apologise(words, problem)

    def _words(self, caller: Caller) -> Words:
        return self._house.dictionary.words(caller.locale, caller.zone)

    def _public_words(self, caller: Caller) -> Words:
        return self._house.dictionary.words(caller.home.locale if caller.home else caller.locale, caller.zone)


def arrival_of(interaction: discord.Interaction[Any]) -> Arrival:
    """Return who is doing something where, as Discord tells it."""
    user = interaction.user
    is_shared = interaction.guild_id is not None
    space = str(interaction.guild_id) if is_shared else str(user.id)
    room = str(interaction.channel_id or "") if is_shared else ""
    address = Address(DISCORD, space, room, PlaceKind.SHARED if is_shared else PlaceKind.PRIVATE)
    runs_place = isinstance(user, discord.Member) and user.resolved_permissions is not None
    manages = runs_place and bool(user.resolved_permissions.manage_guild)  # type: ignore[union-attr]
    return Arrival(
        Account(DISCORD, str(user.id)),
        user.display_name,
        user.name,
        Place(address, can_whisper=True),
        str(interaction.locale),
        manages,
        RequestKey(f"d{interaction.id}"),
        joined_at=user.joined_at if isinstance(user, discord.Member) else None,
        made_at=user.created_at,
    )
