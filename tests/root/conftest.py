"""Fixtures of the tests of the whole house."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.root.house import DATABASE, Furnished, furnished
from tests.storage.files import make_migrated


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_migrated(tmp_path_factory.mktemp("migrated"))


@pytest.fixture
async def inside(migrated_file: Path, tmp_path: Path) -> AsyncIterator[Furnished]:
    shutil.copyfile(migrated_file, tmp_path / DATABASE)
    async with furnished(tmp_path) as opened:
        yield opened
