"""PySide6 6.12.0 gives None away: each call that returns nothing takes a reference it does not own.

Python before 3.12 counts those, so the program ends with "deallocating None" after some thousand calls, which a
kiosk makes in seconds. 6.11.3 on the same Python is sound.
"""

import sys

import pytest
from PySide6.QtCore import QObject

CALLS = 500


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="from Python 3.12 on None is not counted")
def test_calls_that_return_nothing_leave_the_count_of_none_alone() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        thing.setObjectName("thing")
    assert abs(sys.getrefcount(None) - before) < CALLS / 2
