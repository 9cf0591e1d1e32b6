"""Founding and steering the world as Telegram itself: bots, people, groups, topics. It asks for no right."""

from collections.abc import Iterable

from sandbox.telegram.entities import Bot, Chat, ChatKind, Member, Status, Topic, User
from sandbox.telegram.impossible import CannotDo
from sandbox.telegram.rights import GROUP_RIGHTS, PERMISSIONS, RIGHTS
from sandbox.telegram.services import announce, change_member, create_topic, enter, migrate
from sandbox.telegram.world import World

ALL_RIGHTS = (*RIGHTS, *GROUP_RIGHTS)
TOPIC_COLOR = 0x6FB9F0


class Builder:
    """Every method also tells the bots what happened, as Telegram would."""

    def __init__(self, world: World) -> None:
        self._world = world

    def add_bot(self, first_name: str, username: str, token: str | None = None, *, reads_all: bool = False) -> Bot:
        """A bot; `reads_all` switches its privacy mode off."""
        bot = self._world.add_bot(first_name, username, token)
        bot.reads_all = reads_all
        return bot

    def add_user(
        self,
        first_name: str,
        username: str | None = None,
        language_code: str | None = "fr",
        last_name: str | None = None,
    ) -> User:
        """A person; `language_code` is the language of their client."""
        user = User(next(self._world.ids["user"]), first_name, username, language_code, last_name)
        self._world.users[user.id] = user
        self._world.changes.publish("user", None, user)
        return user

    def add_group(
        self,
        title: str,
        members: Iterable[User | Bot] = (),
        *,
        supergroup: bool = False,
        forum: bool = False,
        username: str | None = None,
    ) -> Chat:
        """A group owned by the first person among the members, or else by somebody new; a forum is a supergroup."""
        accounts = [account.user if isinstance(account, Bot) else account for account in members]
        owner = next((user for user in accounts if not user.is_bot), None) or self.add_user(f"Owner of {title}")
        kind = ChatKind.SUPERGROUP if supergroup or forum or username else ChatKind.GROUP
        chat = Chat(-next(self._world.ids[kind.value]), kind, title, username, is_forum=forum, now=self._world.unix_now)
        self._world.chats[chat.id] = chat
        chat.members[owner.id] = Member(owner, Status.OWNER)
        service = "supergroup_chat_created" if kind is ChatKind.SUPERGROUP else "group_chat_created"
        announce(self._world, chat, owner, {service: True})
        for user in accounts:
            enter(self._world, chat, user, owner)
        return chat

    def settle(self, chat: Chat, user: User) -> Member:
        """Somebody who has been in the group since long ago: nobody is told of an arrival."""
        member = Member(user, Status.MEMBER)
        self._world.set_member(chat, member)
        return member

    def add_topic(self, chat: Chat, name: str) -> Topic:
        return create_topic(self._world, chat, owner_of(chat), name, TOPIC_COLOR)

    def close_topic(self, chat: Chat, topic: Topic, *, is_closed: bool = True) -> None:
        topic.is_closed = is_closed
        service = "forum_topic_closed" if is_closed else "forum_topic_reopened"
        announce(self._world, chat, owner_of(chat), {service: {}}, topic)

    def promote(self, chat: Chat, who: User | Bot, *rights: str, anonymous: bool = False) -> Member:
        """Make the member an administrator with these rights, every right when none is named; an owner stays owner."""
        user = who.user if isinstance(who, Bot) else who
        status = Status.OWNER if chat.member(user).status is Status.OWNER else Status.ADMINISTRATOR
        after = Member(user, status, frozenset(rights or ALL_RIGHTS), is_anonymous=anonymous)
        change_member(self._world, chat, after, owner_of(chat))
        return after

    def demote(self, chat: Chat, who: User | Bot) -> Member:
        """Take every right and restriction away: a plain member again."""
        after = Member(common_member(chat, who), Status.MEMBER)
        change_member(self._world, chat, after, owner_of(chat))
        return after

    def restrict(self, chat: Chat, who: User | Bot, *denied: str) -> Member:
        """Deny the member these permissions; `can_send_messages` when none is named."""
        user = common_member(chat, who)
        refused = denied or ("can_send_messages",)
        permissions = {name: name not in refused for name in PERMISSIONS}
        after = Member(user, Status.RESTRICTED, permissions=permissions)
        change_member(self._world, chat, after, owner_of(chat))
        return after

    def migrate(self, chat: Chat) -> Chat:
        """Turn the basic group into a supergroup, which is returned; the old id answers 400 from then on."""
        if chat.kind is not ChatKind.GROUP or chat.moved_to:
            raise CannotDo(f"{chat.title} is no basic group")
        return migrate(self._world, chat, owner_of(chat))


def owner_of(chat: Chat) -> User:
    """The owner, or who founded the group when it has none left."""
    founder = next(iter(chat.members.values()))
    return next((member for member in chat.members.values() if member.status is Status.OWNER), founder).user


def common_member(chat: Chat, who: User | Bot) -> User:
    """The account, which must not own the chat."""
    user = who.user if isinstance(who, Bot) else who
    if chat.member(user).status is Status.OWNER:
        raise CannotDo(f"{user.first_name} owns {chat.title}")
    return user
