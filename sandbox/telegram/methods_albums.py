"""Albums: two to ten pictures, or two to ten documents, sent by a bot in one call."""

from dataclasses import replace
from typing import Any

from sandbox.telegram.methods_media import (
    LARGEST_DOCUMENT_BYTES,
    LARGEST_PHOTO_BYTES,
    document_payload,
    photo_payload,
    sent_file,
)
from sandbox.telegram.parameters import Parameters
from sandbox.telegram.payloads import message_payload
from sandbox.telegram.request import Method, Request
from sandbox.telegram.sending import Content, send
from sandbox.telegram.texts import CAPTION, formatted
from sandbox.telegram.wire import Json, wrong

FEWEST, MOST = 2, 10
UNKNOWN_HERE = frozenset({"audio", "video", "live_photo", "animation"})


def send_media_group(request: Request) -> list[Json]:
    """Everything is read before anything is sent: a broken item leaves no half of an album behind."""
    given = request.parameters.structure("media", "Can't parse media JSON object", list)
    if not given:
        raise wrong("There are no messages to send")
    if not FEWEST <= len(given) <= MOST:
        raise wrong(f"Too {'few' if len(given) < FEWEST else 'many'} messages to send as an album")
    kinds = {item.get("type") for item in given if isinstance(item, dict)}
    if "document" in kinds and len(kinds) > 1:
        raise wrong("Document can't be mixed with other media types")
    contents = [album_item(request, item) for item in given]
    permission = "can_send_documents" if "document" in kinds else "can_send_photos"
    album = str(next(request.world.ids["album"]))
    together = [replace(content, media={**content.media, "media_group_id": album}) for content in contents]
    return [message_payload(send(request, content, permission)) for content in together]


def album_item(request: Request, item: Any) -> Content:
    if not isinstance(item, dict):
        raise wrong("Can't parse InputMedia: expected an Object")
    kind = item.get("type")
    if kind in UNKNOWN_HERE:
        request.world.record.unhandled.append(f"{request.call.method} {kind}")
    if kind not in {"photo", "document"}:
        raise wrong("Can't parse InputMedia: invalid media type specified")
    if not item.get("media"):
        raise wrong("Can't parse InputMedia: media not found")
    own = replace(request, parameters=Parameters({**item, kind: item["media"]}, request.parameters.parts))
    caption, entities = formatted(own, CAPTION)
    if kind == "document":
        media: Json = {"document": document_payload(sent_file(own, kind, LARGEST_DOCUMENT_BYTES))}
    else:
        media = {"photo": photo_payload(sent_file(own, kind, LARGEST_PHOTO_BYTES))}
        if own.parameters.flag("has_spoiler"):
            media["has_media_spoiler"] = True
    is_above = own.parameters.flag("show_caption_above_media")
    return Content(caption=caption, caption_entities=entities, media=media, is_caption_above=is_above)


METHODS: dict[str, Method] = {"sendMediaGroup": send_media_group}
