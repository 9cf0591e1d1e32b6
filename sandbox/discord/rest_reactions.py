"""REST: reactions and polls, the two things readers do on a message."""

from sandbox.discord.call import Call, named_message, page, show
from sandbox.discord.payloads import user_json
from sandbox.discord.posting import edit
from sandbox.discord.reactions import react, unreact
from sandbox.discord.routes import Route
from sandbox.discord.wire import ApiError, Json, unknown

MAX_KINDS = 20


def add_reaction(call: Call) -> None:
    channel = call.channel("READ_MESSAGE_HISTORY")
    message, emoji = named_message(call, channel), call.names["emoji"]
    if emoji not in message.reactions:
        call.need(channel, "ADD_REACTIONS")
        if len(message.reactions) >= MAX_KINDS:
            raise ApiError(400, 30010, f"Maximum number of reactions reached ({MAX_KINDS})")
    if emoji.isascii() and ":" not in emoji:
        raise unknown("emoji")
    react(call.world, message, call.user, emoji)


def remove_own_reaction(call: Call) -> None:
    unreact(call.world, named_message(call, call.channel()), call.user, call.names["emoji"])


def remove_reaction(call: Call) -> None:
    channel = call.channel("MANAGE_MESSAGES")
    unreact(call.world, named_message(call, channel), call.world.user(call.id("user_id")), call.names["emoji"])


def read_reactions(call: Call) -> list[Json]:
    message = named_message(call, call.channel())
    return [
        user_json(call.world.user(user_id)) for user_id in page(call, message.reactions.get(call.names["emoji"], []))
    ]


def clear_reactions(call: Call) -> None:
    message = named_message(call, call.channel("MANAGE_MESSAGES"))
    for emoji, users in list(message.reactions.items()):
        for user_id in list(users):
            unreact(call.world, message, call.world.user(user_id), emoji)


def end_poll(call: Call) -> Json:
    message = named_message(call, call.channel())
    if message.poll is None:
        raise ApiError(400, 520006, "Cannot expire a non-poll message")
    if message.author is not call.user:
        raise ApiError(403, 50005, "Cannot edit a message authored by another user")
    message.poll["closed"] = True
    return show(call, edit(call.world, message, {}))


def read_voters(call: Call) -> Json:
    message = named_message(call, call.channel())
    voters = message.poll_votes.get(call.id("answer_id"), [])
    return {"users": [user_json(call.world.user(user_id)) for user_id in page(call, voters)]}


REACTIONS = "/channels/{channel_id}/messages/{message_id}/reactions"

ROUTES = (
    Route("DELETE", REACTIONS, clear_reactions),
    Route("GET", f"{REACTIONS}/{{emoji}}", read_reactions),
    Route("PUT", f"{REACTIONS}/{{emoji}}/@me", add_reaction),
    Route("DELETE", f"{REACTIONS}/{{emoji}}/@me", remove_own_reaction),
    Route("DELETE", f"{REACTIONS}/{{emoji}}/{{user_id}}", remove_reaction),
    Route("POST", "/channels/{channel_id}/polls/{message_id}/expire", end_poll),
    Route("GET", "/channels/{channel_id}/polls/{message_id}/answers/{answer_id}", read_voters),
)
