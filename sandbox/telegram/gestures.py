"""What people do with messages beyond writing: pictures, files, stickers, forwarding, deleting, pinning."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sandbox.telegram.entities import Bot, Chat, Message, Topic, User
from sandbox.telegram.impossible import CannotDo
from sandbox.telegram.methods_media import (
    LARGEST_DOCUMENT_BYTES,
    LARGEST_PHOTO_BYTES,
    document_payload,
    photo_payload,
    store,
)
from sandbox.telegram.parameters import Part
from sandbox.telegram.scan import with_found
from sandbox.telegram.sending import origin_of, thread
from sandbox.telegram.services import announce
from sandbox.telegram.stickers import sticker_payload
from sandbox.telegram.texts import LONGEST_CAPTION
from sandbox.telegram.wire import ApiError, Json
from sandbox.telegram.world import World
from sandbox.telegram.writing import must_be_in, put, typed, writable_chat

MOST_FILES = 10


@dataclass(frozen=True, slots=True)
class Parcel:
    """Files that leave together: as pictures or as documents, under one caption, covered or not."""

    parts: Sequence[Part]
    as_photos: bool = False
    caption: str = ""
    is_covered: bool = False


class Gestures:
    """CannotDo is raised for what Telegram's client would not let the person do; a bot as place means its private
    chat. A deletion tells the bots nothing, as at Telegram.
    """

    def __init__(self, world: World) -> None:
        self._world = world

    def send_files(
        self,
        user: User,
        place: Chat | Bot,
        parcel: Parcel,
        *,
        reply_to: Message | None = None,
        topic: Topic | None = None,
    ) -> list[Message]:
        """Send one file, or up to ten as an album, whose first message carries the caption."""
        permission = "can_send_photos" if parcel.as_photos else "can_send_documents"
        chat = writable_chat(self._world, user, place, topic or (reply_to.topic if reply_to else None), permission)
        if not 1 <= len(parcel.parts) <= MOST_FILES:
            raise CannotDo(f"1 to {MOST_FILES} files go together, not {len(parcel.parts)}", "too-many-files")
        kept = typed(parcel.caption, 0, LONGEST_CAPTION)
        contents = [self._media(part, parcel) for part in parcel.parts]
        if len(contents) > 1:
            album = str(next(self._world.ids["album"]))
            contents = [{**media, "media_group_id": album} for media in contents]
        sent: list[Message] = []
        for media in contents:
            message = Message(0, chat, self._world.date, user, media=media)
            if not sent:
                message.caption, message.caption_entities = kept, with_found(kept, [])
            thread(message, topic, reply_to)
            sent.append(put(self._world, message))
        return sent

    def send_sticker(
        self, user: User, place: Chat | Bot, emoji: str, *, reply_to: Message | None = None, topic: Topic | None = None
    ) -> Message:
        """Send the sticker that stands for this emoji."""
        where = topic or (reply_to.topic if reply_to else None)
        chat = writable_chat(self._world, user, place, where, "can_send_other_messages")
        message = Message(0, chat, self._world.date, user, media={"sticker": sticker_payload(self._world, emoji)})
        thread(message, topic, reply_to)
        return put(self._world, message)

    def forward(self, user: User, message: Message, place: Chat | Bot, topic: Topic | None = None) -> Message:
        """Pass a message on to a place where the person may write; a poll stays the same poll."""
        must_be_in(self._world, user, message.chat)
        if message.is_protected or message.service or message.is_deleted:
            raise CannotDo("the message cannot be forwarded", "protected" if message.is_protected else "gone")
        chat = writable_chat(self._world, user, place, topic)
        passed_on = Message(0, chat, self._world.date, user, text=message.text, entities=message.entities)
        passed_on.caption, passed_on.caption_entities = message.caption, message.caption_entities
        passed_on.is_caption_above = message.is_caption_above
        passed_on.media = {name: value for name, value in message.media.items() if name != "media_group_id"}
        passed_on.ballot, passed_on.origin = message.ballot, message.origin or origin_of(message)
        thread(passed_on, topic, None)
        return put(self._world, passed_on)

    def delete(self, user: User, message: Message) -> None:
        """Take a message away for everybody: one's own, any in private, others' with the right to."""
        must_delete(self._world, user, message)
        message.is_deleted = True
        self._world.changes.publish("deleted", message.chat, message)

    def pin(self, user: User, message: Message) -> None:
        must_pin(self._world, user, message.chat)
        chat = message.chat
        if message.service or message.is_deleted:
            raise CannotDo("there is nothing to pin", "gone")
        if message.id in chat.pinned:
            return
        chat.pinned.append(message.id)
        self._world.changes.publish("pins", chat, message)
        announce(self._world, chat, user, {"pinned_message": message}, message.topic)

    def unpin(self, user: User, message: Message) -> None:
        must_pin(self._world, user, message.chat)
        if message.id in message.chat.pinned:
            message.chat.pinned.remove(message.id)
            self._world.changes.publish("pins", message.chat, message)

    def _media(self, part: Part, parcel: Parcel) -> Json:
        most = LARGEST_PHOTO_BYTES if parcel.as_photos else LARGEST_DOCUMENT_BYTES
        if not 0 < len(part.content) <= most:
            raise CannotDo(f"{part.filename} has {len(part.content)} bytes", "too-large" if part.content else "empty")
        if not parcel.as_photos:
            return {"document": document_payload(store(self._world, part, "document"))}
        try:
            photo = photo_payload(store(self._world, part, "photo"))
        except ApiError as refused:
            raise CannotDo(refused.description, "no-picture") from None
        return {"photo": photo, **({"has_media_spoiler": True} if parcel.is_covered else {})}


def must_delete(world: World, user: User, message: Message) -> None:
    must_be_in(world, user, message.chat)
    is_own = message.sender is user and not message.service
    if message.is_deleted or not (
        is_own or message.chat.is_private or message.chat.member(user).may("can_delete_messages")
    ):
        raise CannotDo("the message is not theirs to delete", "gone" if message.is_deleted else "not-yours")


def must_pin(world: World, user: User, chat: Chat) -> None:
    must_be_in(world, user, chat)
    member = chat.member(user)
    is_open = chat.permissions.get("can_pin_messages") and member.permissions.get("can_pin_messages", True)
    if not (chat.is_private or member.may("can_pin_messages") or (not member.is_admin and is_open)):
        raise CannotDo(f"{user.first_name} may not pin in {chat.title}", "no-pinning")


def passes(demand: Callable[..., object], *given: object) -> bool:
    """Whether a demand is met."""
    try:
        demand(*given)
    except CannotDo:
        return False
    return True
