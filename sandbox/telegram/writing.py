"""What a person's client demands before it sends: that they are there and may write, and a text of the right length."""

from sandbox.telegram.entities import Bot, Chat, Message, Topic, User
from sandbox.telegram.impossible import CannotDo
from sandbox.telegram.routing import tell_message
from sandbox.telegram.utf16 import trimmed
from sandbox.telegram.world import World


def must_be_in(world: World, user: User, chat: Chat) -> None:
    """Raise CannotDo for whoever is not in the chat."""
    if not world.is_present(chat, user):
        raise CannotDo(f"{user.first_name} is not in {chat.title or chat.id}", "outside")


def writable_chat(
    world: World, user: User, place: Chat | Bot, topic: Topic | None, permission: str = "can_send_messages"
) -> Chat:
    """The place as the person's chat; CannotDo where they may not write, `topic` None meaning General in a forum."""
    chat = world.private_chat(place, user) if isinstance(place, Bot) else place
    must_be_in(world, user, chat)
    member = chat.member(user)
    if chat.is_private and (chat.is_blocked or not chat.is_started):
        told = f"{user.first_name} has blocked the bot" if chat.is_blocked else "press Start first"
        raise CannotDo(told, "blocked" if chat.is_blocked else "not-started")
    if chat.moved_to:
        raise CannotDo(f"{chat.title} has become a supergroup", "moved")
    if topic and (topic.is_deleted or chat.topics.get(topic.id) is not topic):
        raise CannotDo(f"there is no such topic in {chat.title}", "topic-gone")
    is_closed = topic.is_closed if topic else chat.general_is_closed
    if is_closed and not member.is_admin:
        raise CannotDo("the topic is closed", "topic-closed")
    if chat.is_private or member.is_admin:
        return chat
    if not (chat.permissions.get(permission) and member.permissions.get(permission, True)):
        reason = "no-writing" if permission == "can_send_messages" else "no-media"
        raise CannotDo(f"{user.first_name} may not write in {chat.title}", reason)
    return chat


def put(world: World, message: Message) -> Message:
    """Let what a person wrote stand in its chat, an anonymous administrator's in the name of the group."""
    if message.chat.member(message.sender).is_anonymous:
        message.sender, message.sender_chat = world.anonymous_admin, message.chat
    world.add_message(message)
    tell_message(world, message)
    return message


def typed(text: str, fewest: int, most: int) -> str:
    """The text as the client sends it, without the white space around it; CannotDo when it is too short or long."""
    kept, _ = trimmed(text, [])
    if not fewest <= len(kept) <= most:
        reason = "too-long" if kept else "empty"
        raise CannotDo(f"it takes {fewest} to {most} characters, not {len(kept)}", reason)
    return kept
