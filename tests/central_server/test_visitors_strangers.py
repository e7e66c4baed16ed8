"""Whoever knows what stands on a card declares its holder on a number of their own, and learns and stops nothing.

Each test is a stranger, or a family, with two phones; what one declares neither shows nor blocks on the other.
"""

from typing import Any
from uuid import uuid4, uuid5

from central_server.store.engine import transaction
from central_server.store.stays import ids_of, stays_of
from central_server.tracing.staying import LONGEST
from kiosk.wire.messages import DeclarationSaid
from tests.central_server.declaring import declaration, taken
from tests.central_server.test_visitors_gate import KIOSK, at_a_kiosk
from tests.central_server.visiting import Browser, Page, Spot, Street

CARD = {"name": "Hoàng Thị Mẫu", "birth": "03/02/1985"}
CHILD = {"name": "Nguyễn Thị Con", "birth": "1/2/2015", "relationship": "parent", "representative": "Nguyễn Văn Thử"}


def card(number: int) -> dict[str, str]:
    return CARD | {"number": f"0011850000{number:02d}"}


def state(phone: Browser, place: Spot) -> tuple[str, list[str]]:
    """What stands beside the people of this phone here, and what can be tapped or followed there."""
    page = phone.open(place.path)
    words = page.html.split('class="state">')[1:]
    return " ".join(one.partition("<")[0] for one in words), acts(page)


def acts(page: Page) -> list[str]:
    buttons = [f"tap {one}" for one in ("in", "out") if f'<button class="{one}"' in page.html]
    return buttons + [name for name in ("leaving", "declare") if any(f"/{name}" in link for link in page.links)]


def kiosk_says(place: Spot, phone: Browser, sequence: int, **changes: Any) -> DeclarationSaid:
    """A declaration at a kiosk of this place, on the number of this phone."""
    device, now = uuid5(KIOSK, f"{place.code} declaring"), place.street.clock()
    said = {
        "id": uuid5(device, f"declaration {sequence}"),
        "at": now,
        "holds_until": now + LONGEST,
        "campaign": "khai-bao-toan-dan",
        "phone": phone.number.e164,
        "phone_proof": "attested",
    }
    event = declaration(sequence, **(said | changes))
    [verdict] = taken(place.street.engine, event, device=device, now=now)
    assert verdict.outcome == "stored"
    return event


def test_a_stranger_does_not_see_that_the_holder_of_a_card_is_inside(street: Street) -> None:
    place, elsewhere = street.place(), street.place()
    victim = street.visitor(place, **card(1))
    victim.tap(victim.open(place.path))
    street.clock.forward(minutes=25)
    stranger = street.visitor(elsewhere, **card(1))
    seen = stranger.open(place.path)
    assert "Đang ở trong" not in seen.text
    assert "Tờ khai còn hạn" in seen.text
    assert "tap out" not in acts(seen)
    assert "Đang ở trong" in victim.open(place.path).text, "who is inside and sees it"


def test_a_stranger_checks_nobody_else_out(street: Street) -> None:
    place = street.place()
    victim = street.visitor(place, **card(2))
    victim.tap(victim.open(place.path))
    street.clock.forward(minutes=25)
    stranger = street.visitor(place, **card(2))
    page = stranger.open(place.path)
    if "tap out" not in acts(page):
        page = stranger.open(next(link for link in page.links if "/leaving/" in link))
        assert "Chưa thấy lượt vào ở đây" in page.text
    assert "TẠM BIỆT" in stranger.tap(page).text
    arrival, *more = place.visits()
    assert [(row.act, row.follows) for row in more] == [("check_out", None)]
    assert "Đang ở trong" in victim.open(place.path).text
    street.clock.forward(minutes=25)
    assert "TẠM BIỆT" in victim.tap(victim.open(place.path)).text
    assert place.visits()[-1].follows == arrival.id


def test_a_stranger_does_not_learn_that_somebody_is_ill(street: Street) -> None:
    place, elsewhere = street.place(), street.place()
    victim, stranger, control = street.browser(), street.browser(), street.browser()
    victim.sign_in(elsewhere.path)
    victim.declare(elsewhere, health="yes", **card(3))
    assert "Mời gặp nhân viên" in victim.open(place.path).text
    pages = []
    for phone, number in ((stranger, 3), (control, 4)):
        phone.sign_in(place.path)
        phone.declare(place, **card(number))
        pages.append(state(phone, place))
    assert pages[0] == pages[1], "as of somebody who never declared elsewhere"
    assert "Mời gặp nhân viên" in victim.open(place.path).text, "and they stay as they were"


def test_a_stranger_learns_no_verdict_and_takes_no_code_away_by_their_own_page(street: Street) -> None:
    place = street.place()
    ill, well = street.browser(), street.visitor(place, **card(8))
    ill.sign_in(place.path)
    ill.declare(place, health="yes", **card(9))
    curious, spiteful = street.visitor(place, **card(9)), street.browser()
    spiteful.sign_in(place.path)
    spiteful.declare(place, health="yes", **card(8))
    for phone, valid in ((ill, False), (spiteful, False), (well, True), (curious, True)):
        page = phone.open("/me")
        assert ("Còn hiệu lực" in page.text) is valid
        assert any("/me/code/" in link for link in page.links) is valid


