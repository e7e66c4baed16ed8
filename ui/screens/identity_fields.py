"""Step 1, field by field: which of them stand there, how what is in them is shown, and how each is edited."""

from dataclasses import dataclass
from typing import Final

from kiosk import countries
from kiosk.declarations import AgeGroup, DeclaredSex, PhoneProof, Relationship
from kiosk.declaring_screens import DeclareIdentity
from kiosk.draft import Draft, FieldProblem
from kiosk.phone import Phone, parse
from kiosk.questionnaire import Campaign, Field, must_be_filled
from ui.widgets.look import Look

TEXTS: Final = (
    Field.REPRESENTATIVE,
    Field.NAME,
    Field.NUMBER,
    Field.BIRTH,
    Field.INSURANCE,
    Field.PHONE,
    Field.EMAIL,
)
"""Those that are typed, in the order of reading."""
CHOSEN: Final = (Field.VISITOR_TYPE, Field.RELATIONSHIP, Field.NATION)
"""Those with a list of their own."""
PICKED: Final = frozenset({*CHOSEN, Field.SEX, Field.PROVINCE, Field.WARD})
"""Those that are not typed: they are wanting until one of several is chosen."""
ADDRESS: Final = frozenset({Field.PROVINCE, Field.WARD, Field.STREET})
PLAIN: Final = frozenset({Field.NAME, Field.BIRTH, Field.SEX, Field.PHONE})
"""What is asked where no campaign says what is."""
CHILDREN: Final = (AgeGroup.CHILD, AgeGroup.SMALL_CHILD)
LAST: Final = 4
DOT: Final = "•"


@dataclass(frozen=True, slots=True)
class Asked:
    """The fields of the step, and which of them must be filled."""

    fields: frozenset[Field]
    required: frozenset[Field]


def asked_of(screen: DeclareIdentity, campaign: Campaign | None) -> Asked:
    """What this visitor is asked: the campaign's fields, the type of visit, and who declares for somebody else."""
    if campaign is None:
        return Asked(PLAIN, PLAIN)
    must = must_be_filled(campaign, screen.draft.get(Field.VISITOR_TYPE))
    fields = (campaign.required | campaign.optional | must) - ADDRESS
    required = must - ADDRESS
    if campaign.visitor_types:
        fields, required = fields | {Field.VISITOR_TYPE}, required | {Field.VISITOR_TYPE}
    if screen.draft.for_other:
        child = screen.age in CHILDREN
        also = {Field.RELATIONSHIP, *({Field.REPRESENTATIVE} if child else ())}
        fields, required = fields | also, required | also
    return Asked(frozenset(fields), frozenset(required))


def editable(asked: Asked, draft: Draft) -> list[Field]:
    """The fields that are typed, in order; a phone number that was confirmed is not typed again."""
    sure = draft.phone_proof is not PhoneProof.NONE
    return [each for each in TEXTS if each in asked.fields and not (each is Field.PHONE and sure)]


def shown_problem(screen: DeclareIdentity, field: Field) -> FieldProblem | None:
    """What is wrong with a field, once *Tiếp tục* was pressed."""
    return dict(screen.problems).get(field) if screen.tried else None


def label_of(screen: DeclareIdentity, field: Field, look: Look) -> str:
    """The label of a field; where somebody declares for another, whose name it is."""
    say = look.words.declare.identity
    return say.other_name if field is Field.NAME and screen.draft.for_other else say.fields[field]


def problem_words(look: Look, field: Field, found: FieldProblem | None) -> str:
    """What to do about a field: what is not typed is chosen."""
    say = look.words.declare.identity
    if found is None:
        return ""
    return say.to_choose if found is FieldProblem.MISSING and field in PICKED else say.problems[found]


def noun_of(look: Look, field: Field) -> str:
    """A field as it is named inside a sentence."""
    say = look.words.declare.identity
    return say.nouns.get(field, say.fields[field])


def value_of(field: Field, draft: Draft, look: Look, *, shown: bool = False) -> str:
    """What stands in a field, in words. The number is masked but for its end, unless it is ``shown``."""
    text, say = draft.get(field), look.words.declare.identity
    match field:
        case Field.NUMBER:
            return text if shown else masked(text)
        case Field.INSURANCE:
            return in_fours(text)
        case Field.PHONE:
            return grouped_phone(text)
        case Field.NATION:
            found = countries.named(text)
            return found.name(look.language.value) if found else ""
        case Field.SEX:
            return say.sexes[DeclaredSex(text)] if text in tuple(DeclaredSex) else ""
        case Field.RELATIONSHIP:
            return say.relations[Relationship(text)] if text in tuple(Relationship) else ""
        case Field.VISITOR_TYPE:
            types = look.site.campaign.visitor_types if look.site.campaign else ()
            return next((each.text.text(look.language.value) for each in types if each.key == text), "")
        case Field.BIRTH:
            return with_slashes(text)
        case _:
            return text


def relations(look: Look, screen: DeclareIdentity) -> list[tuple[str, str]]:
    """What whoever declares can be to somebody; who is of age may also declare for themselves after all."""
    say = look.words.declare.identity
    if screen.age in CHILDREN:
        return [(each.value, words) for each, words in say.child_relations.items()]
    return [(each.value, say.relations[each]) for each in Relationship if each is not Relationship.STAFF]


def in_fours(text: str) -> str:
    """A number in groups of four, as it stands on cards.

    >>> in_fours("001090000001")
    '0010 9000 0001'
    """
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def masked(text: str) -> str:
    """A number with nothing but its last four to be seen.

    >>> masked("001090000001"), masked("12"), masked("00109")
    ('•••• •••• 0001', '12', '• 0109')
    """
    return f"{in_fours(DOT * max(0, len(text) - LAST))} {text[-LAST:]}".strip()


def with_slashes(text: str) -> str:
    """A birth date typed without them, as it is read.

    >>> with_slashes("15081990"), with_slashes("1990"), with_slashes("150819"), with_slashes("15/8/1990")
    ('15/08/1990', '1990', '15/08/19', '15/8/1990')
    """
    if not text.isdigit() or len(text) <= 4:
        return text
    return "/".join(part for part in (text[:2], text[2:4], text[4:]) if part)


def grouped_phone(text: str) -> str:
    """A phone number in the groups it is read in, once it is one.

    >>> grouped_phone("0900000001"), grouped_phone("0900")
    ('0900 000 001', '0900')
    """
    found = parse(text)
    if isinstance(found, Phone):
        return found.grouped
    return " ".join(part for part in (text[:4], text[4:7], text[7:]) if part)
