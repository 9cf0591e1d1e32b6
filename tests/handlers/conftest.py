"""Fixtures: the texts, a sandbox, and a town with the adapter's people in it."""

from collections.abc import AsyncIterator

import pytest

from core.ui.words import Dictionary
from sandbox.telegram.server import TelegramSandbox
from tests.handlers.town import Town, gather_texts


@pytest.fixture(scope="session")
def dictionary(tmp_path_factory: pytest.TempPathFactory) -> Dictionary:
    return gather_texts(tmp_path_factory.mktemp("locales"))


@pytest.fixture
async def town(dictionary: Dictionary) -> AsyncIterator[Town]:
    """Whatever a test does, no rule of the platform may be broken and no press left waiting."""
    async with TelegramSandbox() as sandbox:
        town = Town(sandbox, dictionary)
        yield town
        town.check()
