"""What an application may do with an interaction: the callback types, the original answer, the follow-ups."""

from collections.abc import Callable

from sandbox.discord.drafts import Draft, refuse_bad_draft
from sandbox.discord.entities import EPHEMERAL, LOADING, Message
from sandbox.discord.interactions import (
    ASK,
    AUTOCOMPLETE,
    CHOICES,
    COMMAND,
    COMPONENT,
    DEFER,
    DEFER_UPDATE,
    MODAL,
    SAY,
    UPDATE,
    Interaction,
    Interactions,
    metadata_json,
)
from sandbox.discord.message_payloads import message_json
from sandbox.discord.posting import delete, edit, fill, post, post_loading
from sandbox.discord.rules_commands import check_choices
from sandbox.discord.rules_modals import check_modal
from sandbox.discord.wire import Json, Problem, invalid, refuse, unknown
from sandbox.discord.world import World

Files = tuple[Json, ...]

ALLOWED = {
    COMMAND: frozenset({SAY, DEFER, ASK}),
    COMPONENT: frozenset({SAY, DEFER, DEFER_UPDATE, UPDATE, ASK}),
    AUTOCOMPLETE: frozenset({CHOICES}),
    MODAL: frozenset({SAY, DEFER, DEFER_UPDATE, UPDATE}),
}
FROM_COMMAND, FROM_MENU = 20, 23


def answer(world: World, interactions: Interactions, interaction: Interaction, body: Json, files: Files) -> Json:
    """Carry out a first answer and describe it as `with_response` asks."""
    kind = body.get("type")
    allowed = ALLOWED[interaction.deed.kind]
    if interaction.deed.kind == MODAL and interaction.deed.message is None:
        allowed -= {DEFER_UPDATE, UPDATE}
    if not isinstance(kind, int) or kind not in allowed:
        raise invalid([Problem("type", f"Value must be one of {sorted(allowed)}.", "BASE_TYPE_CHOICES")])
    CARRY_OUT[kind](world, interaction, body.get("data") or {}, files)
    interactions.answered(interaction, kind)
    return _describe(world, interaction, kind)


def _describe(world: World, interaction: Interaction, kind: int) -> Json:
    described: Json = {"id": str(interaction.id), "type": interaction.deed.kind}
    resource: Json = {"type": kind}
    message = interaction.original
    if message is not None:
        described |= {
            "response_message_id": str(message.id),
            "response_message_loading": message.loading,
            "response_message_ephemeral": message.ephemeral,
        }
        if kind in {SAY, UPDATE}:
            resource["message"] = message_json(world, message, interaction.deed.application.id)
    return {"interaction": described, "resource": resource}


def _draft(interaction: Interaction, body: Json, files: Files) -> Draft:
    deed = interaction.deed
    ephemeral = isinstance(body.get("flags"), int) and body["flags"] & EPHEMERAL
    kinds = {COMMAND: FROM_MENU if "target_id" in deed.data else FROM_COMMAND}
    return Draft(
        deed.application.user,
        body,
        files,
        application_id=deed.application.id,
        interaction=metadata_json(interaction),
        only_for=deed.user.id if ephemeral else None,
        kind=kinds.get(deed.kind, 0),
    )


def _say(world: World, interaction: Interaction, body: Json, files: Files) -> None:
    interaction.original = post(world, interaction.deed.channel, _draft(interaction, body, files))


def _defer(world: World, interaction: Interaction, body: Json, files: Files) -> None:
    interaction.original = post_loading(world, interaction.deed.channel, _draft(interaction, body, files))


def _defer_update(_world: World, interaction: Interaction, _body: Json, _files: Files) -> None:
    interaction.original = interaction.deed.message


def _update(world: World, interaction: Interaction, body: Json, files: Files) -> None:
    message = interaction.deed.message
    if message is None or message.deleted:
        raise unknown("message")
    interaction.original = edit(world, message, body, files)


def _choices(_world: World, interaction: Interaction, body: Json, _files: Files) -> None:
    refuse(check_choices(body.get("choices")))
    interaction.choices = body["choices"]


def _ask(_world: World, interaction: Interaction, body: Json, _files: Files) -> None:
    refuse(check_modal(body))
    interaction.modal = body


CARRY_OUT: dict[int, Callable[[World, Interaction, Json, Files], None]] = {
    SAY: _say,
    DEFER: _defer,
    DEFER_UPDATE: _defer_update,
    UPDATE: _update,
    CHOICES: _choices,
    ASK: _ask,
}


def follow_up(world: World, interaction: Interaction, body: Json, files: Files) -> Message:
    """Post a follow-up. The first one after a deferral takes the place of the waiting message, as on Discord."""
    original = interaction.original
    draft = _draft(interaction, body, files)
    if original is not None and original.loading and not original.deleted:
        refuse_bad_draft(draft)
        original.flags &= ~LOADING
        original.flags |= int(body.get("flags") or 0) & ~EPHEMERAL
        fill(world, interaction.deed.channel, original, draft)
        world.publish("MESSAGE_UPDATE", interaction.deed.channel, original)
        return original
    message = post(world, interaction.deed.channel, draft)
    interaction.followups.append(message)
    return message


def own_message(interaction: Interaction, name: str) -> Message:
    """The message `@original` or a follow-up's id names; 404 / 10008 when it is not there."""
    if name == "@original":
        message = interaction.original
    else:
        everything = [*interaction.followups, *([interaction.original] if interaction.original else [])]
        message = next((one for one in everything if str(one.id) == name), None)
    if message is None or message.deleted:
        raise unknown("message")
    return message


def edit_own(world: World, interaction: Interaction, name: str, body: Json, files: Files) -> Message:
    return edit(world, own_message(interaction, name), body, files)


def delete_own(world: World, interaction: Interaction, name: str) -> None:
    delete(world, own_message(interaction, name))
