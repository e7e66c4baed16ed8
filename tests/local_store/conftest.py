from collections.abc import Iterator
from pathlib import Path

import pytest

from local_store.store import Store
from tests.local_store.opening import open_at, require_consistency
from tests.local_store.reckoning import require_stays


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store, found consistent again after the test."""
    with open_at(tmp_path) as opened:
        yield opened
        require_consistency(opened)
        require_stays(opened)
