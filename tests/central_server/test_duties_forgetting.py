"""Being erased at every kiosk: told, waited for, confirmed, or written off. And what somebody is given to see."""

import json
from datetime import timedelta
from uuid import UUID, uuid5

import pytest
from sqlalchemy import Engine, select

from central_server.duties import bundle, forgetting
from central_server.duties.clocks import Kind
from central_server.store import orders, subject_requests
from central_server.store.access_log import note
from central_server.store.corrections import Field, correct, corrected, put_right_again
from central_server.store.declared import declared_people
from central_server.store.device_tables import device_orders
from central_server.store.duties_tables import subject_request_people
from central_server.store.engine import transaction
from central_server.store.otp import phone_keys
from central_server.store.subject_requests import NotNow
from central_server.store.tables import people
from kiosk.wire.device_messages import OrderDone
from tests.central_server.declaring import NOW, OTHER_PHONE, PHONE, declaration, taken
from tests.central_server.test_erasing import ALSO_ME, CANARIES, ME, OFFICER, OTHER, SECOND, filled, hits
from tests.wire.saying import DEVICE, SPACE, visit

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def asked(engine: Engine, kind: Kind = "delete", ids: tuple[UUID, ...] = (ME.id, ALSO_ME.id)) -> UUID:
    with transaction(engine) as connection:
        hashed = phone_keys(connection, NOW).phone_hash(PHONE)
        return subject_requests.open_request(connection, kind, hashed, ids, "Lời riêng", NOW)


def begun(engine: Engine) -> UUID:
    filled(engine)
    request = asked(engine)
    with transaction(engine) as connection:
        forgetting.begin(connection, request, OFFICER, NOW)
    return request


def confirmed(engine: Engine, device: UUID, outcome: str = "done") -> tuple[UUID, ...]:
    """The kiosk does what it is told."""
    with transaction(engine) as connection:
        [order] = orders.waiting(connection, device)
        said = OrderDone.model_validate({"outcome": outcome, "removed": 1})
        orders.answer(connection, device, order.id, said, NOW + HOUR)
        forgetting.settle_all(connection, NOW + HOUR)
    return order.people


def state(engine: Engine, request: UUID) -> str:
    with transaction(engine) as connection:
        found = subject_requests.find(connection, request)
    assert found is not None
    return found.state


