"""What a bot with the right does to members: ban, restrict, promote, admit."""

from sandbox.telegram.access import Access, chat_of, demand_right, named_user
from sandbox.telegram.entities import Chat, ChatKind, Member, Status, User
from sandbox.telegram.request import Method, Request
from sandbox.telegram.rights import GROUP_RIGHTS, PERMISSIONS, RIGHTS
from sandbox.telegram.services import change_member, depart, enter
from sandbox.telegram.wire import Json, refused, wrong

SHORTEST_TIME_S = 30
LONGEST_TIME_S = 366 * 24 * 3600
NO_RIGHT = "not enough rights to restrict/unrestrict chat member"


def governed(request: Request, right: str = "can_restrict_members", refusal: str = NO_RIGHT) -> tuple[Chat, User]:
    """The group and the user of the call; the bot must administer the group, the user must be no administrator."""
    chat = chat_of(request, Access.ACT)
    if chat.is_private:
        raise refused("chat member status can't be changed in private chats")
    user = named_user(request)
    demand_right(request, chat, right, refusal)
    status = chat.member(user).status
    if status is Status.OWNER:
        raise refused("can't remove chat owner")
    if status is Status.ADMINISTRATOR and right == "can_restrict_members":
        raise refused("user is an administrator of the chat")
    return chat, user


def ban_chat_member(request: Request) -> bool:
    chat, user = governed(request)
    after = Member(user, Status.BANNED, until=until_date(request, chat))
    depart(request.world, chat, after, request.bot.user)
    return True


def until_date(request: Request, chat: Chat) -> int:
    """When it ends, in Unix seconds; 0 for ever, which is also what a moment too near or too far means."""
    until = request.parameters.integer("until_date")
    ahead = until - request.world.date
    is_kept = chat.kind is ChatKind.SUPERGROUP and SHORTEST_TIME_S <= ahead <= LONGEST_TIME_S
    return until if is_kept else 0


def unban_chat_member(request: Request) -> bool:
    """Without `only_if_banned` a present member is removed, free to come back: as the documentation says."""
    chat, user = governed(request)
    member = chat.member(user)
    if member.status is Status.BANNED or (member.is_present and not request.parameters.flag("only_if_banned")):
        depart(request.world, chat, Member(user, Status.LEFT), request.bot.user)
    return True


def restrict_chat_member(request: Request) -> bool:
    chat, user = governed(request)
    if chat.kind is not ChatKind.SUPERGROUP:
        raise refused("method is available only for supergroups")
    given: Json | None = request.parameters.structure("permissions", "Can't parse permissions JSON object", dict)
    if given is None:
        raise wrong("Can't parse permissions JSON object")
    granted = {name: bool(given.get(name, False)) for name in PERMISSIONS}
    if all(granted.values()):
        after = Member(user, Status.MEMBER)
    else:
        after = Member(user, Status.RESTRICTED, permissions=granted, until=until_date(request, chat))
    change_member(request.world, chat, after, request.bot.user)
    return True


def promote_chat_member(request: Request) -> bool:
    """Nobody grants a right that they lack.

    That supergroups alone have administrators of a bot's making is in process_promote_chat_member_query of
    https://github.com/tdlib/telegram-bot-api (Client.cpp), and so is that a 403 all in capitals reaches the bot as 400.
    RIGHT_FORBIDDEN itself is said by the servers behind it (https://core.telegram.org/method/channels.editAdmin): that
    it is said of each right the bot lacks is assumed from "Your admin rights do not allow you to do this".
    """
    chat, user = governed(request, "can_promote_members", "not enough rights")
    if chat.kind is not ChatKind.SUPERGROUP:
        raise refused("method is available for supergroup and channel chats only")
    member = chat.member(user)
    if not member.is_present:
        raise refused("user not found")
    rights = frozenset(right for right in (*RIGHTS, *GROUP_RIGHTS) if request.parameters.flag(right))
    # Every administrator may manage the chat, whatever else they may do.
    if rights - chat.member(request.bot.user).rights - {"can_manage_chat"}:
        raise refused("RIGHT_FORBIDDEN")
    status = Status.ADMINISTRATOR if rights else Status.MEMBER
    is_anonymous = request.parameters.flag("is_anonymous")
    change_member(request.world, chat, Member(user, status, rights, is_anonymous=is_anonymous), request.bot.user)
    return True


def set_chat_permissions(request: Request) -> bool:
    chat = chat_of(request, Access.ACT)
    demand_right(request, chat, "can_restrict_members", "not enough rights to change chat permissions")
    given: Json | None = request.parameters.structure("permissions", "Can't parse permissions JSON object", dict)
    if given is None:
        raise wrong("Can't parse permissions JSON object")
    chat.permissions = {name: bool(given.get(name, False)) for name in PERMISSIONS}
    request.world.changes.publish("permissions", chat, chat)
    return True


def asking_user(request: Request) -> tuple[Chat, User]:
    chat = chat_of(request, Access.ACT)
    demand_right(request, chat, "can_invite_users", "not enough rights to manage chat join requests")
    user = chat.join_requests.pop(request.parameters.integer("user_id"), None)
    if user is None:
        raise refused("HIDE_REQUESTER_MISSING")
    return chat, user


def approve_chat_join_request(request: Request) -> bool:
    chat, user = asking_user(request)
    enter(request.world, chat, user, request.bot.user)
    return True


def decline_chat_join_request(request: Request) -> bool:
    chat, user = asking_user(request)
    request.world.changes.publish("declined", chat, user)
    return True


METHODS: dict[str, Method] = {
    "banChatMember": ban_chat_member,
    "unbanChatMember": unban_chat_member,
    "restrictChatMember": restrict_chat_member,
    "promoteChatMember": promote_chat_member,
    "setChatPermissions": set_chat_permissions,
    "approveChatJoinRequest": approve_chat_join_request,
    "declineChatJoinRequest": decline_chat_join_request,
}
