"""Declaring on one's own phone: nothing chosen beforehand, nothing kept before it is agreed to."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid5

import pytest
from sqlalchemy import select

import kiosk.campaigns
from central_server.problems import ProblemError
from central_server.store.declaration_tables import consents, declarations
from central_server.store.declared import family
from central_server.store.engine import transaction
from central_server.store.standing import PROVEN
from central_server.visitors.place import campaign_of
from central_server.visitors.tickets import TicketOffice
from kiosk.consent import consent_hash
from tests.central_server.visiting import WHERE, WHO, Browser, Page, Spot, Street

HOSPITAL = (Path(kiosk.campaigns.__file__).parent / "benh-vien-tphcm.toml").read_text(encoding="utf-8")


def kept(street: Street, phone: Browser) -> list[Any]:
    """What is in the database of this number."""
    with transaction(street.engine) as connection:
        mine = select(declarations, PROVEN.label("proven")).where(declarations.c.phone == phone.number.e164)
        return list(connection.execute(mine.order_by(declarations.c.sequence)))


def begun(street: Street, place: Spot) -> tuple[Browser, Page]:
    phone = street.browser()
    phone.sign_in(place.path)
    return phone, phone.open(f"{place.path}/declare")


def following(phone: Browser, page: Page, **choices: Any) -> Page:
    return phone.send(page.form("/declare"), {"go": "next"} | choices)


def test_nothing_is_chosen_beforehand(street: Street) -> None:
    place = street.place()
    phone, page = begun(street, place)
    health = following(phone, following(phone, page, **WHO), **WHERE)
    consent = phone.to_consent(place)
    for shown in (page, following(phone, page, **WHO), health, consent):
        assert shown.status == 200
        assert shown.form("/declare").chosen == []
    assert consent.form("/declare").names == {"agreed"}
    assert consent.html.count("<button name=") == 2, "agreeing and not agreeing look the same"


def test_what_is_wrong_is_said_beside_it(street: Street) -> None:
    phone, page = begun(street, street.place())
    wrong = following(phone, page, **WHO | {"birth": "31/02/1990", "name": "Thử 2", "number": "123", "nation": ""})
    assert wrong.status == 422
    assert wrong.problems == [
        "Họ tên chỉ gồm chữ, không có số",
        "Số căn cước 12 số, CMND 9 số, hoặc số hộ chiếu",
        "Xin nhập năm, hoặc ngày/tháng/năm",
        "Xin điền mục này",
    ]
    assert {"#name", "#number", "#birth", "#nation"} <= set(wrong.links)
    assert wrong.form("/declare").values["birth"] == "31/02/1990", "what was typed stays"
    english = phone.send(page.form("/declare"), WHO | {"birth": "2008", "go": "next"}, params={"lang": "en"})
    assert english.problems == ["Please give day/month/year"]


def test_every_question_has_to_be_answered(street: Street) -> None:
    phone, page = begun(street, street.place())
    health = following(phone, following(phone, page, **WHO), **WHERE)
    questions = sorted(name for name in health.form("/declare").names if name.startswith("q-"))
    assert following(phone, health).problems == ["Xin trả lời câu này"] * len(questions)
    noted = following(phone, health, **dict.fromkeys(questions, "no") | {"q-travel": "yes"})
    assert noted.problems == ["Xin ghi thêm vào ô bên dưới"]
    assert "q-travel" in noted.form("/declare").chosen, "what was answered stays"


def test_a_declaration_is_kept_as_a_kiosk_would_send_it(street: Street) -> None:
    place = street.place()
    phone = street.visitor(place, number="001090000055", email="thu@example.vn")
    [row] = kept(street, phone)
    said = json.loads(row.content)
    assert (row.device, row.verdict, row.phone_proof, row.request) == (place.device, "pass", "otp", None)
    assert row.phone_confirmed
    assert row.proven
    assert said["person"]["name"] == "NGUYỄN VĂN THỬ"
    assert said["person"]["identifiers"] == {"citizen_id": "001090000055"}
    assert said["address"] == {"province": "01", "street": "Số 1 Phố Thử", "ward": "00004"}
    assert {one["value"] for one in said["answers"]} == {"no"}
    with transaction(street.engine) as connection:
        consent = connection.execute(select(consents).where(consents.c.declaration == row.id)).one()
        [(_, told)] = family(connection, phone.number.e164, 10, street.clock())
    campaign = campaign_of(None)
    assert (consent.channel, consent.language, consent.actor) == ("web", "vi", "self")
    assert consent.text_hash == consent_hash(campaign, "vi")
    assert told.identifiers, "proved: what was declared here is told to this number's kiosks"


def test_only_the_pages_vouch_for_a_number(street: Street) -> None:
    place = street.place()
    phone = street.visitor(place)
    said = json.loads(kept(street, phone)[0].content)
    claimed = said | {"id": str(uuid5(place.id, "claimed")), "sequence": 2}
    reply = street.running.post(place.device, {"events": [claimed]})
    assert reply.json()["answers"][0]["outcome"] == "stored", reply.text
    assert [row.proven for row in kept(street, phone)] == [True, False]
    assert "MỜI VÀO" in phone.tap(phone.open(place.path)).text, "and its number is not given out again"


def test_the_consent_is_the_one_that_was_shown(street: Street) -> None:
    place = street.place()
    phone = street.browser()
    phone.open(f"{place.path}?lang=en")
    phone.sign_in(place.path)
    page = phone.to_consent(place)
    assert "Law on Personal Data Protection" in page.text
    phone.open(f"{place.path}?lang=vi")  # in another tab, meanwhile
    following(phone, page, agreed="yes")
    [row] = kept(street, phone)
    with transaction(street.engine) as connection:
        consent = connection.execute(select(consents).where(consents.c.declaration == row.id)).one()
    assert (consent.language, consent.text_hash) == ("en", consent_hash(campaign_of(None), "en"))


def test_sent_twice_it_is_one(street: Street) -> None:
    place, phone = street.place(), street.browser()
    phone.sign_in(place.path)
    form = phone.to_consent(place).form("/declare")
    first = phone.send(form, {"agreed": "yes", "go": "next"})
    second = phone.send(form, {"agreed": "yes", "go": "next"})
    assert first.path == second.path
    assert "ĐÃ NHẬN TỜ KHAI" in second.text
    assert len(kept(street, phone)) == 1


def test_who_does_not_agree_sees_the_staff_and_nothing_is_kept(street: Street) -> None:
    place, phone = street.place(), street.browser()
    phone.sign_in(place.path)
    form = phone.to_consent(place).form("/declare")
    unticked = phone.send(form, {"go": "next"})
    assert unticked.status == 422
    assert "Xin đánh dấu vào ô đồng ý để gửi" in unticked.text
    refused = phone.send(form, {"agreed": "yes", "go": "refuse"})
    assert "MỜI GẶP NHÂN VIÊN" in refused.text
    assert "Chưa có gì được lưu" in refused.text
    assert kept(street, phone) == []


def test_a_child_is_declared_for_and_agrees_too(street: Street) -> None:
    place, phone = street.place(), street.browser()
    phone.sign_in(place.path)
    page = phone.open(f"{place.path}/declare")
    alone = following(phone, page, **WHO | {"birth": "15/8/2014"})
    assert alone.problems == ["Trẻ em cần người lớn khai cùng: chọn quan hệ ở trên"]
    nameless = following(phone, page, **WHO | {"birth": "15/8/2014", "relationship": "parent"})
    assert nameless.problems == ["Xin điền mục này"]
    parent = {"birth": "15/8/2014", "relationship": "parent", "representative": "Nguyễn Thị Mẹ"}
    consent = phone.to_consent(place, **parent)
    assert consent.form("/declare").names == {"agreed", "child_agreed"}
    assert following(phone, consent, agreed="yes").status == 422
    following(phone, consent, agreed="yes", child_agreed="yes")
    [row] = kept(street, phone)
    said = json.loads(row.content)
    assert (said["relationship"], said["representative"]) == ("parent", "NGUYỄN THỊ MẸ")
    assert said["consent"]["child_too"] is True


def test_a_small_child_does_not_tick(street: Street) -> None:
    place, phone = street.place(), street.browser()
    phone.sign_in(place.path)
    small = {"birth": "15/8/2024", "relationship": "grandparent", "representative": "Nguyễn Văn Ông"}
    assert phone.to_consent(place, **small).form("/declare").names == {"agreed"}


def test_whoever_is_not_well_sees_the_staff_and_reads_no_reason(street: Street) -> None:
    place, phone = street.place(), street.browser()
    phone.sign_in(place.path)
    page = phone.declare(place, health="yes")
    [row] = kept(street, phone)
    assert row.verdict != "pass"
    for shown in (page, phone.open(place.path)):
        assert "ời gặp nhân viên ở cổng" in shown.text
        assert [form for form in shown.forms if form.action.endswith("/tap")] == []
        for reason in ("Sốt", "dấu hiệu", "tiếp xúc", "dịch bệnh", row.verdict):
            assert reason not in shown.text
    phone.declare(place, health="no")
    assert "/tap" not in phone.open(place.path).html, "declaring anew does not undo it"


def test_a_hospital_asks_by_kind_of_visitor(street: Street) -> None:
    place = street.place()
    place.set(campaign=HOSPITAL)
    phone, page = begun(street, place)
    assert "visitor_type" in page.form("/declare").names
    health = following(phone, following(phone, page, **WHO | {"visitor_type": "test", "number": "C1234567"}), **WHERE)
    assert {"q-test_reason", "q-symptoms", "q-contact"} <= health.form("/declare").names
    assert "q-department" not in health.form("/declare").names
    answers: dict[str, Any] = {"q-test_reason": "admission", "q-contact": "no", "q-outbreak": "no", "q-isolation": "no"}
    unclear = following(phone, health, **answers, **{"q-symptoms": ["fever", "none-of-them"]})
    assert unclear.problems == ["Xin trả lời câu này"], "some and none at once is no answer"
    consent = following(phone, health, **answers, **{"q-symptoms": "none-of-them"})
    assert "MỜI VÀO" in phone.tap(following(phone, consent, agreed="yes")).text
    [row] = kept(street, phone)
    assert {"question": "symptoms", "value": "", "note": ""} in [
        {"note": "", "value": "", **one} for one in json.loads(row.content)["answers"]
    ]


def test_a_form_is_for_one_phone_and_cannot_be_changed(street: Street) -> None:
    place = street.place()
    phone, page = begun(street, place)
    thief, own = begun(street, place)
    copied = page.form("/declare")
    copied.values["form"] = own.form("/declare").values["form"]
    assert thief.send(copied, WHO | {"go": "next"}).status == 403
    bent = page.form("/declare")
    bent.values["sheet"] = "e30=." + "0" * 64
    assert phone.send(bent, WHO | {"go": "next"}).status == 403
    assert following(phone, phone.open(f"{place.path}/declare"), **WHO).status == 200


def test_no_page_is_skipped(street: Street) -> None:
    phone, page = begun(street, street.place())
    skipped = following(phone, page, **WHO, **WHERE, agreed="yes", **{"q-travel": "no"})
    assert "Bước 2" in skipped.text
    assert kept(street, phone) == []


def test_going_back_keeps_what_was_filled_in(street: Street) -> None:
    place = street.place()
    phone, page = begun(street, place)
    where = following(phone, page, **WHO)
    back = phone.send(where.form("/declare"), {"street": "Số 9", "go": "back"})
    assert "Bước 1" in back.text
    assert back.form("/declare").values["name"] == "NGUYỄN VĂN THỬ"
    assert sorted(back.form("/declare").chosen) == ["01", "VN", "self", "sex"]
    again = following(phone, back, **WHO)
    assert again.form("/declare").values["street"] == "Số 9"


def test_wards_are_those_of_the_province(street: Street) -> None:
    phone, page = begun(street, street.place())
    where = following(phone, page, **WHO)
    assert "Phường Ba Đình" in where.text
    assert "Nha Trang" not in where.text
    assert following(phone, where, **WHERE | {"ward": "22366"}).problems == ["Xin chọn trong danh sách"]
    other = following(phone, page, **WHO | {"province": "56"})
    assert "Nha Trang" in other.text


def test_somebody_known_is_filled_in_and_stays_one(street: Street) -> None:
    place = street.place()
    phone = street.visitor(place)
    street.clock.forward(days=3)
    page = phone.open(place.path)
    link = next(one for one in page.links if "/declare?person=" in one)
    known = phone.open(link)
    assert known.form("/declare").values["name"] == "NGUYỄN VĂN THỬ"
    assert {"VN", "01"} <= set(known.form("/declare").chosen)
    assert "self" not in known.form("/declare").chosen, "who declares is asked every time"
    phone.declare(place, person=link.partition("person=")[2])
    phone.declare(place)  # from an empty form: the same name, birth and sex on a number proved to be theirs
    assert len({row.person for row in kept(street, phone)}) == 1
    assert phone.open(place.path).html.count('class="who"') == 1


def test_a_form_has_its_limits(street: Street) -> None:
    phone, page = begun(street, street.place())
    assert following(phone, page, **WHO | {"name": "A" * 401}).status == 422
    assert following(phone, page, **WHO | {"name": "A" * 70_000}).status == 413
    assert following(phone, page, **WHO | {"name": "A" * 300}).problems == ["Dài quá. Xin ghi ngắn hơn"]
    assert following(phone, page, **WHO | {"name": "A\0B"}).status == 422


def test_tickets_of_one_form_are_none_of_another(street: Street) -> None:
    now, key, session = street.clock(), b"synthetic key", b"synthetic session"
    ticket = TicketOffice(key, session, "tap").write({"a": 1}, now)
    assert TicketOffice(key, session, "tap").read(ticket, now)["a"] == 1
    others = [(key, session, "declare"), (key, b"another", "tap"), (b"another", session, "tap")]
    for other in others:
        with pytest.raises(ProblemError):
            TicketOffice(*other).read(ticket, now)
    with pytest.raises(ProblemError):
        TicketOffice(key, session, "tap").read(ticket, now + timedelta(hours=13))


def test_a_form_that_stood_open_too_long_leads_back(street: Street) -> None:
    place = street.place()
    phone, page = begun(street, place)
    street.clock.forward(hours=13)
    late = following(phone, page, **WHO)
    assert late.path == f"{place.path}?news=late"
    assert kept(street, phone) == []
