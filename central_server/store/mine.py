"""What one phone is told of the people declared on it: who they are, what they declared on it, where they were.

The rules are those of ``declared``: what was declared on this very number, with proof that it is theirs, and nothing of
what the same human said or did under another. A visit is told where it belongs to this number beyond doubt: under an
id that was declared with proof on no other one, by whoever held up its code or was chosen after its one-time code. A
visit by a card is not: whoever typed somebody's card number at a gate would be told where that card goes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, and_, select

from central_server.store.checkpoint_tables import checkpoint_devices, checkpoints
from central_server.store.consent_ledger import agrees_no_longer
from central_server.store.declaration_tables import declarations
from central_server.store.declared import on_phone
from central_server.store.joining import Human
from central_server.store.standing import LATEST_FIRST, PROVEN
from central_server.store.tables import visits
from central_server.store.visitor_tables import web_devices
from kiosk.people import masked_name
from kiosk.visits import Act, Via
from kiosk.wire.desk_messages import DeclaredSaid
from kiosk.wire.messages import DeclarationSaid

MOST = 100  # people on one number
OURS = (Via.CITIZEN_CODE, Via.PHONE, Via.PHONE_ATTESTED, Via.DECLARED)  # what a visit of this number's comes in by


@dataclass(frozen=True, slots=True, repr=False)
class Declared:
    """A declaration that was made on this number."""

    id: UUID
    made_at: datetime
    until: datetime
    verdict: str
    said: DeclarationSaid

    def __repr__(self) -> str:
        return f"Declared({self.id})"


@dataclass(frozen=True, slots=True, repr=False)
class Mine:
    """Somebody declared on this number. ``ids`` were declared on it, ``proven`` those of them with proof.

    ``valid`` is the declaration that a code can be had for, if any; ``withdrawn``: they agree no longer to what they
    declared for, which is told to no screen any more.
    """

    said: DeclaredSaid
    ids: frozenset[UUID]
    proven: frozenset[UUID]
    valid: Declared | None
    withdrawn: bool = False

    def __repr__(self) -> str:
        return f"Mine({self.said.id})"

    @property
    def person(self) -> UUID:
        """What they are asked for by."""
        return self.said.id

    @property
    def name(self) -> str:
        """The name as this phone may see it: who gave the number without proof may have mistyped a stranger's."""
        return self.said.name if self.proven else masked_name(self.said.name)


@dataclass(frozen=True, slots=True, repr=False)
class Stay:
    """Once in and out of a place; ``place`` is empty where a kiosk belonged to none."""

    place: str
    gate: str
    came: datetime | None
    left: datetime | None

    def __repr__(self) -> str:
        return "Stay()"


def people_on(connection: Connection, phone: str, now: datetime) -> list[Mine]:
    """Everybody declared on a number (E.164), the latest first."""
    return [_mine(connection, phone, human, said, now) for human, said in on_phone(connection, phone, MOST, now).told]


def person_on(connection: Connection, phone: str, person: UUID, now: datetime) -> Mine | None:
    """The one who declared on this number under this id; None for an id that was not, whoever else's it may be."""
    for human, said in on_phone(connection, phone, MOST, now).told:
        if person in human.ids:
            mine = _mine(connection, phone, human, said, now)
            return mine if person in mine.ids else None
    return None


def declared_by(connection: Connection, phone: str, mine: Mine, limit: int) -> list[Declared]:
    """What they declared on this number with proof, the latest first."""
    if mine.withdrawn:
        return []
    theirs = and_(declarations.c.phone == phone, declarations.c.person.in_(mine.ids), PROVEN)
    rows = connection.execute(select(declarations).where(theirs).order_by(*LATEST_FIRST).limit(limit))
    return list(map(_declared, rows))


def declared_at(connection: Connection, phone: str) -> str | None:
    """The code of the checkpoint where somebody declared last on this number."""
    kiosks = select(checkpoint_devices.c.device, checkpoint_devices.c.checkpoint)
    anywhere = kiosks.union(select(web_devices.c.device, web_devices.c.checkpoint)).subquery()
    latest = (
        select(checkpoints.c.code)
        .select_from(declarations.join(anywhere, anywhere.c.device == declarations.c.device))
        .join(checkpoints, checkpoints.c.id == anywhere.c.checkpoint)
        .where(declarations.c.phone == phone, PROVEN)
        .order_by(*LATEST_FIRST)
        .limit(1)
    )
    return connection.execute(latest).scalar()


def stays_of(connection: Connection, phone: str, mine: Mine, since: datetime, limit: int) -> list[Stay]:
    """Where they were since then, the latest first."""
    elsewhere = select(declarations.c.person).where(
        declarations.c.person.in_(mine.proven), declarations.c.phone != phone
    )
    ids = mine.proven - set(connection.execute(elsewhere).scalars())
    if not ids:
        return []
    rows = connection.execute(
        select(
            visits.c.id, visits.c.act, visits.c.at, visits.c.via, visits.c.gate, visits.c.follows, checkpoints.c.name
        )
        .select_from(visits.outerjoin(checkpoints, checkpoints.c.id == visits.c.checkpoint))
        .where(visits.c.person.in_(ids), visits.c.at >= since)
        .order_by(visits.c.at, visits.c.id)
    ).all()
    return _stays(rows)[:limit]


def _mine(connection: Connection, phone: str, human: Human, said: DeclaredSaid, now: datetime) -> Mine:
    here = and_(declarations.c.phone == phone, declarations.c.person.in_(human.ids))
    ids = frozenset(connection.execute(select(declarations.c.person).where(here)).scalars())
    proven = frozenset(connection.execute(select(declarations.c.person).where(here, PROVEN)).scalars())
    holding = said.holding
    withdrawn = holding is not None and agrees_no_longer(connection, human.ids, holding.campaign)
    passes = not withdrawn and holding is not None and holding.verdict == "pass" and holding.until > now
    live = and_(here, PROVEN, declarations.c.verdict == "pass", declarations.c.until > now)
    newest = connection.execute(select(declarations).where(live).order_by(*LATEST_FIRST).limit(1)).one_or_none()
    return Mine(said, ids, proven, _declared(newest) if passes and newest is not None else None, withdrawn)


def _declared(row: Row[Any]) -> Declared:
    said = DeclarationSaid.model_validate_json(row.content)
    return Declared(row.id, row.made_at, row.until, row.verdict, said)


def _stays(rows: Sequence[Any]) -> list[Stay]:
    """Departures beside their arrivals, without what was taken back."""
    taken_back = {row.follows for row in rows if row.act == Act.REVERSAL}
    standing = [row for row in rows if row.act != Act.REVERSAL and row.id not in taken_back]
    arrivals = {row.id: row for row in standing if row.act == Act.CHECK_IN and row.via in OURS}
    departures = {row.follows: row for row in standing if row.act == Act.CHECK_OUT and row.follows in arrivals}
    alone = [row for row in standing if row.act == Act.CHECK_OUT and row.follows is None and row.via in OURS]
    stays = [
        (row.at, Stay(row.name or "", row.gate, row.at, departures[id_].at if id_ in departures else None))
        for id_, row in arrivals.items()
    ] + [(row.at, Stay(row.name or "", row.gate, None, row.at)) for row in alone]
    return [stay for _, stay in sorted(stays, key=lambda one: one[0], reverse=True)]
