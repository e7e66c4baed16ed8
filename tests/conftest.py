"""Everything is tested without a display, unless the run was given a platform of Qt."""

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

LONGEST = ("tests/building/test_freeze.py", "tests/whole/", "tests/faults/", "tests/browser/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that several processes end at about the same time."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))
