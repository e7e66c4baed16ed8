"""Taking the figures of a day away: a CSV file, a report on paper and as a file. Nothing of it blocks the page."""

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from kiosk.admission import LOCAL_TIME
from kiosk.desk.figures import Figures
from kiosk.desk.tools import DeskTools
from kiosk.errors import DeviceError
from kiosk.screens import Language
from ui.printing.day_report import ReportPlace, day_report_pdf
from ui.staff.kit.chip import Tone
from ui.words.desk_figures_words import figures_words


class Toast(Protocol):
    """Says a sentence to whoever sits at the desk."""

    def __call__(self, text: str, tone: Tone = Tone.OK) -> None:
        """Say it."""


class Keeping:
    """Writes files into ``folder`` on the paper's lane, and says through ``toast`` what became of it."""

    def __init__(self, language: Language, tools: DeskTools, folder: Path, place: ReportPlace, toast: Toast) -> None:
        self._language, self._tools, self._folder, self._place, self._toast = language, tools, folder, place, toast
        self._say = figures_words(language)

    def csv(self, figures: Figures) -> None:
        """Keep the numbers of a day as a table for other programs."""
        path = self._path("so-lieu", figures, "csv")
        self._run(path, lambda: keep(path, figures_csv(figures)))

    def report(self, figures: Figures) -> None:
        """Keep the report of a day."""
        path = self._path("bao-cao", figures, "pdf")
        self._run(path, lambda: keep(path, day_report_pdf(figures, self._place, self._language)))

    def _run(self, path: Path, work: Callable[[], None]) -> None:
        self._tools.lanes.paper.run(
            work,
            lambda _: self._toast(self._say.saved.format(file=path.name)),
            lambda _: self._toast(self._say.unsaved.format(folder=self._folder), Tone.STOP),
        )

    def _path(self, kind: str, figures: Figures, form: str) -> Path:
        at = figures.at.astimezone(LOCAL_TIME)
        return self._folder / f"{kind}-{figures.day:%Y-%m-%d}-{at:%H%M}.{form}"


def figures_csv(figures: Figures) -> bytes:
    """The figures as a table."""
    raise DeviceError(f"not yet: {figures.day}")


def keep(path: Path, data: bytes) -> None:
    """Write a file that appears under its name whole or not at all; raises DeviceError."""
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with unfinished.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as fault:
        with suppress(OSError):
            unfinished.unlink()
        raise DeviceError(f"A file cannot be kept in {path.parent}: {fault.strerror or fault}") from fault
