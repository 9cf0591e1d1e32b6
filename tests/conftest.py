"""What every test shares: property tests judge results, never the speed of the machine."""

from __future__ import annotations

import os
import sys

from hypothesis import settings

settings.register_profile("agora", deadline=None)
settings.load_profile("agora")

# Containers often forbid Python to keep what it compiled. Each of the hundred processes that the tests start, and the
# rewriting of assertions, would then compile everything again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
