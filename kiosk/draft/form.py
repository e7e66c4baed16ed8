"""A declaration while it is being filled in: what was typed, as typed. It lives as long as the visitor stands there.

Nothing of it is kept before it is whole, agreed to and sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from kiosk import phone
from kiosk.declarations import PhoneProof, Relationship
from kiosk.draft.fields import entered
from kiosk.questionnaire import Answer, Field


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """What has been filled in so far. ``values`` holds only what was typed or chosen: codes for choices.

    ``from_card`` are the fields a card filled and nobody changed since; ``card`` is its kind.
    ``old_address`` is the address printed on a card, shown, never guessed into today's wards; ``old_phone`` the number
    a card says. ``known`` is what was filled in because ``person`` is known here.
    """

    values: Mapping[Field, str] = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()
    from_card: frozenset[Field] = frozenset()
    card: str | None = None
    old_address: str = ""
    old_phone: str = ""
    for_other: bool = False
    phone_proof: PhoneProof = PhoneProof.NONE
    request: UUID | None = None
    attested_by: UUID | None = None
    declared_by: UUID | None = None
    person: UUID | None = None
    known: Mapping[Field, str] = field(default_factory=dict)
    agreed: bool = False
    child_agreed: bool = False

    def __repr__(self) -> str:
        return "Draft()"

    def get(self, name: Field) -> str:
        """What stands in a field, empty for nothing."""
        return self.values.get(name, "")

    def answer(self, question: str) -> Answer | None:
        """What was answered, None for nothing yet."""
        return next((one for one in self.answers if one.question == question), None)

    @property
    def relationship(self) -> Relationship | None:
        """What the one who declares is to the one declared for; None while that was not said."""
        if not self.for_other:
            return Relationship.SELF
        said = self.get(Field.RELATIONSHIP)
        return Relationship(said) if said in tuple(Relationship) else None


def typed(draft: Draft, name: Field, text: str) -> Draft:
    """Put the whole text of a field, as it stands after a key stroke or a choice.

    What was changed comes from no card any more. A ward belongs to its province, so another province takes it along;
    another phone number is not confirmed; and who has to agree depends on the birth date and on who declares, so a
    change of these takes the ticks back.
    """
    value = entered(name, text)
    if value == draft.get(name):
        return draft
    values = {**draft.values, name: value}
    if name is Field.PROVINCE:
        values.pop(Field.WARD, None)
    left = {field: text for field, text in values.items() if text}
    changed = replace(draft, values=left, from_card=draft.from_card - {name})
    if name is Field.PHONE and phone.parse(value) != phone.parse(draft.get(name)):
        changed = replace(changed, phone_proof=PhoneProof.NONE, request=None, attested_by=None)
    if name in (Field.BIRTH, Field.RELATIONSHIP, Field.REPRESENTATIVE):
        changed = replace(changed, agreed=False, child_agreed=False)
    return changed
