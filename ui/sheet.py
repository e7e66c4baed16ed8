"""Every screen, the visitors' and the staff's, in both languages and three sizes, as pictures: so they are reviewed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from kiosk.cards.card import CardKind, Family
from kiosk.certificates import Trust
from kiosk.events import Choice
from kiosk.scans import Finding, Scan, Symbology
from kiosk.screens import (
    SECONDS_ON,
    AlreadyIn,
    CameraState,
    Goodbye,
    Language,
    LeaveUnknown,
    NeedsDeclaration,
    OutOfOrder,
    Reading,
    Referral,
    Screen,
    SeeStaff,
    Status,
    StillInside,
    Stop,
    UnknownCode,
    Unreadable,
    Waiting,
    Welcome,
)
from ui.lobby import CODE, Visitor, as_picture, lobby
from ui.sheet_declaring import TYPES, campaign, declaring_screens, typed_screens
from ui.sheet_desk import paint
from ui.sheet_desk_scenes import scenes
from ui.sheet_desk_setup import paint_setup, setup_scenes
from ui.sheet_desk_slides import paint_slide, slide_scenes
from ui.sheet_desk_strip import paint_strips
from ui.sheet_errand import errand_screens
from ui.site import Declarations, Site, Spoken
from ui.theme.fonts import font
from ui.theme.type import LABEL
from ui.window import BUSY_AFTER, KioskWindow

SIZES: Final = ((1920, 1080), (1366, 768), (1080, 1920))
AT: Final = datetime(2026, 11, 23, 1, 42, tzinfo=UTC)
SITE: Final = Site(
    name=Spoken("Bệnh viện Đa khoa Hạ Vân", "Hạ Vân General Hospital"),
    gate=Spoken("Cổng số 2 – Sảnh khám bệnh", "Gate 2 – Outpatient hall"),
    staff_place=Spoken("Bàn kiểm dịch, bên phải cửa", "Checkpoint desk, right of the door"),
    staff_place_inline=Spoken("bàn bên phải cửa", "the desk right of the door"),
    next_step=Spoken("Quầy số 3, lấy số thứ tự", "Desk 3, take a number"),
    point_code="HV-02",
    poster="https://kiemdich.example/d/HV-02",
    reduced_motion=True,
)
WAYS: Final = replace(SITE, declarations=Declarations.REQUIRED, phone_lookup=True, declaring=True, vaccine_pass=True)
"""The same place with every way in that there is."""
ASKING: Final = replace(WAYS, campaign=campaign())
ASKING_TYPES: Final = replace(WAYS, campaign=campaign(TYPES))
WELL: Final = Status(online=True, inside=128, capacity=400, camera=CameraState.WORKING, scanner=True)
NAME: Final = "N. V. THỬ"
GATE: Final = {Language.VI: "cổng số 2", Language.EN: "gate 2"}


START: Final = 1000.0


class FrozenClock:
    """A clock that stands still, but for what the sheet pushes it on."""

    def __init__(self, later: timedelta = timedelta()) -> None:
        self.at = AT + later
        self.seconds = START

    def now(self) -> datetime:
        """The wall clock."""
        return self.at

    def monotonic(self) -> float:
        """The seconds."""
        return self.seconds


@dataclass(frozen=True, slots=True)
class Sample:
    """One picture of the sheet: a screen with the status it is shown under."""

    name: str
    screen: Screen
    status: Status = WELL
    passed: float = 1.0
    """Seconds after it appeared: the ring shows them."""
    later: timedelta = timedelta()
    site: Site = SITE


def samples(language: Language) -> list[Sample]:
    """What is drawn: typical content, invented people."""
    two_hours = timedelta(hours=1, minutes=23)
    busy = replace(WELL, online=False, waiting_to_send=12, inside=342)
    gate = GATE[language]
    return [
        Sample("waiting", Waiting()),
        Sample("waiting-leaving", Waiting(leaving=True)),
        Sample("waiting-offline", Waiting(), busy),
        Sample("waiting-full-called", Waiting(), replace(WELL, inside=400, staff_called_at=AT)),
        Sample("waiting-no-limit", Waiting(), replace(WELL, capacity=None, waiting_to_send=3)),
        Sample("camera-lost", Waiting(), replace(WELL, camera=CameraState.LOST)),
        Sample("nothing-reads", Waiting(), replace(WELL, camera=CameraState.LOST, scanner=False)),
        Sample("reading", Reading(CardKind.KBYT)),
        Sample("welcome", Welcome(NAME, AT)),
        Sample("welcome-verified", Welcome(NAME, AT, verified=True)),
        Sample("welcome-again", Welcome(NAME, AT, again=True)),
        Sample("welcome-scanner", Welcome(NAME, AT), replace(WELL, camera=CameraState.NONE)),
        Sample("welcome-invite", Welcome(NAME, AT, invite_to_declare=True)),
        Sample("goodbye", Goodbye(NAME, AT + two_hours, two_hours), passed=2.0, later=two_hours),
        Sample("goodbye-again", Goodbye(NAME, AT + two_hours, two_hours, again=True, can_undo=False), later=two_hours),
        Sample("still-inside", StillInside(NAME, AT), later=two_hours),
        Sample("already-in", AlreadyIn(NAME, AT, gate), passed=3.0, later=two_hours),
        Sample("already-in-earlier", AlreadyIn(NAME, AT - timedelta(days=1), gate, earlier_day=True)),
        Sample("leave-unknown", LeaveUnknown(NAME)),
        Sample("needs-declaration", NeedsDeclaration(CardKind.CCCD), passed=5.0),
        Sample("see-staff", SeeStaff(Referral.CHECK, "A 07", AT, bring_card=True), passed=3.0),
        Sample("see-staff-full", SeeStaff(Referral.FULL, "B 12", AT, bring_card=False), passed=3.0),
        Sample("stop", Stop("B 03", AT)),
        *(Sample(f"unreadable-{finding}", Unreadable(finding), passed=0.5) for finding in Finding),
        Sample("unreadable-no-camera", Unreadable(Finding.WEDGE_DAMAGE), replace(WELL, camera=CameraState.LOST)),
        *(Sample(f"unknown-{family}", UnknownCode(family), passed=0.5) for family in Family),
        Sample("waiting-ways", Waiting(), site=WAYS),
        Sample("camera-lost-ways", Waiting(), replace(WELL, camera=CameraState.LOST), site=WAYS),
        Sample("nothing-reads-ways", Waiting(), replace(WELL, camera=CameraState.LOST, scanner=False), site=WAYS),
        Sample("needs-declaration-ways", NeedsDeclaration(CardKind.CCCD), passed=5.0, site=WAYS),
        Sample("unreadable-ways", Unreadable(Finding.GLARE), passed=0.5, site=WAYS),
        Sample("unknown-ways", UnknownCode(Family.URL), passed=0.5, site=WAYS),
        Sample("welcome-pass", Welcome(NAME, AT, certificate=Trust.NO_KEY, declared_until=AT + timedelta(days=1))),
        Sample("welcome-family", Welcome(NAME, AT, attested=True, others=3, declared_until=AT + timedelta(days=1))),
        Sample("welcome-confirmed", Welcome(NAME, AT, confirmed=True, others=1)),
        Sample("welcome-trusted", Welcome(NAME, AT, verified=True, certificate=Trust.TRUSTED, others=1)),
        Sample("see-staff-consent", SeeStaff(Referral.CONSENT, "A 07", AT, bring_card=False), passed=3.0),
        *(Sample(name, screen, site=WAYS) for name, screen in errand_screens(AT, START)),
        *(Sample(name, screen, site=ASKING) for name, screen in declaring_screens(AT)),
        *(Sample(name, screen, site=ASKING_TYPES) for name, screen in typed_screens()),
        Sample("out-of-order", OutOfOrder("K-LUU-03", 214), replace(WELL, waiting_to_send=3), passed=5.0),
    ]


SEEN: Final = Scan("file:lobby", Symbology.QR, "", b"", 0.0, CODE)


def _still(screen: Screen) -> QImage:
    if isinstance(screen, Reading | Unreadable):
        return lobby(Visitor.WITH_PHONE)
    return lobby(Visitor.NOBODY if isinstance(screen, Waiting) else Visitor.SOMEBODY)


def render(
    sample: Sample, language: Language, size: tuple[int, int], still: QImage | None = None, site: Site | None = None
) -> QImage:
    """One screen as a picture; ``still`` stands in for the camera, or else a drawn lobby does.

    ``site`` is another place than the sample's.
    """
    clock = FrozenClock()

    def press(_choice: Choice) -> None:
        """Nobody presses anything on a sheet."""

    window = KioskWindow(site or sample.site, press, clock)
    window.widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.widget.resize(*size)
    window.widget.show()
    window.language(language)
    window.status(sample.status)
    clock.at = AT + sample.later
    window.picture(as_picture(still or _still(sample.screen)))
    if isinstance(sample.screen, Reading):
        window.outline(SEEN)
    # Shown twice: Reading keeps the display waiting before it appears.
    window.show(Waiting(), None)
    window.show(sample.screen, SECONDS_ON[type(sample.screen)])
    if isinstance(sample.screen, Reading):
        window.present_now()
    clock.seconds += max(sample.passed, BUSY_AFTER)
    image = window.widget.grab().toImage()
    window.close()
    return image


Shot = tuple[str, Callable[[], QImage]]
"""A name, and what takes the picture."""


def staff_shots(language: Language, size: tuple[int, int]) -> list[Shot]:
    """Every screen of the staff, and the slides that need nobody."""
    desk = [(one.name, partial(paint, one, language, size, ASKING, FrozenClock(one.later))) for one in scenes()]
    steps = [(one.name, partial(paint_setup, one, language, size, FrozenClock())) for one in setup_scenes()]
    slides = [
        (name, partial(paint_slide, slide, language, size, WAYS, WELL, FrozenClock()))
        for name, slide in slide_scenes(language)
    ]
    return [*desk, ("desk-strips", partial(paint_strips, language, size, ASKING, FrozenClock())), *steps, *slides]


def draw(
    folder: Path,
    camera: Path | None = None,
    tell: Callable[[str], None] = lambda _name: None,
    *,
    sizes: Sequence[tuple[int, int]] = SIZES,
    most: int | None = None,
) -> list[Path]:
    """Draw everything into ``folder`` and return the paths of the contact sheets, one for each size.

    ``camera`` is a picture to stand in for the camera; ``tell`` is called with each name once it is drawn. ``most``
    are drawn of the visitors' screens and of the staff's, None for all. Needs a QApplication.
    """
    still = QImage(str(camera)) if camera else None
    folder.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    for size in sizes:
        wide = f"{size[0]}x{size[1]}"
        thumbs: list[list[tuple[str, QPixmap]]] = []
        for language in Language:
            row = []
            visitors: list[Shot] = [
                (one.name, partial(render, one, language, size, still)) for one in samples(language)[:most]
            ]
            for name, take in [*visitors, *staff_shots(language, size)[:most]]:
                image = take()
                image.save(str(folder / f"{wide}-{language}-{name}.png"), quality=QUICKLY)
                tell(f"{wide}-{language}-{name}")
                small = image.scaledToHeight(THUMB, Qt.TransformationMode.SmoothTransformation)
                row.append((f"{name} {language} {wide}", QPixmap.fromImage(small)))
            thumbs.append(row)
        paths.append(folder / f"contact-sheet-{wide}.png")
        _contact(thumbs).save(str(paths[-1]))
    return paths


QUICKLY: Final = 80
"""What Qt calls the quality of a PNG is how quickly it is written; further up they are not packed at all."""
THUMB: Final = 324
COLUMNS: Final = 6
GAP: Final = 16
CAPTION: Final = 34


def _contact(groups: list[list[tuple[str, QPixmap]]]) -> QImage:
    places: list[tuple[int, int, str, QPixmap]] = []
    y, widest = GAP, 0
    for group in groups:
        x, column = GAP, 0
        fit = COLUMNS if group[0][1].width() > THUMB else COLUMNS * 3
        for name, pixmap in group:
            if column == fit:
                x, column, y = GAP, 0, y + THUMB + CAPTION + GAP
            places.append((x, y, name, pixmap))
            x, column = x + pixmap.width() + GAP, column + 1
            widest = max(widest, x)
        y += THUMB + CAPTION + 3 * GAP
    image = QImage(widest, y, QImage.Format.Format_RGB32)
    image.fill(QColor("#C4CFD4"))
    painter = QPainter(image)
    painter.setFont(font(LABEL, 17))
    for left, top, name, pixmap in places:
        painter.drawPixmap(left, top, pixmap)
        box = QRectF(left, top + THUMB, max(pixmap.width(), 1), CAPTION)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), name)
    painter.end()
    return image
