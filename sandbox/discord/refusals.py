"""What a person's client would not let them do; raised by the acting side, never by the platform."""


class NotOffered(Exception):  # noqa: N818 - it says what the client does, not that the sandbox failed
    """The client shows no such command, option, choice, button or menu, or does not accept that input.

    `reason` names a common case in a word, so that a page can tell it in the person's language; "" for the others.
    """

    def __init__(self, told: str, reason: str = "") -> None:
        super().__init__(told)
        self.reason = reason
