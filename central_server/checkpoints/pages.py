"""GET /c/{code}: what a phone shows when it opens the poster. GET /E/{code}: when it opens a code meant for a kiosk.

Anybody may ask, so only so many are heard at once: kiosks need the database and the threads.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool

from central_server.checkpoints.desk import Office
from central_server.page import HEADERS, page
from central_server.store import checkpoints, pushed
from central_server.store.faults import StoreUnavailable
from kiosk.places import Places
from kiosk.wire.checkpoint_messages import CHECKPOINT_CODE, CheckpointSaid

MAX_TOGETHER = 8
_SHOW = (
    "Đưa mã cá nhân, thẻ căn cước hoặc thẻ BHYT vào máy quét ở cổng khi đến và khi về.",
    "Show your citizen code, identity card or health-insurance card to the scanner at the gate when you come and "
    "when you leave.",
)
_DECLARE = {
    "required": (
        "Chưa khai báo y tế: khai ngay tại máy ở cổng, hoặc nhờ nhân viên khai hộ.",
        "Not declared yet: declare at the kiosk at the gate, or ask the staff to do it with you.",
    ),
    "optional": (
        "Nếu muốn khai báo y tế: khai tại máy ở cổng, hoặc nhờ nhân viên khai hộ.",
        "To make a health declaration: use the kiosk at the gate, or ask the staff to do it with you.",
    ),
    "off": ("Hiện không cần khai báo y tế.", "No health declaration is needed at present."),
}
_NO_PHONE = (
    "Không có thẻ: đọc số điện thoại cho nhân viên ở cổng.",
    "No card with you: tell the staff at the gate your phone number.",
)
_UNKNOWN = ("Không có điểm kiểm dịch này", "There is no such checkpoint")
_UNAVAILABLE = ("Hiện không mở được trang này", "This page cannot be opened now")
_ASK = ("Vui lòng hỏi nhân viên ở cổng.", "Please ask the staff at the gate.")
_KIOSK = ("Mã dành cho máy kiểm dịch", "A code for a kiosk")
_SCAN = (
    "Quét mã này bằng máy kiểm dịch mới, ở bước ghép vào điểm kiểm dịch.",
    "Scan this code with the new kiosk, where it is asked to join a checkpoint.",
)


def checkpoint_pages(office: Office, places: Callable[[], Places] | None = None) -> APIRouter:
    """For people: read only, and nothing that is not on the poster too."""
    routes = APIRouter()
    free = MAX_TOGETHER
    known_places = places or lru_cache(maxsize=1)(Places.load)

    @routes.get("/c/{code}", response_class=HTMLResponse, include_in_schema=False)
    async def poster(code: str) -> HTMLResponse:
        nonlocal free
        if not re.fullmatch(CHECKPOINT_CODE, code.upper()):
            return _advice(_UNKNOWN, _ASK, 404)
        if free < 1:
            return _advice(_UNAVAILABLE, _ASK, 503)
        free -= 1
        try:
            found = await run_in_threadpool(_found, office, code.upper())
            if found is None:
                return _advice(_UNKNOWN, _ASK, 404)
            return HTMLResponse(await run_in_threadpool(written, found, known_places), 200, HEADERS)
        except StoreUnavailable:
            return _advice(_UNAVAILABLE, _ASK, 503)
        finally:
            free += 1

    @routes.get("/E/{code}", response_class=HTMLResponse, include_in_schema=False)
    async def enrolment(code: str) -> HTMLResponse:  # noqa: ARG001  # whether it counts is nobody's business here
        return _advice(_KIOSK, _SCAN, 200)

    return routes


def _found(office: Office, code: str) -> CheckpointSaid | None:
    with office.open() as (connection, now):
        row = checkpoints.by_code(connection, code)
        if row is None:
            return None
        [said] = checkpoints.said(connection, [row], now)
        _, settings = pushed.current(connection, row.id)
    changed = {"declarations": settings.declarations, "hotlines": settings.hotlines}
    return said.model_copy(update={key: value for key, value in changed.items() if value is not None})


def written(said: CheckpointSaid, places: Callable[[], Places]) -> str:
    """The page of a checkpoint in HTML."""
    title = escape(said.name)
    english = f'<p class="en" lang="en">{escape(said.name_en)}</p>' if said.name_en else ""
    facts = _fact("Địa chỉ · Address", escape(_address(said, places())))
    if said.hotlines:
        facts += _fact("Đường dây nóng · Hotline", ", ".join(map(_callable, said.hotlines)))
    facts += _fact("Mã điểm kiểm dịch · Checkpoint", escape(said.code))
    steps = "".join(
        f'<li>{vi}<br><span class="en" lang="en">{en}</span></li>'
        for vi, en in (_SHOW, _DECLARE[said.declarations], _NO_PHONE)
    )
    return page(title, f"<h1>{title}</h1>{english}<dl>{facts}</dl><ol>{steps}</ol>")


def _address(said: CheckpointSaid, places: Places) -> str:
    ward, province = places.ward(said.ward), places.province(said.province)
    return ", ".join([said.street, *(place.name for place in (ward, province) if place is not None)])


def _callable(hotline: str) -> str:
    digits = re.sub("[^0-9]", "", hotline)
    return f'<a href="tel:{digits}">{escape(hotline)}</a>' if digits else escape(hotline)


def _fact(name: str, value: str) -> str:
    return f"<dt>{name}</dt><dd>{value}</dd>"


def _advice(title: tuple[str, str], advice: tuple[str, str], status: int) -> HTMLResponse:
    body = (
        f'<h1>{title[0]}</h1><p class="en" lang="en">{title[1]}</p>'
        f'<p>{advice[0]}</p><p class="en" lang="en">{advice[1]}</p>'
    )
    headers = HEADERS | ({"Retry-After": "5"} if status == 503 else {})
    return HTMLResponse(page(title[0], body), status, headers)
