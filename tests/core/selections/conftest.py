"""Fixtures of the selections' tests."""

from __future__ import annotations

import pytest

from tests.core.votes.town import Town


@pytest.fixture
async def town() -> Town:
    return await Town().build()
