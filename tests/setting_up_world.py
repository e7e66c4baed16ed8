"""A machine to set up, and a centre that answers as it is told: for the wizard's tests."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from kiosk.checkpoint.setting_up import SettingUp
from kiosk.checkpoint.setting_up_draft import Draft, DraftFile, Step, Way
from kiosk.checkpoint.setting_up_ports import Devices, Found, SetUpPorts
from kiosk.checkpoint.written_settings import SettingsFile
from kiosk.errors import DeviceError, ServerRefused, ServerUnreachable
from kiosk.places import Places
from kiosk.scans import Scan, SourceEvent, Symbology
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
from tests.fakes import HandClock, InlineBackground
from tests.setting_up_staff_book import ScriptedStaff

URL = "https://kiemdich.example"
DEVICE = UUID(int=7)
CODE = "482913"
JOIN = "ABCDE-FGHJK"
OLD = CheckpointSaid(
    code="HV-02",
    name="Bệnh viện Đa khoa Hạ Vân",
    kind="hospital",
    province="38",
    ward="14797",
    street="Số 12 đường Ví Dụ",
    capacity=400,
    hotlines=("1022",),
    declarations="optional",
    phone="09•• ••• 020",
    kiosks=("Cổng số 1",),
)
PLACES = Places.load()
FORM = {
    "name": "Bệnh viện Đa khoa Hạ Vân",
    "gate": "Cổng số 2",
    "kind": "hospital",
    "province": "38",
    "ward": "14797",
    "street": "Số 12 đường Ví Dụ",
    "capacity": "400",
    "declarations": "optional",
}


@dataclass
class ScriptedRegistrar:
    """A centre; without ``network`` nothing gets through to it."""

    network: bool = True
    skew: float = 0.8
    mine: tuple[CheckpointSaid, ...] = (OLD,)
    registered: dict[UUID, CheckpointWanted] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    sent_to: list[str] = field(default_factory=list)
    refuses: str = ""
    tries: int = 3

    def reach(self) -> float:
        self._ask("reach")
        return self.skew

    def send_code(self, request: UUID, phone: str, language: str) -> OtpSaid:  # noqa: ARG002
        self._ask("send_code")
        self.sent_to.append(phone)
        self.tries = 3
        return OtpSaid(outcome="sent", valid_seconds=300, resend_seconds=60, tries_left=3)

    def try_code(self, request: UUID, digits: str) -> RegistrantJudged:  # noqa: ARG002
        self._ask("try_code")
        if digits == CODE:
            return RegistrantJudged(outcome="right", tries_left=3, session="session-0001", checkpoints=self.mine)
        self.tries -= 1
        return RegistrantJudged(outcome="wrong" if self.tries else "locked", tries_left=self.tries)

    def register(self, session: str, wanted: CheckpointWanted, key: SigningKey) -> Enrolled:
        self._ask("register")
        assert wanted.key == key.public_text
        assert session == "session-0001"
        self.registered[wanted.id] = wanted
        return _enrolled(
            CheckpointSaid(
                code="HV-01",
                name=wanted.name,
                name_en=wanted.name_en,
                kind=wanted.kind,
                province=wanted.province,
                ward=wanted.ward,
                street=wanted.street,
                capacity=wanted.capacity,
                hotlines=wanted.hotlines,
                declarations=wanted.declarations,
            )
        )

    def join(self, session: str, checkpoint: str, wanted: DeviceWanted, key: SigningKey) -> Enrolled:
        assert wanted.key == key.public_text
        self._ask(f"join {checkpoint} {wanted.gate}")
        assert session == "session-0001"
        return _enrolled(OLD)

    def enrol(self, typed: EnrolmentTyped, key: SigningKey) -> Enrolled:
        assert typed.key == key.public_text
        self._ask(f"enrol {typed.code} {typed.gate}")
        if typed.code != JOIN:
            raise ServerRefused("This code was used, or is over.")
        return _enrolled(OLD)

    def _ask(self, what: str) -> None:
        self.asked.append(what)
        if not self.network:
            raise ServerUnreachable("the centre cannot be reached")
        if self.refuses:
            raise ServerRefused(self.refuses)


def _enrolled(checkpoint: CheckpointSaid) -> Enrolled:
    return Enrolled(checkpoint=checkpoint, poster=f"{URL}/c/{checkpoint.code}")


@dataclass
class ScriptedBench:
    """Devices that read what a test holds up."""

    devices: Devices = field(
        default_factory=lambda: Devices(
            cameras=(Found("camera:0", "Camera trước"), Found("camera:1", "Camera trên")),
            scanners=(Found("serial:/dev/ttyACM0", "Máy quét ACM0"),),
            printers=(Found("system:Quay?paper=80mm", "Quay"),),
        )
    )
    watched: tuple[str, ...] = ()
    each: Callable[[SourceEvent], None] | None = None
    printed: list[str] = field(default_factory=list)
    played: list[float] = field(default_factory=list)
    out_of_paper: bool = False

    def connected(self) -> Devices:
        return self.devices

    def watch(self, addresses: Sequence[str], each: Callable[[SourceEvent], None]) -> None:
        self.watched, self.each = tuple(addresses), each

    def test_slip(self, printer: str) -> None:
        if self.out_of_paper:
            raise DeviceError("The printer Quay cannot print: media-empty.")
        self.printed.append(printer)

    def test_sound(self, volume: float) -> None:
        self.played.append(volume)

    def hold_up(self, text: str, at: float = 10.0, source: str = "camera:0") -> None:
        assert source in self.watched, f"nobody listens to {source}"
        assert self.each is not None
        self.each(Scan(source, Symbology.QR, text, text.encode(), at))


@dataclass
class World:
    """One machine: what is on its disk stays when the wizard is started again."""

    folder: Path
    registrar: ScriptedRegistrar = field(default_factory=ScriptedRegistrar)
    bench: ScriptedBench = field(default_factory=ScriptedBench)
    staff: ScriptedStaff = field(default_factory=ScriptedStaff)
    clock: HandClock = field(default_factory=HandClock)
    keys: KeysInMemory = field(default_factory=KeysInMemory)

    def __post_init__(self) -> None:
        self.background = InlineBackground(self.clock)
        self.file = self.folder / "kiosk.toml"
        self.urls: list[str] = []

    def ports(self) -> SetUpPorts:
        def registrar(url: str) -> ScriptedRegistrar:
            self.urls.append(url)
            return self.registrar

        return SetUpPorts(
            registrar=registrar,
            staff=self.staff,
            bring_staff=self.staff.bring,
            bench=self.bench,
            draft=DraftFile(self.file),
            settings=SettingsFile(self.file),
            device=DEVICE,
            keys=self.keys,
            places=PLACES,
            clock=self.clock,
            here=self.background,
            network=self.background,
            paper=self.background,
        )

    def wizard(self) -> SettingUp:
        """The wizard as it starts: with what was kept, if anything was."""
        wizard = SettingUp(self.ports(), self.kept() or Draft())
        wizard.begin()
        return wizard

    def kept(self) -> Draft | None:
        """What lies on the disk."""
        return DraftFile(self.file).load()

    def power_cut(self) -> SettingUp:
        """What was waiting to be kept is lost; the machine starts again."""
        for timer in self.background.timers:
            timer.cancel()
        return self.wizard()


def fill_in(wizard: SettingUp) -> None:
    wizard.registering.choose_server(URL)
    wizard.edit(**FORM)
    wizard.registering.type_phone("0900 000 020")


def confirm_phone(wizard: SettingUp) -> None:
    wizard.registering.send_code()
    wizard.registering.try_code(CODE)


def to_step(wizard: SettingUp, step: Step) -> None:
    """Go through the steps before this one."""
    if step >= Step.CHECKPOINT:
        wizard.next()
    if step >= Step.DEVICES:
        fill_in(wizard)
        confirm_phone(wizard)
        wizard.next()
        wizard.registering.confirm()
    if step >= Step.STAFF:
        wizard.next()
    if step >= Step.POSTER:
        wizard.staff.add("Đỗ Thu Trưởng", "supervisor", "470913", "470913")
        wizard.next()
    assert wizard.state.step is step


def join_by_code(wizard: SettingUp) -> None:
    """Become one more kiosk of a checkpoint that is there."""
    to_step(wizard, Step.CHECKPOINT)
    wizard.registering.choose_server(URL)
    wizard.choose_way(Way.CODE)
    wizard.edit(gate="Cổng số 3")
    wizard.registering.type_code(JOIN)
    wizard.next()
    assert wizard.state.step is Step.DEVICES


def finish(wizard: SettingUp) -> None:
    """Go on from wherever it stands."""
    if wizard.state.step is Step.LANGUAGE:
        wizard.next()
    if wizard.state.step is Step.CHECKPOINT:
        fill_in(wizard)
        confirm_phone(wizard)
        wizard.next()
        wizard.registering.confirm()
    if wizard.state.step is Step.DEVICES:
        wizard.next()
    if wizard.state.step is Step.STAFF:
        wizard.staff.add("Đỗ Thu Trưởng", "supervisor", "470913", "470913")
        wizard.next()
    wizard.next()
    assert wizard.state.done is not None
