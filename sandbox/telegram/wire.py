"""What goes over the wire in every answer: JSON objects and Telegram's error bodies; knows no state."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

PREFIXES = {400: "Bad Request", 403: "Forbidden", 409: "Conflict"}


@dataclass(slots=True)
class ApiError(Exception):
    """An answer with `ok` false; `broken_rule` says that a good bot would not have sent the request."""

    status: int
    description: str
    parameters: Json = field(default_factory=dict)
    broken_rule: bool = False

    def body(self) -> Json:
        answer: Json = {"ok": False, "error_code": self.status, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def worded(status: int, text: str) -> str:
    """The server's own spelling: a prefix by status, then the text, in lower case unless it is an error code."""
    prefix = PREFIXES[status]
    is_code = len(text) > 1 and (text[1] == "_" or text[1].isupper())
    return f"{prefix}: {text if is_code else text[:1].lower() + text[1:]}"


def refused(text: str, **parameters: Any) -> ApiError:
    """A 400 that the state of the world explains; a good bot can meet it."""
    return ApiError(400, worded(400, text), parameters)


def wrong(text: str) -> ApiError:
    """A 400 that only a fault of the bot explains: counted as a violation."""
    return ApiError(400, worded(400, text), broken_rule=True)


def forbidden(text: str) -> ApiError:
    return ApiError(403, worded(403, text))


def conflict(text: str) -> ApiError:
    return ApiError(409, worded(409, text), broken_rule=True)


def too_many(retry_after_s: int, *, broken_rule: bool = True) -> ApiError:
    description = f"Too Many Requests: retry after {retry_after_s}"
    return ApiError(429, description, {"retry_after": retry_after_s}, broken_rule)


def unauthorized() -> ApiError:
    return ApiError(401, "Unauthorized")


def not_found() -> ApiError:
    return ApiError(404, "Not Found")
