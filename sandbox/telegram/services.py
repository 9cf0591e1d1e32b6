"""What the chat itself says: service messages and changes of membership, told to the bots there. Checks no right."""

from sandbox.telegram.entities import Chat, ChatKind, Member, Message, Status, Topic, User
from sandbox.telegram.payloads import user_payload
from sandbox.telegram.routing import tell_member, tell_message
from sandbox.telegram.wire import Json
from sandbox.telegram.world import World


def announce(world: World, chat: Chat, by: User, service: Json, topic: Topic | None = None) -> Message:
    """Put a service message into the chat and hand it to the bots there; the anonymous account speaks as the chat."""
    speaks_for = chat if by is world.anonymous_admin else None
    message = Message(0, chat, world.date, by, sender_chat=speaks_for, service=service, topic=topic)
    tell_message(world, world.add_message(message))
    return message


def enter(world: World, chat: Chat, user: User, by: User) -> Member:
    """Make the user a plain member, seen by all; a present member stays as they are."""
    if (known := chat.member(user)).is_present:
        return known
    after = Member(user, Status.MEMBER)
    before = world.set_member(chat, after)
    tell_member(world, chat, by, before, after)
    announce(world, chat, by, {"new_chat_members": [user_payload(user)]})
    return after


def depart(world: World, chat: Chat, after: Member, by: User) -> None:
    """Take the user out: `after` is a membership that left or is banned."""
    was_present = chat.member(after.user).is_present
    if was_present:
        announce(world, chat, by, {"left_chat_member": user_payload(after.user)})
    before = world.set_member(chat, after)
    tell_member(world, chat, by, before, after)


def change_member(world: World, chat: Chat, after: Member, by: User) -> None:
    """Replace the membership of someone who stays: rights, restrictions."""
    before = world.set_member(chat, after)
    tell_member(world, chat, by, before, after)


def migrate(world: World, chat: Chat, by: User) -> Chat:
    """Turn a basic group into a supergroup with an id of its own; the old id is dead from then on."""
    new_id = -next(world.ids["supergroup"])
    moved = Chat(new_id, ChatKind.SUPERGROUP, chat.title, members=dict(chat.members), now=world.unix_now)
    moved.permissions = dict(chat.permissions)
    world.chats[new_id] = moved
    announce(world, chat, by, {"migrate_to_chat_id": new_id})
    chat.moved_to = moved
    announce(world, moved, world.anonymous_admin, {"migrate_from_chat_id": chat.id})
    world.changes.publish("moved", moved, chat)
    return moved


def create_topic(world: World, chat: Chat, by: User, name: str, icon_color: int) -> Topic:
    """A new topic, opened by its service message, whose id is the thread's."""
    topic = Topic(chat.last_message_id + 1, name, icon_color)
    chat.topics[topic.id] = topic
    announce(world, chat, by, {"forum_topic_created": {"name": name, "icon_color": icon_color}}, topic)
    return topic


def remove_topic(world: World, chat: Chat, topic: Topic) -> None:
    """Delete a topic with every message in it; no update tells of it."""
    topic.is_deleted = True
    for message in chat.messages.values():
        if message.topic is topic:
            message.is_deleted = True
    world.changes.publish("topic_deleted", chat, topic)


def close_general(world: World, chat: Chat, by: User, *, is_closed: bool) -> bool:
    """Close the General topic or open it again; whether that changed anything."""
    if chat.general_is_closed == is_closed:
        return False
    chat.general_is_closed = is_closed
    announce(world, chat, by, {"forum_topic_closed" if is_closed else "forum_topic_reopened": {}})
    return True
