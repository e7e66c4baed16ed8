"""Contacts as a file that leaves the office: it knows the case by its number alone, never who that is. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from central_server.tracing.wanted import Period
from kiosk.admission import LOCAL_TIME
from kiosk.desk.exports import Cell, Table

KEPT = timedelta(days=30)
COLUMNS = ("case", "degree", "name", "birth", "numbers", "phones", "minutes", "assumed", "times", "first", "last")
MARKS = ("why", "by", "at", "keep_until")


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """A contact, in full."""

    name: str
    birth: str
    numbers: tuple[str, ...]
    phones: tuple[str, ...]
    seconds: float
    assumed: float
    times: int
    first: datetime
    last: datetime

    def __repr__(self) -> str:
        return "Line()"


@dataclass(frozen=True, slots=True)
class Marks:
    """Whose export it is. ``why`` is the reason from the list: words that were typed may name the case's person."""

    case: str
    why: str
    by: str
    at: datetime
    degree: int
    minutes: int
    period: Period

    @property
    def keep_until(self) -> date:
        """The last local day on which the file may be kept."""
        return self.at.astimezone(LOCAL_TIME).date() + KEPT


def contacts_table(lines: Sequence[Line], marks: Marks, say: Callable[[str], str]) -> Table:
    """The sheet, and the one beside it; every row says as well by whom, when and why it was exported."""
    end: tuple[Cell, ...] = (marks.why, marks.by, _local(marks.at), marks.keep_until)
    rows: list[tuple[Cell, ...]] = [
        (
            marks.case,
            marks.degree,
            line.name,
            line.birth,
            ", ".join(line.numbers),
            ", ".join(line.phones),
            round(line.seconds / 60),
            round(line.assumed / 60),
            line.times,
            _local(line.first),
            _local(line.last),
            *end,
        )
        for line in lines
    ]
    first, last = (moment.astimezone(LOCAL_TIME).date() for moment in (marks.period.since, _before(marks.period.until)))
    note: tuple[tuple[str, Cell], ...] = (
        (say("trace.file.case"), marks.case),
        (say("trace.file.why"), marks.why),
        (say("trace.file.by"), marks.by),
        (say("trace.file.at"), _local(marks.at)),
        (say("trace.file.degree"), marks.degree),
        (say("trace.since"), first),
        (say("trace.until"), last),
        (say("trace.minutes"), marks.minutes),
        (say("trace.file.rows"), len(lines)),
        (say("trace.file.assumed"), say("trace.assumed_how")),
        (say("trace.file.keep_until"), marks.keep_until),
        ("", say("trace.file.keep")),
    )
    header = tuple(say(f"trace.file.{name}") for name in (*COLUMNS, *MARKS))
    return Table(say("trace.file.sheet"), header, rows, say("trace.file.note"), note)


def _local(at: datetime) -> datetime:
    """The time here, to the second, as spreadsheets have it: without a zone."""
    return at.astimezone(LOCAL_TIME).replace(tzinfo=None, microsecond=0)


def _before(at: datetime) -> datetime:
    return at - timedelta(microseconds=1)
