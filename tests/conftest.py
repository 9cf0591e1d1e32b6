"""What every test shares: property tests judge results, never the speed of the machine."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("agora", deadline=None)
settings.load_profile("agora")
