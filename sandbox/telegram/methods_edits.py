"""Edits and deletions of messages, with Telegram's rule that an edit must change something."""

from collections.abc import Callable
from dataclasses import replace

from sandbox.telegram.access import Access, chat_of, check_may_send, named_message
from sandbox.telegram.entities import Chat, Message
from sandbox.telegram.keyboards import inline_markup
from sandbox.telegram.methods_media import MEDIA
from sandbox.telegram.parameters import Parameters
from sandbox.telegram.payloads import message_payload
from sandbox.telegram.request import Method, Request
from sandbox.telegram.texts import CAPTION, formatted, message_text
from sandbox.telegram.wire import Json, refused, wrong

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
DELETABLE_FOR_S = 48 * 3600
MOST_AT_ONCE = 100


def editable_message(request: Request) -> Message:
    chat = chat_of(request, Access.EDIT)
    message = named_message(request, chat, "message to edit")
    has_other_keyboard = message.markup is not None and "inline_keyboard" not in message.markup
    if message.sender is not request.bot.user or message.service or message.origin or has_other_keyboard:
        raise refused("message can't be edited")
    return message


def edited(request: Request, message: Message, apply: Callable[[], None]) -> Json:
    """Apply the new content together with the new keyboard; without one in the call, the old keyboard goes."""
    before = snapshot(message)
    keyboard = inline_markup(request)
    apply()
    message.markup = keyboard
    if snapshot(message) == before:
        request.world.record.not_modified.append(request.call)
        raise refused(NOT_MODIFIED)
    message.edited_at = request.world.date
    request.world.changes.publish("edited", message.chat, message)
    return message_payload(message)


def snapshot(message: Message) -> tuple[object, ...]:
    written = message.text, message.entities, message.caption, message.caption_entities
    return (*written, message.is_caption_above, message.media, message.markup)


def edit_message_text(request: Request) -> Json:
    message = editable_message(request)
    if message.media or message.ballot:
        raise refused("there is no text in the message to edit")
    text, entities = message_text(request)

    def apply() -> None:
        message.text, message.entities = text, entities

    return edited(request, message, apply)


def edit_message_caption(request: Request) -> Json:
    message = editable_message(request)
    if not message.media:
        raise refused("there is no caption in the message to edit")
    caption, entities = formatted(request, CAPTION)

    def apply() -> None:
        message.caption, message.caption_entities = caption, entities
        message.is_caption_above = request.parameters.flag("show_caption_above_media")

    return edited(request, message, apply)


def edit_message_media(request: Request) -> Json:
    """A picture or document in place of another, or of a text: the documentation allows both since Bot API 7.5."""
    message = editable_message(request)
    given: Json = request.parameters.structure("media", "can't parse InputMedia: expected an Object", dict) or {}
    kind = given.get("type")
    if kind not in {"photo", "document"} or message.ballot:
        raise refused("message can't be edited" if message.ballot else "unsupported media type")
    check_may_send(message.chat, message.chat.member(request.bot.user), f"can_send_{kind}s")
    described = replace(request, parameters=Parameters({**given, kind: given.get("media")}, request.parameters.parts))
    payload = MEDIA[kind](described)
    caption, entities = formatted(described, CAPTION)

    def apply() -> None:
        message.text, message.entities, message.media = "", [], payload
        message.caption, message.caption_entities = caption, entities
        message.is_caption_above = described.parameters.flag("show_caption_above_media")

    return edited(request, message, apply)


def edit_message_reply_markup(request: Request) -> Json:
    return edited(request, editable_message(request), lambda: None)


def delete_message(request: Request) -> bool:
    chat = chat_of(request, Access.WRITE)
    delete(request, chat, named_message(request, chat, "message to delete"))
    return True


def delete_messages(request: Request) -> bool:
    """Those that are not there are skipped, as the documentation says."""
    chat = chat_of(request, Access.WRITE)
    ids = request.parameters.structure("message_ids", "Can't parse message_ids JSON object", list)
    if not ids:
        raise wrong("Message identifiers are not specified")
    if len(ids) > MOST_AT_ONCE:
        raise wrong("Too many message identifiers specified")
    if not all(isinstance(message_id, int) for message_id in ids):
        raise wrong("Message identifier must be a Number")
    for message_id in ids:
        message = chat.messages.get(message_id)
        if message and not message.is_deleted:
            delete(request, chat, message)
    return True


def delete(request: Request, chat: Chat, message: Message) -> None:
    member = chat.member(request.bot.user)
    is_own = message.sender is request.bot.user
    if not (is_own or chat.is_private or member.may("can_delete_messages")):
        raise refused("message can't be deleted")
    if request.world.date - message.date > DELETABLE_FOR_S and not member.may("can_delete_messages"):
        raise refused("message can't be deleted for everyone")
    message.is_deleted = True
    request.world.changes.publish("deleted", chat, message)


METHODS: dict[str, Method] = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageMedia": edit_message_media,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
