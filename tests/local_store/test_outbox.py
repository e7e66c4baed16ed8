from uuid import UUID

import pytest

from kiosk.ports import OutboxStore
from local_store.bulk import synthetic_card
from local_store.store import Store
from tests.local_store.opening import NOW, crossing


@pytest.fixture
def items(store: Store) -> list[UUID]:
    """Five visits, waiting to be sent."""
    return [store.visits.record(crossing(synthetic_card(n)))[0].id for n in range(5)]


def test_it_is_the_port(store: Store) -> None:
    outbox: OutboxStore = store.outbox
    assert (outbox.waiting(), outbox.refused_count(), list(outbox.next_batch(9))) == (0, 0, [])


def test_the_oldest_goes_first(store: Store, items: list[UUID]) -> None:
    assert [item.id for item in store.outbox.next_batch(3)] == items[:3]


def test_what_was_tried_lets_the_others_pass(store: Store, items: list[UUID]) -> None:
    store.outbox.tried(items[:2])
    assert [item.id for item in store.outbox.next_batch(9)] == items[2:] + items[:2]
    assert [item.attempts for item in store.outbox.next_batch(9)] == [0, 0, 0, 1, 1]


def test_what_was_sent_leaves_and_is_kept(store: Store, items: list[UUID]) -> None:
    store.outbox.sent(items[:4], NOW)
    assert [item.id for item in store.outbox.next_batch(9)] == items[4:]
    assert store.outbox.waiting() == 1
    store.outbox.sent(items[:4], NOW)
    assert store.outbox.waiting() == 1


def test_the_words_are_the_same_at_every_try(store: Store, items: list[UUID]) -> None:
    before = {item.id: item.body for item in store.outbox.next_batch(9)}
    store.outbox.tried(items)
    store.outbox.refused(items[0], "bad", NOW)
    store.outbox.send_again(items[0])
    assert {item.id: item.body for item in store.outbox.next_batch(9)} == before


def test_what_was_refused_stands_on_the_work_list(store: Store, items: list[UUID]) -> None:
    store.outbox.refused(items[1], "no such gate", NOW)
    assert (store.outbox.waiting(), store.outbox.refused_count()) == (4, 1)
    refused = store.outbox.work_list()[0]
    assert (refused.item.id, refused.reason, refused.at) == (items[1], "no such gate", NOW)
    store.outbox.send_again(items[1])
    assert (store.outbox.waiting(), store.outbox.refused_count(), list(store.outbox.work_list())) == (5, 0, [])


def test_the_first_answer_stands(store: Store, items: list[UUID]) -> None:
    store.outbox.sent(items[:1], NOW)
    store.outbox.refused(items[0], "late", NOW)
    store.outbox.refused(items[1], "no", NOW)
    store.outbox.sent(items[1:2], NOW)
    assert (store.outbox.waiting(), store.outbox.refused_count()) == (3, 1)


def test_an_answer_for_something_never_sent_changes_nothing(store: Store, items: list[UUID]) -> None:
    unknown = UUID(int=1)
    store.outbox.tried([unknown])
    store.outbox.sent([unknown], NOW)
    store.outbox.refused(unknown, "no", NOW)
    assert store.outbox.waiting() == len(items)


@pytest.mark.usefixtures("items")
def test_nothing_unsent_can_be_deleted(store: Store) -> None:
    with pytest.raises(Exception, match="nothing unsent is ever deleted"):
        store.connection.execute("DELETE FROM outbox")
