"""A list as a file, for supervisors: CSV or XLSX, masked unless it is shown in full now."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from shiboken6 import isValid

from kiosk.desk.exports import KEPT_DAYS, Exported, csv_text, kept_until
from kiosk.desk.listing_export import Collecting
from kiosk.desk.listing_wanted import Wanted
from kiosk.desk.rows import Row
from kiosk.desk.tools import DeskTools
from kiosk.desk.xlsx import xlsx_bytes
from kiosk.errors import DeviceError, KioskError
from kiosk.screens import Language
from kiosk.staff import Right, SignedIn
from ui.staff.desk_look import DeskLook
from ui.staff.kit.banner import StaffBanner
from ui.staff.kit.button import Kind
from ui.staff.kit.chip import Tone
from ui.staff.kit.dialog import StaffDialog
from ui.staff.kit.field import Segments, TextField
from ui.staff.kit.text import StaffLabel
from ui.staff.list.saving import file_name, free, save
from ui.theme import colours
from ui.words.desk_list_shape import ListWords
from ui.words.moments import number

CSV: Final = "csv"
XLSX: Final = "xlsx"


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """What is exported: what the page shows, in words, how many lines as far as known, to which folder."""

    wanted: Wanted
    bare: bool
    what: str
    day: str
    count: int | None
    folder: Path
    language: Language
    place: str


class ExportDialog(StaffDialog):
    """Enter saves. Every page is fetched on the list's lane, the file made and written on the paper's."""

    def __init__(self, look: DeskLook, say: ListWords, tools: DeskTools, plan: ExportPlan) -> None:
        super().__init__(look, say.export.title, wide=820)
        self._say, self._tools, self._plan = say.export, tools, plan
        self._collecting: Collecting | None = None
        words = say.export
        count = "…" if plan.count is None else number(plan.count, plan.language)
        line = words.line.format(filter=plan.what, day=plan.day, n=count)
        self.body.addWidget(StaffLabel(line, look, 21, 600, wrap=True))
        self._banner = StaffBanner(
            look, words.bare if plan.bare else words.masked, Tone.WARN if plan.bare else Tone.NOTE
        )
        self.body.addWidget(self._banner)
        self.form = Segments(look, ((CSV, words.csv), (XLSX, words.xlsx)), label=words.form, required=True)
        self.form.choose(XLSX)
        self.name = TextField(look, words.name, longest=80)
        day = plan.wanted.local_day(tools.clock.now())
        self.name.set_text(words.file_name.format(day=day.isoformat() if day else "all"))
        self.body.addWidget(self.form)
        self.body.addWidget(self.name)
        self.body.addWidget(StaffLabel(words.folder.format(folder=plan.folder), look, 18, 500, colours.INK2, wrap=True))
        retention = words.retention.format(date=f"{self._keep_until(tools.clock.now()):%d/%m/%Y}")
        self.body.addWidget(StaffLabel(retention, look, 18, 500, colours.INK2, wrap=True))
        self.add_action(say.dialog.close, key="Esc").clicked.connect(self.close_now)
        self.save = self.add_action(words.save, key="Enter", kind=Kind.BRAND, enter=True)
        self.save.clicked.connect(self._save)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves wherever the focus is; not twice while it is at it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.save.isEnabled():
            event.accept()
        else:
            super().keyPressEvent(event)

    def close_now(self) -> None:
        """Be gone; what is being fetched is dropped."""
        if self._collecting is not None:
            self._collecting.stop()
            self._collecting = None
        super().close_now()

    def _keep_until(self, at: datetime) -> date:
        """Until when the file may be kept: as long as visitors were told."""
        campaign = self._tools.rules().campaign
        return kept_until(at, campaign.consent.days if campaign else KEPT_DAYS)

    def _save(self) -> None:
        staff = self._tools.signed_in()
        if staff is None or not staff.may(Right.EXPORT) or self._collecting is not None:
            return
        form = self.form.value()
        self.save.setEnabled(False)
        self._collecting = Collecting(
            self._plan.wanted, self._plan.bare, self._tools, self._fetched, lambda rows: self._write(rows, staff, form)
        )
        self._collecting.start()

    def _fetched(self, count: int) -> None:
        self._banner.say(self._say.fetching.format(n=number(count, self._plan.language)), Tone.NOTE)

    def _write(self, rows: tuple[Row, ...] | None, staff: SignedIn, form: str) -> None:
        collected, self._collecting = self._collecting, None
        if rows is None or collected is None:
            self._failed()
            return
        plan, query = self._plan, collected.query
        exported = Exported(
            staff.name,
            collected.at,
            f"{plan.what} · {plan.day}",
            plan.language,
            plan.bare,
            self._keep_until(collected.at),
            plan.place,
        )
        wanted = plan.folder / f"{file_name(self.name.text()) or self._say.file_name.format(day='')}.{form}"
        # The log has it before the file is there: what cannot be logged is not exported.
        self._tools.lanes.store.run(
            lambda: self._tools.people.exported(query, staff.id, exported.at, len(rows), form),
            lambda _: self._tools.lanes.paper.run(
                partial(_kept, wanted, rows, exported, form), lambda path: self._saved(path, len(rows)), self._failed
            ),
            self._failed,
        )

    def _saved(self, path: Path, count: int) -> None:
        if isValid(self):  # type: ignore[no-untyped-call] # shiboken6 ships no types for it
            self.save.setEnabled(True)
            text = self._say.saved.format(n=number(count, self._plan.language), path=path)
            self._banner.say(text, Tone.OK)

    def _failed(self, _fault: KioskError | None = None) -> None:
        if isValid(self):  # type: ignore[no-untyped-call]
            self.save.setEnabled(True)
            self._banner.say(self._say.failed, Tone.STOP)


def _kept(wanted: Path, rows: tuple[Row, ...], exported: Exported, form: str) -> Path:
    try:
        data = xlsx_bytes(rows, exported) if form == XLSX else csv_text(rows, exported).encode()
    except ValueError as fault:  # more lines than a sheet holds
        raise DeviceError(str(fault)) from fault
    path = free(wanted)
    save(path, data)
    return path
