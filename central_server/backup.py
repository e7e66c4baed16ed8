"""Copying a centre's database into a sealed file while it runs, and putting it back into an empty one.

A copy is one moment of the database. What is put back is checked against the counts of that moment, brought up to this
program's schema, and whoever was erased since is erased again (``erasures``: the list that ``kiosk central-erasures``
writes, kept apart from copies).
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Engine, inspect, text

from central_server import backup_file
from central_server.backup_file import BackupKey, BackupUnusable
from central_server.store.engine import open_engine, transaction
from central_server.store.erasing import erase_returned, leave_no_trace
from central_server.store.erasures import take_over
from central_server.store.partitions import is_partition, make_ahead
from central_server.store.schema import bring_up_to_date
from kiosk.errors import SettingsError, StoreError
from kiosk.program import environment_for_others

PART = 2**20
ERRORS_SHOWN = 300  # characters of what a program said


@dataclass(frozen=True, slots=True)
class PutBack:
    """What was put back: rows of each table as they were copied, when that was, and who was erased again."""

    made_at: str
    rows: dict[str, int]
    erasures: int
    erased_again: int


def back_up(database: str, file: Path, key: BackupKey, now: datetime) -> dict[str, int]:
    """Copy the database into a new file; rows of each table.

    Raises SettingsError where there is a file already, StoreError.
    """
    if file.exists():
        raise SettingsError(f"{file} is there already; a backup overwrites nothing.")
    engine = open_engine(database)
    try:
        with _unfinished(file) as out:
            if engine.dialect.name == "sqlite":
                rows = _copy_sqlite(engine, out, key, now)
            else:
                rows = _copy_postgresql(engine, out, key, now)
    finally:
        engine.dispose()
    return rows


def put_back(database: str, file: Path, key: BackupKey, now: datetime, erasures: Iterable[str] = ()) -> PutBack:
    """Put a copy into a database that is empty. ``erasures``: lines of the newest list there is.

    Raises BackupUnusable, SettingsError where the database is not empty or of another kind, StoreError, and ValueError
    for what is no list of erasures; then nothing usable is there.
    """
    with _reading(file) as opened:  # all of it once, before anything is made of it
        manifest, content = backup_file.read(opened, key)
        for _ in content:
            pass
    engine = open_engine(database)
    try:
        if manifest.get("kind") != engine.dialect.name:
            raise SettingsError(
                f"This is a copy of {manifest.get('kind')}, and cannot be put into {engine.dialect.name}."
            )
        with _reading(file) as opened:
            _, content = backup_file.read(opened, key)
            if engine.dialect.name == "sqlite":
                _write_sqlite(engine, content)
            else:
                _write_postgresql(engine, content)
        with transaction(engine) as connection:
            rows = _counts(connection)
        if rows != manifest["rows"]:
            raise BackupUnusable("What was put back has other counts than what was copied; do not use it.")
        bring_up_to_date(engine)
        with transaction(engine) as connection:
            added = take_over(connection, erasures)
            again = erase_returned(connection, now)
            make_ahead(connection, now)
        leave_no_trace(engine)
    finally:
        engine.dispose()
    return PutBack(str(manifest["made_at"]), rows, added, again)


def _copy_sqlite(engine: Engine, out: IO[bytes], key: BackupKey, now: datetime) -> dict[str, int]:
    """By VACUUM INTO: one moment of the database, without what was deleted from it. It lies beside it meanwhile."""
    name = engine.url.database or ""
    if not Path(name).exists():
        raise SettingsError(f"{name} is not there.")
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=Path(name).parent) as folder:
        copy = Path(folder) / "copy.sqlite"
        with engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.execute("VACUUM INTO ?", (str(copy),)).close()
        copied = open_engine(str(copy))
        try:
            with transaction(copied) as connection:
                rows = _counts(connection)
        finally:
            copied.dispose()
        with copy.open("rb") as opened:
            backup_file.write(out, key, _manifest("sqlite", rows, now), iter(lambda: opened.read(PART), b""))
    return rows


def _copy_postgresql(engine: Engine, out: IO[bytes], key: BackupKey, now: datetime) -> dict[str, int]:
    """By pg_dump, from the same snapshot that is counted."""
    with transaction(engine) as connection:
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        rows = _counts(connection)
        command = [find_program("pg_dump"), "--format=custom", "--no-owner", f"--snapshot={snapshot}"]
        with tempfile.TemporaryFile() as errors:
            with subprocess.Popen(  # our own arguments
                [*command, f"--dbname={_address(engine)}"],
                stdout=subprocess.PIPE,
                stderr=errors,
                env=_environment(engine),
            ) as dump:
                assert dump.stdout is not None  # noqa: S101
                said = dump.stdout
                backup_file.write(out, key, _manifest("postgresql", rows, now), iter(lambda: said.read(PART), b""))
            _require_done("pg_dump", dump.returncode, errors)
    return rows


def _write_sqlite(engine: Engine, content: Iterator[bytes]) -> None:
    file = Path(engine.url.database or "")
    if file.exists() or Path(f"{file}-wal").exists():
        raise SettingsError(f"{file} is there already; a copy is put into a new file only.")
    with _unfinished(file) as out:
        for part in content:
            out.write(part)


def _write_postgresql(engine: Engine, content: Iterator[bytes]) -> None:
    with transaction(engine) as connection:
        if inspect(connection).get_table_names():
            raise SettingsError("This database is not empty; a copy is put into an empty one only.")
    command = [find_program("pg_restore"), "--no-owner", "--exit-on-error", "--single-transaction"]
    with tempfile.TemporaryFile() as errors:
        with subprocess.Popen(
            [*command, f"--dbname={_address(engine)}"], stdin=subprocess.PIPE, stderr=errors, env=_environment(engine)
        ) as restore:
            assert restore.stdin is not None  # noqa: S101
            with suppress(BrokenPipeError):  # it says itself what went wrong
                for part in content:
                    restore.stdin.write(part)
        _require_done("pg_restore", restore.returncode, errors)


def _manifest(kind: str, rows: dict[str, int], now: datetime) -> dict[str, Any]:
    return {"kind": kind, "made_at": now.isoformat(), "rows": rows}


def _counts(connection: Connection) -> dict[str, int]:
    """Rows of each table; a table in partitions is one."""
    names = sorted(name for name in inspect(connection).get_table_names() if not is_partition(name))
    quote = connection.dialect.identifier_preparer.quote
    return {
        name: connection.execute(text(f"SELECT count(*) FROM {quote(name)}")).scalar_one()  # noqa: S608  # its name
        for name in names
    }


def find_program(name: str) -> str:
    """One of PostgreSQL's programs: on PATH, else the newest that Debian installed. Raises SettingsError."""
    if found := shutil.which(name):
        return found
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[4]))
    if not installed:
        raise SettingsError(f"{name} is needed; it comes with PostgreSQL (Debian: postgresql-client).")
    return str(installed[-1])


