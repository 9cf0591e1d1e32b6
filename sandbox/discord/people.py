"""Acting as any person, with what their client would let them do; every act returns what they then see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.discord.answers import Answer
from sandbox.discord.attachments import Attached, store_file
from sandbox.discord.drafts import Draft
from sandbox.discord.entities import Application, Channel, Message, User
from sandbox.discord.forms import choose, fill_form
from sandbox.discord.interactions import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL, Deed, Interactions
from sandbox.discord.message_payloads import message_json
from sandbox.discord.offers import called, find_command, find_menu, read_options
from sandbox.discord.option_values import Resolved
from sandbox.discord.posting import post
from sandbox.discord.reading import buttons_of, menus_of
from sandbox.discord.refusals import NotOffered
from sandbox.discord.rules_commands import MESSAGE_MENU, USER_MENU
from sandbox.discord.rules_components import BUTTON, LINK, STRING_SELECT
from sandbox.discord.wire import Json
from sandbox.discord.world import World
from sandbox.discord.writing import must_see, must_see_message, must_write

NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An autocomplete choice as the person reads it, and the value it stands for."""

    name: str
    value: Any


class People:
    """Every method raises NotOffered for what the person's client does not show or accept."""

    def __init__(self, world: World, interactions: Interactions) -> None:
        self._world = world
        self._interactions = interactions
        self.file_root = ""

    async def types(self, user: User, channel: Channel, typed: str, options: Mapping[str, Any] = NOTHING) -> Answer:
        """Use a slash command, `/vote open` or in the person's language, with options by name.

        Values: str, int, float, bool, User, Role, Channel, Attached; among choices, the value or the name shown.
        """
        must_see(self._world, user, channel)
        offered = find_command(self._world, user, channel, typed)
        resolved = self._resolved(user, channel)
        data = offered.data(read_options(offered, options, resolved), resolved)
        return await self._act(Deed(COMMAND, offered.application, user, channel, data))

    async def suggestions(
        self, user: User, channel: Channel, typed: str, focused: Mapping[str, Any], options: Mapping[str, Any] = NOTHING
    ) -> list[Suggestion]:
        """Type the one `focused` option ({name: text so far}) and read what is suggested; empty when nobody answers."""
        must_see(self._world, user, channel)
        offered = find_command(self._world, user, channel, typed)
        ((name, value),) = focused.items()
        option = next((one for one in offered.options if name in called(one, user.locale)), None)
        if option is None or not option.get("autocomplete"):
            raise NotOffered(f"{typed} suggests nothing for {name!r}")
        resolved = self._resolved(user, channel)
        sent = read_options(offered, {**options, name: value}, resolved, focused=name)
        answer = await self._act(Deed(AUTOCOMPLETE, offered.application, user, channel, offered.data(sent, resolved)))
        return [
            Suggestion((choice.get("name_localizations") or {}).get(user.locale) or choice["name"], choice["value"])
            for choice in answer.choices
        ]

    async def presses(self, user: User, message: Message, button: str) -> Answer:
        """Press the button of that label or custom id."""
        must_see_message(self._world, user, message)
        found = [one for one in buttons_of(message) if button in {one.get("label"), one.get("custom_id")}]
        if not found or found[0].get("disabled") or found[0]["style"] == LINK:
            raise NotOffered(f"no button {button!r} to press on this message")
        data = {"custom_id": found[0]["custom_id"], "component_type": BUTTON, "id": found[0]["id"]}
        return await self._on_message(user, message, data)

    async def chooses(self, user: User, message: Message, wanted: Sequence[Any], menu: str | None = None) -> Answer:
        """Choose in the message's menu (by custom id or placeholder; None: the only one): options' values or labels,
        or the people, roles and channels themselves.
        """
        must_see_message(self._world, user, message)
        found = [one for one in menus_of(message) if menu in {None, one["custom_id"], one.get("placeholder")}]
        if len(found) != 1 or found[0].get("disabled"):
            raise NotOffered(f"no menu {menu!r} to choose from on this message")
        resolved = self._resolved(user, self._world.channels[message.channel_id])
        values = choose(found[0], wanted, resolved)
        data = {
            "custom_id": found[0]["custom_id"],
            "component_type": found[0]["type"],
            "id": found[0]["id"],
            "values": values,
        }
        if resolved.payload:
            data["resolved"] = resolved.payload
        return await self._on_message(user, message, data)

    async def submits(self, answer: Answer, values: Mapping[str, Any] = NOTHING) -> Answer:
        """Fill the modal that an act brought up and submit it; fields by custom id or by label."""
        deed, modal = answer.interaction.deed, answer.modal
        if modal is None:
            raise NotOffered("no form was shown")
        resolved = self._resolved(deed.user, deed.channel)
        data: Json = {"custom_id": modal["custom_id"], "components": fill_form(modal, values, resolved)}
        if resolved.payload:
            data["resolved"] = resolved.payload
        return await self._act(Deed(MODAL, deed.application, deed.user, deed.channel, data, deed.message))

    async def uses_menu(self, user: User, channel: Channel, name: str, target: User | Message) -> Answer:
        """Use a context menu entry on a person or a message."""
        must_see(self._world, user, channel)
        on_message = isinstance(target, Message)
        offered = find_menu(self._world, user, channel, MESSAGE_MENU if on_message else USER_MENU, name)
        resolved = self._resolved(user, channel)
        if isinstance(target, Message):
            must_see_message(self._world, user, target)
            resolved.payload["messages"] = {str(target.id): message_json(self._world, target, offered.application.id)}
        else:
            resolved.add(target)
        data = offered.data([], resolved) | {"target_id": str(target.id)}
        del data["options"]
        return await self._act(Deed(COMMAND, offered.application, user, channel, data))

    async def forge_press(
        self,
        user: User,
        channel: Channel,
        custom_id: str,
        message: Message | None = None,
        values: Sequence[str] | None = None,
    ) -> Answer:
        """Send a press that no honest client sends: any custom id, on a message that may be gone or never was."""
        must_see(self._world, user, channel)
        applications = self._world.applications
        application = applications.get(message.author.id) if message else next(iter(applications.values()))
        if application is None:
            raise NotOffered("that message is no application's")
        forged = message or Message(
            self._world.ids.next(), channel.id, application.user, self._world.now(), deleted=True
        )
        data: Json = {"custom_id": custom_id, "component_type": BUTTON if values is None else STRING_SELECT, "id": 1}
        if values is not None:
            data["values"] = list(values)
        return await self._act(Deed(COMPONENT, application, user, channel, data, forged))

    def says(
        self, user: User, channel: Channel, content: str, *files: Attached, reply_to: Message | None = None
    ) -> Message:
        """Write a plain message."""
        must_write(self._world, user, channel, files)
        body: Json = {"content": content}
        if reply_to is not None:
            must_see_message(self._world, user, reply_to)
            body["message_reference"] = {"message_id": str(reply_to.id)}
        stored = tuple(store_file(self._world, one, self.file_root) for one in files)
        return post(self._world, channel, Draft(user, body, stored))

    def visible_to(self, user: User, channel: Channel) -> list[Message]:
        """The messages this person sees in the channel, oldest first; ephemeral ones are their own only."""
        if not self._world.may(user, channel, "VIEW_CHANNEL"):
            return []
        return [message for message in channel.messages.values() if message.only_for in {None, user.id}]

    async def _act(self, deed: Deed) -> Answer:
        interaction = self._interactions.send(deed)
        await interaction.first_answer.wait()
        return Answer(interaction, self._world)

    async def _on_message(self, user: User, message: Message, data: Json) -> Answer:
        channel = self._world.channels[message.channel_id]
        return await self._act(Deed(COMPONENT, self._application_of(message), user, channel, data, message))

    def _application_of(self, message: Message) -> Application:
        application = self._world.applications.get(message.author.id)
        if application is None:
            raise NotOffered("that message is no application's")
        return application

    def _resolved(self, user: User, channel: Channel) -> Resolved:
        return Resolved(self._world, user, self._world.guild_of(channel), self.file_root)
