"""What everybody sees of how safe places are, and what a registrant says of their own."""

from collections.abc import Iterator

import pytest
import requests
from fastapi import Response
from sqlalchemy import Engine

from central_server.app import create_app
from central_server.assessments.checklist import NO, YES, Level, for_kind, load
from central_server.assessments.tile_map import TILES
from central_server.otp.desk import OtpOptions
from central_server.store import visitor_sessions
from central_server.store.assessments import assess, standing
from central_server.store.checkpoints import by_code
from central_server.store.engine import transaction
from central_server.store.otp import phone_keys
from central_server.visitors.session import VisitorSessions
from central_server.web.forms import token_for
from kiosk.places import Places
from tests.central_server.placing import NOW, place
from tests.central_server.running import CentreHere

SCHOOL = for_kind(load(), "school")[0]
ALL = {one.key: YES for one in SCHOOL.criteria}
MINE, OTHER = "+84900000001", "+84900000002"


class Phone:
    """A phone whose number is known, and its browser."""

    def __init__(self, engine: Engine, centre: CentreHere, number: str) -> None:
        sessions, given = VisitorSessions(engine, lambda: NOW, secure=False), Response()
        self.session = sessions.cookie.give(given)
        with transaction(engine) as connection:
            visitor_sessions.begin(connection, self.session, number, NOW)
        name, _, rest = given.headers["set-cookie"].partition("=")
        self.browser = requests.Session()
        self.browser.cookies.set(name, rest.partition(";")[0])
        self.url = centre.url

    def get(self, path: str) -> requests.Response:
        return self.browser.get(self.url + path, timeout=10, allow_redirects=False)

    def send(self, path: str, form: dict[str, str], **headers: str) -> requests.Response:
        fields = {"form": token_for(self.session)} | form
        said = {"Origin": self.url} | headers
        return self.browser.post(self.url + path, fields, headers=said, timeout=10, allow_redirects=False)


@pytest.fixture
def centre(engine: Engine) -> Iterator[CentreHere]:
    with CentreHere("", app=create_app(engine, "synthetic-token-0001", OtpOptions(now=lambda: NOW))) as running:
        yield running


def put(engine: Engine, code: str, number: str = MINE, **said: object) -> None:
    with transaction(engine) as connection:
        place(connection, code, phone=phone_keys(connection, NOW).phone_hash(number), **said)


def level(engine: Engine, code: str) -> Level:
    with transaction(engine) as connection:
        row = by_code(connection, code)
        assert row is not None
        return standing(connection, row.id, NOW).level


def test_every_province_has_a_tile_of_its_own() -> None:
    assert TILES.keys() == {one.code for one in Places.load().provinces}
    assert len(set(TILES.values())) == len(TILES)


@pytest.mark.parametrize(("language", "words"), [("vi", "An toàn phòng dịch"), ("en", "How safe places are")])
def test_everybody_sees_the_list_and_the_map(engine: Engine, centre: CentreHere, language: str, words: str) -> None:
    with transaction(engine) as connection:
        assess(connection, place(connection, "TRUONG-01", name="<b>Trường</b>"), SCHOOL, ALL, "kín", NOW)
    page = requests.get(f"{centre.url}/safety?lang={language}", timeout=10)
    assert page.status_code == 200
    assert words in page.text
    assert "1/1" in page.text
    assert "/safety/TRUONG-01" in page.text
    assert "<b>Trường" not in page.text
    one = requests.get(f"{centre.url}/safety/truong-01?lang={language}", timeout=10)
    assert f"{'An toàn' if language == 'vi' else 'Safe'}</span> 100" in one.text.replace(" trên", "").replace("\n", " ")
    assert "kín" not in one.text


def test_the_list_goes_on_after_a_page(engine: Engine, centre: CentreHere) -> None:
    with transaction(engine) as connection:
        for number in range(51):
            place(connection, f"TRUONG-{number:02}")
    first = requests.get(f"{centre.url}/safety?province=56", timeout=10).text
    assert "/safety/TRUONG-49" in first
    assert "/safety/TRUONG-50" not in first
    assert "after=TRUONG-49" in first
    second = requests.get(f"{centre.url}/safety?province=56&after=TRUONG-49", timeout=10).text
    assert "/safety/TRUONG-50" in second
    assert "/safety/TRUONG-49" not in second


