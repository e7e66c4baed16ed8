"""Filling in the form of khai hộ, by the same rules as the visitors' wizard (kiosk/draft). Pure.

A member of staff types; the person declared for, or their guardian, has heard what they agree to and said so.
"""

from dataclasses import replace
from datetime import date
from uuid import UUID

from kiosk import draft as drafts
from kiosk import phone, questionnaire
from kiosk.admission import Rules
from kiosk.cards.card import Card
from kiosk.certificates import Trust
from kiosk.declarations import AgeGroup, Filled, PhoneProof, Relationship
from kiosk.desk.proxy_form import (
    ADDRESS,
    READING,
    Copied,
    FieldWanted,
    Form,
    QuestionWanted,
    Start,
    Tick,
    TickWanted,
    Wanted,
)
from kiosk.draft import Draft
from kiosk.family import DeclaredPerson
from kiosk.phone import Phone
from kiosk.places import Places
from kiosk.questionnaire import Campaign, Field, Question, questions_for


def blank(staff: UUID) -> Form:
    """An empty form, typed by a member of staff, who speaks for the person until somebody else does."""
    values = {Field.RELATIONSHIP: Relationship.STAFF.value}
    return Form(Draft(values=values, for_other=True, declared_by=staff))


def begun(start: Start, staff: UUID) -> Form:
    """A form with what is known already: a number, with the proof it has, and somebody who declared before."""
    form = blank(staff)
    if start.phone is not None:
        form = typed(form, Field.PHONE, start.phone.national)
        draft = replace(form.draft, phone_proof=start.proof, request=start.request, attested_by=start.attested_by)
        form = replace(form, draft=draft)
    return known(form, start.known) if start.known is not None else form


def has_content(form: Form) -> bool:
    """Whether something would be lost: more than a form has from the start, and a number that was confirmed."""
    kept = {Field.RELATIONSHIP} | ({Field.PHONE} if form.draft.phone_proof is not PhoneProof.NONE else set())
    return bool(form.draft.answers or form.ticks or any(name not in kept for name in form.draft.values))


def typed(form: Form, name: Field, text: str) -> Form:
    """Put the text of a field. Who has to agree may change with it; then the ticks go."""
    if name is Field.RELATIONSHIP and text == Relationship.SELF:
        return form
    return _with(form, drafts.typed(form.draft, name, text))


def answered(form: Form, question: str, value: str | None = None, note: str | None = None) -> Form:
    """Answer a question, or write its note."""
    answers = questionnaire.answered(form.draft.answers, question, value, note)
    return replace(form, draft=replace(form.draft, answers=answers))


def ticked(form: Form, tick: Tick, *, yes: bool) -> Form:
    """Set a tick, or take it away."""
    ticks = form.ticks | {tick} if yes else form.ticks - {tick}
    return replace(form, ticks=ticks, draft=replace(form.draft, agreed=bool(ticks)))


def is_anothers(form: Form, card: Card) -> bool:
    """Whether a card contradicts what stands in the form: it can only be another person's."""
    return has_content(form) and not drafts.is_holder(form.draft, card)


def carded(form: Form, card: Card, places: Places, trust: Trust | None = None) -> Form:
    """Fill in what a card says; its address and phone where nothing stands there and they are of today."""
    draft = drafts.fill_from_card(form.draft, card)
    found = drafts.card_address(draft, places)
    if found is not None and not any(draft.get(name) for name in ADDRESS):
        for name, text in zip(ADDRESS, found, strict=True):
            draft = drafts.typed(draft, name, text)
        draft = replace(draft, from_card=draft.from_card.union(name for name in ADDRESS if draft.get(name)))
    number = phone.parse(draft.old_phone)
    if isinstance(number, Phone) and not draft.get(Field.PHONE):
        draft = drafts.typed(draft, Field.PHONE, number.national)
        draft = replace(draft, from_card=draft.from_card | {Field.PHONE})
    form = _with(form, draft)
    if card.certificate is not None:
        form = replace(form, passport=card, trust=trust)
    return replace(form, card=card)


def known(form: Form, person: DeclaredPerson) -> Form:
    """Fill in what is known of somebody who declared before: the questions are left, and the consent."""
    number = phone.parse(person.phone)
    person = replace(person, phone=number.national if isinstance(number, Phone) else "")
    form = _with(form, drafts.filled_from_known(form.draft, person))
    return replace(form, renews=person.holding.declared_at if person.holding else None)


def renewed(form: Form, person: DeclaredPerson) -> Form:
    """Fill in what is known beside what a card says, or was typed meanwhile, which both stay."""
    before = form.draft
    form = known(form, person)
    theirs = {name: text for name, text in form.draft.values.items() if not before.get(name)}
    if before.get(Field.PROVINCE):
        theirs = {name: text for name, text in theirs.items() if name not in ADDRESS}
    return replace(form, draft=replace(form.draft, values={**before.values, **theirs}, from_card=before.from_card))


