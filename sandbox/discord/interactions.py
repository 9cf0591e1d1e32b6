"""The life of one interaction: sent, answered once within the deadline, followed up until its token ends."""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sandbox.discord.entities import Application, Channel, Message, User
from sandbox.discord.ids import stamp
from sandbox.discord.message_payloads import message_json
from sandbox.discord.payloads import channel_json, member_json, user_json
from sandbox.discord.record import Record
from sandbox.discord.wire import ApiError, Json, unknown
from sandbox.discord.world import World

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
SAY, DEFER, DEFER_UPDATE, UPDATE, CHOICES, ASK = 4, 5, 6, 7, 8, 9
ATTACHMENT_LIMIT_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Deed:
    """What a person did in a channel: an interaction before it is sent. `kind` is Discord's interaction type."""

    kind: int
    application: Application
    user: User
    channel: Channel
    data: Json
    message: Message | None = None


@dataclass(slots=True, eq=False)
class Interaction:
    """`answer_kind` is the callback type of the first answer; `failed` when none came in time."""

    id: int
    token: str
    deed: Deed
    created_at: datetime
    answer_kind: int | None = None
    choices: list[Json] = field(default_factory=list)
    modal: Json | None = None
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)
    failed: bool = False
    first_answer: asyncio.Event = field(default_factory=asyncio.Event)
    expiry: asyncio.TimerHandle | None = None

    @property
    def label(self) -> str:
        """A short name for logs and records, without the token."""
        data = self.deed.data
        return f"interaction {self.id} (type {self.deed.kind}, {data.get('name') or data.get('custom_id')})"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long Discord waits: for the first answer, and until the token ends."""

    first_answer_s: float = 3.0
    token_s: float = 900.0


class Interactions:
    """All interactions by id and by token. `deliver` hands a new one's payload to the application's gateway session."""

    def __init__(self, world: World, record: Record, patience: Patience) -> None:
        self._world = world
        self._record = record
        self._patience = patience
        self._by_id: dict[int, Interaction] = {}
        self._by_token: dict[str, Interaction] = {}
        self.deliver: Callable[[Application, Json], None] = lambda _application, _payload: None

    def send(self, deed: Deed) -> Interaction:
        """Create the interaction and dispatch it; its clock starts now."""
        interaction = Interaction(self._world.ids.next(), secrets.token_urlsafe(48), deed, self._world.now())
        self._forget_old()
        self._by_id[interaction.id] = self._by_token[interaction.token] = interaction
        loop = asyncio.get_running_loop()
        interaction.expiry = loop.call_later(self._patience.first_answer_s, self._give_up, interaction)
        self.deliver(deed.application, interaction_json(self._world, interaction))
        return interaction

    def _forget_old(self) -> None:
        """Drop the oldest one if its token ended long ago; one for each new one keeps their number in bounds."""
        oldest = next(iter(self._by_id.values()), None)
        if oldest is not None and self._age_s(oldest) > 2 * self._patience.token_s:
            del self._by_id[oldest.id], self._by_token[oldest.token]

    def _age_s(self, interaction: Interaction) -> float:
        return (self._world.now() - interaction.created_at).total_seconds()

    def _give_up(self, interaction: Interaction) -> None:
        interaction.failed = True
        self._record.unanswered.append(interaction.label)
        interaction.first_answer.set()
        self._world.publish("SANDBOX_ANSWER", interaction.deed.channel, interaction)

    def awaiting_answer(self, interaction_id: int, token: str) -> Interaction:
        """The interaction a callback may answer; raises what Discord answers when it may not."""
        interaction = self._by_id.get(interaction_id)
        if interaction is None or interaction.token != token:
            raise unknown("interaction", broken_rule="answer to an unknown interaction")
        if interaction.failed:
            raise unknown("interaction", broken_rule=f"first answer later than {self._patience.first_answer_s} s")
        if interaction.answer_kind is not None:
            message = "Interaction has already been acknowledged."
            raise ApiError(400, 40060, message, broken_rule="second answer to one interaction")
        return interaction

    def answered(self, interaction: Interaction, kind: int) -> None:
        """Note the first answer; who acted sees it from now on."""
        interaction.answer_kind = kind
        if interaction.expiry is not None:
            interaction.expiry.cancel()
        interaction.first_answer.set()
        self._world.publish("SANDBOX_ANSWER", interaction.deed.channel, interaction)

    def by_token(self, application_id: int, token: str) -> Interaction:
        """The interaction a follow-up belongs to; raises what Discord answers before the first answer or at the end."""
        interaction = self._by_token.get(token)
        if interaction is None or interaction.deed.application.id != application_id:
            raise unknown("webhook", broken_rule="unknown interaction token")
        if interaction.answer_kind is None:
            raise unknown("webhook", broken_rule="follow-up before the first answer")
        if self._age_s(interaction) > self._patience.token_s:
            rule = f"interaction token used after {self._patience.token_s:.0f} s"
            raise ApiError(401, 50027, "Invalid Webhook Token", broken_rule=rule)
        return interaction

    def close(self) -> None:
        """Stop every running deadline."""
        for interaction in self._by_id.values():
            if interaction.expiry is not None:
                interaction.expiry.cancel()


def interaction_json(world: World, interaction: Interaction) -> Json:
    """INTERACTION_CREATE as the application gets it."""
    deed = interaction.deed
    channel, guild = deed.channel, world.guild_of(deed.channel)
    payload: Json = {
        "id": str(interaction.id),
        "application_id": str(deed.application.id),
        "type": deed.kind,
        "data": deed.data,
        "channel_id": str(channel.id),
        "channel": {**channel_json(channel), "permissions": str(world.permissions(deed.user, channel))},
        "token": interaction.token,
        "version": 1,
        "app_permissions": str(world.permissions(deed.application.user, channel)),
        "locale": deed.user.locale,
        "entitlements": [],
        "attachment_size_limit": ATTACHMENT_LIMIT_BYTES,
    }
    if guild is not None:
        member = guild.members[deed.user.id]
        payload |= {
            "guild_id": str(guild.id),
            "guild": {"id": str(guild.id), "locale": guild.locale, "features": ["COMMUNITY"]},
            "guild_locale": guild.locale,
            "member": {**member_json(member), "permissions": payload["channel"]["permissions"]},
            "authorizing_integration_owners": {"0": str(guild.id)},
            "context": 0,
        }
    else:
        payload |= {"user": user_json(deed.user), "authorizing_integration_owners": {"0": "0"}, "context": 1}
    if deed.message is not None:
        payload["message"] = message_json(world, deed.message, deed.application.id)
    return payload


def metadata_json(interaction: Interaction) -> Json:
    """What a message tells about the interaction it answers."""
    deed = interaction.deed
    return {
        "id": str(interaction.id),
        "type": deed.kind,
        "user": user_json(deed.user),
        "authorizing_integration_owners": {"0": str(deed.channel.guild_id or 0)},
        "name": deed.data.get("name", ""),
        "created_at": stamp(interaction.created_at),
    }
