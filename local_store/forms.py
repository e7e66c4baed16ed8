"""A filled form as a row of the table ``declarations``, and back again: whole, as it was sent off."""

import json
from uuid import UUID

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
from kiosk.people import PartialDate
from kiosk.questionnaire import Answer, Result, Verdict
from local_store.connection import Row, Value
from local_store.moments import from_micros, to_micros

COLUMNS = (
    "sequence, id, at, holds_until, campaign, campaign_version, visitor_type, "
    "name, birth, sex, nation, number, insurance, phone, email, province, ward, street, "
    "answers, verdict, reasons, relationship, representative, phone_proof, request, attested_by, declared_by, "
    "from_card, chosen, consent_version, consent_hash, consent_language, consent_channel, consent_actor, "
    "consent_child_too"
)


def values(declaration: Declaration) -> tuple[Value, ...]:
    """The values of ``COLUMNS``."""
    filled = declaration.filled
    who, where, consent = filled.identity, filled.address, filled.consent
    return (
        declaration.sequence,
        declaration.id.bytes,
        to_micros(declaration.at),
        to_micros(declaration.holds_until),
        filled.campaign,
        filled.campaign_version,
        filled.visitor_type,
        who.name,
        str(who.birth),
        who.sex,
        who.nation,
        who.number,
        who.insurance,
        who.phone,
        who.email,
        where.province if where else None,
        where.ward if where else None,
        where.street if where else None,
        json.dumps([[one.question, one.value, one.note] for one in filled.answers], ensure_ascii=False),
        filled.result.verdict,
        json.dumps(filled.result.reasons, ensure_ascii=False),
        filled.relationship,
        filled.representative,
        filled.phone_proof,
        _bytes(filled.request),
        _bytes(filled.attested_by),
        _bytes(filled.declared_by),
        filled.from_card,
        _bytes(filled.person),
        consent.text_version,
        consent.text_hash,
        consent.language,
        consent.channel,
        consent.actor,
        int(consent.child_too),
    )


def declaration_of(row: Row, device: UUID, person: UUID) -> Declaration:
    """A row of ``COLUMNS``, made by ``device`` and about ``person``."""
    sequence, id_, at, until, campaign, version, visitor_type = row[:7]
    name, birth, sex, nation, number, insurance, phone, email, province, ward, street = row[7:18]
    answers, verdict, reasons, relationship, representative, proof, request, attested, declared = row[18:27]
    from_card, chosen, text_version, text_hash, language, channel, actor, child_too = row[27:]
    return Declaration(
        UUID(bytes=id_),
        device,
        sequence,
        person,
        from_micros(at),
        from_micros(until),
        Filled(
            campaign,
            version,
            visitor_type,
            Identity(
                name,
                PartialDate.from_iso(birth),
                DeclaredSex(sex) if sex else None,
                nation,
                number,
                insurance,
                phone,
                email,
            ),
            Address(province, ward, street) if province is not None else None,
            tuple(Answer(*one) for one in json.loads(answers)),
            Result(Verdict(verdict), tuple(json.loads(reasons))),
            Consent(text_version, text_hash, language, channel, Relationship(actor), bool(child_too)),
            Relationship(relationship),
            representative,
            PhoneProof(proof),
            _uuid(request),
            _uuid(attested),
            _uuid(declared),
            from_card,
            _uuid(chosen),
        ),
    )


def _bytes(id_: UUID | None) -> bytes | None:
    return id_.bytes if id_ else None


def _uuid(raw: bytes | None) -> UUID | None:
    return UUID(bytes=raw) if raw else None
