"""The loopback server: it stops without losing a connection that is being accepted, and keeps its port."""

import asyncio
import gc
import socket

import pytest
from aiohttp import ClientSession, web

from sandbox.loopback import HOST, Loopback


async def answer(_: web.Request) -> web.Response:
    return web.Response(text="here")


def door() -> web.Application:
    app = web.Application()
    app.router.add_get("/", answer)
    return app


@pytest.mark.parametrize("turns", range(5))
async def test_who_knocks_while_it_stops_leaves_no_socket_open(turns: int) -> None:
    loopback = Loopback()
    await loopback.start(door())
    callers = [socket.create_connection((HOST, loopback.port)) for _ in range(2)]
    # One of these turns of the loop stands between the accepting of the socket and the making of its connection.
    for _ in range(turns):
        await asyncio.sleep(0)
    await loopback.stop()
    for caller in callers:
        caller.close()
    # What was lost warns when it is collected, and a warning fails the test.
    gc.collect()


async def test_it_comes_back_at_the_same_port() -> None:
    loopback = Loopback()
    await loopback.start(door())
    first = loopback.address
    await loopback.stop()
    await loopback.start(door())
    async with ClientSession() as session, session.get(f"{first}/") as answered:
        assert await answered.text() == "here"
    await loopback.stop()
    await loopback.stop()


async def test_a_port_that_is_taken_is_told() -> None:
    loopback = Loopback()
    await loopback.start(door())
    with pytest.raises(OSError, match="in use"):
        await Loopback(loopback.port).start(door())
    await loopback.stop()
