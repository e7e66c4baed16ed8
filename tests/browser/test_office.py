"""The officers' pages in a real browser: signing in with a second factor, and every page that the menu leads to."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from central_server.authority.rights import Role
from tests.browser.chromium import DESK, PHONE, Browser, browsing
from tests.central_server.office_places import Door
from tests.central_server.officing import PASSWORD, Bureau, running_bureau

Looked = Callable[[str], None]
NAME = "Lê Thị Thử"
ELSEWHERE = ("/office/sign-out", ".csv", ".xlsx", ".json")


@pytest.fixture
def bureau(street_engine: Engine) -> Iterator[Bureau]:
    """A centre with two checkpoints where people came and went."""
    with running_bureau(street_engine) as here:
        now = here.clock.now
        for code in ("BV-01", "BV-02"):
            door = Door(street_engine, code, now)
            for number in range(1, 9):
                came = now - timedelta(minutes=10 * number)
                arrival = door.visit(number, came)
                if number % 2:
                    door.visit(number, came + timedelta(minutes=5), "check_out", follows=arrival.id)
        yield here


def sign_in(browser: Browser, bureau: Bureau, role: Role, looked: Looked) -> None:
    bureau.officer(role, name=f"{NAME} {role}")
    browser.open("/office")
    looked("sign in")
    browser.type("input[name=name]", f"{NAME} {role}")
    browser.type("input[name=password]", PASSWORD)
    browser.press("main form button")
    looked("second factor")
    browser.type("input[name=code]", bureau.code())
    browser.press("main form button")
    assert browser.path == "/office"


def pages_from(browser: Browser) -> list[str]:
    """Where the links of this page lead, files and ways out aside."""
    links = [one.get_attribute("href") or "" for one in browser.all("a[href]")]
    paths = dict.fromkeys(link.removeprefix(browser.url).partition("#")[0] for link in links)
    return [path for path in paths if path.startswith("/office") and not path.partition("?")[0].endswith(ELSEWHERE)]


@pytest.mark.parametrize(
    ("role", "language", "size"),
    [
        (Role.ADMINISTRATOR, "vi", DESK),
        (Role.PROTECTION, "en", DESK),
        (Role.TRACER, "vi", PHONE),
    ],
    ids=["administrator", "protection in English", "tracer on a phone"],
)
def test_every_page_that_an_officer_comes_to(bureau: Bureau, role: Role, language: str, size: tuple[int, int]) -> None:
    with browsing(bureau.running.url, size, language) as browser:

        def looked(page: str) -> None:
            assert (page, browser.wrong()) == (page, [])

        sign_in(browser, bureau, role, looked)
        looked("/office")
        menu = pages_from(browser)
        assert len(menu) >= 6
        seen = {"/office"}
        for path in menu:
            if path in seen:
                continue
            seen.add(path)
            browser.open(path)
            looked(path)
            for further in pages_from(browser)[:40]:
                if further.partition("?")[0] not in {one.partition("?")[0] for one in [*seen, *menu]}:
                    seen.add(further)
                    browser.open(further)
                    looked(further)
        assert len(seen) > len(menu)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_letters_of_charts_can_be_read(bureau: Bureau, size: tuple[int, int]) -> None:
    """At their own size within a region that scrolls and can be reached by keys; the page itself does not scroll."""
    with browsing(bureau.running.url, size, "vi") as browser:
        sign_in(browser, bureau, Role.VIEWER, lambda _: None)
        for path in ("/office/reports", "/office/checkpoints/BV-01"):
            browser.open(path)
            texts = browser.all(".chart svg text")
            assert len(texts) > 5
            assert min(text.rect["height"] for text in texts) >= 11
            assert {plot.get_attribute("tabindex") for plot in browser.all(".chart .plot")} == {"0"}
            assert browser.wrong() == []
