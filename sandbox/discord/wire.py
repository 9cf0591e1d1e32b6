"""What goes over the wire in every answer: JSON objects and Discord's error bodies; knows no state."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

UNKNOWN = {
    "channel": (10003, "Unknown Channel"),
    "guild": (10004, "Unknown Guild"),
    "member": (10007, "Unknown Member"),
    "message": (10008, "Unknown Message"),
    "role": (10011, "Unknown Role"),
    "user": (10013, "Unknown User"),
    "emoji": (10014, "Unknown Emoji"),
    "webhook": (10015, "Unknown Webhook"),
    "ban": (10026, "Unknown Ban"),
    "interaction": (10062, "Unknown interaction"),
    "command": (10063, "Unknown application command"),
    "event": (10070, "Unknown Guild Scheduled Event"),
}
MISSING_ACCESS = 50001
MISSING_PERMISSIONS = 50013
INVALID_FORM = 50035


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a request body; `path` is dotted (`embeds.0.title`), empty for the body as a whole."""

    path: str
    message: str
    code: str = "BASE_TYPE_BAD"

    def under(self, prefix: str) -> "Problem":
        return Problem(f"{prefix}.{self.path}" if self.path else prefix, self.message, self.code)

    def __str__(self) -> str:
        return f"{self.path or 'body'}: {self.message}"


@dataclass(slots=True)
class ApiError(Exception):
    """An answer other than 2xx; `broken_rule` is empty when the caller did nothing that a good bot would not do."""

    status: int
    code: int
    message: str
    problems: tuple[Problem, ...] = ()
    broken_rule: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    extra: Json = field(default_factory=dict)

    def body(self) -> Json:
        answer: Json = {"message": self.message, "code": self.code, **self.extra}
        if self.problems:
            answer["errors"] = nest_problems(self.problems)
        return answer


def unknown(noun: str, *, broken_rule: str = "") -> ApiError:
    code, message = UNKNOWN[noun]
    return ApiError(404, code, message, broken_rule=broken_rule)


def forbidden(code: int = MISSING_PERMISSIONS) -> ApiError:
    return ApiError(403, code, "Missing Access" if code == MISSING_ACCESS else "Missing Permissions")


def invalid(problems: Iterable[Problem]) -> ApiError:
    found = tuple(problems)
    return ApiError(400, INVALID_FORM, "Invalid Form Body", found, broken_rule="; ".join(map(str, found)))


def refuse(problems: Iterable[Problem]) -> None:
    """Raise 400 / 50035 if there is any problem."""
    found = tuple(problems)
    if found:
        raise invalid(found)


def nest_problems(problems: Iterable[Problem]) -> Json:
    tree: Json = {}
    for problem in problems:
        node = tree
        for step in problem.path.split(".") if problem.path else ():
            node = node.setdefault(step, {})
        node.setdefault("_errors", []).append({"code": problem.code, "message": problem.message})
    return tree
