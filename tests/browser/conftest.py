from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from central_server.store.engine import open_engine
from central_server.store.schema import bring_up_to_date
from tests.browser.chromium import found
from tests.central_server.visiting import Street, running_street


@pytest.fixture(scope="session", autouse=True)
def _chromium() -> None:
    if not found():
        pytest.skip("no Chromium is installed (Debian: chromium chromium-driver)")


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Street]:
    """A centre with places and phones, over SQLite."""
    with running_street(str(tmp_path / "centre.sqlite")) as running:
        yield running


@pytest.fixture
def street_engine(tmp_path: Path) -> Iterator[Engine]:
    """An empty centre's database."""
    engine = open_engine(str(tmp_path / "office.sqlite"))
    bring_up_to_date(engine)
    yield engine
    engine.dispose()
