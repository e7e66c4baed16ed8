"""What the sheet shows of setting a kiosk up: the five steps, on a machine and with a centre that keep nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from kiosk.checkpoint.poster_text import Poster
from kiosk.checkpoint.registering import Registering
from kiosk.checkpoint.setting_up import SettingUp
from kiosk.checkpoint.setting_up_draft import Draft, Step, Way
from kiosk.checkpoint.setting_up_ports import Devices, Found, SetUpPorts
from kiosk.checkpoint.written_settings import Values
from kiosk.errand_screens import StaffName
from kiosk.places import Places
from kiosk.ports import Clock
from kiosk.scans import Scan, SourceEvent, Symbology
from kiosk.screens import Language
from kiosk.settings import Settings
from kiosk.wire.checkpoint_messages import (
    CheckpointSaid,
    CheckpointWanted,
    DeviceWanted,
    Enrolled,
    EnrolmentTyped,
    RegistrantJudged,
)
from kiosk.wire.desk_messages import OtpSaid
from kiosk.wire.signing import KeysInMemory, SigningKey
from ui.lobby import Visitor, as_picture, lobby
from ui.printing.poster import Size
from ui.setup.window import SetupWindow
from ui.sheet_desk_scenes import CARD
from ui.sheet_desk_tools import HEAD, NURSE, AtOnce

URL: Final = "https://kiemdich.example"
CAMERA: Final = "camera:0"
FORM: Final = {
    "name": "Bệnh viện Đa khoa Hạ Vân",
    "name_en": "Hạ Vân General Hospital",
    "gate": "Cổng số 2",
    "kind": "hospital",
    "province": "38",
    "ward": "14797",
    "street": "Số 12 đường Ví Dụ",
    "capacity": "400",
    "declarations": "required",
}
PLACE: Final = CheckpointSaid(
    code="HV-02", name=FORM["name"], kind="hospital", province="38", ward="14797", street=FORM["street"],
    capacity=400, hotlines=("1022",), declarations="required", phone="09•• ••• 020", kiosks=("Cổng số 1",),
)  # fmt: skip
ENROLLED: Final = Enrolled(checkpoint=PLACE, poster=f"{URL}/c/HV-02")


class SheetRegistrar:
    """Fits ``kiosk.checkpoint.ports.Registrar``: everything goes well."""

    def reach(self) -> float:
        """It answers, and its clock is right."""
        return 0.8

    def send_code(self, request: UUID, phone: str, language: str) -> OtpSaid:  # noqa: ARG002
        """Sent."""
        return OtpSaid(outcome="sent", valid_seconds=300, resend_seconds=60, tries_left=3)

    def try_code(self, request: UUID, digits: str) -> RegistrantJudged:  # noqa: ARG002
        """Right."""
        return RegistrantJudged(outcome="right", tries_left=3, session="a session", checkpoints=(PLACE,))

    def register(self, session: str, wanted: CheckpointWanted, key: SigningKey) -> Enrolled:  # noqa: ARG002
        """Registered."""
        return ENROLLED

    def join(self, session: str, checkpoint: str, wanted: DeviceWanted, key: SigningKey) -> Enrolled:  # noqa: ARG002
        """Joined."""
        return ENROLLED

    def enrol(self, typed: EnrolmentTyped, key: SigningKey) -> Enrolled:  # noqa: ARG002
        """Joined."""
        return ENROLLED


class SheetBench:
    """Fits ``kiosk.checkpoint.setting_up_ports.DeviceBench``; what is read there the scenes say."""

    each: Callable[[SourceEvent], None] | None = None

    def connected(self) -> Devices:
        """One camera too many, as everywhere."""
        return Devices(
            (Found(CAMERA, "Logitech C920"), Found("camera:1", "Integrated Camera")),
            (Found("serial:/dev/ttyACM0", "Honeywell Voyager 1470g"),),
            (Found("system:Quay-1?paper=80mm", "Quay-1"),),
        )

    def watch(self, addresses: Sequence[str], each: Callable[[SourceEvent], None]) -> None:
        """Remember who listens."""
        self.each = each if addresses else None

    def test_slip(self, printer: str) -> None:
        """It comes out."""

    def test_sound(self, volume: float) -> None:
        """It is heard."""


class SheetBook:
    """Fits ``kiosk.checkpoint.setting_up_ports.StaffBook``."""

    def listed(self) -> Sequence[StaffName]:
        """Two people."""
        return (HEAD, NURSE)

    def add(self, name: str, role: str, pin: str, at: datetime) -> UUID:  # noqa: ARG002
        """Nobody is kept."""
        return UUID(int=9)


class SheetDraft:
    """Fits ``kiosk.checkpoint.setting_up_ports.KeptDraft``: nothing is kept."""

    def save(self, draft: Draft) -> None:
        """Not on a sheet."""

    def clear(self) -> None:
        """There is nothing."""


class SheetSettings:
    """Fits ``kiosk.checkpoint.setting_up_ports.WrittenSettings``."""

    def write(self, values: Values) -> Settings:  # noqa: ARG002
        """Not on a sheet."""
        return Settings()


class SheetPosters:
    """Fits ``ui.setup.poster_step.Posters``."""

    def save(self, poster: Poster, size: Size) -> Path:  # noqa: ARG002
        """Where it would lie."""
        return Path("/home/kiosk/Documents/poster-HV-02.pdf")

    def print_out(self, poster: Poster, size: Size) -> None:
        """As if it came out."""


@dataclass(frozen=True, slots=True)
class SetupScene:
    """One picture of the wizard: where it stands, and what was done there."""

    name: str
    draft: Draft
    act: Callable[[SettingUp], None] = lambda _wizard: None


def setup_scenes() -> list[SetupScene]:
    """Each step, the second in every state that looks different."""
    first = Draft()
    form = first.with_(step=Step.CHECKPOINT, server=URL)
    filled = form.with_(**FORM, phone="0900000020")
    known = filled.with_(code="HV-02", poster=ENROLLED.poster, camera=CAMERA)
    return [
        SetupScene("setup-1", first.with_(server=URL), lambda wizard: wizard.registering.choose_server(URL)),
        SetupScene("setup-2", form),
        SetupScene("setup-2-wrong", form.with_(phone="0900"), lambda wizard: wizard.next()),
        SetupScene("setup-2-filled", filled, lambda wizard: _confirmed(wizard.registering)),
        SetupScene("setup-2-read-back", filled, _read_back),
        SetupScene("setup-2-code", form, lambda wizard: wizard.choose_way(Way.CODE)),
        SetupScene("setup-2-mine", filled.with_(way=Way.MINE), lambda wizard: _confirmed(wizard.registering)),
        SetupScene("setup-3", known.with_(step=Step.DEVICES, printer="system:Quay-1?paper=80mm"), _tried),
        SetupScene("setup-4", known.with_(step=Step.STAFF)),
        SetupScene("setup-5", known.with_(step=Step.POSTER)),
    ]


def paint_setup(scene: SetupScene, language: Language, size: tuple[int, int], clock: Clock) -> QImage:
    """One scene as a picture."""
    lane = AtOnce()
    wizard = SettingUp(
        SetUpPorts(
            registrar=lambda _url: SheetRegistrar(),
            staff=SheetBook(),
            bench=SheetBench(),
            draft=SheetDraft(),
            settings=SheetSettings(),
            device=UUID(int=3),
            keys=KeysInMemory(),
            places=Places.load(),
            clock=clock,
            here=lane,
            network=lane,
            paper=lane,
        ),
        scene.draft.with_(language=language),
    )
    window = SetupWindow(wizard, SheetPosters())
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.resize(*size)
    window.show()
    try:
        wizard.begin()
        scene.act(wizard)
        for _ in range(3):
            QApplication.processEvents()
        return window.grab().toImage()
    finally:
        wizard.close()
        window.close()
        window.deleteLater()
        QApplication.processEvents()


def _confirmed(registering: Registering) -> None:
    registering.send_code()
    registering.try_code("482913")


def _read_back(wizard: SettingUp) -> None:
    _confirmed(wizard.registering)
    wizard.next()


def _tried(wizard: SettingUp) -> None:
    wizard.picture(replace(as_picture(lobby(Visitor.WITH_PHONE)), source=CAMERA))
    wizard.hear(Scan(CAMERA, Symbology.QR, CARD, CARD.encode(), 1.0))
    wizard.devices.print_slip()
