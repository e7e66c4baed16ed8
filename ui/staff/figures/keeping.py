"""Taking the figures of a day away: a CSV file, a report on paper and as a file. Nothing of it blocks the page."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from kiosk.admission import LOCAL_TIME
from kiosk.desk.figures import Figures
from kiosk.desk.figures_export import figures_csv
from kiosk.desk.tools import DeskTools
from kiosk.errors import DeviceError, KioskError
from kiosk.screens import Language
from ui.printing.day_report import ReportPlace, day_report_pdf
from ui.staff.kit.chip import Tone
from ui.staff.list.saving import free, save
from ui.words.desk_figures_words import figures_words

PrintReport = Callable[[Figures, ReportPlace, Language, str], None]
"""Prints the report of a day; the last is the address of the printer of slips. Blocks; raises DeviceError."""


class Toast(Protocol):
    """Says a sentence to whoever sits at the desk."""

    def __call__(self, text: str, tone: Tone = Tone.OK) -> None:
        """Say it."""


class Keeping:
    """Writes files into ``folder`` on the paper's lane, once the log has it; ``toast`` says what became of it."""

    def __init__(
        self,
        language: Language,
        tools: DeskTools,
        folder: Path,
        place: ReportPlace,
        toast: Toast,
        print_report: PrintReport,
    ) -> None:
        self._language, self._tools, self._folder, self._place = language, tools, folder, place
        self._toast, self._print = toast, print_report
        self._say = figures_words(language)

    def csv(self, figures: Figures) -> None:
        """Keep the numbers of a day as a table for other programs."""
        wanted = self._path("so-lieu", figures, "csv")

        def work() -> str:
            path = free(wanted)
            save(path, figures_csv(figures, self._language, place=self._place.site).encode())
            return self._say.saved.format(file=path.name)

        self._do(f"figures saved: {figures.day}", work)

    def report(self, figures: Figures) -> None:
        """Keep the report of a day, and print it where there is a printer for sheets."""
        wanted = self._path("bao-cao", figures, "pdf")
        printer = self._tools.printer
        slips = printer.address if printer is not None else ""

        def work() -> str:
            path = free(wanted)
            save(path, day_report_pdf(figures, self._place, self._language))
            try:
                self._print(figures, self._place, self._language, slips)
            except DeviceError:
                return self._say.unprinted.format(file=path.name)
            return self._say.printed.format(file=path.name)

        self._do(f"day report printed: {figures.day}", work)

    def _do(self, what: str, work: Callable[[], str]) -> None:
        def unsaved(_fault: KioskError) -> None:
            self._toast(self._say.unsaved.format(folder=self._folder), Tone.STOP)

        def noted() -> None:
            self._tools.lanes.paper.run(work, lambda said: self._toast(said), unsaved)

        self._tools.note(what, noted, unsaved)

    def _path(self, kind: str, figures: Figures, form: str) -> Path:
        at = figures.at.astimezone(LOCAL_TIME)
        return self._folder / f"{kind}-{figures.day:%Y-%m-%d}-{at:%H%M}.{form}"
