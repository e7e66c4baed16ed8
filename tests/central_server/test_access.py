"""Who is let in where: every route that there is, tried with everything that somebody may have."""

import json
from uuid import UUID, uuid4

import pytest

from kiosk.wire.client import CentreClient
from kiosk.wire.faults import CentreRefused
from kiosk.wire.messages import ABOUT_REVOKED, Summary
from tests.central_server.otp_desk import TOKEN
from tests.central_server.registering import FIRST, OTHER_PHONE, SECOND, STRANGE, Kiosk, Town, door
from tests.wire.saying import DEVICE, visit

OPEN = {
    ("get", "/v1/health"),
    ("post", "/v1/registrants/otp"),
    ("post", "/v1/registrants/tries"),
    ("post", "/v1/enrolments"),
}
EVEN_REVOKED = {
    ("get", "/v1/devices/{device}/orders"),
    ("post", "/v1/devices/{device}/orders/{order}/outcome"),
}
FOR_EVERY_KIOSK = {("get", "/v1/citizen-codes/keys"), ("get", "/v1/citizen-codes/revocations")}
SESSION_ONLY = {("post", "/v1/checkpoints"), ("post", "/v1/checkpoints/{code}/devices")}
SESSION_TOO = {
    ("post", "/v1/checkpoints/{code}/enrolment-codes"),
    ("get", "/v1/checkpoints/{code}"),
    ("get", "/v1/checkpoints/{code}/staff"),
    ("post", "/v1/checkpoints/{code}/staff"),
    ("delete", "/v1/checkpoints/{code}/staff/{member}"),
    ("put", "/v1/checkpoints/{code}/settings"),
    ("put", "/v1/checkpoints/{code}/slides/{name}"),
    ("delete", "/v1/checkpoints/{code}/slides/{name}"),
    ("delete", "/v1/checkpoints/{code}/devices/{kiosk}"),
    ("get", "/v1/checkpoints/{code}/devices"),
    ("get", "/v1/checkpoints/{code}/devices/{kiosk}/orders"),
    ("post", "/v1/checkpoints/{code}/devices/{kiosk}/orders"),
}
CENTRE_ONLY = {
    ("get", "/v1/checkpoints"),
    ("get", "/v1/people/{person}/declarations"),
    ("get", "/v1/alarms"),
    ("post", "/v1/citizen-codes/{code}/revocation"),
}
_FILLED = {
    "device": str(FIRST),
    "asked": str(UUID(int=7)),
    "person": str(UUID(int=7)),
    "member": str(UUID(int=7)),
    "kiosk": str(UUID(int=7)),  # none of theirs: whoever gets in hears of a 404
    "code": "HV-01",
    "name": "none.txt",
    "order": str(UUID(int=7)),
    "sha256": "0" * 64,
}


def routes(town: Town) -> list[tuple[str, str]]:
    paths = json.loads(town.ask("GET", "/v1/openapi.json").content)["paths"]
    return [(method, path) for path, methods in sorted(paths.items()) for method in sorted(methods)]


def gets_in(town: Town, route: tuple[str, str], by: str | Kiosk | None, device: UUID = FIRST) -> bool:
    method, path = route
    body = b"{}" if method in ("post", "put") else None
    reply = town.ask(method.upper(), path.format(**(_FILLED | {"device": device})), by, body)
    return reply.status_code != 401 and f'"{ABOUT_REVOKED}"' not in reply.text


def test_every_route_lets_in_whom_it_should_and_nobody_else(town: Town) -> None:
    first = town.kiosk()
    session, strange_session = town.session(), town.session(OTHER_PHONE)
    second = town.joined(town.enrolment_code(FIRST).code, SECOND)
    strange = town.kiosk(strange_session, id=str(uuid4()), name="Nơi khác", device=str(STRANGE))
    lost = uuid4()
    revoked = town.joined(town.enrolment_code(FIRST).code, lost)
    assert town.ask("DELETE", f"/v1/checkpoints/HV-01/devices/{lost}", session).status_code == 200
    known = set(routes(town))
    assert known >= OPEN | FOR_EVERY_KIOSK | SESSION_ONLY | SESSION_TOO | CENTRE_ONLY
    of_a_kiosk = {(method, path) for method, path in known if path.startswith("/v1/devices/{device}/")}
    assert known == OPEN | FOR_EVERY_KIOSK | SESSION_ONLY | SESSION_TOO | CENTRE_ONLY | of_a_kiosk
    assert len(of_a_kiosk) >= 11
    bearers = {
        "nothing": (None, OPEN),
        "something else": ("synthetic-token-0002", OPEN),
        "the centre's": (TOKEN, known - SESSION_ONLY),
        "its own": (first, OPEN | FOR_EVERY_KIOSK | of_a_kiosk),
        "another's of the checkpoint": (second, OPEN | FOR_EVERY_KIOSK),
        "another checkpoint's": (strange, OPEN | FOR_EVERY_KIOSK),
        "a revoked one, elsewhere": (revoked, OPEN),
        "a key of nobody's": (door(FIRST, 9), OPEN),
        "a session": (session, OPEN | SESSION_ONLY | SESSION_TOO),
    }
    for who, (bearer, allowed) in bearers.items():
        found = {route for route in known if gets_in(town, route, bearer)}
        assert found == allowed, who
    assert {route for route in of_a_kiosk if gets_in(town, route, revoked, lost)} == EVEN_REVOKED
    assert {route for route in of_a_kiosk if gets_in(town, route, second, SECOND)} == of_a_kiosk


