"""What the centre refused: why, of whom, and what becomes of it. Nothing of it is ever deleted."""

from pathlib import Path
from uuid import UUID

import pytest

from kiosk.desk.rows import RefusedBecause, RowFilter, Sending
from kiosk.visits import Act
from local_store import audit
from local_store.salvage import rebuild
from local_store.store import Store
from tests.local_store.declaring import declare, filled
from tests.local_store.listing import INSURED, STAFF, come, numbers, only, stay
from tests.local_store.opening import NOW, open_at


def refuse(store: Store, item: UUID, reason: str = "refused: gate: Field required") -> None:
    store.outbox.refused(item, reason, NOW)


def test_an_item_says_what_of_whom_and_why(store: Store) -> None:
    arrival = come(store)
    refuse(store, arrival.id)
    (item,) = store.people_list.work_list()
    assert (item.id, item.sequence, item.kind, item.act, item.at) == (arrival.id, 1, "visit", Act.CHECK_IN, NOW)
    assert (item.name, item.because, item.said) == ("N. V. THỬ", RefusedBecause.FORM, "gate: Field required")
    assert (item.key, item.refused_at) == (stay(arrival), NOW)
    assert "THỬ" not in repr(item)


def test_declarations_and_refused_scans_are_items_too(store: Store) -> None:
    kept = declare(store, filled())
    store.visits.refuse_scan("url", "not a card", "camera:0", NOW)
    for waiting in store.outbox.next_batch(10):
        refuse(store, waiting.id, "conflict: another event with this id is stored; that one stands")
    declared, scan = store.people_list.work_list()
    assert (declared.id, declared.kind, declared.name, declared.key) == (kept.id, "declaration", "N. V. THỬ", None)
    assert (scan.kind, scan.act, scan.name, scan.at) == ("refused_scan", None, "", NOW)
    assert {declared.because, scan.because} == {RefusedBecause.CONFLICT}


def test_sent_again_it_waits_like_any_other(store: Store) -> None:
    arrival = come(store)
    refuse(store, arrival.id)
    store.people_list.send_again(arrival.id, STAFF, NOW)
    assert store.people_list.work_list() == []
    assert (store.outbox.waiting(), store.outbox.refused_count()) == (1, 0)
    assert only(store).sending is Sending.SAVED
    ((_, line),) = audit.lines(store.connection)
    assert (line.staff, line.what, line.subject) == (STAFF, "sent again", arrival.person.id)


def test_set_aside_it_is_kept_and_off_the_list(store: Store) -> None:
    arrival = come(store)
    refuse(store, arrival.id)
    store.people_list.set_aside(arrival.id, "tập huấn", STAFF, NOW)
    assert store.people_list.work_list() == []
    assert store.outbox.work_list() == []
    assert store.outbox.refused_count() == store.people_list.counts(NOW).refused == 0
    assert (numbers(store, None, RowFilter.REFUSED), only(store).sending) == ([], Sending.REFUSED)
    assert store.outbox.body(arrival.id) is not None
    assert store.connection.value("SELECT reason FROM set_aside") == "tập huấn"
    with pytest.raises(Exception, match="nothing unsent is ever deleted"):
        store.connection.execute("DELETE FROM outbox")
    ((_, line),) = audit.lines(store.connection)
    assert (line.staff, line.what, line.purpose, line.subject) == (STAFF, "set aside", "work list", arrival.person.id)


def test_what_was_set_aside_can_still_be_sent_again(store: Store) -> None:
    arrival = come(store)
    refuse(store, arrival.id)
    store.people_list.set_aside(arrival.id, "", STAFF, NOW)
    store.people_list.send_again(arrival.id, STAFF, NOW)
    assert store.outbox.waiting() == 1
    refuse(store, arrival.id)
    assert [item.id for item in store.people_list.work_list()] == [arrival.id]


def test_what_is_not_refused_is_neither_sent_again_nor_set_aside(store: Store) -> None:
    arrival = come(store)
    store.outbox.sent([arrival.id], NOW)
    store.people_list.send_again(arrival.id, STAFF, NOW)
    store.people_list.set_aside(arrival.id, "", STAFF, NOW)
    assert (store.outbox.waiting(), store.outbox.refused_count(), only(store).sending) == (0, 0, Sending.SENT)
    assert audit.lines(store.connection) == []


def test_a_rebuilt_store_keeps_aside_what_was_set_aside(tmp_path: Path) -> None:
    with open_at(tmp_path) as store:
        for visit in (come(store), come(store, INSURED)):
            refuse(store, visit.id)
        aside, listed = (item.id for item in store.people_list.work_list())
        store.people_list.set_aside(aside, "tập huấn", STAFF, NOW)
    rebuild(tmp_path / "data", tmp_path / "config", NOW)
    with open_at(tmp_path) as store:
        (item,) = store.people_list.work_list()
        assert (item.id, item.name, item.at, item.key) == (listed, "Đ. T. ẲNG", NOW, None)
        assert store.outbox.refused_count() == 1
        assert store.connection.rows("SELECT reason FROM set_aside") == [("tập huấn",)]
        store.people_list.send_again(aside, STAFF, NOW)
        assert [waiting.id for waiting in store.outbox.next_batch(9)] == [aside]
