"""Chats and who is in them, as a bot asks about them; and the bot's own leave and pins."""

from sandbox.telegram.access import Access, chat_of, named_message, named_user
from sandbox.telegram.chat_payloads import full_chat_payload, member_payload
from sandbox.telegram.entities import Chat, Member, Status
from sandbox.telegram.request import Method, Request
from sandbox.telegram.services import announce, depart
from sandbox.telegram.wire import Json, refused


def get_chat(request: Request) -> Json:
    return full_chat_payload(chat_of(request))


def get_chat_member(request: Request) -> Json:
    chat = chat_of(request, Access.ACT)
    user = named_user(request)
    if chat.is_private:
        if user not in {chat.partner, request.bot.user}:
            raise refused("PARTICIPANT_ID_INVALID")
        return member_payload(Member(user, Status.MEMBER))
    return member_payload(chat.member(user), request.bot)


def get_chat_administrators(request: Request) -> list[Json]:
    """Other bots are left out, as the documentation says."""
    chat = chat_of(request, Access.ACT)
    if chat.is_private:
        raise refused("there are no administrators in the private chat")
    admins = (member for member in chat.members.values() if member.is_admin)
    return [
        member_payload(member, request.bot)
        for member in admins
        if not member.user.is_bot or member.user is request.bot.user
    ]


def get_chat_member_count(request: Request) -> int:
    chat = chat_of(request, Access.ACT)
    return 2 if chat.is_private else sum(member.is_present for member in chat.members.values())


def leave_chat(request: Request) -> bool:
    chat = chat_of(request, Access.ACT)
    if chat.is_private:
        raise refused("chat member status can't be changed in private chats")
    depart(request.world, chat, Member(request.bot.user, Status.LEFT), request.bot.user)
    return True


def demand_pins(request: Request, chat: Chat) -> None:
    if not chat.is_private and not chat.member(request.bot.user).may("can_pin_messages"):
        raise refused("not enough rights to manage pinned messages in the chat")


def pin_chat_message(request: Request) -> bool:
    chat = chat_of(request, Access.WRITE)
    message = named_message(request, chat, "message to pin")
    demand_pins(request, chat)
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
        request.world.changes.publish("pins", chat, message)
        announce(request.world, chat, request.bot.user, {"pinned_message": message}, message.topic)
    return True


def unpin_chat_message(request: Request) -> bool:
    chat = chat_of(request, Access.WRITE)
    demand_pins(request, chat)
    message_id = request.parameters.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if message_id not in chat.pinned:
        raise refused("message to unpin not found")
    chat.pinned.remove(message_id)
    request.world.changes.publish("pins", chat, chat.messages[message_id])
    return True


def unpin_all_chat_messages(request: Request) -> bool:
    chat = chat_of(request, Access.WRITE)
    demand_pins(request, chat)
    chat.pinned.clear()
    request.world.changes.publish("pins", chat)
    return True


METHODS: dict[str, Method] = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "unpinAllChatMessages": unpin_all_chat_messages,
}
