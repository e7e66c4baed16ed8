"""Kiosks: heard when, what is wrong with them, what waits in them, and whether all that they recorded is here."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from central_server.authority.areas import provinces, wards
from central_server.authority.office import AuthorityOffice
from central_server.authority.rights import Right
from central_server.store import live, reports
from central_server.store.device_health import DeviceState, states
from central_server.store.officers import Officer
from kiosk.wire.messages import Completeness

PATH = "/office/devices"
SHOWN = 12  # ranges of missing numbers
CHECKPOINTS = 20  # on one page, each with all its kiosks


@dataclass(frozen=True, slots=True)
class Kiosk:
    """A kiosk, and what the centre has of it; ``missing`` as ranges, such as 4-9, 12."""

    state: DeviceState
    whole: Completeness
    missing: str


def devices_pages(office: AuthorityOffice) -> APIRouter:
    """Reads only. Kiosks of checkpoints that have an alarm, unless others are asked for."""
    routes = APIRouter()

    @routes.get(PATH)
    def listed(request: Request, officer: Annotated[Officer, Depends(office.may(Right.SEE_CHECKPOINTS))]) -> Response:
        asked = {name: request.query_params.get(name, "").strip()[:80] for name in ("q", "province", "ward", "state")}
        if not request.query_params.keys() & asked.keys():
            asked["state"] = "alarm"
        province = asked["province"] or officer.area or ""
        wanted = live.Wanted(province, asked["ward"], "", asked["state"], asked["q"])
        with office.open() as (connection, now):
            places = live.listed(connection, officer, wanted, now)
        return office.page(
            request,
            officer,
            "devices.html",
            places=[(one, kiosks_of(office, one.row.id)) for one in places.places[:CHECKPOINTS]],
            total=places.total,
            shown=CHECKPOINTS,
            chosen=asked,
            provinces=provinces(officer.area),
            wards=wards(province),
            states=live.STATES,
            now=now,
        )

    return routes


def kiosks_of(office: AuthorityOffice, checkpoint: UUID) -> list[Kiosk]:
    """The kiosks of a checkpoint, those with something wrong first."""
    with office.open() as (connection, now):
        found = states(connection, now, checkpoint)
    ordered = sorted(found, key=lambda one: (one.revoked_at is not None, not (one.alarms or one.offline_since)))
    return [_whole(office, one) for one in ordered]


def _whole(office: AuthorityOffice, state: DeviceState) -> Kiosk:
    whole = reports.completeness(office.engine, state.device)
    return Kiosk(state, whole, ranges(whole.missing))


def ranges(numbers: list[int]) -> str:
    """Numbers in order as ranges, the first of them.

    >>> ranges([4, 5, 6, 9]), ranges([]), ranges(list(range(1, 99, 2)))
    ('4–6, 9', '', '1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23 …')
    """
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    said = ", ".join(str(low) if low == high else f"{low}–{high}" for low, high in found[:SHOWN])
    return f"{said} …" if len(found) > SHOWN else said
