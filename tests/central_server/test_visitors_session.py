"""Signing in with a phone: a code once, a cookie that knows the number, and nothing told of anybody."""

import doctest
import re

import pytest
from sqlalchemy import select, update
from starlette.responses import Response

import central_server.visitors.session
from central_server.app import create_app
from central_server.store.checkpoint_tables import asked
from central_server.store.engine import open_engine, transaction
from central_server.store.visitor_tables import visitor_sessions
from central_server.visitors.session import VisitorSessions, own_path
from central_server.web.words.visitors_declare import DECLARE
from central_server.web.words.visitors_gate import GATE
from kiosk.declarations import DeclaredSex, Relationship
from kiosk.draft import FieldProblem
from kiosk.questionnaire import Field
from tests.central_server.otp_desk import not_it
from tests.central_server.running import CentreHere
from tests.central_server.visiting import Browser, Page, Street


def cookie(phone: Browser) -> str:
    return next(one.value or "" for one in phone.line.cookies if one.name == "visitor")


def test_the_examples_are_true() -> None:
    assert doctest.testmod(central_server.visitors.session).failed == 0


def test_a_code_makes_a_phone_known(street: Street) -> None:
    place, phone = street.place(), street.browser()
    stranger = phone.open(place.path)
    assert f"/phone?next={place.path}" in stranger.links
    page = phone.sign_in(place.path)
    assert (page.status, page.path) == (200, place.path)
    assert phone.number.grouped in page.text
    assert len(street.gateway.messages[-1][1]) <= 160
    kept = next(one for one in phone.line.cookies if one.name == "visitor")
    assert 179 < ((kept.expires or 0) - __import__("time").time()) / 86_400 <= 180
    assert {"HttpOnly", "SameSite"} <= set(kept._rest)  # type: ignore[attr-defined]


def test_a_number_is_kept_sealed(street: Street) -> None:
    phone = street.browser()
    phone.sign_in(street.place().path)
    with transaction(street.engine) as connection:
        rows = connection.execute(select(visitor_sessions)).all()
    said = repr([tuple(row) for row in rows])
    assert rows
    assert phone.number.e164 not in said
    assert cookie(phone).split(".")[0] not in said


def test_the_fields_are_what_phones_fill_in_by_themselves(street: Street) -> None:
    page = street.browser().wish()
    assert 'autocomplete="one-time-code"' in page.html
    assert 'inputmode="numeric"' in page.html


def test_five_wrong_codes_lock(street: Street) -> None:
    phone = street.browser()
    page = phone.wish()
    wrong, right = not_it(street.gateway.code), street.gateway.code
    for left in (4, 3, 2, 1):
        page = phone.send(page.form("/phone/code"), {"code": wrong})
        assert page.status == 422
        assert f"Còn {left} lần nhập" in page.text
    form = page.form("/phone/code")
    assert "Đã nhập sai 5 lần" in phone.send(form, {"code": wrong}).text
    assert "Đã nhập sai 5 lần" in phone.send(form, {"code": right}).text
    assert "visitor" not in phone.line.cookies
    again = phone.send(phone.send(form, {"code": right}).form("/phone"))
    assert phone.send(again.form("/phone/code"), {"code": street.gateway.code}).path == "/c/TH-01", (
        "another code counts"
    )


def test_four_wrong_codes_do_not_lock(street: Street) -> None:
    phone = street.browser()
    page = phone.wish(street.place().path)
    form, right = page.form("/phone/code"), street.gateway.code
    for _ in range(4):
        phone.send(form, {"code": not_it(right)})
    assert phone.send(form, {"code": right}).path.startswith("/c/")


def test_every_number_is_answered_alike(street: Street) -> None:
    def answered(phone: Browser) -> str:
        html = phone.wish().html.replace(phone.number.grouped, "N").replace(phone.number.national, "N")
        return re.sub('value="[0-9a-f-]{36}"', "ID", html)

    declared = street.visitor(street.place())
    other = Browser(street, declared.number.national)
    assert answered(other) == answered(street.browser())


def test_a_page_sent_twice_sends_one_message(street: Street) -> None:
    phone = street.browser()
    form = phone.open("/phone").form("/phone")
    before = len(street.gateway.messages)
    first = phone.send(form, {"phone": phone.number.national})
    second = phone.send(form, {"phone": phone.number.national})
    assert len(street.gateway.messages) == before + 1
    assert first.form("/phone/code").values == second.form("/phone/code").values
    assert phone.send(second.form("/phone"), {}).status == 200
    assert len(street.gateway.messages) == before + 2, "the button for another code sends one"


def test_a_number_that_is_none_is_said_to_be(street: Street) -> None:
    phone = street.browser()
    form = phone.open("/phone").form("/phone")
    page = phone.send(form, {"phone": "024 3825 0001"})
    assert (page.status, page.problems) == (422, ["Xin nhập số di động, không phải số cố định"])
    page = phone.send(form, {"phone": "12"}, headers={"Accept-Language": "en"})
    assert page.problems == ["Mobile numbers start with 03, 05, 07, 08, 09"]


def test_the_other_language_leads_back_to_the_same_place(street: Street) -> None:
    place, phone = street.place(), street.browser()
    page = phone.wish(place.path)
    english = phone.open(next(link for link in page.links if "lang=en" in link))
    assert "Confirm your phone number" in english.text
    assert english.form("/phone").values["next"] == place.path
    wrong = phone.send(page.form("/phone/code"), {"code": "1"})
    vietnamese = phone.open(next(link for link in wrong.links if "lang=vi" in link))
    assert "Xác nhận số điện thoại" in vietnamese.text
    assert vietnamese.form("/phone").values["next"] == place.path


