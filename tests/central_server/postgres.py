"""A PostgreSQL of one's own for as long as the tests run: a new cluster in a temporary folder, on a socket there."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg


def find_programs() -> Path | None:
    """The folder of PostgreSQL's programs: the one on PATH, else the newest that Debian installed."""
    if on_path := shutil.which("initdb"):
        return Path(on_path).parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    return found[-1].parent if found else None


@dataclass(frozen=True)
class Cluster:
    """A running server; ``folder`` holds its data and its socket."""

    folder: Path
    programs: Path

    def run(self, program: str, *arguments: str) -> None:
        """Run one of its programs as the user it runs as, who is never root."""
        user = "postgres" if os.geteuid() == 0 else None
        command = [str(self.programs / program), *arguments]
        subprocess.run(
            command, check=True, capture_output=True, user=user, group=user, extra_groups=[] if user else None
        )

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses='' -c max_connections=60"
        log = str(self.folder / "log")
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-l", log, "-o", options, "-w", "-t", "60", "start")

    def stop(self, mode: str = "immediate") -> None:
        """``immediate`` is what a crash looks like: no checkpoint, the log is replayed at the next start."""
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", mode, "-w", "stop")

    def new_database(self) -> str:
        """Make an empty database; returns its URL."""
        name = f"centre_{uuid4().hex}"
        with psycopg.connect(f"host={self.folder} user=kiosk dbname=postgres", autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return f"postgresql+psycopg://kiosk@/{name}?host={self.folder}"


@contextmanager
def running_cluster(programs: Path) -> Iterator[Cluster]:
    """A cluster that is there inside the ``with``, and gone after it."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    cluster = Cluster(folder, programs)
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)
    try:
        cluster.run("initdb", "-D", str(folder / "data"), "-U", "kiosk", "-A", "trust", "-E", "UTF8", "--no-sync")
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
