"""REST: answers to interactions and their follow-ups; open to whoever holds the interaction's token."""

from sandbox.discord.answering import answer, delete_own, edit_own, follow_up, own_message
from sandbox.discord.call import Call
from sandbox.discord.interactions import Interaction
from sandbox.discord.message_payloads import message_json
from sandbox.discord.routes import Route
from sandbox.discord.wire import Json


def answer_interaction(call: Call) -> Json | None:
    interactions = call.backend.interactions
    interaction = interactions.awaiting_answer(call.id("interaction_id"), call.names["token"])
    described = answer(call.world, interactions, interaction, call.body, call.files)
    return described if call.query.get("with_response", "").lower() in {"1", "true"} else None


def _interaction(call: Call) -> Interaction:
    return call.backend.interactions.by_token(call.id("application_id"), call.names["token"])


def post_follow_up(call: Call) -> Json:
    return message_json(call.world, follow_up(call.world, _interaction(call), call.body, call.files))


def read_answer(call: Call) -> Json:
    return message_json(call.world, own_message(_interaction(call), call.names["message_id"]))


def edit_answer(call: Call) -> Json:
    message = edit_own(call.world, _interaction(call), call.names["message_id"], call.body, call.files)
    return message_json(call.world, message)


def delete_answer(call: Call) -> None:
    delete_own(call.world, _interaction(call), call.names["message_id"])


WEBHOOK = "/webhooks/{application_id}/{token}"

ROUTES = (
    Route("POST", "/interactions/{interaction_id}/{token}/callback", answer_interaction, open_to_all=True),
    Route("POST", WEBHOOK, post_follow_up, open_to_all=True),
    Route("GET", f"{WEBHOOK}/messages/{{message_id}}", read_answer, open_to_all=True),
    Route("PATCH", f"{WEBHOOK}/messages/{{message_id}}", edit_answer, open_to_all=True),
    Route("DELETE", f"{WEBHOOK}/messages/{{message_id}}", delete_answer, open_to_all=True),
)
