"""The acts of the control endpoint: JSON in, what the person then sees out. Each is one act of People or Gestures."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sandbox.discord.answers import Answer
from sandbox.discord.control_gestures import GESTURES, attached
from sandbox.discord.entities import Channel, Message, User
from sandbox.discord.naming import Directory, NotFound
from sandbox.discord.portraits import portray_answer
from sandbox.discord.wire import Json

if TYPE_CHECKING:
    from sandbox.discord.server import DiscordSandbox

KEPT_ANSWERS = 1000


@dataclass(slots=True)
class Desk:
    """Where acts from outside arrive; keeps recent answers, so that a form shown can be submitted and watched later."""

    sandbox: "DiscordSandbox"
    directory: Directory
    answers: dict[str, Answer] = field(default_factory=dict)

    def who_and_where(self, body: Json) -> tuple[User, Channel]:
        user = self.directory.user(body["user"])
        return user, self.directory.channel(body["channel"], user)

    def message(self, channel: Channel, body: Json) -> Message:
        return self.directory.message(channel, body["message"])

    def options(self, channel: Channel, body: Json, key: str = "options") -> dict[str, Any]:
        return {name: self._value(channel, value) for name, value in (body.get(key) or {}).items()}

    def _value(self, channel: Channel, given: Any) -> Any:
        """A file is `{"file": {"filename", "content" in base64}}`; the rest is named as the directory knows it."""
        if isinstance(given, list):
            return [self._value(channel, each) for each in given]
        if isinstance(given, dict) and "file" in given:
            return attached(given["file"])
        return self.directory.value(channel, given)

    async def keep(self, answer: Answer, body: Json) -> Json:
        """Remember the answer and describe it; with `wait_s`, once a message is shown or that many seconds passed."""
        if body.get("wait_s") and answer.kind in {"deferred", "deferred_update"}:
            await answer.shown(float(body["wait_s"]))
        self.answers[str(answer.interaction.id)] = answer
        while len(self.answers) > KEPT_ANSWERS:
            self.answers.pop(next(iter(self.answers)))
        return portray_answer(self.sandbox.world, answer)

    def answer(self, body: Json) -> Answer:
        answer = self.answers.get(str(body["answer"]))
        if answer is None:
            raise NotFound(f"no answer {body['answer']!r}")
        return answer


async def _types(desk: Desk, body: Json) -> Json:
    user, channel = desk.who_and_where(body)
    options = desk.options(channel, body)
    return await desk.keep(await desk.sandbox.people.types(user, channel, body["command"], options), body)


async def _suggestions(desk: Desk, body: Json) -> Json:
    user, channel = desk.who_and_where(body)
    people, options = desk.sandbox.people, desk.options(channel, body)
    found = await people.suggestions(user, channel, body["command"], body["focused"], options)
    return {"suggestions": [{"name": one.name, "value": one.value} for one in found]}


async def _presses(desk: Desk, body: Json) -> Json:
    user, channel = desk.who_and_where(body)
    answer = await desk.sandbox.people.presses(user, desk.message(channel, body), body["button"])
    return await desk.keep(answer, body)


async def _chooses(desk: Desk, body: Json) -> Json:
    user, channel = desk.who_and_where(body)
    wanted = [desk.directory.value(channel, one) for one in body["values"]]
    answer = await desk.sandbox.people.chooses(user, desk.message(channel, body), wanted, body.get("menu"))
    return await desk.keep(answer, body)


async def _submits(desk: Desk, body: Json) -> Json:
    form = desk.answer(body)
    values = desk.options(form.interaction.deed.channel, body, "values")
    return await desk.keep(await desk.sandbox.people.submits(form, values), body)


async def _uses_menu(desk: Desk, body: Json) -> Json:
    user, channel = desk.who_and_where(body)
    target: User | Message = desk.message(channel, body) if "message" in body else desk.directory.user(body["target"])
    return await desk.keep(await desk.sandbox.people.uses_menu(user, channel, body["menu"], target), body)


async def _forge_press(desk: Desk, body: Json) -> Json:
    user, channel = desk.who_and_where(body)
    message = desk.message(channel, body) if "message" in body else None
    people, values = desk.sandbox.people, body.get("values")
    return await desk.keep(await people.forge_press(user, channel, body["custom_id"], message, values), body)


async def _looks(desk: Desk, body: Json) -> Json:
    """The present state of an earlier answer."""
    return await desk.keep(desk.answer(body), body)


ACTS: dict[str, Callable[[Desk, Json], Awaitable[Json]]] = {
    "types": _types,
    "suggestions": _suggestions,
    "presses": _presses,
    "chooses": _chooses,
    "submits": _submits,
    "uses_menu": _uses_menu,
    "forge_press": _forge_press,
    "looks": _looks,
    **GESTURES,
}
