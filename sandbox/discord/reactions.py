"""Reactions, whoever gives them; whoever calls has checked the permissions."""

from sandbox.discord.entities import Message, User
from sandbox.discord.wire import ApiError, unknown
from sandbox.discord.world import World

MAX_KINDS = 20


def react(world: World, message: Message, user: User, emoji: str) -> None:
    """Add the user's reaction; a second one of the same kind changes nothing."""
    channel = world.channels[message.channel_id]
    if emoji not in message.reactions and len(message.reactions) >= MAX_KINDS:
        raise ApiError(400, 30010, f"Maximum number of reactions reached ({MAX_KINDS})")
    users = message.reactions.setdefault(emoji, [])
    if user.id not in users:
        users.append(user.id)
        world.publish("MESSAGE_REACTION_ADD", channel, message, user=user, emoji=emoji)


def unreact(world: World, message: Message, user: User, emoji: str) -> None:
    channel = world.channels[message.channel_id]
    users = message.reactions.get(emoji, [])
    if user.id not in users:
        raise unknown("emoji")
    users.remove(user.id)
    if not users:
        del message.reactions[emoji]
    world.publish("MESSAGE_REACTION_REMOVE", channel, message, user=user, emoji=emoji)


def clear(world: World, message: Message, emoji: str | None = None) -> None:
    """Remove every reaction, or every one of that emoji; one event tells of all."""
    channel = world.channels[message.channel_id]
    if emoji is None:
        message.reactions.clear()
        world.publish("MESSAGE_REACTION_REMOVE_ALL", channel, message)
    elif message.reactions.pop(emoji, None) is not None:
        world.publish("MESSAGE_REACTION_REMOVE_EMOJI", channel, message, emoji=emoji)
    else:
        raise unknown("emoji")
