"""*Tờ khai của tôi*: what a phone is told of the people declared on it, and what it is not."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, select

from central_server.store.checkpoint_tables import checkpoint_devices, checkpoints
from central_server.store.consent_ledger import withdraw
from central_server.store.declared import family
from central_server.store.duties_tables import subject_request_people, subject_requests
from central_server.store.engine import transaction
from central_server.store.kept_campaigns import KeptCampaign, keep
from central_server.web.words import Words
from central_server.web.words.isolation import ISOLATION
from central_server.web.words.visitors_mine import VISITORS_MINE
from kiosk import campaigns
from kiosk.campaigns.reading import read
from kiosk.questionnaire import QuestionKind
from kiosk.wire.messages import PersonSaid
from tests.central_server.declaring import OTHER_PHONE, PHONE, taken
from tests.central_server.owning import Home, home_on_sqlite, running_home
from tests.wire.saying import DEVICE, MONDAY, person, visit

OTHER_KIOSK = uuid4()


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with home_on_sqlite(tmp_path) as running:
        yield running


@pytest.fixture
def any_home(engine: Engine) -> Iterator[Home]:
    """The same, once on each kind of database."""
    with running_home(engine) as running:
        yield running


def place(home: Home, device: UUID = DEVICE, name: str = "Bệnh viện Hạ Vân") -> None:
    """Make a device one of a checkpoint's."""
    known = {"phone": b"p", "sealed_phone": b"s", "name_en": "", "kind": "hospital", "province": "56", "ward": "22861"}
    more = {
        "street": "",
        "hotlines": "[]",
        "declarations": "off",
        "made_at": home.now,
        "code": f"HV-{device.hex[:2].upper()}",
    }
    joined = {"gate": "Cổng chính", "joined_at": home.now}
    with transaction(home.engine) as connection:
        connection.execute(checkpoints.insert().values(id=device, name=name, **known, **more))
        connection.execute(checkpoint_devices.insert().values(device=device, checkpoint=device, **joined))


def test_a_phone_that_is_not_known_is_sent_to_sign_in_and_back(home: Home) -> None:
    person_ = home.declare(1)
    for path in ("/me", f"/me/history/{person_}", f"/me/code/{person_}", "/me/requests", "/me/family"):
        reply = home.stranger.get(path).reply
        assert (reply.status_code, reply.headers["location"].partition("?")[0]) == (303, "/phone")
        assert "no-store" in reply.headers["cache-control"]


def test_everybody_declared_on_the_number_is_shown_with_how_they_stand(any_home: Home) -> None:
    home = any_home
    passing, over = home.declare(1, 1), home.declare(3, 3, holds_until=MONDAY + timedelta(hours=1))
    staff = home.declare(2, 2, verdict="stop")
    seen = home.phone().get("/me").seen
    assert [seen.text.count(word) for word in ("Còn hiệu lực", "Cần gặp nhân viên", "Hết hạn\n")] == [1, 1, 1]
    assert "Nguyễn Văn Thử 1" in seen.text
    assert [link for link in seen.links if link.startswith("/me/code/")] == [f"/me/code/{passing}"]
    for one in (passing, over, staff):
        assert f"/declare?person={one}" in seen.links
        assert f"/me/history/{one}" in seen.links
    assert "09•• ••• 001" in seen.text
    assert PHONE[-6:] not in seen.text


def test_a_phone_on_which_nobody_declared_is_asked_to(home: Home) -> None:
    home.declare(1)
    seen = home.phone(OTHER_PHONE).get("/me").seen
    assert "Chưa có ai khai báo" in seen.text
    assert "Nguyễn" not in seen.text
    assert "/declare" in seen.links


def child(id_: UUID | None = None) -> PersonSaid:
    """The same child, as a kiosk knows them that gave them this id."""
    numbers = {"citizen_id": "001219000099"}
    return person(7, id=id_ or uuid4(), name="Nguyễn Thị Con", birth="2019-03-01", identifiers=numbers)


def shared_child(home: Home) -> tuple[UUID, UUID, UUID]:
    """Two parents, each on their own phone, declare one child: at kiosks that know the child by different ids."""
    mother = home.declare(1, 1)
    here = home.declare(2, person=child(), address={**ADDRESS, "street": "Đường Mẹ"})
    there = home.declare(3, person=child(), phone=OTHER_PHONE, address={**ADDRESS, "street": "Đường Cha"})
    return mother, here, there


