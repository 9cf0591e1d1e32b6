"""Forum topics: created, renamed, closed, reopened and deleted by a bot with the right to it."""

from functools import partial

from sandbox.telegram.access import Access, chat_of, demand_right, named_topic
from sandbox.telegram.entities import Chat, Topic
from sandbox.telegram.payloads import topic_payload
from sandbox.telegram.request import Method, Request
from sandbox.telegram.services import announce, create_topic, remove_topic
from sandbox.telegram.wire import Json, refused, wrong

LONGEST_NAME = 128
COLORS = (0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F)


def forum_of(request: Request, verb: str) -> Chat:
    chat = chat_of(request, Access.WRITE)
    if not chat.is_forum:
        raise refused("the chat is not a forum")
    demand_right(request, chat, "can_manage_topics", f"not enough rights to {verb} a topic")
    return chat


def topic_of(request: Request, verb: str) -> tuple[Chat, Topic]:
    chat = forum_of(request, verb)
    return chat, named_topic(chat, request.parameters.integer("message_thread_id"), "TOPIC_ID_INVALID")


def checked_name(name: str) -> str:
    if not name.strip():
        raise wrong("TOPIC_TITLE_EMPTY")
    if len(name) > LONGEST_NAME:
        raise wrong("TOPIC_TITLE_TOO_LONG")
    return name.strip()


def create_forum_topic(request: Request) -> Json:
    chat = forum_of(request, "create")
    name = checked_name(request.parameters.text("name"))
    color = request.parameters.integer("icon_color", COLORS[0])
    if color not in COLORS:
        raise wrong("TOPIC_ICON_COLOR_INVALID")
    topic = create_topic(request.world, chat, request.bot.user, name, color)
    return topic_payload(topic)


def edit_forum_topic(request: Request) -> bool:
    chat, topic = topic_of(request, "edit")
    name = checked_name(request.parameters.text("name") or topic.name)
    icon = request.parameters.text("icon_custom_emoji_id") or topic.icon_custom_emoji_id
    if (name, icon) == (topic.name, topic.icon_custom_emoji_id):
        raise refused("TOPIC_NOT_MODIFIED")
    topic.name, topic.icon_custom_emoji_id = name, icon
    announce(request.world, chat, request.bot.user, {"forum_topic_edited": {"name": name}}, topic)
    return True


def set_closed(is_closed: bool, request: Request) -> bool:  # noqa: FBT001  # bound twice below, never called with it
    chat, topic = topic_of(request, "close" if is_closed else "reopen")
    if topic.is_closed == is_closed:
        raise refused("TOPIC_NOT_MODIFIED")
    topic.is_closed = is_closed
    service = "forum_topic_closed" if is_closed else "forum_topic_reopened"
    announce(request.world, chat, request.bot.user, {service: {}}, topic)
    return True


def delete_forum_topic(request: Request) -> bool:
    chat, topic = topic_of(request, "delete")
    remove_topic(request.world, chat, topic)
    return True


METHODS: dict[str, Method] = {
    "createForumTopic": create_forum_topic,
    "editForumTopic": edit_forum_topic,
    "closeForumTopic": partial(set_closed, True),  # noqa: FBT003
    "reopenForumTopic": partial(set_closed, False),  # noqa: FBT003
    "deleteForumTopic": delete_forum_topic,
}
