"""What the sheet shows of the staff's screens: each page full, empty and with everything it asks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from kiosk.desk.proxy_form import Tick
from kiosk.desk.routing import Mode
from kiosk.desk.rows import RowFilter, RowKey, RowKind
from kiosk.desk.unmasking import WhyUnmasked
from kiosk.questionnaire import Field
from kiosk.scans import Scan, SourceLost, SourceUp, Symbology
from kiosk.screens import (
    AlreadyIn,
)
from ui.sheet_desk import CAMERA, SCANNER, DeskRoom, Scene, Setting
from ui.sheet_desk_tools import NURSE
from ui.staff.devices.page import DevicesPage
from ui.staff.figures.page import FiguresPage
from ui.staff.list.page import ListPage
from ui.staff.lookup.page import LookupPage
from ui.staff.proxy.page import ProxyPage
from ui.staff.settings_page import SettingsPage

CARD: Final = "001155000004|010000001|Phạm Thị Ngoài|15081955|Nữ|Số 2 phố Ví Dụ, Phường Hạc Thành, Thanh Hóa|01052021"
NUMBER: Final = "0900000004"
EVENING: Final = timedelta(hours=8, minutes=50)
"""So much later than the other screens: the day is over but for its last hour."""
NOBODY: Final = Setting(who=None)


def scan_of(room: DeskRoom, text: str) -> Scan:
    """A code that was read just now."""
    return Scan(CAMERA, Symbology.QR, text, text.encode(), room.clock.monotonic())


# Signing in


def _choosing(room: DeskRoom) -> None:
    room.session.choose(NURSE.id)
    room.session.type("1357")


def _wrong(room: DeskRoom) -> None:
    room.sign_in(NURSE.id, "000001")


SIGN_IN: Final = (
    Scene("desk-sign-in", lambda _room: None, NOBODY),
    Scene("desk-sign-in-visitor", lambda _room: None, replace(NOBODY, mode=Mode.SELF_SERVICE)),
    Scene("desk-sign-in-typing", _choosing, NOBODY),
    Scene("desk-sign-in-wrong", _wrong, NOBODY),
    Scene("desk-sign-in-locked", _wrong, replace(NOBODY, locks=True)),
)


# The list


def _list(room: DeskRoom) -> ListPage:
    return room.page(ListPage)


def _search(room: DeskRoom) -> None:
    page = _list(room)
    page.face.top.search.setText("nguyen khong co")
    page.listing.search_now()


def _key(number: int, kind: RowKind = RowKind.STAY) -> RowKey:
    return RowKey(kind, number)


def _open(number: int, kind: RowKind = RowKind.STAY) -> Callable[[DeskRoom], None]:
    def act(room: DeskRoom) -> None:
        page = _list(room)
        page.listing.select(_key(number, kind))
        page.deeds.open(_key(number, kind))

    return act


def _press(number: int, what: str) -> Callable[[DeskRoom], None]:
    def act(room: DeskRoom) -> None:
        _open(number)(room)
        _list(room).deeds.press(what)

    return act


def _referral(room: DeskRoom) -> None:
    _list(room).filter(RowFilter.ATTENTION)
    _open(2, RowKind.REFERRAL)(room)
    _list(room).deeds.press("main")


def _refused(room: DeskRoom) -> None:
    _list(room).filter(RowFilter.ATTENTION)
    _list(room).asking.work()


def _bare(room: DeskRoom) -> None:
    _list(room).masking.ask(WhyUnmasked.FIND, lambda _fault: None)


LIST: Final = (
    Scene("desk-list", lambda _room: None),
    Scene("desk-list-attendant", lambda _room: None, Setting(who=NURSE.id)),
    Scene("desk-list-empty", lambda _room: None, Setting(empty=True)),
    Scene("desk-list-no-result", _search),
    Scene("desk-list-person", _open(60)),
    Scene("desk-list-refused", _open(56)),
    Scene("desk-list-bare", _bare),
    Scene("desk-list-attention", lambda room: _list(room).filter(RowFilter.ATTENTION)),
    Scene("desk-list-referral", _referral),
    Scene("desk-list-work", _refused),
    Scene("desk-list-work-done", _refused, Setting(empty=True)),
    Scene("desk-list-correct", _press(60, "correct")),
    Scene("desk-list-annul", _press(60, "annul")),
    Scene("desk-list-unmask", lambda room: _list(room).asking.unmask()),
    Scene("desk-list-evacuation", lambda room: _list(room).asking.evacuate()),
    Scene("desk-list-export", lambda room: _list(room).asking.export(_list(room).listing.state, "23/11/2026")),
)


# Khai hộ


def _proxy(room: DeskRoom) -> ProxyPage:
    return room.go("proxy", ProxyPage)


def _card(room: DeskRoom) -> ProxyPage:
    page = _proxy(room)
    page.take(scan_of(room, CARD))
    return page


def _errors(room: DeskRoom) -> None:
    page = _card(room)
    page.desk.type(Field.PHONE, "090")
    page.desk.save(enter=True)


def _whole(room: DeskRoom, **answers: str) -> ProxyPage:
    page = _card(room)
    page.desk.type(Field.PHONE, NUMBER)
    for question in page.desk.state.questions:
        value = answers.get(question.key, "no")
        page.desk.answer(question.key, value, "ho từ hôm qua" if value == "yes" else None)
    page.desk.tick(Tick.SPOKEN, yes=True)
    return page


def _child(room: DeskRoom) -> None:
    page = _whole(room)
    page.desk.type(Field.BIRTH, "15/08/2016")


def _drop(room: DeskRoom) -> None:
    _whole(room).desk.drop()


def _consent(room: DeskRoom) -> None:
    _whole(room).keyed(QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier))


PROXY: Final = (
    Scene("desk-proxy", _proxy),
    Scene("desk-proxy-card", _errors),
    Scene("desk-proxy-whole", _whole),
    Scene("desk-proxy-child", _child),
    Scene("desk-proxy-done", lambda room: _whole(room).desk.save(enter=True)),
    Scene("desk-proxy-decide", lambda room: _whole(room, symptoms="yes").desk.save(enter=True)),
    Scene("desk-proxy-consent", _consent),
    Scene("desk-proxy-drop", _drop),
    Scene("desk-proxy-code", lambda room: _whole(room).desk.send_code()),
)


# A phone number


def _lookup(room: DeskRoom) -> LookupPage:
    return room.go("lookup", LookupPage)


def _number(room: DeskRoom) -> LookupPage:
    page = _lookup(room)
    page.number.set_text(NUMBER)
    return page


def _code(room: DeskRoom) -> LookupPage:
    page = _number(room)
    page.desk.ask()
    return page


def _code_wrong(room: DeskRoom) -> None:
    _code(room).desk.try_code("000000")


def _family(room: DeskRoom) -> None:
    _code(room).desk.try_code("123456")


def _attested(room: DeskRoom) -> None:
    page = _code(room)
    page.desk.attest()


LOOKUP: Final = (
    Scene("desk-lookup", _lookup),
    Scene("desk-lookup-number", _number),
    Scene("desk-lookup-code", _code),
    Scene("desk-lookup-code-wrong", _code_wrong),
    Scene("desk-lookup-no-code", _code, Setting(codes=False)),
    Scene("desk-lookup-family", _family),
    Scene("desk-lookup-attested", _attested, Setting(codes=False)),
    Scene("desk-lookup-nobody", _family, Setting(family=0)),
)


# Figures, devices, settings


def _devices(room: DeskRoom) -> None:
    room.status = replace(room.status, refused=0)
    room.window.status(room.status)
    room.watch.hear(SourceUp("speaker:"))
    room.watch.hear(replace(scan_of(room, CARD), at=room.clock.monotonic() - 0.011))
    room.go("devices", DevicesPage)
    room.sees()


def _broken(room: DeskRoom) -> None:
    room.watch.hear(SourceLost(SCANNER, "the cable was pulled"))
    room.go("devices", DevicesPage)
    room.sees()


def _settings(room: DeskRoom) -> SettingsPage:
    return room.go("settings", SettingsPage)


def _staff(room: DeskRoom) -> None:
    panel = _settings(room).staff
    if panel is not None:
        panel.add.click()


def _one_more(room: DeskRoom) -> None:
    button = _settings(room).add_kiosk
    if button is not None:
        button.click()


PAGES: Final = (
    Scene("desk-figures", lambda room: room.go("figures", FiguresPage), later=EVENING),
    Scene("desk-figures-empty", lambda room: room.go("figures", FiguresPage), Setting(empty=True)),
    Scene("desk-devices", _devices),
    Scene("desk-devices-broken", _broken, Setting(broken=True)),
    Scene("desk-settings", _settings),
    Scene("desk-settings-attendant", _settings, Setting(who=NURSE.id)),
    Scene("desk-settings-pin", lambda room: _settings(room).own_pin.click()),
    Scene("desk-settings-kiosk", _one_more),
    Scene("desk-settings-staff", _staff),
)


def _asked(room: DeskRoom) -> None:
    room.gate(AlreadyIn("N. V. THỬ", room.clock.now() - timedelta(minutes=52), "cổng số 2"))


def scenes() -> list[Scene]:
    """Every picture of the desk, but the strips."""
    asked = (Scene("desk-asked", _asked), Scene("desk-asked-locked", _asked, NOBODY))
    return [*SIGN_IN, *LIST, *PROXY, *LOOKUP, *PAGES, *asked]
