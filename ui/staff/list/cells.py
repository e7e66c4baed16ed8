"""What stands in each cell of the list: a word, its icon, its colour."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum
from typing import Final

from PySide6.QtGui import QColor

from kiosk.desk.acts import MainAct, main_act
from kiosk.desk.rows import Declared, Row, RowFilter, RowKind, Sending
from kiosk.screens import Language
from kiosk.visits import Via
from ui.theme import colours
from ui.words.desk_list_shape import TableWords
from ui.words.moments import HERE, clock, short_day


class Column(IntEnum):
    """The columns in their order."""

    ARRIVED = 0
    LEFT = 1
    NAME = 2
    BORN = 3
    WAY = 4
    DOCUMENT = 5
    PHONE = 6
    DECLARED = 7
    SENDING = 8
    ACT = 9


@dataclass(frozen=True, slots=True, repr=False)
class Cell:
    """A word, an icon before it and a smaller line below it."""

    text: str
    icon: str = ""
    below: str = ""
    ink: QColor = field(default_factory=lambda: colours.INK)
    weight: int = 500
    figures: bool = False

    def __repr__(self) -> str:
        return "Cell()"


@dataclass(frozen=True, slots=True)
class Setting:
    """In what a line is shown: the words, its filter, the day it is read on, whether declarations must be made up."""

    say: TableWords
    language: Language
    filter: RowFilter
    today: date
    declaring: bool


WAY_ICONS: Final = {
    Via.CITIZEN_CARD: "id-card",
    Via.INSURANCE_CARD: "heart-pulse",
    Via.PERSONAL_QR: "qr-code",
    Via.KBYT: "qr-code",
    Via.HEALTH_CERTIFICATE: "shield-check",
    Via.TYPED_NUMBER: "keyboard",
    Via.CITIZEN_CODE: "qr-code",
    Via.PHONE: "phone",
    Via.PHONE_ATTESTED: "phone",
    Via.DECLARED: "clipboard-list",
    Via.PROXY: "user-pen",
    Via.DESK: "concierge-bell",
    Via.CLOSING: "clock-3",
}
_DECLARED: Final = {
    Declared.NOT_ASKED: ("", colours.INK2),
    Declared.NONE: ("triangle-alert", colours.WARN_INK),
    Declared.VALID: ("circle-check", colours.IN),
    Declared.EXPIRED: ("triangle-alert", colours.WARN_INK),
    Declared.SEE_STAFF: ("circle-alert", colours.STOP),
    Declared.STOP: ("octagon-alert", colours.STOP),
}
_SENDING: Final = {
    Sending.SAVED: ("hard-drive", colours.INK2),
    Sending.SENT: ("check-check", colours.IN),
    Sending.REFUSED: ("circle-alert", colours.STOP),
}
REFUSED_GROUND: Final = QColor("#FFF7F6")


def cell(row: Row, column: Column, here: Setting) -> Cell:
    """What stands in one cell."""
    say = here.say
    match column:
        case Column.ARRIVED:
            return _moment(row.arrived, here, weight=700)
        case Column.LEFT:
            below = say.automatic if row.automatic else ""
            return _moment(row.left, here, below=below)
        case Column.NAME:
            return _name(row, say)
        case Column.BORN:
            return Cell(row.birth_year or say.none, ink=_ink(row), figures=True)
        case Column.WAY:
            if row.via is None:
                return Cell(say.none, ink=_ink(row))
            return Cell(say.vias[row.via], WAY_ICONS[row.via], ink=_ink(row))
        case Column.DOCUMENT:
            return Cell(row.document or say.none, ink=_ink(row), figures=True)
        case Column.PHONE:
            return Cell(row.phone or say.none, ink=_ink(row), figures=True)
        case Column.DECLARED:
            icon, ink = _DECLARED[row.declared]
            return Cell(say.declared[row.declared], icon, ink=_ink(row, ink), weight=600)
        case Column.SENDING:
            if row.key.kind is RowKind.REFERRAL:
                return Cell(say.none, ink=colours.INK2)
            icon, ink = _SENDING[row.sending]
            return Cell(say.sending[row.sending], icon, ink=_ink(row, ink), weight=600)
        case Column.ACT:
            act = main_of(row, here)
            return Cell(say.acts[act], ink=ACT_INKS[act], weight=700)


def main_of(row: Row, here: Setting) -> MainAct:
    """The main act of a line where it is shown."""
    return main_act(row, here.filter, declaring=here.declaring)


ACT_INKS: Final = {
    MainAct.CHECK_OUT: colours.OUT,
    MainAct.CHECK_IN: colours.INK,
    MainAct.DECLARE: colours.BRAND,
    MainAct.HANDLE: colours.STOP,
    MainAct.NOTHING: colours.INK3,
}


def _ink(row: Row, usual: QColor = colours.INK) -> QColor:
    return colours.INK3 if row.annulled else usual


def _moment(at: datetime | None, here: Setting, *, weight: int = 500, below: str = "") -> Cell:
    if at is None:
        return Cell(here.say.none, ink=colours.INK3)
    if not below and at.astimezone(HERE).date() != here.today:
        below = short_day(at, here.language)
    return Cell(clock(at), below=below, weight=weight, figures=True)


def _name(row: Row, say: TableWords) -> Cell:
    below = ""
    if row.key.kind is RowKind.REFERRAL:
        below = (say.met if row.met else say.referral).format(number=row.number)
    elif row.annulled:
        below = say.annulled
    elif row.corrected:
        below = say.corrected
    if row.erased:
        return Cell(say.erased, below=below, ink=colours.INK2)
    if row.name or row.person is not None:
        return Cell(row.name, below=below, ink=_ink(row), weight=700)
    return Cell(say.unknown_name, below=below, ink=colours.INK2)
