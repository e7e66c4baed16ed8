"""What a tracing query asks for, within bounds. Pure."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from central_server.tracing.staying import Stay
from kiosk.admission import LOCAL_TIME

MOST_DAYS = 21
MINUTES = (1, 240)
USUAL_MINUTES = 15
PAGE = 100
REASONS = ("case", "contact", "outbreak", "verification", "other")


class NotWanted(Exception):
    """It cannot be asked like this; the message is a key of the words that say why."""


@dataclass(frozen=True, slots=True)
class Period:
    """Whole local days, the last of them up to now: nobody has been anywhere later."""

    since: datetime
    until: datetime

    @classmethod
    def of_days(cls, first: str, last: str, now: datetime) -> "Period":
        """From the beginning of a day to the end of another, as a form has them; not beyond ``now``.

        Raises NotWanted.

        >>> whole = Period.of_days("2026-11-23", "2026-11-24", datetime(2026, 12, 1, tzinfo=LOCAL_TIME))
        >>> str(whole.since), str(whole.until)
        ('2026-11-23 00:00:00+07:00', '2026-11-25 00:00:00+07:00')
        """
        try:
            begin, end = (
                datetime.combine(date.fromisoformat(day), datetime.min.time(), LOCAL_TIME) for day in (first, last)
            )
        except ValueError:
            raise NotWanted("trace.problem.days") from None
        end += timedelta(days=1)
        if begin >= end or begin >= now:
            raise NotWanted("trace.problem.order")
        if end - begin > timedelta(days=MOST_DAYS):
            raise NotWanted("trace.problem.long")
        return cls(begin, min(end, now))


@dataclass(frozen=True, slots=True)
class Overlap:
    """What counts as a contact: at the same place for so long at a time; ``same_gate``: by the same gate and kiosk."""

    minutes: int = USUAL_MINUTES
    same_gate: bool = False

    @classmethod
    def of(cls, minutes: str, same_gate: bool) -> "Overlap":
        """As a form has it. Raises NotWanted.

        >>> Overlap.of("", False).minutes
        15
        """
        if not minutes:
            return cls(same_gate=same_gate)
        if not (minutes.isascii() and minutes.isdecimal() and MINUTES[0] <= int(minutes[:6]) <= MINUTES[1]):
            raise NotWanted("trace.problem.minutes")
        return cls(int(minutes), same_gate)


@dataclass(frozen=True, slots=True)
class Span:
    """Somebody's time at a place, in which others are looked for; ``assumed``: nobody saw it end."""

    checkpoint: UUID
    device: UUID
    gate: str
    begin: datetime
    end: datetime
    assumed: bool = False


def spans_of(stays: list[Stay], since: datetime, until: datetime) -> list[Span]:
    """The times of stays within a period, none twice."""
    each = (
        Span(one.checkpoint, one.device, one.gate, max(one.came_at, since), min(one.until, until), one.assumed)
        for one in stays
    )
    return merged([span for span in each if span.begin < span.end])


def merged(spans: list[Span]) -> list[Span]:
    """Times at one place that overlap as one. Those by different gates stay apart: it may be asked for the gate."""
    whole: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.checkpoint, one.device, one.gate, one.begin)):
        last = whole[-1] if whole else span
        same = (last.checkpoint, last.device, last.gate) == (span.checkpoint, span.device, span.gate)
        if whole and same and span.begin <= last.end:
            whole[-1] = replace(last, end=max(last.end, span.end), assumed=last.assumed or span.assumed)
        else:
            whole.append(span)
    return whole