def test_a_strangers_session_sees_and_changes_nothing(town: Town) -> None:
    town.registered()
    stranger = town.session(OTHER_PHONE)
    for method, path in sorted(SESSION_TOO):
        said = b'{"kind":"wipe"}' if path.endswith("/orders") else b"{}"
        body = said if method in ("put", "post") else None
        reply = town.ask(method.upper(), path.format(**_FILLED), stranger, body)
        assert (reply.status_code, reply.json()["detail"]) == (
            404,
            "There is no such checkpoint, or it is not yours.",
        ), path


def test_a_revoked_kiosk_is_refused_at_once_and_by_its_old_code_too(town: Town) -> None:
    session = town.session()
    town.registered(session)
    code = town.enrolment_code(FIRST).code
    second = town.joined(code, SECOND)
    of_second = town.enrolment_code(SECOND, second).code
    path = f"/v1/devices/{SECOND}/summary"
    assert town.ask("GET", path, second).status_code == 200
    left = town.ask("DELETE", f"/v1/checkpoints/HV-01/devices/{SECOND}", TOKEN).json()
    assert [one["revoked_at"] is None for one in left["devices"]] == [True, False]
    assert left["checkpoint"]["kiosks"] == ["Cổng chính"]
    refused = town.ask("GET", path, second)
    assert (refused.status_code, refused.json()["type"]) == (403, ABOUT_REVOKED)
    assert town.enrol(code, SECOND).status_code == 403, "the code that it used"
    assert town.enrol(of_second, uuid4()).status_code == 403, "a code that it made"
    town.enrolled(town.enrolment_code(FIRST).code, SECOND, number=1)
    assert town.ask("GET", path, door(SECOND, 1)).status_code == 200, "let in anew by whoever may"
    assert town.ask("GET", path, second).status_code == 401
    assert town.ask("DELETE", f"/v1/checkpoints/HV-01/devices/{STRANGE}", TOKEN).status_code == 404


def test_a_kiosk_of_no_checkpoint_goes_on_with_the_centres_token(town: Town) -> None:
    batch = '{"events":[' + visit(1).model_dump_json() + "]}"
    path = f"/v1/devices/{DEVICE}"
    assert town.ask("POST", f"{path}/events", TOKEN, batch.encode()).status_code == 200
    summary = Summary.model_validate_json(town.ask("GET", f"{path}/summary", TOKEN).content)
    assert summary.visits == 1
    for what in ("settings", "enrolment-codes", "staff"):
        method = "GET" if what == "settings" else "POST"
        unknown = town.ask(method, f"{path}/{what}", TOKEN, b"{}" if what == "staff" else None)
        assert (unknown.status_code, unknown.json()["detail"]) == (404, "This kiosk belongs to no checkpoint.")


def test_a_kiosk_sends_with_its_own_key(town: Town) -> None:
    by = town.kiosk()
    batch = ('{"events":[' + visit(1).model_dump_json() + "]}").encode()
    assert town.ask("POST", f"/v1/devices/{FIRST}/events", by, batch).json()["answers"][0]["outcome"] == "stored"
    assert town.ask("POST", f"/v1/devices/{SECOND}/events", by, batch).status_code == 401


def test_odd_ways_to_name_a_kiosk_open_nothing(town: Town) -> None:
    mine = town.kiosk()
    theirs = town.kiosk(town.session(OTHER_PHONE), id=str(uuid4()), name="Nơi khác", device=str(STRANGE))
    odd = ["", "x", "%00", "..", str(FIRST).upper(), f"{{{FIRST}}}", f"urn:uuid:{FIRST}", FIRST.hex]
    for device in odd:
        reply = town.ask("GET", f"/v1/devices/{device}/settings", theirs)
        assert reply.status_code in ((422,) if "%00" in device else (401, 404)), device
        assert reply.headers["Content-Type"] == "application/problem+json"
    assert town.ask("GET", f"/v1/devices/{FIRST.hex}/settings", mine).status_code == 200


def test_the_session_of_a_registrant_is_no_way_round_the_id(town: Town) -> None:
    stranger = town.session(OTHER_PHONE)
    town.registered()
    assert town.register(stranger).status_code == 409
    assert town.ask("GET", "/v1/checkpoints", stranger).status_code == 401


def test_a_revoked_kiosk_hears_so_even_when_it_has_nothing_to_send(town: Town) -> None:
    client = CentreClient(town.url, FIRST, key=town.kiosk().key, now=town.clock)
    assert client.health().status == "ok"
    assert town.ask("DELETE", f"/v1/checkpoints/HV-01/devices/{FIRST}", TOKEN).status_code == 200
    with pytest.raises(CentreRefused) as refused:
        client.health()
    assert refused.value.by_access
    assert refused.value.revoked
    client.close()
