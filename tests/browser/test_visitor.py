"""A visitor's way over their own phone, from the poster to the gate and out again, in a real browser."""

from collections.abc import Callable

import pytest
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.support.ui import Select

from tests.browser.chromium import DESK, PHONE, Browser, browsing
from tests.central_server.visiting import Spot, Street

Looked = Callable[[str], None]
FIRST_LOAD = 60 * 1024  # bytes of a page and all that it needs
_SIZES = """
const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
return all.map(one => one.decodedBodySize).reduce((sum, one) => sum + one, 0)
"""


def sign_in(browser: Browser, street: Street, looked: Looked) -> None:
    browser.press("a[href^='/phone']")
    looked("phone")
    browser.type("input[name=phone]", "0900 000 001")
    browser.press("main form button")
    looked("code")
    browser.type("input[name=code]", street.gateway.code)
    browser.press("main form button")


def declare(browser: Browser, looked: Looked) -> None:
    browser.press("main a[href*='/declare']")
    looked("who")
    Select(browser.find("select[name=relationship]")).select_by_value("self")
    browser.type("input[name=name]", "Nguyễn Văn Thử")
    browser.type("input[name=birth]", "15/8/1990")
    browser.choose("input[name=sex][value=male]")
    Select(browser.find("select[name=nation]")).select_by_value("VN")
    Select(browser.find("select[name=province]")).select_by_value("01")
    browser.press("button[value=next]")
    looked("where")
    Select(browser.find("select[name=ward]")).select_by_value("00004")
    browser.type("input[name=street]", "Số 1 Phố Thử")
    browser.press("button[value=next]")
    looked("health")
    assert not browser.all("input:checked"), "nothing is answered beforehand"
    for no in browser.all("input[type=radio][value=no]"):
        browser.driver.execute_script("arguments[0].click()", no)
    browser.press("button[value=next]")
    looked("consent")
    assert not browser.all("input:checked"), "nothing is agreed to beforehand"
    for agree in browser.all("input[type=checkbox]"):
        browser.driver.execute_script("arguments[0].click()", agree)
    browser.press("button[value=next]")


def come_and_go(browser: Browser, street: Street, place: Spot, looked: Looked) -> None:
    browser.open(place.path)
    looked("poster")
    sign_in(browser, street, looked)
    looked("signed in")
    declare(browser, looked)
    looked("declared")
    browser.press("button.in")
    looked("welcome")
    assert "NGUYỄN VĂN THỬ" in browser.words
    browser.driver.refresh()
    assert [row.act for row in place.visits()] == ["check_in"], "looking again is not coming again"
    street.clock.forward(minutes=20)
    browser.open(place.path)
    browser.press("button.out")
    looked("goodbye")
    assert [row.act for row in place.visits()] == ["check_in", "check_out"]


@pytest.mark.parametrize(("language", "size"), [("vi", PHONE), ("en", DESK)], ids=["vi phone", "en desk"])
def test_a_visitor_comes_and_goes(street: Street, language: str, size: tuple[int, int]) -> None:
    place = street.place()
    with browsing(street.url, size, language) as browser:

        def looked(page: str) -> None:
            assert (page, browser.wrong()) == (page, [])

        come_and_go(browser, street, place, looked)
        assert ("MỜI VÀO" in browser.words) is False
        assert ("TẠM BIỆT" in browser.words) is (language == "vi")
        for path in ("/me", "/me/family", "/me/requests", "/me/places", "/safety"):
            browser.open(path)
            looked(path)
        browser.open("/me")
        for link in [one.get_attribute("href") or "" for one in browser.all("main a[href^='/me/']")]:
            browser.open(link.removeprefix(street.url))
            looked(link)


def test_a_visitor_comes_and_goes_without_javascript(street: Street) -> None:
    with browsing(street.url, PHONE, script=False) as browser:
        come_and_go(browser, street, street.place(), lambda _: None)
        assert "TẠM BIỆT" in browser.words


def test_the_first_page_is_light(street: Street) -> None:
    place = street.place()
    with browsing(street.url) as browser:
        browser.open(place.path)
        assert 2_000 < browser.driver.execute_script(_SIZES) <= FIRST_LOAD


def test_the_code_opens_without_a_network_and_nothing_else_does(street: Street) -> None:
    place = street.place()
    with browsing(street.url) as browser:
        browser.open(place.path)
        sign_in(browser, street, lambda _: None)
        declare(browser, lambda _: None)
        browser.open("/me")
        browser.press("main a[href^='/me/code/']")
        code = browser.path
        browser.find("#kept:not([hidden])")
        _offline(browser)
        street.running.__exit__(None, None, None)  # whoever asks it would wait in vain
        browser.open(code)
        assert browser.all(".code svg")
        assert "N. V. THỬ" in browser.words
        assert browser.all("#offline:not([hidden])"), "and says that it is an old page"
        with pytest.raises(WebDriverException):
            browser.open("/me")


def _offline(browser: Browser) -> None:
    none = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    browser.driver.execute_cdp_cmd("Network.enable", {})
    browser.driver.execute_cdp_cmd("Network.emulateNetworkConditions", none)
