"""A birth date with the warnings it deserves."""

from datetime import date

from kiosk.cards.dates import DateFault, first_day
from kiosk.cards.warnings import CardWarning as W
from kiosk.people import PartialDate

_FAULTS: dict[DateFault, tuple[W, ...]] = {
    DateFault.MISSING: (W.BIRTH_MISSING,),
    DateFault.MASKED: (),  # hidden on purpose
    DateFault.UNREADABLE: (W.BIRTH_UNREADABLE,),
    DateFault.IMPOSSIBLE: (W.BIRTH_IMPOSSIBLE,),
}


def birth(found: PartialDate | DateFault, today: date | None) -> tuple[PartialDate | None, tuple[W, ...]]:
    """Judge what was read as a birth date; ``today`` None means that the future is not checked.

    >>> birth(PartialDate(2031), date(2030, 12, 31))[1] == ("birth_in_future",)
    True
    """
    if isinstance(found, DateFault):
        return None, _FAULTS[found]
    return found, (W.BIRTH_IN_FUTURE,) if today is not None and first_day(found) > today else ()
