"""Listens on 127.0.0.1 for a simulated platform or the page; must not know what is answered there."""

from __future__ import annotations

import asyncio
import socket

from aiohttp import web

HOST = "127.0.0.1"


class Loopback:
    """An application on a port of this machine alone; `port` 0 takes a free one, which stays for the next start."""

    def __init__(self, port: int = 0) -> None:
        self.port = port
        self._door: socket.socket | None = None
        self._runner: web.AppRunner | None = None

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    async def start(
        self, application: web.Application, *, shutdown_timeout_s: float = 0.2, handler_cancellation: bool = False
    ) -> None:
        """Listen from now on. Raises OSError when the port is taken."""
        self._door = socket.create_server((HOST, self.port))
        self.port = self._door.getsockname()[1]
        self._runner = web.AppRunner(
            application,
            access_log=None,
            handler_cancellation=handler_cancellation,
            shutdown_timeout=shutdown_timeout_s,
        )
        await self._runner.setup()
        await web.SockSite(self._runner, self._door).start()

    async def stop(self) -> None:
        """Take no more connections, then close those that stand."""
        runner, door = self._runner, self._door
        if runner is None or door is None:
            return
        self._runner = self._door = None
        # asyncio accepts in one turn of the loop and makes the connection in the next: a server that is closed between
        # the two loses the socket without closing it.
        asyncio.get_running_loop().remove_reader(door)
        await asyncio.sleep(0)
        await runner.cleanup()