class TestForgetting:
    def test_it_is_done_once_every_kiosk_has_confirmed(self, engine: Engine) -> None:
        request = begun(engine)
        assert state(engine, request) == "erasing"
        with transaction(engine) as connection:
            told = forgetting.progress(connection, request)
            assert {one.device for one in told if one.missing} == {DEVICE, SECOND}
            assert {one.told_at for one in told} == {NOW}
        assert set(confirmed(engine, DEVICE)) == {ME.id, ALSO_ME.id}
        assert state(engine, request) == "erasing"
        with transaction(engine) as connection:
            assert [one.device for one in forgetting.progress(connection, request) if one.missing] == [SECOND]
        confirmed(engine, SECOND)
        assert state(engine, request) == "done"
        with transaction(engine) as connection:
            assert [one.step for one in subject_requests.steps_of(connection, request)] == [
                *("opened", "erasing", "confirmed", "confirmed", "done")
            ]

    def test_a_failure_is_no_confirmation(self, engine: Engine) -> None:
        request = begun(engine)
        confirmed(engine, SECOND)
        confirmed(engine, DEVICE, "failed")
        assert state(engine, request) == "erasing"
        confirmed(engine, DEVICE)
        assert state(engine, request) == "done"

    def test_no_id_is_left_at_the_end(self, engine: Engine) -> None:
        begun(engine)
        confirmed(engine, DEVICE)
        confirmed(engine, SECOND)
        with transaction(engine) as connection:
            assert connection.execute(select(subject_request_people)).all() == []
            assert set(connection.execute(select(device_orders.c.people)).scalars()) == {"[]"}
            assert hits(connection, CANARIES) == {"subject_requests.phone"}  # so that they hear that it is done

    def test_what_came_meanwhile_goes_too(self, engine: Engine) -> None:
        request = begun(engine)
        taken(engine, visit(40, person=ALSO_ME), device=SECOND)  # was still unsent
        confirmed(engine, DEVICE)
        confirmed(engine, SECOND)
        assert state(engine, request) == "done"
        with transaction(engine) as connection:
            assert hits(connection, CANARIES) == {"subject_requests.phone"}
        taken(engine, visit(41, person=ME), now=NOW + 2 * HOUR)  # and even later
        with transaction(engine) as connection:
            assert hits(connection, CANARIES) > {"subject_requests.phone"}
            forgetting.settle_all(connection, NOW + 3 * HOUR)
            assert hits(connection, CANARIES) == {"subject_requests.phone"}

    def test_a_lost_kiosk_is_written_off_with_a_reason(self, engine: Engine) -> None:
        request = begun(engine)
        confirmed(engine, DEVICE)
        with transaction(engine) as connection:
            with pytest.raises(NotNow, match="reason"):
                forgetting.write_off(connection, request, SECOND, OFFICER, " ", NOW + DAY)
            with pytest.raises(NotNow, match="not waited for"):
                forgetting.write_off(connection, request, DEVICE, OFFICER, "Mất cắp", NOW + DAY)
            forgetting.write_off(connection, request, SECOND, OFFICER, "Mất cắp, đã thu hồi", NOW + DAY)
            lost = next(one for one in forgetting.progress(connection, request) if one.device == SECOND)
        assert (lost.reason, lost.written_off_at, lost.missing) == ("Mất cắp, đã thu hồi", NOW + DAY, False)
        assert state(engine, request) == "done"

    def test_only_what_asks_for_it_is_erased_and_only_once(self, engine: Engine) -> None:
        request = begun(engine)
        view = asked(engine, "view", (OTHER.id,))
        with transaction(engine) as connection:
            for one in (request, view):
                with pytest.raises(NotNow):
                    forgetting.begin(connection, one, OFFICER, NOW)
        with transaction(engine) as connection:
            assert connection.execute(select(people.c.id)).scalars().all() == [OTHER.id]

    def test_another_request_about_them_has_nothing_left(self, engine: Engine) -> None:
        filled(engine)
        view, both = asked(engine, "view"), asked(engine, "view", (ME.id, OTHER.id))
        request = asked(engine)
        with transaction(engine) as connection:
            forgetting.begin(connection, request, OFFICER, NOW)
        assert (state(engine, view), state(engine, both)) == ("refused", "open")
        with transaction(engine) as connection:
            assert subject_requests.people_of(connection, both) == {OTHER.id}


class TestSeeing:
    def test_it_holds_everything_and_nobody_else(self, engine: Engine) -> None:
        filled(engine)
        request = asked(engine, "view")
        with transaction(engine) as connection:
            with pytest.raises(NotNow, match="approved"):
                bundle.bundle(connection, request, NOW)
            note(connection, None, "searched", "Truy vết F0", {ME.id}, {"found": 1}, NOW)
            bundle.approve(connection, request, OFFICER, False, NOW)
            said = bundle.bundle(connection, request, NOW + DAY)
        counts = {name: len(rows) for name, rows in said.items() if isinstance(rows, list)}
        assert counts == {
            "people": 2,
            "corrected": 2,
            "corrections": 4,
            "identifiers": 2,
            "visits": 4,
            "declarations": 2,
            "consents": 2,
            "withdrawals": 1,
            "citizen_codes": 1,
            "contradictions": 1,
            "isolation": 1,
            "phone_sessions": 1,
            "requests": 2,
            "looked_at": 1,
        }
        assert said["looked_at"][0]["purpose"] == "Truy vết F0"
        text = bundle.as_json(said)
        assert json.loads(text) == said
        assert str(OTHER.id) not in text
        assert OTHER_PHONE not in text
        assert "Thử 2" not in text

    def test_it_is_open_for_thirty_days(self, engine: Engine) -> None:
        filled(engine)
        request = asked(engine, "view")
        with transaction(engine) as connection:
            bundle.approve(connection, request, OFFICER, False, NOW)
            bundle.bundle(connection, request, NOW + 29 * DAY)
            with pytest.raises(NotNow, match="30 days"):
                bundle.bundle(connection, request, NOW + 30 * DAY)

    def test_other_ids_of_theirs_take_an_officer_who_saw_them(self, engine: Engine) -> None:
        filled(engine)
        alone, whole = asked(engine, "view", (ME.id,)), asked(engine, "view", (ALSO_ME.id,))
        with transaction(engine) as connection:
            bundle.approve(connection, alone, OFFICER, False, NOW)
            bundle.approve(connection, whole, OFFICER, True, NOW)
            assert len(bundle.bundle(connection, alone, NOW)["people"]) == 1
            assert len(bundle.bundle(connection, whole, NOW)["people"]) == 2


