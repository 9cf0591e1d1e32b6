"""Pictures and documents: sent as uploads or by file_id, and fetched back."""

import struct

from sandbox.telegram.entities import StoredFile
from sandbox.telegram.parameters import Part
from sandbox.telegram.payloads import file_payload, message_payload
from sandbox.telegram.request import Method, Request
from sandbox.telegram.sending import Content, send
from sandbox.telegram.texts import CAPTION, formatted
from sandbox.telegram.wire import Json, refused, wrong
from sandbox.telegram.world import World

LARGEST_PHOTO_BYTES = 10 * 1024 * 1024
LARGEST_DOCUMENT_BYTES = 50 * 1024 * 1024
LARGEST_DOWNLOAD_BYTES = 20 * 1024 * 1024
PNG = b"\x89PNG\r\n\x1a\n"


def store(world: World, part: Part, kind: str) -> StoredFile:
    """Keep an uploaded file under a new file_id."""
    number = next(world.ids["file"])
    path = f"{kind}s/file_{number}{'.' + part.filename.rsplit('.', 1)[1] if '.' in part.filename else ''}"
    file = StoredFile(
        f"sandbox-{kind}-{number}", f"u{number}", path, part.filename, part.content_type, part.content, kind
    )
    world.files[file.id] = file
    return file


def sent_file(request: Request, kind: str, largest_bytes: int) -> StoredFile:
    part = request.parameters.part(kind)
    if part is None:
        name = request.parameters.text(kind)
        if not name:
            raise wrong(f"There is no {kind} in the request")
        file = request.world.files.get(name)
        if file is None or file.kind != kind:
            raise refused("wrong file identifier/HTTP URL specified")
        return file
    if not part.content:
        raise wrong("file must be non-empty")
    if len(part.content) > largest_bytes:
        raise wrong(
            f"file of size {len(part.content)} bytes is too big for a {kind}; the maximum size is {largest_bytes} bytes"
        )
    return store(request.world, part, kind)


def photo_payload(file: StoredFile) -> list[Json]:
    width, height = picture_size(file.content)
    if not width or not height:
        raise wrong("IMAGE_PROCESS_FAILED")
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise wrong("PHOTO_INVALID_DIMENSIONS")
    size = {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": len(file.content)}
    return [{**size, "width": width, "height": height}]


def document_payload(file: StoredFile) -> Json:
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.content),
        "file_name": file.name,
        "mime_type": file.content_type,
    }


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height in pixels of a PNG, GIF or JPEG; zeros for anything else."""
    if content.startswith(PNG) and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return int(width), int(height)
    if content.startswith((b"GIF87a", b"GIF89a")) and len(content) >= 10:
        width, height = struct.unpack("<HH", content[6:10])
        return int(width), int(height)
    return jpeg_size(content) if content.startswith(b"\xff\xd8") else (0, 0)


def jpeg_size(content: bytes) -> tuple[int, int]:
    """The size in the first start-of-frame segment (markers C0-CF but for C4, C8 and CC)."""
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return int(width), int(height)
        at += 2 + length
    return 0, 0


def photo_of(request: Request) -> Json:
    return {"photo": photo_payload(sent_file(request, "photo", LARGEST_PHOTO_BYTES))}


def document_of(request: Request) -> Json:
    return {"document": document_payload(sent_file(request, "document", LARGEST_DOCUMENT_BYTES))}


def send_photo(request: Request) -> Json:
    media = photo_of(request)
    if request.parameters.flag("has_spoiler"):
        media["has_media_spoiler"] = True
    caption, entities = formatted(request, CAPTION)
    content = Content(
        caption=caption,
        caption_entities=entities,
        is_caption_above=request.parameters.flag("show_caption_above_media"),
        media=media,
    )
    return message_payload(send(request, content, "can_send_photos"))


def send_document(request: Request) -> Json:
    media = document_of(request)
    caption, entities = formatted(request, CAPTION)
    content = Content(caption=caption, caption_entities=entities, media=media)
    return message_payload(send(request, content, "can_send_documents"))


def get_file(request: Request) -> Json:
    if "file_id" not in request.parameters:
        raise wrong("file_id not specified")
    file = request.world.files.get(request.parameters.text("file_id"))
    if file is None:
        raise refused("wrong file_id or the file is temporarily unavailable")
    if len(file.content) > LARGEST_DOWNLOAD_BYTES:
        raise refused("file is too big")
    return file_payload(file)


MEDIA = {"photo": photo_of, "document": document_of}
METHODS: dict[str, Method] = {"sendPhoto": send_photo, "sendDocument": send_document, "getFile": get_file}
