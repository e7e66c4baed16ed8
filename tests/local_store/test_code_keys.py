from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.citizen_code import CodeTrust
from kiosk.refreshing import CodeStore
from kiosk.wire.desk_messages import CodeKey
from local_store.store import Store
from tests.local_store.opening import NOW, open_at


def key(number: int, public: int | None = None) -> CodeKey:
    return CodeKey(
        kid=f"{number:016x}",
        public=f"{number if public is None else public:064x}",
        signs_from=NOW,
        signs_until=NOW + timedelta(days=90),
    )


def code(number: int) -> bytes:
    return number.to_bytes(8)


def trusted(*numbers: int) -> dict[bytes, bytes]:
    return {number.to_bytes(8): number.to_bytes(32) for number in numbers}


def test_it_is_the_port(store: Store) -> None:
    codes: CodeStore = store.codes
    assert codes.trust() == CodeTrust()
    assert codes.revision() == 0


def test_what_was_learned_is_there_after_a_restart(tmp_path: Path) -> None:
    with open_at(tmp_path) as store:
        assert store.codes.learn_keys([key(1), key(2)])
        assert store.codes.learn_revocations(7, [code(5), code(6)])
    with open_at(tmp_path) as store:
        assert store.codes.trust() == CodeTrust(trusted(1, 2), frozenset({code(5), code(6)}))
        assert store.codes.revision() == 7


def test_keys_that_the_centre_no_longer_tells_of_are_not_trusted(store: Store) -> None:
    store.codes.learn_keys([key(1), key(2)])
    assert not store.codes.learn_keys([key(2), key(1)])
    assert store.codes.learn_keys([key(2), key(3)])
    assert store.codes.trust().keys == trusted(2, 3)
    assert store.codes.learn_keys([key(2, public=9), key(3)])
    assert store.codes.trust().keys[code(2)] == (9).to_bytes(32)


def test_a_key_that_is_none_changes_nothing(store: Store) -> None:
    store.codes.learn_keys([key(1)])
    with pytest.raises(ValueError, match="hex"):
        store.codes.learn_keys([key(2).model_copy(update={"public": "zz"})])
    assert store.codes.trust().keys == trusted(1)


def test_starting_over_forgets_where_it_was_and_no_code(store: Store) -> None:
    store.codes.learn_revocations(7, [code(5)])
    store.codes.start_over()
    assert store.codes.revision() == 0
    assert store.codes.trust().revoked == {code(5)}


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_at(tmp_path_factory.mktemp("codes")) as opened:
        yield opened


@settings(max_examples=25, deadline=None)
@given(replies=st.lists(st.tuples(st.integers(1, 50), st.sets(st.integers(1, 20))), max_size=8))
def test_revocations_in_any_order_and_any_number_of_times(replies: list[tuple[int, set[int]]], used: Store) -> None:
    for revision, ids in replies:
        before = used.codes.trust().revoked, used.codes.revision()
        news = used.codes.learn_revocations(revision, [code(one) for one in ids])
        after = used.codes.trust().revoked, used.codes.revision()
        assert after == (before[0] | {code(one) for one in ids}, max(before[1], revision))
        assert news == (after[0] != before[0])
        assert not used.codes.learn_revocations(revision, [code(one) for one in ids])
