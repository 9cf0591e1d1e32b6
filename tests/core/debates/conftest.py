"""Fixtures of the debates' tests."""

from __future__ import annotations

import pytest

from tests.core.debates.agora import Agora


@pytest.fixture
async def agora() -> Agora:
    return await Agora.build()
