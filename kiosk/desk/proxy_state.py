"""What the page of khai hộ shows, as one value."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kiosk.declaring_screens import DeclareDone
from kiosk.desk.lookup_code import PhoneCode
from kiosk.desk.proxy_form import Form, Wanted
from kiosk.desk.recording import Outcome
from kiosk.places import Places
from kiosk.questionnaire import Campaign, Field, Question


class Asking(StrEnum):
    """What the page asks before it goes on."""

    OTHER_CARD = "other_card"  # another person's card is held up: begin anew with it?
    DROP = "drop"  # lose what was typed?


class Notice(StrEnum):
    """What is said of a code that was held up."""

    FILLED = "filled"
    KNOWN = "known"  # this person declared here before: only the questions are left
    NOBODY = "nobody"  # the code says nothing of who holds it
    UNREADABLE = "unreadable"
    BUSY = "busy"
    WITHHELD = "withheld"  # they gave this number without proving it: nothing of them is filled in


@dataclass(frozen=True, slots=True, repr=False)
class Done:
    """The last declaration that was kept. ``screen`` says what became of its code and slip.

    ``reasons`` are keys of the campaign (``question:answer``); ``number`` is what somebody is met by who must wait.
    """

    person: UUID
    outcome: Outcome
    screen: DeclareDone
    reasons: tuple[str, ...] = ()
    number: str = ""
    recording: bool = False

    def __repr__(self) -> str:
        return f"Done({self.outcome})"

    @property
    def to_decide(self) -> bool:
        """Whether a member of staff is to say if they come in."""
        return self.outcome.may_be_let_in and not self.number


@dataclass(frozen=True, slots=True, repr=False)
class ProxyState:
    """``fields`` are asked here, ``required`` may not be left empty; ``wanted`` is in reading order.

    ``shown`` are those of the wanted that are to be said beside the field by now. ``can_copy``: there is a last one.
    ``by_hand``: something was typed, chosen or answered, and does not stand on a card that could be held up again.
    """

    form: Form
    operator: str
    campaign: Campaign | None = None
    places: Places | None = None
    fields: frozenset[Field] = frozenset()
    required: frozenset[Field] = frozenset()
    questions: tuple[Question, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    shown: frozenset[Wanted] = frozenset()
    code: PhoneCode = field(default_factory=PhoneCode)
    asking: Asking | None = None
    notice: Notice | None = None
    saving: bool = False
    done: Done | None = None
    can_copy: bool = False
    by_hand: bool = False

    def __repr__(self) -> str:
        return "ProxyState()"

    @property
    def renews(self) -> datetime | None:
        """When the declaration that this one renews was made; None for a new one."""
        return self.form.renews
