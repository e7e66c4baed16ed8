"""The centre over HTTP, on loopback: what it lets in, what it turns down and how it says so."""

import json
import threading
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from central_server import events
from central_server.app import create_app
from central_server.pressure import Pressure
from central_server.problems import ProblemError
from central_server.store.engine import open_engine, transaction
from central_server.store.schema import bring_up_to_date
from kiosk.wire.messages import MAX_BODY, Answers, Problem
from tests.central_server.running import CentreHere
from tests.wire.saying import DEVICE, refused_scan, visit

DOCS = Path(__file__).parents[2] / "docs"


def batch(*said: Any) -> str:
    return '{"events":[' + ",".join(s if isinstance(s, str) else s.model_dump_json() for s in said) + "]}"


def problem(response: requests.Response) -> Problem:
    assert response.headers["Content-Type"] == "application/problem+json"
    said = Problem.model_validate_json(response.content)
    assert said.status == response.status_code
    return said


def test_each_event_gets_its_own_answer(centre: CentreHere) -> None:
    response = centre.post(DEVICE, batch(visit(1), '{"id":"no uuid"}', refused_scan(2), visit(1), "7"))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json"
    answers = Answers.model_validate_json(response.content, strict=True)
    assert [answer.outcome for answer in answers.answers] == ["stored", "refused", "stored", "duplicate", "refused"]
    assert [answer.id for answer in answers.answers][1] == "no uuid"
    assert (datetime.now(answers.server_time.tzinfo) - answers.server_time).total_seconds() < 60
    assert centre.summary(DEVICE).events == 2
    assert centre.completeness(DEVICE).missing == []


def test_a_batch_of_malformed_events_only(centre: CentreHere) -> None:
    answers = Answers.model_validate_json(centre.post(DEVICE, batch("{}", "[]")).content)
    assert [answer.outcome for answer in answers.answers] == ["refused", "refused"]


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "Bearer wrong-token-00000", "Basic synthetic-token-0001", "Bearer ä"]
)
def test_without_the_token_nobody_gets_in(centre: CentreHere, header: str | None) -> None:
    for method, path in (("POST", "events"), ("GET", "completeness"), ("GET", "summary")):
        url = f"{centre.url}/v1/devices/{DEVICE}/{path}"
        headers = {} if header is None else {"Authorization": header.encode()}
        response = requests.request(method, url, data=batch(visit(1)), headers=headers, timeout=10)
        assert response.status_code == 401
        assert response.headers["WWW-Authenticate"] == "Bearer"
        problem(response)
    assert centre.summary(DEVICE).events == 0


def test_anybody_may_ask_whether_it_is_there(centre: CentreHere) -> None:
    assert requests.get(f"{centre.url}/v1/health", timeout=10).json()["status"] == "ok"


def test_a_body_too_large_is_read_to_its_end_and_refused(centre: CentreHere) -> None:
    for size in (MAX_BODY + 1, 4 * MAX_BODY):
        response = centre.post(DEVICE, b" " * size)
        assert response.status_code == 413
        problem(response)
    assert centre.post(DEVICE, batch(visit(1)).encode().ljust(MAX_BODY)).status_code == 200


def test_a_refusal_reaches_whoever_is_still_sending(centre: CentreHere) -> None:
    url = f"{centre.url}/v1/devices/{DEVICE}/events"
    for _ in range(20):
        assert requests.post(url, data=b" " * 2 * MAX_BODY, timeout=10).status_code == 401


@pytest.mark.parametrize("body", [b"", b"{}", b'{"events":[]}', b"\xff", b'{"events":[' + b"[" * 50_000])
def test_what_is_no_batch_is_not_understood(centre: CentreHere, body: bytes) -> None:
    response = centre.post(DEVICE, body)
    assert response.status_code == 422
    assert problem(response).detail


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("POST", "/v1/devices/7/events", 422),
        ("GET", f"/v1/devices/{DEVICE}/events", 405),
        ("GET", "/v1/nothing", 404),
        ("GET", "/v1/docs", 404),
    ],
)
def test_every_no_is_a_problem(centre: CentreHere, method: str, path: str, status: int) -> None:
    response = centre.ask(method, path)
    assert response.status_code == status
    problem(response)


def broken(engine: Engine, fault: Exception) -> None:
    """Make every COMMIT of this database fail."""

    def commit(_connection: object) -> None:
        raise fault

    event.listen(engine, "commit", commit)


def test_a_database_that_is_away_means_come_again(tmp_path: Path) -> None:
    engine = open_engine(str(tmp_path / "centre.sqlite"))
    bring_up_to_date(engine)
    broken(engine, OperationalError("COMMIT", None, Exception("database or disk is full")))
    with CentreHere("", app=create_app(engine, None)) as centre:
        for response in (centre.post(DEVICE, batch(visit(1))), centre.ask("GET", "/v1/health")):
            assert response.status_code == 503
            assert 1 <= int(response.headers["Retry-After"]) <= 5
            problem(response)


def test_a_bug_is_a_500_and_stores_nothing(tmp_path: Path) -> None:
    engine = open_engine(str(tmp_path / "centre.sqlite"))
    bring_up_to_date(engine)
    broken(engine, ZeroDivisionError())
    with CentreHere("", app=create_app(engine, None)) as centre:
        response = centre.post(DEVICE, batch(visit(1)))
        assert response.status_code == 500
        assert "ZeroDivision" not in response.text
        problem(response)
    fresh = open_engine(str(tmp_path / "centre.sqlite"))
    with transaction(fresh) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM receipts").scalar_one() == 0
    fresh.dispose()


def test_a_crowd_is_asked_to_come_again() -> None:
    pressure = Pressure(together=3, of_one_device=2)
    one = uuid4()
    with pressure.batch(one), pressure.batch(one):
        with pytest.raises(ProblemError) as fault, pressure.batch(one):
            pass
        assert fault.value.status == 429
        with pressure.batch(uuid4()):
            with pytest.raises(ProblemError) as fault, pressure.batch(uuid4()):
                pass
            assert fault.value.status == 503
            assert fault.value.headers is not None
    with pressure.batch(one):
        pass


def test_a_body_that_dribbles_in_is_given_up(centre: CentreHere, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "MAX_SECONDS", 0.2)
    stop = threading.Event()

    def dribble() -> Any:
        yield b'{"events":['
        stop.wait(0.5)
        yield b"1]}"

    assert centre.post(DEVICE, dribble()).status_code == 408
    stop.set()


def test_the_description_is_what_docs_say(centre: CentreHere) -> None:
    served = json.loads(centre.ask("GET", "/v1/openapi.json").content)
    written = json.loads((DOCS / "openapi.json").read_text(encoding="utf-8"))
    assert served == written, "write it anew: python -m central_server.openapi"
