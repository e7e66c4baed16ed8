"""What the sheet shows of the strip above the pages: everything that can happen at the gate."""

from datetime import datetime, timedelta

from PySide6.QtGui import QImage, QPainter

from kiosk.cards.card import CardKind, Family
from kiosk.errand_screens import CodeFault, CodeRefused, EnterPhone
from kiosk.ports import Clock
from kiosk.scans import Finding
from kiosk.screens import (
    AlreadyIn,
    Goodbye,
    Language,
    LeaveUnknown,
    NeedsDeclaration,
    OutOfOrder,
    Reading,
    Referral,
    Screen,
    SeeStaff,
    StillInside,
    Stop,
    UnknownCode,
    Unreadable,
    Waiting,
    Welcome,
)
from ui.sheet_desk import DeskRoom, Setting
from ui.site import Site


def strip_screens(now: datetime) -> dict[str, tuple[Screen, ...]]:
    """What happens at the gate, the last of it standing: one for each line the strip can say."""
    name, gate, two = "N. V. THỬ", "cổng số 2", timedelta(hours=1, minutes=23)
    return {
        "waiting": (Waiting(),),
        "after": (Welcome(name, now), Waiting()),
        "leaving": (Waiting(leaving=True),),
        "reading": (Reading(CardKind.CCCD),),
        "welcome": (Welcome(name, now),),
        "goodbye": (Goodbye(name, now, two),),
        "still-inside": (StillInside(name, now - two),),
        "already-in": (AlreadyIn(name, now - two, gate),),
        "earlier-day": (AlreadyIn(name, now - timedelta(days=1), gate, earlier_day=True),),
        "leave-unknown": (LeaveUnknown(name),),
        "needs-declaration": (NeedsDeclaration(CardKind.CCCD),),
        "see-staff": (SeeStaff(Referral.CHECK, "A 07", now, bring_card=True),),
        "full": (SeeStaff(Referral.FULL, "A 07", now, bring_card=False),),
        "stop": (Stop("B 03", now),),
        "unreadable": (Unreadable(Finding.GLARE),),
        "unknown": (UnknownCode(Family.URL),),
        "refused": (CodeRefused(CodeFault.EXPIRED),),
        "busy": (EnterPhone(),),
        "out-of-order": (OutOfOrder("K-LUU-03", 214),),
    }


def paint_strips(language: Language, size: tuple[int, int], site: Site, clock: Clock) -> QImage:
    """Every line the strip can say, one below the other: nothing else in the window differs."""
    room = DeskRoom(Setting(), language, size, site, clock)
    try:
        images = []
        for screens in strip_screens(clock.now()).values():
            for screen in screens:
                room.gate(screen)
            room.settle()
            bar = room.strip.widget
            if bar is not None:
                images.append(bar.grab().toImage())
        tall = sum(image.height() for image in images)
        whole = QImage(images[0].width(), tall, QImage.Format.Format_RGB32)
        painter, y = QPainter(whole), 0
        for image in images:
            painter.drawImage(0, y, image)
            y += image.height()
        painter.end()
        return whole
    finally:
        room.close()