ADDRESS = {"province": "56", "ward": "22861"}


def test_two_phones_that_share_a_child_see_their_own_declarations_alone(any_home: Home) -> None:
    home = any_home
    mother, here, there = shared_child(home)
    taken(home.engine, visit(4, person=child(here), via="phone", at=MONDAY), now=home.now)
    taken(
        home.engine,
        visit(1, id=uuid4(), person=child(there), via="phone", at=MONDAY, gate="Cổng của cha"),
        device=OTHER_KIOSK,
        now=home.now,
    )
    with transaction(home.engine) as connection:  # the gate does take the two for one: it is no accident that
        joined = [human.ids for human, said in family(connection, PHONE, 9, home.now) if said.id == here]
    assert joined == [frozenset({here, there})]
    mothers, fathers = home.phone(), home.phone(OTHER_PHONE)
    told = mothers.get(f"/me/history/{here}")
    assert told.status == 200
    assert "Cổng chính" in told.html
    assert "Cổng của cha" not in told.html
    told = fathers.get(f"/me/history/{there}")
    assert told.status == 200
    assert "Cổng của cha" in told.html
    assert "Cổng chính" not in told.html
    # the other's id of the same child is nobody's here, as is everybody else's and what is no id at all
    for phone, foreign in ((mothers, there), (fathers, here), (fathers, mother)):
        for path in ("/me/history/{}", "/me/code/{}", "/me/code/{}/picture.png", "/me/code/{}/picture.svg"):
            assert phone.get(path.format(foreign)).status == 404
    assert str(there) not in mothers.get("/me").html
    for wrong in (uuid4(), "1", "%00"):
        assert mothers.get(f"/me/history/{wrong}").status == 404


def test_where_a_child_that_both_declared_at_one_kiosk_goes_neither_is_told(home: Home) -> None:
    """That kiosk knows the child by one id: which of the two is meant with a visit cannot be known."""
    shared = person(7)
    home.declare(1, person=shared)
    taken(home.engine, visit(2, person=shared, via="phone", at=MONDAY), now=home.now)
    mothers = home.phone()
    assert "Cổng chính" in mothers.get(f"/me/history/{shared.id}").html
    home.declare(3, person=shared, phone=OTHER_PHONE, phone_proof="none")
    for phone in (mothers, home.phone(OTHER_PHONE)):
        assert "Cổng chính" not in phone.get(f"/me/history/{shared.id}").html


def test_whoever_declares_a_card_they_have_seen_is_not_told_where_it_goes(home: Home) -> None:
    victim = person(5)
    taken(home.engine, visit(1, person=victim, via="citizen_card", at=MONDAY), now=home.now)
    home.declare(2, person=victim, phone=OTHER_PHONE)
    taken(home.engine, visit(3, person=victim, via="citizen_card", at=MONDAY + timedelta(hours=1)), now=home.now)
    told = home.phone(OTHER_PHONE).get(f"/me/history/{victim.id}")
    assert told.status == 200
    assert "Cổng chính" not in told.html


def test_history_shows_places_times_and_what_was_answered(any_home: Home) -> None:
    home = any_home
    place(home)
    asked = campaigns.load("khai-bao-toan-dan")
    assert asked is not None
    question = asked.questions[0]
    answer = {"question": question.key, "value": "yes", "note": "ghi chú của tôi"}
    one = home.declare(1, campaign_version=asked.version, answers=[answer])
    came = visit(2, at=MONDAY, via="citizen_code")
    undone = visit(4, at=MONDAY + timedelta(hours=4), via="citizen_code", gate="Nhầm")
    taken(
        home.engine,
        came,
        visit(3, at=MONDAY + timedelta(hours=1), act="check_out", follows=came.id, via="desk"),
        undone,
        visit(5, at=MONDAY + timedelta(hours=5), act="reversal", follows=undone.id, via="desk"),
        visit(6, at=MONDAY - timedelta(days=30), via="citizen_code", gate="Cũ"),
        now=home.now,
    )
    told = home.phone().get(f"/me/history/{one}").seen.text
    for said in (
        question.text.vi,
        "ghi chú của tôi",
        "Bệnh viện Hạ Vân",
        "Vào 08:00 23/11/2026",
        "Ra 09:00 23/11/2026",
        "Còn hiệu lực",
    ):
        assert said in told
    for not_said in ("Nhầm", "Cũ", "Chưa ghi giờ ra"):
        assert not_said not in told


