"""What every page of the office is made with: the database, the time, who asks, and the frame around a page."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from fastapi import Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection, Engine

from central_server.authority.areas import province_name
from central_server.authority.purposes import PURPOSES, Purpose
from central_server.authority.rights import Right, allowed
from central_server.authority.session import Officers
from central_server.sealing import Sealing
from central_server.store.engine import transaction
from central_server.store.officers import Officer
from central_server.web.forms import MAX_FORM, Form, read_form
from central_server.web.language import language_of
from central_server.web.site import Site

# Every page in the menu: where it is, what it is called in the words, and who sees it. Each part adds its own.
MENU: tuple[tuple[str, str, Right], ...] = (
    ("/office", "menu.checkpoints", Right.SEE_CHECKPOINTS),
    ("/office/devices", "menu.devices", Right.SEE_CHECKPOINTS),
    ("/office/search", "menu.search", Right.SEARCH_PEOPLE),
    ("/office/trace", "menu.trace", Right.TRACE),
    ("/office/reports", "menu.reports", Right.SEE_CHECKPOINTS),
    ("/office/notices", "menu.notices", Right.NOTIFY),
    ("/office/officers", "menu.officers", Right.MANAGE_OFFICERS),
    ("/office/log", "menu.log", Right.SEE_LOG),
    ("/office/duties", "duties.title", Right.DUTIES),
    ("/office/isolation", "isolation.title", Right.MANAGE_ISOLATION),
    ("/office/safety", "menu.safety", Right.SEE_CHECKPOINTS),
    ("/office/campaigns", "menu.campaigns", Right.MANAGE_CAMPAIGNS),
)


@dataclass(frozen=True, slots=True)
class AuthorityOffice:
    """Handed to every module of pages, which makes its routes with it.

    A handler takes ``officer: Annotated[Officer, Depends(office.may(Right.TRACE))]``, reads and notes in one
    ``office.open()``, and answers with ``office.page(request, officer, "x.html", …)``; templates lie in
    web/templates/office/ and extend frame.html. A form is read by ``await office.form(request, officer)``.
    """

    engine: Engine
    now: Callable[[], datetime]
    site: Site
    officers: Officers
    sealing: Callable[[], Sealing] = field(repr=False)
    address: Callable[[Request], str]

    @contextmanager
    def open(self) -> Iterator[tuple[Connection, datetime]]:
        """A transaction, and when it is."""
        with transaction(self.engine) as connection:
            yield connection, self.now()

    def may(self, right: Right | None) -> Callable[[Request], Officer]:
        """A dependency: the officer who asks, if they have this right; None for any officer."""
        return self.officers.may(right)

    async def form(self, request: Request, officer: Officer, most: int = MAX_FORM) -> Form:
        """What a form of this officer's sent. Raises what ``read_form`` does."""
        return await read_form(request, officer.session, most)

    def page(
        self,
        request: Request,
        officer: Officer,
        template: str,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **values: object,
    ) -> HTMLResponse:
        """The page in the office's frame.

        Templates know ``officer``, ``may(right)``, ``area_name(code)`` and ``purposes`` besides ``values``.
        """
        menu = [
            (path, word, path == request.url.path or (path != "/office" and request.url.path.startswith(path + "/")))
            for path, word, right in MENU
            if allowed(officer.role, officer.area, right)
        ]
        return self.site.page(
            request,
            template,
            status=status,
            session=officer.session,
            headers=headers,
            officer=officer,
            menu=menu,
            may=lambda right: allowed(officer.role, officer.area, Right(right)),
            area_name=lambda code: self.area_name(request, code),
            purposes=PURPOSES,
            **values,
        )

    def asked(
        self,
        request: Request,
        officer: Officer,
        template: str,
        purpose: Purpose,
        problem: str = "",
        minutes: int = 0,
        **values: object,
    ) -> HTMLResponse:
        """A form in which an officer says why: what is wrong with it, as words are called, and how long to wait.

        Templates know ``purpose``, ``purpose_problem``, ``problem`` of all else, and ``minutes`` besides ``values``.
        """
        of_purpose = problem.startswith("purpose.")
        return self.page(
            request,
            officer,
            template,
            status=429 if minutes else 422 if problem else 200,
            headers={"Retry-After": str(60 * minutes)} if minutes else {},
            purpose=purpose,
            problem="" if of_purpose else problem,
            purpose_problem=problem if of_purpose else "",
            minutes=minutes,
            **values,
        )

    def area_name(self, request: Request, code: str | None) -> str:
        """A province's name, or the words for the whole country."""
        return province_name(code) or self.site.words.say("area.all", language_of(request))

    def word(self, request: Request, key: str, otherwise: str) -> str:
        """The words under a key, or what stands in where nobody has given it any."""
        return self.site.words.say(key, language_of(request)) if key in self.site.words else otherwise
