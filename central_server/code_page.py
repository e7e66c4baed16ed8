"""GET /Q/{code}: what a phone shows when it opens a citizen code. Needs no token; tells what the code itself says.

No script, nothing from elsewhere, nothing that stays behind: see page.py.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from html import escape
from io import BytesIO

import segno
from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool

from central_server.page import HEADERS, page
from central_server.store.code_keys import kept_keys, trust
from central_server.store.codes import find_code
from central_server.store.engine import transaction
from central_server.store.faults import StoreUnavailable
from kiosk.citizen_code import CitizenCode, CodeStanding, check, decode, spelled

LONGEST = 2_000  # characters of a code
MAX_TOGETHER = 8
HERE = timezone(timedelta(hours=7))  # Asia/Ho_Chi_Minh, which knows no summer time
_TITLES = {
    CodeStanding.GENUINE: ("Mã cá nhân hợp lệ", "This citizen code is genuine"),
    CodeStanding.EXPIRED: ("Mã cá nhân đã hết hạn", "This citizen code has expired"),
    CodeStanding.REVOKED: ("Mã cá nhân đã bị thu hồi", "This citizen code was taken back"),
    CodeStanding.FORGED: ("Mã này không do nơi đây cấp", "This code was not issued here"),
}
_ADVICE = {
    CodeStanding.GENUINE: (
        "Đưa mã dưới đây vào máy quét hoặc cho người kiểm dịch ở cổng xem.",
        "Show the code below to the scanner or to the staff at the gate.",
    ),
    CodeStanding.EXPIRED: ("Vui lòng khai báo lại ở cổng.", "Please declare again at the gate."),
    CodeStanding.REVOKED: ("Vui lòng hỏi người kiểm dịch ở cổng.", "Please ask the staff at the gate."),
    CodeStanding.FORGED: ("Không dùng được ở cổng.", "It opens no gate."),
}
_UNAVAILABLE = ("Hiện không kiểm tra được mã", "The code cannot be checked now")
_LATER = ("Vui lòng thử lại sau ít phút.", "Please try again in a few minutes.")


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """What the page says. ``code`` and ``text`` are None where nothing can be believed."""

    standing: CodeStanding
    code: CitizenCode | None = None
    text: str | None = None

    def __repr__(self) -> str:
        return f"Shown({self.standing})"


def code_page_routes(engine: Engine) -> APIRouter:
    """Reads only. Anybody may ask, so only so many are heard at once: kiosks need the database and the threads."""
    routes = APIRouter(tags=["citizen codes"])
    free = MAX_TOGETHER

    @routes.get("/Q/{code}", response_class=HTMLResponse, include_in_schema=False)  # for people
    async def show(code: str) -> HTMLResponse:
        nonlocal free
        signed = decode(f"https://centre/Q/{code}") if len(code) <= LONGEST else None
        if signed is None:
            return _answer(Shown(CodeStanding.FORGED))
        if free < 1:
            return _unavailable()
        free -= 1
        try:
            return _answer(await run_in_threadpool(judged, engine, signed, datetime.now(UTC)))
        except StoreUnavailable:
            return _unavailable()
        finally:
            free += 1

    return routes


def judged(engine: Engine, signed: bytes, now: datetime) -> Shown:
    """What can be said of the signed part of a code. Raises StoreUnavailable."""
    with transaction(engine) as connection:
        checked = check(signed, trust(kept_keys(connection)), now)
        if checked.code is None:
            return Shown(CodeStanding.FORGED)
        kept = find_code(connection, checked.code.id)
    if kept is not None and kept.revoked:
        return Shown(CodeStanding.REVOKED, checked.code)
    return Shown(checked.standing, checked.code, kept.text if kept else None)


def _answer(shown: Shown) -> HTMLResponse:
    return HTMLResponse(written(shown), 404 if shown.code is None else 200, HEADERS)


def _unavailable() -> HTMLResponse:
    return HTMLResponse(_page("warn", "⚠", _UNAVAILABLE, _LATER, ""), 503, HEADERS | {"Retry-After": "5"})


def written(shown: Shown) -> str:
    """The page in HTML."""
    genuine = shown.standing is CodeStanding.GENUINE
    facts = ""
    if shown.code is not None:
        until = shown.code.expires.astimezone(HERE).strftime("%H:%M %d/%m/%Y")
        facts = (
            f'<dl><dt lang="vi">Họ tên · Name</dt><dd>{escape(shown.code.name)}</dd>'
            f'<dt lang="vi">Có giá trị đến · Valid until</dt><dd>{until}</dd>'
            f'<dt lang="vi">Số đọc · Read out</dt><dd>{spelled(shown.code.id)}</dd></dl>'
        )
    if genuine and shown.text is not None:
        facts += _drawn(shown.text)
    return _page(
        "genuine" if genuine else "warn",
        "✔" if genuine else "✖",
        _TITLES[shown.standing],
        _ADVICE[shown.standing],
        facts,
    )


def _drawn(text: str) -> str:
    out = BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=True, svgclass=None, lineclass=None, omitsize=True, border=4, light="#fff"
    )
    return out.getvalue().decode()


def _page(kind: str, sign: str, title: tuple[str, str], advice: tuple[str, str], facts: str) -> str:
    """Everything but ``facts`` is written here; ``facts`` are escaped already."""
    body = (
        f'<h1><span aria-hidden="true">{sign}</span>{title[0]}</h1><p class="en" lang="en">{title[1]}</p>'
        f'{facts}<p>{advice[0]}</p><p class="en" lang="en">{advice[1]}</p>'
    )
    return page(title[0], body, kind)
