"""Deep links to bots (t.me/bot?start=payload): what a client accepts, and what it makes of them."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from sandbox.telegram.request import Request

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")
HOSTS = frozenset({"t.me", "www.t.me", "telegram.me"})


@dataclass(frozen=True, slots=True)
class StartLink:
    """`verb` is `start` for a private chat, `startgroup` to add the bot to a group."""

    username: str
    verb: str
    payload: str

    @property
    def is_valid(self) -> bool:
        return PAYLOAD.fullmatch(self.payload) is not None


def start_link(url: str) -> StartLink | None:
    """The link's parts; None for whatever is no link to a bot."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    query = parse_qs(parts.query, keep_blank_values=True)
    if parts.scheme == "tg" and parts.netloc == "resolve":
        username = query.get("domain", [""])[0]
    elif parts.netloc.lower() in HOSTS:
        username = parts.path.strip("/")
    else:
        return None
    if not re.fullmatch(r"\w{3,32}", username):
        return None
    verb = "startgroup" if "startgroup" in query else "start"
    return StartLink(username, verb, query.get(verb, [""])[0])


def check_start_link(request: Request, url: str) -> None:
    """Note a payload that clients drop: the server takes it all the same."""
    link = start_link(url) if url else None
    if link and not link.is_valid:
        request.note(f"start payload of {len(link.payload)} characters is not 0-64 of A-Z a-z 0-9 _ -: {link.payload}")
