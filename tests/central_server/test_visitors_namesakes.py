"""Namesakes on one number: the same human until a day or a number tells them apart, and held together."""

import doctest
import json
from uuid import uuid5

import pytest

import central_server.visitors.namesakes
from kiosk.wire.messages import DeclarationSaid
from tests.central_server.declaring import taken
from tests.central_server.test_visitors_declaring import kept
from tests.central_server.visiting import Browser, Street

OLD = {"name": "Nguyễn Văn Thử", "birth": "1946"}


def people_of(street: Street, phone: Browser) -> int:
    return len({row.person for row in kept(street, phone)})


def test_the_examples_are_true() -> None:
    assert doctest.testmod(central_server.visitors.namesakes).failed == 0


@pytest.mark.parametrize(
    ("again", "ids"),
    [
        ({}, 1),
        ({"birth": "3/4/1946"}, 1),
        ({"sex": "female"}, 1),
        ({"name": "NGUYEN VAN THU"}, 1),
        ({"name": "Nguyễn Văn Thư"}, 2),  # somebody else, it may be; held all the same
        ({"number": "001046000009"}, 2),
    ],
    ids=["as before", "a whole date", "another sex", "no marks", "other marks", "another number"],
)
def test_a_referral_by_the_year_of_birth_stands_for_every_namesake(
    street: Street, again: dict[str, str], ids: int
) -> None:
    place, phone = street.place(), street.browser()
    phone.sign_in(place.path)
    number = {"number": "001046000008"} if "number" in again else {}
    phone.declare(place, health="yes", **OLD | number)
    page = phone.declare(place, **OLD | again)
    assert people_of(street, phone) == ids
    for shown in (page, phone.open(place.path)):
        assert "/tap" not in shown.html
        assert "ĐÃ NHẬN TỜ KHAI" not in shown.text, "the top says what the row below says"
    assert "MỜI GẶP NHÂN VIÊN" in page.text
    mine = phone.open("/me")
    assert "/me/code/" not in "".join(mine.links)
    for row in kept(street, phone):
        assert "<svg" not in phone.open(f"/me/code/{row.person}").html.partition("<main")[2]


@pytest.mark.parametrize("other", [{"birth": "1947"}, {"name": "Nguyễn Văn Mẫu"}], ids=["year", "name"])
def test_whoever_else_is_on_the_number_is_not_held(street: Street, other: dict[str, str]) -> None:
    place, phone = street.place(), street.browser()
    phone.sign_in(place.path)
    phone.declare(place, health="yes", **OLD)
    page = phone.declare(place, **OLD | other)
    assert "ĐÃ NHẬN TỜ KHAI" in page.text
    assert page.html.count("/tap") == 1
    assert "MỜI VÀO" in phone.tap(page).text
    assert any("/me/code/" in link for link in phone.open("/me").links)


def test_a_referral_ends_when_it_is_over(street: Street) -> None:
    place, phone = street.place(), street.browser()
    phone.sign_in(place.path)
    phone.declare(place, health="yes", number="001046000008", **OLD)
    street.clock.forward(days=4)
    assert "MỜI VÀO" in phone.tap(phone.declare(place, number="001046000009", **OLD)).text


def test_staff_who_ask_anew_end_it_for_the_namesake_they_asked(street: Street) -> None:
    place, phone = street.place(), street.browser()
    phone.sign_in(place.path)
    phone.declare(place, health="yes", number="001046000008", **OLD)
    phone.declare(place, number="001046000009", **OLD)
    assert "/tap" not in phone.open(place.path).html
    street.clock.forward(minutes=1)
    said = json.loads(kept(street, phone)[1].content)
    desk = uuid5(place.id, "desk")
    said |= {"id": str(uuid5(desk, "asked")), "at": street.clock().isoformat(), "sequence": 1}
    said |= {"phone_proof": "attested", "attested_by": str(desk), "declared_by": str(desk)}
    event = DeclarationSaid.model_validate(said)
    [verdict] = taken(street.engine, event, device=desk, now=street.clock())
    assert verdict.outcome == "stored"
    page = phone.open(place.path)
    assert page.html.count("/tap") == 1, "the other one waits still"
    assert "MỜI VÀO" in phone.tap(page).text


def test_declaring_by_the_year_again_is_the_same_person(street: Street) -> None:
    place, phone = street.place(), street.browser()
    phone.sign_in(place.path)
    for birth in ("1946", "1946", "3/4/1946"):
        assert "ĐÃ NHẬN TỜ KHAI" in phone.declare(place, **OLD | {"birth": birth}).text
    assert people_of(street, phone) == 1
    phone.declare(place, **OLD | {"birth": "5/4/1946"})
    phone.declare(place, **OLD | {"number": "001046000009"})
    assert people_of(street, phone) == 2, "the day tells namesakes apart; a number that nothing contradicts does not"
