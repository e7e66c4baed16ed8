"""A day at the desk, as a program of its own: the kiosk off screen, a centre, and hands on the keyboard.

``python -m tests.whole.desk_day FOLDER`` plays it and prints what was seen, as one JSON object.
"""

import json
import sys
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QEvent, Qt

from kiosk import logs
from kiosk.desk.acts import BOUNCE_SECONDS
from kiosk.desk.lookup import Stage
from kiosk.desk.routing import Mode
from kiosk.desk.session import SignInNotice
from kiosk.screens import Goodbye, Language, Waiting
from local_store.visits import COLUMNS, visits_of
from tests.whole.desk_attendant import Attendant
from tests.whole.desk_hands import CTRL, Hands, pause, scanner_types, until
from tests.whole.desk_place import HEAD, NURSE, kiosk_at
from tests.whole.desk_seen import everything_held, labels_of, secrets_in, texts_of
from tests.whole.desk_town import DeskTown
from ui.app import Application, use_offscreen
from ui.staff.figures.page import FiguresPage
from ui.staff.list.export_dialog import ExportDialog
from ui.staff.list.page import ListPage
from ui.staff.list.why_dialog import WhyDialog
from ui.staff.lookup.page import LookupPage
from ui.staff.page import DeskPage
from ui.staff.proxy.page import ProxyPage

P = TypeVar("P", bound=DeskPage)

TYPED = "001090000001|010000001|Nguyen Van Thu|15081990|Nam|So 1 pho Vi Du, Ha Noi|01052021"
HEARD = "079303000002||Trần Thị Mẫu|02032003|Nữ|Ấp Mẫu, Xã Mẫu, Hồ Chí Minh|10072021"
DECLARED = "001155000004|010000001|Phạm Thị Ngoài|15081955|Nữ|Số 2 phố Ví Dụ, Phường Hạc Thành, Thanh Hóa|01052021"
PHONE = "0900000004"
NOTICE = "Wash your hands at the door"
HERE = ZoneInfo("Asia/Ho_Chi_Minh")
LAST_MINUTE = time(23, 59)
"""The list is that of a day: the whole of this takes place on one."""


