"""The refusal of an act that a real client would not offer; knows no platform."""

from __future__ import annotations


class NotAllowed(Exception):  # noqa: N818 - an answer to the visitor
    """The client would not let the person do it; the text says why.

    `reason` is the word under which the page's texts tell it in the person's language, "" when they do not.
    """

    def __init__(self, told: str, reason: str = "") -> None:
        super().__init__(told)
        self.reason = reason
