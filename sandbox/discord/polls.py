"""Native polls: opened, voted in, closed by their bot or by the clock, with the result that Discord then posts."""

from datetime import datetime, timedelta
from typing import Any

from sandbox.discord.entities import Message, User
from sandbox.discord.ids import stamp
from sandbox.discord.wire import ApiError, Json
from sandbox.discord.world import World

POLL_RESULT = 46
EXPIRED = ApiError(400, 520001, "Poll expired")


def new_poll(world: World, asked: Json) -> Json:
    """The poll of a request that was checked; it ends after `duration` hours, 24 when it names none."""
    answers: list[Any] = asked["answers"]
    hours = asked.get("duration") or 24
    return {
        "question": {"text": asked["question"]["text"]},
        "answers": [{"answer_id": n, "poll_media": answer["poll_media"]} for n, answer in enumerate(answers, 1)],
        "expiry": stamp(world.now() + timedelta(hours=hours)),
        "allow_multiselect": bool(asked.get("allow_multiselect")),
        "layout_type": 1,
        "closed": False,
    }


def vote_in_poll(world: World, message: Message, user: User, answer_id: int) -> None:
    """A person picks an answer; in a poll of one answer it replaces the earlier pick."""
    poll = _open_poll(world, message)
    votes = message.poll_votes
    if not poll["allow_multiselect"]:
        for other in [one for one, users in votes.items() if user.id in users and one != answer_id]:
            _withdraw(world, message, user, other)
    if user.id not in votes.setdefault(answer_id, []):
        votes[answer_id].append(user.id)
        _tell(world, "MESSAGE_POLL_VOTE_ADD", message, user, answer_id)


def withdraw_votes(world: World, message: Message, user: User) -> None:
    """Take back all that the person has picked."""
    _open_poll(world, message)
    for answer_id in [one for one, users in message.poll_votes.items() if user.id in users]:
        _withdraw(world, message, user, answer_id)


def _open_poll(world: World, message: Message) -> Json:
    poll = message.poll
    if poll is None or poll["closed"] or is_due(world, message):
        raise EXPIRED
    return poll


def _withdraw(world: World, message: Message, user: User, answer_id: int) -> None:
    message.poll_votes[answer_id].remove(user.id)
    _tell(world, "MESSAGE_POLL_VOTE_REMOVE", message, user, answer_id)


def _tell(world: World, name: str, message: Message, user: User, answer_id: int) -> None:
    world.publish(name, world.channels[message.channel_id], message, user=user, answer_id=answer_id)


def is_due(world: World, message: Message) -> bool:
    """Whether the message has an open poll whose time is over."""
    poll = message.poll
    return poll is not None and not poll["closed"] and datetime.fromisoformat(poll["expiry"]) <= world.now()


def result_embed(message: Message) -> Json:
    """What Discord posts of a closed poll: the winner, none when several answers have as many votes."""
    poll = message.poll or {}
    counts = {answer["answer_id"]: len(message.poll_votes.get(answer["answer_id"], ())) for answer in poll["answers"]}
    best = max(counts.values(), default=0)
    winners = [answer for answer in poll["answers"] if counts[answer["answer_id"]] == best]
    told = {"poll_question_text": poll["question"]["text"], "victor_answer_votes": best}
    told["total_votes"] = sum(counts.values())
    if len(winners) == 1 and best:
        told |= {"victor_answer_id": winners[0]["answer_id"]}
        told |= {"victor_answer_text": winners[0]["poll_media"].get("text", "")}
    fields = [{"name": name, "value": str(value), "inline": False} for name, value in told.items()]
    return {"type": "poll_result", "fields": fields}
