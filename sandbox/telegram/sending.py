"""How a bot's message comes to stand in a chat: place, reply, markup and topic in one; no method of the API itself."""

from dataclasses import dataclass, field

from sandbox.telegram.access import writable_place
from sandbox.telegram.entities import Ballot, Chat, Message, Topic
from sandbox.telegram.keyboards import reply_markup
from sandbox.telegram.payloads import chat_payload, user_payload
from sandbox.telegram.request import Request
from sandbox.telegram.wire import Json, refused, wrong

REPLY_BROKEN = "can't parse reply parameters JSON object"


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says, whoever sends it."""

    text: str = ""
    entities: list[Json] = field(default_factory=list)
    caption: str = ""
    caption_entities: list[Json] = field(default_factory=list)
    media: Json = field(default_factory=dict)
    ballot: Ballot | None = None
    origin: Json | None = None
    is_caption_above: bool = False


def send(request: Request, content: Content, permission: str = "can_send_messages") -> Message:
    """Put the content where the call says; ApiError when that place is closed to the bot."""
    chat, topic = writable_place(request, permission)
    answered = answered_message(request, chat)
    message = Message(
        0,
        chat,
        request.world.date,
        request.bot.user,
        text=content.text,
        entities=content.entities,
        caption=content.caption,
        caption_entities=content.caption_entities,
        is_caption_above=content.is_caption_above,
        markup=reply_markup(request),
        media=content.media,
        ballot=content.ballot,
        origin=content.origin,
        is_silent=request.parameters.flag("disable_notification"),
        is_protected=request.parameters.flag("protect_content"),
    )
    thread(message, topic, answered)
    return request.world.add_message(message)


def thread(message: Message, topic: Topic | None, answered: Message | None) -> None:
    """Tie the message to its topic and to what it answers, with the thread ids that Telegram gives."""
    message.topic = topic or (answered.topic if answered and answered.chat is message.chat else None)
    message.reply_to = answered
    if answered and not message.topic and message.chat.kind == "supergroup":
        message.thread_id = answered.thread_id or answered.id


def answered_message(request: Request, chat: Chat) -> Message | None:
    """The message that the call replies to; it must stand, unless the call allows sending without it."""
    parameters = request.parameters
    given: Json = parameters.structure("reply_parameters", REPLY_BROKEN, dict) or {}
    if "reply_to_message_id" in parameters:
        given = {"message_id": parameters.integer("reply_to_message_id")}
        given["allow_sending_without_reply"] = parameters.flag("allow_sending_without_reply")
    if not given:
        return None
    if not isinstance(given.get("message_id"), int):
        raise wrong(REPLY_BROKEN)
    message = chat.messages.get(given["message_id"])
    if message and not message.is_deleted:
        return message
    if given.get("allow_sending_without_reply"):
        return None
    raise refused("message to be replied not found")


def origin_of(message: Message) -> Json:
    """Where a forwarded message comes from."""
    if message.sender_chat:
        return {"type": "chat", "date": message.date, "sender_chat": chat_payload(message.sender_chat)}
    return {"type": "user", "date": message.date, "sender_user": user_payload(message.sender)}
