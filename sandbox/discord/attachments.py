"""Files as Discord keeps them: renamed to what an address may hold, typed by their name, pictures measured."""

import mimetypes
import re
from dataclasses import dataclass
from urllib.parse import quote

from sandbox.discord.wire import ApiError, Json
from sandbox.discord.world import World

MAX_FILE_BYTES = 10 * 1024 * 1024
MAX_DESCRIPTION = 1024
IS_SPOILER = 1 << 3
SPOILER = "SPOILER_"
PLAIN = "application/octet-stream"
TOO_LARGE = ApiError(413, 40005, "Request entity too large", broken_rule="a file over 10 MiB")

_SPACE = re.compile(r"\s+")
_UNKEPT = re.compile(r"[^\w.\-]")
_JPEG_SIZES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})


@dataclass(frozen=True, slots=True)
class Attached:
    """A file on its way in; `description` is its alternative text."""

    filename: str
    content: bytes
    content_type: str = PLAIN
    description: str = ""


def store_file(world: World, file: Attached, root: str) -> Json:
    """Keep an uploaded file and describe it as an attachment served under `root`; ApiError 413 for one too large."""
    if len(file.content) > MAX_FILE_BYTES:
        raise TOO_LARGE
    file_id, name = world.ids.next(), kept_name(file.filename)
    content_type = mimetypes.guess_type(name)[0] or file.content_type
    path = f"/attachments/{file_id}/{name}"
    world.files[path] = (content_type, file.content)
    told: Json = {
        "id": str(file_id),
        "filename": name,
        "size": len(file.content),
        "url": f"{root}{quote(path)}",
        "proxy_url": f"{root}{quote(path)}",
        "content_type": content_type,
        "flags": IS_SPOILER if name.startswith(SPOILER) else 0,
    }
    size = picture_size(file.content)
    if size is not None:
        told |= {"width": size[0], "height": size[1]}
    if name != file.filename:
        told["title"] = file.filename.rpartition(".")[0] or file.filename
    return told | ({"description": file.description} if file.description else {})


def kept_name(filename: str) -> str:
    """The name under which a file is served: no space, sign or mark of direction is left in it."""
    stem, dot, ending = filename.strip().rpartition(".")
    kept = _UNKEPT.sub("", _SPACE.sub("_", stem if dot else ending))
    return f"{kept or 'unknown'}{dot}{_UNKEPT.sub('', ending)}" if dot else kept or "unknown"


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG, GIF, JPEG or WebP picture; None for what is none."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR" and len(content) >= 24:
        return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    if content[:6] in {b"GIF87a", b"GIF89a"} and len(content) >= 10:
        return int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _webp_size(content)
    return _jpeg_size(content) if content.startswith(b"\xff\xd8") else None


def _webp_size(content: bytes) -> tuple[int, int] | None:
    """See the container's specification: lossy, lossless and extended files tell their size in three ways."""
    kind = content[12:16]
    if kind == b"VP8X" and len(content) >= 30:
        return 1 + int.from_bytes(content[24:27], "little"), 1 + int.from_bytes(content[27:30], "little")
    if kind == b"VP8L" and len(content) >= 25:
        bits = int.from_bytes(content[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 " and len(content) >= 30:
        width, height = (int.from_bytes(content[at : at + 2], "little") & 0x3FFF for at in (26, 28))
        return width, height
    return None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        if content[at + 1] in _JPEG_SIZES:
            height, width = (int.from_bytes(content[place : place + 2], "big") for place in (at + 5, at + 7))
            return width, height
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return None