def test_history_tells_what_was_asked_by_a_campaign_that_an_officer_wrote(any_home: Home) -> None:
    home = any_home
    text = campaigns.shipped_text("benh-vien-tphcm").replace("\nversion = ", '\nversion = "thu-6" # ', 1)
    campaign = read(text, "campaign")
    with transaction(home.engine) as connection:
        keep(connection, KeptCampaign(campaign.id, campaign.version, text, uuid4(), home.now))
    choice = next(question for question in campaign.questions if question.options)
    closed = next(question for question in campaign.questions if question.kind is QuestionKind.YES_NO)
    answers = [
        {"question": choice.key, "value": choice.options[0].key},
        {"question": closed.key, "value": "yes", "note": "từ hôm qua"},
    ]
    one = home.declare(1, campaign=campaign.id, campaign_version=campaign.version, answers=answers)
    told = home.phone().get(f"/me/history/{one}").seen.text
    for said in (choice.text.vi, choice.options[0].text.vi, closed.text.vi, "Có (từ hôm qua)"):
        assert said in told


def test_what_was_said_without_proof_of_the_number_is_told_by_initials_and_shown_to_nobody(home: Home) -> None:
    typed = home.declare(1, phone_proof="none", answers=[{"question": "fever", "value": "yes"}])
    taken(home.engine, visit(2, at=MONDAY, via="phone"), now=home.now)
    phone = home.phone()
    seen = phone.get("/me").seen
    assert "N. V. T. 1" in seen.text
    assert "Chưa xác nhận số điện thoại" in seen.text
    assert "Nguyễn Văn" not in seen.text
    told = phone.get(f"/me/history/{typed}").html
    assert "Chưa có tờ khai nào" in told
    assert "Cổng chính" not in told
    assert phone.get(f"/me/code/{typed}").seen.all("path", **{"class": "qr"}) == []
    assert phone.get(f"/me/code/{typed}/picture.png").status == 404


def test_an_earlier_id_of_the_same_person_leads_to_the_one_they_go_by_now(home: Home) -> None:
    place(home)
    earlier = home.declare(1, person=child())
    now = home.declare(2, person=child())
    phone = home.phone()
    code = f"HV-{DEVICE.hex[:2].upper()}"
    assert phone.get(f"/declare?person={earlier}").reply.headers["location"] == f"/c/{code}/declare?person={now}"
    assert phone.get(f"/me/code/{earlier}").seen.all("div", id="code")


def test_what_somebody_agrees_to_no_longer_is_shown_no_more_and_gives_no_code(home: Home) -> None:
    one = home.declare(1)
    phone = home.phone()
    assert phone.get(f"/me/code/{one}").seen.all("div", id="code")
    with transaction(home.engine) as connection:
        withdraw(connection, [one], "khai-bao-toan-dan", "", home.now)
    assert "Đã rút đồng ý" in phone.get("/me").seen.text
    assert not phone.get(f"/me/code/{one}").seen.all("div", id="code")
    assert "Chưa có tờ khai nào" in phone.get(f"/me/history/{one}").seen.text
    home.at(home.now + timedelta(hours=1))
    home.declare(2, at=home.now, holds_until=home.now + timedelta(hours=72))
    assert phone.get(f"/me/code/{one}").seen.all("div", id="code")


def test_declaring_again_or_for_another_goes_to_where_one_declared_last(home: Home) -> None:
    phone = home.phone()
    seen = phone.get("/me/family").seen
    assert "/declare" in seen.links
    one = home.declare(1)
    page = phone.get(f"/declare?person={one}")
    assert page.status == 200
    assert "Khai báo cho điểm kiểm dịch nào?" in page.seen.text
    assert phone.get(f"/declare?person={one}&code=NO-01").status == 422
    place(home)
    code = f"HV-{DEVICE.hex[:2].upper()}"
    for path in (f"/declare?person={one}", f"/declare?person={one}&code={code.lower()}"):
        assert phone.get(path).reply.headers["location"] == f"/c/{code}/declare?person={one}"
    assert phone.get("/declare").reply.headers["location"] == f"/c/{code}/declare"
    assert home.phone(OTHER_PHONE).get(f"/declare?person={one}").status == 404


