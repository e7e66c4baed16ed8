"""Forms and people told of, for tests: invented."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from kiosk.cards.card import Card
from kiosk.declarations import (
    Address,
    Consent,
    Declaration,
    DeclaredSex,
    Filled,
    Holding,
    Identity,
    PhoneProof,
    Relationship,
)
from kiosk.family import DeclaredPerson
from kiosk.people import Identifier, IdentifierKind, PartialDate
from kiosk.phone import Phone
from kiosk.questionnaire import Answer, Result, Verdict
from local_store.store import Store
from tests.local_store.opening import NOW

PHONE = Phone("0900000001")
HOLDS = timedelta(hours=72)
THU = Identity("Nguyễn Văn Thử", PartialDate(1990, 8, 15), DeclaredSex.MALE, "VN", "001090000001", phone=PHONE.e164)
MAU = Identity("Trần Thị Mẫu", PartialDate(1955), DeclaredSex.FEMALE, "VN", "001155000002", phone=PHONE.e164)
CHILD = Identity("Nguyễn Thị Bé", PartialDate(2019, 2, 3), DeclaredSex.FEMALE, "VN", phone=PHONE.e164)
CONSENT = Consent("2026-11", "ab" * 32, "vi", "kiosk", Relationship.SELF)


def filled(who: Identity = THU, verdict: Verdict = Verdict.PASS, person: UUID | None = None) -> Filled:
    return Filled(
        "covid-2021",
        "3",
        "visitor",
        who,
        Address("01", "00004", "số 1 đường Mẫu"),
        (Answer("fever", "no"), Answer("contact", "yes", "người nhà")),
        Result(verdict, ("contact:yes",)),
        CONSENT,
        phone_proof=PhoneProof.OTP,
        request=UUID(int=77),
        person=person,
    )


def declare(store: Store, form: Filled, card: Card | None = None, at: datetime = NOW) -> Declaration:
    return store.declarations.declare(form, card, at, at + HOLDS)


def holding(at: datetime = NOW, verdict: Verdict = Verdict.PASS) -> Holding:
    return Holding(at, at + HOLDS, verdict, "covid-2021", PhoneProof.OTP)


def told(id_: UUID, who: Identity = THU, latest: Holding | None = None, insured: str | None = None) -> DeclaredPerson:
    """Somebody as the centre tells of them."""
    numbers = {Identifier(IdentifierKind.CITIZEN_ID, who.number)} if who.number else set()
    if insured:
        numbers.add(Identifier(IdentifierKind.SOCIAL_INSURANCE, insured))
    sex = who.sex.value if who.sex else ""
    person = DeclaredPerson(id_, who.name, who.birth, sex, frozenset(numbers), latest, "VN", who.phone or "")
    return replace(person, province="01", ward="00004")
