"""The gateway's conversation with a client: identify, resume, heartbeats, limits; closes as Discord does."""

import asyncio
import json
import secrets
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from sandbox.discord.entities import Application
from sandbox.discord.events import GUILDS, MEMBERS, PRIVILEGED
from sandbox.discord.guild_create import guild_create_json
from sandbox.discord.members_chunk import chunks
from sandbox.discord.payloads import own_user_json
from sandbox.discord.record import Record
from sandbox.discord.sessions import Connection, Session, Sessions
from sandbox.discord.wire import Json
from sandbox.discord.world import World

HEARTBEAT, IDENTIFY, PRESENCE, VOICE = 1, 2, 3, 4
ACK_SECONDS = 0.05
"""No answer comes sooner over a network. One that comes before discord.py has noted that it asked is taken for forty
seconds late, and it says so."""
RESUME, RECONNECT, MEMBERS_ASKED, INVALID, HELLO, ACK = 6, 7, 8, 9, 10, 11
KNOWN_INTENTS = (1 << 26) - 1


@dataclass(frozen=True, slots=True)
class GatewayLimits:
    """Discord's figures. A test that restarts a bot at once sets `identify_interval_s` to 0."""

    heartbeat_interval_ms: int = 41250
    sends_a_minute: int = 120
    identify_interval_s: float = 5.0


@dataclass(slots=True)
class Peer:
    """One socket's state: the session once identified, and when it sent what."""

    connection: Connection
    session: Session | None = None
    sends: deque[float] = field(default_factory=deque)


