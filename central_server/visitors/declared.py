"""A whole form as the event that a kiosk would send, and who on this number it is about."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from central_server.store.web_visits import WebDevice
from central_server.visitors.family import Relative
from central_server.visitors.place import GATE
from kiosk.cards.card import Card
from kiosk.declarations import Declaration, Filled, Identity, PhoneProof
from kiosk.declared import declared_card
from kiosk.linking import LASTING, same_person
from kiosk.people import Person, Sex, same_day, same_name
from kiosk.questionnaire import Campaign, Verdict, holds_until
from kiosk.wire.messages import DeclarationSaid
from kiosk.wire.wording import declaration_said


def event_of(
    filled: Filled, event: UUID, person: UUID, held: WebDevice, phone: str, campaign: Campaign, now: datetime
) -> DeclarationSaid:
    """The declaration of ``person``, made now on the phone with this number (E.164).

    The number is proved by the session, which began with a code to it; there is no code request of a kiosk's to name.
    """
    who = replace(filled.identity, phone=phone)
    proved = replace(filled, identity=who, phone_proof=PhoneProof.OTP, request=None)
    declaration = Declaration(event, held.device, held.next, person, now, holds_until(campaign, now), proved)
    return declaration_said(declaration, declared_card(who), GATE)


def same_as(who: Identity, found: Iterable[Relative]) -> UUID | None:
    """The id of whoever declared on this number before and is the same; None for somebody new.

    By the kiosk's rules, and beyond them by the name and what is said of the birth, where no number tells two apart:
    on one family's number that is one human, who has to be told from a namesake by the day or a number.
    """
    card = declared_card(who)
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
