"""Bringing the database to the form that this program knows, at every start."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from central_server.store.engine import transaction
from central_server.store.faults import SchemaTooNew

MIGRATIONS = Path(__file__).with_name("migrations")
LOCK = 5_640_713_299  # any number that nothing else in the same database locks on


def bring_up_to_date(engine: Engine) -> None:
    """Run the migrations that are missing, in one transaction.

    Raises SchemaTooNew when the database was written by a newer program, StoreUnavailable when it cannot be reached.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with transaction(engine) as connection:
        _alone(connection)
        _refuse_newer(connection, ScriptDirectory.from_config(config))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _alone(connection: Connection) -> None:
    """Two centres that start together on one PostgreSQL take turns; on SQLite, BEGIN IMMEDIATE sees to it."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL lock_timeout = 0"))  # a migration may take as long as it takes
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})


def _refuse_newer(connection: Connection, scripts: ScriptDirectory) -> None:
    known = {script.revision for script in scripts.walk_revisions()}
    for revision in MigrationContext.configure(connection).get_current_heads():
        if revision not in known:
            raise SchemaTooNew(
                f"The database was written by a newer version of the centre (schema {revision}). "
                "Nothing was changed; start it with that version or a later one."
            )
