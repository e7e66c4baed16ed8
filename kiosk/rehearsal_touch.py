"""What a visitor without a code presses, screen by screen, until they are in, out, or with the staff.

Pure: a screen gives the next touch. They read what the screen says, and type what they would know: their number, the
code on their phone, who they are.
"""

from collections.abc import Mapping
from typing import Protocol

from kiosk.declaring_screens import (
    CodeState,
    DeclareAddress,
    DeclareConsent,
    DeclareDone,
    DeclareHealth,
    DeclareIdentity,
    Printing,
)
from kiosk.errand_events import (
    Agreed,
    Answered,
    Box,
    DeclarePressed,
    DonePressed,
    EditPressed,
    ErrandChoice,
    EveryonePressed,
    NextPressed,
    PersonPressed,
    PhonePressed,
    Picked,
    PrintPressed,
    SendPressed,
    StillHerePressed,
    Typed,
)
from kiosk.errand_screens import ChoosePerson, EnterCode, EnterPhone, NobodyDeclared, NoCode, PersonAct, StillThere
from kiosk.questionnaire import Field
from kiosk.screens import NeedsDeclaration, Screen, Waiting

PICKED = frozenset({Field.SEX, Field.NATION, Field.RELATIONSHIP, Field.VISITOR_TYPE, Field.PROVINCE, Field.WARD})


class Toucher(Protocol):
    """Somebody who comes with nothing to hold up. ``values`` are what they would fill in, by field."""

    @property
    def key(self) -> int:
        """Which visitor of the plan this is."""

    @property
    def by_phone(self) -> bool:
        """Whether they come by their number; else they declare."""

    @property
    def holds_card(self) -> bool:
        """Whether they hold up a card to fill the form."""

    @property
    def phone(self) -> str:
        """Their number, ten digits."""

    @property
    def values(self) -> Mapping[Field, str]:
        """What they fill in."""

    @property
    def street(self) -> str:
        """House and street."""


def is_digit(choice: ErrandChoice) -> bool:
    """Whether a touch is a digit of a number or a code: these are not counted."""
    return isinstance(choice, Typed) and isinstance(choice.where, Box)


def next_touch(visitor: Toucher, screen: Screen, code: str | None, at: float) -> ErrandChoice | None:
    """The next touch on this screen; None to wait, or where there is nothing to touch."""
    match screen:
        case Waiting():
            return PhonePressed(at) if visitor.by_phone else DeclarePressed(at)
        case NeedsDeclaration() | NobodyDeclared():
            return DeclarePressed(at)
        case EnterPhone(digits, problem, asking=False):
            ready = problem is None and digits == visitor.phone
            return NextPressed(at) if ready else Typed(Box.PHONE, visitor.phone[: len(digits) + 1], at)
        case EnterCode(digits=digits, asking=False) if code is not None:
            return Typed(Box.CODE, code[: len(digits) + 1], at)
        case NoCode():
            return None
        case ChoosePerson(asking=False):
            return _choose(screen, at)
        case StillThere():
            return StillHerePressed(at)
    return _declare(visitor, screen, at)


def _choose(screen: ChoosePerson, at: float) -> ErrandChoice | None:
    if screen.all_count:
        return EveryonePressed(at)
    acts = {PersonAct.CHECK_IN, PersonAct.CHECK_OUT, PersonAct.DECLARE}
    row = next((one for one in screen.rows if one.act in acts), None)
    return PersonPressed(row.person, at) if row else None


def _declare(visitor: Toucher, screen: Screen, at: float) -> ErrandChoice | None:
    match screen:
        case DeclareIdentity(asking=False):
            return _identify(visitor, screen, at)
        case DeclareAddress(province=None):
            return Picked(Field.PROVINCE, screen.provinces[0].code, at)
        case DeclareAddress(ward=None):
            return Picked(Field.WARD, screen.wards[0].code, at)
        case DeclareAddress(problems=problems):
            return Typed(Field.STREET, visitor.street, at) if problems else NextPressed(at)
        case DeclareHealth(missing=missing):
            return Answered(missing[0], at, "no") if missing else NextPressed(at)
        case DeclareConsent(sending=False, draft=draft):
            return SendPressed(at) if draft.agreed else Agreed(yes=True, at=at)
        case DeclareDone(state=CodeState.HERE, printing=Printing.READY):
            return PrintPressed(at)
        case DeclareDone(state=CodeState.ASKED) | DeclareDone(printing=Printing.PRINTING):
            return None
        case DeclareDone():
            return DonePressed(at)
    return None


def _identify(visitor: Toucher, screen: DeclareIdentity, at: float) -> ErrandChoice:
    if screen.editing is not None:
        return EditPressed(None, at)
    for field, _ in screen.problems:
        value = visitor.values.get(field)
        if value and screen.draft.get(field) != value:
            return Picked(field, value, at) if field in PICKED else Typed(field, value, at)
    return NextPressed(at)
