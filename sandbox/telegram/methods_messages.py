"""sendMessage and what else a bot does by sending: copies, forwards, typing signs, reactions."""

from dataclasses import replace
from typing import Any

from sandbox.telegram.access import Access, chat_of, named_message, writable_place
from sandbox.telegram.entities import Message
from sandbox.telegram.payloads import message_payload
from sandbox.telegram.reactions import check_reactions
from sandbox.telegram.request import Method, Request
from sandbox.telegram.sending import Content, origin_of, send
from sandbox.telegram.texts import CAPTION, formatted, message_text
from sandbox.telegram.wire import Json, refused, wrong

CHAT_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def send_message(request: Request) -> Json:
    text, entities = message_text(request)
    return message_payload(send(request, Content(text, entities)))


def source_message(request: Request, verb: str) -> Message:
    origin = chat_of(request, name="from_chat_id")
    message = named_message(request, origin, f"message to {verb}")
    if message.service:
        raise refused(f"message can't be {'copied' if verb == 'copy' else 'forwarded'}")
    if message.is_protected:
        raise refused("message has protected content and can't be forwarded")
    return message


def content_of(message: Message) -> Content:
    """What is passed on: all but keyboard and reply."""
    media = {name: value for name, value in message.media.items() if name != "media_group_id"}
    return Content(message.text, message.entities, message.caption, message.caption_entities, media, message.ballot)


def copy_message(request: Request) -> Json:
    content = content_of(source_message(request, "copy"))
    if content.ballot:
        fresh = replace(content.ballot, id=str(next(request.world.ids["ballot"])), votes={})
        content = replace(content, ballot=fresh)
    if content.media and "caption" in request.parameters:
        caption, entities = formatted(request, CAPTION)
        content = replace(content, caption=caption, caption_entities=entities)
    return {"message_id": send(request, content).id}


def forward_message(request: Request) -> Json:
    message = source_message(request, "forward")
    content = replace(content_of(message), origin=message.origin or origin_of(message))
    return message_payload(send(request, content))


def send_chat_action(request: Request) -> bool:
    action = request.parameters.text("action")
    if action not in CHAT_ACTIONS:
        raise wrong("Wrong parameter action in request")
    chat, topic = writable_place(request)
    request.world.changes.publish("action", chat, request.bot.user, action=action, topic=topic)
    return True


def set_message_reaction(request: Request) -> bool:
    """No update tells of it: reactions of bots are not reported to bots."""
    chat = chat_of(request, Access.WRITE)
    message = named_message(request, chat, "message to react")
    chosen: list[Any] = request.parameters.structure("reaction", "Can't parse reaction types JSON object", list) or []
    check_reactions(chosen)
    message.reactions[request.bot.id] = chosen
    request.world.changes.publish("reaction", chat, message)
    return True


METHODS: dict[str, Method] = {
    "sendMessage": send_message,
    "copyMessage": copy_message,
    "forwardMessage": forward_message,
    "sendChatAction": send_chat_action,
    "setMessageReaction": set_message_reaction,
}
