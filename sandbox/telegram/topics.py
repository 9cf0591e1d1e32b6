"""What a person does with the topics of a forum: open, rename, close, reopen, delete, the General topic included."""

from sandbox.telegram.entities import Chat, Topic, User
from sandbox.telegram.impossible import CannotDo
from sandbox.telegram.methods_topics import COLORS, LONGEST_NAME
from sandbox.telegram.services import announce, close_general, create_topic, remove_topic
from sandbox.telegram.world import World
from sandbox.telegram.writing import must_be_in, typed


class Topics:
    """`topic` None means General, which is never deleted. CannotDo for whoever lacks the right."""

    def __init__(self, world: World) -> None:
        self._world = world

    def create(self, user: User, chat: Chat, name: str) -> Topic:
        must_create(self._world, user, chat)
        kept = typed(name, 1, LONGEST_NAME)
        return create_topic(self._world, chat, user, kept, COLORS[len(chat.topics) % len(COLORS)])

    def rename(self, user: User, chat: Chat, topic: Topic | None, name: str) -> None:
        must_manage(self._world, user, chat, topic)
        kept = typed(name, 1, LONGEST_NAME)
        if topic is None:
            chat.general_name = kept
        else:
            topic.name = kept
        announce(self._world, chat, user, {"forum_topic_edited": {"name": kept}}, topic)

    def close(self, user: User, chat: Chat, topic: Topic | None, *, is_closed: bool = True) -> None:
        """Close a topic, or open it again; nothing for one that stands so already."""
        must_manage(self._world, user, chat, topic)
        if topic is None:
            close_general(self._world, chat, user, is_closed=is_closed)
        elif topic.is_closed != is_closed:
            topic.is_closed = is_closed
            service = "forum_topic_closed" if is_closed else "forum_topic_reopened"
            announce(self._world, chat, user, {service: {}}, topic)

    def delete(self, user: User, chat: Chat, topic: Topic) -> None:
        """Take a topic away with everything in it: only an administrator who may delete messages."""
        must_be_in(self._world, user, chat)
        if not chat.member(user).may("can_delete_messages"):
            raise CannotDo(f"{user.first_name} may not delete topics of {chat.title}", "no-topics")
        remove_topic(self._world, chat, topic)


def must_create(world: World, user: User, chat: Chat) -> None:
    must_be_in(world, user, chat)
    member = chat.member(user)
    is_open = chat.permissions.get("can_manage_topics") and member.permissions.get("can_manage_topics", True)
    if not chat.is_forum or not (member.may("can_manage_topics") or (not member.is_admin and is_open)):
        raise CannotDo(f"{user.first_name} may not open topics in {chat.title}", "no-topics")


def must_manage(world: World, user: User, chat: Chat, topic: Topic | None) -> None:
    """Whoever opened a topic runs it, beside the administrators with the right."""
    must_be_in(world, user, chat)
    if topic and (topic.is_deleted or chat.topics.get(topic.id) is not topic):
        raise CannotDo(f"there is no such topic in {chat.title}", "topic-gone")
    opening = chat.messages.get(topic.id) if topic else None
    is_theirs = opening is not None and opening.sender is user
    if not chat.is_forum or not (is_theirs or chat.member(user).may("can_manage_topics")):
        raise CannotDo(f"{user.first_name} may not run the topics of {chat.title}", "no-topics")
