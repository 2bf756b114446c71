"""What holds for all tests: no generated example fails because the machine is busy; speed belongs in benchmarks/."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("untimed", deadline=None, suppress_health_check=list(HealthCheck))
# `make fuzz`: far more examples, other ones each time, kept in .hypothesis where they fail.
settings.register_profile(
    "fuzz", deadline=None, max_examples=1000, suppress_health_check=list(HealthCheck), print_blob=True
)
settings.load_profile("untimed")
