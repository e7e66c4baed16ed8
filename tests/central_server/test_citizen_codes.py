"""Citizen codes: one for a declaration, signed with a key the gates know, and taken back in order."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, func, select

from central_server.sealing import CannotSeal, Sealing
from central_server.store import codes
from central_server.store.code_keys import EARLY, NOTICE, PERIOD, KeptKey, keys_in_time, signing, told, trust
from central_server.store.declaration_tables import citizen_codes, code_keys
from central_server.store.engine import transaction
from kiosk.citizen_code import CodeStanding, CodeTrust, check, decode, spelled
from kiosk.wire.desk_messages import CodeKeys, CodeSaid
from kiosk.wire.messages import DeclarationSaid
from tests.central_server.declaring import NOW, declaration, taken
from tests.central_server.running import CentreHere
from tests.wire.saying import DEVICE, person

URL = "https://centre.example"
DAY = timedelta(days=1)


def sealing() -> Sealing:
    return Sealing(b"synthetic secret of 32 characters")


def code(engine: Engine, said: DeclarationSaid, now: datetime = NOW) -> codes.KeptCode:
    with transaction(engine) as connection:
        return codes.code_for(connection, said.id, URL, sealing, now)


def known_keys(engine: Engine, now: datetime = NOW) -> tuple[KeptKey, ...]:
    with transaction(engine) as connection:
        return keys_in_time(connection, sealing, now)


def revoked(engine: Engine, which: bytes, reason: str = "mất điện thoại") -> bool:
    with transaction(engine) as connection:
        return codes.revoke(connection, which, reason, NOW)


def test_a_declaration_has_one_code_that_gates_believe(engine: Engine) -> None:
    said = declaration(1)
    taken(engine, said)
    issued = code(engine, said)
    assert code(engine, said, NOW + timedelta(hours=1)).text == issued.text
    signed = decode(issued.text)
    assert signed is not None
    checked = check(signed, trust(known_keys(engine)), NOW)
    assert checked.standing is CodeStanding.GENUINE
    assert checked.code is not None
    assert (checked.code.id, checked.code.person, checked.code.name) == (issued.id, said.person.id, "N. V. T. 1")
    assert (checked.code.expires, checked.code.holds_until) == (said.holds_until, said.holds_until)
    assert check(signed, CodeTrust(), NOW).standing is CodeStanding.UNKNOWN_KEY


@pytest.mark.parametrize("changes", [{"verdict": "needs_staff"}, {"verdict": "stop"}, {"minutes": -60 * 72}])
def test_who_may_not_pass_has_no_code(engine: Engine, changes: dict[str, Any]) -> None:
    said = declaration(1, **changes)
    taken(engine, said)
    with pytest.raises(codes.NoCode):
        code(engine, said)


def test_workers_that_issue_at_once_issue_the_same(engine: Engine) -> None:
    said = declaration(1)
    taken(engine, said)
    with ThreadPoolExecutor(8) as pool:
        issued = list(pool.map(lambda _: code(engine, said), range(16)))
    assert len({one.text for one in issued}) == 1
    with transaction(engine) as connection:
        assert connection.execute(select(func.count()).select_from(code_keys)).scalar_one() == 1


def test_keys_follow_one_another_and_none_signs_before_it_was_told(engine: Engine) -> None:
    first_told: dict[bytes, datetime] = {}
    signed_with: list[bytes] = []
    for day in range(400):
        now = NOW + day * DAY
        keys = known_keys(engine, now)
        for key in keys:
            first_told.setdefault(key.kid, now)
        key = signing(keys, now)
        assert key.signs_from <= now < key.signs_until
        if not signed_with or signed_with[-1] != key.kid:
            if signed_with:
                assert now - first_told[key.kid] >= NOTICE
            signed_with.append(key.kid)
    assert len(signed_with) == 400 * DAY // PERIOD + 1
    assert len(set(signed_with)) == len(signed_with)


def test_a_centre_that_slept_through_the_change_gives_notice_first(engine: Engine) -> None:
    [first] = known_keys(engine)
    awake = NOW + 3 * PERIOD
    old, new = known_keys(engine, awake)
    assert old.kid == first.kid
    assert signing((old, new), awake).kid == first.kid
    assert new.signs_from == awake + NOTICE == old.signs_until
    assert signing((old, new), awake + NOTICE).kid == new.kid
    assert len(known_keys(engine, awake + NOTICE)) == 2


def test_an_old_key_is_told_of_while_its_codes_are_about(engine: Engine) -> None:
    end = PERIOD - timedelta(hours=1)
    said = declaration(1, at=NOW + end - DAY, holds_until=NOW + end + 3 * DAY)
    taken(engine, said, now=NOW + end)
    known_keys(engine)
    known_keys(engine, NOW + PERIOD - EARLY)
    issued = code(engine, said, NOW + end)
    for after, kept in ((end + 2 * DAY, 2), (end + 4 * DAY, 1)):
        with transaction(engine) as connection:
            listed = told(connection, keys_in_time(connection, sealing, NOW + after), NOW + after)
        assert len(listed) == kept
    signed = decode(issued.text)
    assert signed is not None
    assert check(signed, trust(known_keys(engine, NOW + end)), NOW + end + DAY).standing is CodeStanding.GENUINE


def test_private_keys_are_sealed_and_open_under_their_secret_alone(engine: Engine) -> None:
    [key] = known_keys(engine)
    private = key.private(sealing())
    assert len(private) == 32
    assert private not in key.sealed
    with pytest.raises(CannotSeal):
        key.private(Sealing(b"another secret of 32 characters.."))
    with pytest.raises(CannotSeal):
        sealing().open(key.sealed, b"otherkid")


def test_a_code_is_taken_back_once_and_for_all(engine: Engine) -> None:
    said = declaration(1)
    taken(engine, said)
    first = code(engine, said)
    assert revoked(engine, first.id)
    assert revoked(engine, first.id, "again")
    assert not revoked(engine, bytes(8))
    with transaction(engine) as connection:
        row = connection.execute(select(citizen_codes)).one()
        assert (row.reason, row.revision) == ("mất điện thoại", 1)
        assert codes.revocations(connection, 0, NOW).revoked == (first.id.hex(),)
        assert codes.revocations(connection, 1, NOW).revoked == ()
        assert codes.revocations(connection, 99, NOW).revoked == (first.id.hex(),)  # another database's number
        assert codes.revocations(connection, 0, NOW + 30 * DAY).revoked == ()  # long over
    second = code(engine, said)
    assert second.id != first.id
    assert second.text == code(engine, said).text


def test_revocations_come_in_pages_and_none_is_missed_while_others_are_made(engine: Engine) -> None:
    everybody = [declaration(n, person=person(n)) for n in range(1, 41)]
    taken(engine, *everybody)
    issued = [code(engine, said).id for said in everybody]
    heard: list[str] = []

    def listen() -> None:
        revision, ends = 0, time.monotonic() + 30
        while len(heard) < len(issued) and time.monotonic() < ends:
            time.sleep(0.002)
            with transaction(engine) as connection:
                said = codes.revocations(connection, revision, NOW, most=3)
            assert said.revision >= revision
            revision = said.revision
            heard.extend(said.revoked)

    with ThreadPoolExecutor(6) as pool:
        listening = pool.submit(listen)
        assert all(pool.map(lambda which: revoked(engine, which), issued * 2))
        listening.result(timeout=60)
    assert sorted(heard) == sorted(which.hex() for which in issued)  # each once, though asked for twice


# Over HTTP, against the real clock.


def current(sequence: int = 1, **changes: Any) -> DeclarationSaid:
    now = datetime.now(UTC).replace(microsecond=0)
    return declaration(sequence, **({"at": now - timedelta(hours=1), "holds_until": now + timedelta(days=2)} | changes))


def wanted(centre: CentreHere, said: DeclarationSaid, device: UUID = DEVICE) -> Any:
    body = f'{{"event":{said.model_dump_json()}}}'
    return centre.ask("POST", f"/v1/devices/{device}/citizen-codes", data=body.encode())


def test_asking_for_a_code_keeps_the_declaration_as_a_batch_would(centre: CentreHere) -> None:
    said = current()
    first, again = wanted(centre, said), wanted(centre, said)
    assert first.status_code == 200
    issued = CodeSaid.model_validate_json(first.content)
    assert CodeSaid.model_validate_json(again.content) == issued
    assert issued.until == said.holds_until
    assert issued.text.startswith(f"HTTP://127.0.0.1:{centre.port}/Q/")
    answers = centre.post(DEVICE, f'{{"events":[{said.model_dump_json()}]}}').json()["answers"]
    assert answers[0]["outcome"] == "duplicate"
    assert centre.summary(DEVICE).declarations == 1
    assert wanted(centre, current(verdict="needs_staff")).status_code == 409  # contradicts what is stored
    assert wanted(centre, current(2, verdict="stop")).status_code == 409
    assert centre.summary(DEVICE).declarations == 2  # for the staff, and kept all the same
    assert centre.summary(DEVICE).conflicts == 1


def test_what_is_no_declaration_has_no_code(centre: CentreHere) -> None:
    path = f"/v1/devices/{DEVICE}/citizen-codes"
    visit = {"kind": "refused_scan", "id": str(uuid4()), "sequence": 1, "at": "2026-11-23T01:00:00Z"}
    visit |= {"what": "wifi", "reason": "not_a_card", "source": "camera:0"}
    for body in (
        "",
        "\xff",
        "[]",
        "{}",
        '{"event":1}',
        '{"event":{}}',
        '{"event":{},"more":1}',
        json.dumps({"event": visit}),
    ):
        reply = centre.ask("POST", path, data=body.encode("latin-1"))
        assert (reply.status_code, reply.headers["content-type"]) == (422, "application/problem+json")
    assert centre.summary(DEVICE).events == 0


def test_a_code_can_be_taken_back_by_its_id_or_as_it_is_read_out(centre: CentreHere) -> None:
    said = [current(n, person=person(n)) for n in (1, 2)]
    issued = [CodeSaid.model_validate_json(wanted(centre, one).content) for one in said]
    found = CodeKeys.model_validate_json(centre.ask("GET", "/v1/citizen-codes/keys").content)
    trusted = CodeTrust({bytes.fromhex(key.kid): bytes.fromhex(key.public) for key in found.keys})
    ids = []
    for one in issued:
        checked = check(decode(one.text) or b"", trusted, datetime.now(UTC))
        assert checked.code is not None
        assert spelled(checked.code.id) == one.spelled
        ids.append(checked.code.id)
    body = json.dumps({"reason": "nhường mã cho người khác"})
    for name in (ids[0].hex(), ids[0].hex().upper(), issued[1].spelled.lower(), issued[1].spelled.replace("-", "")):
        assert centre.ask("POST", f"/v1/citizen-codes/{name}/revocation", data=body).status_code == 204
    for name in ("0" * 16, "x", "4HMA-SWKR-NFMF"):
        assert centre.ask("POST", f"/v1/citizen-codes/{name}/revocation", data=body).status_code == 404
    for bad in ("{}", '{"reason":"?"}', '{"reason":"a\\u0000b"}'):
        assert centre.ask("POST", f"/v1/citizen-codes/{ids[0].hex()}/revocation", data=bad).status_code == 422
    listed = centre.ask("GET", "/v1/citizen-codes/revocations?after=0").json()
    assert listed == {"revision": 2, "revoked": [one.hex() for one in ids], "more": False}
    assert centre.ask("GET", "/v1/citizen-codes/revocations?after=-1").status_code == 422
