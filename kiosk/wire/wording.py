"""The words in which an event goes to the centre, fixed once and for ever when the event is recorded."""

from datetime import datetime
from uuid import UUID

from kiosk.cards.card import Card
from kiosk.declarations import Address, Consent, Declaration
from kiosk.questionnaire import Answer
from kiosk.visits import Visit
from kiosk.wire.messages import (
    AddressSaid,
    AnswerSaid,
    ConsentSaid,
    DeclarationSaid,
    PersonSaid,
    RefusedScanSaid,
    VisitSaid,
)

_LONGEST_NAME = 200  # of kiosk/wire/messages.py; a name is cut rather than a visit lost
_LONGEST_REASON = 200  # likewise; the store keeps it whole
_LONGEST_SOURCE = 200  # likewise: an address may be a long path
_LONGEST_STREET = 200  # likewise: what was typed freely is cut; the store keeps it whole
_LONGEST_EMAIL = 200  # a longer one is none, and is left out
_LONGEST_WORDS = 400  # of an answer


def text_of(said: VisitSaid | RefusedScanSaid | DeclarationSaid) -> str:
    """An event as JSON text. Who did a visit by hand, and why, is left out where nobody did."""
    by_hand = ("staff", "reason") if isinstance(said, VisitSaid) else ()
    return said.model_dump_json(exclude={name for name in by_hand if getattr(said, name) is None})


def visit_said(visit: Visit, card: Card) -> VisitSaid:
    """A visit: the person as this card says it, under the id made here."""
    return VisitSaid(
        id=visit.id,
        sequence=visit.sequence,
        act=visit.act.value,
        at=visit.at,
        via=visit.via.value,
        gate=visit.gate,
        follows=visit.follows,
        verified=visit.verified,
        staff=visit.staff,
        reason=visit.reason[:_LONGEST_REASON] or None,
        person=_person_said(visit.person.id, card),
    )


def declaration_said(declaration: Declaration, card: Card, gate: str) -> DeclarationSaid:
    """A declaration; ``card`` is what its identity says, with the numbers of a card that was shown.

    Free text is cut to what the wire takes. Anything else that does not fit it is a bug: pydantic.ValidationError.
    """
    filled = declaration.filled
    who = filled.identity
    return DeclarationSaid.model_validate(
        {
            "id": declaration.id,
            "sequence": declaration.sequence,
            "at": declaration.at,
            "holds_until": declaration.holds_until,
            "gate": gate,
            "campaign": filled.campaign,
            "campaign_version": filled.campaign_version,
            "visitor_type": filled.visitor_type,
            "person": _person_said(declaration.person, card),
            "sex": who.sex,
            "nation": who.nation or None,
            "insurance": card.insurance_number or (who.insurance or "")[:20] or None,
            "phone": who.phone or None,
            "phone_proof": filled.phone_proof.value,
            "request": filled.request,
            "email": who.email if who.email and len(who.email) <= _LONGEST_EMAIL else None,
            "address": _address_said(filled.address) if filled.address else None,
            "answers": tuple(_answer_said(one) for one in filled.answers),
            "verdict": filled.result.verdict.value,
            "reasons": filled.result.reasons,
            "relationship": filled.relationship.value,
            "representative": filled.representative[:_LONGEST_NAME] if filled.representative else None,
            "attested_by": filled.attested_by,
            "declared_by": filled.declared_by,
            "from_card": filled.from_card,
            "consent": _consent_said(filled.consent),
        }
    )


def refused_scan_said(item: UUID, sequence: int, at: datetime, what: str, reason: str, source: str) -> RefusedScanSaid:
    """A scan that was turned down."""
    return RefusedScanSaid(id=item, sequence=sequence, at=at, what=what, reason=reason, source=source[:_LONGEST_SOURCE])


def _person_said(person: UUID, card: Card) -> PersonSaid:
    return PersonSaid(
        id=person,
        name=card.name[:_LONGEST_NAME] if card.name else None,
        birth=str(card.birth) if card.birth else None,
        sex=card.sex.value if card.sex else None,
        identifiers={one.kind.value: one.value for one in sorted(card.identifiers, key=lambda i: (i.kind, i.value))},
    )


def _address_said(address: Address) -> AddressSaid:
    return AddressSaid(province=address.province, ward=address.ward, street=address.street[:_LONGEST_STREET])


def _answer_said(answer: Answer) -> AnswerSaid:
    return AnswerSaid(question=answer.question, value=answer.value[:_LONGEST_WORDS], note=answer.note[:_LONGEST_WORDS])


def _consent_said(consent: Consent) -> ConsentSaid:
    return ConsentSaid.model_validate(
        {
            "text_version": consent.text_version,
            "text_hash": consent.text_hash,
            "language": consent.language,
            "channel": consent.channel,
            "actor": consent.actor.value,
            "child_too": consent.child_too,
        }
    )
