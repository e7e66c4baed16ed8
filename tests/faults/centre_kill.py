"""PostgreSQL and the centre's workers killed again and again while kiosks send: ``--kills 50`` for a long siege.

Kiosks send as they do, signed, each batch until it is answered. Afterwards all that was acknowledged has to be there,
each id once, nothing missing in between, and the whole told again has to be duplicates.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import psutil
from sqlalchemy import func, select

from central_server.store.engine import open_engine, transaction
from central_server.store.reports import completeness
from central_server.store.tables import receipts, visits
from tests.central_server.load import Gate, Line, open_gates, outcomes, signed
from tests.central_server.postgres import Cluster, find_programs, running_cluster
from tests.central_server.running import CentreProcess

GATES, SIZE = 4, 50
PATIENCE = 60.0  # seconds until something is acknowledged again
TOKEN = "synthetic-token-0001"

# Red controls: programs that every process of the centre runs when it starts. Each must lose something.
CONTROLS = {
    "early": (
        "import threading, central_server.events as events\n"
        "from central_server.store.batches import STORED\n"
        "real = events.take\n"
        "def early(*arguments):\n"
        "    threading.Timer(0.3, real, arguments).start()\n"
        "    return [STORED for _ in arguments[2]]\n"
        "events.take = early\n"
    ),
    "lazy": (
        "import central_server.store.engine as engine\n"
        "engine.POSTGRESQL_OPTIONS = engine.POSTGRESQL_OPTIONS.replace('commit=on', 'commit=off')\n"
    ),
}


@dataclass
class Sender:
    """A kiosk that sends a batch until it is answered, and remembers what was."""

    gate: Gate
    port: int
    acknowledged: list[bytes] = field(default_factory=list)
    ids: set[UUID] = field(default_factory=set)
    seen: Counter[str] = field(default_factory=Counter)
    line: Line | None = None

    def send(self, body: bytes) -> Counter[str] | None:
        """One try: the outcomes, or None where there was no answer that counts."""
        try:
            if self.line is None:
                self.line = Line(self.port, 10.0)
            status, answer = self.line.ask(signed(self.gate, self.port, body))
        except OSError:
            self.hang_up()
            return None
        if status in (429, 500, 503):
            return None
        assert status == 200, answer
        told = list(outcomes(answer))
        self.ids |= {UUID(id_) for id_, _ in told}
        return Counter(outcome for _, outcome in told)

    def hang_up(self) -> None:
        if self.line is not None:
            with suppress(OSError):
                self.line.close()
            self.line = None

    def keep_sending(self, stop: threading.Event) -> None:
        while not stop.is_set():
            [body] = self.gate.batches(1, SIZE)
            while (told := self.send(body)) is None:
                self.seen["tries without an answer"] += 1
                if stop.wait(0.02):
                    return
            self.acknowledged.append(body)
            self.seen += told


@dataclass
class Report:
    """What came of a siege."""

    kills: Counter[str]
    acknowledged: int
    seen: Counter[str]
    lost: int
    doubled: int
    gaps: int
    again: Counter[str]

    @property
    def good(self) -> bool:
        return not (self.lost or self.doubled or self.gaps) and set(self.again) == {"duplicate"}


def workers_of(centre: CentreProcess) -> list[int]:
    """The processes that answer."""
    children = psutil.Process(centre.process.pid).children()
    return sorted(child.pid for child in children if "spawn_main" in " ".join(child.cmdline()))


def kill(what: str, centre: CentreProcess, cluster: Cluster, chance: random.Random) -> None:
    """SIGKILL something, and bring the database up again where that is needed."""
    data = cluster.folder / "data"
    if what == "worker":
        if workers := workers_of(centre):
            os.kill(chance.choice(workers), signal.SIGKILL)
        return
    postmaster = int((data / "postmaster.pid").read_text().split()[0])
    if what == "backend":
        theirs = [child.pid for child in psutil.Process(postmaster).children() if "kiosk" in " ".join(child.cmdline())]
        if theirs:
            os.kill(chance.choice(theirs), signal.SIGKILL)  # PostgreSQL then restarts all by itself
        return
    if what == "immediate":
        cluster.stop("immediate")
    else:
        os.kill(postmaster, signal.SIGKILL)
    until = time.monotonic() + PATIENCE
    while True:  # until its children have seen that it is gone, it cannot be started
        try:
            cluster.start()
        except subprocess.CalledProcessError:
            assert time.monotonic() < until
            time.sleep(0.1)
        else:
            return


KINDS = ("worker", "postmaster", "backend", "immediate")


def siege(cluster: Cluster, kills: int, kinds: tuple[str, ...] = KINDS, seed: int = 7, settle: float = 0.0) -> Report:
    """Kill ``kills`` times, each kind in turn, at no particular moment of anything; then look.

    ``settle``: seconds before looking, so that a control which is late is red for what it lost, not for what is late.
    """
    chance, database = random.Random(seed), cluster.new_database()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "token").write_text(TOKEN)
        options = ("--workers", "2", "--token-file", str(Path(folder) / "token"))
        with CentreProcess(database, *options) as centre:
            engine = open_engine(database)
            senders = [Sender(gate, centre.port) for gate in open_gates(engine, GATES)]
            stop = threading.Event()
            threads = [threading.Thread(target=one.keep_sending, args=(stop,)) for one in senders]
            for thread in threads:
                thread.start()
            try:
                for turn in range(kills):
                    _until_more(senders)
                    time.sleep(chance.uniform(0.0, 0.3))
                    kill(kinds[turn % len(kinds)], centre, cluster, chance)
                _until_more(senders)
            finally:
                stop.set()
                for thread in threads:
                    thread.join(PATIENCE)
            time.sleep(settle)
            report = _look(senders, database, Counter(kinds[turn % len(kinds)] for turn in range(kills)))
            for one in senders:
                one.hang_up()
            engine.dispose()
            centre.process.terminate()
            centre.process.communicate(timeout=20)
    return report


def _until_more(senders: list[Sender]) -> None:
    """Wait until each kiosk had an answer since now."""
    before = [len(one.acknowledged) for one in senders]
    until = time.monotonic() + PATIENCE
    while any(len(one.acknowledged) == number for one, number in zip(senders, before, strict=True)):
        assert time.monotonic() < until, "nothing is acknowledged any more"
        time.sleep(0.01)


def _look(senders: list[Sender], database: str, kills: Counter[str]) -> Report:
    engine = open_engine(database)
    acknowledged = set[UUID]().union(*(one.ids for one in senders))
    with transaction(engine) as connection:
        there = set(connection.execute(select(visits.c.id)).scalars())
        rows = connection.execute(select(func.count()).select_from(visits)).scalar_one()
        known = set(connection.execute(select(receipts.c.id)).scalars())
    gaps = sum(completeness(engine, one.gate.device).missing_count for one in senders)
    engine.dispose()
    again: Counter[str] = Counter()
    for sender in senders:
        for body in sender.acknowledged:
            while (told := sender.send(body)) is None:
                time.sleep(0.02)
            again += told
    seen = sum((one.seen for one in senders), Counter[str]())
    doubled = rows - len(there) + len(there ^ known)
    return Report(kills, len(acknowledged), seen, len(acknowledged - there), doubled, gaps, again)


@contextmanager
def broken(control: str) -> Iterator[None]:
    """Inside the ``with``, every centre that is started is the red control of this name."""
    before = os.environ.get("PYTHONPATH")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "sitecustomize.py").write_text(CONTROLS[control])
        here = str(Path(__file__).parents[2])
        os.environ["PYTHONPATH"] = os.pathsep.join([folder, here, *([before] if before else [])])
        try:
            yield
        finally:
            os.environ.pop("PYTHONPATH")
            if before is not None:
                os.environ["PYTHONPATH"] = before


def main() -> None:
    """Besiege and print; fails when anything was lost, or when a red control was not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--control", choices=sorted(CONTROLS), help="a centre that must lose something")
    asked = parser.parse_args()
    programs = find_programs()
    if programs is None:
        sys.exit("no PostgreSQL server is installed (Debian: postgresql)")
    with running_cluster(programs) as cluster:
        if asked.control is None:
            report = siege(cluster, asked.kills)
        else:
            with broken(asked.control):
                what = "worker" if asked.control == "early" else "postmaster"
                report = siege(cluster, asked.kills, (what,), settle=2.0)
    sys.stdout.write(f"{report}\n")
    if report.good is (asked.control is not None):
        sys.exit("not as it should be")


if __name__ == "__main__":
    main()
