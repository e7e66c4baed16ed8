"""The citizen code on its owner's phone: true, to be kept without a network, and nothing else with it."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin
from uuid import UUID, uuid4

import cv2
import numpy as np
import pytest
import zxingcpp
from sqlalchemy import Engine, select

from central_server.store.declaration_tables import citizen_codes
from central_server.store.engine import transaction
from central_server.web.static import FOLDER
from tests.central_server.declaring import OTHER_PHONE
from tests.central_server.owning import Home, Page, home_on_sqlite, running_home


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with home_on_sqlite(tmp_path) as running:
        yield running


def issued(home: Home) -> list[str]:
    with transaction(home.engine) as connection:
        return list(connection.execute(select(citizen_codes.c.text)).scalars())


def scanned(png: bytes) -> str:
    picture = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert picture is not None
    [found] = zxingcpp.read_barcodes(picture)
    return found.text


def test_the_code_on_a_phone_is_the_one_a_kiosk_would_be_given(engine: Engine) -> None:
    with running_home(engine) as home:
        one = home.declare(1)
        phone = home.phone()
        page, again = phone.get(f"/me/code/{one}"), phone.get(f"/me/code/{one}")
        assert page.status == again.status == 200
        [text] = issued(home)
        assert text.startswith(f"HTTP://{home.url.removeprefix('http://').upper()}/Q/")
        seen = page.seen
        for said in ("N. V. T. 1", "08:01 26/11/2026", "Lấy về lúc 16:00 23/11/2026", "Thêm vào màn hình chính"):
            assert said in seen.text
        assert re.search(r"\b[0-9A-Z]{4}[ -][0-9A-Z]{4}[ -][0-9A-Z]{4}\b", seen.text)
        for secret in ("Nguyễn", "900000001", "0010900", "1990", "Đường Thử", "fever"):
            assert secret not in page.html
        png, svg = phone.get(f"/me/code/{one}/picture.png").reply, phone.get(f"/me/code/{one}/picture.svg").reply
        assert scanned(png.content) == text
        for reply, kind in ((png, "image/png"), (svg, "image/svg+xml")):
            assert reply.headers["content-type"] == kind
            assert reply.headers["cache-control"] == "no-store"
            assert reply.headers["content-disposition"].startswith(
                'attachment; filename="ma-ca-nhan-den-20261126-0801.'
            )
        assert issued(home) == [text]


def test_without_a_declaration_that_lets_in_there_is_no_code_and_it_is_said_why(home: Home) -> None:
    staff, over = home.declare(1, 1, verdict="needs_staff"), home.declare(2, 2)
    phone = home.phone()
    assert "gặp nhân viên" in phone.get(f"/me/code/{staff}").seen.text
    assert phone.get(f"/me/code/{over}").seen.all("div", id="code")
    home.at(home.now + timedelta(days=4))
    gone = phone.get(f"/me/code/{over}")
    assert gone.status == 200
    assert not gone.seen.all("div", id="code")
    assert "Khai lại" in gone.seen.text
    assert f"/declare?person={over}" in gone.seen.links
    assert phone.get(f"/me/code/{over}/picture.svg").status == 404


def test_a_graver_answer_elsewhere_takes_the_code_away_here(home: Home) -> None:
    one = home.declare(1)
    phone = home.phone()
    assert phone.get(f"/me/code/{one}").seen.all("div", id="code")
    home.declare(2, phone=OTHER_PHONE, verdict="stop")
    assert not phone.get(f"/me/code/{one}").seen.all("div", id="code")


def code_page(home: Home) -> tuple[UUID, Page]:
    one = home.declare(1)
    return one, home.phone().get(f"/me/code/{one}")


def test_the_manifest_names_nobody_and_needs_no_sign_in(home: Home) -> None:
    one, page = code_page(home)
    [link] = page.seen.all("link", rel="manifest")
    assert link["href"] == f"/me/code/{one}/app.webmanifest"
    reply = home.stranger.get(str(link["href"])).reply
    assert reply.status_code == 200
    assert reply.headers["content-type"] == "application/manifest+json"
    said = json.loads(reply.content)
    assert (said["start_url"], said["scope"], said["display"]) == (f"/me/code/{one}", "/me/code/", "standalone")
    assert said["lang"] == "vi"
    for icon in said["icons"]:
        picture = home.stranger.get(urljoin("/", icon["src"])).reply
        assert picture.headers["content-type"] == "image/png"
        drawn = cv2.imdecode(np.frombuffer(BytesIO(picture.content).read(), np.uint8), cv2.IMREAD_COLOR)
        assert drawn is not None
        assert f"{drawn.shape[1]}x{drawn.shape[0]}" == icon["sizes"]
    nobody = uuid4()
    same = home.stranger.get(f"/me/code/{nobody}/app.webmanifest").reply.text.replace(str(nobody), str(one))
    assert json.loads(same) == said
    assert home.stranger.get("/me/code/nobody/app.webmanifest").status == 404


def test_the_worker_reaches_the_code_pages_alone_and_keeps_what_they_are_shown_with(home: Home) -> None:
    _, page = code_page(home)
    [shown] = page.seen.all("div", id="code")
    assert (shown["data-worker"], shown["data-scope"]) == ("/me/code/worker.js", "/me/code/")
    reply = home.stranger.get("/me/code/worker.js").reply
    assert reply.status_code == 200
    assert reply.headers["content-type"].startswith("text/javascript")
    assert "service-worker-allowed" not in reply.headers  # so that its own folder is all it reaches
    assert reply.headers["cache-control"] == "no-cache"
    assert reply.headers["content-security-policy"] == "default-src 'none'; connect-src 'self'"
    files = json.loads(re.findall(r"^var FILES = (\[.*\]);$", reply.text, re.MULTILINE)[0])
    needed = [str(one.get("href") or one.get("src")) for one in page.seen.all("link", rel="stylesheet")]
    needed += [str(one["src"]) for one in page.seen.all("script")]
    assert set(needed) < set(files)
    assert all(file.startswith("/static/") for file in files)
    assert all(home.stranger.get(file).status == 200 for file in files)
    assert "/* files */" not in reply.text
    assert re.search(r'^var SHELL = "code-files-" \+ "[0-9a-f]{16}";$', reply.text, re.MULTILINE)


def test_of_a_persons_pages_only_the_code_itself_is_ever_kept(home: Home) -> None:
    one, _ = code_page(home)
    source = home.stranger.get("/me/code/worker.js").reply.text
    [pattern] = re.findall(r"^var CODE = /(.*)/;$", source, re.MULTILINE)
    kept = re.compile(pattern.replace("\\/", "/"))
    assert kept.search(f"/me/code/{one}")
    for path in (
        "/me",
        f"/me/history/{one}",
        f"/me/code/{one}/picture.png",
        f"/me/code/{one}/app.webmanifest",
        "/me/requests",
        f"/me/isolation/{one}",
        f"/x/me/code/{one}",
        "/me/code/",
        "/phone",
    ):
        assert not kept.search(path)
    # what is put into a cache is put there by the two lines that these guard
    assert source.count("cache.put(") == 1
    assert source.count("cache.addAll(FILES)") == 1
    assert "cache.add(" not in source


def test_the_page_may_start_its_worker_also_where_browsers_ask_older_rules(home: Home) -> None:
    _, page = code_page(home)
    policy = page.reply.headers["content-security-policy"]
    for rule in ("worker-src 'self'", "manifest-src 'self'", "child-src 'self'", "default-src 'none'"):
        assert rule in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("name", ["code.js", "worker.js"])
def test_scripts_speak_to_browsers_of_2016(name: str) -> None:
    """Chrome 51 knows no async functions, no spread of objects, no optional chaining."""
    source = re.sub(r"/\*.*?\*/|\"[^\"]*\"|'[^']*'|/\^.*?\$/", "", (FOLDER / name).read_text("utf-8"), flags=re.DOTALL)
    for word in (r"\basync\b", r"\bawait\b", r"\?\.", r"\?\?", r"\.\.\.", r"=>", r"\blet\b", r"\bconst\b", r"`"):
        assert not re.search(word, source), word
    assert not re.search(r"\beval\b|\binnerHTML\b|\bimportScripts\b", source)


def test_signing_out_and_a_list_of_people_let_go_of_what_is_kept(home: Home) -> None:
    one = home.declare(1)
    seen = home.phone().get("/me").seen
    [own] = [found["data-own-codes"] for found in seen.all("div") if "data-own-codes" in found]
    assert str(own).split() == [f"/me/code/{one}"]
    [form] = [found for found in seen.all("form") if found["action"] == "/phone/forget"]
    assert "data-forget" in form
    asked = home.stranger.get("/phone").seen  # whoever is asked to sign in has none of their own
    assert [found["data-own-codes"] for _, found in asked.tags if "data-own-codes" in found] == [""]
    assert any("code.js" in str(found.get("src")) for found in asked.all("script"))
    assert any("code.js" in str(found.get("src")) for found in seen.all("script"))
