"""What every test shares: property tests judge results, never the speed of the machine."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Generator

import pytest
from hypothesis import settings

settings.register_profile("agora", deadline=None)
settings.load_profile("agora")

# Containers often forbid Python to keep what it compiled. Each of the hundred processes that the tests start, and the
# rewriting of assertions, would then compile everything again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Thousands of collected tests live as long as the run: the collector of cycles need not look through them, nor
    after every few hundred new objects."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.set_threshold(10_000, 10, 10)
        gc.enable()


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """Half as many again as there are cores: journeys keep the platforms' pace, and wait for it more than they work."""
    cores = yield
    return cores + cores // 2
