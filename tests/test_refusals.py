"""Every sentence that the centre gives, in the kind that has its remedy: the sentences are the centre's own."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from central_server.reading import Malformed, Received, read_event
from central_server.store.batches import take
from central_server.store.engine import open_engine
from central_server.store.schema import bring_up_to_date
from kiosk.desk.refusals import because, said
from kiosk.desk.rows import RefusedBecause
from kiosk.outbox import settle
from kiosk.wire.messages import Answer, Answers, Outcome
from tests.wire.saying import DEVICE, visit

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
Spoil = Callable[[dict[str, Any]], object]
SPOILT: list[tuple[Spoil, RefusedBecause]] = [
    (lambda words: words.pop("gate"), RefusedBecause.FORM),
    (lambda words: words.update(act="enter"), RefusedBecause.FORM),
    (lambda words: words.update(at="2026-11-23T01:00:00"), RefusedBecause.FORM),
    (lambda words: words.update(gate="a\0b"), RefusedBecause.FORM),
    (lambda words: words.update(gate="\ud800"), RefusedBecause.FORM),
    (lambda words: words["person"].update(birth="ngày sinh"), RefusedBecause.FORM),
    (lambda words: words.update(badge=7), RefusedBecause.UNKNOWN_FIELD),
    (lambda words: words["person"].update(nation="VN"), RefusedBecause.UNKNOWN_FIELD),
    (lambda words: words.update(kind="parcel"), RefusedBecause.UNKNOWN_FIELD),
    (lambda words: words.update(gate="x" * 201), RefusedBecause.TOO_LARGE),
    (lambda words: words["person"].update(identifiers={str(n): "1" for n in range(17)}), RefusedBecause.TOO_LARGE),
    (lambda words: words["person"].update(identifiers={"passport": "x" * 201}), RefusedBecause.TOO_LARGE),
]


def kept(answer: Answer) -> str:
    """The reason as the outbox of a kiosk keeps it."""
    ((_, reason),) = settle(Answers(answers=[answer], server_time=NOW)).refused
    return reason


@pytest.mark.parametrize(("spoil", "kind"), SPOILT, ids=range(len(SPOILT)))
def test_what_breaks_the_form_is_told_apart(spoil: Spoil, kind: RefusedBecause) -> None:
    words = json.loads(visit(1).model_dump_json())
    spoil(words)
    read = read_event(words)
    assert isinstance(read, Malformed)
    reason = kept(Answer(id=str(visit(1).id), outcome=Outcome.REFUSED, reason=read.reason))
    assert (because(reason), said(reason)) == (kind, read.reason)


def test_each_contradiction_is_a_conflict(tmp_path: Path) -> None:
    engine = open_engine(str(tmp_path / "centre.sqlite"))
    bring_up_to_date(engine)
    events = (visit(1), visit(1, gate="Cổng khác"), visit(2), visit(2, id=visit(3).id))
    read = [read_event(json.loads(event.model_dump_json())) for event in events]
    verdicts = take(engine, DEVICE, [one for one in read if isinstance(one, Received)], NOW)
    engine.dispose()
    contradicted = [verdict for verdict in verdicts if verdict.outcome is Outcome.CONFLICT]
    assert len(contradicted) == 2
    for verdict in contradicted:
        answer = Answer(id=str(visit(1).id), outcome=verdict.outcome, reason=verdict.reason)
        assert because(kept(answer)) is RefusedBecause.CONFLICT


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("refused: device: belongs to no checkpoint", RefusedBecause.DEVICE),
        ("refused: no reason given", RefusedBecause.OTHER),
        ("words of a centre to come", RefusedBecause.OTHER),
        ("", RefusedBecause.OTHER),
    ],
)
def test_what_this_centre_does_not_say(reason: str, kind: RefusedBecause) -> None:
    assert because(reason) is kind
