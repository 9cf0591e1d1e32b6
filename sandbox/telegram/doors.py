"""Coming and going: who joins, leaves or is removed, and private chats that are blocked and opened again."""

from sandbox.telegram.entities import Bot, Chat, Member, Status, User
from sandbox.telegram.impossible import CannotDo
from sandbox.telegram.routing import tell_join_request, tell_partner
from sandbox.telegram.services import depart, enter
from sandbox.telegram.world import World


class Doors:
    """Every method tells the bots concerned, as Telegram would."""

    def __init__(self, world: World) -> None:
        self._world = world

    def join(self, user: User, chat: Chat) -> Member:
        """Come in by oneself, as by a public link."""
        demand_welcome(chat, user)
        if chat.asks_to_join:
            raise CannotDo(f"{chat.title} wants to be asked")
        return enter(self._world, chat, user, user)

    def ask_to_join(self, user: User, chat: Chat) -> None:
        """Ask the administrators to be let in."""
        if chat.member(user).is_present:
            raise CannotDo(f"{user.first_name} is in {chat.title} already")
        demand_welcome(chat, user)
        chat.join_requests[user.id] = user
        self._world.changes.publish("join_request", chat, user)
        tell_join_request(self._world, chat, user)

    def leave(self, user: User, chat: Chat) -> None:
        if not chat.member(user).is_present:
            raise CannotDo(f"{user.first_name} is not in {chat.title}")
        depart(self._world, chat, Member(user, Status.LEFT), user)

    def add(self, by: User, who: User | Bot, chat: Chat) -> Member:
        """Bring somebody, or a bot, into the group; a banned member needs somebody who may unban."""
        member = chat.member(by)
        if not member.is_present:
            raise CannotDo(f"{by.first_name} is not in {chat.title}")
        if not (member.may("can_invite_users") or chat.permissions.get("can_invite_users")):
            raise CannotDo(f"{by.first_name} may not invite to {chat.title}")
        if not member.may("can_restrict_members"):
            demand_welcome(chat, account(who))
        return enter(self._world, chat, account(who), by)

    def remove(self, by: User, who: User | Bot, chat: Chat) -> None:
        """Throw out and ban, as an administrator may; administrators themselves only by the owner."""
        member, target = chat.member(by), chat.member(account(who))
        is_owner = member.status is Status.OWNER
        is_protected = target.status is Status.OWNER or (target.is_admin and not is_owner)
        if is_protected or not member.may("can_restrict_members"):
            raise CannotDo(f"{by.first_name} may not remove members of {chat.title}")
        depart(self._world, chat, Member(account(who), Status.BANNED), by)

    def block(self, user: User, bot: Bot) -> None:
        self._set_blocked(user, bot, is_blocked=True)

    def unblock(self, user: User, bot: Bot) -> None:
        self._set_blocked(user, bot, is_blocked=False)

    def _set_blocked(self, user: User, bot: Bot, *, is_blocked: bool) -> None:
        chat = self._world.private_chat(bot, user)
        if chat.is_blocked == is_blocked:
            return
        before, after = Member(bot.user, Status.MEMBER), Member(bot.user, Status.BANNED)
        chat.is_blocked = is_blocked
        self._world.changes.publish("blocked" if is_blocked else "unblocked", chat, user)
        tell_partner(self._world, chat, *((before, after) if is_blocked else (after, before)))


def demand_welcome(chat: Chat, user: User) -> None:
    if chat.member(user).status is Status.BANNED:
        raise CannotDo(f"{user.first_name} is banned from {chat.title}", "banned")


def account(who: User | Bot) -> User:
    return who.user if isinstance(who, Bot) else who
