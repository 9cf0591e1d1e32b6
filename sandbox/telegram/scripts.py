"""What can be asked of the control endpoint: every act and building step by name, over `Fields`. It knows no HTTP."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from sandbox.telegram.faults import Fault
from sandbox.telegram.fields import Fields, parcel_of, standing_message, standing_topic, strings
from sandbox.telegram.wire import ApiError

if TYPE_CHECKING:
    from sandbox.telegram.server import TelegramSandbox

Step = Callable[[Fields], Any]


def acts(sandbox: "TelegramSandbox") -> Mapping[str, Step]:
    """What people do."""
    people, doors = sandbox.people, sandbox.doors
    return {
        **gestures(sandbox),
        "start": lambda f: people.start(f.user(), f.bot(), f.text("payload", "")),
        "say": lambda f: people.say(
            f.user(), f.place(), f.text("text"), reply_to=f.message("reply_to"), topic=f.topic()
        ),
        "edit": lambda f: people.edit(f.user(), standing_message(f), f.text("text")),
        "press": lambda f: people.press(f.user(), f.place(), f.text("label"), f.message()),
        "forge_press": lambda f: people.forge_press(
            f.user(), f.place(), f.text("data"), int(f.value("message", 0)) or None
        ),
        "follow": lambda f: people.follow(f.user(), f.place(), f.text("label"), f.message()),
        "open_link": lambda f: people.open_link(f.user(), f.text("url")),
        "react": lambda f: people.react(f.user(), standing_message(f), *strings(f, "emoji")),
        "vote": lambda f: people.vote(f.user(), standing_message(f), *map(int, strings(f, "options"))),
        "join": lambda f: doors.join(f.user(), f.group()),
        "ask_to_join": lambda f: doors.ask_to_join(f.user(), f.group()),
        "leave": lambda f: doors.leave(f.user(), f.group()),
        "add": lambda f: doors.add(f.user(), f.who(), f.group()),
        "remove": lambda f: doors.remove(f.user(), f.who(), f.group()),
        "block": lambda f: doors.block(f.user(), f.bot()),
        "unblock": lambda f: doors.unblock(f.user(), f.bot()),
        "push_raw": lambda f: sandbox.push_raw(f.bot(), f.mapping("update")),
    }


def gestures(sandbox: "TelegramSandbox") -> Mapping[str, Step]:
    """What people do with files, messages that stand, and topics. A topic that is not named is General."""
    people, topics = sandbox.gestures, sandbox.topics
    return {
        "send_files": lambda f: people.send_files(
            f.user(), f.place(), parcel_of(f), reply_to=f.message("reply_to"), topic=f.topic()
        ),
        "send_sticker": lambda f: people.send_sticker(
            f.user(), f.place(), f.text("emoji"), reply_to=f.message("reply_to"), topic=f.topic()
        ),
        "forward": lambda f: people.forward(f.user(), standing_message(f), f.place("to"), f.topic("to_topic", "to")),
        "delete": lambda f: people.delete(f.user(), standing_message(f)),
        "pin": lambda f: people.pin(f.user(), standing_message(f)),
        "unpin": lambda f: people.unpin(f.user(), standing_message(f)),
        "create_topic": lambda f: topics.create(f.user(), f.group(), f.text("name")),
        "rename_topic": lambda f: topics.rename(f.user(), f.group(), f.topic(), f.text("name")),
        "close_topic": lambda f: topics.close(
            f.user(), f.group(), f.topic(), is_closed=bool(f.value("closed", default=True))
        ),
        "delete_topic": lambda f: topics.delete(f.user(), f.group(), standing_topic(f)),
    }


def building(sandbox: "TelegramSandbox") -> Mapping[str, Step]:
    """What Telegram and owners of groups do."""
    build = sandbox.build
    return {
        "add_bot": lambda f: build.add_bot(f.text("first_name"), f.text("username"), f.body.get("token")),
        "add_user": lambda f: build.add_user(
            f.text("first_name"), f.body.get("username"), f.body.get("language_code", "fr"), f.body.get("last_name")
        ),
        "add_group": lambda f: build.add_group(
            f.text("title"),
            [Fields(f.world, {"who": member}).who() for member in f.value("members", [])],
            supergroup=bool(f.value("supergroup", default=False)),
            forum=bool(f.value("forum", default=False)),
            username=f.body.get("username"),
        ),
        "add_topic": lambda f: build.add_topic(f.group(), f.text("name")),
        "promote": lambda f: build.promote(
            f.group(), f.who(), *strings(f, "rights"), anonymous=bool(f.value("anonymous", default=False))
        ),
        "demote": lambda f: build.demote(f.group(), f.who()),
        "restrict": lambda f: build.restrict(f.group(), f.who(), *strings(f, "denied")),
        "migrate": lambda f: build.migrate(f.group()),
    }


def looks(sandbox: "TelegramSandbox") -> Mapping[str, Step]:
    """What can be seen now."""
    sight, world, record = sandbox.sight, sandbox.world, sandbox.record
    return {
        "world": lambda _: {
            "bots": [{"id": bot.id, "username": bot.username} for bot in world.bots.values()],
            "users": [user.id for user in world.users.values() if not user.is_bot],
            "groups": list(world.chats),
        },
        "users": lambda _: list(world.users.values()),
        "chat": lambda f: f.chat(),
        "visible": lambda f: sight.visible_to(f.user(), f.place()),
        "menu": lambda f: sight.menu(f.user(), f.place()),
        "toasts": lambda f: sight.toasts(f.user()),
        "record": lambda _: {
            "calls": len(record.calls),
            "violations": [str(violation) for violation in record.violations],
            "unhandled": record.unhandled,
            "not_modified": len(record.not_modified),
            "throttled": record.throttled,
        },
        "unanswered": lambda _: sandbox.unanswered(),
    }


def fault_of(fields: Fields) -> Fault:
    """The fault that a control request describes: a refusal by status, a delay, or a cut connection."""
    fault = Fault(fields.text("method"), times=int(fields.value("times", 1)))
    if "status" in fields:
        parameters = fields.mapping("parameters", {})
        fault.error = ApiError(int(fields.value("status")), fields.text("description", ""), parameters)
    fault.delay_s = float(fields.value("delay_s", 0.0))
    fault.is_lost = bool(fields.value("is_lost", default=False))
    fault.is_dropped = bool(fields.value("is_dropped", default=False))
    fault.chat_id = int(fields.value("chat_id")) if "chat_id" in fields else None
    return fault
