"""Who is declared on a number: everybody once, and nothing that was not said there."""

from datetime import datetime, timedelta
from itertools import combinations
from random import Random
from typing import Any
from uuid import uuid4, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from central_server.store.declared import declared_people
from central_server.store.engine import transaction
from central_server.store.joining import Known, joined
from kiosk.people import Identifier, IdentifierKind, same_name
from kiosk.wire.desk_messages import DeclaredSaid
from tests.central_server.declaring import NOW, OTHER_PHONE, PHONE, confirm, declaration, names, taken
from tests.wire.saying import SPACE, person, visit


def on(engine: Engine, phone: str = PHONE, limit: int = 50, now: datetime = NOW) -> tuple[DeclaredSaid, ...]:
    with transaction(engine) as connection:
        return declared_people(connection, phone, limit, now)


def test_a_family_is_told_the_latest_declaration_first(engine: Engine) -> None:
    child = person(2, name="Nguyễn Thị Mẫu", birth="2019-03-01", identifiers={})
    taken(engine, declaration(1), declaration(2, person=child), declaration(3, verdict="needs_staff"))
    father, daughter = on(engine)
    assert (father.name, daughter.name) == ("Nguyễn Văn Thử 1", "Nguyễn Thị Mẫu")
    assert father.holding is not None
    assert (father.holding.verdict, father.holding.campaign) == ("needs_staff", "routine")
    assert father.holding.declared_at == declaration(3).at
    assert father.holding.until == declaration(3).holds_until
    assert (father.phone, father.province, father.street) == (PHONE, "56", "Số 1 Đường Thử")
    assert [(one.kind, one.value) for one in father.identifiers] == [("citizen_id", "001090000001")]
    assert (daughter.birth, daughter.identifiers) == ("2019-03-01", ())
    assert on(engine, OTHER_PHONE) == ()
    assert names(on(engine, limit=1)) == ["Nguyễn Văn Thử 1"]


def test_one_human_under_the_ids_of_two_kiosks_is_told_once(engine: Engine) -> None:
    here, there, later = uuid4(), uuid4(), uuid4()
    numbers = {"citizen_id": "001090000001", "social_insurance": "0100000001"}
    taken(engine, declaration(1, person=person(id=here)))
    taken(engine, declaration(2, person=person(id=there, identifiers=numbers)), device=uuid4())
    only_insurance = person(id=later, identifiers={"social_insurance": "0100000001"})
    taken(engine, declaration(3, person=only_insurance, verdict="stop"), device=uuid4())
    [told] = on(engine)
    assert told.id == later
    assert told.holding is not None
    assert told.holding.verdict == "stop"


def test_a_visit_can_bring_two_ids_together(engine: Engine) -> None:
    one, other = person(id=uuid4(), identifiers={"passport": "P00000001"}), person(id=uuid4())
    taken(engine, declaration(1, person=one), declaration(2, person=other))
    assert len(on(engine)) == 2
    both = person(id=one.id, identifiers={"citizen_id": "001090000001"})
    taken(engine, visit(3, person=both))
    assert len(on(engine)) == 1


def test_different_citizen_ids_are_different_people_whatever_else_they_share(engine: Engine) -> None:
    shared = {"social_insurance": "0100000001", "passport": "P00000001"}
    taken(engine, declaration(1, person=person(1, identifiers=shared | {"citizen_id": "001090000001"})))
    taken(engine, declaration(2, person=person(2, identifiers=shared | {"citizen_id": "001090000002"})))
    taken(engine, declaration(3, person=person(3, identifiers=shared)))  # may be either: so it is neither
    assert len(on(engine)) == 3


KIND = st.sampled_from([IdentifierKind.CITIZEN_ID, IdentifierKind.SOCIAL_INSURANCE, IdentifierKind.PASSPORT])
NUMBERS = st.frozensets(st.builds(Identifier, KIND, st.sampled_from("12")), max_size=3)
NAME = st.sampled_from(["Nguyễn Văn Thử", "Nguyễn Văn Thư", "NGUYEN VAN THU", "Trần Thị Mẫu", ""])
BIRTH = st.sampled_from(["1990", "1990-08-15", "1991-01-01", ""])
HELD = st.lists(st.builds(Known, NUMBERS, NAME, BIRTH), max_size=7)


