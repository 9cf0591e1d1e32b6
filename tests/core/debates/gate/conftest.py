"""Fixtures of the gate's tests."""

from __future__ import annotations

import pytest

from core.debates.model import Debate
from tests.core.debates.agora import Agora


@pytest.fixture
async def debate(agora: Agora) -> Debate:
    made = await agora.open()
    await agora.deliver()
    return made
