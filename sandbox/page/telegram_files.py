"""Telegram's files on the page: under which of the page's own addresses each is found, and what may be drawn of it."""

from __future__ import annotations

from sandbox.page.discord_files import FileLine
from sandbox.telegram.entities import Message
from sandbox.telegram.methods_media import PNG
from sandbox.telegram.world import World

FOLDER = "/files/telegram"
MAGIC = ((PNG, "image/png"), (b"GIF8", "image/gif"), (b"\xff\xd8", "image/jpeg"))
"""A picture is known by how it begins, never by what its sender calls it."""


def picture_type(content: bytes) -> str:
    """Return the type of what a client draws, "" for anything else."""
    return next((kind for magic, kind in MAGIC if content.startswith(magic)), "")


def found_file(world: World, file_id: str) -> tuple[str, bytes] | None:
    """Return the type, "" unless it may be drawn, and the content of a file that Telegram keeps."""
    file = world.files.get(file_id)
    return (picture_type(file.content) if file.kind == "photo" else "", file.content) if file else None


def file_line(message: Message) -> FileLine | None:
    """Return how the picture or document of a message is shown; its caption is what it says to who sees no picture."""
    if photo := message.media.get("photo"):
        largest = photo[-1]
        address = f"{FOLDER}/{largest['file_id']}"
        is_covered = bool(message.media.get("has_media_spoiler"))
        size = largest["width"], largest["height"]
        return FileLine(
            "", address, message.caption, largest["file_size"], *size, is_picture=True, is_spoiler=is_covered
        )
    if document := message.media.get("document"):
        address = f"{FOLDER}/{document['file_id']}"
        name, size = document["file_name"], document["file_size"]
        return FileLine(name, address, message.caption, size, 0, 0, is_picture=False, is_spoiler=False)
    return None
