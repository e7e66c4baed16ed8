"""What an officer asks to be traced, as a form has it. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from central_server.tracing.wanted import USUAL_MINUTES, NotWanted, Overlap, Period
from kiosk.admission import LOCAL_TIME

MOST_PAGES = 1_000
USUAL = timedelta(days=14)
FIELDS = ("number", "person", "place", "since", "until", "minutes", "same_gate", "degree", "page", "case")
_CASE = re.compile(r"(?=.*[0-9])[\w./-]{2,40}")


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """``fields`` as they were typed, to be typed again; one of number, person, place says whom or what about."""

    fields: Mapping[str, str]
    period: Period
    overlap: Overlap
    person: UUID | None
    degree: int
    page: int

    def __repr__(self) -> str:
        return "Asked()"

    def kept(self, **changes: str) -> list[tuple[str, str]]:
        """The fields for a form that asks for the same, but for ``changes``."""
        whole = {**self.fields, **changes}
        return [(name, whole[name]) for name in FIELDS if whole.get(name)]


def blank(now: datetime) -> dict[str, str]:
    """The fields of a form that nobody has filled in."""
    today = now.astimezone(LOCAL_TIME).date()
    days = {"since": (today - USUAL + timedelta(days=1)).isoformat(), "until": today.isoformat()}
    return dict.fromkeys(FIELDS, "") | days | {"minutes": str(USUAL_MINUTES), "degree": "1"}


def read_asked(fields: Mapping[str, str], now: datetime) -> Asked:
    """What was asked. Raises NotWanted.

    >>> typed = blank(datetime(2026, 11, 23, tzinfo=LOCAL_TIME))
    >>> read_asked(typed, datetime(2026, 11, 23, tzinfo=LOCAL_TIME))
    Traceback (most recent call last):
    central_server.tracing.wanted.NotWanted: trace.problem.whom
    """
    said = [name for name in ("number", "person", "place") if fields.get(name)]
    if len(said) != 1:
        raise NotWanted("trace.problem.whom" if not said else "trace.problem.one")
    person = None
    if fields.get("person"):
        try:
            person = UUID(fields["person"])
        except ValueError:
            raise NotWanted("trace.problem.whom") from None
    page = fields.get("page", "")
    return Asked(
        fields,
        Period.of_days(fields["since"], fields["until"], now),
        Overlap.of(fields["minutes"], bool(fields["same_gate"])),
        person,
        2 if fields.get("degree") == "2" and not fields.get("place") else 1,
        min(int(page), MOST_PAGES) if page.isascii() and page.isdecimal() and int(page[:6]) else 1,
    )


def about(asked: Asked, person: UUID) -> Asked:
    """The same about one of those whom a number belongs to: from here on the number is not sent around."""
    return replace(asked, fields={**asked.fields, "number": "", "person": str(person)}, person=person)


def case_number(text: str, numbers: Iterable[str]) -> str:
    """The number a case goes by in what leaves the office; none of the index person's own. Raises NotWanted.

    >>> case_number("BN-2026/017", ["001090000001"])
    'BN-2026/017'
    >>> case_number("ca-001090000001", ["001090000001"])
    Traceback (most recent call last):
    central_server.tracing.wanted.NotWanted: trace.problem.case_tells
    """
    if not _CASE.fullmatch(text):
        raise NotWanted("trace.problem.case")
    digits = re.sub(r"[^0-9]", "", text)
    if any((own := re.sub(r"[^0-9]", "", number)) and len(own) >= 8 and own in digits for number in numbers):
        raise NotWanted("trace.problem.case_tells")
    return text


def day_of(text: str) -> date | None:
    """A day as forms and addresses have it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
