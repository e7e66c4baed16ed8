"""The centre, or its database, is killed in the middle of its work: what it acknowledged is there afterwards."""

import os
import random
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from kiosk.ports import OutboxItem
from kiosk.wire.client import CentreClient
from kiosk.wire.faults import CentreUnreachable
from kiosk.wire.messages import Outcome
from tests.central_server.postgres import Cluster, find_programs, running_cluster
from tests.central_server.running import COMMAND, CentreProcess
from tests.wire.saying import item, visit

ANSWERS_TOO_EARLY = (
    "import threading; from central_server import events; from central_server.store.batches import Verdict\n"
    "from kiosk.wire.messages import Outcome; real = events.take\n"
    "def early(*arguments):\n"
    "    threading.Timer(0.1, real, arguments).start()\n"
    "    return [Verdict(Outcome.STORED) for _ in arguments[2]]\n"
    "events.take = early\n" + COMMAND
)
ROUNDS = 5


class Sender:
    """Two devices that send batches as fast as they are answered, and remember what was acknowledged."""

    def __init__(self) -> None:
        self.acknowledged: list[tuple[UUID, list[OutboxItem]]] = []
        self._stop = threading.Event()
        self._devices = [uuid4(), uuid4()]
        self._sequences = [0, 0]

    def run(self, url: str, chance: random.Random, blow: Callable[[], None]) -> None:
        """Send for a random while; then ``blow`` is called, at no particular moment of anything."""
        self._stop.clear()
        threads = [threading.Thread(target=self._send, args=(url, turn)) for turn in range(2)]
        for thread in threads:
            thread.start()
        time.sleep(chance.uniform(0.1, 0.4))
        blow()
        self._stop.set()
        for thread in threads:
            thread.join(15)

    def _send(self, url: str, turn: int) -> None:
        client = CentreClient(url, self._devices[turn])
        while not self._stop.is_set():
            first = self._sequences[turn] + 1
            self._sequences[turn] += 20
            batch = [item(visit(number, id=uuid4())) for number in range(first, first + 20)]
            try:
                answers = client.send(batch)
            except CentreUnreachable:
                time.sleep(0.02)
                continue
            assert {answer.outcome for answer in answers.answers} == {Outcome.STORED}
            self.acknowledged.append((self._devices[turn], batch))
        client.close()

    def missing(self, url: str) -> int:
        """How many acknowledged events the centre does not know again."""
        lost = 0
        for device, batch in self.acknowledged:
            again = CentreClient(url, device)
            lost += sum(answer.outcome is not Outcome.DUPLICATE for answer in again.send(batch).answers)
            again.close()
        return lost


@pytest.mark.parametrize(("command", "loses"), [(COMMAND, False), (ANSWERS_TOO_EARLY, True)], ids=["real", "red"])
def test_a_killed_centre_has_what_it_acknowledged(tmp_path: Path, command: str, loses: bool) -> None:
    chance, sender = random.Random(7), Sender()
    for _ in range(ROUNDS):
        with CentreProcess(tmp_path / "centre.sqlite", command=command) as centre:
            sender.run(centre.url, chance, centre.kill)
    assert len(sender.acknowledged) >= ROUNDS
    with CentreProcess(tmp_path / "centre.sqlite") as centre:
        assert bool(sender.missing(centre.url)) is loses


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    programs = find_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed (Debian: postgresql)")
    with running_cluster(programs) as running:
        yield running


def crash(cluster: Cluster) -> None:
    """Kill the database server, and bring it up again."""
    pid = int((cluster.folder / "data" / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)
    for _ in range(100):  # until its children have seen that it is gone, it cannot be started
        time.sleep(0.1)
        try:
            cluster.start()
        except subprocess.CalledProcessError:
            continue
        return
    raise AssertionError("the database did not come up again")


@pytest.mark.slow
def test_a_killed_database_has_what_was_acknowledged(cluster: Cluster) -> None:
    chance, sender = random.Random(7), Sender()
    with CentreProcess(cluster.new_database()) as centre:
        for _ in range(3):
            sender.run(centre.url, chance, lambda: crash(cluster))
            assert CentreClient(centre.url, uuid4()).health().status == "ok"
        assert len(sender.acknowledged) >= 3
        assert sender.missing(centre.url) == 0