class TestCorrecting:
    def test_kiosks_are_told_what_is_right(self, engine: Engine) -> None:
        taken(engine, declaration(1, person=ME))
        with transaction(engine) as connection:
            assert correct(connection, {ME.id}, {"name": "Nguyễn Văn Đúng"}, "Sai họ tên", OFFICER, NOW) == 1
            assert correct(connection, {ME.id}, {"name": "Nguyễn Văn Đúng"}, "Sai họ tên", OFFICER, NOW) == 0
        taken(engine, declaration(2, person=ME), visit(3, person=ME))  # says the old name again
        with transaction(engine) as connection:
            [told] = declared_people(connection, PHONE, 50, NOW)
            assert (told.name, told.birth) == ("Nguyễn Văn Đúng", "1990-08-15")
            put_right_again(connection, NOW)
            assert connection.execute(select(people.c.name)).scalar_one() == "Nguyễn Văn Đúng"
            said = bundle.gathered(connection, {ME.id}, {ME.id}, b"", NOW)
            assert {one["said"]["person"]["name"] for one in said["declarations"]} == {ME.name}  # as it was said

    def test_the_latest_correction_counts(self, engine: Engine) -> None:
        taken(engine, declaration(1, person=ME))
        with transaction(engine) as connection:
            correct(connection, {ME.id}, {"birth": "1991"}, "Sai năm", OFFICER, NOW)
            correct(connection, {ME.id}, {"birth": "1992-01-01", "sex": "female"}, "Sai ngày", OFFICER, NOW + HOUR)
            assert corrected(connection, {ME.id, OTHER.id}) == {ME.id: {"birth": "1992-01-01", "sex": "female"}}

    def test_what_no_card_could_say_is_refused(self, engine: Engine) -> None:
        taken(engine, declaration(1, person=ME))
        wrong: tuple[dict[Field, str], ...] = ({"sex": "x"}, {"birth": "1/1/1990"}, {"name": "a" * 201})
        with transaction(engine) as connection:
            for values in wrong:
                with pytest.raises(NotNow, match="no such value"):
                    correct(connection, {ME.id}, values, "Sai", OFFICER, NOW)
            with pytest.raises(NotNow, match="reason"):
                correct(connection, {ME.id}, {"name": "B"}, "", OFFICER, NOW)
            assert corrected(connection, {ME.id}) == {}


def test_a_kiosk_is_told_of_many_ids_in_several_orders(engine: Engine) -> None:
    many = tuple(uuid5(SPACE, f"many {number}") for number in range(501))
    taken(engine, visit(1, person=ME))
    request = asked(engine, "delete", (ME.id, *many))
    with transaction(engine) as connection:
        forgetting.begin(connection, request, OFFICER, NOW)
        told = orders.waiting(connection, DEVICE)
        assert sorted(len(order.people) for order in told) == [2, 500]
        orders.answer(connection, DEVICE, told[0].id, OrderDone(outcome="done"), NOW)
        assert not forgetting.settle(connection, request, NOW)
        orders.answer(connection, DEVICE, told[1].id, OrderDone(outcome="done"), NOW)
        assert forgetting.settle(connection, request, NOW)
