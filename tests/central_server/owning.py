"""A centre on loopback with a clock of the test's own, and phones that are known to it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from uuid import UUID

import requests
from fastapi import Response
from sqlalchemy import Engine

from central_server.app import create_app
from central_server.citizen_codes import CodeTerms
from central_server.otp.desk import OtpOptions
from central_server.sealing import Sealing
from central_server.store import visitor_sessions
from central_server.store.engine import open_engine, transaction
from central_server.store.schema import bring_up_to_date
from central_server.visitors.session import VisitorSessions
from tests.central_server.declaring import NOW, PHONE, declaration, taken
from tests.central_server.otp_desk import GENEROUS, TOKEN, Gateway
from tests.central_server.running import CentreHere
from tests.wire.saying import person


class HtmlSeen(HTMLParser):
    """The text of a page, its links, its forms' fields and its tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data + "\n"

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        return [found for name, found in self.tags if name == tag and wanted.items() <= found.items()]

    @property
    def links(self) -> list[str]:
        return [href for one in self.all("a") if (href := one.get("href"))]


@dataclass
class Page:
    """What came back."""

    reply: requests.Response

    @property
    def status(self) -> int:
        return self.reply.status_code

    @property
    def html(self) -> str:
        return self.reply.text

    @property
    def seen(self) -> HtmlSeen:
        return HtmlSeen(self.reply.text)


@dataclass
class Handset:
    """A phone with a browser; ``cookie`` is empty for one that is not known."""

    url: str
    cookie: str
    token: str = ""  # of this session's forms, once one was seen

    def get(self, path: str, **headers: str) -> Page:
        sent = {"Cookie": self.cookie, "Accept-Language": "vi"} | headers
        return Page(requests.get(self.url + path, headers=sent, timeout=10, allow_redirects=False))

    def post(self, path: str, fields: Any, token: str | None = None, origin: str = "") -> Page:
        """Send a form, with the token of this session's forms if no other is named."""
        pairs = [*(fields.items() if isinstance(fields, dict) else fields), ("form", self._token(token))]
        headers = {"Cookie": self.cookie, "Accept-Language": "vi", "Origin": origin or self.url}
        return Page(requests.post(self.url + path, pairs, headers=headers, timeout=10, allow_redirects=False))

    def _token(self, wanted: str | None) -> str:
        if wanted is None and not self.token:
            [found] = self.get("/me").seen.all("input", name="form")
            self.token = str(found["value"])
        return self.token if wanted is None else wanted


@dataclass
class Home:
    """A running centre; ``now`` is its time."""

    engine: Engine
    url: str
    time: list[datetime]

    @property
    def now(self) -> datetime:
        return self.time[0]

    def at(self, moment: datetime) -> None:
        self.time[0] = moment

    def phone(self, number: str = PHONE) -> Handset:
        """A phone whose number was confirmed."""
        response = Response()
        session = self.sessions.cookie.give(response)
        with transaction(self.engine) as connection:
            visitor_sessions.begin(connection, session, number, self.now)
        return Handset(self.url, response.headers["set-cookie"].partition(";")[0])

    @property
    def stranger(self) -> Handset:
        """A phone that is not known."""
        return Handset(self.url, "")

    @property
    def sessions(self) -> VisitorSessions:
        return VisitorSessions(self.engine, lambda: self.now, secure=False)

    def declare(self, sequence: int, number: int = 1, **changes: Any) -> UUID:
        """Somebody declares, at a kiosk, on a number that is proved to be theirs; returns their id."""
        said = declaration(sequence, **{"person": person(number), "campaign": "khai-bao-toan-dan"} | changes)
        taken(self.engine, said, now=self.now)
        return said.person.id


@contextmanager
def running_home(engine: Engine, secret: Callable[[], Sealing] | None = None) -> Iterator[Home]:
    time = [NOW]
    terms = CodeTerms(secret or (lambda: Sealing(b"s" * 32)))
    app = create_app(engine, TOKEN, OtpOptions(Gateway(), GENEROUS, now=lambda: time[0]), terms)
    with CentreHere("", app=app) as running:
        yield Home(engine, running.url, time)


@contextmanager
def home_on_sqlite(folder: Path) -> Iterator[Home]:
    """A running centre over a new file."""
    engine = open_engine(str(folder / "centre.sqlite"))
    bring_up_to_date(engine)
    with running_home(engine) as running:
        yield running
    engine.dispose()
