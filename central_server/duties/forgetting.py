"""A request to be erased, carried out: at the centre at once, at every kiosk that knew the person once it confirms.

The request is done when the last kiosk has confirmed. One that is lost for good can be written off, with a reason.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select, update

from central_server.store import orders, subject_requests
from central_server.store.checkpoint_tables import checkpoint_devices, checkpoints
from central_server.store.declaration_tables import declarations
from central_server.store.device_tables import device_orders
from central_server.store.duties_tables import subject_request_kiosks as kiosks
from central_server.store.duties_tables import subject_request_orders as told
from central_server.store.duties_tables import subject_request_people
from central_server.store.duties_tables import subject_requests as requests
from central_server.store.erasing import Erased, erase, erase_returned
from central_server.store.subject_requests import LIVE, NotNow
from central_server.store.tables import people, visits
from central_server.store.visitor_tables import web_devices
from kiosk.wire.device_messages import MAX_ERASED

ALREADY = "Dữ liệu đã được xóa theo một yêu cầu khác. (The data was erased on another request.)"
LOOK_BACK = timedelta(hours=25)  # for events that came late, at every look


@dataclass(frozen=True, slots=True)
class Forgetting:
    """How far a kiosk is. ``place`` and ``gate`` are empty for one that belongs to no checkpoint."""

    device: UUID
    place: str
    gate: str
    revoked: bool
    told_at: datetime
    confirmed_at: datetime | None
    written_off_at: datetime | None
    reason: str

    @property
    def missing(self) -> bool:
        """Whether it is still waited for."""
        return self.confirmed_at is None and self.written_off_at is None


def begin(connection: Connection, request: UUID, officer: UUID, now: datetime) -> Erased:
    """Erase whoever asked to be, and have every kiosk that knew them forget them. There is no way back.

    Raises NotNow where the request is no such request, or is under way or ended.
    """
    held = subject_requests.hold(connection, request)
    if held.kind != "delete":
        raise NotNow("This is no request to be erased.")
    subject_requests.begin_erasing(connection, request, officer, now)
    devices = devices_of(connection, held.people)
    erased = erase(connection, held.people, "request", now, request=request, officer=officer)
    for device in sorted(devices):
        _tell(connection, request, device, sorted(held.people), now)
    _end_others(connection, request, held.people, officer, now)
    settle(connection, request, now)
    return erased


def devices_of(connection: Connection, ids: Collection[UUID]) -> set[UUID]:
    """The kiosks that ever sent something of these people: whoever stands for the visitors' own phones is none."""
    found: set[UUID] = set()
    for owner, device in (
        (people.c.id, people.c.device),
        (visits.c.person, visits.c.device),
        (declarations.c.person, declarations.c.device),
    ):
        found |= set(connection.execute(select(device).where(owner.in_(ids)).distinct()).scalars())
    return found - set(connection.execute(select(web_devices.c.device)).scalars())


def progress(connection: Connection, request: UUID) -> tuple[Forgetting, ...]:
    """Every kiosk that was told, whoever is missing before the others."""
    rows = connection.execute(
        select(kiosks, checkpoints.c.name, checkpoint_devices.c.gate, checkpoint_devices.c.revoked_at)
        .select_from(
            kiosks.outerjoin(checkpoint_devices, checkpoint_devices.c.device == kiosks.c.device).outerjoin(
                checkpoints, checkpoints.c.id == checkpoint_devices.c.checkpoint
            )
        )
        .where(kiosks.c.request == request)
        .order_by(kiosks.c.told_at, kiosks.c.device)
    )
    found = [
        Forgetting(
            row.device,
            row.name or "",
            row.gate or "",
            row.revoked_at is not None,
            row.told_at,
            row.confirmed_at,
            row.written_off_at,
            row.reason,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: not one.missing))


