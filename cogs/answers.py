"""One way to answer an interaction: at once when the work is quick, after a deferral when it is not; never silence."""

from __future__ import annotations

import asyncio
import logging
import secrets
from dataclasses import dataclass, field
from typing import Any

import discord

from cogs.forms import FORM_PREFIX, RawModal
from cogs.render import Component, render
from core.kernel.errors import Refusal
from core.ui.cards import Card, Paragraph, Reply, View, notice
from core.ui.intake import FieldRefusal
from core.ui.spans import Strong, cut
from core.ui.words import Words

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 1.5
"""How long the work may take before Discord is told to wait: it gives up after three seconds."""


class RawView(discord.ui.LayoutView):
    """A view made of ready components; presses come back by their data, so nothing is kept to listen."""

    def __init__(self, components: list[Component]) -> None:
        super().__init__(timeout=None)
        self._components = components
        self.stop()

    def to_components(self) -> list[dict[str, Any]]:
        return self._components

    def has_components_v2(self) -> bool:
        return True


@dataclass(slots=True)
class Answer:
    """The answers to one interaction. `is_press` says that there is a message to replace."""

    interaction: discord.Interaction[Any]
    is_private: bool
    is_press: bool = False
    _deferral: asyncio.Task[None] | None = field(default=None)
    _timer: asyncio.TimerHandle | None = field(default=None)

    def start(self) -> None:
        """From now on, defer by itself when nothing was said in time."""
        self._timer = asyncio.get_running_loop().call_later(PATIENCE_SECONDS, self._begin_deferral)

    async def give(self, reply: Reply, words: Words, public_words: Words) -> None:
        """Show a reply: its view where it belongs, its note to the caller alone."""
        await self._settle()
        if reply.view is not None and self.is_press and reply.replaces:
            await self._replace(reply.view, words if self._is_among_few(self.interaction.message) else public_words)
        elif reply.view is not None:
            few = self.is_private or self._is_among_few(None)
            await self._say(reply.view, words if few else public_words, is_private=self.is_private)
        if reply.note is not None:
            await self._say(reply.note, words, is_private=True)
        if reply.view is None and reply.note is None:
            await self._say_nothing()

    async def refuse(self, refusal: Refusal, words: Words) -> None:
        """Say no in private, with what to do next."""
        await self._settle()
        await self._say(refusal_view(refusal), words, is_private=True)

    async def apologise(self, words: Words, problem: Exception) -> None:
        """A bug: tell nothing but a reference, which the log has too."""
        incident = secrets.token_hex(4).upper()
        log.error("incident %s", incident, exc_info=problem)
        await self._settle()
        await self._say(notice("apology", incident=incident), words, is_private=True)

    async def open_form(self, payload: dict[str, Any]) -> None:
        await self._settle()
        await self.interaction.response.send_modal(RawModal(payload))

    async def offer_correction(self, refusal: FieldRefusal, path: tuple[str, ...], words: Words) -> None:
        """Say what is wrong with a form, and offer to open it again as it was filled."""
        await self._settle()
        components = render(refusal_view(refusal), words)
        button = {
            "type": 2,
            "style": 1,
            "label": cut(words("form-correct"), 80),
            "custom_id": f"{FORM_PREFIX}_{'-'.join(path)}",
        }
        components[0]["components"].append({"type": 1, "components": [button]})
        await self._send(RawView(components), is_private=True)

    async def _say(self, view: View, words: Words, *, is_private: bool) -> None:
        await self._send(RawView(render(view, words)), is_private=is_private)

    async def _send(self, view: RawView, *, is_private: bool) -> None:
        response = self.interaction.response
        if not response.is_done():
            await response.send_message(view=view, ephemeral=is_private)
            return
        if self._deferral is not None and not self.is_press:
            self._deferral = None
            if is_private == self.is_private:
                await self.interaction.edit_original_response(view=view)
                return
            # Everybody was shown that the bot is thinking, but the words are for one person. What is waiting goes
            # first, because the message that takes its place is seen by whoever saw it.
            await self.interaction.delete_original_response()
        await self.interaction.followup.send(view=view, ephemeral=is_private)

    async def _say_nothing(self) -> None:
        """Close an interaction that has no answer; Discord would show it as waiting for ever."""
        response = self.interaction.response
        if self.is_press:
            if not response.is_done():
                await response.defer()
            return
        if not response.is_done():
            await response.defer(ephemeral=True, thinking=True)
        await self.interaction.delete_original_response()

    def _is_among_few(self, message: discord.Message | None) -> bool:
        """Whether only the caller reads here, so that their own language is the one to use."""
        return self.interaction.guild_id is None or (message is not None and message.flags.ephemeral)

    async def _replace(self, view: View, words: Words) -> None:
        raw = RawView(render(view, words))
        if self.interaction.response.is_done():
            await self.interaction.edit_original_response(view=raw)
        else:
            await self.interaction.response.edit_message(view=raw)

    def _begin_deferral(self) -> None:
        if not self.interaction.response.is_done():
            self._deferral = asyncio.get_running_loop().create_task(self._defer())

    async def _defer(self) -> None:
        if self.is_press:
            await self.interaction.response.defer()
        else:
            await self.interaction.response.defer(ephemeral=self.is_private, thinking=True)

    async def _settle(self) -> None:
        if self._timer:
            self._timer.cancel()
        if self._deferral:
            await self._deferral


def refusal_view(refusal: Refusal) -> View:
    """Return what a refusal says, with what could have been meant."""
    if isinstance(refusal, FieldRefusal):
        return FieldProblem(refusal)
    return notice(refusal.message, **refusal.arguments)


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """A field that was not understood, with up to eight suggestions."""

    refusal: FieldRefusal

    def as_card(self, words: Words) -> Card:
        lines = [Paragraph(words.line(self.refusal.message, **self.refusal.arguments))]
        for each in self.refusal.suggestions[:8]:
            detail = f" — {each.detail}" if each.detail else ""
            lines.append(Paragraph(words.line("suggestion", label=Strong(each.label), detail=detail)))
        return Card(blocks=tuple(lines))
