"""What the person who acted sees: the first answer, and what the bot shows later. Waits on changes, never polls."""

from dataclasses import dataclass

from sandbox.discord.entities import Message
from sandbox.discord.interactions import ASK, CHOICES, DEFER, DEFER_UPDATE, SAY, UPDATE, Interaction
from sandbox.discord.reading import text_of
from sandbox.discord.wire import Json
from sandbox.discord.world import World

KINDS = {
    SAY: "message",
    DEFER: "deferred",
    DEFER_UPDATE: "deferred_update",
    UPDATE: "update",
    CHOICES: "choices",
    ASK: "modal",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A live view: its properties tell the state of this moment, edits and follow-ups included."""

    interaction: Interaction
    _world: World

    @property
    def kind(self) -> str:
        """`message`, `deferred`, `update`, `deferred_update`, `choices`, `modal`; `failed`: no answer in time."""
        kind = self.interaction.answer_kind
        return "failed" if kind is None else KINDS[kind]

    @property
    def message(self) -> Message | None:
        """The original answer; for an update, the message that was updated."""
        return self.interaction.original

    @property
    def modal(self) -> Json | None:
        return self.interaction.modal

    @property
    def choices(self) -> list[Json]:
        return self.interaction.choices

    @property
    def follow_ups(self) -> list[Message]:
        return self.interaction.followups

    @property
    def messages(self) -> list[Message]:
        """All that this act brought up and that is still there, oldest first."""
        found = [*([self.message] if self.message else []), *self.follow_ups]
        return [message for message in found if not message.deleted and not message.loading]

    @property
    def text(self) -> str:
        """Everything readable of all these messages."""
        return "\n".join(text_of(message) for message in self.messages)

    async def shown(self, timeout_s: float = 10.0) -> Message:
        """Wait until there is a finished message (a deferred answer edited, say) and return the newest.

        Raises TimeoutError when none appears within `timeout_s` seconds.
        """
        messages: list[Message] = await self._world.changes.until(lambda: self.messages, timeout_s)
        return messages[-1]

    async def follow_up(self, number: int = 1, timeout_s: float = 10.0) -> Message:
        """Wait for the follow-up of that number, counted from 1."""
        await self._world.changes.until(lambda: len(self.follow_ups) >= number, timeout_s)
        return self.follow_ups[number - 1]

    async def says(self, words: str, timeout_s: float = 10.0) -> str:
        """Wait until the words are readable in what this act brought up; returns the whole text."""
        await self._world.changes.until(lambda: words in self.text, timeout_s)
        return self.text
