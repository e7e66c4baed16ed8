"""The set-up wizard, put together: real devices, a real centre, the store of this machine."""

from collections.abc import Callable, Sequence
from pathlib import Path

import platformdirs

from hardware.connected import cameras, serial_ports
from hardware.sound import Speaker
from kiosk.assembly.clock import SystemClock
from kiosk.assembly.eyes import open_eyes
from kiosk.assembly.setting_up_staff import CheckpointAt, bring_staff
from kiosk.checkpoint.setting_up import SettingUp, draft_from
from kiosk.checkpoint.setting_up_draft import Draft, DraftFile
from kiosk.checkpoint.setting_up_ports import Devices, Found, SetUpPorts
from kiosk.checkpoint.written_settings import SettingsFile
from kiosk.errand_ports import Slip
from kiosk.errors import DeviceError
from kiosk.places import Places
from kiosk.ports import Sound, Source
from kiosk.scans import Scan, SourceEvent
from kiosk.screens import Language
from kiosk.settings import Settings, default_file, load
from kiosk.wire.registrar import RegistrarClient
from local_store.keys import system_keystore
from local_store.store import open_store
from ui.app import Application
from ui.background import QtBackground
from ui.keyboard_scanner import ADDRESS as KEYBOARD
from ui.keyboard_scanner import KeyboardScanner
from ui.printing import open_printer
from ui.printing.poster_output import PosterOutput, printer_names
from ui.setup.window import SetupWindow
from ui.theme.fonts import load_fonts

TRIAL = Slip("Kiosk", "In thử / Trial", "KIOSK-IN-THU", "", "", None, None, "", Language.VI)
"""A code that is nobody's."""


class Bench:
    """The devices of this machine, to be tried. Made on the UI thread, where events come back to."""

    def __init__(self, background: QtBackground, application: Application) -> None:
        self._background = background
        self._speaker = Speaker()
        self._sources: dict[str, tuple[Source, ...]] = {}
        self._each: Callable[[SourceEvent], None] = lambda _: None
        self._keyboard = KeyboardScanner(application.qt, self._typed)
        background.listen(self._speaker, lambda _: None)

    def connected(self) -> Devices:
        """What is connected; opens nothing."""
        return Devices(
            tuple(Found(address, name) for address, name in cameras()),
            tuple(Found(address, name) for address, name in serial_ports()),
            tuple(Found(f"system:{name}?paper=80mm", name) for name in printer_names()),
        )

    def watch(self, addresses: Sequence[str], each: Callable[[SourceEvent], None]) -> None:
        """Read from these and no others; what is read already goes on being read."""
        self._each = each
        for address in [one for one in self._sources if one not in addresses]:
            for source in self._sources.pop(address):
                source.close()
        for address in addresses:
            if address not in self._sources:
                self._sources[address] = open_eyes(address).sources
                for source in self._sources[address]:
                    self._background.listen(source, self._heard)

    def test_slip(self, printer: str) -> None:
        """Print a slip whose code is nobody's. The typefaces are loaded already."""
        there = open_printer(printer)
        if there is None:
            raise DeviceError("No printer was chosen.")
        there.print_slip(TRIAL)

    def test_sound(self, volume: float) -> None:
        """Play what is heard at a check-in."""
        self._speaker.volume = volume
        self._speaker.play(Sound.CHECK_IN, Language.VI)

    def close(self) -> None:
        """Let go of everything."""
        self._keyboard.close()
        self.watch((), lambda _: None)

    def _heard(self, event: SourceEvent) -> None:
        if event.source in self._sources:  # else it was on its way when its source was closed
            self._each(event)

    def _typed(self, scan: Scan) -> None:
        if KEYBOARD in self._sources:
            self._each(scan)


def run_setup(
    settings: Settings,
    application: Application,
    config: Path | None = None,
    assignments: tuple[str, ...] = (),
    *,
    keystore: bool = True,
) -> Settings | None:
    """Open the wizard and return the settings as they load afterwards; None where it was left before its end.

    What was begun is gone on with. ``config`` is the settings file if one is named. Raises KioskError where the
    store cannot be opened.
    """
    file = config or default_file()
    kept = DraftFile(file)
    found = kept.load()
    draft = found.with_(finished=False) if found else draft_from(settings) if file.exists() else Draft()
    load_fonts()
    place, authorities = settings.store, settings.centre.authorities
    kept_by = system_keystore(place.keys) if keystore else None
    with open_store(place.folder, place.keys, kept_by, settings.site.gate) as store:
        background = QtBackground()
        bench = Bench(background, application)
        clock = SystemClock()
        wizard = SettingUp(
            SetUpPorts(
                registrar=lambda url: RegistrarClient(url, authorities),
                staff=store.staff,
                bring_staff=lambda url: bring_staff(store, clock, CheckpointAt(url, authorities)),
                bench=bench,
                draft=kept,
                settings=SettingsFile(file),
                device=store.device.id,
                keys=store.device_keys,
                places=Places.load(),
                clock=clock,
                here=background,
                network=background.on("network"),
                paper=background.on("paper"),
            ),
            draft,
        )
        posters = PosterOutput(Path(platformdirs.user_documents_dir()))
        window = SetupWindow(wizard, posters, application.end)
        window.showFullScreen() if settings.display.fullscreen else window.show()
        wizard.begin()
        try:
            application.run()
        finally:
            wizard.close()
            bench.close()
            background.close()
            window.close()
            window.deleteLater()
        done = wizard.state.done is not None
    return load(config, assignments=assignments) if done else None
