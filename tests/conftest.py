"""Everything is tested without a display, unless the run was given a platform of Qt."""

import os

import hypothesis
import pytest

# The same examples at every run: a change is held against what it changed, not against a lot that was drawn anew.
# HYPOTHESIS_PROFILE=default draws anew, to look for what nobody thought of.
# Nor against the clock: how long an example takes is the computer's affair.
_SLOW = [hypothesis.HealthCheck.too_slow]
hypothesis.settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=_SLOW)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

LONGEST = ("tests/building/test_freeze.py", "tests/whole/", "tests/faults/", "tests/browser/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that several processes end at about the same time."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))
