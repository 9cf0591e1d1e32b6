"""Which bot hears of what: privacy mode, memberships and administrators' updates. It changes nothing in the world."""

from sandbox.telegram.chat_payloads import member_payload
from sandbox.telegram.entities import Ballot, Bot, Chat, Member, Message, Press, User
from sandbox.telegram.payloads import ballot_payload, chat_payload, message_payload, press_payload, user_payload
from sandbox.telegram.utf16 import utf16_slice
from sandbox.telegram.wire import Json
from sandbox.telegram.world import World


def tell_message(world: World, message: Message, kind: str = "message") -> None:
    """Hand a new or edited message to every bot that may read it."""
    for bot in world.bots_in(message.chat):
        if hears(world, bot, message):
            bot.queue.push(kind, message_payload(message))


def hears(world: World, bot: Bot, message: Message) -> bool:
    """Bots see service messages always, other bots' messages never, the rest by privacy mode."""
    if message.service:
        return True
    if message.sender.id in world.bots:
        return False
    chat = message.chat
    if chat.is_private or bot.reads_all or chat.member(bot.user).is_admin:
        return True
    answers_it = message.reply_to is not None and message.reply_to.sender is bot.user
    return answers_it or any(
        concerns(bot, message, entity) for entity in (*message.entities, *message.caption_entities)
    )


def concerns(bot: Bot, message: Message, entity: Json) -> bool:
    """Whether this entity makes a bot in privacy mode see the message: a mention, or a command for it or for anyone."""
    covered = utf16_slice(message.body, entity["offset"], entity["length"])
    _, _, addressee = covered.rpartition("@") if "@" in covered else ("", "", "")
    if entity["type"] == "mention":
        return addressee.lower() == bot.username.lower()
    if entity["type"] == "bot_command":
        if addressee:
            return addressee.lower() == bot.username.lower()
        return message.chat.last_speaking_bot_id in {None, bot.id}
    return False


def tell_member(world: World, chat: Chat, by: User, before: Member, after: Member) -> None:
    """my_chat_member to the bot concerned; chat_member to the bots that administer the chat."""
    for bot in world.bots.values():
        if bot.user is after.user:
            bot.queue.push("my_chat_member", member_change(world, chat, by, (before, after)))
        elif chat.member(bot.user).is_admin:
            bot.queue.push("chat_member", member_change(world, chat, by, (before, after)))


def tell_partner(world: World, chat: Chat, before: Member, after: Member) -> None:
    """my_chat_member of a private chat: the person blocked the bot or let it in again."""
    if chat.bot and chat.partner:
        chat.bot.queue.push("my_chat_member", member_change(world, chat, chat.partner, (before, after)))


def member_change(world: World, chat: Chat, by: User, change: tuple[Member, Member]) -> Json:
    before, after = change
    return {
        "chat": chat_payload(chat),
        "from": user_payload(by),
        "date": world.date,
        "old_chat_member": member_payload(before),
        "new_chat_member": member_payload(after),
    }


def tell_press(press: Press) -> None:
    press.bot.queue.push("callback_query", press_payload(press))


def tell_join_request(world: World, chat: Chat, user: User) -> None:
    request = {
        "chat": chat_payload(chat),
        "from": user_payload(user),
        "user_chat_id": user.id,
        "date": world.date,
    }
    for bot in world.bots_in(chat):
        if chat.member(bot.user).may("can_invite_users"):
            bot.queue.push("chat_join_request", request)


def tell_reaction(world: World, message: Message, user: User, before: list[Json]) -> None:
    change = {
        "chat": chat_payload(message.chat),
        "message_id": message.id,
        "user": user_payload(user),
        "date": world.date,
        "old_reaction": before,
        "new_reaction": message.reactions.get(user.id, []),
    }
    for bot in world.bots_in(message.chat):
        if message.chat.is_private or message.chat.member(bot.user).is_admin:
            bot.queue.push("message_reaction", change)


def tell_ballot(ballot: Ballot, bot: Bot, voter: User | None = None) -> None:
    """`poll` to the bot that sent it; with a voter of an open ballot `poll_answer` too."""
    bot.queue.push("poll", ballot_payload(ballot))
    if voter and not ballot.is_anonymous:
        chosen = ballot.votes.get(voter.id, [])
        answer = {
            "poll_id": ballot.id,
            "user": user_payload(voter),
            "option_ids": chosen,
            "option_persistent_ids": [f"{ballot.id}-{index}" for index in chosen],
        }
        bot.queue.push("poll_answer", answer)