def test_a_stranger_keeps_nobody_out(street: Street) -> None:
    place = street.place()
    victim = street.visitor(place, **card(5))
    before, stranger = state(victim, place), street.browser()
    stranger.sign_in(place.path)
    for birth in ("1985", CARD["birth"]):
        stranger.declare(place, health="yes", **(card(5) | {"birth": birth}))
        assert state(victim, place) == before
    assert "Mời gặp nhân viên" in stranger.open(place.path).text
    assert "MỜI VÀO" in victim.tap(victim.open(place.path)).text


def test_a_stranger_at_the_kiosk_of_a_card_learns_nothing_of_it(street: Street) -> None:
    place, stranger = street.place(), street.browser()
    person = {"id": uuid4(), "name": CARD["name"], "birth": "1985-02-03", "identifiers": {"citizen_id": "001185000006"}}
    at_a_kiosk(place, "check_in", person=person)
    kiosk_says(place, stranger, 1, person=person)
    stranger.sign_in(place.path)
    street.clock.forward(minutes=25)
    words, offered = state(stranger, place)
    assert "Đang ở trong" not in words
    assert "tap out" not in offered


def test_a_child_declared_on_both_parents_phones(street: Street) -> None:
    place = street.place()
    mother, father = street.browser(), street.browser()
    for phone in (mother, father):
        phone.sign_in(place.path)
        assert "declared=" in phone.declare(place, **CHILD, number="001315000001").path
    assert "MỜI VÀO" in mother.tap(mother.open(place.path)).text
    words, offered = state(father, place)
    assert "Tờ khai còn hạn" in words
    assert offered == ["tap in", "leaving", "declare"]
    street.clock.forward(minutes=40)
    question = father.open(next(link for link in father.open(place.path).links if "/leaving/" in link))
    for text in ("NGUYỄN THỊ CON đang ra về?", "Chưa thấy lượt vào ở đây", "đã vào bằng thẻ", "điện thoại khác"):
        assert text in question.text
    assert "TẠM BIỆT" in father.tap(question).text
    arrival, departure = place.visits()
    assert (departure.act, departure.follows) == ("check_out", None)
    assert "Đã ra về lúc" in father.open(place.path).text
    assert "Đang ở trong" in mother.open(place.path).text, "her phone knows of her own taps alone"
    with transaction(street.engine) as connection:
        ids = ids_of(connection, arrival.person)
        [stay] = stays_of(connection, ids, arrival.at - LONGEST, departure.at + LONGEST)
    assert ids == {arrival.person, departure.person}, "and tracing knows one child"
    assert (stay.came_at, stay.until) == (arrival.at, departure.at)


def test_parents_who_declared_a_child_at_one_kiosk_each_have_a_button_of_their_own(street: Street) -> None:
    place = street.place()
    mother, father = street.browser(), street.browser()
    child = {"id": uuid4(), "name": CHILD["name"], "birth": "2015-02-01"}
    for sequence, phone in enumerate((mother, father), 1):
        kiosk_says(place, phone, sequence, person=child)
        phone.sign_in(place.path)
    assert "MỜI VÀO" in mother.tap(mother.open(place.path)).text
    assert "Đang ở trong" not in father.open(place.path).text
    assert "Đang ở trong" in mother.open(place.path).text
    street.clock.forward(minutes=25)
    assert "TẠM BIỆT" in mother.tap(mother.open(place.path)).text
    arrival, departure = place.visits()
    assert departure.follows == arrival.id
    father.declare(place, person=str(child["id"]), **CHILD)
    assert len(father.open(place.path).html.split('class="state">')) == 2, "declared anew, it is the same child"


def test_whoever_came_by_card_leaves_by_phone(street: Street) -> None:
    place = street.place()
    phone = street.visitor(place, **card(7))
    arrival = at_a_kiosk(
        place,
        "check_in",
        number="001185000007",
        person={
            "id": uuid4(),
            "name": CARD["name"],
            "birth": "1985-02-03",
            "identifiers": {"citizen_id": "001185000007"},
        },
    )
    street.clock.forward(minutes=30)
    page = phone.open(place.path)
    assert "tap out" not in acts(page)
    question = phone.open(next(link for link in page.links if "/leaving/" in link))
    assert "bằng thẻ" in question.text
    assert "TẠM BIỆT" in phone.tap(question).text
    came, left = place.visits()
    assert (came.id, left.act, left.follows) == (arrival, "check_out", None)
    with transaction(street.engine) as connection:
        [stay] = stays_of(connection, ids_of(connection, came.person), came.at - LONGEST, left.at + LONGEST)
    assert stay.until == left.at, "it ends the stay all the same"
