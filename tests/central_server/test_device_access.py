"""Whose key opens what, and whose no longer."""

from uuid import UUID

from central_server.store import device_keys
from central_server.store.engine import transaction
from kiosk.wire.messages import ABOUT_REVOKED
from kiosk.wire.signing import SigningKey
from tests.central_server.otp_desk import TOKEN
from tests.central_server.registering import FIRST, SECOND, Kiosk, Town, door
from tests.central_server.signed_requests import SENT, Sent, send, signed


def test_another_kiosks_key_opens_nothing_of_this_one(town: Town) -> None:
    town.kiosk()
    town.joined(town.enrolment_code(FIRST).code, SECOND)
    for what, sent in SENT.items():
        mixed = Kiosk(FIRST, door(SECOND).key)
        assert send(town, signed(town, sent, mixed)).status_code == 401, what
        if what != "for every kiosk":
            assert send(town, signed(town, sent, door(SECOND))).status_code == 401, what


def test_a_revoked_key_is_refused_at_once_and_says_so(town: Town) -> None:
    town.kiosk()
    for sent in SENT.values():
        assert send(town, signed(town, sent)).status_code == 200
    assert town.ask("DELETE", f"/v1/checkpoints/HV-01/devices/{FIRST}", TOKEN).status_code == 200
    for sent in SENT.values():
        reply = send(town, signed(town, sent))
        assert (reply.status_code, reply.json()["type"]) == (403, ABOUT_REVOKED)
    assert send(town, signed(town, Sent("GET", f"/v1/devices/{FIRST}/orders"))).status_code == 200
    forged_too = Kiosk(FIRST, SigningKey.generate())
    assert send(town, signed(town, Sent("GET", f"/v1/devices/{FIRST}/orders"), forged_too)).status_code == 401


def test_a_token_of_former_times_lets_nobody_in(town: Town) -> None:
    town.kiosk()
    reply = town.ask("GET", f"/v1/devices/{FIRST}/settings", "a-token-of-former-times")
    assert reply.status_code == 401
    assert "enrolled anew" in reply.json()["detail"]


def test_whoever_enrols_holds_the_key(town: Town) -> None:
    town.kiosk()
    code = town.enrolment_code(FIRST).code
    said = {"device": str(SECOND), "gate": "Cổng 2", "code": code, "key": door(SECOND).key.public_text}
    for by in (None, Kiosk(SECOND, door(FIRST).key), Kiosk(FIRST, door(SECOND).key)):
        assert town.ask("POST", "/v1/enrolments", by, said).status_code == 401
    twin = {**said, "key": said["key"][:-1] + chr(ord(said["key"][-1]) + 1)}
    assert town.ask("POST", "/v1/enrolments", door(SECOND), twin).status_code in (401, 422)
    assert town.ask("POST", "/v1/enrolments", door(SECOND), said).status_code == 200


def test_a_key_is_one_kiosks(town: Town) -> None:
    town.kiosk()
    code = town.enrolment_code(FIRST).code
    said = {"device": str(SECOND), "gate": "Cổng 2", "code": code, "key": door(FIRST).key.public_text}
    taken = town.ask("POST", "/v1/enrolments", Kiosk(SECOND, door(FIRST).key), said)
    assert (taken.status_code, taken.json()["detail"]) == (409, "This key was used before. Make a new one.")
    with transaction(town.engine) as connection:
        assert device_keys.find(connection, FIRST, door(FIRST).key.key_id) is not None
        assert device_keys.find(connection, UUID(int=1), door(FIRST).key.key_id) is None
