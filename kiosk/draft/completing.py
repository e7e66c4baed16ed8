"""A form that is whole and agreed to becomes a declaration; any other does not."""

from datetime import date

from kiosk import phone
from kiosk.ages import age_group
from kiosk.cards import insurance_number
from kiosk.consent import consent_hash
from kiosk.declarations import Address, AgeGroup, Consent, DeclaredSex, Filled, Identity, PhoneProof, Relationship
from kiosk.draft.checking import problems
from kiosk.draft.fields import birth_of
from kiosk.draft.form import Draft
from kiosk.draft.known import is_still_known
from kiosk.people import PartialDate
from kiosk.phone import Phone
from kiosk.places import Places
from kiosk.questionnaire import Answer, Campaign, Field, given, judge, must_be_filled, questions_for


def complete(
    draft: Draft, campaign: Campaign, places: Places, today: date, language: str, channel: str = "kiosk"
) -> Filled:
    """Make the declaration to be kept: the fields and answers that the campaign asks for, and nothing else.

    Raises ValueError when a field or an answer is missing or wrong, or whoever has to agree has not: the representative
    of a child under 7, both from 7 to 17, and from 18 oneself or the one who declares.
    """
    wrong = problems(draft, campaign, places, today)
    if wrong:
        raise ValueError(f"the form is not whole: {', '.join(name for name, _ in wrong)}")
    birth, relationship = birth_of(draft.get(Field.BIRTH)), draft.relationship
    age = age_group(birth, today) if birth else None
    if birth is None or age is None or relationship is None:
        raise ValueError("the form does not say who has to agree")
    child_too = age is AgeGroup.CHILD
    if not draft.agreed or (child_too and not draft.child_agreed):
        raise ValueError("somebody who has to agree has not")
    visitor_type = draft.get(Field.VISITOR_TYPE) if campaign.visitor_types else ""
    asked = must_be_filled(campaign, visitor_type) | campaign.optional
    values = {name: text.strip() for name, text in draft.values.items() if name in asked}
    answers = _counted(campaign, draft.answers, visitor_type)
    proof = draft.phone_proof if values.get(Field.PHONE) else PhoneProof.NONE
    return Filled(
        campaign.id,
        campaign.version,
        visitor_type,
        _identity(values, birth),
        _address(values),
        answers,
        judge(campaign, answers, visitor_type),
        Consent(campaign.consent.version, consent_hash(campaign, language), language, channel, relationship, child_too),
        relationship,
        (draft.get(Field.REPRESENTATIVE).strip() or None) if relationship is not Relationship.SELF else None,
        proof,
        draft.request if proof is PhoneProof.OTP else None,
        draft.attested_by if proof is PhoneProof.ATTESTED else None,
        draft.declared_by,
        draft.card if draft.from_card else None,
        draft.person if is_still_known(draft) else None,
    )


def _counted(campaign: Campaign, answers: tuple[Answer, ...], visitor_type: str) -> tuple[Answer, ...]:
    """The answers to what is asked of this type of visitor; whatever was answered as another type is not kept."""
    return tuple(answer for question in questions_for(campaign, visitor_type) for answer, _ in given(question, answers))


def _identity(values: dict[Field, str], birth: PartialDate) -> Identity:
    mobile, sex = phone.parse(values.get(Field.PHONE, "")), values.get(Field.SEX)
    return Identity(
        values.get(Field.NAME, ""),
        birth,
        DeclaredSex(sex) if sex else None,
        values.get(Field.NATION) or None,
        values.get(Field.NUMBER) or None,
        insurance_number.normalised(values.get(Field.INSURANCE, "")),
        mobile.e164 if isinstance(mobile, Phone) else None,
        values.get(Field.EMAIL) or None,
    )


def _address(values: dict[Field, str]) -> Address | None:
    province, ward, street = (values.get(name, "") for name in (Field.PROVINCE, Field.WARD, Field.STREET))
    return Address(province, ward, street) if province or ward or street else None
