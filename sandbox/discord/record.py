"""What a test looks at afterwards: every request, broken platform rule and unknown route. Judges nothing."""

from dataclasses import dataclass, field
from typing import Any

MAX_REQUESTS = 100_000


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a multipart body: `size_bytes` of a file, or the text of a field."""

    name: str
    filename: str | None
    content_type: str
    size_bytes: int


@dataclass(slots=True)
class Request:
    """One REST request as it arrived; `path` starts after /api/v10; `headers` never hold the token.

    `status` and `code` (Discord's own; 0 if none) are those of the answer; status 0: not answered. `answer`: its body.
    """

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any = None
    parts: tuple[Part, ...] = ()
    status: int = 0
    code: int = 0
    answer: Any = None

    @property
    def line(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True, slots=True)
class Violation:
    """A platform rule the bot broke; `where` is the request's line, or `gateway`."""

    rule: str
    where: str

    def __str__(self) -> str:
        return f"{self.where}: {self.rule}"


@dataclass(slots=True)
class Record:
    """`unanswered`: interactions nobody answered in time; `throttled`: requests answered 429; both no violation."""

    requests: list[Request] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)
    unhandled: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    throttled: list[str] = field(default_factory=list)

    def add(self, request: Request) -> None:
        """Keep the request; of very many the older half is forgotten, so that a demo can stay up."""
        self.requests.append(request)
        if len(self.requests) > MAX_REQUESTS:
            del self.requests[: MAX_REQUESTS // 2]

    def break_rule(self, rule: str, where: str) -> None:
        self.violations.append(Violation(rule, where))

    def clear(self) -> None:
        for kept in (self.requests, self.violations, self.unhandled, self.unanswered, self.throttled):
            kept.clear()
