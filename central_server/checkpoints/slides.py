"""The slides of the waiting screen: sent here once, fetched by every kiosk by the digest of their bytes."""

import hashlib
import re
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from central_server.access import Access
from central_server.bodies import read_body
from central_server.checkpoints.desk import Office, checkpoint_for
from central_server.problems import ProblemError, described
from central_server.store import checkpoint_devices, pushed
from central_server.store.registrants import Registrant
from kiosk.picture_size import MOST_PIXELS, is_too_large
from kiosk.wire.checkpoint_messages import MAX_SLIDE, SettingsSaid, SlideSaid

MAX_SECONDS = 60.0  # for the bytes to arrive
NAME = r"^[\w](?:[\w .()-]{0,78}[\w)])?$"  # may become the name of a file
RAW = {"schema": {"type": "string", "format": "binary"}}
BODY = {"requestBody": {"required": True, "content": {"application/octet-stream": RAW}}}
_FOUND: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/octet-stream": RAW}, "description": "The bytes"}
}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def slide_routes(office: Office, access: Access) -> APIRouter:
    """Whoever registered the checkpoint, or an operator, sends them; its kiosks fetch them."""
    routes = APIRouter(tags=["checkpoints"])
    theirs = Annotated[Registrant | None, Depends(access.centre_or_registrant)]
    named = Annotated[str, Path(max_length=80, pattern=NAME)]

    @routes.put(
        "/v1/checkpoints/{code}/slides/{name}",
        response_model=SettingsSaid,
        responses=described(400, 401, 404, 408, 413, 422, 500, 503),
        openapi_extra=BODY,
        summary="Show a slide: PNG, JPEG, MP4 or a text in UTF-8",
    )
    async def put(
        code: str,
        name: named,
        request: Request,
        who: theirs,
        language: Literal["vi", "en", "all"] = "all",
        seconds: Annotated[int, Query(ge=3, le=120)] = 12,
    ) -> SettingsSaid:
        await run_in_threadpool(_require, office, code, who)  # before eight megabytes are read
        data = await read_body(request, MAX_SLIDE, MAX_SECONDS)
        kind = kind_of(data)
        if kind is None:
            raise ProblemError(422, "The slide is no PNG, JPEG, MP4 or text in UTF-8.")
        if kind == "picture" and is_too_large(data):
            raise ProblemError(422, f"The picture is broken, or has more than {MOST_PIXELS // 10**6} megapixels.")
        digest = hashlib.sha256(data).hexdigest()
        slide = SlideSaid(name=name, sha256=digest, size=len(data), kind=kind, language=language, seconds=seconds)
        return await run_in_threadpool(_add, office, who, code, slide, data)

    @routes.delete(
        "/v1/checkpoints/{code}/slides/{name}",
        responses=described(401, 404, 422, 500, 503),
        summary="Show a slide no longer",
    )
    def drop(code: str, name: named, who: theirs) -> SettingsSaid:
        with office.open() as (connection, now):
            left = pushed.drop_slide(connection, checkpoint_for(connection, code, who).id, name, now)
        if left is None:
            raise ProblemError(404, "There is no such slide.")
        return SettingsSaid(revision=left[0], settings=left[1])

    @routes.get(
        "/v1/devices/{device}/slides/{sha256}",
        dependencies=[Depends(access.kiosk)],
        response_class=Response,
        responses=_FOUND | described(401, 404, 422, 500, 503),
        summary="Fetch the bytes of a slide",
    )
    def fetch(device: UUID, sha256: Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]) -> Response:
        with office.open() as (connection, _):
            checkpoint = checkpoint_devices.checkpoint_of(connection, device)
            data = None if checkpoint is None else pushed.slide_bytes(connection, checkpoint.id, sha256)
        if data is None:
            raise ProblemError(404, "This kiosk's checkpoint has no such slide.")
        return Response(data, media_type="application/octet-stream", headers={"X-Content-Type-Options": "nosniff"})

    return routes


def kind_of(data: bytes) -> Literal["text", "picture", "video"] | None:
    """What these bytes are, by what they begin with; None for what no kiosk shows.

    >>> [kind_of(data) for data in (b"5K", b"\\xff\\xd8\\xff\\xe0", b"....ftypisom", b"MZ\\0\\0", b"")]
    ['text', 'picture', 'video', None, None]
    """
    if data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return "picture"
    if data[4:8] == b"ftyp":
        return "video"
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return "text" if text.strip() and not _CONTROL.search(text) else None


def _require(office: Office, code: str, who: Registrant | None) -> None:
    with office.open() as (connection, _):
        checkpoint_for(connection, code, who)


def _add(office: Office, who: Registrant | None, code: str, slide: SlideSaid, data: bytes) -> SettingsSaid:
    try:
        with office.open() as (connection, now):
            checkpoint = checkpoint_for(connection, code, who)
            revision, settings = pushed.add_slide(connection, checkpoint.id, slide, data, now)
    except pushed.NotSet as fault:
        raise ProblemError(422, str(fault)) from fault
    return SettingsSaid(revision=revision, settings=settings)
