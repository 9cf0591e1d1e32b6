"""Discord's side of the house: connects, recognises what people do, runs it and answers; must not hold policy."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import discord
import yarl
from discord.http import Route

from cogs.answers import Answer
from cogs.bind import read_command, register, same_commands
from cogs.completion import propose
from cogs.forms import FORM_PREFIX, KeptForms, draw_form, read_form
from core.kernel.errors import AdapterRefused, Refusal, Unavailable
from core.kernel.identity import Account, Address, Arrival, Caller, Place, PlaceKind, Platform, RequestKey
from core.ui.catalogue import Audience, Catalogue, Command, check_standing
from core.ui.intake import FieldRefusal, Intake
from core.ui.words import Dictionary, Words, best_locale

log = logging.getLogger(__name__)

DISCORD = Platform("discord")
LONGEST_WAIT_SECONDS = 60.0
GUILD_READY_SECONDS = 0.2
PATIENCE_UNDEFERRED_SECONDS = 2.2
"""How long a form or a proposal may take: neither can be put off, and Discord gives up after three seconds."""
DRAIN_SECONDS = 3.0
"""How long what is being answered may still take when the bot stops."""
GONE = frozenset({10062, 40060})
"""Discord's codes for an interaction that was answered already or too late: nothing can be said any more."""


@dataclass(frozen=True, slots=True)
class House:
    """What the adapter is given."""

    catalogue: Catalogue
    intake: Intake
    dictionary: Dictionary
    enter: Callable[[Arrival], Awaitable[Caller]]
    on_left: Callable[[Platform, str], Awaitable[None]]


