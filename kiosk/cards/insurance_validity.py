"""The days between which a health-insurance card holds."""

from collections.abc import Iterator, Sequence
from datetime import date

from kiosk.cards.dates import DateFault, day_first, first_day
from kiosk.cards.warnings import CardWarning as W


def validity_doubts(days: Sequence[str], today: date | None) -> Iterator[W]:
    """Judge the first and the last day, of which either may be missing; ``today`` None asks only if they agree.

    >>> [str(doubt) for doubt in validity_doubts(["01/01/2021", "31/12/2021"], date(2022, 1, 1))]
    ['insurance_expired']
    >>> [str(doubt) for doubt in validity_doubts(["01/01/2021", "-"], date(2022, 1, 1))]
    []
    """
    found = [day_first(day) for day in days]
    if any(day in (DateFault.UNREADABLE, DateFault.IMPOSSIBLE) for day in found):
        yield W.VALIDITY_UNREADABLE
    # a day that is not known whole says nothing about one day
    first, last = (
        None if isinstance(day, DateFault) or not day.whole else first_day(day)
        for day in (found + [DateFault.MISSING] * 2)[:2]
    )
    if first and last and last < first:
        yield W.VALIDITY_CONTRADICTION
    if today and first and first > today:
        yield W.INSURANCE_NOT_YET_VALID
    if today and last and last < today:
        yield W.INSURANCE_EXPIRED
