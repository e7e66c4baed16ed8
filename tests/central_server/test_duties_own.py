"""Somebody sees on their own phone what is held of them, once it was approved, and nobody else does."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid5

import pytest

from central_server.duties import bundle
from central_server.store import subject_requests
from central_server.store.access_log import note
from central_server.store.engine import transaction
from central_server.store.otp import phone_keys
from tests.central_server.declaring import OTHER_PHONE, PHONE
from tests.central_server.owning import Home, home_on_sqlite
from tests.wire.saying import SPACE

OFFICER = uuid5(SPACE, "officer")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with home_on_sqlite(tmp_path) as running:
        yield running


def asked(home: Home, who: UUID) -> UUID:
    with transaction(home.engine) as connection:
        hashed = phone_keys(connection, home.now).phone_hash(PHONE)
        return subject_requests.open_request(connection, "view", hashed, {who}, "", home.now)


def test_it_is_shown_once_it_was_approved(home: Home) -> None:
    who = home.declare(1)
    request = asked(home, who)
    phone, path = home.phone(PHONE), f"/me/requests/{request}/data"
    assert phone.get(path).status == 404
    assert path not in phone.get("/me/requests").seen.links
    with transaction(home.engine) as connection:
        note(connection, None, "searched", "case: ca 12", {who}, {}, home.now)
        bundle.approve(connection, request, OFFICER, False, home.now)
    assert path in phone.get("/me/requests").seen.links
    page = phone.get(path)
    assert page.status == 200
    for told in ("Nguyễn Văn Thử 1", "001090000001", PHONE, "case: ca 12", "Ai đã xem dữ liệu"):
        assert told in page.seen.text
    english = phone.get(f"{path}?lang=en")
    assert "Who looked, when, and why" in english.seen.text
    file = phone.get(f"{path}.json").reply
    assert file.headers["Cache-Control"] == "no-store"
    assert json.loads(file.text)["people"][0]["id"] == str(who)


def test_nobody_else_sees_it(home: Home) -> None:
    request = asked(home, home.declare(1))
    with transaction(home.engine) as connection:
        bundle.approve(connection, request, OFFICER, False, home.now)
    for path in (f"/me/requests/{request}/data", f"/me/requests/{request}/data.json"):
        assert home.phone(OTHER_PHONE).get(path).status == 404
        assert home.stranger.get(path).status == 303
        assert home.phone(PHONE).get(path).status == 200
    home.at(home.now + timedelta(days=31))
    assert home.phone(PHONE).get(f"/me/requests/{request}/data").status == 404