@pytest.mark.parametrize("path", ["/safety/NOWHERE-9", "/safety/%3Cscript%3E", "/safety/x"])
def test_a_place_that_is_not_there(centre: CentreHere, path: str) -> None:
    answer = requests.get(centre.url + path, timeout=10)
    assert answer.status_code == 404
    assert "Không có trang này" in answer.text
    assert answer.headers["content-type"].startswith("text/html")


def test_what_an_address_cannot_mean_is_passed_over(engine: Engine, centre: CentreHere) -> None:
    put(engine, "TRUONG-01")
    answer = requests.get(f"{centre.url}/safety?province=xx&ward=1&kind=castle&level=best&after=%01'", timeout=10)
    assert answer.status_code == 200
    assert "TRUONG-01" in answer.text


def test_a_registrant_says_how_safe_a_place_is_and_every_answer_is_needed(engine: Engine, centre: CentreHere) -> None:
    put(engine, "TRUONG-01")
    phone = Phone(engine, centre, MINE)
    assert "/me/places/TRUONG-01/safety" in phone.get("/me/places").text
    some = dict.fromkeys(list(ALL)[:3], YES)
    answer = phone.send("/me/places/TRUONG-01/safety", some | {"checklist": "school"})
    assert answer.status_code == 422
    assert answer.text.count(" checked") == 3, "what was answered stays"
    assert level(engine, "TRUONG-01") is Level.UNKNOWN
    sent = phone.send("/me/places/TRUONG-01/safety", ALL | {"checklist": "school"})
    assert (sent.status_code, sent.headers["location"]) == (303, "/me/places/TRUONG-01/safety?sent=1")
    assert level(engine, "TRUONG-01") is Level.SAFE
    phone.send("/me/places/TRUONG-01/safety", ALL | {"hands": NO})
    assert level(engine, "TRUONG-01") is Level.UNSAFE
    shown = phone.get("/me/places/TRUONG-01/safety")
    assert shown.text.count(" checked") == 0, "nothing is answered beforehand"


def test_a_place_of_another_number_is_not_there(engine: Engine, centre: CentreHere) -> None:
    put(engine, "TRUONG-01", OTHER)
    phone = Phone(engine, centre, MINE)
    assert "TRUONG-01" not in phone.get("/me/places").text
    assert phone.get("/me/places/TRUONG-01/safety").status_code == 404
    assert phone.send("/me/places/TRUONG-01/safety", ALL).status_code == 404
    assert level(engine, "TRUONG-01") is Level.UNKNOWN


def test_a_form_from_elsewhere_or_of_another_session_is_refused(engine: Engine, centre: CentreHere) -> None:
    put(engine, "TRUONG-01")
    phone, other = Phone(engine, centre, MINE), Phone(engine, centre, MINE)
    path = "/me/places/TRUONG-01/safety"
    assert phone.send(path, ALL, Origin="https://elsewhere.example").status_code == 403
    assert phone.send(path, ALL | {"form": token_for(other.session)}).status_code == 403
    assert level(engine, "TRUONG-01") is Level.UNKNOWN
    assert phone.send(path, ALL).status_code == 303


def test_whoever_is_not_known_signs_in_first(engine: Engine, centre: CentreHere) -> None:
    put(engine, "TRUONG-01")
    answer = requests.get(f"{centre.url}/me/places/TRUONG-01/safety", timeout=10, allow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/phone?next=")


def test_a_hotel_may_be_judged_as_one_for_isolation(engine: Engine, centre: CentreHere) -> None:
    put(engine, "KS-01", kind="hotel")
    page = Phone(engine, centre, MINE).get("/me/places/KS-01/safety?checklist=isolation-hotel").text
    assert 'name="one_way"' in page
    assert "?checklist=hotel" in page
