"""The error for acts that Telegram's client would not let a person do."""


class CannotDo(Exception):  # noqa: N818  # reads as what it says where it is raised
    """Its text says why; no state has changed.

    `reason` names a common case in a word, so that a page can tell it in the person's language; "" for the others.
    """

    def __init__(self, told: str, reason: str = "") -> None:
        super().__init__(told)
        self.reason = reason
