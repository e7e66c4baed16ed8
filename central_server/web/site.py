"""Drawing a page: a template, the words of its language, and headers that hold it to what it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy import Engine

from central_server.web import static
from central_server.web.forms import token_for
from central_server.web.language import COOKIE, Language, language_of
from central_server.web.words import WordBook, Words
from central_server.web.words.common import COMMON
from kiosk.admission import LOCAL_TIME

TEMPLATES = Path(__file__).with_name("templates")
YEAR = 366 * 86_400
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; "
        "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A page to be: ``template`` in templates/, ``values`` for it, and how it is answered."""

    template: str
    values: Mapping[str, object]
    status: int = 200


class Site:
    """The pages of one part of the centre. ``now`` is its clock; ``folder``, in templates/, goes before the shared."""

    def __init__(self, engine: Engine, now: Callable[[], datetime], folder: str, *tables: Words) -> None:
        self.engine = engine
        self.now = now
        self.words = WordBook(COMMON, *tables)
        loader = FileSystemLoader([TEMPLATES / folder, TEMPLATES])
        self._templates = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
        self._templates.lstrip_blocks = True
        self._templates.globals["static"] = static.address
        self._templates.filters |= {"clock": clock, "day": day, "moment": moment}

    def page(
        self,
        request: Request,
        template: str,
        *,
        status: int = 200,
        session: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        **values: object,
    ) -> HTMLResponse:
        """The page. ``session`` is the hash of whose session its forms belong to."""
        language = language_of(request)
        html = self._templates.get_template(template).render(
            t=lambda key, **parts: self.words.say(key, language, **parts),
            language=language,
            other_language=self._other(request, language, known=status != 404),
            form_token=token_for(session) if session is not None else "",
            **values,
        )
        response = HTMLResponse(html, status, HEADERS | dict(headers or {}))
        if request.query_params.get("lang") == language:
            secure = request.url.scheme == "https"
            response.set_cookie(COOKIE, language, max_age=YEAR, secure=secure, httponly=True, samesite="lax")
        return response

    def fault(self, request: Request, status: int, retry: str | None = None) -> HTMLResponse:
        """A page that says what went wrong and what to do."""
        key = f"fault.{status}" if f"fault.{status}" in self.words else "fault.500"
        headers = {"Retry-After": retry} if retry else {}
        return self.page(request, "fault.html", status=status, headers=headers, message=key)

    def _other(self, request: Request, language: Language, *, known: bool) -> str:
        """The address of this page in the other language; of a page that answers a form, of where the form was."""
        other = "en" if language == "vi" else "vi"
        if not known:  # nothing of an address that means nothing is said again
            return f"/?lang={other}"
        query = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
        return f"{request.url.path}?{urlencode([*query, ('lang', other)])}"


def see_other(path: str) -> RedirectResponse:
    """After a form: go and look at this page (of this site), so that reloading sends nothing twice."""
    return RedirectResponse(path, 303, {"Cache-Control": "no-store"})


def clock(at: datetime) -> str:
    """The time of day here, such as 07:05."""
    return at.astimezone(LOCAL_TIME).strftime("%H:%M")


def day(at: datetime) -> str:
    """The day here, such as 23/11/2026."""
    return at.astimezone(LOCAL_TIME).strftime("%d/%m/%Y")


def moment(at: datetime) -> str:
    """Time and day here."""
    return f"{clock(at)} {day(at)}"
