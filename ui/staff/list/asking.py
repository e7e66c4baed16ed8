"""Opens the questions over the list, one at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shiboken6 import isValid

from kiosk.desk.acts import Acts, Outcome
from kiosk.desk.listing import ListState, shown_total
from kiosk.desk.rows import Correction, Detail, Row, RowKind, WhyAnnulled
from kiosk.desk.tools import DeskTools
from kiosk.desk.unmasking import Unmasking, WhyUnmasked
from kiosk.errors import KioskError
from kiosk.people import masked_name
from kiosk.staff import Right
from ui.staff.around import Around, ToProxy
from ui.staff.desk_look import DeskLook
from ui.staff.kit.button import Kind
from ui.staff.kit.chip import Tone
from ui.staff.kit.dialog import StaffDialog
from ui.staff.list.correct_dialog import CorrectDialog
from ui.staff.list.day_dialog import DayDialog
from ui.staff.list.evacuation_dialog import EvacuationDialog, PaperPlace
from ui.staff.list.export_dialog import ExportDialog, ExportPlan
from ui.staff.list.facts import reasons_of
from ui.staff.list.handle_dialog import HandleDialog, is_stopped
from ui.staff.list.let_in_dialog import LetInDialog
from ui.staff.list.why_dialog import WhyDialog
from ui.staff.list.work_dialog import WorkDialog
from ui.words.desk_list_shape import ListWords


@dataclass(slots=True)
class Asking:
    """``recorded`` is called when the work-list has become shorter."""

    look: DeskLook
    say: ListWords
    tools: DeskTools
    around: Around
    acts: Acts
    mask: Unmasking
    paper: PaperPlace
    recorded: Callable[[], None]
    dialog: StaffDialog | None = None

    def close(self) -> None:
        """Close what is open."""
        dialog, self.dialog = self.dialog, None
        if dialog is not None and isValid(dialog):  # type: ignore[no-untyped-call] # shiboken6 ships no types
            dialog.close_now()

    def unmask(self) -> None:
        """Why are names and numbers to be seen?"""
        if not self._may(Right.UNMASK):
            return
        words = self.say.unmask
        reasons = [(str(why), text) for why, text in words.reasons.items()]
        do = (words.show, Kind.BRAND)
        dialog = WhyDialog(self.look, self.say.dialog, words.title, words.line, reasons, "", do, self._unmasked)
        self._open(dialog)

    def annul(self, row: Row) -> None:
        """Why is this stay taken back?"""
        if row.annulled or row.key.kind is RowKind.REFERRAL or not self._may(Right.RECORD):
            return
        words, key = self.say.change, row.key
        reasons = [(str(why), text) for why, text in self.say.dialog.whys.items()]
        do = (words.annul, Kind.STOP)

        def done(why: str, note: str) -> None:
            self.acts.annul(key, WhyAnnulled(why), note)

        title = words.annul_title.format(name=self._who(row))
        dialog = WhyDialog(self.look, self.say.dialog, title, words.annul_line, reasons, WhyAnnulled.OTHER, do, done)
        self._open(dialog)

    def correct(self, detail: Detail) -> None:
        """What is this stay to say instead?"""
        row = detail.row
        if row.annulled or row.key.kind is RowKind.REFERRAL or not self._may(Right.RECORD):
            return

        def done(correction: Correction) -> None:
            self.acts.correct(row.key, correction)

        self._open(CorrectDialog(self.look, self.say, detail, self.tools.clock.now(), done))

    def handle(self, row: Row, correct: Callable[[], None], detail: Detail | None = None) -> None:
        """What becomes of somebody to be met, or of a departure by rule? ``detail`` where they were opened."""
        if not self._may(Right.RECORD):
            return

        def done(choice: str) -> None:
            match choice:
                case "declare":
                    self.around.go(ToProxy(person=row.person, referral=row.key))
                case "looked_at":
                    self.acts.looked_at(row.key)
                case "correct":
                    correct()
                case "let_in" if stopped and detail is not None:
                    self.let_in(detail)
                case _:
                    self.acts.meet(row.key, Outcome(choice), row.person)

        stopped, reasons = is_stopped(row), self._reasons(detail)
        declaring = self._may(Right.DECLARE)
        self._open(HandleDialog(self.look, self.say, row, done, stopped=stopped, reasons=reasons, declaring=declaring))

    def let_in(self, detail: Detail) -> None:
        """For what reason is somebody let in whose declaration says stop?"""
        row, person = detail.row, detail.row.person
        if person is None or not self._may(Right.RECORD):
            return

        def done(reason: str) -> None:
            if row.key.kind is RowKind.REFERRAL:
                self.acts.meet(row.key, Outcome.LET_IN, person, reason)
            else:
                self.acts.check_in(row.key, person, reason)

        self._open(LetInDialog(self.look, self.say, self._who(row), self._reasons(detail), done))

    def work(self, first: UUID | None = None) -> None:
        """What the centre refused."""
        if self._may(Right.WORK_LIST):
            dialog = WorkDialog(self.look, self.say, self.look.language, self.tools, self.recorded)
            self._open(dialog)
            dialog.begin(first)

    def evacuate(self) -> None:
        """Who is inside, on paper?"""
        if self._may(Right.EVACUATE):
            dialog = EvacuationDialog(self.look, self.say, self.tools, self.paper)
            self._open(dialog)
            dialog.begin()

    def export(self, state: ListState, day: str) -> None:
        """What is shown as a file? ``day`` is the day of it in words."""
        if self._may(Right.EXPORT):
            what = self.say.top.filters[state.wanted.filter]
            if state.wanted.way is not None:
                what += f" · {self.say.top.ways[state.wanted.way]}"
            paper = self.paper
            plan = ExportPlan(
                state.wanted, state.bare, what, day, shown_total(state), paper.folder, paper.language, paper.place.site
            )
            self._open(ExportDialog(self.look, self.say, self.tools, plan))

    def day(self, today: date, done: Callable[[date], None]) -> None:
        """Which other day?"""
        self._open(DayDialog(self.look, self.say, today, done))

    def _unmasked(self, why: str, _note: str) -> None:
        self.mask.ask(WhyUnmasked(why), self._unlogged)

    def _unlogged(self, _fault: KioskError) -> None:
        self.around.toast(self.say.table.failed, Tone.STOP)

    def _who(self, row: Row) -> str:
        """A name as anybody near the screen may read it."""
        return masked_name(row.name) or self.say.table.unknown_name

    def _reasons(self, detail: Detail | None) -> tuple[str, ...]:
        return () if detail is None else reasons_of(detail, self.tools.rules(), self.look.language)

    def _open(self, dialog: StaffDialog) -> None:
        self.close()
        self.dialog = dialog
        dialog.open_in(self.around.surface)

    def _may(self, right: Right) -> bool:
        staff = self.tools.signed_in()
        return staff is not None and staff.may(right)
