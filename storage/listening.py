"""Hears on PostgreSQL what other processes committed; must not be relied on: a word may be lost, so looks go on."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable
from typing import Any

import asyncpg
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

log = logging.getLogger(__name__)

CHANNEL = "agora"
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
EVERYTHING = frozenset({"outbox", "due"})


class Listening:
    """One connection that waits for words, beside the pool, made anew whenever it is lost."""

    def __init__(self, address: str, on_word: Callable[[frozenset[str]], None]) -> None:
        self._engine = create_async_engine(address, poolclass=NullPool)
        self._on_word = on_word
        self._voice = secrets.token_hex(4)
        self._task: asyncio.Task[None] | None = None
        self._tried = asyncio.Event()

    async def open(self) -> None:
        """Return once words are heard, or the first try to has failed: then it goes on trying."""
        self._task = asyncio.create_task(self._listen(), name="postgres-listening")
        await self._tried.wait()

    async def close(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.wait({self._task})
        await self._engine.dispose()

    def tell(self, connection: Connection, topics: frozenset[str]) -> None:
        """Tell the other processes, once this transaction is committed and only then."""
        connection.execute(select(func.pg_notify(CHANNEL, f"{self._voice} {' '.join(sorted(topics))}")))

    async def _listen(self) -> None:
        wait = FIRST_PAUSE_SECONDS
        while True:
            try:
                await self._hear_until_lost()
                wait = FIRST_PAUSE_SECONDS
            except (OSError, SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError) as problem:
                log.warning("listening to PostgreSQL failed: %s", type(problem).__name__)
            finally:
                self._tried.set()
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_PAUSE_SECONDS)

    async def _hear_until_lost(self) -> None:
        lost = asyncio.Event()
        async with self._engine.connect() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            driver.add_termination_listener(lambda _: lost.set())
            await driver.add_listener(CHANNEL, self._hear)
            if self._tried.is_set():
                self._on_word(EVERYTHING)  # what was said while nobody listened
            self._tried.set()
            await lost.wait()

    def _hear(self, _connection: object, _process: int, _channel: str, payload: str) -> None:
        voice, _, topics = payload.partition(" ")
        if voice != self._voice:
            self._on_word(frozenset(topics.split()) & EVERYTHING)
