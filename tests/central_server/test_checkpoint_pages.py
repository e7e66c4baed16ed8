"""What phones show for a poster and for a code meant for a kiosk; and how checkpoints come by their codes."""

import doctest
import re
from uuid import uuid4

import pytest

import central_server.checkpoints.naming
import central_server.checkpoints.slides
import central_server.checkpoints.telling
import central_server.tokens
from tests.central_server.otp_desk import PHONE, TOKEN
from tests.central_server.registering import FIRST, Town
from tests.central_server.test_code_page import Seen


@pytest.mark.parametrize(
    "module",
    [
        central_server.checkpoints.naming,
        central_server.checkpoints.slides,
        central_server.checkpoints.telling,
        central_server.tokens,
    ],
)
def test_the_examples_are_true(module: object) -> None:
    found = doctest.testmod(module)  # type: ignore[arg-type]
    assert found.attempted > 0
    assert found.failed == 0


def opened(town: Town, path: str) -> tuple[int, Seen, str]:
    """A page without anything that runs: what it needs of ours are its style and links to our own pages."""
    reply = town.ask("GET", path)
    assert len(reply.content) < 9_000
    policy = reply.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 's")
    assert "unsafe" not in policy
    assert reply.headers["cache-control"] == "no-store"
    assert reply.headers["referrer-policy"] in ("no-referrer", "same-origin")
    assert reply.headers["x-content-type-options"] == "nosniff"
    seen = Seen(reply.text)
    assert not {"script", "img", "iframe", "form", "object"} & set(seen.tags)
    assert not any(name.startswith("on") for name, _ in seen.attributes)
    leads = [value or "" for name, value in seen.attributes if name in ("src", "href")]
    assert all(re.match("tel:|#main|/(?!/)", value) for value in leads)
    return reply.status_code, seen, reply.text


def test_a_poster_says_where_one_is_and_what_to_do(town: Town) -> None:
    enrolled = town.registered()
    path = enrolled.poster.removeprefix(town.url)
    assert path == "/c/HV-01"
    status, seen, page = opened(town, path)
    assert status == 200
    for text in ("Bệnh viện Hạ Vân", "Số 1 Phố Thử", "Thành phố Hà Nội", "1900.9095", "HV-01"):
        assert text in seen.text
    assert "Cần khai báo y tế" in seen.text
    assert ("href", "tel:19009095") in seen.attributes
    for secret in (PHONE, PHONE[3:], "001", str(FIRST), "Cổng chính"):
        assert secret not in page.replace("HV-01", "")
    assert opened(town, "/c/hv-01")[0] == 200, "typed by hand"
    english = opened(town, "/c/HV-01?lang=en")[1].text
    town.line.cookies.clear()  # the language is remembered
    assert "Hạ Vân Hospital" in english
    assert "A health declaration is needed" in english


def test_what_is_set_is_what_it_says(town: Town) -> None:
    town.registered()
    settings = {"declarations": "off", "hotlines": ["1900 0000"]}
    assert town.ask("PUT", "/v1/checkpoints/HV-01/settings", TOKEN, settings).status_code == 200
    _, seen, _ = opened(town, "/c/HV-01")
    assert "Hiện không cần khai báo y tế." in seen.text
    assert "1900 0000" in seen.text
    assert "1022" not in seen.text


def test_names_are_only_ever_text(town: Town) -> None:
    town.registered(
        name="<script>alert(1)</script>", street='"><b onclick=x>', name_en="& co", hotlines=['"><i>12'], ward="99999"
    )
    _, seen, page = opened(town, "/c/SAS-01")
    assert "<script>alert(1)</script>" in seen.text
    assert "<script" not in page
    assert {"b", "i"} & set(seen.tags) == set()


def test_there_is_no_such_checkpoint(town: Town) -> None:
    for path in ("/c/HV-77", "/c/x", "/c/%3Cscript%3E", "/c/" + "A" * 3_000):
        status, seen, page = opened(town, path)
        assert status == 404
        assert "Không có điểm kiểm dịch này" in seen.text
        assert "<script" not in page


def test_a_code_for_a_kiosk_tells_a_phone_nothing_of_itself(town: Town) -> None:
    code = town.enrolment_code(FIRST, town.kiosk())
    path = code.text.removeprefix(town.url.upper())
    status, seen, right = opened(town, path)
    assert status == 200
    assert "Quét mã này bằng máy kiểm dịch mới" in seen.text
    assert {right, opened(town, "/E/00000-00000")[2], opened(town, "/E/nonsense")[2]} == {right}
    assert code.code not in right
    assert town.enrol(code.code, uuid4()).status_code == 200, "opening the page has not used it up"
