"""What a person can do on one platform, in words that fit both; must not know the product."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Hand(Protocol):
    """One person on one platform, sitting in the shop's room or in private with the bot."""

    @property
    def platform(self) -> str: ...

    def written(self, command: str) -> str:
        """Return a command's words as they are typed on this platform."""
        ...

    async def types(self, command: str, *answers: str, in_room: bool = False) -> str:
        """Type a command, "vote clore", with its answers in the order it asks; return what the bot then tells,
        in the room or in private. In the shop's room, or in private with the bot where the platform has private
        commands."""
        ...

    async def fills(self, command: str, answers: Sequence[str]) -> str:
        """Type a command that opens a form and answer every question, "" to leave one out; return what comes last."""
        ...

    async def taps(self, label: str, on: str) -> str:
        """Press a button, or choose one title, on the newest message of the room that holds `on`; return what the bot
        tells."""
        ...

    async def picks(self, labels: Sequence[str], on: str) -> str:
        """Choose exactly these titles on the newest message of the room that holds `on`."""
        ...

    async def sees(self, fragment: str, *, is_private: bool = False) -> str:
        """Wait until the room, or the private chat, shows a message with these words; return the whole message."""
        ...
