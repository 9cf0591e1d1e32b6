"""The gateway as a door: serves WebSockets, hands the world's changes to every session, fails on demand."""

import asyncio

from aiohttp import WSMsgType, web

from sandbox.discord.changes import Change
from sandbox.discord.entities import Application, Member
from sandbox.discord.events import GUILDS, event_for
from sandbox.discord.guild_create import guild_create_json, thread_list_json
from sandbox.discord.protocol import INVALID, RECONNECT, GatewayLimits, Peer, Protocol
from sandbox.discord.record import Record
from sandbox.discord.sessions import Connection, Session, Sessions
from sandbox.discord.wire import Json
from sandbox.discord.world import World


class Gateway:
    """Every session there is; `drop`, `ask_reconnect` and `invalidate` are faults, `protocol` has finer controls."""

    def __init__(self, world: World, record: Record, limits: GatewayLimits) -> None:
        self._world = world
        self._sessions = Sessions()
        self.protocol = Protocol(world, record, limits, self._sessions)
        world.changes.follow(self._pass_on)

    @property
    def url(self) -> str:
        """Where clients connect; empty until the server listens."""
        return self.protocol.url

    @property
    def connected(self) -> list[Session]:
        """The sessions that have a live connection."""
        return self._sessions.connected

    async def until_connected(self, timeout_s: float = 15.0) -> None:
        """Wait until some bot is identified and connected."""
        await self._world.changes.until(lambda: self.connected, timeout_s)

    def drop(self, code: int = 4000) -> None:
        """Cut every connection; the sessions stay resumable."""
        for session in self.connected:
            if session.connection is not None:
                session.connection.close(code)
                session.connection = None
                self._world.publish("SANDBOX_DISCONNECTED", None, session)

    def ask_reconnect(self) -> None:
        """Op 7: every client is told to reconnect and resume."""
        for session in self.connected:
            if session.connection is not None:
                session.connection.send_op(RECONNECT)

    def invalidate(self, *, resumable: bool) -> None:
        """Op 9; a session that is not resumable is forgotten."""
        for session in self.connected:
            if session.connection is not None:
                session.connection.send_op(INVALID, resumable)
            if not resumable:
                self._sessions.forget(session)

    def deliver_interaction(self, application: Application, payload: Json) -> None:
        """Dispatch an interaction to every session of the application that serves its guild."""
        guild = self._world.guilds.get(int(payload.get("guild_id", 0)))
        for session in self._sessions:
            if session.application is application and session.serves(guild):
                session.dispatch("INTERACTION_CREATE", payload)

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one WebSocket until it closes."""
        socket = web.WebSocketResponse(max_msg_size=1 << 20)
        await socket.prepare(request)
        peer = Peer(Connection(socket, compress=request.query.get("compress") == "zlib-stream"))
        writer = asyncio.create_task(peer.connection.write())
        self.protocol.greet(peer)
        try:
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    self.protocol.receive(peer, message.data)
        finally:
            if peer.session is not None and peer.session.connection is peer.connection:
                peer.session.connection = None
                self._world.publish("SANDBOX_DISCONNECTED", None, peer.session)
            writer.cancel()
        return socket

    def _pass_on(self, change: Change) -> None:
        for session in self._sessions:
            if not session.serves(change.guild):
                continue
            if change.name in {"GUILD_CREATE", "GUILD_DELETE"}:
                self._pass_on_guild(session, change)
                continue
            payload = event_for(self._world, change, session.application, session.intents)
            if payload is not None:
                session.dispatch(change.name, payload)
            if change.name == "CHANNEL_UPDATE" and session.intents & GUILDS:
                self._note_sight(session, change)

    def _note_sight(self, session: Session, change: Change) -> None:
        """Tell a bot that comes to see a channel of the threads in it."""
        application, channel, guild = session.application, change.subject, change.guild
        if guild is None or application.user.id not in guild.members:
            return
        if not self._world.may(application.user, channel, "VIEW_CHANNEL"):
            session.hidden.add(channel.id)
        elif channel.id in session.hidden:
            session.hidden.discard(channel.id)
            session.dispatch("THREAD_LIST_SYNC", thread_list_json(self._world, guild, channel, application))

    def _pass_on_guild(self, session: Session, change: Change) -> None:
        user = change.subject.user
        if change.guild is None or user is not session.application.user or not session.intents & GUILDS:
            return
        if isinstance(change.subject, Member):
            session.dispatch("GUILD_DELETE", {"id": str(change.guild.id)})
        else:
            payload = guild_create_json(self._world, change.guild, session.application, session.intents)
            session.dispatch("GUILD_CREATE", payload)
