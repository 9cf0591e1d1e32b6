"""Fixtures of the tests of the whole house."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.root.house import Furnished, furnished


@pytest.fixture
async def inside(tmp_path: Path) -> AsyncIterator[Furnished]:
    async with furnished(tmp_path) as opened:
        yield opened
