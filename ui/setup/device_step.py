"""The third step: each device is tried by using it."""

from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.checkpoint import setting_up_form as form
from kiosk.checkpoint.setting_up import SettingUp
from kiosk.checkpoint.setting_up_ports import Found
from kiosk.checkpoint.setting_up_state import KEYBOARD, SetUpState, Trial
from kiosk.scans import Picture
from ui.setup.said import Said
from ui.setup.step import StepPage, beside
from ui.staff.desk_look import DeskLook
from ui.staff.kit.banner import StaffBanner
from ui.staff.kit.button import Kind, StaffButton
from ui.staff.kit.chip import StaffChip, Tone
from ui.staff.kit.field import PickField, Segments, TextField, Tick
from ui.staff.kit.icons import pixmap
from ui.staff.kit.panel import Panel
from ui.staff.kit.text import StaffLabel
from ui.theme import colours
from ui.words import words as visitor_words
from ui.words.pair import Pair

NONE = "-"
"""The key of *none* in a list."""


class CameraView(QWidget):
    """What the camera sees, mirrored, and nothing kept of it."""

    def __init__(self, look: DeskLook) -> None:
        super().__init__()
        self._look = look
        self._frame: QImage | None = None
        self.setMinimumHeight(look.px(240))

    def show_picture(self, picture: Picture | None) -> None:
        """Show a frame; None for none."""
        if picture is None:
            self._frame = None
        else:
            form_ = QImage.Format.Format_BGR888
            whole = QImage(picture.pixels, picture.width, picture.height, picture.stride, form_)
            self._frame = whole.mirrored(True, False)  # a copy: the bytes are the camera's
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame in a rounded box, or the sign of a camera."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect())
        shape = QPainterPath()
        shape.addRoundedRect(box, self._look.px(18), self._look.px(18))
        painter.fillPath(shape, colours.FOOTER)
        if self._frame is None:
            sign = pixmap(self._look, "camera", 72, colours.FOOTER2)
            size = self._look.text(72)
            painter.drawPixmap(int(box.center().x() - size / 2), int(box.center().y() - size / 2), sign)
            return
        painter.setClipPath(shape)
        whole = self._frame.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        place = QRectF(0, 0, whole.width(), whole.height())
        place.moveCenter(box.center())
        painter.drawImage(place, self._frame)


