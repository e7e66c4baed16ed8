"""Somebody sees on their own phone what is held of them, once it was approved, and nobody else does."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import pytest

from central_server.duties import bundle
from central_server.duties.answer import Answer, campaigns_in
from central_server.store import subject_requests
from central_server.store.access_log import note
from central_server.store.engine import transaction
from central_server.store.kept_campaigns import KeptCampaign, keep
from central_server.store.otp import phone_keys
from central_server.visitors import place
from kiosk.campaigns import shipped_text
from kiosk.campaigns.reading import read
from tests.central_server.declaring import OTHER_PHONE, PHONE, taken
from tests.central_server.owning import Home, Page, home_on_sqlite
from tests.wire.saying import SPACE, person, visit

VIETNAMESE = {
    "giới tính": "Nam",
    "việc": "Vào",
    "kết quả": "Cần gặp nhân viên",
    "tỉnh, thành phố": "Tỉnh Khánh Hòa",
    "CCCD": "001090000001",
    "lúc": "08:01 23/11/2026",
    "vì sao": "Điều tra ca bệnh: ca số 12",
    "kiểm tra số điện thoại": "nhân viên xác nhận",
}
ENGLISH = {
    "sex": "Male",
    "outcome": "Sent to staff",
    "province": "Tỉnh Khánh Hòa",
    "at": "08:01 23/11/2026",
    "how the number was checked": "a member of staff confirmed it",
}
RAW = re.compile(r"[a-z]_[a-z]|\d{4}-\d\d-\d\d|[0-9a-f]{8}-[0-9a-f]{4}|:yes|^male$")
CAMPAIGN = place.campaign_of(None)
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
    for told in ("Nguyễn Văn Thử 1", "001090000001", PHONE, "ca 12", "Ai đã xem dữ liệu"):
        assert told in page.seen.text
    english = phone.get(f"{path}?lang=en")
    assert "Who looked, when, and why" in english.seen.text
    file = phone.get(f"{path}.json").reply
    assert file.headers["Cache-Control"] == "no-store"
    assert json.loads(file.text)["people"][0]["id"] == str(who)


def told(page: Page) -> dict[str, set[str]]:
    """What stands under each label."""
    found: dict[str, set[str]] = {}
    for label, text in re.findall(r"<dt[^>]*>(.*?)</dt><dd>(.*?)</dd>", unescape(page.html)):
        found.setdefault(label, set()).add(text)
    return found


def test_it_is_an_answer_to_read(home: Home) -> None:
    said: dict[str, Any] = {
        "answers": [{"question": "symptoms", "value": "yes", "note": "ho"}, {"question": "old", "value": "no"}]
    }
    who = home.declare(1, campaign_version=CAMPAIGN.version, verdict="needs_staff", reasons=["symptoms:yes"], **said)
    taken(home.engine, visit(2, person=person(1)), now=home.now)
    request = asked(home, who)
    with transaction(home.engine) as connection:
        note(connection, None, "searched", "case: ca số 12", {who}, {}, home.now)
        bundle.approve(connection, request, OFFICER, False, home.now)
    path = f"/me/requests/{request}/data"
    symptoms = next(one for one in CAMPAIGN.questions if one.key == "symptoms")
    for language, words in (("vi", VIETNAMESE), ("en", ENGLISH)):
        page = told(home.phone(PHONE).get(f"{path}?lang={language}"))
        for label, text in words.items():
            assert text in page[label], label
        assert any(text.endswith("(ho)") for text in page[symptoms.text.text(language)])
        assert symptoms.consequences["yes"].reason.text(language) in set().union(*page.values())
        assert page["old"]  # a question that no campaign knows any more
        texts = [*page, *set().union(*page.values())]
        assert [one for one in texts if RAW.search(one)] == []
    file = home.phone(PHONE).get(f"{path}.json").reply.json()
    assert file["declarations"][0]["said"]["verdict"] == "needs_staff"


def test_a_campaign_that_an_officer_wrote_is_told_in_its_own_words(home: Home) -> None:
    toml = shipped_text(CAMPAIGN.id).replace(CAMPAIGN.version, "9", 1).replace(CAMPAIGN.title.vi, "Của chúng tôi", 1)
    with transaction(home.engine) as connection:
        keep(connection, KeptCampaign(CAMPAIGN.id, read(toml, "own").version, toml, OFFICER, home.now))
    request = asked(home, home.declare(1, campaign_version="9", answers=[{"question": "symptoms", "value": "no"}]))
    with transaction(home.engine) as connection:
        bundle.approve(connection, request, OFFICER, False, home.now)
        held = bundle.bundle(connection, request, home.now)
        known = campaigns_in(connection, held)
    assert known[CAMPAIGN.id, "9"].title.vi == "Của chúng tôi"
    symptoms = next(one for one in CAMPAIGN.questions if one.key == "symptoms")
    [declared] = dict(Answer("vi", known).sections(held))["declarations"]
    assert dict(declared)[symptoms.text.vi] == "Không"
    assert (dict(declared)["họ tên"], dict(declared)["ngày sinh"]) == ("Nguyễn Văn Thử 1", "15/08/1990")
    assert dict(declared)["CCCD"] == "001090000001"


def test_somebody_agrees_no_longer_where_the_notice_says(home: Home) -> None:
    who, phone = home.declare(1), home.phone(PHONE)
    assert "Rút lại sự đồng ý" in phone.get("/me/requests/new").seen.text
    sent = phone.post("/me/requests/new", {"kind": "withdraw", "person": str(who)})
    assert sent.status == 303
    assert "Rút lại sự đồng ý" in phone.get("/me/requests").seen.text
    with transaction(home.engine) as connection:
        [request] = subject_requests.under_way(connection)
    assert request.kind == "withdraw"
    assert request.people == {who}
    assert request.answer_by == home.now + timedelta(days=15)


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
