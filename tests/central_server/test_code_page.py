"""What a phone shows when it opens a citizen code: true, small, and nothing that could be turned against anybody."""

import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from uuid import UUID

import numpy as np
import pytest
import zxingcpp
from sqlalchemy import select

from central_server.app import create_app
from central_server.citizen_codes import CodeTerms
from central_server.code_page import MAX_TOGETHER, Shown, written
from central_server.sealing import Sealing
from central_server.store.declaration_tables import citizen_codes
from central_server.store.engine import open_engine, transaction
from central_server.store.schema import bring_up_to_date
from kiosk.citizen_code import CitizenCode, CodeStanding
from kiosk.wire.desk_messages import CodeSaid
from tests.central_server.declaring import declaration
from tests.central_server.running import CentreHere
from tests.wire.saying import DEVICE, person

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Seen(HTMLParser):
    """Tags, attributes and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data + "\n"


def issued(centre: CentreHere, name: str = "Nguyễn Văn Thử", hours: float = 48) -> CodeSaid:
    now = datetime.now(UTC)
    said = declaration(
        1, at=now - timedelta(hours=1), holds_until=now + timedelta(hours=hours), person=person(name=name)
    )
    reply = centre.ask(
        "POST", f"/v1/devices/{DEVICE}/citizen-codes", data=f'{{"event":{said.model_dump_json()}}}'.encode()
    )
    return CodeSaid.model_validate_json(reply.content)


def opened(centre: CentreHere, code: str) -> tuple[int, str]:
    reply = centre.ask("GET", f"/Q/{code}", headers={"Authorization": ""})
    assert len(reply.content) < 20_000
    policy = reply.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert (reply.headers["cache-control"], reply.headers["referrer-policy"]) == ("no-store", "no-referrer")
    assert reply.headers["x-content-type-options"] == "nosniff"
    return reply.status_code, reply.text


def test_a_genuine_code_shows_itself_again_and_no_more_than_it_says(centre: CentreHere) -> None:
    code = issued(centre)
    status, page = opened(centre, code.text.partition("/Q/")[2])
    seen = Seen(page)
    assert status == 200
    assert "Mã cá nhân hợp lệ" in seen.text
    assert "This citizen code is genuine" in seen.text
    assert "N. V. THỬ" in seen.text
    assert code.spelled in seen.text
    assert (code.until + timedelta(hours=7)).strftime("%H:%M %d/%m/%Y") in seen.text
    for secret in ("Nguyễn", "0900000001", "900000001", "001090000001", "1990", "Đường Thử", "fever"):
        assert secret not in page
    assert not {"script", "link", "img", "iframe", "form", "a", "object"} & set(seen.tags)
    addresses = [value for name, value in seen.attributes if name in ("src", "href", "action", "xlink:href")]
    assert addresses == []
    assert not any(name.startswith("on") for name, _ in seen.attributes)
    assert _read(page) == code.text


def _read(page: str) -> str:
    """What a scanner reads from the picture, drawn from its one path as browsers would."""
    size = int(re.findall(r'viewBox="0 0 (\d+)', page)[0])
    path = max(re.findall(r' d="([^"]+)"', page), key=len)
    drawn = np.full((size, size), 255, np.uint8)
    x = y = 0.0
    for act, numbers in re.findall(r"([Mmh])([-0-9. ]+)", path):
        values = [float(value) for value in re.findall(r"-?[0-9.]+", numbers)]
        if act == "h":
            drawn[int(y), int(x) : int(x + values[0])] = 0
            x += values[0]
        else:
            x, y = (values[0], values[1]) if act == "M" else (x + values[0], y + values[1])
    [found] = zxingcpp.read_barcodes(np.kron(drawn, np.ones((4, 4), np.uint8)))
    return str(found.text)


def test_a_code_that_was_taken_back_or_is_over_says_so(centre: CentreHere) -> None:
    code = issued(centre)
    letters = code.text.partition("/Q/")[2]
    centre.ask("POST", f"/v1/citizen-codes/{code.spelled}/revocation", data='{"reason":"mất giấy"}')
    status, page = opened(centre, letters)
    assert (status, "đã bị thu hồi" in page, "<svg" in page, "mất giấy" in page) == (200, True, False, False)


def test_what_was_altered_tells_nothing(centre: CentreHere) -> None:
    letters = issued(centre).text.partition("/Q/")[2]
    for place in (5, 60, len(letters) // 2, len(letters) - 20):
        other = "A" if letters[place] != "A" else "B"
        status, page = opened(centre, letters[:place] + other + letters[place + 1 :])
        assert (status, "không do nơi đây cấp" in page, "THỬ" in page) == (404, True, False)


def test_a_code_of_another_centre_is_not_believed(centre: CentreHere, tmp_path: Path) -> None:
    with CentreHere(tmp_path / "other.sqlite", token="synthetic-token-0002") as other:
        letters = issued(other).text.partition("/Q/")[2]
    status, page = opened(centre, letters)
    assert (status, "THỬ" in page) == (404, False)


@pytest.mark.parametrize(
    "nonsense",
    ["x", "A" * 1999, "A" * 5000, "%3Cscript%3Ealert(1)%3C/script%3E", "%00", "%F0%9F%98%80", "..%2f..%2fv1"],
)
def test_nonsense_is_no_code_and_is_never_repeated(centre: CentreHere, nonsense: str) -> None:
    reply = centre.ask("GET", f"/Q/{nonsense}")
    assert reply.status_code == 404
    assert "alert(1)" not in reply.text
    assert "v1" not in reply.text
    assert "AAAA" not in reply.text


def test_a_name_is_text_whatever_it_is() -> None:
    nasty = "<img src=x onerror=alert(1)>&\"'"
    code = CitizenCode(bytes(8), UUID(int=1), nasty, NOW, NOW + timedelta(days=1), "routine", NOW)
    page = written(Shown(CodeStanding.GENUINE, code))
    assert "<img" not in page
    assert nasty in Seen(page).text


def test_lower_case_opens_as_well(centre: CentreHere) -> None:
    assert opened(centre, issued(centre).text.partition("/Q/")[2].lower())[0] == 200


def test_the_address_in_codes_is_the_public_one(tmp_path: Path) -> None:
    database = str(tmp_path / "centre.sqlite")
    engine = open_engine(database)
    bring_up_to_date(engine)
    terms = CodeTerms(lambda: Sealing(b"synthetic secret of 32 characters"), "https://centre.example")
    with CentreHere(database, app=create_app(engine, None, codes=terms)) as running:
        assert issued(running).text.startswith("HTTPS://CENTRE.EXAMPLE/Q/")
        with transaction(engine) as connection:
            assert connection.execute(select(citizen_codes.c.text)).scalar_one().startswith("HTTPS://CENTRE.EXAMPLE/Q/")
    assert not (tmp_path / "centre.sqlite.secret").exists()


def test_a_crowd_at_the_page_takes_nothing_from_the_kiosks(centre: CentreHere, tmp_path: Path) -> None:
    letters = issued(centre).text.partition("/Q/")[2]
    held = sqlite3.connect(tmp_path / "centre.sqlite", isolation_level=None)
    held.execute("BEGIN IMMEDIATE")  # whoever asks now has to wait
    with ThreadPoolExecutor(MAX_TOGETHER + 4) as pool:
        pages = [pool.submit(opened, centre, letters) for _ in range(MAX_TOGETHER + 4)]
        first = next(as_completed(pages)).result()
        assert (first[0], "cannot be checked now" in first[1]) == (503, True)
        held.execute("ROLLBACK")
        statuses = [page.result()[0] for page in pages]
    held.close()
    assert set(statuses) == {200, 503}
    assert statuses.count(200) >= MAX_TOGETHER
    assert opened(centre, letters)[0] == 200
