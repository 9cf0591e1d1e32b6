"""The Discord pane: what one person sees there and what their client offers; must not talk HTML or HTTP."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.discord import DiscordSandbox
from sandbox.discord.control_acts import ACTS, Desk
from sandbox.discord.control_gestures import GESTURES
from sandbox.discord.entities import Channel, Guild, Message, User
from sandbox.discord.naming import Directory, NotFound
from sandbox.discord.refusals import NotOffered
from sandbox.discord.rules_commands import USER_MENU
from sandbox.discord.wire import ApiError, Json
from sandbox.page.allowed import NotAllowed
from sandbox.page.discord_choices import Choice, choices_of
from sandbox.page.discord_commands import listed_commands
from sandbox.page.discord_menus import MessageMenu, menu_commands, message_menu
from sandbox.page.discord_message import MessageLooks
from sandbox.page.discord_rooms import DiscordRooms
from sandbox.page.markdown import DiscordMarkdown, Names
from sandbox.page.spots import Spot

ALLOWED_ACTS = frozenset({"types", "suggestions", "presses", "chooses", "submits", "uses_menu", *GESTURES})
OPENING_ACTS = frozenset({"starts_thread", "posts"})
"""Acts after which the client opens the room that they bring up."""
REASONS = {
    10008: "gone",
    10014: "gone",
    30010: "too-many-reactions",
    40005: "too-large",
    40067: "tag-required",
    50006: "empty",
    50024: "no-thread",
    50083: "archived",
    160004: "thread-exists",
    160005: "locked",
    520001: "poll-over",
}
"""Discord's refusals that a visitor can meet, by their code."""


class DiscordPane:
    """One loopback Discord, seen through anybody's client."""

    def __init__(self, sandbox: DiscordSandbox) -> None:
        self._sandbox = sandbox
        self._desk = Desk(sandbox, Directory(sandbox.world))
        self.rooms = DiscordRooms(sandbox)

    def places(self, user: User) -> list[Spot]:
        """Return the rooms the person can read, guild by guild, then the bot's direct messages if there are any."""
        return self.rooms.places(user)

    def channel(self, user: User, wanted: str) -> Channel | None:
        """Return the room of that id if the person can read it, else the first they can, None without any."""
        known = [spot.id for spot in self.places(user)]
        found = wanted if wanted in known else next(iter(known), None)
        return self._sandbox.world.channels[int(found)] if found else None

    def messages(self, user: User, channel: Channel) -> Sequence[Message]:
        """Return what the person sees in the room, oldest first."""
        return self._sandbox.people.visible_to(user, channel)

    def markdown(self, channel: Channel | None) -> DiscordMarkdown:
        """Return a painter of texts that knows the names of the room's people, roles and channels."""
        world = self._sandbox.world
        guild = world.guild_of(channel) if channel else None
        return DiscordMarkdown(
            Names(
                lambda id_: world.users[id_].shown_name if id_ in world.users else "",
                lambda id_: guild.roles[id_].name if guild and id_ in guild.roles else "",
                lambda id_: world.channels[id_].name if id_ in world.channels else "",
            )
        )

    def commands(self, user: User, channel: Channel) -> list[Json]:
        """Return every command the client lists here, in the person's language, with its options."""
        return listed_commands(self._sandbox.world, user, channel)

    def message(self, user: User, channel: Channel, wanted: str) -> Message:
        """Return a message of the room that the person sees; raises NotAllowed."""
        found = next((each for each in self.messages(user, channel) if str(each.id) == wanted), None)
        if found is None:
            raise NotAllowed(f"no message {wanted!r}", "gone")
        return found

    def message_menu(self, user: User, channel: Channel, wanted: str) -> MessageMenu:
        """Return what the client offers on a message; raises NotAllowed."""
        return message_menu(self._sandbox.world, user, self.message(user, channel, wanted))

    def person_commands(self, user: User, channel: Channel) -> list[str]:
        """Return the names of what the applications offer on a person here."""
        return menu_commands(self._sandbox.world, user, channel, USER_MENU)

    def person(self, wanted: str) -> User | None:
        return next((user for user in self._sandbox.world.users.values() if str(user.id) == wanted), None)

    def guild(self, wanted: str) -> Guild | None:
        return next((guild for guild in self._sandbox.world.guilds.values() if str(guild.id) == wanted), None)

    def choices(self, field: Json, channel: Channel | None) -> list[Choice]:
        """Return what a field of a form offers to choose in a room."""
        return choices_of(self._sandbox.world, field, channel)

    def looks(self, user: User) -> MessageLooks:
        return MessageLooks(self._sandbox.world, user)

    def file(self, path: str) -> tuple[str, bytes] | None:
        """Return the type and content of a file that Discord keeps."""
        return self._sandbox.world.files.get(path)

    async def act(self, name: str, user: User, body: Json) -> Json:
        """Do one act as the person and return what it brings up; raises NotAllowed."""
        if name not in ALLOWED_ACTS:
            raise NotAllowed(name)
        try:
            return await ACTS[name](self._desk, {**body, "user": str(user.id)})
        except ApiError as refused:
            raise NotAllowed(
                f"{refused.message}: {'; '.join(map(str, refused.problems))}", _reason(refused)
            ) from refused
        except NotOffered as refused:
            raise NotAllowed(str(refused), refused.reason) from refused
        except NotFound as problem:
            raise NotAllowed(str(problem), "gone") from problem
        except (KeyError, ValueError, TypeError) as problem:
            raise NotAllowed(str(problem)) from problem

    def wire(self, most: int) -> tuple[list[str], list[str]]:
        """Return the last requests of the bot, newest first, and every rule broken."""
        record = self._sandbox.record
        lines = [f"{each.status} {each.line}" for each in reversed(record.requests[-most:])]
        return lines, [*map(str, record.violations), *record.unhandled]


def _reason(refused: ApiError) -> str:
    if any(problem.code == "BASE_TYPE_BAD_LENGTH" for problem in refused.problems):
        return "length"
    return REASONS.get(refused.code, "")
