"""What officers may do, by their role: one table."""

from collections.abc import Mapping
from enum import StrEnum


class Right(StrEnum):
    """Something that not every officer may do."""

    SEE_CHECKPOINTS = "see_checkpoints"
    SEARCH_PEOPLE = "search_people"
    TRACE = "trace"
    EXPORT = "export"
    MANAGE_CAMPAIGNS = "manage_campaigns"
    MANAGE_ASSESSMENTS = "manage_assessments"
    MANAGE_ISOLATION = "manage_isolation"
    NOTIFY = "notify"
    DUTIES = "duties"
    MANAGE_OFFICERS = "manage_officers"
    SEE_LOG = "see_log"


class Role(StrEnum):
    """What an officer is."""

    VIEWER = "viewer"
    OFFICER = "officer"
    TRACER = "tracer"
    ADMINISTRATOR = "administrator"
    PROTECTION = "protection"  # the data protection officer


_VIEWER = frozenset({Right.SEE_CHECKPOINTS})
_OFFICER = _VIEWER | {Right.SEARCH_PEOPLE, Right.NOTIFY, Right.MANAGE_ASSESSMENTS, Right.MANAGE_ISOLATION}

# Whoever looks after personal data looks at the log, and changes neither rules nor officers; whoever appoints
# officers answers nobody's request about their data.
RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.VIEWER: _VIEWER,
    Role.OFFICER: _OFFICER,
    Role.TRACER: _OFFICER | {Right.TRACE, Right.EXPORT},
    Role.ADMINISTRATOR: frozenset(Right) - {Right.DUTIES},
    Role.PROTECTION: _VIEWER | {Right.SEARCH_PEOPLE, Right.EXPORT, Right.DUTIES, Right.SEE_LOG},
}


# What reaches the whole country whoever does it: not for officers who are bound to a province.
_EVERYWHERE = frozenset({Right.DUTIES})


def allowed(role: str, area: str | None, right: Right) -> bool:
    """Whether officers of this role, of this province or of none, have this right; an unknown role has none.

    >>> allowed("tracer", "01", Right.TRACE), allowed("viewer", None, Right.TRACE), allowed("king", None, Right.TRACE)
    (True, False, False)
    >>> allowed("protection", None, Right.DUTIES), allowed("protection", "01", Right.DUTIES)
    (True, False)
    """
    if area is not None and right in _EVERYWHERE:
        return False
    return any(right in rights for known, rights in RIGHTS.items() if known == role)


def can_be_bound(role: str) -> bool:
    """Whether an officer of this role may be bound to a province: one who would lack a right by it may not.

    >>> can_be_bound("officer"), can_be_bound("protection")
    (True, False)
    """
    return all(known != role or not rights & _EVERYWHERE for known, rights in RIGHTS.items())


def given_by(area: str | None) -> tuple[Role, ...]:
    """The roles that an administrator gives and takes away; one of a province, those that see less than themselves.

    >>> [str(role) for role in given_by("01")], len(given_by(None)) == len(Role)
    (['viewer', 'officer', 'tracer'], True)
    """
    kept = frozenset({Right.MANAGE_OFFICERS}) | _EVERYWHERE
    theirs = RIGHTS[Role.ADMINISTRATOR]
    return tuple(role for role in Role if area is None or (RIGHTS[role] <= theirs and not RIGHTS[role] & kept))
