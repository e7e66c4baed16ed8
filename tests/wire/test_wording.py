"""What is said to the centre, to the byte: the centre tells an event that comes twice by its text."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from central_server.store.web_visits import WebDevice
from central_server.visitors.declared import event_of
from central_server.visitors.place import GATE
from kiosk import campaigns
from kiosk.declarations import (
    Address,
    Consent,
    Declaration,
    DeclaredSex,
    Filled,
    Identity,
    PhoneProof,
    Relationship,
)
from kiosk.declared import declared_card
from kiosk.people import PartialDate, Person
from kiosk.questionnaire import Answer, Result, Verdict, holds_until
from kiosk.visits import Act, Via, Visit
from kiosk.wire.wording import declaration_said, refused_scan_said, text_of, visit_said

NOW = datetime(2026, 11, 23, 1, 2, 3, 456789, tzinfo=UTC)
DEVICE, EVENT, PERSON, STAFF = (UUID(int=number) for number in (1, 2, 3, 4))
PHONE = "+84900000001"
WHO = Identity(
    "Nguyễn Văn Thử",
    PartialDate(1990, 8, 15),
    DeclaredSex.MALE,
    "VN",
    "001090000001",
    "DN4010000000001",
    PHONE,
    "thu@example.vn",
)
FORM = Filled(
    "khai-bao-toan-dan",
    "2026-11",
    "visitor",
    WHO,
    Address("01", "00004", "số 1"),
    (Answer("fever", "no"), Answer("contact", "yes", "người nhà")),
    Result(Verdict.NEEDS_STAFF, ("contact:yes",)),
    Consent("2026-11", "ab" * 32, "vi", "web", Relationship.SELF),
    phone_proof=PhoneProof.OTP,
)
SAID_OF_PERSON = (
    '"person":{"id":"00000000-0000-0000-0000-000000000003","name":"Nguyễn Văn Thử","birth":"1990-08-15","sex":"male",'
    '"identifiers":{"citizen_id":"001090000001","social_insurance":"0000000001"}}'
)


def test_a_declaration() -> None:
    declaration = Declaration(EVENT, DEVICE, 7, PERSON, NOW, NOW + timedelta(days=3), FORM)
    assert text_of(declaration_said(declaration, declared_card(WHO), "Cổng chính")) == (
        '{"kind":"declaration","id":"00000000-0000-0000-0000-000000000002","sequence":7,'
        '"at":"2026-11-23T01:02:03.456789Z","holds_until":"2026-11-26T01:02:03.456789Z","gate":"Cổng chính",'
        '"campaign":"khai-bao-toan-dan","campaign_version":"2026-11","visitor_type":"visitor",'
        + SAID_OF_PERSON
        + ',"sex":"male","nation":"VN","insurance":"DN4010000000001","phone":"+84900000001","phone_proof":"otp",'
        '"request":null,"email":"thu@example.vn","address":{"province":"01","ward":"00004","street":"số 1"},'
        '"answers":[{"question":"fever","value":"no","note":""},'
        '{"question":"contact","value":"yes","note":"người nhà"}],'
        '"verdict":"needs_staff","reasons":["contact:yes"],"relationship":"self","representative":null,'
        '"attested_by":null,"declared_by":null,"from_card":null,"consent":{"text_version":"2026-11",'
        f'"text_hash":"{"ab" * 32}","language":"vi","channel":"web","actor":"self","child_too":false}}}}'
    )


def test_who_did_a_visit_by_hand_is_said_only_where_somebody_did() -> None:
    known = Person(PERSON, None, None, None, frozenset())
    visit = Visit(EVENT, DEVICE, 7, known, Act.CHECK_IN, NOW, Via.DESK, "Cổng", None, staff=STAFF, reason="quên")
    by_hand = text_of(visit_said(visit, declared_card(WHO)))
    assert by_hand == (
        '{"kind":"visit","id":"00000000-0000-0000-0000-000000000002","sequence":7,"act":"check_in",'
        '"at":"2026-11-23T01:02:03.456789Z","via":"desk","gate":"Cổng","follows":null,"verified":false,'
        '"staff":"00000000-0000-0000-0000-000000000004","reason":"quên",' + SAID_OF_PERSON + "}"
    )
    visit = Visit(EVENT, DEVICE, 7, known, Act.CHECK_IN, NOW, Via.DESK, "Cổng", None)
    removed = '"staff":"00000000-0000-0000-0000-000000000004","reason":"quên",'
    assert text_of(visit_said(visit, declared_card(WHO))) == by_hand.replace(removed, "")


def test_a_scan_that_was_turned_down() -> None:
    assert text_of(refused_scan_said(EVENT, 7, NOW, "wifi", "not_a_card", "camera:0")) == (
        '{"kind":"refused_scan","id":"00000000-0000-0000-0000-000000000002","sequence":7,'
        '"at":"2026-11-23T01:02:03.456789Z","what":"wifi","reason":"not_a_card","source":"camera:0"}'
    )


def test_what_is_declared_on_a_phone_is_said_as_a_kiosk_says_it() -> None:
    campaign = campaigns.load("khai-bao-toan-dan")
    assert campaign is not None
    declaration = Declaration(EVENT, DEVICE, 7, PERSON, NOW, holds_until(campaign, NOW), FORM)
    at_a_kiosk = declaration_said(declaration, declared_card(WHO), GATE)
    typed = Filled(
        FORM.campaign,
        FORM.campaign_version,
        FORM.visitor_type,
        Identity(WHO.name, WHO.birth, WHO.sex, WHO.nation, WHO.number, WHO.insurance, None, WHO.email),
        FORM.address,
        FORM.answers,
        FORM.result,
        FORM.consent,
    )
    held = WebDevice(UUID(int=9), DEVICE, 7)
    assert event_of(typed, EVENT, PERSON, held, PHONE, campaign, NOW) == at_a_kiosk, "the session proves the number"