@given(HELD, st.randoms(use_true_random=False))
def test_joining_is_the_same_in_any_order_and_joins_nobody_who_is_said_to_be_somebody_else(
    held: list[Known], chance: Random
) -> None:
    known = {uuid5(SPACE, str(n)): one for n, one in enumerate(held)}
    mixed = list(known.items())
    chance.shuffle(mixed)
    found = joined(known)
    assert joined(dict(mixed)) == found
    assert sorted(one for human in found for one in human.ids) == sorted(known)
    for human in found:
        for one, other in combinations([known[one] for one in human.ids], 2):
            assert not one.name or not other.name or same_name(one.name, other.name)
            assert not one.birth or not other.birth or one.birth[:4] == other.birth[:4]
        citizen_ids = {number.value for number in human.numbers if number.kind is IdentifierKind.CITIZEN_ID}
        assert len(citizen_ids) <= 1 or len(human.ids) == 1


@pytest.mark.parametrize(
    ("changes", "one"),
    [
        ({}, True),
        ({"name": "NGUYEN VAN THU 1"}, True),
        ({"name": None}, True),
        ({"birth": "1990"}, True),
        ({"birth": None}, True),
        ({"name": "Kẻ Lạ Mặt"}, False),
        ({"birth": "1991"}, False),
        ({"birth": "1990-08-16"}, False),
    ],
)
def test_a_number_joins_only_who_can_be_one_person(engine: Engine, changes: dict[str, Any], one: bool) -> None:
    taken(engine, declaration(1), declaration(2, person=person(id=uuid4(), **changes)))
    assert len(on(engine)) == (1 if one else 2)


def test_whoever_could_be_either_of_two_is_neither_and_parts_nobody(engine: Engine) -> None:
    taken(engine, *(declaration(n, person=person(id=uuid4())) for n in (1, 2)))
    taken(engine, declaration(3, person=person(id=uuid4(), name="Kẻ Lạ Mặt")))
    taken(engine, declaration(4, person=person(id=uuid4(), name=None)))
    assert names(on(engine)) == ["", "Kẻ Lạ Mặt", "Nguyễn Văn Thử 1"]


def test_who_moved_to_another_number_is_told_without_address(engine: Engine) -> None:
    moved = {"province": "79", "ward": "26734", "street": "Số 2 Đường Mới"}
    taken(engine, declaration(1), declaration(2, phone=OTHER_PHONE, address=moved, verdict="needs_staff"))
    [old], [new] = on(engine), on(engine, OTHER_PHONE)
    assert (old.phone, old.province, old.street) == ("", "", "")
    assert old.holding is not None
    assert old.holding.verdict == "needs_staff"  # the gate goes by the latest
    assert (new.phone, new.street) == (OTHER_PHONE, "Số 2 Đường Mới")


def test_declaring_under_somebodys_number_learns_nothing_of_them(engine: Engine) -> None:
    secret = {"citizen_id": "001090000001", "social_insurance": "0100000001"}
    taken(engine, declaration(1, person=person(identifiers=secret), email="thu@example.com"))
    stranger = person(id=uuid4(), name="Ai Đó", birth=None, sex=None, identifiers={"citizen_id": "001090000001"})
    taken(engine, declaration(2, person=stranger, phone=OTHER_PHONE, address=None, sex=None, nation=None))
    [told] = on(engine, OTHER_PHONE)
    assert (told.name, told.birth, told.sex, told.street, told.nation) == ("Ai Đó", None, "", "", "")
    assert [one.value for one in told.identifiers] == ["001090000001"]
    assert (on(engine)[0].name, on(engine)[0].street) == ("Nguyễn Văn Thử 1", "Số 1 Đường Thử")


