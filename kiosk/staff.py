"""The staff: who may do what at the desk."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What somebody of the staff is at this checkpoint."""

    ATTENDANT = "attendant"
    SUPERVISOR = "supervisor"
    TECHNICIAN = "technician"


class Right(StrEnum):
    """One thing that may be allowed. Whoever may not do it does not find it on the screen either."""

    SEE_PEOPLE = "see_people"  # the list, the phone look-up, one person in full
    RECORD = "record"  # check in, check out, correct, annul
    DECLARE = "declare"  # khai hộ
    UNMASK = "unmask"  # a whole column, for a reason
    WORK_LIST = "work_list"
    EVACUATE = "evacuate"
    EXPORT = "export"
    FIGURES = "figures"
    DEVICES = "devices"
    SETTINGS = "settings"
    STAFF = "staff"  # who else may sign in
    SWITCH_MODE = "switch_mode"


_ATTENDANT = frozenset(
    {
        Right.SEE_PEOPLE,
        Right.RECORD,
        Right.DECLARE,
        Right.UNMASK,
        Right.WORK_LIST,
        Right.EVACUATE,
        Right.FIGURES,
        Right.DEVICES,
        Right.SWITCH_MODE,
    }
)
_RIGHTS = {
    Role.ATTENDANT: _ATTENDANT,
    Role.SUPERVISOR: frozenset(Right),
    Role.TECHNICIAN: frozenset({Right.FIGURES, Right.DEVICES, Right.SETTINGS, Right.SWITCH_MODE}),
}


def may(role: str, right: Right) -> bool:
    """Whether somebody of this role has this right; an unknown role has none.

    >>> may(Role.SUPERVISOR, Right.EXPORT), may(Role.ATTENDANT, Right.EXPORT), may(Role.TECHNICIAN, Right.SEE_PEOPLE)
    (True, False, False)
    """
    return role in tuple(Role) and right in _RIGHTS[Role(role)]


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whoever is signed in at the desk now."""

    id: UUID
    name: str
    role: Role

    def may(self, right: Right) -> bool:
        """Whether they have this right."""
        return may(self.role, right)