class Protocol:
    """`acknowledges` False leaves heartbeats unanswered (a zombie connection)."""

    def __init__(self, world: World, record: Record, limits: GatewayLimits, sessions: Sessions) -> None:
        self._world = world
        self._record = record
        self._limits = limits
        self._sessions = sessions
        self._identified_at: dict[tuple[int, int], float] = {}
        self.url = ""
        self.acknowledges = True
        self.identifies = 0
        self.resumes = 0

    def forget_identifies(self) -> None:
        """Let the next IDENTIFY come at once, as if the interval had passed."""
        self._identified_at.clear()

    def greet(self, peer: Peer) -> None:
        peer.connection.send_op(HELLO, {"heartbeat_interval": self._limits.heartbeat_interval_ms})

    def receive(self, peer: Peer, text: str) -> None:
        now = asyncio.get_running_loop().time()
        peer.sends.append(now)
        while peer.sends[0] < now - 60:
            peer.sends.popleft()
        if len(peer.sends) > self._limits.sends_a_minute:
            self._refuse(peer, 4008, f"more than {self._limits.sends_a_minute} gateway sends in 60 s")
            return
        try:
            payload = json.loads(text)
            op, data = payload["op"], payload.get("d")
            shaped = isinstance(data, dict) or op not in {IDENTIFY, RESUME, MEMBERS_ASKED}
        except (ValueError, KeyError, TypeError, AttributeError):
            shaped, op, data = False, None, None
        if not shaped:
            self._refuse(peer, 4002, "payload that is not a gateway message")
            return
        self._obey(peer, op, data)

    def _obey(self, peer: Peer, op: Any, data: Any) -> None:
        if op == HEARTBEAT:
            if self.acknowledges:
                asyncio.get_running_loop().call_later(ACK_SECONDS, peer.connection.send_op, ACK)
        elif op == IDENTIFY:
            self._identify(peer, data)
        elif op == RESUME:
            self._resume(peer, data)
        elif peer.session is None:
            self._refuse(peer, 4003, f"op {op} before identifying")
        elif op == MEMBERS_ASKED:
            self._send_members(peer.session, data)
        elif op not in {PRESENCE, VOICE}:
            self._refuse(peer, 4001, f"unknown op {op}")

    def _refuse(self, peer: Peer, code: int, rule: str = "") -> None:
        if rule:
            self._record.break_rule(rule, "gateway")
        peer.connection.close(code)

    def _identify(self, peer: Peer, data: Json) -> None:
        application = self._application(data.get("token"))
        shard = tuple(data.get("shard") or (0, 1))
        intents = data.get("intents", 0)
        if application is None:
            self._refuse(peer, 4004)
        elif peer.session is not None and self._sessions.get(peer.session.id) is peer.session:
            self._refuse(peer, 4005, "IDENTIFY on an identified connection")
        elif not isinstance(intents, int) or intents & ~KNOWN_INTENTS:
            self._refuse(peer, 4013, "intents that do not exist")
        elif intents & PRIVILEGED & ~application.privileged_intents:
            self._refuse(peer, 4014)
        elif len(shard) != 2 or not 0 <= shard[0] < shard[1]:
            self._refuse(peer, 4010, "shard that does not exist")
        elif self._too_soon(application, shard[0]):
            self._record.break_rule("IDENTIFY twice within the interval", "gateway")
            peer.connection.send_op(INVALID, data=False)
        else:
            self._open(peer, Session(secrets.token_hex(16), application, intents, (shard[0], shard[1])))

    def _application(self, token: Any) -> Application | None:
        return next((one for one in self._world.applications.values() if one.token == token), None)

    def _too_soon(self, application: Application, shard: int) -> bool:
        now = asyncio.get_running_loop().time()
        previous = self._identified_at.get((application.id, shard))
        self._identified_at[application.id, shard] = now
        return previous is not None and now - previous < self._limits.identify_interval_s

    def _open(self, peer: Peer, session: Session) -> None:
        self.identifies += 1
        self._sessions.add(session)
        peer.session, session.connection = session, peer.connection
        application = session.application
        guilds = [g for g in self._world.guilds.values() if application.user.id in g.members and session.serves(g)]
        session.dispatch(
            "READY",
            {
                "v": 10,
                "user": own_user_json(application.user),
                "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
                "session_id": session.id,
                "resume_gateway_url": self.url,
                "session_type": "normal",
                "shard": list(session.shard),
                "application": {"id": str(application.id), "flags": 0},
                "private_channels": [],
                "relationships": [],
                "presences": [],
            },
        )
        if session.intents & GUILDS:
            for guild in guilds:
                seen = {
                    one.id for one in guild.channels.values() if self._world.may(application.user, one, "VIEW_CHANNEL")
                }
                session.hidden |= guild.channels.keys() - seen
                payload = guild_create_json(self._world, guild, application, session.intents)
                session.dispatch("GUILD_CREATE", {**payload, "unavailable": False})
        self._world.publish("SANDBOX_CONNECTED", None, session)

    def _resume(self, peer: Peer, data: Json) -> None:
        session = self._sessions.get(str(data.get("session_id")))
        if session is None or session.application is not self._application(data.get("token")):
            peer.connection.send_op(INVALID, data=False)
            return
        missed = session.missed_since(int(data.get("seq") or 0))
        if missed is None:
            self._sessions.forget(session)
            peer.connection.send_op(INVALID, data=False)
            return
        self.resumes += 1
        if session.connection is not None:
            session.connection.close(4000)
        peer.session, session.connection = session, peer.connection
        for text in missed:
            peer.connection.send(text)
        session.dispatch("RESUMED", {})
        self._world.publish("SANDBOX_CONNECTED", None, session)

    def _send_members(self, session: Session, data: Json) -> None:
        guild = self._world.guilds.get(int(data.get("guild_id") or 0))
        if guild is None or session.application.user.id not in guild.members:
            return
        if not session.intents & MEMBERS and not data.get("query") and not data.get("user_ids"):
            self._record.break_rule("all members requested without the members intent", "gateway")
            return
        for chunk in chunks(guild, data, session.intents):
            session.dispatch("GUILD_MEMBERS_CHUNK", chunk)
