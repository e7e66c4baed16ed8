"""A real Chromium (Debian's), as wide as an old phone or an officer's screen, and what is wrong with a page in it."""

import base64
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from axe_core_python.selenium import Axe
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

PHONE, DESK = (360, 640), (1366, 768)
SECONDS = 20.0
OLD_ANDROID = "Mozilla/5.0 (Linux; Android 6.0; SM-J320G) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/51.0 Mobile"
_WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
# Wider than the window: what a thumb would have to push sideways to read.
_TOO_WIDE = "return document.documentElement.scrollWidth > document.documentElement.clientWidth"
_SMALL = """
return [...document.querySelectorAll('main button, main a.button, main input:not([type=hidden]), main select')]
  .filter(one => one.offsetParent && !one.closest('label'))
  .filter(one => one.getBoundingClientRect().height < 44)
  .map(one => one.outerHTML.slice(0, 80))
"""


@dataclass(frozen=True, slots=True)
class Browser:
    """One window. ``url`` is where the centre is."""

    driver: webdriver.Chrome
    url: str

    def open(self, path: str) -> None:
        """Go to a page of the centre."""
        self.driver.get(self.url + path)

    def find(self, selector: str) -> WebElement:
        """The first element there, once it is."""
        found: WebElement = WebDriverWait(self.driver, SECONDS).until(
            lambda driver: driver.find_element(By.CSS_SELECTOR, selector)
        )
        return found

    def all(self, selector: str) -> list[WebElement]:
        """What there is now."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def press(self, selector: str) -> None:
        """Press something that leads to another page, and wait until that is there."""
        before = self.driver.find_element(By.TAG_NAME, "html")
        element = self.find(selector)
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()
        WebDriverWait(self.driver, SECONDS).until(lambda _: _gone(before))
        WebDriverWait(self.driver, SECONDS).until(
            lambda driver: driver.execute_script("return document.readyState") == "complete"
        )

    def choose(self, selector: str) -> None:
        """Tick or choose something on this page."""
        element = self.find(selector)
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def type(self, selector: str, text: str) -> None:
        """Type into a field, in the place of what is there."""
        field = self.find(selector)
        field.clear()
        field.send_keys(text)

    @property
    def path(self) -> str:
        """Where it is, without the centre's address."""
        return self.driver.current_url.removeprefix(self.url)

    @property
    def words(self) -> str:
        """What can be read."""
        return self.driver.find_element(By.TAG_NAME, "body").text

    def wrong(self) -> list[str]:
        """What is wrong with this page: axe's findings (WCAG 2.1 A and AA), what is too wide, too small, or refused."""
        found = [
            f"{one['id']}: {node['html'][:120]}"
            for one in Axe().run(self.driver, options=_WCAG)["violations"]
            for node in one["nodes"]
        ]
        if self.driver.execute_script(_TOO_WIDE):
            found.append("the page is wider than the window")
        found += [f"too small to touch: {one}" for one in self.driver.execute_script(_SMALL)]
        found += [entry["message"] for entry in self._log() if entry["level"] == "SEVERE"]
        return found

    def _log(self) -> list[dict[str, str]]:
        log: list[dict[str, str]] = self.driver.get_log("browser")  # type: ignore[no-untyped-call]  # selenium's
        return log

    def picture(self, file: Path) -> None:
        """Keep the whole page as a picture."""
        size = self.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        how = {"format": "png", "clip": clip, "captureBeyondViewport": True}
        file.write_bytes(base64.b64decode(self.driver.execute_cdp_cmd("Page.captureScreenshot", how)["data"]))


def found() -> bool:
    """Whether the browser and its driver are installed."""
    return shutil.which("chromium") is not None and shutil.which("chromedriver") is not None


@contextmanager
def browsing(
    url: str, size: tuple[int, int] = PHONE, language: str = "vi", *, script: bool = True
) -> Iterator[Browser]:
    """A window that is there inside the ``with``."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(argument)
    options.add_argument("--disable-background-networking")
    options.add_argument(f"--window-size={size[0]},{size[1]}")
    said: dict[str, Any] = {"intl.accept_languages": language}
    if not script:
        said["profile.managed_default_content_settings.javascript"] = 2
    options.add_experimental_option("prefs", said)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(shutil.which("chromedriver"))
    driver = webdriver.Chrome(options, service)
    try:
        driver.set_page_load_timeout(SECONDS)
        if size == PHONE:
            metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 2, "mobile": True}
            driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
            driver.execute_cdp_cmd("Emulation.setUserAgentOverride", {"userAgent": OLD_ANDROID})
        yield Browser(driver, url)
    finally:
        driver.quit()


def _gone(element: WebElement) -> bool:
    try:
        element.is_enabled()
    except WebDriverException:
        return True
    return False
