"""The staff: who may do what at the desk."""

import re
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


_HASH = re.compile(
    r"\$argon2id\$v=19\$m=([0-9]{1,9}),t=([0-9]{1,4}),p=([0-9]{1,4})\$[A-Za-z0-9+/]{11,64}\$[A-Za-z0-9+/]{22,88}"
)


def sound_hash(pin: str) -> bool:
    """Whether a PIN is kept as it should be, whoever did so.

    As argon2id of 19 MiB and two passes at least, and of no more work than a kiosk does while somebody waits.

    >>> ending = "$c3ludGhldGlj$c3ludGhldGljLWhhc2gtb2Ytbm8tcGlu"
    >>> [sound_hash(f"$argon2id$v=19$m={m},t={t},p=1{ending}") for m, t in ((19456, 2), (19455, 2), (19456, 1))]
    [True, False, False]
    >>> [sound_hash(f"$argon2id$v=19$m={m},t={t},p=1{ending}") for m, t in ((65536, 4), (65537, 4), (65536, 5))]
    [True, False, False]
    """
    if (found := _HASH.fullmatch(pin)) is None:
        return False
    memory, passes, lanes = (int(one) for one in found.groups())
    return 19 * 1024 <= memory <= 64 * 1024 and 2 <= passes <= 4 and 1 <= lanes <= 4


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whoever is signed in at the desk now."""

    id: UUID
    name: str
    role: Role

    def may(self, right: Right) -> bool:
        """Whether they have this right."""
        return may(self.role, right)
