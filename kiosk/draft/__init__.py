"""A declaration while it is being filled in: what was typed, what a card says, what is missing, what becomes of it."""

from kiosk.ages import age_group
from kiosk.draft.checking import age_of, problems
from kiosk.draft.completing import complete
from kiosk.draft.fields import FieldProblem, birth_of, birth_text
from kiosk.draft.form import Draft, typed
from kiosk.draft.known import card_address, fill_from_card, filled_from_known, is_holder, is_still_known

__all__ = [
    "Draft",
    "FieldProblem",
    "age_group",
    "age_of",
    "birth_of",
    "birth_text",
    "card_address",
    "complete",
    "fill_from_card",
    "filled_from_known",
    "is_holder",
    "is_still_known",
    "problems",
    "typed",
]
