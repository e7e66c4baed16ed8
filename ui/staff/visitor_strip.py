"""What happens at the gate, in one line above the pages of the desk, with its question and the keys that answer it."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from kiosk.desk.happening import Answer, Happening, Said, Shade, choice_of, happening, lasts
from kiosk.events import HomeChosen
from kiosk.ports import Clock, Press
from kiosk.scans import Picture, Scan
from kiosk.screens import CameraState, Language, Screen, Status, Waiting
from ui.staff.desk_look import DeskLook
from ui.staff.kit.button import Kind, StaffButton
from ui.staff.kit.icons import pixmap
from ui.staff.kit.text import StaffLabel
from ui.staff.live_picture import LivePicture
from ui.staff.nav import narrow
from ui.theme import colours
from ui.words.desk_shell_shape import StripWords
from ui.words.desk_shell_words import shell_words
from ui.words.moments import clock, short_day

SHADES: Final[dict[Shade, tuple[QColor, QColor, str]]] = {
    Shade.IN: (colours.IN, colours.WHITE, "circle-check"),
    Shade.OUT: (colours.OUT, colours.WHITE, "log-out"),
    Shade.ASK: (colours.BRAND_TINT, colours.INK, "circle-question-mark"),
    Shade.WARN: (colours.WARN, colours.INK, "triangle-alert"),
    Shade.STOP: (colours.STOP, colours.WHITE, "octagon-alert"),
    Shade.QUIET: (colours.SUNKEN, colours.INK2, "scan-line"),
}
"""Ground, text and sign of each."""
TALL: Final = 80
"""Room for two lines: the page below stays where it is whether one is said or two."""
ANSWERS: Final[dict[Answer, Kind]] = {
    Answer.LEAVE: Kind.OUT,
    Answer.ENTER: Kind.IN,
    Answer.PROXY: Kind.BRAND,
    Answer.HANDLE: Kind.BRAND,
}


class VisitorStrip:
    """A View of the gate for the desk. ``press`` takes its answers, of which ``answered`` is told
    before; ``proxy`` and ``handle`` lead to pages.

    ``dress`` makes its widget anew; what it shows is kept. It is not answered while the desk is locked.
    """

    def __init__(self, press: Press, clock: Clock, *, mirrored: bool = True) -> None:
        self._press, self._clock = press, clock
        self._mirrored = mirrored
        self._screen: Screen = Waiting()
        self._last: Happening | None = None
        self._camera = CameraState.NONE
        self.folded = False
        self.proxy: Callable[[], None] = lambda: None
        self.handle: Callable[[], None] = lambda: None
        self.answered: Callable[[Answer], None] = lambda _answer: None
        self.widget: StripBar | None = None
        self._answerable = False
        self._declaring = False

    def show(self, screen: Screen, limit: float | None) -> None:  # noqa: ARG002 - no ring is drawn here
        """Another screen stands at the gate."""
        before = happening(self._screen)
        if lasts(before.said):
            self._last = before
        self._declaring = False
        self.renew(screen)

    def renew(self, screen: Screen) -> None:
        """The screen that stands, changed."""
        self._screen = screen
        self._fresh()

    def status(self, status: Status) -> None:
        """Whether there is a camera to show."""
        if status.camera is not self._camera:
            self._camera = status.camera
            if self.widget is not None:
                self.widget.camera_is(self._camera, folded=self.folded)

    def language(self, language: Language) -> None:
        """A visitor's language is theirs; the desk keeps its own."""

    def picture(self, picture: Picture) -> None:
        """Show one camera frame, unless the picture is folded away."""
        if self.widget is not None and self.widget.live.isVisible():
            self.widget.live.show_picture(picture)

    def outline(self, scan: Scan) -> None:
        """The small picture marks nothing."""

    def dress(self, look: DeskLook) -> "StripBar":
        """Make the widget anew, in this size and language."""
        self.widget = StripBar(look, self._mirrored, self._answer, self._fold)
        self.widget.camera_is(self._camera, folded=self.folded)
        self._fresh()
        return self.widget

    def undress(self) -> None:
        """Its widget goes."""
        self.widget = None

    def let_answer(self, *, may: bool) -> None:
        """Somebody is signed in, or nobody is."""
        self._answerable = may
        if not may:
            self._last = None
        self._fresh()

    def answer_by_key(self, n: int) -> bool:
        """Give the ``n``-th answer, from 1; False where there is none."""
        answers = self.answers()
        if not 1 <= n <= len(answers):
            return False
        self._answer(answers[n - 1])
        return True

    def answers(self) -> tuple[Answer, ...]:
        """What may be answered now."""
        return happening(self._screen).answers if self._answerable else ()

    def declaring(self) -> None:
        """The desk declares for whoever the gate has sent to declare."""
        self._declaring = Answer.PROXY in self.answers()

    def declared(self) -> None:
        """A declaration was kept: if it was theirs, the gate need not wait for them."""
        if self._declaring:
            self._declaring = False
            self._press(HomeChosen(self._clock.monotonic()))

    def _answer(self, answer: Answer) -> None:
        choice = choice_of(answer, self._clock.monotonic())
        if choice is not None:
            self.answered(answer)
            self._press(choice)
        elif answer is Answer.PROXY:
            self.proxy()
        else:
            self.handle()

    def _fold(self) -> None:
        self.folded = not self.folded
        if self.widget is not None:
            self.widget.camera_is(self._camera, folded=self.folded)

    def _fresh(self) -> None:
        if self.widget is not None:
            now = happening(self._screen)
            last = self._last if now.said is Said.WAITING else None
            self.widget.say(now, last, self.answers())


