"""Native polls: sent and stopped by a bot.

The refusals follow process_send_poll_query of https://github.com/tdlib/telegram-bot-api (Client.cpp), and
check_quiz_correct_option_ids and get_poll_options of https://github.com/tdlib/td (PollManager.cpp, PollOption.cpp);
their lengths are in characters there, not in UTF-16 units.
"""

from itertools import pairwise
from typing import Any

from sandbox.telegram.access import Access, chat_of, named_message
from sandbox.telegram.entities import Ballot
from sandbox.telegram.keyboards import inline_markup
from sandbox.telegram.payloads import ballot_payload, message_payload
from sandbox.telegram.request import Method, Request
from sandbox.telegram.routing import tell_ballot
from sandbox.telegram.sending import Content, send
from sandbox.telegram.texts import TextField, formatted
from sandbox.telegram.wire import Json, refused, wrong

LONGEST_QUESTION = 300
LONGEST_OPTION = 100
MOST_OPTIONS = 12
SHORTEST_S, LONGEST_S = 5, 2_628_000
EXPLANATION = TextField(
    "explanation", "explanation_entities", 200, "explanation is too long", parse_mode="explanation_parse_mode"
)


def send_poll(request: Request) -> Json:
    parameters, world = request.parameters, request.world
    question = parameters.text("question").strip()
    if not question:
        raise wrong("poll question must be non-empty")
    if len(question) > LONGEST_QUESTION:
        raise wrong("poll question length must not exceed 300")
    kind = parameters.text("type", "regular")
    if kind not in {"regular", "quiz"}:
        raise wrong("Unsupported poll type specified")
    options = poll_options(request)
    ballot = Ballot(
        str(next(world.ids["ballot"])),
        question,
        options,
        is_anonymous="is_anonymous" not in parameters or parameters.flag("is_anonymous"),
        allows_multiple_answers=parameters.flag("allows_multiple_answers"),
        kind=kind,
        correct_option_ids=correct_options(request, len(options)) if kind == "quiz" else [],
        is_closed=parameters.flag("is_closed"),
    )
    add_terms(request, ballot)
    return message_payload(send(request, Content(ballot=ballot), "can_send_polls"))


def add_terms(request: Request, ballot: Ballot) -> None:
    """What else a poll may say: whether a vote can be changed, when it ends, what stays hidden, why an answer is so."""
    parameters = request.parameters
    revoting = "allows_revoting" in parameters
    ballot.allows_revoting = parameters.flag("allows_revoting") if revoting else ballot.kind == "regular"
    ballot.hides_results = parameters.flag("hide_results_until_closes")
    ballot.explanation, ballot.explanation_entities = formatted(request, EXPLANATION)
    if ballot.explanation and ballot.kind != "quiz":
        request.note("only a quiz has an explanation")
    now = request.world.date
    if "open_period" in parameters and "close_date" in parameters:
        request.note("open_period can't be used together with close_date")
    if "open_period" in parameters:
        ballot.open_period_s = parameters.integer("open_period")
        ballot.closes_at = now + ballot.open_period_s
    elif "close_date" in parameters:
        ballot.closes_at = parameters.integer("close_date")
    if ballot.closes_at is not None and not SHORTEST_S <= ballot.closes_at - now <= LONGEST_S:
        raise wrong("POLL_CLOSE_DATE_INVALID")


def poll_options(request: Request) -> list[str]:
    given = request.parameters.structure("options", "Can't parse options JSON object", list) or []
    options = [option_text(option) for option in given]
    if not options:
        raise wrong("poll must have at least one answer option")
    if len(options) > MOST_OPTIONS:
        raise wrong(f"poll can't have more than {MOST_OPTIONS} options")
    return options


def option_text(option: Any) -> str:
    text = option.get("text") if isinstance(option, dict) else option
    if not isinstance(text, str):
        raise wrong("Expected an option to be of type String")
    if not text.strip():
        raise wrong("poll options must be non-empty")
    if len(text) > LONGEST_OPTION:
        raise wrong("poll options length must not exceed 100")
    return text.strip()


def correct_options(request: Request, count: int) -> list[int]:
    """The right answers of a quiz with this many options; without any it is refused. Other polls are not asked."""
    parameters = request.parameters
    if "correct_option_ids" in parameters:
        complaint = "Can't parse correct option identifiers JSON object"
        chosen: list[Any] = parameters.structure("correct_option_ids", complaint, list) or []
    else:
        chosen = [parameters.integer("correct_option_id")] if "correct_option_id" in parameters else []
    if not all(isinstance(index, int) and not isinstance(index, bool) for index in chosen):
        raise wrong("Correct option identifier must be of type Number")
    if not chosen:
        raise wrong("correct quiz option list must be non-empty")
    if any(earlier >= later for earlier, later in pairwise(chosen)):
        raise wrong("correct quiz option list must be increasing")
    if not all(0 <= index < count for index in chosen):
        raise wrong("wrong quiz correct_option_id")
    return chosen


def stop_poll(request: Request) -> Json:
    chat = chat_of(request, Access.EDIT)
    message = named_message(request, chat, "message with poll to stop")
    ballot = message.ballot
    if ballot is None or message.sender is not request.bot.user:
        raise refused("message with poll to stop not found" if ballot is None else "poll can't be stopped")
    if ballot.is_closed:
        raise refused("poll has already been closed")
    message.markup = inline_markup(request)
    ballot.is_closed = True
    request.world.changes.publish("edited", chat, message)
    tell_ballot(ballot, request.bot)
    return ballot_payload(ballot)


METHODS: dict[str, Method] = {"sendPoll": send_poll, "stopPoll": stop_poll}
