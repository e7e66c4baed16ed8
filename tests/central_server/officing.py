"""A centre on loopback with officers, and words for what they do in a browser."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from uuid import UUID, uuid4

import pyotp
import requests
from sqlalchemy import Engine, Text, cast, delete, insert, update

from central_server.app import create_app
from central_server.authority import factor, passwords
from central_server.authority.rights import Role
from central_server.citizen_codes import CodeTerms
from central_server.otp.desk import OtpOptions
from central_server.sealing import Sealing
from central_server.store.authority_tables import office_sessions, office_tries, officers
from central_server.store.checkpoint_tables import asked
from central_server.store.engine import transaction
from kiosk.people import folded
from tests.central_server.otp_desk import TOKEN, Clock
from tests.central_server.running import CentreHere

PASSWORD = "bốn từ không liên quan"
HASHED = passwords.hashed(PASSWORD)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SEALING = Sealing(b"synthetic secret of a centre 000")


@dataclass
class Browser:
    """Somebody at a browser: cookies, where they are, and what they see."""

    url: str
    line: requests.Session = field(default_factory=requests.Session)
    seen: requests.Response | None = None

    def move(self, address: str) -> None:
        """Ask from this address from now on, as the proxy before a centre says it."""
        self.line.headers["X-Forwarded-For"] = address

    def get(self, path: str) -> requests.Response:
        """Open a page, wherever it leads."""
        self.seen = self.line.get(self.url + path, timeout=10)
        return self.seen

    def post(self, path: str, follow: bool = True, **fields: str) -> requests.Response:
        """Send a form of the page that is open, with its token."""
        return self.send(path, fields, follow)

    def send(self, path: str, fields: Mapping[str, str], follow: bool = True) -> requests.Response:
        """The same."""
        found = re.search(r'name="form" value="([0-9a-f]*)"', self.text)
        data = {"form": found[1] if found else ""} | dict(fields)
        headers = {"Origin": self.url}
        self.seen = self.line.post(self.url + path, data=data, headers=headers, timeout=10, allow_redirects=follow)
        return self.seen

    @property
    def text(self) -> str:
        """The page as it came, with its entities read."""
        return "" if self.seen is None else unescape(self.seen.text)

    @property
    def path(self) -> str:
        """Where one is."""
        assert self.seen is not None
        return (self.seen.url or "").removeprefix(self.url)


@dataclass
class Bureau:
    """A running centre, its database and its time."""

    running: CentreHere
    engine: Engine
    clock: Clock

    def browser(self, address: str = "127.0.0.1") -> Browser:
        """Somebody whom nobody knows yet, at this address."""
        browser = Browser(self.running.url)
        browser.move(address)
        return browser

    def officer(self, role: Role | str = Role.OFFICER, area: str | None = None, name: str = "Lê Thị Thử") -> UUID:
        """An officer who has been in before: with PASSWORD, and SECRET in their app."""
        return officer(self.engine, str(role), area, name)

    def code(self, secret: str = SECRET) -> str:
        """What the app shows now."""
        return pyotp.TOTP(secret).at(self.clock.now)

    def signed_in(
        self,
        role: Role | str = Role.OFFICER,
        area: str | None = None,
        name: str = "Lê Thị Thử",
        address: str = "127.0.0.1",
    ) -> Browser:
        """An officer, new unless there is one of this name, who has signed in; it took them half a minute."""
        self.officer(role, area, name)
        browser = self.browser(address)
        browser.get("/office/sign-in")
        assert browser.post("/office/sign-in", name=name, password=PASSWORD).ok, browser.text
        self.clock.forward(seconds=30)  # a code counts once
        assert browser.post("/office/code", code=self.code()).ok, browser.text
        return browser


def officer(engine: Engine, role: str, area: str | None, name: str) -> UUID:
    """The row of an officer who has been in before; nothing new where there is one of this name."""
    who = uuid4()
    row = {
        "id": who,
        "name": name,
        "folded": folded(name),
        "role": role,
        "area": area,
        "password": HASHED,
        "totp": factor.seal(SEALING, SECRET, who),
        "last_step": 0,
        "made_at": datetime(2026, 11, 1, tzinfo=UTC),
    }
    with transaction(engine) as connection:
        known = connection.execute(officers.select().where(officers.c.folded == folded(name))).one_or_none()
        if known is not None:
            return UUID(bytes=known.id.bytes)
        connection.execute(insert(officers).values(row))
    return who


def nobody_in(here: Bureau) -> Bureau:
    """The same centre where nobody is in and everybody has gone; the log stays, and time goes on."""
    with transaction(here.engine) as connection:
        for table in (office_sessions, office_tries, asked):
            connection.execute(delete(table))
        gone = {"folded": "gone " + officers.c.folded + cast(officers.c.id, Text), "disabled_at": here.clock.now}
        connection.execute(update(officers).values(gone))
    here.clock.forward(days=2)
    return here


@contextmanager
def running_bureau(engine: Engine) -> Iterator[Bureau]:
    """A running centre over this up-to-date database, with a secret and a clock of the test's own."""
    clock = Clock()
    app = create_app(engine, TOKEN, OtpOptions(now=clock), CodeTerms(lambda: SEALING))
    with CentreHere("", token=TOKEN, app=app) as running:
        yield Bureau(running, engine, clock)
