"""The demo on a display: visitors come by themselves, and anybody may join in."""

import logging
from pathlib import Path

from hardware import camera_demo
from hardware.camera_reader import CameraReader
from hardware.demo_doorway import Doorway
from kiosk import embedded_centre
from kiosk.assembly import Eyes, Kiosk
from kiosk.demo.place import SMS_FILE, STAFF, STAFF_PIN
from kiosk.demo_sms import SmsLog
from kiosk.embedded_centre import EmbeddedCentre
from kiosk.errand_screens import EnterCode, EnterPhone, StillThere
from kiosk.errors import KioskError
from kiosk.settings import CentreSection, Settings
from ui.app import Application
from ui.demo_phone import DemoPhone

log = logging.getLogger("kiosk.demo")

LOOKS_SECONDS = 0.5
"""How often the simulated phone looks for messages."""

NOTE = "Chạy thử"
PADLOCK = "Nhân viên: giữ ổ khóa ở góc dưới bên phải để đăng nhập.\nStaff: hold the padlock, lower right, to sign in."
PIN = f"Mã PIN của mọi người ở đây: {STAFF_PIN}\nEverybody's PIN here: {STAFF_PIN}"
"""What is said to whoever tries the kiosk out: there is no paper beside it, and perhaps no terminal."""

STEPS_BACK_SECONDS = 8.0
"""After the last touch, the drawn visitors come again."""


class Interactive:
    """The demo on a display: visitors come by themselves, and anybody may join in."""

    def __init__(self, settings: Settings, application: Application, folder: Path, seed: int) -> None:
        self._doorway = Doorway(seed)
        drawn = [source for source in settings.devices.sources if source.startswith("demo:")]
        others = tuple(source for source in settings.devices.sources if source not in drawn)
        devices = settings.devices.model_copy(update={"sources": others})
        eyes = tuple(self._eyes(source) for source in drawn)
        self.kiosk = Kiosk(settings.model_copy(update={"devices": devices}), application, extra=eyes, keystore=False)
        self._folder = folder
        self._centre: EmbeddedCentre | None = None
        self._messages = SmsLog(folder / SMS_FILE)
        self._phone = DemoPhone(self.kiosk.window.widget)
        self._padlock = DemoPhone(self.kiosk.window.widget, NOTE)
        self._pin = DemoPhone(self.kiosk.desk.window, NOTE)
        self._asked_for_pin = False

    def _eyes(self, source: str) -> Eyes:
        """The drawn doorway as a camera; the demo keeps a hand on it."""
        reader = CameraReader(source, camera_demo.camera(source.removeprefix("demo:"), self._doorway))
        return Eyes(source, (reader.pictures, reader.scans), camera=True)

    def run(self) -> int:
        """Run until the window is closed or a signal comes."""
        for name, role in STAFF:
            self.kiosk.store.staff.add(name, role, STAFF_PIN, self.kiosk.clock.now())
        self.kiosk.start()
        if self.kiosk.window.widget.isVisible():
            self._padlock.show_message(PADLOCK)
        self._look_around()
        log.info(
            "messages appear on a simulated phone; the PIN of all staff is %s; hold the padlock to sign in", STAFF_PIN
        )
        self.kiosk.background.on("centre").run(
            lambda: embedded_centre.start(self._folder / "centre.sqlite", f"log:{self._folder / SMS_FILE}"),
            self._centre_up,
            _centre_down,
        )
        try:
            return self.kiosk.application.run()
        finally:
            self.kiosk.close()
            if self._centre is not None:
                self._centre.stop()

    def _centre_up(self, centre: EmbeddedCentre) -> None:
        self._centre = centre
        self.kiosk.send_to(CentreSection(url=centre.url, token=centre.token))

    def _look_around(self) -> None:
        """Show messages that came, and let nobody step up while somebody is at the screen."""
        gate, now = self.kiosk.conductor.gate, self.kiosk.clock.monotonic()
        self._doorway.reserved = gate.errand is not None or now - gate.touched_at < STEPS_BACK_SECONDS
        self._say_pin()
        for message in self._messages.new():
            self._padlock.put_away()
            self._phone.show_message(message.text)
        wanted = isinstance(gate.screen, EnterPhone | EnterCode | StillThere)
        if self._phone.texts and not wanted:
            self._phone.put_away()
        self.kiosk.background.after(LOOKS_SECONDS, self._look_around)

    def _say_pin(self) -> None:
        """Say the PIN whenever a sign-in begins to stand there, until it is touched or the sign-in goes."""
        desk = self.kiosk.desk.window
        asked = desk.isVisible() and desk.sign_in is not None
        if asked != self._asked_for_pin:
            self._asked_for_pin = asked
            self._padlock.put_away()
            if asked:
                self._pin.show_message(PIN)
            else:
                self._pin.put_away()


def _centre_down(fault: KioskError) -> None:
    log.error("%s", fault)
