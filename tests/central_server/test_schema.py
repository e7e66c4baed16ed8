"""Opening the database: the settings its promises rest on, its form, and what it will not open."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine

from central_server.store.engine import open_engine, transaction
from central_server.store.faults import SchemaTooNew, StoreUnavailable
from central_server.store.partitions import is_partition
from central_server.store.schema import bring_up_to_date
from central_server.store.tables import metadata
from tests.central_server.postgres import Cluster


def pragma(engine: Engine, name: str) -> object:
    with transaction(engine) as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


def test_sqlite_writes_every_commit_to_the_disk(tmp_path: Path) -> None:
    engine = open_engine(str(tmp_path / "new" / "folder" / "centre.sqlite"))
    assert pragma(engine, "journal_mode") == "wal"
    assert pragma(engine, "synchronous") == 2  # FULL
    assert pragma(engine, "foreign_keys") == 1
    engine.dispose()


def test_sqlite_is_written_over_one_connection(tmp_path: Path) -> None:
    engine = open_engine(str(tmp_path / "centre.sqlite"))
    with transaction(engine):
        assert engine.pool.status().startswith("Pool size: 1 ")
    engine.dispose()


def test_postgresql_waits_for_the_disk(cluster: Cluster) -> None:
    engine = open_engine(cluster.new_database())
    with transaction(engine) as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar_one() == "on"
        assert connection.exec_driver_sql("SHOW fsync").scalar_one() == "on"
    engine.dispose()


def test_the_migrations_make_the_tables(engine: Engine) -> None:
    with transaction(engine) as connection:
        options = {"include_name": lambda name, kind, _: kind != "table" or not is_partition(name)}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []


def test_a_second_start_changes_nothing(engine: Engine) -> None:
    bring_up_to_date(engine)


def test_centres_that_start_together_migrate_once(database: str) -> None:
    engines = [open_engine(database) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(bring_up_to_date, engines))
    for engine in engines:
        engine.dispose()


def test_a_newer_database_is_left_alone(engine: Engine) -> None:
    with transaction(engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SchemaTooNew, match=r"newer version of the centre \(schema 9999\)"):
        bring_up_to_date(engine)
    with transaction(engine) as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one() == "9999"


def test_a_migration_that_fails_leaves_nothing_behind(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = open_engine(database)
    with monkeypatch.context() as patch:
        patch.setattr("alembic.op.create_index", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            bring_up_to_date(engine)
    bring_up_to_date(engine)
    engine.dispose()


@pytest.mark.parametrize(
    "database", ["sqlite://", "sqlite:///:memory:", "mysql://x/y", "oracle+what://x", "://", "postgresql+asyncpg://x/y"]
)
def test_other_databases_are_refused_in_a_sentence(database: str) -> None:
    with pytest.raises(StoreUnavailable, match=r"\.$"):
        open_engine(database)


def test_a_server_that_is_not_there_is_unavailable() -> None:
    engine = open_engine("postgresql://kiosk@/x?host=/nonexistent")
    with pytest.raises(StoreUnavailable):
        bring_up_to_date(engine)
    engine.dispose()


def test_a_file_that_is_no_database_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "centre.sqlite").write_bytes(b"not a database at all" * 1000)
    engine = open_engine(str(tmp_path / "centre.sqlite"))
    with pytest.raises(StoreUnavailable):
        bring_up_to_date(engine)
    engine.dispose()
