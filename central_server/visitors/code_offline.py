"""/me/code/{person}: the citizen code to show at any kiosk, and what keeps that one page for a phone without a network.

A worker under /me/code/ keeps this page and the files it needs, nothing else; it lets go of it as soon as the centre
does not show the page any more. Without JavaScript the page is a page, and the code can be saved as a picture.
"""

import json
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from io import BytesIO
from uuid import UUID

import segno
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from central_server.problems import ProblemError
from central_server.sealing import CannotSeal
from central_server.store.codes import KeptCode, NoCode, code_for
from central_server.store.mine import Mine
from central_server.store.visitor_sessions import Visitor
from central_server.visitors.mine import OwnPages, id_of, state_of
from central_server.web.language import language_of
from central_server.web.site import HEADERS
from central_server.web.static import FOLDER, address
from kiosk.admission import LOCAL_TIME
from kiosk.citizen_code import spelled
from kiosk.people import masked_name

SCOPE = "/me/code/"
WORKER = f"{SCOPE}worker.js"
ICONS = (("icon-192.png", "192x192"), ("icon-512.png", "512x512"))
KEPT = ("site.css", "code.js", "icon-192.png")  # what the page is shown with
_FILES, _VERSION = "/* files */ []", "/* version */ ''"
# Browsers of before worker-src (Chrome 59) ask child-src whether a worker may run.
POLICY = HEADERS["Content-Security-Policy"] + "; child-src 'self'"
WORKER_HEADERS = {
    "Cache-Control": "no-cache",  # a phone looks for a newer one each time
    "Content-Security-Policy": "default-src 'none'; connect-src 'self'",
    "X-Content-Type-Options": "nosniff",
}


def code_routes(own: OwnPages) -> APIRouter:
    """Issues a code as the route of kiosks does, the first time that it is looked at."""
    routes = APIRouter()

    def shown(request: Request) -> HTMLResponse:
        visitor, mine, code = _found(own, request)
        now = own.now()
        return own.page(
            request,
            visitor,
            "code.html",
            headers={"Content-Security-Policy": POLICY},
            mine=mine,
            state=state_of(mine, now),
            code=code,
            name=masked_name(mine.valid.said.person.name) if mine.valid else "",
            spelled=spelled(code.id) if code else "",
            drawn=drawn(code.text) if code else "",
            now=now,
            worker=WORKER,
            scope=SCOPE,
        )

    def picture(request: Request, kind: str) -> Response:
        _, _, code = _found(own, request)
        if code is None:
            raise ProblemError(404, "There is no code.")
        until = code.expires.astimezone(LOCAL_TIME).strftime("%Y%m%d-%H%M")
        headers = {
            "Cache-Control": "no-store",
            "Content-Disposition": f'attachment; filename="ma-ca-nhan-den-{until}.{kind}"',
            "X-Content-Type-Options": "nosniff",
        }
        data, media_type = _PICTURES[kind]
        return Response(data(code.text), headers=headers, media_type=media_type)

    @routes.get(WORKER)
    async def worker() -> Response:
        return Response(worker_script(), headers=WORKER_HEADERS, media_type="text/javascript")

    @routes.get("/me/code/{person}")
    async def page(person: str, request: Request) -> HTMLResponse:  # noqa: ARG001  # read in its thread
        return await own.answer(shown, request)

    @routes.get("/me/code/{person}/picture.svg")
    async def svg(person: str, request: Request) -> Response:  # noqa: ARG001
        return await own.crowd.one(picture, request, "svg")

    @routes.get("/me/code/{person}/picture.png")
    async def png(person: str, request: Request) -> Response:  # noqa: ARG001
        return await own.crowd.one(picture, request, "png")

    @routes.get("/me/code/{person}/app.webmanifest")
    async def app_manifest(person: str, request: Request) -> Response:
        """Asked for without cookies. It says nothing of anybody, and is the same for an id that nobody has."""
        said = manifest(id_of(person), language_of(request))
        headers = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
        return Response(json.dumps(said, ensure_ascii=False), headers=headers, media_type="application/manifest+json")

    return routes


def _found(own: OwnPages, request: Request) -> tuple[Visitor, Mine, KeptCode | None]:
    """Whose page it is, and their code, None if they have none now."""
    visitor = own.sessions.require(request)
    with own.open() as (connection, now):
        mine = own.require(connection, visitor, request.path_params["person"], now)
    if mine.valid is None:
        return visitor, mine, None
    try:
        with own.open() as (connection, now):
            return (
                visitor,
                mine,
                code_for(connection, mine.valid.id, own.terms.address(request), own.terms.sealing, now),
            )
    except NoCode:  # it ended, or somebody declared otherwise, meanwhile
        return visitor, mine, None
    except (CannotSeal, ValueError) as fault:
        raise ProblemError(503, "This centre issues no codes now.", {"Retry-After": "60"}) from fault


def drawn(text: str) -> str:
    """The code as an SVG that is as large as there is room."""
    out = BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(
        out, kind="svg", xmldecl=False, svgns=True, svgclass=None, lineclass=None, omitsize=True, border=4, light="#fff"
    )
    return out.getvalue().decode()


def _svg(text: str) -> bytes:
    out = BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", scale=8, border=4, light="#fff")
    return out.getvalue()


def _png(text: str) -> bytes:
    out = BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=12, border=4)
    return out.getvalue()


_PICTURES: dict[str, tuple[Callable[[str], bytes], str]] = {"svg": (_svg, "image/svg+xml"), "png": (_png, "image/png")}


@cache
def worker_script() -> str:
    """The worker with the files it keeps; whenever one of them changes it is another one, and phones fetch it."""
    source = (FOLDER / "worker.js").read_text("utf-8")
    files = json.dumps([address(name) for name in KEPT])
    version = sha256((source + files).encode()).hexdigest()[:16]
    return source.replace(_FILES, files).replace(_VERSION, json.dumps(version))


def manifest(person: UUID, language: str) -> dict[str, object]:
    """What a phone needs to put the page on its home screen."""
    return {
        "id": f"{SCOPE}{person}",
        "name": "Health declaration code" if language == "en" else "Mã khai báo y tế",
        "short_name": "My code" if language == "en" else "Mã y tế",
        "lang": language,
        "start_url": f"{SCOPE}{person}",
        "scope": SCOPE,
        "display": "standalone",
        "background_color": "#FFFFFF",
        "theme_color": "#0A4A5C",
        "icons": [
            {"src": address(name), "sizes": sizes, "type": "image/png", "purpose": "any maskable"}
            for name, sizes in ICONS
        ],
    }
