"""How somebody stands with the gate, by all their declarations that still count: the gravest, until staff ask anew.

Declaring once more with other answers does not undo a verdict; a declaration that a member of staff typed does.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select, true

from central_server.store.declaration_tables import declarations
from kiosk.wire.desk_messages import HoldingSaid

LATEST_FIRST = (declarations.c.made_at.desc(), declarations.c.received_at.desc(), declarations.c.id.desc())
PROVEN = or_(
    declarations.c.phone_proof == "attested",
    and_(declarations.c.phone_proof == "otp", declarations.c.phone_confirmed),
)
BY_STAFF = declarations.c.content.contains('"declared_by":"', autoescape=True)  # left out of the text where it is null
FROM_CARD = declarations.c.content.contains('"from_card":"', autoescape=True)
_GRAVITY = ("pass", "needs_staff", "stop")
Rows = Mapping[UUID, list[Row[Any]]]


@dataclass(frozen=True, slots=True)
class Standing:
    """Two declarations of one human for one campaign: their newest, and the one that decides."""

    newest: Row[Any]
    deciding: Row[Any]

    @property
    def said(self) -> HoldingSaid:
        """As a gate is told of it."""
        proof = self.newest.phone_proof
        return HoldingSaid(
            declared_at=self.newest.made_at,
            until=self.deciding.until,
            verdict=self.deciding.verdict,
            campaign=self.newest.campaign,
            phone_proof="none" if proof == "otp" and not self.newest.phone_confirmed else proof,
        )


def counting(
    connection: Connection, ids: Collection[UUID], now: datetime, among: ColumnElement[bool] | None = None
) -> Rows:
    """Of each id: the latest declaration, those that are not over, and those that staff typed.

    ``among`` says which declarations there are at all, if not every one.
    """
    if not ids:
        return {}
    place = func.row_number().over(partition_by=declarations.c.person, order_by=LATEST_FIRST).label("place")
    columns = [column for column in declarations.c if column is not declarations.c.content]
    ranked = select(*columns, BY_STAFF.label("by_staff"), or_(PROVEN, FROM_CARD).label("proven"), place)
    mine = ranked.where(declarations.c.person.in_(ids), true() if among is None else among).subquery()
    counts = or_(mine.c.place == 1, mine.c.until > now, mine.c.by_staff)
    found: dict[UUID, list[Row[Any]]] = {}
    for row in connection.execute(select(mine).where(counts)):
        found.setdefault(row.person, []).append(row)
    return found


def standing(rows: Rows, ids: Iterable[UUID], now: datetime, campaign: str | None = None) -> Standing | None:
    """How these ids, one human's, stand with a campaign: that of their newest declaration, if none is named."""
    mine = [row for person in ids for row in rows.get(person, ()) if campaign in (None, row.campaign)]
    if not mine:
        return None
    newest = max(mine, key=when)
    same = [row for row in mine if row.campaign == newest.campaign]
    asked_anew = max((when(row) for row in same if row.by_staff), default=None)
    graver = [
        row
        for row in same
        if row.verdict != "pass" and row.until > now and (asked_anew is None or when(row) >= asked_anew)
    ]
    return Standing(newest, max(graver, key=lambda row: (gravity(row), row.until, when(row)), default=newest))


def gravity(row: Row[Any]) -> int:
    """0 for whoever may pass, and more for worse."""
    return _GRAVITY.index(row.verdict)


def when(row: Row[Any]) -> tuple[Any, ...]:
    """What declarations are put in order by."""
    return row.made_at, row.received_at, row.id