class Day(Attendant):
    """The day, in order; ``seen`` is what came of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen: dict[str, object] = {}
        self.town = DeskTown(folder)
        use_offscreen()
        application = Application()
        kiosk = kiosk_at(folder, application)
        super().__init__(kiosk, Hands(application.qt))

    def play(self) -> None:
        """From the morning to the evening."""
        try:
            until("another day", lambda: datetime.now(HERE).time() < LAST_MINUTE, 90)
            self.kiosk.start()
            self.kiosk.send_to(self.town.register(self.kiosk.store.device.id, self.kiosk.store.device_keys))
            self.an_attendant_signs_in()
            self.somebody_shows_a_card_to_a_scanner_that_types()
            self.somebody_is_found_checked_out_and_annulled()
            self.somebody_is_declared_for()
            self.somebody_is_found_by_their_phone()
            self.figures_are_looked_at()
            self.an_attendant_exports_nothing()
            self.a_departure_is_undone_at_the_gate()
            self.the_desk_is_locked()
            self.a_supervisor_exports()
            self.the_centre_sets_the_place()
            self.nothing_changes_under_somebodys_hands()
            self.the_centre_gives_the_display_to_visitors()
            self.everything_is_sent()
            self.seen["windows"] = sorted(self.hands.windows)
        finally:
            self.kiosk.close()
            self.town.centre.stop()

    # The staff

    def an_attendant_signs_in(self) -> None:
        session = self.kiosk.desk.session
        self.signs_in(NURSE[0], "583920")
        until("the wrong PIN", lambda: session.state.notice is SignInNotice.WRONG)
        self.seen["tries_left"] = session.state.tries_left
        self.signs_in(*NURSE)
        until("the desk", lambda: session.who is not None)
        self.seen["signed_in"] = session.who.name if session.who else ""

    # The list

    def somebody_shows_a_card_to_a_scanner_that_types(self) -> None:
        until("the list", lambda: self.page(ListPage).listing.state.asked_at is not None)
        scanner_types(TYPED)
        self.seen["typed"] = self.waits_for_line("N. V. THU")
        self.seen["typed_into"] = self.page(ListPage).face.top.search.text()
        self.hears(HEARD)
        self.seen["heard"] = self.waits_for_line("T. T. MẪU")

    def somebody_is_found_checked_out_and_annulled(self) -> None:
        self.searches("tran thi mau", 1)
        self.seen["found"] = self.lines()
        self.hands.key(Qt.Key.Key_R)
        self.seen["checked_out_by_key"] = self.waits_for_line("T. T. MẪU", "Check in")
        pause(BOUNCE_SECONDS)
        self.hands.key(Qt.Key.Key_Delete)
        until("the question", lambda: self.dialog(WhyDialog))
        self.hands.types("1")
        self.hands.key(Qt.Key.Key_Return)
        self.seen["annulled"] = self.waits_for_line("T. T. MẪU", "Đã hủy")
        self.clears_search()

    # Khai hộ and the phone

    def somebody_is_declared_for(self) -> None:
        page = self.go(Qt.Key.Key_F2, ProxyPage)
        before = self.hands.strokes
        self.hears(DECLARED)
        until("the card in the form", lambda: page.desk.state.form.card is not None)
        self.hands.types(PHONE)
        while not self.at_first_question(page):
            self.hands.key(Qt.Key.Key_Return)
        for _ in page.desk.state.questions:
            self.hands.key(Qt.Key.Key_K)
        self.hands.key(Qt.Key.Key_Space)
        self.hands.key(Qt.Key.Key_Return, CTRL)
        self.seen["strokes"] = self.hands.strokes - before
        until("the banner", lambda: page.desk.state.done is not None and page.desk.state.done.screen.code)
        done = page.desk.state.done
        assert done is not None
        self.seen["declared"] = str(done.outcome)
        until("the slip", lambda: list((self.folder / "slips").glob("*.pdf")))
        page_list = self.go(Qt.Key.Key_F1, ListPage)
        until("the list", lambda: page_list.listing.state.rows)
        self.searches("pham ngoai", 1)
        self.seen["proxy_line"] = self.waits_for_line("P. T. NGOÀI", "Check out")
        self.hands.key(Qt.Key.Key_Return)
        self.seen["proxy_left"] = self.waits_for_line("P. T. NGOÀI", "Check in")
        self.clears_search()

    def somebody_is_found_by_their_phone(self) -> None:
        page = self.go(Qt.Key.Key_F4, LookupPage)
        self.hands.types(PHONE)
        self.hands.key(Qt.Key.Key_Return)
        until("the code", lambda: page.desk.state.stage is Stage.CODE)
        until("the message", lambda: self.town.code("+84" + PHONE[1:]))
        self.hands.types(self.town.code("+84" + PHONE[1:]))
        until("the family", lambda: page.desk.state.stage is Stage.PEOPLE)
        self.seen["family"] = [row.name for row in page.desk.state.rows]
        self.hands.types("1")
        until("the check-in", lambda: [str(row.state) for row in page.desk.state.rows] == ["entered"])
        self.seen["entered"] = [str(row.state) for row in page.desk.state.rows]

    # Figures, files, locking

    def figures_are_looked_at(self) -> None:
        page = self.go(Qt.Key.Key_F6, FiguresPage)
        until("the figures", lambda: "3" in texts_of(page))
        self.seen["figures"] = texts_of(page)

    def an_attendant_exports_nothing(self) -> None:
        page = self.go(Qt.Key.Key_F1, ListPage)
        self.hands.key(Qt.Key.Key_E, CTRL)
        self.seen["attendant_exports"] = page.face.top.export.isVisible() or bool(self.kiosk.desk.window.dialogs())

    def a_departure_is_undone_at_the_gate(self) -> None:
        scanner_types(TYPED)
        until("the goodbye", lambda: isinstance(self.kiosk.conductor.gate.screen, Goodbye))
        self.hands.key(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
        until("what was answered", lambda: not isinstance(self.kiosk.conductor.gate.screen, Goodbye))

    def the_desk_is_locked(self) -> None:
        page = self.page(ListPage)
        until("the list", lambda: page.listing.state.rows)
        self.hands.key(Qt.Key.Key_Space)
        until("the person in full", lambda: page.acts.state.detail is not None)
        self.hands.key(Qt.Key.Key_F3)
        self.hands.types("nguyen van thu")
        self.seen["held_before"] = secrets_in(everything_held())
        until("the gate", lambda: isinstance(self.kiosk.conductor.gate.screen, Waiting))
        self.hands.key(Qt.Key.Key_L, CTRL)
        until("the lock", lambda: self.kiosk.desk.session.who is None)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.seen["held_after"] = secrets_in(everything_held())

    def a_supervisor_exports(self) -> None:
        self.signs_in(*HEAD)
        until("the desk", lambda: self.kiosk.desk.session.who is not None)
        page = self.page(ListPage)
        until("the list", lambda: page.listing.state.rows)
        self.hands.key(Qt.Key.Key_E, CTRL)
        until("the question", lambda: self.dialog(ExportDialog))
        self.hands.key(Qt.Key.Key_Left)
        self.hands.key(Qt.Key.Key_Return)
        until("the file", lambda: list((self.folder / "exports").glob("*.csv")))
        self.seen["list"] = self.lines()
        self.hands.key(Qt.Key.Key_Escape)

    # The centre

    def the_centre_sets_the_place(self) -> None:
        closed = (datetime.now(HERE) - timedelta(minutes=2)).strftime("%H:%M")
        self.town.set(capacity=77, notice="Rửa tay ở cửa", notice_en=NOTICE, language="en", closes_at=closed)
        self.refresh()
        until("the settings", lambda: self.kiosk.conductor.rules.capacity == 77)
        self.hands.key(Qt.Key.Key_8, CTRL)
        self.seen["closed"] = self.waits_for_line("L. H. KIỂM", "tự động")

    def nothing_changes_under_somebodys_hands(self) -> None:
        """While a form is filled in, what the centre sets waits; another mode waits until whoever sits there goes."""
        page = self.go(Qt.Key.Key_F2, ProxyPage)
        self.hands.types("Tran")
        until("the form", page.unsaved)
        self.town.set(capacity=78, notice="Rửa tay ở cửa", notice_en=NOTICE, language="en", mode="self-service")
        self.refresh()
        until("the settings have come", lambda: self.kiosk.store.pushed.kept()[1].capacity == 78)
        pause(2.5)
        self.seen["form_stood"] = [self.page(ProxyPage).unsaved(), self.kiosk.conductor.rules.capacity]
        self.hands.key(Qt.Key.Key_Escape)
        until("the question", self.kiosk.desk.window.dialogs)
        self.hands.key(Qt.Key.Key_Left)
        self.hands.key(Qt.Key.Key_Return)
        until("the settings", lambda: self.kiosk.conductor.rules.capacity == 78)
        pause(1.5)
        self.seen["mode_waited"] = [self.kiosk.displays.mode, self.kiosk.desk.session.who is not None]
        self.hands.key(Qt.Key.Key_L, CTRL)

    def the_centre_gives_the_display_to_visitors(self) -> None:
        until("the visitors' screen", lambda: self.kiosk.displays.mode is Mode.SELF_SERVICE)
        widget = self.kiosk.window.widget
        until("the notice", lambda: widget.isVisible() and any(NOTICE in text for text in labels_of(widget)))
        self.seen["mode"] = [self.kiosk.displays.mode, self.kiosk.desk.window.isVisible()]
        self.seen["language"] = self.kiosk.conductor.gate.language is Language.EN
        self.seen["signed_out"] = self.kiosk.desk.session.who is None

    def refresh(self) -> None:
        """Ask the centre now, and not within half a minute."""
        in_step = self.kiosk.line.in_step
        assert in_step is not None
        in_step.settings_wanted()

    def everything_is_sent(self) -> None:
        store = self.kiosk.store
        until("the last row", lambda: store.outbox.waiting() == 0)
        summary = self.town.summary(store.device.id)
        self.seen["summary"] = summary.model_dump(mode="json")
        self.seen["missing"] = self.town.missing(store.device.id)
        rows = store.connection.rows(f"SELECT {COLUMNS} FROM visits ORDER BY sequence")  # noqa: S608 - our own words
        visits = visits_of(store.connection, store.device.id, rows)
        self.seen["visits"] = [
            {"id": str(one.id), "sequence": one.sequence, "act": one.act, "via": one.via, "staff": str(one.staff or "")}
            for one in visits
        ]
        lines = store.connection.rows("SELECT what, purpose, outcome FROM audit ORDER BY row")
        self.seen["audit"] = [" | ".join(line) for line in lines]
        self.seen["nurse"] = next(str(one.id) for one in store.staff.listed() if one.name == NURSE[0])


if __name__ == "__main__":
    logs.to_stderr(verbose=False)
    day = Day(Path(sys.argv[1]))
    day.play()
    sys.stdout.write(json.dumps(day.seen))