def test_forgetting_takes_the_session_back(street: Street) -> None:
    place, phone = street.place(), street.browser()
    page = phone.sign_in(place.path)
    stolen = cookie(phone)
    left = phone.send(page.form("/phone/forget"))
    assert left.path == f"/phone?next={place.path.replace('/', '%2F')}"
    thief = street.browser()
    thief.line.cookies.set("visitor", stolen)
    assert phone.number.grouped not in thief.open(place.path).text
    assert phone.number.grouped not in phone.open(place.path).text


def test_a_cookie_counts_as_it_was_given_and_for_half_a_year(street: Street) -> None:
    place, phone = street.place(), street.browser()
    phone.sign_in(place.path)
    token, _, signature = cookie(phone).partition(".")
    forger = street.browser()
    forger.line.cookies.set("visitor", f"{token}x.{signature}")
    assert "Ai vào, ai ra?" not in forger.open(place.path).text
    copied = street.browser()
    copied.line.cookies.set("visitor", f"{token}.{signature}")
    street.clock.forward(days=179)
    assert "Ai vào, ai ra?" in copied.open(place.path).text
    street.clock.forward(days=2)
    assert "Ai vào, ai ra?" not in copied.open(place.path).text


@pytest.mark.parametrize("away", ["//x.example", "https://x.example", "/\\x.example", "javascript:alert(1)", "/c/\nX"])
def test_signing_in_leads_nowhere_else(street: Street, away: str) -> None:
    phone = street.browser()
    page = Page(phone.line.get(f"{street.url}/phone", params={"next": away}, timeout=10))
    assert page.form("/phone").values["next"] == "/me"
    page = phone.send(page.form("/phone"), {"phone": phone.number.national, "next": away})
    choices = {"code": street.gateway.code, "next": away}
    reply = phone.send(page.form("/phone/code"), choices, allow_redirects=False)
    assert reply.headers["location"] == "/me"
    assert own_path("/c/TH-01?lang=en") == "/c/TH-01?lang=en"


def test_forms_come_from_our_own_pages(street: Street) -> None:
    place = street.place()
    phone = street.visitor(place)
    form = phone.open(place.path).form("/tap")
    assert phone.send(form, headers={"Origin": "https://x.example"}).status == 403
    token = form.values.pop("form")
    assert phone.send(form).status == 403
    form.values["form"] = "0" * 64
    assert phone.send(form).status == 403
    assert place.visits() == []
    form.values["form"] = token
    assert "/done/" in phone.send(form).path, "and with its token it counts"


def test_whoever_is_not_known_is_sent_to_sign_in(street: Street) -> None:
    place, phone = street.place(), street.browser()
    page = phone.open(f"{place.path}/declare")
    assert page.form("/phone").values["next"] == f"{place.path}/declare"
    known = street.visitor(place)
    form = known.open(place.path).form("/tap")
    known.line.cookies.clear()
    assert known.send(form).form("/phone").values["next"] == place.path
    assert place.visits() == []


def test_a_network_has_its_limits(street: Street) -> None:
    phone = street.browser()
    phone.wish()
    with transaction(street.engine) as connection:
        connection.execute(update(asked).where(asked.c.what == "visitors' codes").values(times=10_000))
    before = len(street.gateway.messages)
    page = phone.wish()
    assert page.status == 429
    assert int(page.headers["Retry-After"]) > 0
    assert len(street.gateway.messages) == before
    street.clock.forward(hours=2)
    assert phone.wish().status == 200


def test_cookies_of_a_public_centre_go_over_tls_only(street: Street) -> None:
    for secure, start in ((True, "__Host-visitor="), (False, "visitor=")):
        response = Response()
        VisitorSessions(street.engine, street.clock, secure).cookie.give(response)
        said = response.headers["set-cookie"]
        assert said.startswith(start)
        assert ("Secure" in said) is secure


def test_the_first_page_is_small(street: Street) -> None:
    place = street.place()
    phone = street.visitor(place)
    for page in (street.browser().open(place.path), phone.open(place.path), phone.open(f"{place.path}/declare")):
        files = [phone.line.get(street.url + path, timeout=10) for path in set(page.files)]
        assert files
        assert all(file.status_code == 200 for file in files)
        weight = page.size + sum(len(file.content) for file in files)
        assert weight <= 60_000, f"{page.path}: {weight} bytes"
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["x-robots-tag"].startswith("noindex")
        assert "unsafe" not in page.headers["content-security-policy"]
        assert not {"script", "style", "iframe", "object"} & set(page.tags)
        assert not [name for name in page.attributes if name.startswith("on") or name == "style"]


def test_there_are_words_for_everything() -> None:
    wanted = [f"problem.{one}" for one in FieldProblem] + [f"field.{one}" for one in Field]
    wanted += [f"sex.{one}" for one in DeclaredSex]
    wanted += [f"relation.{one}" for one in Relationship if one is not Relationship.STAFF]
    assert [key for key in wanted if key not in DECLARE] == []
    for key, (vi, en) in {**GATE, **DECLARE}.items():
        assert vi.strip(), key
        assert en.strip(), key
        assert sorted(re.findall("{[a-z]+}", vi)) == sorted(re.findall("{[a-z]+}", en)), key


def test_without_its_database_it_says_what_to_do() -> None:
    app = create_app(open_engine("postgresql://kiosk@/x?host=/nonexistent"), "synthetic-token-0001")
    with CentreHere("", app=app) as centre:
        reply = centre.ask("GET", "/c/TH-01", headers={"Accept-Language": "en"})
    assert reply.status_code == 503
    assert int(reply.headers["Retry-After"]) > 0
    assert "ask the staff at the gate" in reply.text
