"""One computer, one centre and three installers for the whole trial; what a failed step leaves is kept."""

import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from building.wine_root import WineRoot
from tests.windows.computer import Computer
from tests.windows.installation import Installation
from tests.windows.installers import Installers
from tests.windows.loopback_centre import LoopbackCentre
from tests.windows.trial import Trial

BUILT = Path(__file__).parents[2] / "out" / "windows"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let something be tried that was built elsewhere."""
    parser.addoption("--built", type=Path, default=BUILT, help="Where the installer, its program and Wine's root lie.")


@pytest.fixture(scope="session")
def begun(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """The trial under way; everything that it started ends with it. The disk is kept where something failed."""
    built: Path = request.config.getoption("built")
    kept = built / "trial"
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True)
    shared = kept / "shared"
    installers = Installers.make(built / "KioskSetup.exe", built / "frozen" / "kiosk", shared)
    with (
        LoopbackCentre(tmp_path_factory.mktemp("centre")) as centre,
        WineRoot(built / "root") as wine,
        Computer(wine, kept / "disk", shared) as computer,
    ):
        yield Trial(computer, centre, Installation(computer), installers, kept)
    if not request.session.testsfailed:
        shutil.rmtree(kept / "disk", ignore_errors=True)
        shutil.rmtree(shared, ignore_errors=True)


@pytest.fixture
def trial(begun: Trial) -> Trial:
    """The trial before a step: the centre is there and no kiosk runs, however the step before has ended."""
    begun.centre.start()
    if begun.kiosk.is_open():
        begun.computer.kill("kioskw.exe")
    return begun


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Function) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """After a step that failed, keep the logs and what stands on the display."""
    report = yield
    trial = item.funcargs.get("trial")
    if report.failed and isinstance(trial, Trial):
        trial.keep(item.name)
    return report
