"""What a card, or an earlier declaration, already says: it fills the form, and its holder checks it."""

import re
from collections.abc import Mapping
from dataclasses import replace

from kiosk import countries
from kiosk.cards.card import Card, CardKind
from kiosk.declarations import PhoneProof
from kiosk.draft.fields import birth_of, birth_text, entered
from kiosk.draft.form import Draft
from kiosk.family import DeclaredPerson
from kiosk.people import Identifier, IdentifierKind, PartialDate, folded, same_name
from kiosk.places import Places
from kiosk.questionnaire import Field
from kiosk.vietnamese import spelled

_FILLING = frozenset(
    {
        CardKind.CCCD,
        CardKind.CAN_CUOC,
        CardKind.BHYT,
        CardKind.PERSONAL_QR,
        CardKind.HEALTH_CERTIFICATE,
        CardKind.PHONE,
        CardKind.CITIZEN_ID,
        CardKind.INSURANCE_NUMBER,
    }
)
_OF_CITIZENS = frozenset({CardKind.CCCD, CardKind.CAN_CUOC, CardKind.PERSONAL_QR, CardKind.CITIZEN_ID})
_NUMBERS = (IdentifierKind.CITIZEN_ID, IdentifierKind.OLD_CITIZEN_ID, IdentifierKind.PASSPORT)
_INSURANCE = (IdentifierKind.INSURANCE_CARD, IdentifierKind.SOCIAL_INSURANCE)
_LEVEL = re.compile(
    r"(?:phường|xã|thị trấn|đặc khu|quận|huyện|thị xã|thành phố|tỉnh(?! lộ)|tp|tt|tx)\b|[pxqh]\.",
)


def fill_from_card(draft: Draft, card: Card) -> Draft:
    """Fill in all that a card says; a code that says nothing of its holder changes nothing.

    A card that contradicts the form is another person's: the answers and the ticks go, and all that an earlier card or
    declaration had filled in. What was typed stays unless this card says otherwise. A name or a date is not made worse:
    beside the same name without accents, or a year alone, the fuller one stays. An address is only shown: its holder
    decides (``card_address``).
    """
    if card.kind not in _FILLING:
        return draft
    said = _said(card)
    if _contradict(draft.values, said):
        draft = _without_the_other(draft)
    before = draft.values
    filled = {name: text for name, text in said.items() if not _is_fuller(name, before.get(name, ""), text)}
    if before.get(Field.BIRTH, "") != filled.get(Field.BIRTH, before.get(Field.BIRTH, "")):
        draft = replace(draft, agreed=False, child_agreed=False)
    return replace(
        draft,
        values={**before, **filled},
        from_card=draft.from_card.union(filled),
        card=str(card.kind) if filled or draft.card is None else draft.card,
        old_address=card.address or draft.old_address,
        old_phone=card.phone or draft.old_phone,
    )


def filled_from_known(draft: Draft, person: DeclaredPerson) -> Draft:
    """Fill in what is known of somebody who declared before. A phone number that stands there already stays."""
    if draft.person not in (None, person.id):
        draft = _without_the_other(draft)
    said = {
        Field.NAME: person.name,
        Field.NUMBER: _number(person.identifiers, _NUMBERS),
        Field.BIRTH: birth_text(person.birth) if person.birth else "",
        Field.SEX: person.sex,
        Field.NATION: person.nation,
        Field.INSURANCE: _number(person.identifiers, _INSURANCE),
        Field.PHONE: "" if draft.get(Field.PHONE) else person.phone,
        Field.PROVINCE: person.province,
        Field.WARD: person.ward,
        Field.STREET: person.street,
    }
    known = {name: value for name, text in said.items() if (value := entered(name, text).strip())}
    return replace(
        draft,
        values={**draft.values, **known},
        from_card=draft.from_card.difference(known),
        person=person.id,
        known=known,
        agreed=False,
        child_agreed=False,
    )


def is_holder(draft: Draft, card: Card) -> bool:
    """Whether the form is still about whoever holds this card: nothing in it contradicts what the card says."""
    return not _contradict(draft.values, _said(card))


