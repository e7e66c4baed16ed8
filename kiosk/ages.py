"""How old somebody is, as far as it says who has to agree to a declaration."""

from calendar import monthrange
from datetime import date

from kiosk.declarations import AgeGroup
from kiosk.people import PartialDate

CHILD_FROM = 7
ADULT_FROM = 18


def age_group(birth: PartialDate, today: date) -> AgeGroup | None:
    """The group somebody is in today; None where the year, or the month, alone leaves it open.

    >>> today = date(2026, 11, 23)
    >>> [str(age_group(PartialDate(*parts), today)) for parts in ((2019, 11, 24), (2019, 11, 23), (2008, 11, 24))]
    ['small_child', 'child', 'child']
    >>> age_group(PartialDate(2008), today), str(age_group(PartialDate(2008, 10), today))
    (None, 'adult')
    """
    month = birth.month or 12
    youngest = date(birth.year, month, birth.day or monthrange(birth.year, month)[1])
    oldest = date(birth.year, birth.month or 1, birth.day or 1)
    group = _group(years(youngest, today))
    return group if group is _group(years(oldest, today)) else None


def years(born: date, today: date) -> int:
    """Whole years since a birth; somebody born on 29 February is a year older on 1 March.

    >>> years(date(2008, 2, 29), date(2026, 2, 28)), years(date(2008, 2, 29), date(2026, 3, 1))
    (17, 18)
    """
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _group(age: int) -> AgeGroup:
    if age >= ADULT_FROM:
        return AgeGroup.ADULT
    return AgeGroup.CHILD if age >= CHILD_FROM else AgeGroup.SMALL_CHILD
