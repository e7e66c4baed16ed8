"""What keys and buttons of the list do to a line, whoever pressed them."""

from dataclasses import dataclass, replace
from functools import partial

from kiosk.admission import DeclarationMode
from kiosk.desk import acts_slip
from kiosk.desk.acts import Acts, Done, MainAct, Said, main_act
from kiosk.desk.acts_slip import SlipOutcome, SlipPlace
from kiosk.desk.listing import Listing, shown_total
from kiosk.desk.listing_lines import place_of
from kiosk.desk.rows import Detail, Row, RowKey, RowKind, Sending
from kiosk.desk.tools import DeskTools
from kiosk.screens import Language
from kiosk.staff import Right
from ui.staff.around import Around, ToProxy
from ui.staff.kit.chip import Tone
from ui.staff.list.asking import Asking
from ui.staff.list.facts import Person
from ui.staff.list.person_panel import Shown
from ui.words.desk_list_shape import SaidWords
from ui.words.moments import clock, number


@dataclass(slots=True)
class Deeds:
    """``place`` is what stands on a slip. ``_then`` waits for a person to be opened in full."""

    tools: DeskTools
    around: Around
    listing: Listing
    acts: Acts
    asking: Asking
    say: SaidWords
    place: SlipPlace
    _then: str = ""

    def act(self, key: RowKey) -> None:
        """Do the main act of a line."""
        row = self.row(key)
        if row is None:
            return
        match self.main(row):
            case MainAct.CHECK_OUT:
                self.acts.check_out(key)
            case MainAct.CHECK_IN if row.person is not None:
                self.acts.check_in(key, row.person)
            case MainAct.DECLARE:
                self.around.go(ToProxy(person=row.person))
            case MainAct.HANDLE if row.sending is Sending.REFUSED and row.key.kind is RowKind.STAY:
                self.asking.work(row.visit)
            case MainAct.HANDLE if row.key.kind is RowKind.REFERRAL and row.person is not None:
                self._open_for("handle", key)  # what they declared is for whoever was opened on purpose
            case MainAct.HANDLE:
                self.asking.handle(row, partial(self.press, "correct", key))

    def open(self, key: RowKey) -> None:
        """Open one person in full; it is logged."""
        self._then = ""
        self.acts.open(key)

    def press(self, what: str, key: RowKey | None = None) -> None:
        """A button of the panel, or its key: for the line that is chosen, which is that of whoever is open.

        ``main``, ``out``, ``print``, ``correct`` or ``annul``. What needs the person in full opens them first.
        """
        if key is None:
            key = self.listing.state.selected
        row = self.row(key)
        if row is None or key is None:
            return
        match what:
            case "main":
                self.act(key)
            case "out" if row.inside:
                self.acts.check_out(key)
            case "annul":
                self.asking.annul(row)
            case "correct" | "print" if row.key.kind is RowKind.STAY:
                self._open_for(what, key)

    def stopped(self, key: RowKey) -> None:
        """Somebody whose declaration says stop was to be let in: ask for what reason."""
        self._open_for("stopped", key)

    def opened(self) -> None:
        """Somebody is open now: do what waited for it."""
        detail, what = self.acts.state.detail, self._then
        if detail is None or not what:
            return
        self._then = ""
        match what:
            case "correct":
                self.asking.correct(detail)
            case "handle":
                self.asking.handle(detail.row, self.forget, detail)
            case "stopped":
                self.asking.let_in(detail)
            case _:
                self.around.toast(self.say.printing, Tone.NOTE)
                acts_slip.print_code(detail, self.place, self.tools, self._printed)

    def current(self, detail: Detail) -> Detail:
        """Somebody as they were opened, with what the list has come to know of their line since."""
        row, opened = self.listing.state.row(detail.row.key), detail.row
        if row is None:
            return detail
        return replace(detail, row=replace(row, name=opened.name, document=opened.document, phone=opened.phone))

    def shown(self, detail: Detail, person: Person, language: Language) -> Shown:
        """Somebody as the panel shows them, and what can be done for them by whoever is signed in."""
        row = self.row(detail.row.key) or detail.row
        staff, state = self.tools.signed_in(), self.listing.state
        may = staff is not None and staff.may(Right.RECORD)
        main = self.main(row) if may else MainAct.NOTHING
        place, total = place_of(state.rows, row.key), shown_total(state)
        where = f"{number(place + 1, language)} / {number(total, language)}" if place >= 0 and total else ""
        stay = may and row.key.kind is RowKind.STAY and not row.annulled
        return Shown(person, where, main, may and row.inside and main is not MainAct.CHECK_OUT, stay)

    def forget(self) -> None:
        """Nothing waits any more."""
        self._then = ""

    def row(self, key: RowKey | None) -> Row | None:
        """A line as the list has it, or as it was opened."""
        detail = self.acts.state.detail
        opened = detail.row if detail is not None and detail.row.key == key else None
        return self.listing.state.row(key) or opened

    def main(self, row: Row) -> MainAct:
        """The main act of a line, for whoever is signed in."""
        return main_act(row, self.listing.state.wanted.filter, declaring=self.must_declare())

    def must_declare(self) -> bool:
        """Whether nobody is to be inside without a declaration, and it can be made here."""
        return self.declaring() and self.tools.rules().declarations is DeclarationMode.REQUIRED

    def declaring(self) -> bool:
        """Whether khai hộ is to be had."""
        staff, rules = self.tools.signed_in(), self.tools.rules()
        on = rules.declarations is not DeclarationMode.OFF
        return on and staff is not None and staff.may(Right.DECLARE)

    def _open_for(self, what: str, key: RowKey) -> None:
        """Do this to somebody once they are open."""
        detail = self.acts.state.detail
        self._then = what
        if detail is None or detail.row.key != key:
            self.acts.open(key)
        else:
            self.opened()

    def _printed(self, outcome: SlipOutcome) -> None:
        self.around.toast(self.say.slips[outcome], Tone.OK if outcome is SlipOutcome.PRINTED else Tone.WARN)


def sentence(said: Said, say: SaidWords) -> tuple[str, Tone]:
    """What is said of an act, of whom, and how."""
    words, tone = say.done[said.done].format(time=clock(said.at)), Tone.OK
    if said.done is Done.REFUSED:
        words, tone = say.refused.get(said.why, say.refused_otherwise), Tone.WARN
    elif said.done is Done.FAILED:
        tone = Tone.STOP
    return say.of_whom.format(name=said.name, words=words) if said.name else words, tone
