"""Reactions and poll votes, whoever gives them; whoever calls has checked the permissions."""

from sandbox.discord.entities import Message, User
from sandbox.discord.wire import ApiError, unknown
from sandbox.discord.world import World


def react(world: World, message: Message, user: User, emoji: str) -> None:
    """Add the user's reaction; a second one of the same kind changes nothing."""
    channel = world.channels[message.channel_id]
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


def vote_in_poll(world: World, message: Message, user: User, answer_id: int) -> None:
    """A person picks an answer; in a poll of one answer it replaces the earlier pick."""
    poll = message.poll
    if poll is None or poll["closed"]:
        raise ApiError(400, 520001, "Poll expired")
    votes = message.poll_votes
    channel = world.channels[message.channel_id]
    for other, users in votes.items():
        if user.id in users and other != answer_id and not poll["allow_multiselect"]:
            users.remove(user.id)
            world.publish("MESSAGE_POLL_VOTE_REMOVE", channel, message, user=user, answer_id=other)
    if user.id not in votes.setdefault(answer_id, []):
        votes[answer_id].append(user.id)
        world.publish("MESSAGE_POLL_VOTE_ADD", channel, message, user=user, answer_id=answer_id)
