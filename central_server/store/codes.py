"""Citizen codes in the database: issued once for a declaration, taken back in an order that nobody can miss."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, bindparam, func, select, union_all, update

from central_server.sealing import Sealing
from central_server.store.code_keys import keys_in_time, signing
from central_server.store.declaration_tables import citizen_codes, code_revision, declarations
from central_server.store.duties_tables import erased_codes
from central_server.store.humans import humans
from central_server.store.inserting import insert
from central_server.store.standing import counting, standing
from kiosk.citizen_code import CitizenCode, issue, new_id
from kiosk.people import masked_name
from kiosk.wire.desk_messages import REVOCATIONS_A_TIME, Revocations
from kiosk.wire.messages import DeclarationSaid

TOLD_AFTER = timedelta(days=7)  # a gate's clock may be behind: so long after its end a code is still told as revoked


class NoCode(Exception):
    """There is no code for this declaration; the message says why."""


@dataclass(frozen=True, slots=True, repr=False)
class KeptCode:
    """A code as it was issued."""

    id: bytes
    text: str
    expires: datetime
    revoked: bool

    def __repr__(self) -> str:
        return f"KeptCode({self.id.hex()})"


def code_for(
    connection: Connection, declaration: UUID, base_url: str, sealing: Callable[[], Sealing], now: datetime
) -> KeptCode:
    """The code of a declaration that is stored: the one it has, else a new one.

    Raises NoCode when it does not let anybody pass, is over, or a graver one of the same human still stands;
    CannotSeal, and ValueError for an unusable address. The counter's row is held meanwhile, as by whatever takes codes
    back: so either this sees a graver declaration, or whoever stores that one sees the code.
    """
    _hold_revision(connection)
    declared = connection.execute(select(declarations).where(declarations.c.id == declaration)).one()
    if declared.verdict != "pass":
        raise NoCode("The declaration is for the staff to decide on: it has no code.")
    if declared.until.replace(microsecond=0) <= now:
        raise NoCode("The declaration is over.")
    [human] = humans(connection, [declared.person])
    stands = standing(counting(connection, human.ids, now), human.ids, now, declared.campaign)
    if stands is not None and stands.deciding.verdict != "pass":
        raise NoCode("Another declaration of the same person, which still stands, is for the staff to decide on.")
    live = select(citizen_codes).where(citizen_codes.c.declaration == declaration, citizen_codes.c.revision.is_(None))
    row = connection.execute(live).one_or_none()
    if row is None:
        new = _issued(connection, declared, base_url, sealing, now)
        connection.execute(insert(connection, citizen_codes).on_conflict_do_nothing(), new)
        row = connection.execute(live).one()  # another worker may have been first
    return _kept(row)


def find_code(connection: Connection, code: bytes) -> KeptCode | None:
    """The code with this id, if it was issued here."""
    row = connection.execute(select(citizen_codes).where(citizen_codes.c.id == code)).one_or_none()
    return None if row is None else _kept(row)


def revoke(connection: Connection, code: bytes, reason: str, now: datetime) -> bool:
    """Take a code back; once it is, it stays so, with the first reason. False if there is no such code."""
    take_back(connection, citizen_codes.c.id == code, reason, now)
    return find_code(connection, code) is not None


def take_back(connection: Connection, which: ColumnElement[bool], reason: str, now: datetime) -> None:
    """Take back those of these codes that were not yet: four statements, however many they are.

    The counter's row is held until COMMIT, so that whoever has seen a revision has seen all before it.
    """
    last = _hold_revision(connection)
    live = select(citizen_codes.c.id).where(which, citizen_codes.c.revision.is_(None))
    codes = connection.execute(live.order_by(citizen_codes.c.issued, citizen_codes.c.id)).scalars().all()
    if not codes:
        return
    connection.execute(update(code_revision).values(last=last + len(codes)))
    taken = update(citizen_codes).where(citizen_codes.c.id == bindparam("code"))
    taken = taken.values(revision=bindparam("place"), revoked_at=now, reason=reason)
    connection.execute(taken, [{"code": code, "place": place} for place, code in enumerate(codes, last + 1)])


def revocations(connection: Connection, after: int, now: datetime, most: int = REVOCATIONS_A_TIME) -> Revocations:
    """What was taken back after this revision. A revision that was never reached is of another database: all, then."""
    last = connection.execute(select(func.max(code_revision.c.last))).scalar_one()
    since = after if after <= last else 0
    taken = union_all(
        *(
            select(table.c.id, table.c.revision)
            .where(table.c.revision > since, table.c.revision <= last)
            .where(table.c.expires > now - TOLD_AFTER)
            for table in (citizen_codes, erased_codes)
        )
    )
    rows = connection.execute(taken.order_by("revision").limit(most + 1)).all()
    more = len(rows) > most
    revision = rows[most - 1].revision if more else last
    return Revocations(revision=revision, revoked=tuple(bytes(row.id).hex() for row in rows[:most]), more=more)


def _hold_revision(connection: Connection) -> int:
    held = select(code_revision.c.last).where(code_revision.c.number == 1).with_for_update()
    last: int = connection.execute(held).scalar_one()
    return last


def _issued(
    connection: Connection, declared: Row[Any], base_url: str, sealing: Callable[[], Sealing], now: datetime
) -> dict[str, Any]:
    key = signing(keys_in_time(connection, sealing, now), now)
    name = DeclarationSaid.model_validate_json(declared.content).person.name
    until = declared.until.replace(microsecond=0)  # a code tells whole seconds
    code = CitizenCode(new_id(), declared.person, masked_name(name), now, until, declared.campaign, until)
    return {
        "id": code.id,
        "declaration": declared.id,
        "person": declared.person,
        "kid": key.kid,
        "issued": now,
        "expires": until,
        "text": issue(code, key.kid, key.private(sealing()), base_url),
    }


def _kept(row: Row[Any]) -> KeptCode:
    return KeptCode(bytes(row.id), row.text, row.expires, row.revision is not None)
