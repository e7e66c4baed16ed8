"""An officer's first day in a real browser: enrolling, the list, a day, finding somebody, a notice, the log."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from selenium.webdriver.support.ui import Select, WebDriverWait

from central_server.authority import passwords
from central_server.authority.rights import Role
from central_server.store import device_alarms, officer_changes
from central_server.store.engine import open_engine, transaction
from central_server.store.schema import bring_up_to_date
from tests.browser.chromium import DESK, PHONE, SECONDS, Browser, browsing
from tests.central_server.office_places import Door, human, minutes
from tests.central_server.officing import Bureau, running_bureau

NAME = "Lê Thị Thử"
HURRIED = "const every = setInterval; window.setInterval = (work, wait) => every(work, wait / 100)"


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[Bureau]:
    opened = open_engine(str(tmp_path / "centre.sqlite"))
    bring_up_to_date(opened)
    with running_bureau(opened) as running:
        running.clock.now = running.clock.now.replace(hour=5)
        yield running


def busy(bureau: Bureau) -> Door:
    """A checkpoint where two came, one left, and another one that is silent."""
    now = bureau.clock.now
    door = Door(bureau.engine, "AA-01", now, capacity=1)
    came = door.visit(1, now - minutes(90))
    door.visit(2, now - minutes(60))
    door.visit(3, now - minutes(50))
    door.visit(1, now - minutes(30), "check_out", follows=came.id)
    Door(bureau.engine, "BB-01", now - timedelta(days=1), name="Chợ Đồng Thử", kind="shop")
    with transaction(bureau.engine) as connection:
        device_alarms.look_after(connection, now)
    return door


def first_sign_in(browser: Browser, bureau: Bureau, faults: dict[str, list[str]]) -> None:
    given = passwords.first_password()
    with transaction(bureau.engine) as connection:
        role = str(Role.ADMINISTRATOR)
        officer_changes.add(connection, NAME, role, None, passwords.hashed(given), bureau.clock.now)
    browser.open("/office/log")
    faults["sign in"] = browser.wrong()
    browser.type("input[name=name]", "le thi thu")
    browser.type("input[name=password]", given)
    browser.press("main button.primary")
    faults["enrol"] = browser.wrong()
    secret = "".join(browser.find(".secret").text.split())
    browser.type("input[name=code]", bureau.code(secret))
    browser.press("main button.primary")
    assert len(browser.all("li.secret")) == 10
    faults["recovery"] = browser.wrong()
    browser.press("main a.primary")
    faults["password"] = browser.wrong()
    for field in ("new", "again"):
        browser.type(f"input[name={field}]", "bốn từ không liên quan")
    browser.press("main button.primary")
    assert browser.path == "/office/log", "where one wanted to go in the first place"


def why(browser: Browser) -> None:
    Select(browser.find("select[name=purpose]")).select_by_value("other")
    browser.type("input[name=purpose_words]", "đối chiếu theo công văn")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_an_officers_first_day(bureau: Bureau, size: tuple[int, int]) -> None:
    busy(bureau)
    faults: dict[str, list[str]] = {}
    with browsing(bureau.running.url, size) as browser:
        first_sign_in(browser, bureau, faults)
        faults["log"] = browser.wrong()
        browser.press("nav a[href='/office']")
        assert "2 / 1" in browser.words
        faults["list"] = browser.wrong()
        browser.type("input[name=q]", "cho dong")
        browser.press("main form button.primary")
        assert "Chợ Đồng Thử" in browser.words
        assert "Mất liên lạc" in browser.words
        assert "AA-01" not in browser.words
        browser.open("/office/checkpoints/AA-01")
        assert "N. V. T. 1" in browser.words
        faults["day"] = browser.wrong()
        why(browser)
        browser.press("form[action$='/people'] button.primary")
        assert "Nguyễn Văn Thử 1" in browser.words
        browser.press("nav a[href='/office/search']")
        faults["search"] = browser.wrong()
        browser.type("input[name=number]", "0010 9000 0001")
        why(browser)
        browser.press("main form button.primary")
        faults["found"] = browser.wrong()
        browser.press(f"form[action='/office/people/{human(1).id}'] button")
        assert "001090000001" in browser.words
        faults["person"] = browser.wrong()
        browser.press("nav a[href='/office/notices']")
        browser.type("input[name=text]", "Cổng đông đóng")
        browser.type("input[name=text_en]", "The east gate is closed")
        browser.press("main form.card button.primary")
        assert "2 điểm" in browser.words
        for page in ("notices", "devices", "officers", "me"):
            browser.open(f"/office/{page}")
            faults[page] = browser.wrong()
        browser.open("/office/log")
        assert "Mở hồ sơ" in browser.words
        browser.press("nav form button")
        assert browser.path == "/office/sign-in"
    assert {page: wrong for page, wrong in faults.items() if wrong} == {}


def test_the_list_keeps_itself_fresh_without_moving_the_page(bureau: Bureau) -> None:
    door = busy(bureau)
    officer = bureau.signed_in(Role.VIEWER)
    with browsing(bureau.running.url, DESK) as browser:
        browser.open("/office/sign-in")
        for cookie in officer.line.cookies:
            browser.driver.add_cookie({"name": cookie.name, "value": cookie.value or "", "path": "/"})
        hurried = {"source": HURRIED}
        browser.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", hurried)
        browser.open("/office?auto=1")
        browser.driver.execute_script("window.stays = true")
        assert "2 / 1" in browser.words
        door.visit(4, bureau.clock.now)
        WebDriverWait(browser.driver, SECONDS).until(lambda _: re.search(r"3 / 1", browser.words))
        assert browser.driver.execute_script("return window.stays === true"), "the page was not loaded again"
