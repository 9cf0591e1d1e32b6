"""The few stickers that people of the sandbox have, each for one emoji; it draws none."""

from sandbox.telegram.entities import StoredFile
from sandbox.telegram.impossible import CannotDo
from sandbox.telegram.methods_media import store
from sandbox.telegram.parameters import Part
from sandbox.telegram.wire import Json
from sandbox.telegram.world import World

STICKERS = ("📚", "❤️", "👏", "😂", "🤔", "😴")
SIDE_PX = 512
# One transparent pixel, lossless WebP: the file that a bot gets when it downloads a sticker.
WEBP = bytes.fromhex("524946461a000000574542505650384c0d0000002f00000010071011118888fe0700")


def sticker_payload(world: World, emoji: str) -> Json:
    """The sticker as a message holds it; CannotDo for an emoji that has none."""
    if emoji not in STICKERS:
        raise CannotDo(f"there is no sticker for {emoji!r}")
    name = f"sticker_{STICKERS.index(emoji)}.webp"
    file = kept(world, name) or store(world, Part(name, "image/webp", WEBP), "sticker")
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.content),
        "type": "regular",
        "width": SIDE_PX,
        "height": SIDE_PX,
        "is_animated": False,
        "is_video": False,
        "emoji": emoji,
        "set_name": "lectures_by_sandbox",
    }


def kept(world: World, name: str) -> StoredFile | None:
    return next((file for file in world.files.values() if file.kind == "sticker" and file.name == name), None)
