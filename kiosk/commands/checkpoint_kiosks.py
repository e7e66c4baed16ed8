"""``kiosk checkpoint wipe|roll|health|completeness``: what the kiosks of a checkpoint are to do, and how they are."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Literal
from uuid import UUID

if TYPE_CHECKING:
    from kiosk.wire.operator import OperatorClient
    from kiosk.wire.operator_messages import DeviceTold


def ordered(centre: "OperatorClient", code: str, kiosk: UUID, kind: Literal["wipe", "roll_key"]) -> str:
    """Order a kiosk about; then what it was ordered and what became of it, a line each. Raises KioskError."""
    told = centre.order(code, kiosk, kind).orders
    return "\n".join(
        "\t".join(
            [
                _when(one.made_at),
                one.kind,
                "waits" if one.done_at is None else f"done {_when(one.done_at)}",
                *([f"failed {one.failures} times: {one.detail}"] if one.failures else []),
            ]
        )
        for one in told
    )


def health_of(centre: "OperatorClient", code: str) -> str:
    """How the kiosks of a checkpoint are, a line each. Raises KioskError."""
    lines = ["\t".join([str(one.device), one.gate, *_health(one)]) for one in centre.devices(code).devices]
    return "\n".join(lines) or "There is no kiosk."


def alarms_of(centre: "OperatorClient") -> str:
    """What is wrong with kiosks of any checkpoint, a line each, the latest first. Raises KioskError."""
    told = centre.alarms().alarms
    lines = [f"{one.code}\t{one.device}\t{one.gate}\t{one.kind} since {_when(one.since)}" for one in told]
    return "\n".join(lines) or "Nothing is wrong."


def completeness_of(centre: "OperatorClient", code: str) -> str:
    """Which events of its kiosks the centre does not have, a line for each kiosk. Raises KioskError."""
    lines = []
    for one in centre.devices(code).devices:
        told = centre.completeness(one.device)
        missing = f"{told.missing_count} missing: {ranges(told.missing)}" if told.missing_count else "none missing"
        more = " …" if told.missing_count > len(told.missing) else ""
        said = "" if told.reported is None else f", {told.reported} recorded"
        lines.append(f"{one.device}\t{one.gate}\t1..{told.highest}{said}, {missing}{more}")
    return "\n".join(lines) or "There is no kiosk."


def ranges(numbers: Iterable[int]) -> str:
    """Numbers in a row as what they begin and end with.

    >>> ranges([3, 4, 5, 8, 10, 11])
    '3-5, 8, 10-11'
    """
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in _runs(numbers))


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    run: tuple[int, int] | None = None
    for number in numbers:
        if run is not None and number == run[1] + 1:
            run = run[0], number
            continue
        if run is not None:
            yield run
        run = number, number
    if run is not None:
        yield run


def _health(one: "DeviceTold") -> Iterator[str]:
    if one.revoked_at is not None:
        yield "revoked"
    elif one.heard_at is None:
        yield "never heard"
    elif one.offline_since is not None:
        yield f"offline since {_when(one.offline_since)}"
    else:
        yield f"heard {_when(one.heard_at)}"
    if one.report is not None:
        yield f"version {one.report.version}"
        yield f"{one.report.waiting} waiting, {one.report.refused} refused"
        if one.report.disk_free is not None:
            yield f"{one.report.disk_free / 2**30:.1f} GiB free"
    if one.skew_seconds is not None:
        yield f"clock {one.skew_seconds:+.0f} s"
    if one.missing:
        yield f"{one.missing} missing"
    if one.orders:
        yield f"{one.orders} orders wait"
    if one.alarms:
        yield f"alarm: {', '.join(one.alarms)}"


def _when(at: datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M}"
