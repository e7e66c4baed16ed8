"""The devices of the kiosk: the worst first with what helps, then each with its facts and a trial by use."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from kiosk.desk.devices import BROKEN, Part, health, troubles, used
from kiosk.desk.devices_trying import Trial, Trying
from kiosk.desk.devices_watch import DeviceWatch
from kiosk.desk.rows import RowFilter
from kiosk.desk.tools import DeskTools
from kiosk.errand_ports import Slip
from kiosk.ports import Sounds
from kiosk.scans import Picture, Scan, SourceEvent
from kiosk.screens import Status
from ui.site import Site
from ui.staff.around import Around
from ui.staff.desk_look import DeskLook
from ui.staff.devices.card import DeviceCard
from ui.staff.devices.picture import LivePicture
from ui.staff.kit.banner import StaffBanner
from ui.staff.kit.button import Kind, StaffButton
from ui.staff.kit.chip import Tone
from ui.staff.page import DeskPage
from ui.words.desk_devices_trials import trial_said
from ui.words.desk_devices_words import devices_words, facts, state_word

SHOWN_EVERY: Final = 1000
"""Milliseconds between two looks at what the devices said; their scans are shown at once."""
ASKED_EVERY: Final = 10
"""How many of these pass until printer and store are asked again: that blocks, elsewhere."""
COLUMNS: Final = ((Part.CAMERA,), (Part.SCANNER, Part.STORE), (Part.PRINTER, Part.CLOCK, Part.SOUND))
"""Sending stands on the card of the store."""
ICONS: Final = {
    Part.CAMERA: "camera",
    Part.SCANNER: "scan-barcode",
    Part.PRINTER: "printer",
    Part.STORE: "database",
    Part.CLOCK: "clock-3",
    Part.SOUND: "kiosk-sound",
}
TONES: Final = {Trial.WELL: Tone.OK, Trial.BADLY: Tone.STOP}
TRIAL_CODE: Final = "PHIEU THU"


class DevicesPage(DeskPage):
    """The page. ``watch`` hears the devices whether or not the page stands.

    ``sounds`` is the loudspeaker, ``send_now`` begins to send (as ``tools.written`` does), and ``free`` says whether
    nobody is being served at the visitors' display: trials wait for that.
    """

    def __init__(
        self,
        look: DeskLook,
        tools: DeskTools,
        around: Around,
        watch: DeviceWatch,
        site: Site,
        *,
        sounds: Sounds | None = None,
        send_now: Callable[[], None] | None = None,
        free: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__()
        self._look, self._tools, self._around, self._watch, self._site = look, tools, around, watch, site
        self._say = devices_words(look.language)
        self._send_now = send_now or tools.written
        printer = tools.printer
        self._trying = Trying(
            tools.clock,
            tools.lanes.paper,
            sounds,
            printer.print_slip if printer is not None else None,
            self._slip,
            self._show_trials,
            free=free,
            printed=watch.printed,
            note=tools.note,
        )
        self._picture = LivePicture(look, site, tools.clock)
        self._keys: dict[Qt.Key, StaffButton] = {}
        self._banner = StaffBanner(look, "", Tone.OK)
        self._refused = StaffButton(look, self._say.trial.refused, key="R", kind=Kind.STOP, small=True)
        self._cards = {part: self._card(part) for column in COLUMNS for part in column}
        self._ticks = 0
        self._camera = ""
        self._timer = QTimer(self, interval=SHOWN_EVERY)
        self._timer.timeout.connect(self._tick)
        # The page has the focus until Tab is used, so that its keys work at once; it wants no ring around it.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setProperty("ring", False)
        self._lay_out()
        self._show()

    def opened(self) -> None:
        """Watch the devices."""
        self._watch.status(self._tools.status())
        self._picture.watch(watched=True)
        self._watch.listener = self._heard
        self._ask()
        self._timer.start()
        self.setFocus()
        self._show()

    def left(self) -> None:
        """Watch no more: no picture of anybody stays behind, and the next code is a visitor's again."""
        self._timer.stop()
        self._watch.forget_listener()
        self._picture.watch(watched=False)
        self._trying.stop()

    def take(self, scan: Scan) -> bool:
        """The next code while a trial waits for one is shown here, and recorded nowhere."""
        return self._trying.take(scan)

    def status(self, status: Status) -> None:
        """The network or the outbox has changed."""
        self._watch.status(status)
        if self._timer.isActive():
            self._show()

    def keyed(self, event: QKeyEvent) -> bool:
        """Each trial has a key."""
        button = self._keys.get(Qt.Key(event.key()))
        if button is None or event.modifiers() or not button.isEnabled() or button.isHidden():
            return False
        button.click()
        return True

    def _card(self, part: Part) -> DeviceCard:
        say, title = self._say.trial, self._say.parts[part]
        buttons: list[StaffButton] = []
        match part:
            case Part.SCANNER:
                buttons = [self._button(say.scan, "Q", self._trying.scan, "scan-barcode")]
            case Part.PRINTER if self._tools.printer is not None:
                buttons = [self._button(say.print, "I", self._trying.print_out, "printer")]
            case Part.STORE:
                title = self._say.records_title
                buttons = [self._button(say.send, "G", self._send, "refresh-cw"), self._refused]
                self._keys[Qt.Key.Key_R] = self._refused
                self._refused.clicked.connect(lambda _=False: self._around.open_list(RowFilter.REFUSED))
            case Part.SOUND:
                buttons = [self._button(say.sound, "N", lambda: self._trying.play(self._look.language), "play")]
            case _:
                pass
        above = self._picture if part is Part.CAMERA else None
        return DeviceCard(self._look, title, ICONS[part], buttons, above)

    def _button(self, text: str, key: str, pressed: Callable[[], None], icon: str) -> StaffButton:
        button = StaffButton(self._look, text, key=key, icon=icon, kind=Kind.OUTLINE, small=True)
        button.clicked.connect(lambda _=False: pressed())
        self._keys[Qt.Key(ord(key))] = button
        return button

    def _lay_out(self) -> None:
        px, portrait = self._look.px, self._look.scale.portrait
        inside = QWidget()
        inside.setObjectName("inside")
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(px(28), px(20), px(28), px(16))
        whole.setSpacing(px(16))
        whole.addWidget(self._banner)
        columns = QHBoxLayout()
        columns.setSpacing(px(16))
        if portrait:
            whole.addWidget(self._cards[Part.CAMERA])
        for column in COLUMNS[1:] if portrait else COLUMNS:
            stack = QVBoxLayout()
            stack.setSpacing(px(16))
            for part in column:
                stack.addWidget(self._cards[part], 1)
            columns.addLayout(stack, 118 if column == COLUMNS[0] else 100)
        whole.addLayout(columns, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(area)

    def _heard(self, event: SourceEvent) -> None:
        if isinstance(event, Picture):
            if event.source == self._camera:
                self._picture.show_picture(event)
            return
        if isinstance(event, Scan) and event.source == self._camera:
            self._picture.show_code(event)
        self._show()

    def _tick(self) -> None:
        self._ticks += 1
        if self._ticks % ASKED_EVERY == 0:
            self._ask()
        self._show()

    def _ask(self) -> None:
        lanes = self._tools.lanes
        self._watch.look(lanes.paper, lanes.list, self._show)

    def _show(self) -> None:
        if not isValid(self):  # type: ignore[no-untyped-call] # shiboken6 ships no types for it
            return
        devices, language = self._watch.state(), self._look.language
        amiss = troubles(devices)
        self._camera = next((camera.address for camera in devices.cameras if camera.up is not False), "")
        if amiss:
            text = self._say.troubles[amiss[0]]
            if len(amiss) > 1:
                text = self._say.more.format(sentence=text, n=len(amiss) - 1)
            self._banner.say(text, Tone.STOP if amiss[0] in BROKEN else Tone.WARN)
        else:
            self._banner.say(self._say.all_well, Tone.OK)
        for part, card in self._cards.items():
            shown = part
            if part is Part.STORE and health(devices, Part.SENDING) > health(devices, part):
                shown = Part.SENDING
            told = facts(devices, part, language)
            if part is Part.STORE:
                told += facts(devices, Part.SENDING, language)
            none = self._say.fact.no_centre if part is Part.CLOCK else self._say.fact.none_of_these
            none = "" if used(devices, part) else none
            card.show_state(health(devices, shown), state_word(devices, shown, language), told, none)
        self._picture.setVisible(bool(devices.cameras))
        self._refused.setVisible(devices.refused > 0)
        self._keys[Qt.Key.Key_G].setEnabled(devices.centre)

    def _show_trials(self) -> None:
        if not isValid(self):  # type: ignore[no-untyped-call]
            return
        for part, (trial, text) in trial_said(self._trying.state, self._look.language).items():
            self._cards[part].say(text, TONES.get(trial, Tone.NOTE))

    def _send(self) -> None:
        self._tools.note("sending asked for")
        self._send_now()
        self._around.toast(self._say.trial.sending)

    def _slip(self) -> Slip:
        say, language = self._say.trial, self._look.language
        site, gate = self._site.name.of(language), self._site.gate.of(language)
        return Slip(site, gate, TRIAL_CODE, "", say.slip_name, None, None, say.slip_next, language)
