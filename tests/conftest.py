"""What holds for all tests: no generated example fails because the machine is busy; speed belongs in benchmarks/."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
