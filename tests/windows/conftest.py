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

WINDOWS = Path(__file__).parents[2] / "out" / "windows"
KEPT = WINDOWS / "trial"


@pytest.fixture(scope="session")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """The trial under way; everything that it started ends with it."""
    shutil.rmtree(KEPT, ignore_errors=True)
    KEPT.mkdir(parents=True)
    shared = KEPT / "shared"
    installers = Installers.make(WINDOWS / "KioskSetup.exe", WINDOWS / "kiosk", shared)
    with (
        LoopbackCentre(tmp_path_factory.mktemp("centre")) as centre,
        WineRoot(WINDOWS / "root") as wine,
        Computer(wine, KEPT / "disk", shared) as computer,
    ):
        yield Trial(computer, centre, Installation(computer), installers, KEPT)
    shutil.rmtree(KEPT / "disk", ignore_errors=True)
    shutil.rmtree(shared, ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Function) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """After a step that failed, keep the logs and what stands on the display."""
    report = yield
    trial = item.funcargs.get("trial")
    if report.failed and isinstance(trial, Trial):
        trial.keep(item.name)
    return report
