"""What is told of a checkpoint to its registrant and to an operator; letting one of its kiosks go."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from sqlalchemy import Connection

from central_server.access import Access
from central_server.checkpoints.desk import Office, checkpoint_for
from central_server.citizen_codes import CodeTerms
from central_server.problems import ProblemError, described
from central_server.store import checkpoint_devices, checkpoints, pushed
from central_server.store.registrants import Registrant
from kiosk.wire.checkpoint_messages import Checkpoints, CheckpointTold, KioskSaid

A_TIME = 200
After = Annotated[str, Query(max_length=20, pattern=r"^[A-Z0-9-]*$")]


def poster(address: str, code: str) -> str:
    """The link in a poster's code.

    >>> poster("HTTPS://CENTRE.EXAMPLE", "HV-02")
    'https://centre.example/c/HV-02'
    """
    return f"{address.lower()}/c/{code}"


def telling_routes(office: Office, access: Access, terms: CodeTerms) -> APIRouter:
    """For the centre's token; of their own checkpoints, for a registrant."""
    routes = APIRouter(tags=["checkpoints"])
    theirs = Annotated[Registrant | None, Depends(access.centre_or_registrant)]

    @routes.get(
        "/v1/checkpoints",
        dependencies=[Depends(access.centre)],
        responses=described(401, 422, 500, 503),
        summary="List all checkpoints",
    )
    def listed(after: After = "", limit: Annotated[int, Query(ge=1, le=A_TIME)] = A_TIME) -> Checkpoints:
        with office.open() as (connection, now):
            rows = checkpoints.listed(connection, after, limit + 1)
            return Checkpoints(checkpoints=checkpoints.said(connection, rows[:limit], now), more=len(rows) > limit)

    @routes.get(
        "/v1/checkpoints/{code}",
        responses=described(401, 404, 500, 503),
        summary="Tell of a checkpoint, its kiosks and what is set",
    )
    def told(code: str, request: Request, who: theirs) -> CheckpointTold:
        with office.open() as (connection, _):
            return _told(connection, office, checkpoint_for(connection, code, who), terms.address(request))

    @routes.delete(
        "/v1/checkpoints/{code}/devices/{kiosk}",
        responses=described(401, 404, 422, 500, 503),
        summary="Let a kiosk in no longer",
    )
    def revoke(code: str, kiosk: UUID, request: Request, who: theirs) -> CheckpointTold:
        with office.open() as (connection, now):
            checkpoint = checkpoint_for(connection, code, who)
            if not checkpoint_devices.revoke(connection, checkpoint.id, kiosk, now):
                raise ProblemError(404, "This checkpoint has no such kiosk.")
            return _told(connection, office, checkpoint, terms.address(request))

    return routes


def _told(connection: Connection, office: Office, checkpoint: checkpoints.Checkpoint, address: str) -> CheckpointTold:
    [said] = checkpoints.said(connection, [checkpoint], office.now())
    revision, settings = pushed.current(connection, checkpoint.id)
    kiosks = checkpoint_devices.kiosks(connection, checkpoint.id)
    return CheckpointTold(
        checkpoint=said,
        poster=poster(address, said.code),
        devices=tuple(KioskSaid.model_validate(row, from_attributes=True) for row in kiosks),
        revision=revision,
        settings=settings,
    )
