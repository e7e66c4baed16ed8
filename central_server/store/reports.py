"""What the centre has of a device, reckoned by the database."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import Connection, Engine, Table, func, select

from central_server.store.declaration_tables import consents, declarations
from central_server.store.device_health import reported_highest
from central_server.store.engine import transaction
from central_server.store.tables import conflicts, devices, people, receipts, refused_scans
from kiosk.wire.messages import Completeness, Summary

MAX_MISSING = 1_000  # sequence numbers listed


def completeness(engine: Engine, device: UUID) -> Completeness:
    """Sequence numbers up to the highest that came, or that the kiosk says it has recorded, and which are missing.

    Raises StoreUnavailable.
    """
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
        came, stored = connection.execute(
            select(func.coalesce(func.max(receipts.c.sequence), 0), func.count()).where(ours)
        ).one()
        reported = reported_highest(connection, device)
        between = [(low, high) for low, high in connection.execute(gaps)]
    highest = max(came, reported or 0)
    return Completeness(
        device=device,
        highest=highest,
        stored=stored,
        missing=list(_within([*between, (came + 1, highest)])),
        missing_count=highest - stored,
        reported=reported,
    )


def _within(gaps: list[tuple[int, int]]) -> Iterator[int]:
    left = MAX_MISSING
    for low, high in gaps:
        upto = min(high, low + left - 1)
        yield from range(low, upto + 1)
        left -= upto - low + 1


def summary(engine: Engine, device: UUID) -> Summary:
    """The figures of a device; all 0 for one that never sent anything. Raises StoreUnavailable."""
    sent = select(devices).where(devices.c.id == device)
    with transaction(engine) as connection:
        row = connection.execute(sent).one_or_none()
        acts = (row.check_ins, row.check_outs, row.reversals) if row else (0, 0, 0)
        return Summary(
            device=device,
            events=_count(connection, receipts, device),
            visits=sum(acts),
            check_ins=acts[0],
            check_outs=acts[1],
            reversals=acts[2],
            refused_scans=_count(connection, refused_scans, device),
            people=_count(connection, people, device),
            duplicates=row.duplicates if row else 0,
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