class DeviceStep(StepPage):
    """Camera and reads on the left; scanners, printer, sound and panel on the right (below, in portrait)."""

    def __init__(self, look: DeskLook, wizard: SettingUp) -> None:
        super().__init__(look, wizard)
        words = self.say.devices
        self.camera = PickField(look, words.camera)
        self.view = CameraView(look)
        self.reads = Panel(look, words.hold_up)
        self._read = [StaffLabel("", look, 19, 600, wrap=True) for _ in range(3)]
        for line in self._read:
            self.reads.body.addWidget(line)
        self._lost = StaffBanner(look, "", Tone.WARN)
        self.again = StaffButton(look, words.look_again, icon="refresh-cw")
        self._scanners = Panel(look, words.scanners)
        self.ticks: dict[str, Tick] = {}
        self.printer = PickField(look, words.printer)
        self.print = StaffButton(look, words.print, icon="printer", kind=Kind.OUTLINE)
        self._printed = StaffChip(look, "", Tone.QUIET)
        self.play = StaffButton(look, words.play, kind=Kind.OUTLINE)
        self._played = StaffChip(look, words.played, Tone.NOTE, "info")
        self.inches = TextField(look, words.inches, longest=5)
        self.side = Segments(look, tuple(words.sides.items()), label=words.side)
        self._small = StaffLabel(words.small_panel, look, 18, 500, colours.WARN_INK, wrap=True)
        self.fields = {"camera": self.camera, "inches": self.inches}
        self._said = Said(look)
        self._offered: tuple[tuple[Found, ...], ...] = ()
        self._lay_out()
        self._connect()

    def head(self) -> Pair:
        """What stands above it."""
        return self.say.devices.head

    def show_picture(self, picture: Picture) -> None:
        """Show a camera frame."""
        if picture.source == self.wizard.state.draft.camera:
            self.view.show_picture(picture)

    def show_state(self, state: SetUpState) -> None:
        """Show what is connected, what was chosen, and what was read."""
        super().show_state(state)
        draft, words, devices = state.draft, self.say.devices, state.devices
        offered = (devices.cameras, devices.scanners, devices.printers)
        if offered != self._offered or not self.ticks:
            self._offered = offered
            self.camera.offer([(NONE, words.no_camera), *_named(devices.cameras, draft.camera)])
            self.printer.offer([(NONE, words.no_printer), *_named(devices.printers, draft.printer)])
            self._offer_scanners(devices.scanners, draft.scanners)
        self.camera.pick(draft.camera or NONE)
        self.printer.pick(draft.printer or NONE)
        for address, tick in self.ticks.items():
            tick.setChecked(address in draft.scanners)
        if not draft.camera:
            self.view.show_picture(None)
        self._show_reads(state)
        self._lost.say(words.lost.format(source=state.lost), Tone.WARN)
        self._lost.setVisible(bool(state.lost))
        self.print.setEnabled(bool(draft.printer))
        text, tone, icon = {
            Trial.NOT_YET: ("", Tone.QUIET, ""),
            Trial.UNDER_WAY: (words.printing, Tone.QUIET, "clock-3"),
            Trial.WELL: (words.printed, Tone.NOTE, "info"),
            Trial.BADLY: (words.not_printed, Tone.WARN, "triangle-alert"),
        }[state.printer]
        self._printed.say(text, tone, icon)
        self._printed.setVisible(state.printer is not Trial.NOT_YET)
        self._played.setVisible(state.sound is Trial.WELL)
        if self.inches.text() != draft.inches:
            self.inches.edit.setText(draft.inches)
        self._small.setVisible(form.small_panel(draft.inches))
        self.side.choose(draft.side)
        self._said.show_state(state)

    def _show_reads(self, state: SetUpState) -> None:
        words, kinds = self.say.devices, visitor_words(self.look.language).reading.kinds
        for line, read in zip(self._read, (*state.reads, None, None, None), strict=False):
            if read is None:
                line.setText("")
            else:
                line.setText(words.read.format(kind=kinds[read.kind], source=read.source))
            line.setVisible(read is not None)
        if not state.reads:
            self._read[0].setText(words.nothing_yet)
            self._read[0].show()

    def _lay_out(self) -> None:
        look, words = self.look, self.say.devices
        left, right = QWidget(), QWidget()
        columns = [QVBoxLayout(column) for column in (left, right)]
        for column in columns:
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(look.px(12))
        tried: tuple[QWidget, ...] = (self.camera, self.view, self._lost, self.reads, self.again)
        for widget in tried:
            columns[0].addWidget(widget)
        narrow = StaffLabel(words.narrow, look, 18, 500, colours.INK2, wrap=True)
        rest: tuple[QWidget, ...] = (
            self._said,
            self._scanners,
            self.printer,
            beside(look, ((self.print, 0), (self._printed, 0), (QWidget(), 1))),
            narrow,
            beside(look, ((self.play, 0), (self._played, 0), (QWidget(), 1))),
            beside(look, ((self.inches, 2), (self.side, 5))),
            self._small,
        )
        for widget in rest:
            columns[1].addWidget(widget)
        for column in columns:
            column.addStretch(1)
        if look.scale.portrait:
            self.body.addWidget(left)
            self.body.addWidget(right)
        else:
            self.row((left, 1), (right, 1))
        self.body.addStretch(1)

    def _connect(self) -> None:
        devices = self.wizard.devices
        self.camera.picked.connect(lambda: devices.choose_camera(_chosen(self.camera)))
        self.printer.picked.connect(lambda: devices.choose_printer(_chosen(self.printer)))
        self.again.clicked.connect(devices.look)
        self.print.clicked.connect(devices.print_slip)
        self.play.clicked.connect(devices.play)
        self.inches.changed.connect(lambda: self.wizard.edit(inches=self.inches.text()))
        self.side.chosen.connect(lambda: self.wizard.edit(side=self.side.value()))

    def _offer_scanners(self, found: tuple[Found, ...], chosen: tuple[str, ...]) -> None:
        for tick in self.ticks.values():
            tick.hide()
            tick.deleteLater()
        self.ticks = {}
        known = (Found(KEYBOARD, self.say.devices.keyboard_scanner), *found)
        before: QWidget = self.again
        for address, name in [(one.address, one.name) for one in known] + [
            (address, address) for address in chosen if all(one.address != address for one in known)
        ]:
            tick = Tick(self.look, name)
            tick.clicked.connect(partial(self._ticked, address))
            self._scanners.body.addWidget(tick)
            QWidget.setTabOrder(before, tick)
            before = tick
            self.ticks[address] = tick

    def _ticked(self, address: str, _on: bool = False) -> None:
        self.wizard.devices.choose_scanner(address, on=self.ticks[address].isChecked())


def _named(found: tuple[Found, ...], chosen: str) -> list[tuple[str, str]]:
    """What is connected, and what was chosen though it is not."""
    rows = [(one.address, one.name) for one in found]
    if chosen and all(address != chosen for address, _ in rows):
        rows.append((chosen, chosen))
    return rows


def _chosen(field: PickField) -> str:
    return "" if field.key() == NONE else field.key()
