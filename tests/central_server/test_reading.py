"""Reading events: each on its own, every reason names its field, and nothing that JSON can say breaks it."""

import json
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central_server.reading import Malformed, NotABatchError, Received, canonical, read_batch, read_event
from kiosk.wire.messages import RefusedScanSaid, VisitSaid
from tests.wire.saying import refused_scan, visit

REMOVED = object()


def raw(event: VisitSaid | RefusedScanSaid | None = None, **changes: Any) -> dict[str, Any]:
    """An event as JSON gives it; ``person__name`` changes a person's name."""
    said: dict[str, Any] = json.loads((event or visit(1)).model_dump_json())
    for path, value in changes.items():
        inner = said
        *above, last = path.split("__")
        for key in above:
            inner = inner[key]
        if value is REMOVED:
            del inner[last]
        else:
            inner[last] = value
    return said


@pytest.mark.parametrize("event", [visit(1), refused_scan(2), visit(3, follows=uuid4(), verified=True)])
def test_what_a_kiosk_says_is_read(event: VisitSaid | RefusedScanSaid) -> None:
    read = read_event(json.loads(event.model_dump_json()))
    assert isinstance(read, Received)
    assert read.event == event
    assert read.echo == str(event.id)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"id": REMOVED}, "id"),
        ({"id": "7"}, "id"),
        ({"id": 7}, "id"),
        ({"kind": REMOVED}, "kind"),
        ({"kind": "visitation"}, "kind"),
        ({"sequence": 0}, "sequence"),
        ({"sequence": "1"}, "sequence"),
        ({"sequence": 2**53 + 1}, "sequence"),
        ({"sequence": 10**30}, "sequence"),
        ({"act": "enter"}, "act"),
        ({"at": "2026-11-23T08:00:00"}, "at"),
        ({"at": 1_790_000_000}, "at"),
        ({"at": "0001-01-01T00:00:00+07:00"}, "at"),
        ({"verified": "yes"}, "verified"),
        ({"surname": "Thử"}, "surname"),
        ({"person": None}, "person"),
        ({"person__name": "x" * 201}, "person.name"),
        ({"person__name": "Thử\0"}, "person.name"),
        ({"person__name": "Thử\ud800"}, "person.name"),
        ({"person__birth": "15/08/1990"}, "person.birth"),
        ({"person__identifiers": {"passport": "1" * 201}}, "person.identifiers"),
        ({"person__identifiers": {"pass\0port": "1"}}, "person.identifiers"),
        ({"person__identifiers": {str(n): "1" for n in range(17)}}, "person.identifiers"),
    ],
)
def test_a_malformed_event_is_refused_by_field(changes: dict[str, Any], field: str) -> None:
    read = read_event(raw(**changes))
    assert isinstance(read, Malformed)
    assert read.reason.startswith(f"{field}: ")
    read.reason.encode()


@pytest.mark.parametrize(
    ("given", "echo"), [("no uuid", "no uuid"), (7, "7"), (None, "null"), ([1], "[1]"), (REMOVED, ""), ("\ud800", "?")]
)
def test_the_id_comes_back_as_given(given: object, echo: str) -> None:
    assert read_event(raw(id=given)).echo == echo


def test_many_errors_are_cut_short() -> None:
    read = read_event(raw(id=1, act=2, at=3, via=4, gate=5))
    assert isinstance(read, Malformed)
    assert "(and 2 more)" in read.reason


def test_the_canonical_content_never_changes() -> None:
    """Hashes of it are kept for ever: if this fails, every event sent again would look like a conflict."""
    assert canonical(visit(1)) == (
        '{"act":"check_in","at":"2026-11-23T01:00:01.000000+00:00","gate":"Cổng chính",'
        '"id":"738565b6-2280-5034-9751-ccb300281784","kind":"visit",'
        '"person":{"birth":"1990-08-15","id":"200ebaa0-3643-516b-9c6c-6244df537884",'
        '"identifiers":{"citizen_id":"001090000001"},"name":"Nguyễn Văn Thử 1","sex":"male"},'
        '"sequence":1,"via":"citizen_card"}'
    )
    read = read_event(raw())
    assert isinstance(read, Received)
    assert read.hash.hex() == "95494ca11425084921ba978230b6761954f55edfd6c1c2124cd565f02be5b3fa"


def test_the_same_content_written_otherwise_is_the_same() -> None:
    other = {key: raw()[key] for key in reversed(raw())} | {"at": "2026-11-23T08:00:01+07:00", "verified": False}
    one, two = read_event(raw()), read_event(other | {"id": raw()["id"].upper()})
    assert isinstance(one, Received)
    assert isinstance(two, Received)
    assert one.hash == two.hash


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"events":{}}',
        b'{"events":[]}',
        b'{"events":[1],"more":1}',
        b'{"events":[NaN]}',
        b'{"events":[1]',
        b'{"events":[' + b"1" * 5000 + b"]}",
        b'{"events":[' + b"[" * 100_000 + b"]}",
        b'{"events":[' + b",".join([b"1"] * 501) + b"]}",
    ],
)
def test_what_is_no_batch_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(NotABatchError):
        read_batch(body)


def test_one_bad_event_leaves_the_others_alone() -> None:
    deep: Any = "x"
    for _ in range(900):
        deep = [deep]
    events = [raw(), 7, None, raw(refused_scan(2)), {"id": deep}, raw(id="?")]
    kinds = [type(read) for read in read_batch(json.dumps({"events": events}).encode())]
    assert kinds == [Received, Malformed, Malformed, Received, Malformed, Malformed]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters()), inner, max_size=3),
    max_leaves=8,
)
FIELDS = ["id", "kind", "sequence", "act", "at", "person", "person__name", "person__birth", "person__identifiers"]


@given(ANYTHING, st.dictionaries(st.sampled_from(FIELDS), ANYTHING, max_size=3))
def test_anything_is_received_or_refused(value: object, changes: dict[str, Any]) -> None:
    for read in (read_event(value), read_event(raw(**dict(sorted(changes.items(), reverse=True))))):
        read.echo.encode()
        if isinstance(read, Malformed):
            assert ": " in read.reason
