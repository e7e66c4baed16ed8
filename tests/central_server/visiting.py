"""Phones at checkpoints: a running centre, places made for a test, and browsers without JavaScript."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from html.parser import HTMLParser
from itertools import count
from typing import Any
from uuid import UUID, uuid5

import requests
from sqlalchemy import Engine, select

from central_server.app import create_app
from central_server.otp.desk import OtpOptions
from central_server.store import pushed
from central_server.store.checkpoint_tables import checkpoints
from central_server.store.engine import open_engine, transaction
from central_server.store.otp import phone_keys
from central_server.store.schema import bring_up_to_date
from central_server.store.tables import visits
from central_server.store.web_visits import web_device
from kiosk.phone import Phone
from kiosk.wire.checkpoint_messages import PushedSettings
from tests.central_server.otp_desk import GENEROUS, SPACE, TOKEN, Clock, Gateway
from tests.central_server.running import CentreHere

WHO = {
    "relationship": "self",
    "name": "Nguyễn Văn Thử",
    "birth": "15/8/1990",
    "sex": "male",
    "nation": "VN",
    "province": "01",
}
WHERE = {"ward": "00004", "street": "Số 1 Phố Thử"}


class Form:
    """A form of a page: where it goes, and what it holds before anybody touches it."""

    def __init__(self, action: str) -> None:
        self.action = action
        self.values: dict[str, str] = {}
        self.names: set[str] = set()
        self.buttons: list[tuple[str, str]] = []
        self.chosen: list[str] = []


class Page(HTMLParser):
    """What a browser makes of an answer."""

    def __init__(self, reply: requests.Response) -> None:
        super().__init__()
        self.status = reply.status_code
        self.headers = reply.headers
        self.path = re.sub("^https?://[^/]+", "", reply.url)
        self.html = reply.text
        self.size = len(reply.content)
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.files: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.words: list[str] = []
        self.feed(reply.text)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    @property
    def problems(self) -> list[str]:
        return re.findall('class="problem"[^>]*>([^<]*)', self.html)

    def form(self, end: str, at: int = 0) -> Form:
        return [form for form in self.forms if form.action.partition("?")[0].endswith(end)][at]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.attributes += said
        if tag == "form":
            self.forms.append(Form(said["action"]))
        elif tag == "a":
            self.links.append(said["href"])
        elif tag in ("link", "script", "img"):
            self.files.append(said.get("href") or said["src"])
        elif self.forms and tag in ("input", "select", "textarea", "button", "option"):
            self._field(self.forms[-1], tag, said)

    def _field(self, form: Form, tag: str, said: dict[str, str]) -> None:
        if tag == "button":
            form.buttons.append((said.get("name", ""), said.get("value", "")))
        elif tag == "option":
            form.chosen += [said["value"]] if "selected" in said else []
        elif said.get("type") == "hidden":
            form.values[said["name"]] = said["value"]
        else:
            form.names.add(said["name"])
            form.chosen += [said["name"]] if "checked" in said else []
            if said.get("type") in ("text", "tel", "email"):
                form.values[said["name"]] = said.get("value", "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


class Browser:
    """One phone. It follows redirects, keeps cookies, and says where its forms come from, as browsers do."""

    def __init__(self, street: "Street", number: str) -> None:
        self.street = street
        self.number = Phone(number)
        self.line = requests.Session()

    def open(self, path: str, **options: Any) -> Page:
        return Page(self.line.get(self.street.url + path, timeout=20, **options))

    def send(self, form: Form, choices: dict[str, Any] | None = None, **options: Any) -> Page:
        headers = {"Origin": self.street.url} | options.pop("headers", {})
        data = form.values | (choices or {})
        url = self.street.url + form.action
        return Page(self.line.post(url, data=data, headers=headers, timeout=20, **options))

    def wish(self, back: str = "/c/TH-01") -> Page:
        """Type the number."""
        page = self.open(f"/phone?next={back}")
        return self.send(page.form("/phone"), {"phone": self.number.grouped})

    def sign_in(self, back: str) -> Page:
        page = self.wish(back)
        return self.send(page.form("/phone/code"), {"code": self.street.gateway.code})

    def declare(self, place: "Spot", health: str = "no", person: str = "", **who: str) -> Page:
        """Fill in the whole form and agree; where it leads."""
        page = self.to_consent(place, health, person, **who)
        ticks = dict.fromkeys(page.form("/declare").names, "yes")
        return self.send(page.form("/declare"), ticks | {"go": "next"})

    def to_consent(self, place: "Spot", health: str = "no", person: str = "", **who: str) -> Page:
        page = self.open(f"{place.path}/declare{f'?person={person}' if person else ''}")
        page = self.send(page.form("/declare"), WHO | who | {"go": "next"})
        page = self.send(page.form("/declare"), WHERE | {"go": "next"})
        form = page.form("/declare")
        answers = {name: health if name.startswith("q-") else "Nơi thử" for name in form.names}
        return self.send(form, answers | {"go": "next"})

    def tap(self, page: Page, at: int = 0) -> Page:
        return self.send(page.form("/tap", at))


class Spot:
    """A checkpoint made for a test."""

    def __init__(self, street: "Street", identity: UUID, code: str) -> None:
        self.street, self.id, self.code = street, identity, code
        self.path = f"/c/{code}"
        self.device = web_device(identity)

    def set(self, **settings: Any) -> None:
        """What the centre sets here."""
        with transaction(self.street.engine) as connection:
            pushed.push(connection, self.id, PushedSettings(**settings), None, self.street.clock())

    def visits(self) -> list[Any]:
        """Everything recorded here, in order."""
        with transaction(self.street.engine) as connection:
            mine = select(visits).where(visits.c.checkpoint == self.id)
            return list(connection.execute(mine.order_by(visits.c.at, visits.c.sequence)))


class Street:
    """A centre with places and phones; every test takes new ones."""

    def __init__(self, running: CentreHere, engine: Engine, gateway: Gateway, clock: Clock) -> None:
        self.running, self.engine = running, engine
        self.gateway, self.clock = gateway, clock
        self._numbers, self._places = count(1), count(1)

    @property
    def url(self) -> str:
        return self.running.url

    def next_morning(self) -> "Street":
        """The same at eight o'clock of the day after: no test runs into a midnight of another's making."""
        tomorrow = self.clock.now + timedelta(days=1)
        self.clock.now = tomorrow.replace(hour=1, minute=0, second=0, microsecond=0)
        return self

    def browser(self) -> Browser:
        return Browser(self, f"09000{next(self._numbers):05d}")

    def place(self, **changes: Any) -> Spot:
        number = next(self._places)
        identity, code = uuid5(SPACE, f"place {number}"), f"TH-{number:02d}"
        with transaction(self.engine) as connection:
            keys = phone_keys(connection, self.clock())
            said: dict[str, Any] = {
                "id": identity,
                "code": code,
                "phone": b"synthetic",
                "sealed_phone": keys.seal("+84900000099", identity, identity),
                "name": "Bệnh viện Hạ Vân",
                "name_en": "Hạ Vân Hospital",
                "kind": "hospital",
                "province": "01",
                "ward": "00004",
                "street": "Số 1 Phố Thử",
                "capacity": None,
                "hotlines": '["1022", "1900.9095"]',
                "declarations": "required",
                "made_at": self.clock(),
            }
            connection.execute(checkpoints.insert().values(said | changes))
        return Spot(self, identity, code)

    def visitor(self, place: Spot, **who: str) -> Browser:
        """A phone that is known and has declared."""
        phone = self.browser()
        phone.sign_in(place.path)
        assert "declared=" in phone.declare(place, **who).path
        return phone


@contextmanager
def running_street(database: str) -> Iterator[Street]:
    """A running centre over this database."""
    engine = open_engine(database)
    bring_up_to_date(engine)
    gateway, clock = Gateway(), Clock()
    app = create_app(engine, TOKEN, OtpOptions(gateway, GENEROUS, now=clock))
    with CentreHere("", token=TOKEN, app=app) as running:
        yield Street(running, engine, gateway, clock)
    engine.dispose()
