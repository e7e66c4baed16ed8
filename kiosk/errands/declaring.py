"""The wizard: details, address, health, consent. Nothing of it is kept before it is whole, agreed to and sent."""

from dataclasses import replace

from kiosk import draft as drafts
from kiosk.admission import Rules, local_date
from kiosk.cards.card import Card
from kiosk.certificates import Trust
from kiosk.declarations import AgeGroup, PhoneProof, Relationship
from kiosk.declaring_screens import DeclareIdentity
from kiosk.draft import Draft, FieldProblem
from kiosk.errand_answers import InsuranceFound
from kiosk.errand_effects import AskInsurance
from kiosk.errands import asking, locating
from kiosk.errands.errand import Errand
from kiosk.family import DeclaredPerson
from kiosk.gate import Gate, Step, enter, on_errand, renew
from kiosk.questionnaire import Campaign, Field, questions_for

ADDRESS = frozenset({Field.PROVINCE, Field.WARD, Field.STREET})


def identity_fields(campaign: Campaign) -> frozenset[Field]:
    """The fields of the first step; who declares for another is asked there as well."""
    asked = (campaign.required | campaign.optional) - ADDRESS
    types = frozenset({Field.VISITOR_TYPE}) if campaign.visitor_types else frozenset()
    return asked | types | {Field.RELATIONSHIP, Field.REPRESENTATIVE}


def begin(
    gate: Gate,
    errand: Errand,
    at: float,
    rules: Rules,
    *,
    card: Card | None = None,
    known: DeclaredPerson | None = None,
    for_other: bool = False,
) -> Step:
    """Start a declaration, with what is known already filled in."""
    campaign, places = rules.campaign, rules.places
    if campaign is None or places is None:
        return gate, ()
    draft = Draft(
        for_other=for_other,
        phone_proof=errand.proof,
        request=errand.request if errand.proof is PhoneProof.OTP else None,
        attested_by=errand.attested_by,
    )
    if errand.phone is not None:
        draft = replace(draft, values={Field.PHONE: errand.phone.national})
    if known is not None:
        draft = drafts.filled_from_known(draft, known)
    if card is not None:
        draft = drafts.fill_from_card(draft, card)
    shown = card is not None and card.certificate is not None
    errand = replace(
        errand,
        draft=draft,
        card=card,
        passport=card if shown else None,
        trust=errand.trust if shown else None,
        declaration=None,
        entered=None,
        member=None,
        other_by_age=False,
        asked_insurance="",
    )
    return identity(replace(gate, subject=None, leaving=False), errand, at, rules)


def has_content(errand: Errand) -> bool:
    """Whether something would be lost: more than a number that was confirmed before."""
    draft = _draft(errand)
    kept = {Field.PHONE} if draft.phone_proof is not PhoneProof.NONE else set()
    return any(text and field not in kept for field, text in draft.values.items())


def identity(gate: Gate, errand: Errand, at: float, rules: Rules) -> Step:
    """Bring up the first step."""
    errand = _of_age(errand, rules)
    screen = _identity_screen(DeclareIdentity(_draft(errand), (), None), errand, rules)
    return enter(on_errand(gate, errand), screen, at)


def _draft(errand: Errand) -> Draft:
    return errand.draft or Draft()


def _identity_screen(screen: DeclareIdentity, errand: Errand, rules: Rules) -> DeclareIdentity:
    draft = _draft(errand)
    return replace(screen, draft=draft, problems=_identity_problems(draft, rules), age=_age(draft, rules))


def _age(draft: Draft, rules: Rules) -> AgeGroup | None:
    return drafts.age_of(draft, local_date(rules.now))


def _identity_problems(draft: Draft, rules: Rules) -> tuple[tuple[Field, FieldProblem], ...]:
    campaign, places = rules.campaign, rules.places
    if campaign is None or places is None:
        return ()
    return drafts.problems(draft, campaign, places, local_date(rules.now), identity_fields(campaign))


def _of_age(errand: Errand, rules: Rules) -> Errand:
    """A child cannot declare alone, so somebody declares for it; an adult may again declare for themselves."""
    draft = _draft(errand)
    child = _age(draft, rules) in (AgeGroup.CHILD, AgeGroup.SMALL_CHILD)
    if child and not draft.for_other:
        return replace(errand, draft=replace(draft, for_other=True), other_by_age=True)
    if not child and errand.other_by_age:
        return replace(errand, draft=replace(draft, for_other=False), other_by_age=False)
    return errand


