"""What every test shares: property tests judge results, never the speed of the machine."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("agora", deadline=None)
settings.load_profile("agora")

# Containers often forbid Python to keep what it compiled. Each of the hundred processes that the tests start, and the
# rewriting of assertions, would then compile everything again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Thousands of collected tests live as long as the run: the collector of cycles need not look through them."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()
