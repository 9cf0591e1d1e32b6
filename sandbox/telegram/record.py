"""What a test looks at afterwards: calls, broken platform rules, methods nobody answers. Judges nothing."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.telegram.entities import Message

KEPT_CALLS = 50_000


@dataclass(frozen=True, slots=True)
class Upload:
    """One file part of a multipart body."""

    filename: str
    content_type: str
    size_bytes: int


@dataclass(slots=True)
class Call:
    """One request of a bot; `parameters` as sent (strings in a form, JSON values in a JSON body), never the token.

    `status` and `description` are those of the answer; status 0: not answered.
    """

    bot: str
    method: str
    parameters: dict[str, Any]
    files: dict[str, Upload] = field(default_factory=dict)
    status: int = 0
    description: str = ""
    result: Any = None


@dataclass(frozen=True, slots=True)
class Violation:
    """A platform rule that a bot broke; `where` is the method, or `updates`."""

    rule: str
    where: str

    def __str__(self) -> str:
        return f"{self.where}: {self.rule}"


@dataclass(slots=True)
class Record:
    """`not_modified`: edits that changed nothing; `throttled`: methods that got a 429. Neither list is of violations.

    `mentions`: messages of bots that notify people by name, since Telegram has no mass mention to refuse.
    """

    calls: list[Call] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)
    unhandled: list[str] = field(default_factory=list)
    not_modified: list[Call] = field(default_factory=list)
    throttled: list[str] = field(default_factory=list)
    mentions: list[Message] = field(default_factory=list)

    def add(self, call: Call) -> None:
        """Remember the call; of a long life only the newest are kept."""
        if len(self.calls) >= KEPT_CALLS:
            del self.calls[: KEPT_CALLS // 2]
        self.calls.append(call)

    def of(self, method: str) -> list[Call]:
        """The calls of one method, in any spelling of its name."""
        return [call for call in self.calls if call.method.lower() == method.lower()]

    def break_rule(self, rule: str, where: str) -> None:
        self.violations.append(Violation(rule, where))

    def clear(self) -> None:
        for kept in (
            self.calls,
            self.violations,
            self.unhandled,
            self.not_modified,
            self.throttled,
            self.mentions,
        ):
            kept.clear()