def asked(home: Home) -> list[Any]:
    with transaction(home.engine) as connection:
        rows = connection.execute(
            select(subject_requests.c.kind, subject_request_people.c.person).join_from(
                subject_requests, subject_request_people, subject_request_people.c.request == subject_requests.c.id
            )
        ).all()
        return sorted((row.kind, row.person) for row in rows)


def test_a_request_is_about_what_was_declared_on_this_phone_and_shows_its_terms(any_home: Home) -> None:
    home = any_home
    _, here, _ = shared_child(home)
    phone = home.phone()
    fields = {"kind": "delete", "person": str(here), "words": "Xin xóa"}
    reply = phone.post("/me/requests/new", fields).reply
    assert (reply.status_code, reply.headers["location"]) == (303, "/me/requests")
    phone.post("/me/requests/new", fields)
    assert asked(home) == [("delete", here)]
    seen = phone.get("/me/requests").seen.text
    for said in ("Xóa dữ liệu", "Đã nhận", "Nguyễn Thị Con", "Trả lời chậm nhất", "Xác nhận đã nhận chậm nhất"):
        assert said in seen
    assert "Đang xử lý: 1" in phone.get("/me").seen.text
    assert "Xóa dữ liệu" not in home.phone(OTHER_PHONE).get("/me/requests").seen.text.replace("Xem, sửa hoặc", "")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "burn"}, "Vui lòng chọn một mục."),
        ({"person": ""}, "Vui lòng chọn ít nhất một người."),
        ({"kind": "correct", "words": " "}, "Vui lòng ghi cần sửa gì."),
    ],
)
def test_a_request_that_says_too_little_is_asked_again(home: Home, fields: dict[str, str], said: str) -> None:
    one = home.declare(1)
    page = home.phone().post("/me/requests/new", {"kind": "view", "person": str(one), "words": ""} | fields)
    assert page.status == 422
    assert said in page.seen.text
    assert asked(home) == []


def test_nobody_asks_for_anothers_data_nor_with_a_form_from_elsewhere(home: Home) -> None:
    mother, here, there = shared_child(home)
    fathers = home.phone(OTHER_PHONE)
    for foreign in (mother, here, uuid4()):
        page = fathers.post("/me/requests/new", [("kind", "delete"), ("person", str(there)), ("person", str(foreign))])
        assert page.status == 422
    mine = {"kind": "delete", "person": str(there), "words": ""}
    assert fathers.post("/me/requests/new", mine, origin="https://elsewhere.example").status == 403
    assert fathers.post("/me/requests/new", mine, token="").status == 403
    assert asked(home) == []


def test_requests_have_an_end(home: Home) -> None:
    ids = [home.declare(n, n) for n in range(1, 25)]
    phone = home.phone()
    replies = [phone.post("/me/requests/new", {"kind": "view", "person": str(one)}).status for one in ids]
    assert replies == [303] * 20 + [429] * 4


@pytest.mark.parametrize("words", [VISITORS_MINE, ISOLATION])
def test_no_word_is_missing_in_either_language(words: Words) -> None:
    for key, (vi, en) in words.items():
        assert vi.strip(), key
        assert en.strip(), key
        fields = [sorted(part.partition("}")[0] for part in text.split("{")[1:]) for text in (vi, en)]
        assert fields[0] == fields[1], key


def test_pages_come_in_english(home: Home) -> None:
    one = home.declare(1)
    phone = home.phone()
    for path in ("/me", f"/me/history/{one}", f"/me/code/{one}", "/me/requests", "/me/requests/new", "/me/family"):
        page = phone.get(f"{path}?lang=en")
        assert page.status == 200
        assert page.seen.all("html", lang="en")


def test_pages_are_small_and_hold_no_script_of_their_own(home: Home) -> None:
    ids = [home.declare(n, n) for n in range(1, 9)]
    phone = home.phone()
    for path in ("/me", f"/me/history/{ids[0]}", f"/me/code/{ids[0]}", "/me/requests/new"):
        page = phone.get(path)
        assert len(page.reply.content) < 30_000
        assert page.reply.headers["cache-control"] == "no-store"
        assert "unsafe" not in page.reply.headers["content-security-policy"]
        assert all(one.get("src") for one in page.seen.all("script"))
        assert not any(
            name.startswith("on") or name == "style" for _, attributes in page.seen.tags for name in attributes
        )
        assert all(str(one.get("href", "")).startswith("/") for one in page.seen.all("link"))
