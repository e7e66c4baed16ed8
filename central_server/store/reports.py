"""What the centre has of a device, reckoned by the database."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import Connection, Engine, Table, func, select

from central_server.store.declaration_tables import consents, declarations
from central_server.store.engine import transaction
from central_server.store.tables import conflicts, devices, receipts, refused_scans, visits
from kiosk.wire.messages import Completeness, Summary

MAX_MISSING = 1_000  # sequence numbers listed


def completeness(engine: Engine, device: UUID) -> Completeness:
    """Sequence numbers 1..highest, and which of them are missing. Raises StoreUnavailable."""
    ours = receipts.c.device == device
    before = func.lag(receipts.c.sequence, 1, 0).over(order_by=receipts.c.sequence)
    steps = select(receipts.c.sequence, before.label("before")).where(ours).subquery()
    gaps = (
        select(steps.c.before + 1, steps.c.sequence - 1)
        .where(steps.c.sequence - steps.c.before > 1)
        .order_by(steps.c.sequence)
        .limit(MAX_MISSING)
    )
    with transaction(engine) as connection:
        highest, stored = connection.execute(
            select(func.coalesce(func.max(receipts.c.sequence), 0), func.count()).where(ours)
        ).one()
        missing = list(_within([(low, high) for low, high in connection.execute(gaps)]))
    return Completeness(device=device, highest=highest, stored=stored, missing=missing, missing_count=highest - stored)


def _within(gaps: list[tuple[int, int]]) -> Iterator[int]:
    left = MAX_MISSING
    for low, high in gaps:
        upto = min(high, low + left - 1)
        yield from range(low, upto + 1)
        left -= upto - low + 1


def summary(engine: Engine, device: UUID) -> Summary:
    """The figures of a device; all 0 for one that never sent anything. Raises StoreUnavailable."""
    with transaction(engine) as connection:
        by_act = (
            select(visits.c.act, func.count().label("number")).where(visits.c.device == device).group_by(visits.c.act)
        )
        acts = {row.act: row.number for row in connection.execute(by_act)}
        people = select(func.count(visits.c.person.distinct())).where(visits.c.device == device)
        duplicates = select(func.coalesce(func.max(devices.c.duplicates), 0)).where(devices.c.id == device)
        return Summary(
            device=device,
            events=_count(connection, receipts, device),
            visits=sum(acts.values()),
            check_ins=acts.get("check_in", 0),
            check_outs=acts.get("check_out", 0),
            reversals=acts.get("reversal", 0),
            refused_scans=_count(connection, refused_scans, device),
            people=connection.execute(people).scalar_one(),
            duplicates=connection.execute(duplicates).scalar_one(),
            conflicts=_count(connection, conflicts, device),
            declarations=_count(connection, declarations, device),
            consents=_count(connection, consents, device),
        )


def _count(connection: Connection, table: Table, device: UUID) -> int:
    return connection.execute(select(func.count()).select_from(table).where(table.c.device == device)).scalar_one()


def answers(engine: Engine) -> None:
    """Ask the database anything at all. Raises StoreUnavailable."""
    with transaction(engine) as connection:
        connection.execute(select(1))
