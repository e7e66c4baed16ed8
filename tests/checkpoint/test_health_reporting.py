"""What a kiosk says of itself, and when: figures, and nothing of anybody."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.checkpoint.health_reporting import Program, Seen, said
from kiosk.desk.devices import Devices, PrinterSeen, Reader
from kiosk.errors import ServerUnreachable
from local_store.health import store_health
from tests.checkpoint.ordered_kiosk import Kiosk, order
from tests.fakes import HandClock
from tests.local_store.forgetting import wipe
from tests.local_store.listing import CARD, come

NOW = HandClock().now()
PROGRAM = Program("1" * 60, "Synthetic Linux " * 9, NOW)


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    made = Kiosk(tmp_path)
    yield made
    made.store.close()


def test_at_the_start_and_every_five_minutes(kiosk: Kiosk) -> None:
    kiosk.health.start()
    assert len(kiosk.centre.reports) == 1
    kiosk.background.pass_time(3_600)
    assert len(kiosk.centre.reports) == pytest.approx(12, abs=2)


def test_it_says_how_many_events_wait_and_since_when(kiosk: Kiosk) -> None:
    kiosk.health.start()
    empty = kiosk.centre.reports[-1]
    assert (empty.waiting, empty.refused, empty.highest, empty.oldest_waiting) == (0, 0, 0, None)
    first, second = come(kiosk.store, CARD, NOW), come(kiosk.store, CARD, NOW + timedelta(minutes=1))
    kiosk.store.outbox.refused(second.id, "refused: name", NOW)
    kiosk.background.pass_time(331)
    report = kiosk.centre.reports[-1]
    assert (report.waiting, report.refused, report.highest, report.oldest_waiting) == (1, 1, 2, first.at)
    assert (report.version, report.system, report.campaign) == ("1.2.3", "Synthetic Linux", "covid-2021 3")
    assert (report.camera, report.scanner, report.printer) == ("ok", "none", "none")
    assert report.disk_total is not None
    assert 0 < (report.disk_free or 0) <= report.disk_total
    wipe(kiosk.store)
    assert store_health(kiosk.store.connection).oldest_waiting == first.at, "nobody is known any more, and it waits"


def test_nothing_of_anybody_is_in_it(kiosk: Kiosk) -> None:
    visit = come(kiosk.store, CARD)
    kiosk.health.start()
    words = kiosk.centre.reports[-1].model_dump_json()
    assert "Thử" not in words
    assert "001090000001" not in words
    assert str(visit.person.id) not in words


def test_orders_that_wait_are_asked_for_at_once(kiosk: Kiosk) -> None:
    kiosk.orders.start()
    asked = kiosk.centre.asked
    kiosk.health.start()
    assert kiosk.centre.asked == asked, "there are none"
    kiosk.centre.open.append(order("dance"))
    kiosk.health._rounds.soon()
    assert kiosk.centre.asked == asked + 1


def test_a_centre_that_is_away_is_told_when_it_is_back(kiosk: Kiosk) -> None:
    kiosk.centre.fault = ServerUnreachable("nobody answers")
    kiosk.health.start()
    kiosk.background.pass_time(3_600)
    assert kiosk.centre.reports == []
    kiosk.centre.fault = None
    kiosk.background.pass_time(601)
    assert kiosk.centre.reports != []


def test_how_devices_are_told_of_and_long_words_cut(kiosk: Kiosk) -> None:
    readers = (Reader("camera:0", camera=True, up=True), Reader("serial:x", camera=False, up=False))
    seen = Seen(
        Devices(readers=readers, printer=PrinterSeen("system:", ready=False)), timedelta(seconds=-2.5), "c" * 200
    )
    report = said(PROGRAM, seen, store_health(kiosk.store.connection), NOW)
    assert (report.camera, report.scanner, report.printer) == ("ok", "trouble", "trouble")
    assert report.skew_seconds == -2.5
    assert (len(report.version), len(report.system), len(report.campaign)) == (40, 80, 160)
    unheard = replace(seen, devices=Devices(readers=(Reader("camera:0", camera=True),), printer=PrinterSeen("log:")))
    report = said(PROGRAM, unheard, store_health(kiosk.store.connection), NOW)
    assert (report.camera, report.scanner, report.printer) == ("ok", "none", "ok")
