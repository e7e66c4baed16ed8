"""What is agreed to before a declaration is kept, and keeping it."""

from dataclasses import replace

from kiosk import draft as drafts
from kiosk import phone
from kiosk.admission import Rules, local_date
from kiosk.declarations import AgeGroup
from kiosk.declaring_screens import DeclareConsent
from kiosk.draft import Draft
from kiosk.errand_effects import SaveDeclaration
from kiosk.errands.errand import Errand
from kiosk.gate import Gate, Step, enter, on_errand, renew
from kiosk.people import masked_name
from kiosk.phone import Phone
from kiosk.places import Places
from kiosk.questionnaire import Field, questions_for


def consent(gate: Gate, errand: Errand, at: float, rules: Rules) -> Step:
    """Bring up what is agreed to, with a summary beside it. A tick of an earlier visit to this step is gone."""
    if rules.campaign is None or rules.places is None:
        return gate, ()
    draft = replace((errand.draft or Draft()), agreed=False, child_agreed=False)
    errand = replace(errand, draft=draft)
    asked = questions_for(rules.campaign, draft.get(Field.VISITOR_TYPE))
    number = phone.parse(draft.get(Field.PHONE))
    screen = DeclareConsent(
        draft,
        drafts.age_of(draft, local_date(rules.now)) or AgeGroup.ADULT,
        masked_name(draft.get(Field.NAME)),
        number.masked if isinstance(number, Phone) else "",
        _place_words(draft, rules.places),
        sum(draft.answer(one.key) is not None for one in asked),
        len(asked),
    )
    return enter(on_errand(gate, errand), screen, at)


def _place_words(draft: Draft, places: Places) -> str:
    ward, province = places.ward(draft.get(Field.WARD)), places.province(draft.get(Field.PROVINCE))
    return ", ".join(one.name for one in (ward, province) if one is not None)


def agreed(gate: Gate, errand: Errand, screen: DeclareConsent, *, yes: bool, child: bool) -> Step:
    """A tick was set or taken away."""
    if screen.sending:
        return gate, ()
    draft = errand.draft or Draft()
    draft = replace(draft, child_agreed=yes) if child else replace(draft, agreed=yes)
    return renew(on_errand(gate, replace(errand, draft=draft)), replace(screen, draft=draft))


def send(gate: Gate, errand: Errand, screen: DeclareConsent, rules: Rules) -> Step:
    """Keep the declaration, if it is whole and agreed to."""
    campaign, places = rules.campaign, rules.places
    if screen.sending or campaign is None or places is None:
        return gate, ()
    errand = _own(errand)
    draft = errand.draft or Draft()
    try:
        filled = drafts.complete(draft, campaign, places, local_date(rules.now), gate.language.value)
    except ValueError:
        return renew(gate, replace(screen, tried=True))
    effect = SaveDeclaration(gate.turn, filled, errand.card)
    return renew(on_errand(gate, errand), replace(screen, sending=True, tried=True), effect)


def _own(errand: Errand) -> Errand:
    """Let go of what is another person's: a parent's card may have filled the form before it became their child's."""
    draft = errand.draft or Draft()
    card, passport = errand.card, errand.passport
    if card is not None and not drafts.is_holder(draft, card):
        errand = replace(errand, card=None, draft=replace(draft, from_card=frozenset()))
    if passport is not None and not drafts.is_holder(draft, passport):
        errand = replace(errand, passport=None, trust=None)
    return errand
