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


def allowed(role: str, right: Right) -> bool:
    """Whether officers of this role have this right; a role that this program does not know has none.

    >>> allowed("tracer", Right.TRACE), allowed("viewer", Right.TRACE), allowed("king", Right.TRACE)
    (True, False, False)
    """
    return any(right in rights for known, rights in RIGHTS.items() if known == role)
