"""REST: reactions and polls, the two things readers do on a message."""

from sandbox.discord.call import Call, named_message, page, show
from sandbox.discord.payloads import user_json
from sandbox.discord.polls import EXPIRED
from sandbox.discord.posting import close_poll
from sandbox.discord.reactions import clear, react, unreact
from sandbox.discord.routes import Route
from sandbox.discord.threads import refuse_if_archived
from sandbox.discord.wire import ApiError, Json, unknown


def add_reaction(call: Call) -> None:
    channel = call.channel("READ_MESSAGE_HISTORY")
    message, emoji = named_message(call, channel), call.names["emoji"]
    refuse_if_archived(channel)
    if emoji not in message.reactions:
        call.need(channel, "ADD_REACTIONS")
    if emoji.isascii() and ":" not in emoji:
        raise unknown("emoji")
    react(call.world, message, call.user, emoji)


def remove_own_reaction(call: Call) -> None:
    channel = call.channel()
    refuse_if_archived(channel)
    unreact(call.world, named_message(call, channel), call.user, call.names["emoji"])


def remove_reaction(call: Call) -> None:
    channel = call.channel("MANAGE_MESSAGES")
    unreact(call.world, named_message(call, channel), call.world.user(call.id("user_id")), call.names["emoji"])


def read_reactions(call: Call) -> list[Json]:
    message = named_message(call, call.channel())
    return [
        user_json(call.world.user(user_id)) for user_id in page(call, message.reactions.get(call.names["emoji"], []))
    ]


def clear_reactions(call: Call) -> None:
    clear(call.world, named_message(call, call.channel("MANAGE_MESSAGES")))


def clear_emoji(call: Call) -> None:
    clear(call.world, named_message(call, call.channel("MANAGE_MESSAGES")), call.names["emoji"])


def end_poll(call: Call) -> Json:
    message = named_message(call, call.channel())
    if message.poll is None:
        raise ApiError(400, 520006, "Cannot expire a non-poll message")
    if message.author is not call.user:
        raise ApiError(403, 50005, "Cannot edit a message authored by another user")
    if message.poll["closed"]:
        raise EXPIRED
    close_poll(call.world, message)
    return show(call, message)


def read_voters(call: Call) -> Json:
    message = named_message(call, call.channel())
    voters = message.poll_votes.get(call.id("answer_id"), [])
    return {"users": [user_json(call.world.user(user_id)) for user_id in page(call, voters)]}


REACTIONS = "/channels/{channel_id}/messages/{message_id}/reactions"

ROUTES = (
    Route("DELETE", REACTIONS, clear_reactions),
    Route("DELETE", f"{REACTIONS}/{{emoji}}", clear_emoji),
    Route("GET", f"{REACTIONS}/{{emoji}}", read_reactions),
    Route("PUT", f"{REACTIONS}/{{emoji}}/@me", add_reaction),
    Route("DELETE", f"{REACTIONS}/{{emoji}}/@me", remove_own_reaction),
    Route("DELETE", f"{REACTIONS}/{{emoji}}/{{user_id}}", remove_reaction),
    Route("POST", "/channels/{channel_id}/polls/{message_id}/expire", end_poll),
    Route("GET", "/channels/{channel_id}/polls/{message_id}/answers/{answer_id}", read_voters),
)