def copied(form: Form, last: Copied) -> Form:
    """Take over phone and address of the last declaration, the phone with the proof it has."""
    draft = form.draft
    for name in (Field.PHONE, *ADDRESS):
        if last.values.get(name):
            draft = drafts.typed(draft, name, last.values[name])
    if last.values.get(Field.PHONE):
        draft = replace(draft, phone_proof=last.phone_proof, request=last.request, attested_by=last.attested_by)
    return _with(form, draft)


def to_copy(form: Form) -> Copied:
    """What the next of the family may take over."""
    draft = form.draft
    values = {name: draft.get(name) for name in (Field.PHONE, *ADDRESS) if draft.get(name)}
    return Copied(values, draft.phone_proof, draft.request, draft.attested_by)


def asked_fields(campaign: Campaign) -> frozenset[Field]:
    """The fields on the page."""
    types = {Field.VISITOR_TYPE} if campaign.visitor_types else set()
    return campaign.required | campaign.optional | types | {Field.RELATIONSHIP, Field.REPRESENTATIVE}


def required_fields(form: Form, campaign: Campaign, today: date) -> frozenset[Field]:
    """Those that may not be left empty; a child's guardian gives their name."""
    must = questionnaire.must_be_filled(campaign, form.draft.get(Field.VISITOR_TYPE)) | {Field.RELATIONSHIP}
    return must | {Field.REPRESENTATIVE} if _age(form, today) in _CHILDREN else must


def questions_of(form: Form, campaign: Campaign) -> tuple[Question, ...]:
    """The questions asked of whoever the form is about."""
    return questions_for(campaign, form.draft.get(Field.VISITOR_TYPE))


def wanted(form: Form, campaign: Campaign, places: Places, today: date) -> tuple[Wanted, ...]:
    """Everything that is still wrong or missing, in reading order."""
    found = dict(drafts.problems(form.draft, campaign, places, today))
    fields = tuple(FieldWanted(name, found[name]) for name in READING if name in found)
    missing = questionnaire.missing(campaign, form.draft.answers, form.draft.get(Field.VISITOR_TYPE))
    questions = tuple(
        QuestionWanted(one.key, number, form.draft.answer(one.key) is not None)
        for number, one in enumerate(questions_of(form, campaign), 1)
        if one.key in missing
    )
    return (*fields, *questions, *map(TickWanted, _ticks_wanted(form, today)))


def finished(form: Form, rules: Rules, today: date, language: str) -> tuple[Filled, Card | None]:
    """Make the declaration to be kept, and the card it goes with: none where the card is another person's.

    Raises ValueError where something is wanted. The consent is that of whoever spoke: themselves, or the guardian.
    """
    campaign, places = rules.campaign, rules.places
    if campaign is None or places is None or wanted(form, campaign, places, today):
        raise ValueError("the form is not whole")
    form = _own(form)
    child = _age(form, today) is AgeGroup.CHILD
    draft = replace(form.draft, agreed=True, child_agreed=child)
    filled = drafts.complete(draft, campaign, places, today, language, "desk")
    speaker = filled.relationship if filled.relationship is not Relationship.STAFF else Relationship.GUARDIAN
    if _age(form, today) is AgeGroup.ADULT and Tick.SPOKEN in form.ticks:
        speaker = Relationship.SELF
    return replace(filled, consent=replace(filled.consent, actor=speaker)), form.card


def _own(form: Form) -> Form:
    """Let go of a card that is not, or no longer, that of whoever the form is about."""
    if form.card is not None and not drafts.is_holder(form.draft, form.card):
        form = replace(form, card=None, draft=replace(form.draft, from_card=frozenset()))
    if form.passport is not None and not drafts.is_holder(form.draft, form.passport):
        form = replace(form, passport=None, trust=None)
    return form


_CHILDREN = (AgeGroup.SMALL_CHILD, AgeGroup.CHILD)


def _age(form: Form, today: date) -> AgeGroup | None:
    return drafts.age_of(form.draft, today)


def _ticks_wanted(form: Form, today: date) -> tuple[Tick, ...]:
    match _age(form, today):
        case AgeGroup.SMALL_CHILD:
            needed = {Tick.GUARDIAN}
        case AgeGroup.CHILD:
            needed = {Tick.SPOKEN, Tick.GUARDIAN}
        case _:
            needed = set() if form.ticks else {Tick.SPOKEN}
    return tuple(tick for tick in Tick if tick in needed - form.ticks)


def _with(form: Form, draft: Draft) -> Form:
    """Put another draft; where it no longer stands agreed to, the ticks go."""
    return replace(form, draft=draft, ticks=form.ticks if draft.agreed else frozenset())
