"""The three ways an act can fail; must not hold sentences, only the ids of messages in the catalogues."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Say:
    """An argument that is itself a sentence or word of the catalogues, put into the language of the one who reads."""

    message: str


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error of the program
    """Says no in the reader's own language and loses nothing: `message` is an id of the catalogues."""

    def __init__(self, message: str, **arguments: object) -> None:
        super().__init__(message)
        self.message = message
        self.arguments: Mapping[str, object] = arguments


class Unavailable(Refusal):
    """Something outside did not answer; the same act may succeed later."""


class AdapterUnreachable(Exception):  # noqa: N818
    """A platform does not answer: its outage or the network's, not a bug; `reason` is a few words for the operator."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class AdapterRefused(Exception):  # noqa: N818
    """A platform will not let the bot in, and trying again will not help: `message` says why, by message id."""

    def __init__(self, message: str, **arguments: object) -> None:
        super().__init__(message)
        self.message = message
        self.arguments: Mapping[str, object] = arguments