def changed(gate: Gate, errand: Errand, screen: DeclareIdentity, field: Field, text: str, rules: Rules) -> Step:
    """A field of the first step was typed into, or something was chosen."""
    draft = _draft(errand)
    if field in ADDRESS or screen.asking:
        return gate, ()
    if field is Field.PHONE and draft.phone_proof is not PhoneProof.NONE:
        return gate, ()  # confirmed: another number is another errand
    if field is Field.RELATIONSHIP and text == Relationship.SELF:
        draft = replace(draft, for_other=False)
    elif field is Field.RELATIONSHIP and not draft.for_other:
        draft = replace(draft, for_other=True)
    draft = drafts.typed(draft, field, text)
    errand = _of_age(replace(errand, draft=draft), rules)
    screen = replace(screen, unknown_insurance=screen.unknown_insurance and field is not Field.INSURANCE)
    return renew(on_errand(gate, errand), _identity_screen(screen, errand, rules))


def edit(gate: Gate, errand: Errand, screen: DeclareIdentity, field: Field | None, rules: Rules) -> Step:
    """The keyboard opens for a field, or closes; leaving the insurance number asks the centre about it."""
    if screen.asking:
        return gate, ()
    if field is Field.PHONE and _draft(errand).phone_proof is not PhoneProof.NONE:
        field = None
    asked, request = _insurance_to_ask(errand, screen, field, rules), errand.request
    if asked is None or request is None:
        return renew(gate, replace(screen, editing=field))
    errand = replace(errand, asked_insurance=asked)
    screen = replace(screen, editing=field, asking=True, unknown_insurance=False)
    return renew(on_errand(gate, errand), screen, AskInsurance(gate.turn, request, asked))


def _insurance_to_ask(errand: Errand, screen: DeclareIdentity, field: Field | None, rules: Rules) -> str | None:
    """The number to ask about: whole, not asked about before, and only where the phone was confirmed by a code."""
    draft = _draft(errand)
    number = draft.get(Field.INSURANCE)
    known = Field.INSURANCE in draft.from_card or number == errand.asked_insurance
    if screen.editing is not Field.INSURANCE or field is Field.INSURANCE or not number or known:
        return None
    if errand.proof is not PhoneProof.OTP or not rules.centre:
        return None
    faulty = any(where is Field.INSURANCE for where, _ in screen.problems)
    return None if faulty else number


def insured(gate: Gate, errand: Errand, screen: DeclareIdentity, answer: InsuranceFound, rules: Rules) -> Step:
    """The centre has said whom the insurance number belongs to."""
    if answer.person is not None:
        errand = _of_age(replace(errand, draft=drafts.filled_from_known(_draft(errand), answer.person)), rules)
    screen = replace(screen, asking=False, unknown_insurance=answer.person is None)
    return renew(on_errand(gate, errand), _identity_screen(screen, errand, rules))


def card_shown(gate: Gate, errand: Errand, card: Card, trust: Trust | None, rules: Rules) -> Step:
    """A card was held up on the first step: it fills the form."""
    if not isinstance(gate.screen, DeclareIdentity):
        return gate, ()
    draft = drafts.fill_from_card(_draft(errand), card)
    if card.certificate is not None:
        errand = replace(errand, passport=card, trust=trust)
    errand = _of_age(replace(errand, draft=draft, card=card), rules)
    screen = replace(gate.screen, editing=None, unknown_insurance=False)
    return renew(on_errand(gate, errand), _identity_screen(screen, errand, rules))


def after_identity(gate: Gate, errand: Errand, screen: DeclareIdentity, at: float, rules: Rules) -> Step:
    """*Tiếp tục* on the first step."""
    if screen.asking or rules.campaign is None:
        return gate, ()
    if screen.problems:
        return renew(gate, replace(screen, tried=True, editing=None))
    if _insurance_to_ask(errand, screen, None, rules) is not None:
        return edit(gate, errand, screen, None, rules)
    if ADDRESS & (rules.campaign.required | rules.campaign.optional):
        return locating.address(gate, errand, at, rules)
    return asking.health(gate, errand, at, rules)


def before_health(gate: Gate, errand: Errand, at: float, rules: Rules) -> Step:
    """*Quay lại* on the questions; what was answered stays."""
    if rules.campaign is not None and ADDRESS & (rules.campaign.required | rules.campaign.optional):
        return locating.address(gate, errand, at, rules)
    return identity(gate, errand, at, rules)


def before_consent(gate: Gate, errand: Errand, at: float, rules: Rules) -> Step:
    """*Quay lại* on the consent; a campaign without questions goes back over them."""
    if rules.campaign is not None and questions_for(rules.campaign, _draft(errand).get(Field.VISITOR_TYPE)):
        return asking.health(gate, errand, at, rules, last=True)
    return before_health(gate, errand, at, rules)
