"""What a bot may do where: the chat, topic and message a call names, or the refusal that Telegram gives."""

from enum import IntEnum

from sandbox.telegram.entities import Chat, ChatKind, Member, Message, Status, Topic, User
from sandbox.telegram.request import Request
from sandbox.telegram.wire import forbidden, refused, wrong

GENERAL_TOPIC_ID = 1


class Access(IntEnum):
    """What the bot is about to do: look, change its own message, act as a member, or write.

    A group that has become a supergroup is shut for the last two only. That edits need no more than EDIT there is in
    Client::check_chat_access of https://github.com/tdlib/telegram-bot-api and in ChatManager::have_input_peer_chat of
    https://github.com/tdlib/td, and neither keeps a press on an old message from its bot, who is told the old chat's
    id. That the servers behind them agree is assumed.
    """

    READ = 1
    EDIT = 2
    ACT = 3
    WRITE = 4


def chat_of(request: Request, access: Access = Access.READ, name: str = "chat_id") -> Chat:
    """The chat that the call names, open to the bot for this access; ApiError otherwise."""
    parameters = request.parameters
    if name not in parameters:
        raise wrong(f"{name} is empty")
    chat = named_chat(request, parameters.text(name))
    if chat is None:
        raise refused("chat not found")
    if chat.is_private:
        check_private(chat, access)
    else:
        check_group(request, chat, access)
    return chat


def named_chat(request: Request, name: str) -> Chat | None:
    world = request.world
    if name.startswith("@"):
        return world.chat_by_username(name)
    try:
        chat_id = int(name)
    except ValueError:
        raise refused("chat not found") from None
    return world.find_chat(request.bot, chat_id)


def check_private(chat: Chat, access: Access) -> None:
    if chat.partner and chat.partner.is_bot:
        raise forbidden("bot can't send messages to bots")
    if not chat.is_started:
        if access is Access.READ:
            raise refused("chat not found")
        raise forbidden("bot can't initiate conversation with a user")
    if chat.is_blocked and access > Access.READ:
        raise forbidden("bot was blocked by the user")


def check_group(request: Request, chat: Chat, access: Access) -> None:
    if chat.moved_to and access > Access.EDIT:
        raise refused("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.moved_to.id)
    member = chat.member(request.bot.user)
    noun = chat.kind.value
    if chat.kind is ChatKind.GROUP and access is Access.READ and request.bot.id in chat.members:
        return  # A basic group stays readable to who was in it: Client::check_chat_access of the server.
    if member.status is Status.BANNED:
        raise forbidden(f"bot was kicked from the {noun} chat")
    if not member.is_present:
        never_there = request.bot.id not in chat.members
        raise refused("chat not found") if never_there else forbidden(f"bot is not a member of the {noun} chat")


def check_may_send(chat: Chat, member: Member, permission: str = "can_send_messages") -> None:
    """ApiError when the chat's or the member's own restrictions forbid this kind of message."""
    if member.is_admin or chat.is_private:
        return
    granted = member.permissions if member.status is Status.RESTRICTED else chat.permissions
    if not (granted.get(permission, False) and chat.permissions.get(permission, False)):
        what = permission.removeprefix("can_send_").replace("messages", "text messages").replace("_", " ")
        raise refused(f"not enough rights to send {what} to the chat")


def writable_place(request: Request, permission: str = "can_send_messages") -> tuple[Chat, Topic | None]:
    """The chat and topic that a sending call names."""
    chat = chat_of(request, Access.WRITE)
    thread_id = request.parameters.integer("message_thread_id")
    if thread_id and chat.is_forum and thread_id == GENERAL_TOPIC_ID:
        raise wrong("message thread not found")
    topic = named_topic(chat, thread_id) if thread_id and (chat.is_forum or chat.is_private) else None
    member = chat.member(request.bot.user)
    check_may_send(chat, member, permission)
    is_closed = topic.is_closed if topic else chat.is_forum and chat.general_is_closed
    if is_closed and not member.may("can_manage_topics"):
        raise refused("TOPIC_CLOSED")
    return chat, topic


def named_topic(chat: Chat, thread_id: int, complaint: str = "message thread not found") -> Topic:
    topic = chat.topics.get(thread_id)
    if topic is None or topic.is_deleted:
        raise refused(complaint)
    return topic


def named_message(request: Request, chat: Chat, noun: str, name: str = "message_id") -> Message:
    """The standing message that the call names; `noun` completes "... not found"."""
    message = chat.messages.get(request.parameters.integer(name))
    if message is None or message.is_deleted:
        raise refused(f"{noun} not found")
    return message


def named_user(request: Request) -> User:
    user = request.world.users.get(request.parameters.integer("user_id"))
    if user is None:
        raise refused("user not found" if "user_id" in request.parameters else "invalid user_id specified")
    return user


def demand_right(request: Request, chat: Chat, right: str, refusal: str) -> None:
    """ApiError unless the bot administers the chat with this right."""
    if not chat.member(request.bot.user).may(right):
        raise refused(refusal)