def is_still_known(draft: Draft) -> bool:
    """Whether the form is still about ``draft.person``: the number, or else name and birth, are as they were known."""
    if draft.person is None:
        return False
    known, number = draft.known, draft.known.get(Field.NUMBER)
    if number and draft.get(Field.NUMBER):
        return draft.get(Field.NUMBER) == number
    named = Field.NAME not in known or same_name(known[Field.NAME], draft.get(Field.NAME))
    return named and _may_be_one_day(known.get(Field.BIRTH, ""), draft.get(Field.BIRTH))


def card_address(draft: Draft, places: Places) -> tuple[str, str, str] | None:
    """The codes of province and ward, and the street, that the card's address comes to today.

    None unless both parts exist today under exactly these names, ward and province one after the other at its end,
    with nothing before them that is a district or another ward: an address of before July 2025 is never guessed.
    """
    parts = [part.strip() for part in draft.old_address.rstrip(" .").split(",")]
    if len(parts) < 2:
        return None
    *street, ward, province = parts
    found = places.named(province, ward)
    if found is None or any(_LEVEL.match(spelled(part).casefold()) for part in street):
        return None
    return found[0].code, found[1].code, ", ".join(part for part in street if part)


def _said(card: Card) -> dict[Field, str]:
    certificate = card.certificate
    birth = card.birth or (certificate.birth if certificate else None)
    said = {
        Field.NAME: card.name or (certificate.name if certificate else None) or "",
        Field.NUMBER: card.citizen_id or _number(card.identifiers, _NUMBERS),
        Field.BIRTH: birth_text(birth) if birth else "",
        Field.SEX: str(card.sex or ""),
        Field.INSURANCE: card.insurance_number or "",
        Field.NATION: countries.HOME if card.kind in _OF_CITIZENS and card.citizen_id else "",
    }
    return {name: value for name, text in said.items() if (value := entered(name, text).strip())}


def _number(identifiers: frozenset[Identifier], kinds: tuple[IdentifierKind, ...]) -> str:
    found = {one.kind: one.value for one in identifiers}
    return next((found[kind] for kind in kinds if kind in found), "")


def _contradict(there: Mapping[Field, str], said: Mapping[Field, str]) -> bool:
    """Whether what a card says cannot be of the person that the form is about."""
    return any(not _agree(name, there[name], text) for name, text in said.items() if there.get(name))


def _agree(name: Field, one: str, other: str) -> bool:
    match name:
        case Field.NAME:
            return same_name(one, other)
        case Field.BIRTH:
            return _may_be_one_day(one, other)
        case Field.INSURANCE:
            return one[-10:] == other[-10:]
        case Field.NUMBER:
            return one == other or len(one) != len(other)  # an old and a new number may be one person's
        case _:
            return True


def _may_be_one_day(one: str, other: str) -> bool:
    first, second = birth_of(one), birth_of(other)
    return first is None or second is None or first.may_be(second)


def _is_fuller(name: Field, before: str, now: str) -> bool:
    """Whether what stands there says the same and more."""
    if name is Field.NAME:
        plain = folded(now) == " ".join(now.casefold().split())
        return before != now and plain and same_name(before, now)
    if name is Field.BIRTH:
        return _parts(birth_of(before)) > _parts(birth_of(now)) and _may_be_one_day(before, now)
    return False


def _parts(birth: PartialDate | None) -> int:
    return sum(part is not None for part in (birth.year, birth.month, birth.day)) if birth else 0


def _without_the_other(draft: Draft) -> Draft:
    """Take out whatever another person's card or declaration filled in, and what that person answered."""
    theirs = draft.from_card | {name for name, text in draft.known.items() if draft.get(name) == text}
    if draft.phone_proof is not PhoneProof.NONE:
        theirs -= {Field.PHONE}
    return replace(
        draft,
        values={name: text for name, text in draft.values.items() if name not in theirs},
        answers=(),
        from_card=frozenset(),
        card=None,
        old_address="",
        old_phone="",
        person=None,
        known={},
        agreed=False,
        child_agreed=False,
    )
