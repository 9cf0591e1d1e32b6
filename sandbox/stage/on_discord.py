"""A person's hand on the loopback Discord; must not know the product."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.discord import (
    Answer,
    Channel,
    DiscordSandbox,
    Message,
    NotOffered,
    User,
    buttons_of,
    labels_of,
    menus_of,
    text_of,
)
from sandbox.discord.offers import find_command

EPHEMERAL = 64


@dataclass(frozen=True, slots=True)
class DiscordHand:
    """Satisfies Hand. `forms` remembers nothing: a form is filled as soon as it is open."""

    sandbox: DiscordSandbox
    user: User
    room: Channel
    platform: str = "Discord"
    patience_s: float = 10.0

    def written(self, command: str) -> str:
        return f"/{command}"

    async def types(self, command: str, *answers: str, in_room: bool = False) -> str:  # noqa: ARG002 - the same here
        options = find_command(self.sandbox.world, self.user, self.room, f"/{command}").options
        named = {option["name"]: answer for option, answer in zip(options, answers, strict=False) if answer}
        return await self._told(await self.sandbox.people.types(self.user, self.room, f"/{command}", named))

    async def fills(self, command: str, answers: Sequence[str]) -> str:
        form = await self.sandbox.people.types(self.user, self.room, f"/{command}")
        if form.modal is None:
            return await self._told(form)
        fields = [label["component"]["custom_id"] for label in form.modal["components"]]
        filled = {field: answer for field, answer in zip(fields, answers, strict=True) if answer}
        return await self._told(await self.sandbox.people.submits(form, filled))

    async def corrects(self, button: str, answers: Sequence[str]) -> str:
        """Press the button under a refused form and fill the form again, "" to keep what stands there."""
        message = await self._message("", button)
        form = await self.sandbox.people.presses(self.user, message, button)
        if form.modal is None:
            return await self._told(form)
        fields = [label["component"]["custom_id"] for label in form.modal["components"]]
        filled = {field: answer for field, answer in zip(fields, answers, strict=True) if answer}
        return await self._told(await self.sandbox.people.submits(form, filled))

    async def taps(self, label: str, on: str) -> str:
        message = await self._message(on, label)
        if any(label in (each.get("label"), each.get("custom_id")) for each in buttons_of(message)):
            return await self._told(await self.sandbox.people.presses(self.user, message, label))
        return await self._told(await self.sandbox.people.chooses(self.user, message, [label]))

    async def picks(self, labels: Sequence[str], on: str) -> str:
        message = await self._message(on, labels[0])
        return await self._told(await self.sandbox.people.chooses(self.user, message, list(labels)))

    async def sees(self, fragment: str, *, is_private: bool = False) -> str:
        return text_of(await self._message(fragment, "", is_private=is_private))

    async def _message(self, fragment: str, label: str, *, is_private: bool = False) -> Message:
        try:
            found = await self.sandbox.until(
                lambda: self._find(fragment, label, is_private=is_private), self.patience_s
            )
        except TimeoutError:
            found = None
        if found is None:
            raise NotOffered(f"{self.user.name} sees no message with {fragment!r} and {label!r}")
        return found

    def _find(self, fragment: str, label: str = "", *, is_private: bool = False) -> Message | None:
        for message in reversed(self.sandbox.people.visible_to(self.user, self.room)):
            labels = labels_of(message) + [option["label"] for menu in menus_of(message) for option in menu["options"]]
            is_fit = not label or label in labels
            if fragment in text_of(message) and is_fit and (not is_private or message.flags & EPHEMERAL):
                return message
        return None

    async def _told(self, answer: Answer) -> str:
        await answer.shown()
        return answer.text
