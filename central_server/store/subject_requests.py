"""What people ask about their own data: to see it, to have it put right or erased, to agree no longer; how far that is.

open -> acknowledged -> done or refused; what is to be erased is ``erasing`` until every kiosk has forgotten it too.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Connection, Row, func, insert, select, update
from uuid_utils.compat import uuid7

from central_server.duties.clocks import EXTENSION, Kind, acknowledge_by, answer_by, holidays
from central_server.store.duties_tables import subject_request_people as people_asked
from central_server.store.duties_tables import subject_request_steps as steps
from central_server.store.duties_tables import subject_requests as requests
from central_server.store.inserting import insert as insert_once

State = Literal["open", "acknowledged", "erasing", "done", "refused"]
LIVE = ("open", "acknowledged", "erasing")
MOST_WORDS = 2_000  # characters


class NotNow(Exception):
    """The request is in no state for that; the message says why."""


@dataclass(frozen=True, slots=True, repr=False)
class SubjectRequest:
    """A request as it stands. ``reason``: why it was refused. ``people``: the ids it is about, none once erased."""

    id: UUID
    kind: Kind
    state: State
    words: str
    made_at: datetime
    acknowledge_by: datetime
    acknowledged_at: datetime | None
    answer_by: datetime
    extended_at: datetime | None
    ended_at: datetime | None
    reason: str
    people: frozenset[UUID]

    def __repr__(self) -> str:
        return f"SubjectRequest({self.id}, {self.kind}, {self.state})"

    @property
    def live(self) -> bool:
        """Whether there is something left to do."""
        return self.state in LIVE

    @property
    def due(self) -> datetime | None:
        """When the next thing is due; None when nothing is left to do."""
        if not self.live:
            return None
        return self.answer_by if self.acknowledged_at else min(self.acknowledge_by, self.answer_by)

    def overdue(self, now: datetime) -> bool:
        """Whether that is past."""
        return self.due is not None and self.due <= now


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was done with a request; ``officer`` is None for whoever asked, and for the centre by itself."""

    at: datetime
    officer: UUID | None
    step: str
    words: str


def open_request(
    connection: Connection,
    kind: Kind,
    phone_hash: bytes,
    person_ids: Collection[UUID],
    words: str,
    now: datetime,
    *,
    officer: UUID | None = None,
    proof: str = "",
) -> UUID:
    """Put a request down; its clock begins to run. Asking the same again while it is under way gives the same one.

    ``phone_hash``: of the number that was confirmed (PhoneKeys.phone_hash), empty for somebody who called or came to
    an ``officer``, who says how they proved who they are. ``person_ids``: whom it is about.
    """
    if not person_ids:
        raise ValueError("A request is about somebody.")
    wanted = frozenset(person_ids)
    same = requests.c.phone == phone_hash, requests.c.kind == kind, requests.c.state.in_(LIVE)
    for row in connection.execute(select(requests.c.id).where(*same).order_by(requests.c.made_at)):
        if people_of(connection, row.id, "asked") == wanted:
            known: UUID = row.id
            return known
    made: UUID = uuid7()
    row_ = {
        "id": made,
        "kind": kind,
        "state": "open",
        "phone": phone_hash,
        "words": words[:MOST_WORDS],
        "made_at": now,
        "acknowledge_by": acknowledge_by(now, holidays()),
        "answer_by": answer_by(kind, now),
        "reason": "",
    }
    connection.execute(insert(requests), row_)
    add_people(connection, made, wanted, "asked")
    note(connection, made, officer, "opened", proof[:MOST_WORDS], now)
    return made


def mine(connection: Connection, phone_hash: bytes, now: datetime) -> tuple[SubjectRequest, ...]:  # noqa: ARG001
    """The requests that were made on this number, the latest first."""
    if not phone_hash:
        return ()
    rows = connection.execute(
        select(requests).where(requests.c.phone == phone_hash).order_by(requests.c.made_at.desc())
    )
    return _told(connection, rows.all())


def of_number(connection: Connection, request: UUID, phone_hash: bytes) -> SubjectRequest | None:
    """One of them; None for somebody else's."""
    found = find(connection, request)
    holder = connection.execute(select(requests.c.phone).where(requests.c.id == request)).scalar()
    return found if phone_hash and holder is not None and bytes(holder) == phone_hash else None


def find(connection: Connection, request: UUID) -> SubjectRequest | None:
    """The request with this id."""
    rows = connection.execute(select(requests).where(requests.c.id == request)).all()
    return next(iter(_told(connection, rows)), None)


def under_way(connection: Connection, most: int = 500) -> tuple[SubjectRequest, ...]:
    """What is not ended, what is due first before the others."""
    rows = connection.execute(select(requests).where(requests.c.state.in_(LIVE)).order_by(requests.c.answer_by))
    told = _told(connection, rows.fetchmany(most))
    return tuple(sorted(told, key=lambda one: (one.due or one.answer_by, one.made_at)))


def ended(connection: Connection, most: int = 100) -> tuple[SubjectRequest, ...]:
    """What was done or refused, the latest first."""
    over = select(requests).where(requests.c.state.not_in(LIVE)).order_by(requests.c.ended_at.desc())
    return _told(connection, connection.execute(over.limit(most)).all())


