"""A whole form as the event that a kiosk would send, and who on this number it is about."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from central_server.visitors.family import Relative
from central_server.visitors.place import GATE
from kiosk.cards import insurance_number
from kiosk.cards.card import Card, CardKind
from kiosk.declarations import Filled, Identity
from kiosk.linking import LASTING, same_person
from kiosk.people import Identifier, IdentifierKind, Person, Sex, same_day, same_name
from kiosk.questionnaire import Campaign, Verdict, holds_until
from kiosk.wire.messages import DeclarationSaid


def event_of(
    filled: Filled, event: UUID, person: UUID, sequence: int, phone: str, campaign: Campaign, now: datetime
) -> DeclarationSaid:
    """The declaration of ``person``, made now on the phone with this number (E.164).

    The number is proved by the session, which began with a code to it; there is no code request of a kiosk's to name.
    """
    who = filled.identity
    said: dict[str, Any] = {
        "id": event,
        "sequence": sequence,
        "at": now,
        "holds_until": holds_until(campaign, now),
        "gate": GATE,
        "campaign": filled.campaign,
        "campaign_version": filled.campaign_version,
        "visitor_type": filled.visitor_type,
        "person": {
            "id": person,
            "name": who.name or None,
            "birth": str(who.birth),
            "sex": who.sex.value if who.sex and who.sex.value in tuple(Sex) else None,
            "identifiers": {str(one.kind): one.value for one in _numbers(who)},
        },
        "sex": who.sex.value if who.sex else None,
        "nation": who.nation,
        "insurance": who.insurance,
        "phone": phone,
        "phone_proof": "otp",
        "email": who.email,
        "answers": tuple({"question": a.question, "value": a.value, "note": a.note} for a in filled.answers),
        "verdict": filled.result.verdict.value,
        "reasons": filled.result.reasons,
        "relationship": filled.relationship.value,
        "representative": filled.representative,
        "consent": {
            "text_version": filled.consent.text_version,
            "text_hash": filled.consent.text_hash,
            "language": filled.consent.language,
            "channel": filled.consent.channel,
            "actor": filled.consent.actor.value,
            "child_too": filled.consent.child_too,
        },
    }
    if filled.address is not None:
        where = filled.address
        said["address"] = {"province": where.province, "ward": where.ward, "street": where.street}
    return DeclarationSaid.model_validate(said)


def same_as(who: Identity, found: Iterable[Relative]) -> UUID | None:
    """The id of whoever declared on this number before and is the same; None for somebody new.

    By the kiosk's rules, and beyond them by the name and what is said of the birth, where no number tells two apart:
    on one family's number that is one human, who has to be told from a namesake by the day or a number.
    """
    numbers = _numbers(who)
    sex = Sex(who.sex.value) if who.sex and who.sex.value in tuple(Sex) else None
    card = Card(CardKind.DECLARED, name=who.name or None, birth=who.birth, sex=sex, identifiers=numbers)
    them = [one.member.person for one in found if one.member.person.proved]
    people = [
        Person(one.id, one.name, one.birth, Sex(one.sex) if one.sex in tuple(Sex) else None, one.identifiers)
        for one in them
    ]
    if (same := same_person(card, people)) is not None:
        return same.id
    alike = [one for one, known in zip(them, people, strict=True) if _can_be_one(card, known)]
    # where it is open which of several: whoever has to wait, so that it stands against nobody who need not
    held = [one for one in alike if one.holding is not None and one.holding.verdict is not Verdict.PASS]
    return next((one.id for one in (*held, *alike)), None)


def _can_be_one(card: Card, known: Person) -> bool:
    told = {one.kind: one.value for one in known.identifiers if one.kind in LASTING}
    if any(told.get(one.kind, one.value) != one.value for one in card.identifiers):
        return False
    births = str(card.birth or ""), str(known.birth or "")
    return same_name(card.name or "", known.name or "") and same_day(*births)


def _numbers(who: Identity) -> frozenset[Identifier]:
    """What the typed numbers are: twelve digits a citizen's, nine one of before 2021, all else a passport's."""
    found = set()
    if who.number:
        kind = IdentifierKind.PASSPORT
        if re.fullmatch("[0-9]{12}", who.number):
            kind = IdentifierKind.CITIZEN_ID
        elif re.fullmatch("[0-9]{9}", who.number):
            kind = IdentifierKind.OLD_CITIZEN_ID
        found.add(Identifier(kind, who.number))
    if who.insurance and (number := insurance_number.normalised(who.insurance)):
        found.add(insurance_number.identifier(number))
    return frozenset(found)
