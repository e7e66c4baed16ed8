"""What a kiosk is told to do: until it has said that it is done, and to a revoked one too."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from central_server.store import orders
from central_server.store.engine import transaction
from kiosk.wire.device import DeviceClient
from kiosk.wire.device_messages import MAX_ERASED, MAX_ORDERS, OrderDone, OrdersSaid
from kiosk.wire.faults import CentreRefused
from kiosk.wire.signing import KeysInMemory
from tests.central_server.otp_desk import TOKEN
from tests.central_server.registering import FIRST, OTHER_PHONE, SECOND, STRANGE, Town, door

GIVEN = f"/v1/checkpoints/HV-01/devices/{FIRST}/orders"
DONE = OrderDone(outcome="done", removed=12, kept=3)
FAILED = OrderDone(outcome="failed", detail="The store is busy.")


def asked(town: Town, device: UUID = FIRST) -> OrdersSaid:
    reply = town.ask("GET", f"/v1/devices/{device}/orders", door(device))
    return OrdersSaid.model_validate_json(reply.content, strict=True)


def answered(town: Town, order: UUID, said: OrderDone, device: UUID = FIRST) -> Any:
    path = f"/v1/devices/{device}/orders/{order}/outcome"
    return town.ask("POST", path, door(device), said.model_dump_json().encode())


def given(town: Town, kind: str = "wipe") -> UUID:
    told = town.ask("POST", GIVEN, TOKEN, {"kind": kind})
    assert told.status_code == 200, told.text
    return UUID(told.json()["orders"][0]["id"])


def test_an_order_is_told_until_it_is_done(town: Town) -> None:
    town.kiosk()
    assert asked(town).orders == ()
    order = given(town)
    for _ in range(2):
        assert [(one.id, one.kind) for one in asked(town).orders] == [(order, "wipe")]
    assert answered(town, order, FAILED).json()["orders"][0]["id"] == str(order), "told again"
    assert answered(town, order, DONE).json() == {"orders": []}
    assert answered(town, order, FAILED).json() == {"orders": []}, "done is final"
    [told] = town.ask("GET", GIVEN, TOKEN).json()["orders"]
    assert (told["failures"], told["removed"], told["kept"]) == (1, 12, 3)
    assert told["done_at"] is not None
    assert asked(town).orders == ()


def test_given_twice_it_is_one_and_done_it_can_be_given_again(town: Town) -> None:
    town.kiosk()
    first = given(town)
    assert given(town) == first
    assert given(town, "roll_key") != first
    answered(town, first, DONE)
    assert given(town) != first


def test_a_kiosk_learns_of_orders_from_whatever_it_asks_anyway(town: Town) -> None:
    town.kiosk()
    health = f"/v1/devices/{FIRST}/health"
    assert town.ask("GET", health, door(FIRST)).json()["orders"] == 0
    given(town)
    assert town.ask("GET", health, door(FIRST)).json()["orders"] == 1


def test_a_revoked_kiosk_can_be_wiped(town: Town) -> None:
    keys = KeysInMemory(town.kiosk().key)
    order = given(town)
    town.ask("DELETE", f"/v1/checkpoints/HV-01/devices/{FIRST}", TOKEN)
    client = DeviceClient(town.url, FIRST, keys, now=town.clock)
    assert not client.lets_in()
    assert client.knows(door(FIRST).key)
    assert [one.id for one in client.orders().orders] == [order]
    client.done(order, DONE)
    assert client.orders().orders == ()
    with pytest.raises(CentreRefused) as refused:
        client.roll(keys.fresh())
    assert refused.value.revoked
    client.close()


def test_orders_of_a_revoked_kiosk_are_told_to_no_stranger(town: Town) -> None:
    session, stranger = town.session(), town.session(OTHER_PHONE)
    town.kiosk(session)
    order = given(town)
    town.ask("DELETE", f"/v1/checkpoints/HV-01/devices/{FIRST}", session)
    there = town.registered(stranger, id=str(uuid4()), name="Nơi khác", device=str(STRANGE)).checkpoint.code
    thief = door(FIRST, 5)
    said = {"device": str(FIRST), "gate": "Cổng 2", "key": thief.key.public_text}
    assert town.ask("POST", f"/v1/checkpoints/{there}/devices", thief, said, stranger).status_code == 409
    assert town.enrol(town.enrolment_code(STRANGE).code, FIRST, number=5).status_code == 409
    assert town.register(stranger, id=str(uuid4()), device=str(FIRST)).status_code == 409
    assert town.ask("GET", f"/v1/devices/{FIRST}/orders", thief).status_code == 401
    assert [one.id for one in asked(town).orders] == [order], "it can still be wiped"
    assert town.ask("GET", GIVEN, session).json()["orders"][0]["id"] == str(order)
    assert town.join(stranger, there, FIRST).status_code == 409, "even with its own key"
    here = town.ask("POST", "/v1/checkpoints/HV-01/devices", thief, said, session)
    assert here.status_code == 200, "its own registrant lets it in anew"


def test_a_revoked_kiosk_leaves_once_it_is_wiped(town: Town) -> None:
    session, stranger = town.session(), town.session(OTHER_PHONE)
    town.kiosk(session)
    town.registered(stranger, id=str(uuid4()), name="Nơi khác", device=str(STRANGE))
    wiped_before = given(town)
    answered(town, wiped_before, DONE)
    assert town.enrol(town.enrolment_code(STRANGE).code, FIRST, number=5).status_code == 409, "not revoked"
    town.clock.forward(minutes=1)
    town.join(session, "HV-01", FIRST)
    town.ask("DELETE", f"/v1/checkpoints/HV-01/devices/{FIRST}", session)
    assert town.enrol(town.enrolment_code(STRANGE).code, FIRST, number=5).status_code == 409, "not wiped since"
    answered(town, given(town), DONE)
    assert town.enrol(town.enrolment_code(STRANGE).code, FIRST, number=5).status_code == 200


def test_people_to_forget_are_told_by_the_ids_the_kiosk_made(town: Town) -> None:
    town.kiosk()
    people = [uuid4() for _ in range(3)]
    with transaction(town.engine) as connection:
        one = orders.give(connection, FIRST, "erase", town.clock(), people)
        other = orders.give(connection, FIRST, "erase", town.clock(), people[:1])
        assert one != other
        with pytest.raises(ValueError, match="500 people at most"):
            orders.give(connection, FIRST, "erase", town.clock(), [uuid4()] * (MAX_ERASED + 1))
    assert [one.people for one in asked(town).orders] == [tuple(people), tuple(people[:1])]
    answered(town, one, DONE)
    with transaction(town.engine) as connection:
        found = orders.outcomes(connection, [one, other, uuid4()])
    assert (found[one].done_at is not None, found[other].done_at, len(found)) == (True, None, 2)
    assert (found[one].removed, found[one].device) == (12, FIRST)


def test_more_than_can_be_told_at_once_comes_when_these_are_done(town: Town) -> None:
    town.kiosk()
    with transaction(town.engine) as connection:
        for _ in range(MAX_ORDERS + 1):
            orders.give(connection, FIRST, "erase", town.clock(), [uuid4()])
    told = asked(town).orders
    assert len(told) == MAX_ORDERS
    left = answered(town, told[0].id, DONE).json()["orders"]
    assert len(left) == MAX_ORDERS


def test_nobody_orders_anothers_kiosk_about_nor_answers_for_it(town: Town) -> None:
    session = town.session()
    town.kiosk(session)
    stranger = town.session(OTHER_PHONE)
    town.kiosk(stranger, id=str(uuid4()), name="Nơi khác", device=str(STRANGE))
    assert town.ask("POST", GIVEN, session, {"kind": "wipe"}).status_code == 200
    assert town.ask("POST", GIVEN, stranger, {"kind": "wipe"}).status_code == 404
    assert town.ask("POST", GIVEN.replace(str(FIRST), str(STRANGE)), session, {"kind": "wipe"}).status_code == 404
    assert town.ask("POST", GIVEN, session, {"kind": "erase"}).status_code == 422, "that is for requests of people"
    assert town.ask("POST", GIVEN, door(FIRST), {"kind": "wipe"}).status_code == 401
    [order] = asked(town).orders
    assert answered(town, order.id, DONE, STRANGE).status_code == 404
    assert answered(town, uuid4(), DONE).status_code == 404
    assert len(asked(town).orders) == 1
    assert asked(town, STRANGE).orders == ()
    assert town.ask("GET", GIVEN.replace(str(FIRST), str(SECOND)), TOKEN).status_code == 404