def acknowledge(connection: Connection, request: UUID, officer: UUID, now: datetime) -> None:
    """Tell whoever asked that it is being looked at. Raises NotNow."""
    _move(connection, request, ("open",), {"state": "acknowledged", "acknowledged_at": now})
    note(connection, request, officer, "acknowledged", "", now)


def extend(connection: Connection, request: UUID, officer: UUID, reason: str, now: datetime) -> None:
    """Take the one extension there is, with a reason. Raises NotNow."""
    held = hold(connection, request)
    if held.extended_at is not None:
        raise NotNow("It was extended once already.")
    if not held.live or held.answer_by <= now:
        raise NotNow("It is too late to extend it.")
    later = {"extended_at": now, "answer_by": held.answer_by + EXTENSION[held.kind]}
    _move(connection, request, LIVE, later)
    note(connection, request, officer, "extended", _needed(reason), now)


def refuse(connection: Connection, request: UUID, officer: UUID, reason: str, now: datetime) -> None:
    """Say no, with a reason that whoever asked is told. Raises NotNow, also for what is being erased already."""
    values = {"state": "refused", "reason": _needed(reason), "ended_at": now}
    _move(connection, request, ("open", "acknowledged"), values | _acknowledged(connection, request, now))
    note(connection, request, officer, "refused", reason, now)


def begin_erasing(connection: Connection, request: UUID, officer: UUID, now: datetime) -> None:
    """From here on there is no way back. Raises NotNow."""
    _move(connection, request, ("open", "acknowledged"), {"state": "erasing"} | _acknowledged(connection, request, now))
    note(connection, request, officer, "erasing", "", now)


def finish(connection: Connection, request: UUID, officer: UUID | None, now: datetime) -> None:
    """It is done. Raises NotNow."""
    _move(connection, request, LIVE, {"state": "done", "ended_at": now} | _acknowledged(connection, request, now))
    note(connection, request, officer, "done", "", now)


def people_of(connection: Connection, request: UUID, how: str | None = None) -> frozenset[UUID]:
    """The ids it is about; ``how``: only those ``asked`` for, or ``found`` by an officer."""
    theirs = select(people_asked.c.person).where(people_asked.c.request == request)
    if how is not None:
        theirs = theirs.where(people_asked.c.how == how)
    return frozenset(connection.execute(theirs).scalars())


def add_people(connection: Connection, request: UUID, ids: Collection[UUID], how: str) -> None:
    """Make it about these, too."""
    rows = [{"request": request, "person": person, "how": how} for person in sorted(ids)]
    if rows:
        connection.execute(insert_once(connection, people_asked).on_conflict_do_nothing(), rows)


def steps_of(connection: Connection, request: UUID) -> tuple[Step, ...]:
    """What was done with it, the first step first."""
    rows = connection.execute(select(steps).where(steps.c.request == request).order_by(steps.c.number))
    return tuple(Step(row.at, row.officer, row.step, row.words) for row in rows)


def note(connection: Connection, request: UUID, officer: UUID | None, step: str, words: str, now: datetime) -> None:
    """Add a step. The request's row is held, so that steps are numbered one after the other."""
    connection.execute(select(requests.c.id).where(requests.c.id == request).with_for_update())
    highest = select(func.coalesce(func.max(steps.c.number), 0)).where(steps.c.request == request)
    number = connection.execute(highest).scalar_one() + 1
    row = {"request": request, "number": number, "at": now, "officer": officer, "step": step, "words": words}
    connection.execute(insert(steps), row)


def hold(connection: Connection, request: UUID) -> SubjectRequest:
    """The request, which nobody else changes until the transaction ends. Raises NotNow when there is none."""
    rows = connection.execute(select(requests).where(requests.c.id == request).with_for_update()).all()
    if not rows:
        raise NotNow("There is no such request.")
    return _told(connection, rows)[0]


def _move(connection: Connection, request: UUID, allowed: Sequence[str], values: dict[str, Any]) -> None:
    held = hold(connection, request)
    if held.state not in allowed:
        raise NotNow(f"It is {held.state}.")
    connection.execute(update(requests).where(requests.c.id == request).values(values))


def _acknowledged(connection: Connection, request: UUID, now: datetime) -> dict[str, Any]:
    """Whoever hears the outcome has been replied to."""
    first = connection.execute(select(requests.c.acknowledged_at).where(requests.c.id == request)).scalar()
    return {"acknowledged_at": first or now}


def _needed(reason: str) -> str:
    if not reason.strip():
        raise NotNow("A reason is needed.")
    return reason.strip()[:MOST_WORDS]


def _told(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[SubjectRequest, ...]:
    theirs: dict[UUID, set[UUID]] = {row.id: set() for row in rows}
    if theirs:
        about = select(people_asked.c.request, people_asked.c.person).where(people_asked.c.request.in_(theirs))
        for request, person in connection.execute(about):
            theirs[request].add(person)
    left_out = {"phone", "people"}
    return tuple(
        SubjectRequest(
            **{name: value for name, value in row._mapping.items() if name not in left_out},
            people=frozenset(theirs[row.id]),
        )
        for row in rows
    )