def write_off(connection: Connection, request: UUID, device: UUID, officer: UUID, reason: str, now: datetime) -> None:
    """Wait for this kiosk no longer, such as one that was stolen. Raises NotNow without a reason."""
    if not reason.strip():
        raise NotNow("A reason is needed.")
    subject_requests.hold(connection, request)
    waited = and_(kiosks.c.request == request, kiosks.c.device == device, _missing())
    values = {"written_off_at": now, "written_off_by": officer, "reason": reason.strip()}
    if connection.execute(update(kiosks).where(waited).values(values)).rowcount != 1:
        raise NotNow("This kiosk is not waited for.")
    subject_requests.note(connection, request, officer, "written off", str(device), now)
    settle(connection, request, now)


def settle(connection: Connection, request: UUID, now: datetime) -> bool:
    """Take over what kiosks have confirmed; whether the request is done now."""
    if subject_requests.hold(connection, request).state != "erasing":
        return False
    given: dict[UUID, list[UUID]] = {}
    for row in connection.execute(select(told.c.device, told.c.order).where(told.c.request == request)):
        given.setdefault(row.device, []).append(row.order)
    became = orders.outcomes(connection, [order for some in given.values() for order in some])
    missing = set(connection.execute(select(kiosks.c.device).where(kiosks.c.request == request, _missing())).scalars())
    for device in sorted(missing):
        done = [became[order].done_at if order in became else None for order in given.get(device, ())]
        if all(one is not None for one in done):
            ours = and_(kiosks.c.request == request, kiosks.c.device == device)
            connection.execute(update(kiosks).where(ours).values(confirmed_at=max(one for one in done if one)))
            subject_requests.note(connection, request, None, "confirmed", str(device), now)
            missing.discard(device)
    if missing:
        return False
    _finish(connection, request, now)
    return True


def settle_all(connection: Connection, now: datetime) -> None:
    """A job of upkeep: every request that is under way, and whoever came back in an event that was sent late."""
    for request in connection.execute(select(requests.c.id).where(requests.c.state == "erasing")).scalars().all():
        settle(connection, request, now)
    erase_returned(connection, now, now - LOOK_BACK)


def _tell(connection: Connection, request: UUID, device: UUID, ids: Sequence[UUID], now: datetime) -> None:
    connection.execute(insert(kiosks), {"request": request, "device": device, "told_at": now, "reason": ""})
    for start in range(0, len(ids), MAX_ERASED):
        order = orders.give(connection, device, "erase", now, people=ids[start : start + MAX_ERASED])
        connection.execute(insert(told), {"order": order, "request": request, "device": device})


def _finish(connection: Connection, request: UUID, now: datetime) -> None:
    """What came of them meanwhile goes, too, and then the ids themselves; orders that nobody will do are done with."""
    ids = subject_requests.people_of(connection, request)
    anywhere = (people.c.id, visits.c.person, declarations.c.person)
    here = [select(column).where(column.in_(ids)).limit(1) for column in anywhere]
    if any(connection.execute(one).scalar() is not None for one in here):
        erase(connection, ids, "came back", now, request=request)
    connection.execute(delete(subject_request_people).where(subject_request_people.c.request == request))
    ours = device_orders.c.id.in_(select(told.c.order).where(told.c.request == request))
    connection.execute(update(device_orders).where(ours, device_orders.c.done_at.is_not(None)).values(people="[]"))
    subject_requests.finish(connection, request, None, now)


def _end_others(connection: Connection, request: UUID, ids: Collection[UUID], officer: UUID, now: datetime) -> None:
    """There is nothing left that another request about the same people could be about."""
    about = select(subject_request_people.c.request).where(subject_request_people.c.person.in_(ids))
    live = select(requests.c.id).where(requests.c.id.in_(about), requests.c.id != request, requests.c.state.in_(LIVE))
    for other in connection.execute(live).scalars().all():
        theirs = subject_requests.hold(connection, other)
        if theirs.people <= set(ids) and theirs.state != "erasing":
            subject_requests.refuse(connection, other, officer, ALREADY, now)
    ours = subject_request_people.c.request != request, subject_request_people.c.person.in_(ids)
    connection.execute(delete(subject_request_people).where(*ours))


def _missing() -> ColumnElement[bool]:
    return and_(kiosks.c.confirmed_at.is_(None), kiosks.c.written_off_at.is_(None))
