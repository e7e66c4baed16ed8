"""The real client, sender and centre with every toxic between them: bounded in time, and in the end each row once."""

import random
import socket
import time
from collections.abc import Iterator
from uuid import UUID, uuid5

import pytest

from kiosk.outbox import Sync
from kiosk.wire.client import CentreClient
from kiosk.wire.faults import CentreRefused, CentreUnreachable
from kiosk.wire.messages import MAX_BODY
from kiosk.wire.sending import send_once
from tests.central_server.running import CentreHere
from tests.fakes import HandClock
from tests.faults.fault_proxy import FaultProxy, Toxic, none
from tests.faults.toxics import HARMFUL, HARMLESS, slow_body, slow_head
from tests.wire.rehearsed import QueueInMemory
from tests.wire.saying import SPACE, item, visit

TOKEN = "synthetic-token-0001"
LIMIT = 1.0  # seconds; ten in earnest
PATIENT = 10.0  # what a kiosk waits for: a busy machine is no toxic
SLACK = 1.0  # for a machine that is busy with other things


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CentreHere]:
    with CentreHere(tmp_path_factory.mktemp("centre") / "centre.sqlite", token=TOKEN) as running:
        yield running


@pytest.fixture(scope="module")
def proxy(centre: CentreHere) -> Iterator[FaultProxy]:
    with FaultProxy(centre.port) as running:
        yield running


def named(name: str) -> UUID:
    return uuid5(SPACE, name)


class Line:
    """A kiosk with a few rows to send, and the bad line to the centre. Each has a device id of its own."""

    def __init__(self, name: str, centre: CentreHere, proxy: FaultProxy, limit: float = LIMIT) -> None:
        self.centre = centre
        self.device = named(name)
        self.client = CentreClient(proxy.url, self.device, TOKEN, total_seconds=limit)
        self.queue = QueueInMemory()
        for number in range(1, 6):
            self.queue.put(item(visit(number, id=named(f"{name} {number}"))))
        self.sync = Sync()
        self.clock = HandClock()

    def turn(self) -> float:
        """Take a turn; returns how many seconds it took."""
        begun = time.monotonic()
        self.sync = send_once(self.queue, self.client, self.sync, self.clock, random.uniform).sync
        return time.monotonic() - begun

    def all_there(self) -> bool:
        return (self.centre.summary(self.device).events, self.queue.waiting()) == (5, 0)


@pytest.mark.parametrize("name", HARMLESS)
def test_a_poor_line_will_do(name: str, centre: CentreHere, proxy: FaultProxy) -> None:
    line = Line(name, centre, proxy, PATIENT)
    proxy.toxic = HARMLESS[name]
    line.turn()
    assert line.sync.online, line.sync.fault
    assert line.all_there()
    line.client.close()


@pytest.mark.parametrize("name", HARMFUL)
def test_nothing_is_lost_or_doubled_or_waited_for(name: str, centre: CentreHere, proxy: FaultProxy) -> None:
    line = Line(name, centre, proxy)
    proxy.toxic = HARMFUL[name]
    for _ in range(2):
        said = proxy.said
        assert line.turn() < LIMIT + SLACK
        assert not line.sync.online or name == "cut request"
        assert not line.queue.marked, "no answer was given"
        assert proxy.said - said < 8 * MAX_BODY, "what is not wanted is not taken in"
    proxy.toxic = none
    for _ in range(12):
        line.clock.turn(700)
        line.turn()
    assert line.sync.online, line.sync.fault
    assert line.all_there()
    line.client.close()


ABOUT_BATCHES = {"another order", "cut request", "answer twice"} | {n for n in HARMFUL if n.startswith("reply: ")}


@pytest.mark.parametrize("name", [name for name in (*HARMLESS, *HARMFUL) if name not in ABOUT_BATCHES])
def test_a_look_at_the_centre_is_bounded_as_well(name: str, proxy: FaultProxy) -> None:
    client = CentreClient(proxy.url, named("look"), TOKEN, total_seconds=LIMIT)
    proxy.toxic = (HARMLESS | HARMFUL)[name]
    begun = time.monotonic()
    if name in HARMLESS:
        assert client.health().status == "ok"
    else:
        with pytest.raises((CentreUnreachable, CentreRefused)):
            client.health()
    assert time.monotonic() - begun < LIMIT + SLACK
    client.close()


@pytest.mark.parametrize("toxic", [slow_head, slow_body])
def test_red_control_without_the_deadline_it_waits(toxic: Toxic, proxy: FaultProxy) -> None:
    proxy.toxic = toxic
    client = CentreClient(proxy.url, named("patient"), TOKEN, total_seconds=60)
    begun = time.monotonic()
    with pytest.raises(CentreUnreachable):
        client.health()
    assert time.monotonic() - begun > LIMIT + SLACK
    client.close()


def test_redirects_are_not_followed(proxy: FaultProxy) -> None:
    proxy.toxic = HARMFUL["redirect"]
    client = CentreClient(proxy.url, named("portal"), TOKEN)
    with pytest.raises(CentreUnreachable, match="something else answers"):
        client.health()
    client.close()


def test_what_the_centre_asks_for_is_heard(proxy: FaultProxy) -> None:
    client = CentreClient(proxy.url, named("ask"), TOKEN)
    for name, asked in (("429", 17.0), ("503", None), ("500", None)):
        proxy.toxic = HARMFUL[name]
        with pytest.raises(CentreUnreachable) as fault:
            client.health()
        assert fault.value.retry_after == asked
    client.close()


def test_nobody_listening_is_no_fault_of_the_batch() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    for url in (f"http://127.0.0.1:{port}", "http://centre.invalid", "http://[::bad", "ftp://centre.example"):
        client = CentreClient(url, named("nobody"), TOKEN)
        with pytest.raises(CentreUnreachable) as fault:
            client.health()
        assert not fault.value.delivered
        client.close()


def test_the_same_bytes_go_out_at_every_try(centre: CentreHere, proxy: FaultProxy) -> None:
    line = Line("same bytes", centre, proxy)
    proxy.toxic = HARMFUL["429"]
    proxy.requests.clear()
    line.turn()
    line.turn()
    one, two = (request.partition(b"\r\n\r\n")[2] for request in proxy.requests)
    assert one == two
    line.client.close()
