"""One gateway session: its sequence, its replay buffer, and the connection it may or may not have. Decides nothing."""

import asyncio
import json
import zlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from sandbox.discord.entities import Application, Guild
from sandbox.discord.wire import Json

REPLAYABLE = 1000


class Connection:
    """A WebSocket with ordered sends; `compress` makes it one zlib stream, flushed after every payload."""

    def __init__(self, socket: web.WebSocketResponse, *, compress: bool) -> None:
        self.socket = socket
        self._deflate = zlib.compressobj() if compress else None
        self._outgoing: asyncio.Queue[str | int] = asyncio.Queue()

    def send(self, text: str) -> None:
        self._outgoing.put_nowait(text)

    def send_op(self, op: int, data: Any = None) -> None:
        self.send(json.dumps({"op": op, "d": data, "s": None, "t": None}))

    def close(self, code: int) -> None:
        """Close after what is already queued."""
        self._outgoing.put_nowait(code)

    async def write(self) -> None:
        """Send what is queued, until told to close or the other side is gone."""
        while True:
            item = await self._outgoing.get()
            try:
                if isinstance(item, int):
                    await self.socket.close(code=item)
                    return
                if self._deflate is None:
                    await self.socket.send_str(item)
                else:
                    packed = self._deflate.compress(item.encode()) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
                    await self.socket.send_bytes(packed)
            except ConnectionError:
                return


@dataclass(slots=True, eq=False)
class Session:
    """`hidden` are the channels that its bot could not see when last told of them."""

    id: str
    application: Application
    intents: int
    shard: tuple[int, int]
    sequence: int = 0
    connection: Connection | None = None
    hidden: set[int] = field(default_factory=set)
    sent: deque[tuple[int, str]] = field(default_factory=lambda: deque(maxlen=REPLAYABLE))

    def dispatch(self, name: str, data: Json) -> None:
        """Number the event, keep it for a resume, and send it if somebody listens."""
        self.sequence += 1
        text = json.dumps({"op": 0, "t": name, "s": self.sequence, "d": data}, separators=(",", ":"))
        self.sent.append((self.sequence, text))
        if self.connection is not None:
            self.connection.send(text)

    def missed_since(self, sequence: int) -> list[str] | None:
        """What was dispatched after `sequence`, or None when the buffer no longer reaches back that far."""
        if sequence > self.sequence or (self.sent and sequence < self.sent[0][0] - 1):
            return None
        return [text for number, text in self.sent if number > sequence]

    def serves(self, guild: Guild | None) -> bool:
        """Whether the guild (None: direct messages) belongs to this session's shard."""
        number, count = self.shard
        return number == ((guild.id >> 22) % count if guild else 0)

    def replaced_by(self, newer: "Session") -> bool:
        """Whether it is a lost session of the same bot and shard, which nobody will resume once `newer` is open."""
        return self.connection is None and self.application is newer.application and self.shard == newer.shard


class Sessions:
    """Every session by its id, connected or waiting for a resume."""

    def __init__(self) -> None:
        self._by_id: dict[str, Session] = {}

    def __iter__(self) -> Iterator[Session]:
        return iter(tuple(self._by_id.values()))

    @property
    def connected(self) -> list[Session]:
        return [session for session in self._by_id.values() if session.connection is not None]

    def get(self, session_id: str) -> Session | None:
        return self._by_id.get(session_id)

    def add(self, session: Session) -> None:
        """Keep the session, in place of lost ones of the same bot and shard."""
        for old in self:
            if old.replaced_by(session):
                self.forget(old)
        self._by_id[session.id] = session

    def forget(self, session: Session) -> None:
        self._by_id.pop(session.id, None)
