"""Ids that no kiosk and no checkpoint may have: whoever had one would be taken for something else."""

from uuid import UUID

_OWN = UUID("7c1f1f0e-52f9-5d8e-9d6b-5e55105e0000").int >> 16  # every constant of this centre begins like this one


def is_reserved(which: UUID) -> bool:
    """Whether this centre means something of its own by an id: nowhere, or whom codes are counted for.

    >>> is_reserved(UUID(int=0)), is_reserved(UUID("7c1f1f0e-52f9-5d8e-9d6b-5e55105e0002"))
    (True, True)
    >>> is_reserved(UUID("0197a5d2-0000-7000-8000-00000000cafe"))
    False
    """
    return which.int == 0 or which.int >> 16 == _OWN