def test_a_family_is_told_no_number_or_particular_from_elsewhere(engine: Engine) -> None:
    """Nor is somebody who knows all that stands on a card: name, birth and number."""
    secret = {"citizen_id": "001090000001", "social_insurance": "0100000001"}
    taken(engine, declaration(1, person=person(identifiers=secret | {"passport": "P00000001"})))
    taken(engine, declaration(2, person=person(id=uuid4()), phone=OTHER_PHONE, address=None, sex=None, nation=None))
    [told] = on(engine, OTHER_PHONE)
    assert [(one.kind, one.value) for one in told.identifiers] == [("citizen_id", "001090000001")]
    assert (told.street, told.nation, told.phone) == ("", "", OTHER_PHONE)


def verdicts(engine: Engine, now: datetime = NOW) -> list[Any]:
    return [told.holding and (told.holding.verdict, told.holding.until) for told in on(engine, now=now)]


def test_a_stop_is_not_outrun_by_declaring_once_more(engine: Engine) -> None:
    stop, again = declaration(1, verdict="stop"), declaration(3)
    taken(engine, stop, declaration(2, verdict="needs_staff"), again)
    [told] = on(engine)
    assert told.holding is not None
    assert (told.holding.verdict, told.holding.until) == ("stop", stop.holds_until)
    assert told.holding.declared_at == again.at
    assert verdicts(engine, stop.holds_until) == [("needs_staff", declaration(2).holds_until)]
    assert verdicts(engine, again.holds_until) == [("pass", again.holds_until)]


def test_what_staff_typed_clears_what_was_before_and_not_what_comes_after(engine: Engine) -> None:
    clearing = declaration(2, declared_by=uuid4())
    taken(engine, declaration(1, verdict="stop"), clearing)
    assert verdicts(engine) == [("pass", clearing.holds_until)]
    taken(engine, declaration(3))
    assert verdicts(engine) == [("pass", declaration(3).holds_until)]
    taken(engine, declaration(4, verdict="needs_staff"), declaration(5))
    assert verdicts(engine) == [("needs_staff", declaration(4).holds_until)]


def test_a_verdict_for_another_campaign_decides_nothing(engine: Engine) -> None:
    taken(engine, declaration(1, verdict="stop", campaign="dengue"), declaration(2))
    assert verdicts(engine) == [("pass", declaration(2).holds_until)]


@pytest.mark.parametrize(
    ("proof", "confirmed", "told"),
    [("none", False, False), ("otp", False, False), ("otp", True, True), ("attested", False, True)],
)
def test_a_number_that_was_never_proved_tells_no_more_than_who(
    engine: Engine, proof: str, confirmed: bool, told: bool
) -> None:
    request = uuid4()
    if confirmed:
        confirm(engine, request)
    taken(engine, declaration(1, phone_proof=proof, request=request))
    [one] = on(engine)
    assert (one.name, one.birth, one.sex) == ("Nguyễn Văn Thử 1", "1990-08-15", "male")
    assert (bool(one.identifiers), bool(one.street), bool(one.phone), bool(one.nation)) == (told,) * 4
    assert one.holding is not None
    assert one.holding.phone_proof == (proof if told else "none")


def test_what_was_proved_is_shown_before_what_came_later_unproved(engine: Engine) -> None:
    taken(engine, declaration(1), declaration(2, phone_proof="none", person=person(name="Someone else's typing")))
    [one] = on(engine)
    assert one.name == "Nguyễn Văn Thử 1"
    assert one.holding is not None
    assert one.holding.declared_at == declaration(2).at


def test_a_clock_ahead_does_not_stay_the_latest(engine: Engine) -> None:
    taken(engine, declaration(1, minutes=60 * 24 * 30))
    taken(engine, declaration(2, minutes=60 * 9, verdict="stop"), now=NOW + timedelta(hours=2))
    [one] = on(engine)
    assert one.holding is not None
    assert (one.holding.verdict, one.holding.declared_at) == ("stop", declaration(2, minutes=60 * 9).at)


def test_a_number_that_a_whole_town_declares_on(engine: Engine) -> None:
    people = [declaration(n, person=person(n), minutes=n) for n in range(1, 251)]
    taken(engine, *people)
    told = on(engine, limit=50)
    assert names(told) == [f"Nguyễn Văn Thử {n}" for n in range(250, 200, -1)]
