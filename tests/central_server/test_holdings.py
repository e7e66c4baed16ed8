"""Asking by numbers: whether somebody has declared, whose an insurance number is, and all of one's own declarations."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, update

from central_server import holdings
from central_server import insured as module
from central_server.insured import counted, insured
from central_server.store.checkpoint_tables import asked as asking
from central_server.store.engine import transaction
from central_server.store.history import NoSuchDeclaration, history
from central_server.store.holding import holding_of
from kiosk.people import Identifier, IdentifierKind
from kiosk.wire.desk_messages import DeclarationTold, DeclaredSaid, HoldingSaid, InsuranceAsked
from tests.central_server.declaring import NOW, OTHER_PHONE, PHONE, confirm, declaration, taken
from tests.central_server.registering import FIRST, SECOND, Town
from tests.central_server.running import CentreHere
from tests.wire.saying import DEVICE, person, visit

CITIZEN = Identifier(IdentifierKind.CITIZEN_ID, "001090000001")
INSURANCE = Identifier(IdentifierKind.SOCIAL_INSURANCE, "0100000001")
BOTH = {"citizen_id": CITIZEN.value, "social_insurance": INSURANCE.value}


def held(engine: Engine, *numbers: Identifier) -> HoldingSaid | None:
    with transaction(engine) as connection:
        return holding_of(connection, numbers, NOW)


def test_the_latest_declaration_of_a_human_under_any_of_their_numbers(engine: Engine) -> None:
    taken(engine, declaration(1, person=person(id=uuid4(), identifiers=BOTH)))
    taken(engine, declaration(2, person=person(id=uuid4()), phone=None, verdict="stop"), device=uuid4())
    for numbers in ([CITIZEN], [INSURANCE], [CITIZEN, INSURANCE]):
        found = held(engine, *numbers)
        assert found is not None
        assert (found.verdict, found.declared_at) == ("stop", declaration(2).at)
    assert held(engine, Identifier(IdentifierKind.CITIZEN_ID, "001090000002")) is None
    assert held(engine, Identifier(IdentifierKind.PASSPORT, CITIZEN.value)) is None


def test_a_card_that_contradicts_holds_nothing(engine: Engine) -> None:
    taken(engine, declaration(1, person=person(identifiers=BOTH)))
    assert held(engine, Identifier(IdentifierKind.CITIZEN_ID, "001090000002"), INSURANCE) is None


def test_a_card_brings_two_known_ids_together(engine: Engine) -> None:
    taken(engine, declaration(1, person=person(id=uuid4())))
    taken(engine, declaration(2, person=person(id=uuid4(), identifiers={"social_insurance": INSURANCE.value})))
    found = held(engine, CITIZEN, INSURANCE)
    assert found is not None
    assert found.declared_at == declaration(2).at


def test_a_typed_number_neither_stops_nor_lets_in_the_one_whose_card_it_is_on(engine: Engine) -> None:
    stranger = person(id=uuid4(), name="Kẻ Lạ Mặt", birth="1985-01-01")
    taken(engine, declaration(1, phone_proof="none", from_card="citizen_card"))
    taken(engine, declaration(2, person=stranger, phone=OTHER_PHONE, verdict="stop"))
    found = held(engine, CITIZEN)
    assert found is not None
    assert (found.verdict, found.declared_at) == ("pass", declaration(1).at)
    came = person(2)  # whose card was seen, and who never declared
    liar = person(id=uuid4(), name="Kẻ Lạ Mặt", birth="1985-01-01", identifiers=came.identifiers)
    taken(engine, visit(3, person=came), declaration(4, person=liar, phone=OTHER_PHONE))
    assert held(engine, Identifier(IdentifierKind.CITIZEN_ID, "001090000002")) is None


def test_showing_another_card_does_not_make_a_typed_number_ones_own(engine: Engine) -> None:
    stranger = person(id=uuid4(), name="Kẻ Lạ Mặt", birth="1985-01-01")
    insurance = stranger.model_copy(update={"identifiers": {"social_insurance": "0100000009"}})
    taken(engine, declaration(1), declaration(2, person=stranger, phone_proof="none", verdict="stop"))
    taken(engine, visit(3, person=insurance, via="insurance_card"))
    taken(engine, visit(4, person=stranger, via="typed_number"))
    found = held(engine, CITIZEN)
    assert found is not None
    assert found.verdict == "pass"


def test_proof_comes_before_typing_and_among_equals_the_gravest(engine: Engine) -> None:
    stranger = person(id=uuid4(), name="Kẻ Lạ Mặt", birth="1985-01-01")
    taken(engine, declaration(1, phone_proof="none"))
    taken(engine, declaration(2, person=stranger, phone_proof="none", verdict="needs_staff"))
    found = held(engine, CITIZEN)
    assert found is not None
    assert found.verdict == "needs_staff"
    taken(engine, declaration(3))
    found = held(engine, CITIZEN)
    assert found is not None
    assert found.verdict == "pass"
    taken(engine, declaration(4, person=stranger, phone=OTHER_PHONE, verdict="stop"), declaration(5))
    found = held(engine, CITIZEN)
    assert found is not None
    assert found.verdict == "stop"


def test_a_strangers_typing_does_not_part_two_ids_of_one_card(engine: Engine) -> None:
    taken(engine, declaration(1, person=person(id=uuid4()), from_card="citizen_card"))
    insured_id = person(id=uuid4(), identifiers={"social_insurance": INSURANCE.value})
    taken(engine, declaration(2, person=insured_id, verdict="stop"))
    taken(engine, declaration(3, person=person(id=uuid4(), name="Kẻ Lạ Mặt")))
    found = held(engine, CITIZEN, INSURANCE)
    assert found is not None
    assert found.verdict == "stop"


def whose(
    engine: Engine, request: UUID, number: str, now: datetime = NOW, device: UUID = DEVICE
) -> DeclaredSaid | None:
    with transaction(engine) as connection:
        return insured(connection, device, InsuranceAsked(request=request, number=number), now)


def test_an_insurance_number_is_told_of_on_the_confirmed_phone_alone(engine: Engine) -> None:
    request, other = uuid4(), uuid4()
    confirm(engine, request)
    confirm(engine, other, OTHER_PHONE)
    taken(engine, declaration(1, insurance="DN4010100000001"), declaration(2, person=person(2)))
    for number in ("DN4010100000001", "0100000001", "ht3010100000001"):
        found = whose(engine, request, number)
        assert found is not None
        assert found.id == person().id
    assert whose(engine, request, "0100000009") is None
    assert whose(engine, request, "not-a-number") is None
    assert whose(engine, other, "0100000001") is None
    assert whose(engine, uuid4(), "0100000001") is None
    assert whose(engine, request, "0100000001", device=uuid4()) is None
    assert whose(engine, request, "0100000001", NOW + timedelta(minutes=11)) is None


@pytest.mark.parametrize("who", [{}, {"name": "Kẻ Lạ Mặt", "birth": "1985-01-01"}])
def test_an_insurance_number_cannot_be_tried_out_on_ones_own_phone(engine: Engine, who: dict[str, Any]) -> None:
    request, own = uuid4(), uuid4()
    confirm(engine, own)
    confirm(engine, request, OTHER_PHONE)
    taken(engine, declaration(1, insurance="DN4010100000001", phone_proof="otp", request=own))
    attacker = person(id=uuid4(), **who)
    taken(engine, declaration(2, person=attacker, phone=OTHER_PHONE, phone_proof="otp", request=request))
    assert whose(engine, own, "0100000001") is not None
    assert whose(engine, request, "0100000001") is None
    unproven = declaration(3, person=attacker, phone=OTHER_PHONE, phone_proof="none", insurance="DN4010100000001")
    taken(engine, unproven)
    assert whose(engine, request, "0100000001") is None


def test_a_kiosk_may_try_only_so_many_numbers(engine: Engine) -> None:
    with transaction(engine) as connection:
        waits = [counted(connection, DEVICE, NOW + timedelta(seconds=n)) for n in range(module.MOST + 2)]
        assert waits[: module.MOST] == [timedelta(0)] * module.MOST
        assert waits[module.MOST] == module.WINDOW - timedelta(seconds=module.MOST)
        assert counted(connection, uuid4(), NOW) == timedelta(0)
        assert counted(connection, DEVICE, NOW + module.WINDOW) == timedelta(0)


def test_a_kiosk_may_ask_about_as_many_people_as_come_to_a_gate(engine: Engine) -> None:
    with transaction(engine) as connection:
        at = NOW
        for _ in range(holdings.AT_ONCE.most + 20):  # a queue that does not end
            assert holdings.counted(connection, DEVICE, at) == timedelta(0)
            at += timedelta(seconds=3)
        of_a_day = update(asking).where(asking.c.what == holdings.A_DAY.what)
        connection.execute(of_a_day.values(times=holdings.A_DAY.most - 1))
        assert holdings.counted(connection, DEVICE, at) == timedelta(0)
        assert holdings.counted(connection, DEVICE, at) == NOW + timedelta(days=1) - at
        assert holdings.counted(connection, DEVICE, NOW + timedelta(days=1)) == timedelta(0)
        hurried = uuid4()
        fast = [holdings.counted(connection, hurried, NOW) for _ in range(holdings.AT_ONCE.most + 1)]
        assert [bool(wait) for wait in fast] == [False] * holdings.AT_ONCE.most + [True]


def test_many_kiosks_of_one_registrant_may_ask_no_more_than_a_place_needs(town: Town) -> None:
    session = town.session()
    town.registered(session)
    second = town.registered(session, id=str(uuid4()), name="Nơi khác", device=str(SECOND))
    assert second.checkpoint.code == "NK-01"
    allowed = holdings.ALL_OF_ONE.most
    with transaction(town.engine) as connection:
        assert holdings.counted(connection, FIRST, town.clock()) == timedelta(0)
        ours = asking.c.what == holdings.ALL_OF_ONE.what
        connection.execute(update(asking).where(ours).values(times=allowed - 1))
        assert holdings.counted(connection, FIRST, town.clock()) == timedelta(0)
        for kiosk in (FIRST, SECOND):
            assert holdings.counted(connection, kiosk, town.clock()) == timedelta(days=1)
        assert holdings.counted(connection, uuid4(), town.clock()) == timedelta(0)


def test_numbers_cannot_be_tried_out_over_http(town: Town) -> None:
    kiosk = town.kiosk()
    path = f"/v1/devices/{FIRST}/holdings"
    many = {"identifiers": [{"kind": "old_citizen_id", "value": f"{n:09d}"} for n in range(16)]}
    statuses = [town.ask("POST", path, kiosk, many).status_code for _ in range(14)]
    assert statuses == [200] * 12 + [429] * 2, "every further number of a kind is one more question"
    one = {"identifiers": [{"kind": "citizen_id", "value": "001090000001"}]}
    refused = town.ask("POST", path, kiosk, one)
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 601
    town.clock.forward(minutes=10)
    assert town.ask("POST", path, kiosk, one).status_code == 200


def test_a_history_has_every_id_and_every_page_once(engine: Engine) -> None:
    ids = [uuid4() for _ in range(3)]
    for n in range(1, 8):
        taken(engine, declaration(n, person=person(id=ids[n % 3]), minutes=n // 2, phone=None), device=uuid4())
    taken(engine, declaration(8, person=person(2)))
    with transaction(engine) as connection:
        whole = history(connection, ids[0], None, 50)
        seen: list[DeclarationTold] = []
        before = None
        while True:
            page = history(connection, ids[1], before, 2)
            seen += page.declarations
            if not page.more:
                break
            before = page.declarations[-1].id
        with pytest.raises(NoSuchDeclaration):
            history(connection, ids[0], declaration(8).id, 2)
        assert history(connection, uuid4(), None, 2).declarations == ()
    assert seen == list(whole.declarations)
    assert len(seen) == 7
    assert [one.declared_at for one in seen] == sorted((one.declared_at for one in seen), reverse=True)
    assert seen[0].answers[0].question == "fever"
    assert seen[0].consent.text_version == "2026-1"
    assert not {"phone", "person", "address"} & seen[0].model_dump().keys()


def asked(centre: CentreHere, path: str, body: Any) -> Any:
    reply = centre.ask("POST", path, data=body if isinstance(body, str) else json.dumps(body, default=str))
    return reply.status_code, reply.json()


def test_asking_over_http(centre: CentreHere) -> None:
    said = declaration(1, at=datetime.now(UTC) - timedelta(hours=1), holds_until=datetime.now(UTC) + timedelta(days=2))
    assert centre.post(DEVICE, f'{{"events":[{said.model_dump_json()}]}}').json()["answers"][0]["outcome"] == "stored"
    path = f"/v1/devices/{DEVICE}/holdings"
    status, found = asked(centre, path, {"identifiers": [{"kind": "citizen_id", "value": "001090000001"}]})
    assert (status, found["holding"]["verdict"]) == (200, "pass")
    assert set(found["holding"]) == {"declared_at", "until", "verdict", "campaign", "phone_proof"}
    for kind in ("citizen_id", "shoe_size"):
        assert asked(centre, path, {"identifiers": [{"kind": kind, "value": "7"}]}) == (200, {"holding": None})
    for body in ("", "[]", "{}", '{"identifiers":[]}', '{"identifiers":[{"kind":"passport","value":"\\u0000"}]}'):
        assert asked(centre, path, body)[0] == 422
    path = f"/v1/devices/{DEVICE}/insured"
    question = {"request": uuid4(), "number": "DN4010100000001"}
    assert asked(centre, path, question) == (200, {"person": None})
    for _ in range(module.MOST - 1):
        asked(centre, path, question)
    refused = centre.ask("POST", path, data=json.dumps(question, default=str))
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 601
    path = f"/v1/people/{said.person.id}/declarations"
    assert centre.ask("GET", path).json()["declarations"][0]["id"] == str(said.id)
    assert centre.ask("GET", f"{path}?before={uuid4()}").status_code == 404
    assert centre.ask("GET", f"{path}?limit=51").status_code == 422
    for guarded in (path, "/v1/citizen-codes/keys", "/v1/citizen-codes/revocations"):
        assert centre.ask("GET", guarded, headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert PHONE not in centre.ask("GET", path).text