class Client(discord.Client):
    """discord.py's client with the least it needs: guilds, no members, no messages, no cache of either."""

    def __init__(self, house: House) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            max_ratelimit_timeout=LONGEST_WAIT_SECONDS,
            guild_ready_timeout=GUILD_READY_SECONDS,
        )
        self.house = house
        self.forms = KeptForms()
        self.is_open = asyncio.Event()
        self._in_hand: set[asyncio.Task[Any]] = set()
        self._is_closing = False

    async def setup_hook(self) -> None:
        """Register the commands, when they differ from what Discord has."""
        assert self.application_id is not None  # noqa: S101 - set by login
        wanted = register(self.house.catalogue, self.house.dictionary)
        # The library's own call leaves the localisations out, and every start would seem to change something.
        path = Route("GET", "/applications/{application_id}/commands", application_id=self.application_id)
        present = await self.http.request(path, params={"with_localizations": "true"})
        if not same_commands(wanted, list(map(dict, present))):
            await self.http.bulk_upsert_global_commands(self.application_id, wanted)

    async def on_ready(self) -> None:
        self.is_open.set()

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await self.house.on_left(DISCORD, str(guild.id))

    async def close(self) -> None:
        """Take nothing new, answer what is in hand, then disconnect."""
        self._is_closing = True
        if self._in_hand:
            await asyncio.wait(self._in_hand, timeout=DRAIN_SECONDS)
        await super().close()

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        kinds = {
            discord.InteractionType.application_command: self._command,
            discord.InteractionType.component: self._press,
            discord.InteractionType.modal_submit: self._form,
            discord.InteractionType.autocomplete: self._complete,
        }
        handle = kinds.get(interaction.type)
        task = asyncio.current_task()
        if handle is None or task is None or self._is_closing:
            return
        self._in_hand.add(task)
        try:
            await handle(interaction)
        except discord.NotFound:
            log.warning("an interaction was answered too late")
        except discord.HTTPException as problem:
            log.warning("an answer was refused by Discord: %s %s", problem.status, problem.code)
        finally:
            self._in_hand.discard(task)

    async def _command(self, interaction: discord.Interaction[Any]) -> None:
        typed = read_command(dict(interaction.data or {}))
        command = self.house.catalogue.commands.get(typed.path)
        is_private = command is None or command.audience is Audience.PRIVATE
        answer = Answer(interaction, is_private)
        if command is not None and command.is_form:
            await self._guarded(
                answer, lambda caller: self._open_form(answer, command, caller), PATIENCE_UNDEFERRED_SECONDS
            )
            return
        answer.start()
        await self._guarded(answer, lambda caller: self._run(answer, command, caller, typed.answers))

    async def _open_form(self, answer: Answer, command: Command[Any], caller: Caller) -> None:
        check_standing(caller, command.needs, needs_home=command.needs_home)
        filled = await command.prefill(caller) if command.prefill else {}
        await answer.open_form(draw_form(command, self._words(caller), filled))

    async def _run(self, answer: Answer, command: Command[Any] | None, caller: Caller, answers: dict[str, str]) -> None:
        if command is None:
            raise Refusal("refused-stale-press")
        check_standing(caller, command.needs, needs_home=command.needs_home)
        request = await self.house.intake.read(command, caller, answers)
        await answer.give(await command(caller, request), self._words(caller), self._public_words(caller))

    async def _form(self, interaction: discord.Interaction[Any]) -> None:
        path, answers = read_form(interaction.data or {})
        command = self.house.catalogue.commands.get(path)
        answer = Answer(interaction, is_private=command is None or command.audience is Audience.PRIVATE)
        answer.start()

        async def run(caller: Caller) -> None:
            try:
                await self._run(answer, command, caller, answers)
            except FieldRefusal as refusal:
                self.forms.keep(caller.account, path, answers)
                await answer.offer_correction(refusal, path, self._words(caller))
            else:
                self.forms.drop(caller.account, path)

        await self._guarded(answer, run)

    async def _press(self, interaction: discord.Interaction[Any]) -> None:
        data: dict[str, Any] = dict(interaction.data or {})
        packed = str(data.get("custom_id", "")).partition("~")[0]
        values = tuple(map(str, data.get("values", ())))
        answer = Answer(interaction, is_private=True, is_press=True)
        if packed.startswith(f"{FORM_PREFIX}_"):
            path = tuple(packed.removeprefix(f"{FORM_PREFIX}_").split("-"))
            await self._guarded(
                answer, lambda caller: self._open_again(answer, path, caller), PATIENCE_UNDEFERRED_SECONDS
            )
            return
        answer.start()

        async def run(caller: Caller) -> None:
            reply = await self.house.catalogue.press(caller, packed, values)
            await answer.give(reply, self._words(caller), self._public_words(caller))

        await self._guarded(answer, run)

    async def _open_again(self, answer: Answer, path: tuple[str, ...], caller: Caller) -> None:
        command = self.house.catalogue.commands.get(path)
        if command is None or not command.is_form:
            raise Refusal("refused-stale-press")
        kept = self.forms.find(caller.account, path)
        if kept is None:
            raise Refusal("form-gone")
        await answer.open_form(draw_form(command, self._words(caller), kept))

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
        command = self.house.catalogue.commands.get(typed.path)
        asked = next((each for each in command.fields if each.name == typed.focused), None) if command else None
        if command is None or asked is None:
            return []
        caller = await self.house.enter(arrival_of(interaction))
        check_standing(caller, command.needs, needs_home=command.needs_home)
        text = typed.answers.get(typed.focused, "")
        return await propose(self.house.intake, asked.field, caller, text, self._words(caller))

    async def _guarded(
        self, answer: Answer, run: Callable[[Caller], Awaitable[None]], within_seconds: float | None = None
    ) -> None:
        """Run it for the one who acts; every failure becomes a private sentence."""
        interaction = answer.interaction
        words = self.house.dictionary.words(best_locale(str(interaction.locale)))
        deadline = asyncio.timeout(within_seconds)
        try:
            async with deadline:
                caller = await self.house.enter(arrival_of(interaction))
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
        return self.house.dictionary.words(caller.locale, caller.zone)

    def _public_words(self, caller: Caller) -> Words:
        return self.house.dictionary.words(caller.home.locale if caller.home else caller.locale, caller.zone)


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
    )


class DiscordAdapter:
    """Runs a client; made anew after each failure by its supervisor."""

    def __init__(self, token: str, api_root: str, house: House) -> None:
        self._token = token
        self._api_root = api_root.rstrip("/")
        self._house = house
        self.client: Client | None = None
        self.opened = asyncio.Event()

    async def run(self) -> None:
        """Stay connected until closed; raises AdapterRefused when the token is refused."""
        Route.BASE = self._api_root
        self.client = client = Client(self._house)
        try:
            await client.login(self._token)
            gateway = await client.http.request(Route("GET", "/gateway"))
            discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway["url"])
            watching = asyncio.create_task(self._tell_open(client))
            try:
                await client.connect()
            finally:
                watching.cancel()
        except discord.LoginFailure as problem:
            raise AdapterRefused("token-refused-discord") from problem
        finally:
            self.opened.clear()
            await client.close()

    async def close(self) -> None:
        if self.client is not None:
            await self.client.close()

    async def _tell_open(self, client: Client) -> None:
        await client.is_open.wait()
        log.info("Discord is on")
        self.opened.set()
