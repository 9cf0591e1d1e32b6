"""Discord's files on the page: under which of the page's own addresses each is found, and what may be drawn of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sandbox.discord.attachments import IS_SPOILER

FOLDER = "/files/discord"
DRAWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""What a client draws; anything else is offered to be saved and never opened as a page."""


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file of a message; `address` is "" for one that lies outside and is therefore not loaded."""

    name: str
    address: str
    words: str
    size: int
    width: int
    height: int
    is_picture: bool
    is_spoiler: bool
    outside: str = ""


def page_address(url: str) -> str:
    """Return the page's own address of a file of the sandbox, "" for anything else: nothing outside is loaded."""
    parts = urlsplit(url)
    is_kept = parts.path.startswith(("/attachments/", "/cdn/guild-events/"))
    is_here = parts.scheme in {"", "http"} and parts.hostname in {None, "127.0.0.1"}
    return f"{FOLDER}{parts.path}" if is_kept and is_here else ""


def file_line(attachment: Mapping[str, Any]) -> FileLine:
    """Return how an attachment is shown, under the name that it was given."""
    ending = attachment["filename"].rpartition(".")[2]
    name = f"{attachment['title']}.{ending}" if attachment.get("title") else attachment["filename"]
    return FileLine(
        name,
        page_address(attachment["url"]),
        attachment.get("description") or "",
        attachment["size"],
        attachment.get("width") or 0,
        attachment.get("height") or 0,
        attachment.get("content_type") in DRAWN and bool(attachment.get("width")),
        bool(attachment.get("flags", 0) & IS_SPOILER),
    )


def media_line(media: Mapping[str, Any] | None, words: str = "", *, is_spoiler: bool = False) -> FileLine | None:
    """Return how the picture of an embed or a gallery is shown; one from outside is named by its host alone."""
    url = str((media or {}).get("url") or "")
    if media is None or not url:
        return None
    address = page_address(url)
    outside = "" if address else urlsplit(url).hostname or url[:80]
    name = url.rpartition("/")[2]
    size = int(media.get("width") or 0), int(media.get("height") or 0)
    return FileLine(name, address, words, 0, *size, is_picture=bool(address), is_spoiler=is_spoiler, outside=outside)
