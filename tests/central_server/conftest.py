from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from central_server.store.engine import open_engine
from central_server.store.schema import bring_up_to_date
from tests.central_server.officing import Bureau, nobody_in, running_bureau
from tests.central_server.postgres import Cluster, find_programs, running_cluster
from tests.central_server.registering import Town, empty, running_town
from tests.central_server.running import CentreHere
from tests.central_server.visiting import Street, running_street


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    programs = find_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed (Debian: postgresql)")
    with running_cluster(programs) as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty database is or will be, once for each kind that the centre knows."""
    if request.param == "sqlite":
        return str(tmp_path / "centre.sqlite")
    cluster: Cluster = request.getfixturevalue("cluster")
    return cluster.new_database()


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """An up-to-date database."""
    opened = open_engine(database)
    bring_up_to_date(opened)
    yield opened
    opened.dispose()


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[CentreHere]:
    """A real centre on loopback, over SQLite, with a token."""
    with CentreHere(tmp_path / "centre.sqlite", token="synthetic-token-0001") as running:
        yield running


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def lasting_town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A centre that all tests of a module share, once for each kind of database."""
    if request.param == "sqlite":
        database = str(tmp_path_factory.mktemp("town") / "centre.sqlite")
    else:
        database = request.getfixturevalue("cluster").new_database()
    with running_town(database) as running:
        yield running


@pytest.fixture
def town(lasting_town: Town) -> Town:
    """A centre where nobody has registered anything."""
    return empty(lasting_town)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def lasting_bureau(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bureau]:
    """A centre with officers' pages that all tests of a module share, once for each kind of database."""
    if request.param == "sqlite":
        database = str(tmp_path_factory.mktemp("bureau") / "centre.sqlite")
    else:
        database = request.getfixturevalue("cluster").new_database()
    opened = open_engine(database)
    bring_up_to_date(opened)
    with running_bureau(opened) as running:
        yield running


@pytest.fixture
def bureau(lasting_bureau: Bureau) -> Bureau:
    """A centre where no officer is known; what was written down stays."""
    return nobody_in(lasting_bureau)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def lasting_street(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Street]:
    """A centre with phones that all tests of a module share, once for each kind of database."""
    database = str(tmp_path_factory.mktemp("street") / "centre.sqlite")
    if request.param == "postgresql":
        database = request.getfixturevalue("cluster").new_database()
    with running_street(database) as running:
        yield running


@pytest.fixture
def street(lasting_street: Street) -> Street:
    """The morning after: nobody is anywhere."""
    return lasting_street.next_morning()
