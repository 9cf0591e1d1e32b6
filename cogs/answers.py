"""One way to answer an interaction: at once when the work is quick, after a deferral when it is not; never silence."""

from __future__ import annotations

import asyncio
import logging
import secrets
from dataclasses import dataclass, field
from typing import Any

import discord

from cogs.forms import FORM_PREFIX, RawModal
from cogs.illustration import Illustrated, RawView, illustrate
from cogs.render import render
from core.kernel.errors import Refusal
from core.ui.cards import Card, Paragraph, Reply, View, notice
from core.ui.charts import Draw
from core.ui.intake import FieldRefusal
from core.ui.spans import Strong, cut
from core.ui.words import Words

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 1.5
"""How long the work may take before Discord is told to wait: it gives up after three seconds."""


@dataclass(slots=True)
class Answer:
    """The answers to one interaction. `is_press` says that there is a message to replace."""

    interaction: discord.Interaction[Any]
    draw: Draw
    is_private: bool
    is_press: bool = False
    _deferral: asyncio.Task[None] | None = field(default=None)
    _timer: asyncio.TimerHandle | None = field(default=None)

    def start(self) -> None:
        """From now on, defer by itself when nothing was said in time."""
        self._timer = asyncio.get_running_loop().call_later(PATIENCE_SECONDS, self._begin_deferral)

    async def give(self, reply: Reply, words: Words, public_words: Words) -> None:
        """Show a reply: its view where it belongs, its note to the caller alone."""
        replaces = self.is_press and reply.replaces
        few = self._is_among_few(self.interaction.message) if replaces else self.is_private or self._is_among_few(None)
        view = await self._illustrated(reply.view, words if few else public_words) if reply.view else None
        note = await self._illustrated(reply.note, words) if reply.note else None
        await self._settle()
        if view is not None and replaces:
            await self._replace(view)
        elif view is not None:
            await self._say(view, is_private=self.is_private)
        if note is not None:
            await self._say(note, is_private=True)
        if view is None and note is None:
            await self._say_nothing()

    async def refuse(self, refusal: Refusal, words: Words) -> None:
        """Say no in private, with what to do next."""
        note = await self._illustrated(refusal_view(refusal), words)
        await self._settle()
        await self._say(note, is_private=True)

    async def apologise(self, words: Words, problem: Exception) -> None:
        """A bug: tell nothing but a reference, which the log has too."""
        incident = secrets.token_hex(4).upper()
        log.error("incident %s", incident, exc_info=problem)
        note = await self._illustrated(notice("apology", incident=incident), words)
        await self._settle()
        await self._say(note, is_private=True)

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
        await self._send(RawView(components), [], is_private=True)

    async def _say(self, shown: Illustrated, *, is_private: bool) -> None:
        await shown.send(lambda view, files: self._send(view, files, is_private=is_private))

    async def _send(self, view: RawView, files: list[discord.File], *, is_private: bool) -> None:
        response = self.interaction.response
        if not response.is_done():
            await response.send_message(view=view, files=files, ephemeral=is_private)
            return
        if self._deferral is not None and not self.is_press:
            if is_private == self.is_private:
                await self.interaction.edit_original_response(view=view, attachments=files)
                self._deferral = None
                return
            self._deferral = None
            # Everybody was shown that the bot is thinking, but the words are for one person. What is waiting goes
            # first, because the message that takes its place is seen by whoever saw it.
            await self.interaction.delete_original_response()
        await self.interaction.followup.send(view=view, files=files, ephemeral=is_private)

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

    async def _replace(self, shown: Illustrated) -> None:
        async def put(view: RawView, files: list[discord.File]) -> None:
            # Naming the files takes away those of before: a picture goes when the view that comes has none.
            if self.interaction.response.is_done():
                await self.interaction.edit_original_response(view=view, attachments=files)
            else:
                await self.interaction.response.edit_message(view=view, attachments=files)

        await shown.send(put)

    async def _illustrated(self, view: View, words: Words) -> Illustrated:
        may_attach = self.interaction.app_permissions.attach_files
        return await illustrate(view, words, self.draw if may_attach else None)

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