class StripBar(QFrame):
    """The line itself."""

    def __init__(self, look: DeskLook, mirrored: bool, answer: Callable[[Answer], None], fold: Callable[[], None]):
        super().__init__()
        self.setObjectName("strip")
        self._look, self._say = look, shell_words(look.language).strip
        self._answer = answer
        px = look.px
        self.setMinimumHeight(max(px(TALL), round(look.text(24) * 3.33)))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(28), px(3), px(28), px(3))
        whole.setSpacing(px(8))
        row = QHBoxLayout()
        row.setSpacing(px(16))
        whole.addLayout(row)
        self.live = LivePicture(look, mirrored=mirrored, name=self._say.camera)
        self._sign = QLabel()
        words = QVBoxLayout()
        words.setSpacing(0)
        self.word = StaffLabel("", look, 24, 800, wrap=narrow(look))
        self.more = StaffLabel("", look, 19, 600, wrap=True)
        words.addStretch(1)
        words.addWidget(self.word)
        words.addWidget(self.more)
        words.addStretch(1)
        self.number = StaffLabel("", look, 30, 800, figures=True)
        row.addWidget(self.live)
        row.addWidget(self._sign)
        row.addLayout(words, 1)
        row.addWidget(self.number)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(px(10))
        (whole if narrow(look) else row).addLayout(self._buttons)
        self.fold = StaffButton(look, "", icon="camera", kind=Kind.PLAIN, small=True)
        self.fold.clicked.connect(lambda: fold())
        row.addWidget(self.fold)
        self._shown: tuple[Answer, ...] = ()
        self.answers: list[StaffButton] = []

    def camera_is(self, camera: CameraState, *, folded: bool) -> None:
        """Show the live picture, or fold it away; without a camera there is nothing to fold."""
        shown = camera is CameraState.WORKING and not folded
        self.fold.setVisible(camera is CameraState.WORKING)
        self.live.setVisible(shown)
        if not shown:
            self.live.forget()
        name = self._say.fold if shown else self._say.unfold
        self.fold.setAccessibleName(name)
        self.fold.setToolTip(name)

    def say(self, now: Happening, last: Happening | None, answers: tuple[Answer, ...]) -> None:
        """Say what happens, the last thing that did where nothing does, and what may be answered."""
        ground, ink, icon = SHADES[now.shade]
        rule = max(1, self._look.px(2))
        self.setStyleSheet(
            f"QFrame#strip {{ background: {ground.name()}; border: none; "
            f"border-bottom: {rule}px solid {colours.LINE.name()}; }}"
        )
        self._sign.setPixmap(pixmap(self._look, icon, 40, ink))
        self.word.setText(self._say.said[now.said])
        language = self._look.language
        more = _more(now, self._say, language) if last is None else _last(last, self._say, language)
        self.more.setText(more)
        self.more.setVisible(bool(more))
        shown = now.number or (last.number if last else "")
        self.number.setText(self._say.number.format(number=shown) if shown else "")
        self.number.setVisible(bool(shown))
        for label in (self.word, self.more, self.number):
            label.set_colour(ink)
        self.setAccessibleName(" ".join(part for part in (self.word.text(), more, self.number.text()) if part))
        if answers != self._shown:
            self._offer(answers)

    def _offer(self, answers: tuple[Answer, ...]) -> None:
        self._shown = answers
        for old in self.answers:
            old.hide()
            old.deleteLater()
        self.answers = []
        for index, answer in enumerate(answers):
            key = "F2" if answer is Answer.PROXY else self._say.keys.format(n=index + 1)
            kind = ANSWERS.get(answer, Kind.PLAIN)
            button = StaffButton(self._look, self._say.answers[answer], key=key, kind=kind)
            button.clicked.connect(partial(self._pressed, answer))
            self._buttons.addWidget(button)
            self.answers.append(button)

    def _pressed(self, answer: Answer, _checked: bool = False) -> None:
        self._answer(answer)


def _more(now: Happening, say: StripWords, language: Language) -> str:
    parts = [now.name]
    if now.said is Said.ALREADY_IN and now.at is not None:
        parts.append(say.since.format(time=clock(now.at), gate=now.gate))
    elif now.said is Said.EARLIER_DAY and now.at is not None:
        parts.append(say.since.format(time=f"{clock(now.at)} {short_day(now.at, language)}", gate=now.gate))
    elif now.at is not None:
        parts.append(say.at.format(time=clock(now.at)))
    if now.again:
        parts.append(say.again)
    if now.code:
        parts.append(say.code.format(code=now.code))
    return " · ".join(part for part in parts if part)


def _last(last: Happening, say: StripWords, language: Language) -> str:
    return f"{say.last}: {say.said[last.said]} · {_more(last, say, language)}".removesuffix(" · ")
