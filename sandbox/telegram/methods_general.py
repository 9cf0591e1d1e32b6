"""The General topic of a forum, run by a bot with the right to it, and the pins of one topic."""

from functools import partial

from sandbox.telegram.access import Access, chat_of
from sandbox.telegram.entities import Chat, Topic
from sandbox.telegram.methods_chats import demand_pins
from sandbox.telegram.methods_topics import checked_name, forum_of, topic_of
from sandbox.telegram.request import Method, Request
from sandbox.telegram.services import announce, close_general
from sandbox.telegram.wire import refused


def edit_general(request: Request) -> bool:
    chat = forum_of(request, "edit")
    name = checked_name(request.parameters.text("name"))
    if name == chat.general_name:
        raise refused("TOPIC_NOT_MODIFIED")
    chat.general_name = name
    announce(request.world, chat, request.bot.user, {"forum_topic_edited": {"name": name}})
    return True


def set_closed(is_closed: bool, request: Request) -> bool:  # noqa: FBT001  # bound twice below, never called with it
    chat = forum_of(request, "close" if is_closed else "reopen")
    if not close_general(request.world, chat, request.bot.user, is_closed=is_closed):
        raise refused("TOPIC_NOT_MODIFIED")
    return True


def set_hidden(is_hidden: bool, request: Request) -> bool:  # noqa: FBT001  # bound twice below, never called with it
    """Hiding also closes, as the documentation says."""
    chat = forum_of(request, "hide" if is_hidden else "unhide")
    if chat.general_is_hidden == is_hidden:
        raise refused("TOPIC_NOT_MODIFIED")
    if is_hidden:
        close_general(request.world, chat, request.bot.user, is_closed=True)
    chat.general_is_hidden = is_hidden
    service = "general_forum_topic_hidden" if is_hidden else "general_forum_topic_unhidden"
    announce(request.world, chat, request.bot.user, {service: {}})
    return True


def unpin_topic(request: Request) -> bool:
    chat, topic = topic_of(request, "unpin messages of")
    return unpin_all(request, chat, topic)


def unpin_general(request: Request) -> bool:
    return unpin_all(request, chat_of(request, Access.WRITE), None)


def unpin_all(request: Request, chat: Chat, topic: Topic | None) -> bool:
    demand_pins(request, chat)
    chat.pinned = [message_id for message_id in chat.pinned if chat.messages[message_id].topic is not topic]
    request.world.changes.publish("pins", chat)
    return True


METHODS: dict[str, Method] = {
    "editGeneralForumTopic": edit_general,
    "closeGeneralForumTopic": partial(set_closed, True),  # noqa: FBT003
    "reopenGeneralForumTopic": partial(set_closed, False),  # noqa: FBT003
    "hideGeneralForumTopic": partial(set_hidden, True),  # noqa: FBT003
    "unhideGeneralForumTopic": partial(set_hidden, False),  # noqa: FBT003
    "unpinAllForumTopicMessages": unpin_topic,
    "unpinAllGeneralForumTopicMessages": unpin_general,
}
