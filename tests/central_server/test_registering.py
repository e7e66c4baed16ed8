"""Registering a checkpoint by a confirmed number, and kiosks joining it: over HTTP, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from central_server.checkpoints import desk
from central_server.store import enrolment
from central_server.store.checkpoint_tables import (
    asked,
    checkpoint_devices,
    checkpoints,
    enrolment_codes,
    registrant_sessions,
)
from central_server.store.engine import transaction
from kiosk.wire.checkpoint_messages import Enrolled
from tests.central_server.otp_desk import PHONE, TOKEN, not_it
from tests.central_server.registering import FIRST, OTHER_PHONE, SECOND, STRANGE, Town, door


def test_a_checkpoint_is_registered_by_a_confirmed_number(town: Town) -> None:
    judged = town.judged(*town.code_for())
    assert judged.outcome == "right"
    assert judged.checkpoints == ()
    enrolled = town.registered(judged.session)
    said = enrolled.checkpoint
    assert said.code == "HV-01"
    assert (said.name, said.kind, said.capacity, said.hotlines) == (
        "Bệnh viện Hạ Vân",
        "hospital",
        40,
        ("1022", "1900.9095"),
    )
    assert (said.phone, said.kiosks) == ("09•• ••• 001", ("Cổng chính",))
    assert enrolled.poster == f"{town.url}/c/HV-01"
    assert town.ask("GET", f"/v1/devices/{FIRST}/settings", door(FIRST)).status_code == 200


def test_asked_again_it_is_the_same_with_what_is_said_now(town: Town) -> None:
    session = town.session()
    first = town.registered(session)
    again = town.registered(session, street="Số 2 Phố Thử")
    assert again.checkpoint.code == first.checkpoint.code
    assert again.checkpoint.street == "Số 2 Phố Thử"
    assert again.checkpoint.kiosks == ("Cổng chính",)
    assert town.ask("GET", f"/v1/devices/{FIRST}/settings", door(FIRST)).status_code == 200


def test_the_same_request_many_times_at_once_registers_one(town: Town) -> None:
    session = town.session()
    with ThreadPoolExecutor(6) as pool:
        replies = list(pool.map(lambda _: town.register(session), range(6)))
    assert {reply.json()["checkpoint"]["code"] for reply in replies} == {"HV-01"}


def test_places_with_the_same_letters_get_different_codes_even_at_once(town: Town) -> None:
    session = town.session()

    def register(number: int) -> str:
        return town.registered(session, id=str(uuid4()), device=str(uuid4()), name=f"Hạ Vân {number}").checkpoint.code

    with ThreadPoolExecutor(4) as pool:
        codes = set(pool.map(register, range(8)))
    assert codes == {f"HV-{number:02d}" for number in range(1, 9)}


def test_a_registrant_finds_their_checkpoints_again_and_nobody_elses(town: Town) -> None:
    town.registered()
    stranger = town.judged(*town.code_for(OTHER_PHONE))
    assert stranger.checkpoints == ()
    town.clock.forward(minutes=11)
    again = town.judged(*town.code_for())
    assert [one.code for one in again.checkpoints] == ["HV-01"]
    reply = town.join(again.session, "HV-01", SECOND, "Cổng sau")
    assert Enrolled.model_validate_json(reply.content).checkpoint.kiosks == ("Cổng chính", "Cổng sau")
    assert town.join(stranger.session, "HV-01", STRANGE).status_code == 404
    other = town.register(stranger.session)
    assert other.status_code == 409, "the id is another registrant's"


def test_whoever_knows_a_kiosk_cannot_take_it_away(town: Town) -> None:
    mine = town.kiosk()
    stranger = town.session(OTHER_PHONE)
    taken = town.register(stranger, id=str(uuid4()), name="Nơi khác", device=str(FIRST))
    assert taken.status_code == 409
    assert "belongs to another checkpoint" in taken.json()["detail"]
    assert town.ask("GET", f"/v1/devices/{FIRST}/settings", mine).status_code == 200
    there = town.registered(stranger, id=str(uuid4()), name="Nơi khác", device=str(STRANGE))
    code = town.enrolment_code(STRANGE)
    assert town.enrol(code.code, FIRST).status_code == 409
    assert town.enrolled(code.code, SECOND).checkpoint.code == there.checkpoint.code, "the try has not used it up"


class TestSessions:
    def test_it_lasts_half_an_hour(self, town: Town) -> None:
        session = town.session()
        town.clock.forward(minutes=29, seconds=59)
        town.registered(session)
        town.clock.forward(seconds=1)
        assert town.register(session).status_code == 401

    def test_neither_it_nor_a_code_nor_a_number_stands_in_the_database(self, town: Town) -> None:
        session = town.session()
        town.registered(session)
        code = town.enrolment_code(FIRST)
        secrets = [session, code.code, code.code.replace("-", ""), PHONE, PHONE[3:]]
        with transaction(town.engine) as connection:
            for table in (registrant_sessions, checkpoint_devices, enrolment_codes, checkpoints, asked):
                rows = connection.execute(select(table)).all()
                kept = b"\n".join(
                    value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row
                )
                assert rows, table.name
                assert not [secret for secret in secrets if secret.encode() in kept], table.name
        assert session not in repr(town.judged(*town.code_for(OTHER_PHONE)))

    @pytest.mark.parametrize("code", ["right", "wrong"])
    def test_known_and_unknown_numbers_are_answered_alike(self, town: Town, code: str) -> None:
        town.registered()
        town.clock.forward(minutes=11)
        said = []
        for phone in (PHONE, OTHER_PHONE):
            request = uuid4()
            reply = town.ask("POST", "/v1/registrants/otp", None, {"request": str(request), "phone": phone})
            tried = town.judged(request, not_it(town.gateway.code))
            said.append((reply.content, tried.model_dump()))
            if code == "right":
                assert town.judged(request, town.gateway.code).outcome == "right"
        assert said[0] == said[1]
        assert said[0][1] == {"outcome": "wrong", "tries_left": 4, "session": None, "checkpoints": ()}

    def test_a_code_of_a_kiosk_begins_no_session_and_the_other_way_round(self, town: Town) -> None:
        request = uuid4()
        wish = {"request": str(request), "phone": PHONE}
        town.ask("POST", f"/v1/devices/{FIRST}/otp", TOKEN, wish)
        assert town.judged(request, town.gateway.code).outcome == "expired"
        request, code = town.code_for(OTHER_PHONE)
        path = f"/v1/devices/{FIRST}/otp/{request}/tries"
        assert town.ask("POST", path, TOKEN, {"code": code}).json()["outcome"] == "expired"


class TestJoiningByACode:
    def test_a_code_lets_one_kiosk_join_once(self, town: Town) -> None:
        town.registered()
        code = town.enrolment_code(FIRST)
        assert code.text == f"{town.url.upper()}/E/{code.code}"
        assert code.until - town.clock() == timedelta(minutes=15)
        second = town.enrolled(code.code, SECOND)
        assert second.checkpoint.kiosks == ("Cổng chính", "Cổng 2")
        assert town.enrol(code.code, STRANGE).status_code == 403
        again = town.enrolled(code.code, SECOND)  # its reply was lost
        assert again.checkpoint == second.checkpoint
        assert town.ask("GET", f"/v1/devices/{SECOND}/settings", door(SECOND)).status_code == 200
        town.enrolled(code.code, SECOND, number=1)  # its reply was lost, and its store with it
        assert town.ask("GET", f"/v1/devices/{SECOND}/settings", door(SECOND, 1)).status_code == 200
        assert town.ask("GET", f"/v1/devices/{SECOND}/settings", door(SECOND)).status_code == 401, "the latest counts"
        used = town.enrol(code.code, SECOND)
        assert (used.status_code, used.json()["detail"]) == (409, "This key was used before. Make a new one.")

    def test_many_kiosks_at_once_with_one_code_let_one_in(self, town: Town) -> None:
        code = town.enrolment_code(FIRST, town.kiosk()).code
        with ThreadPoolExecutor(6) as pool:
            statuses = sorted(reply.status_code for reply in pool.map(lambda _: town.enrol(code, uuid4()), range(6)))
        assert statuses == [200, 403, 403, 403, 403, 403]

    def test_it_is_over_after_a_quarter_of_an_hour(self, town: Town) -> None:
        code = town.enrolment_code(FIRST, town.kiosk())
        town.clock.forward(minutes=15)
        over = town.enrol(code.code, SECOND)
        wrong = town.enrol("00000-00000", SECOND)
        assert (over.status_code, over.content) == (403, wrong.content), "which of them it is, is not told"

    def test_a_checkpoint_has_a_few_codes_at_once(self, town: Town) -> None:
        by = town.kiosk()
        codes = []
        for _ in range(enrolment.MOST + 1):
            town.clock.forward(seconds=1)
            codes.append(town.enrolment_code(FIRST, by).code)
        assert town.enrol(codes[0], SECOND).status_code == 403
        assert town.enrol(codes[1], SECOND).status_code == 200

    def test_an_operator_gives_one_out(self, town: Town) -> None:
        session = town.session()
        town.registered(session)
        for bearer in (TOKEN, session):
            made = town.ask("POST", "/v1/checkpoints/HV-01/enrolment-codes", bearer).json()["code"]
            assert town.enrol(made, uuid4()).status_code == 200
        assert town.ask("POST", "/v1/checkpoints/HV-01/enrolment-codes").status_code == 401

    def test_guesses_are_counted_for_a_network_whatever_they_are(self, town: Town) -> None:
        by = town.kiosk()
        for _ in range(desk.ENROLLING.most):
            assert town.enrol("00000-00000", SECOND).status_code == 403
        code = town.enrolment_code(FIRST, by).code
        held = town.enrol(code, SECOND)
        assert held.status_code == 429
        assert 0 < int(held.headers["Retry-After"]) <= 15 * 60 + 1
        town.clock.forward(minutes=15)
        assert town.enrol(town.enrolment_code(FIRST, by).code, SECOND).status_code == 200

    def test_what_may_be_guessed_in_a_year_is_nothing_against_what_there_is(self) -> None:
        a_year = timedelta(days=365) / desk.ENROLLING_ALL.within * desk.ENROLLING_ALL.most
        live = 1_000  # codes at once, in a busy country
        assert a_year * live / 2**50 < 1e-4


def test_what_cannot_be_registered_is_refused(town: Town) -> None:
    session = town.session()
    wrong: list[dict[str, object]] = [
        {"name": "X"},
        {"name": "Bệnh\u202eviện"},
        {"name": "Bệnh\0viện"},
        {"street": "a\nb"},
        {"hotlines": ["1" * 41]},
        {"kind": "castle"},
        {"capacity": 0},
        {"more": 1},
    ]
    statuses = {town.register(session, **changes).status_code for changes in wrong}
    assert statuses == {422}
    assert town.registered(session, name="諸葛").checkpoint.code == "KD-01"


def test_a_body_too_large_is_refused(town: Town) -> None:
    for path in ("/v1/registrants/otp", "/v1/registrants/tries", "/v1/enrolments"):
        assert town.ask("POST", path, None, b" " * 70_000).status_code == 413


def test_ids_that_are_none_are_refused(town: Town) -> None:
    assert town.enrol("00000-0000U", UUID(int=1)).status_code == 422
    assert town.ask("GET", "/v1/checkpoints/HV%00/staff", TOKEN).status_code == 422
    assert town.ask("GET", "/c/HV%00").status_code == 404
    assert town.ask("GET", "/v1/checkpoints?after=%00", TOKEN).status_code == 422
