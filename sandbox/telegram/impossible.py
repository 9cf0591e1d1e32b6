"""The error for acts that Telegram's client would not let a person do."""


class CannotDo(Exception):  # noqa: N818  # reads as what it says where it is raised
    """Its text says why; no state has changed."""