def _address(engine: Engine) -> str:
    """The database for PostgreSQL's programs, without the password, which others could see on a command line."""
    return engine.url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)


def _environment(engine: Engine) -> dict[str, str]:
    password = engine.url.password
    return environment_for_others() | ({"PGPASSWORD": str(password)} if password else {})


def _require_done(program: str, code: int, errors: IO[bytes]) -> None:
    if code:
        errors.seek(0)
        said = errors.read(10_000).decode("utf-8", "replace").strip().splitlines() or ["nothing"]
        raise StoreError(f"{program} failed: {said[0][:ERRORS_SHOWN]}")


@contextmanager
def _reading(file: Path) -> Iterator[IO[bytes]]:
    try:
        opened = file.open("rb")
    except OSError as fault:
        raise SettingsError(f"{file}: it cannot be read ({fault.strerror}).") from fault
    with opened:
        yield opened


@contextmanager
def _unfinished(file: Path) -> Iterator[IO[bytes]]:
    """A file that only its owner reads, and that is there whole or not at all."""
    part = file.with_name(f".{file.name}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as fault:
        raise SettingsError(f"{file}: it cannot be written ({part.name}: {fault.strerror}).") from fault
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(part, file)  # refuses where there is one meanwhile
        except FileExistsError as fault:
            raise SettingsError(f"{file} is there already; nothing is overwritten.") from fault
    finally:
        part.unlink(missing_ok=True)
