"""GET /E/{code}: what a phone shows when it opens a code meant for a kiosk.

What it shows for the poster, /c/{code}, is in central_server/visitors.
"""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from central_server.page import HEADERS, page

_KIOSK = ("Mã dành cho máy kiểm dịch", "A code for a kiosk")
_SCAN = (
    "Quét mã này bằng máy kiểm dịch mới, ở bước ghép vào điểm kiểm dịch.",
    "Scan this code with the new kiosk, where it is asked to join a checkpoint.",
)


def checkpoint_pages() -> APIRouter:
    """For people who scanned what was not for them: the same whatever the code is."""
    routes = APIRouter()

    @routes.get("/E/{code}", response_class=HTMLResponse, include_in_schema=False)
    async def enrolment(code: str) -> HTMLResponse:  # noqa: ARG001  # whether it counts is nobody's business here
        body = (
            f'<h1>{_KIOSK[0]}</h1><p class="en" lang="en">{_KIOSK[1]}</p>'
            f'<p>{_SCAN[0]}</p><p class="en" lang="en">{_SCAN[1]}</p>'
        )
        return HTMLResponse(page(_KIOSK[0], body), 200, HEADERS)

    return routes
