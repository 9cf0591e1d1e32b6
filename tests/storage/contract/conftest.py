"""Every test of this folder runs over the storage of the use cases' tests and over both engines."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from core.kernel.storage import Storage
from storage.open import open_storage
from storage.rows import Rows
from tests.core.votes.town import HandClock
from tests.fakes import FakeStorage
from tests.storage.scene import Scene
from tests.storage.servers import PostgresServer


@pytest.fixture(params=["fake", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def storage(request: pytest.FixtureRequest, migrated_url: str, clock: HandClock) -> AsyncIterator[Storage[Rows]]:
    if request.param == "fake":
        yield FakeStorage()
    elif request.param == "sqlite":
        async with open_storage(migrated_url, clock) as database:
            yield database
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        async with server.database() as url, open_storage(url, clock) as database:
            yield database


@pytest.fixture
async def scene(storage: Storage[Rows]) -> Scene:
    return await storage.write(Scene.build)
