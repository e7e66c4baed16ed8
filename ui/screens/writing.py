"""One field, large, and the keyboard or the keys below it. The text stands in the screen; here it is on its way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from kiosk.typing.composing import TypingMode, type_key
from kiosk.typing.letters import Tone, composed
from kiosk.typing.names import complete, suggest
from kiosk.typing.tones import backspace, set_tone
from ui.screens.scene import Parts
from ui.screens.wizard import Kept, Page, reach, side
from ui.theme import colours
from ui.theme.scale import Reach
from ui.theme.type import BOLD, P1, SUBTITLE
from ui.widgets.act_button import ActButton, Manner
from ui.widgets.boxes import Align, Cell, Column, Item, Pad, Row, space, stretch
from ui.widgets.edit_box import ClearCross, EditBox, EditLine
from ui.widgets.field_box import framed, tag, written
from ui.widgets.keypad import CLEAR, DELETE, Keypad
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.number_field import Eye
from ui.widgets.offers import Offer, Offers
from ui.widgets.osk import GROUND, Keyboard, Script
from ui.widgets.osk_key import Stroke, Work
from ui.widgets.panel import Panel
from ui.widgets.pressable import Pressable

LONGEST: Final = 120


@dataclass(slots=True)
class Task:
    """What is to be typed, and what becomes of it.

    ``script`` is None where only digits make sense; ``letters`` offers the letters there all the same. ``send`` gets
    the whole text after each change, ``done`` closes the keyboard, ``finish`` is what Enter does on the last field.
    ``takes_first``: Enter takes the first of the ``offers``; ``lost``: nothing is found, and Enter stays.
    ``about`` says whom it is about where that is another.
    """

    label: str
    step: int
    text: str
    script: Script | None
    send: Callable[[str], None]
    done: Callable[[], None]
    finish: Callable[[], None]
    hint: str = ""
    problem: str = ""
    required: bool = False
    before: Callable[[], None] | None = None
    after: Callable[[], None] | None = None
    shown: Callable[[str], str] = str
    eye: tuple[bool, Callable[[], None]] | None = None
    names: bool = False
    words: bool = False
    letters: bool = False
    counts: bool = False
    offers: Sequence[Offer] = field(default_factory=tuple)
    offered: str = ""
    takes_first: bool = False
    lost: bool = False
    about: str = ""
    longest: int = LONGEST


class Writing:
    """Somebody writing. ``page`` is what stands on the display; ``searched`` is called after each change."""

    def __init__(self, look: Look, task: Task, kept: Kept, turn: Callable[[], None]) -> None:
        self._look, self._task, self._kept = look, task, kept
        self._turn = turn
        self.searched: Callable[[], object] = lambda: None
        self._line = EditLine(look, lambda text: self._task.shown(text), counts=task.counts)
        self._box = EditBox(look, self._line, self._committed, task.label)
        self._offers = Offers(look, "")
        self._label = Label("", P1.weighing(BOLD), look.scale, strong=colours.STOP)
        self._hint = Label("", SUBTITLE, look.scale, colours.INK2, lines=2)
        self._keyboard: Keyboard | None = None
        self._controls: list[Pressable] = []
        lower, parts = self._lower(), Parts()
        margin = side(look)
        low = [
            Cell(Row(Cell(cell.item, grow=1), pad=Pad(margin, 0, margin, look.px(24))))
            for cell in reach(look, kept, parts)
        ]
        content = Column(self._upper(), stretch(), *low, Cell(lower, firm=True))
        self.page = Page(content, self._parts(parts))
        self._show(task)

    def update(self, task: Task) -> bool:
        """The same field with other values; False where the keys have to change."""
        old = self._task
        if (task.label, task.script, task.letters) != (old.label, old.script, old.letters):
            return False
        if bool(task.eye) != bool(old.eye) or (task.before is None, task.after is None) != (
            old.before is None,
            old.after is None,
        ):
            return False
        self._task = task
        self._show(task)
        return True

    # What stands there

    def _upper(self) -> Item:
        look, px, task = self._look, self._look.px, self._task
        say = look.words.declare
        step = tag(look, task.about.replace("**", "") or say.step.format(n=task.step + 1))
        self._cross = ClearCross(look, self._clear)
        ends: list[Pressable] = [self._cross]
        if task.eye:
            self._eye = Eye(look, lambda: self._task.eye[1]() if self._task.eye else None, hidden=task.eye[0])
            ends.insert(0, self._eye)
        field = framed(look, self._box, *ends, edge=colours.BRAND, stroke=px(5), radius=px(26))
        moves = self._moves()
        margin = side(look)
        if look.scale.portrait:
            return Column(
                Row(Cell(self._label, grow=1), Cell(step, firm=True), gap=px(20)),
                Cell(self._hint, tall=px(44)),
                Cell(field, firm=True),
                Cell(self._offers, firm=True),
                Row(*(Cell(move, grow=1) for move in moves), gap=look.scale.gap(16)),
                gap=px(22),
                pad=Pad(margin, px(32), margin, px(22)),
            )
        top = Row(self._label, Cell(self._hint, grow=1), Cell(step, firm=True), gap=px(14))
        below = Row(
            Cell(self._offers, grow=1),
            *(Cell(move, wide=move.wide() + px(36), firm=True) for move in moves),
            gap=look.scale.gap(16),
        )
        return Column(
            Cell(top, tall=px(48)),
            space(px(12)),
            Cell(field, firm=True),
            space(look.scale.gap(20)),
            Cell(below, firm=True),
            pad=Pad(margin, px(24), margin, px(20)),
        )

    def _moves(self) -> list[ActButton]:
        look, say = self._look, self._look.words.declare.keyboard
        before = ActButton(look, say.before, "arrow-left", lambda: self._go(-1), Manner.BACK, small=True)
        after = ActButton(look, say.after, "arrow-right", lambda: self._go(1), Manner.OTHER, small=True, after=True)
        before.be_ready(self._task.before is not None)
        after.be_ready(self._task.after is not None)
        self._movers = [before, after]
        for move in self._movers:
            move.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return self._movers

    def _lower(self) -> Item:
        look, task = self._look, self._task
        if task.script is not None:
            self._keyboard = Keyboard(look, task.script, self._kept.mode, self._stroke)
            self._controls = list(self._keyboard.keys)
            return self._keyboard
        px, say = look.px, look.words.declare.keyboard
        keypad = Keypad(look, self._digit, key_tall=150 if look.scale.portrait else 104)
        done = ActButton(look, say.done, "check", lambda: self._task.done(), after=True)
        aside: list[Cell] = [Cell(done, grow=2)]
        self._controls = [*keypad.keys, done]
        if task.letters:
            letters = ActButton(look, say.letters, "keyboard", self._letters, Manner.OTHER)
            aside.insert(0, Cell(letters, grow=1))
            self._controls.insert(-1, letters)
        gap = look.scale.gap(20)
        column = Column(*aside, gap=gap)
        wide = max(px(400), look.scale.touch(300, Reach.PRIMARY))
        margin = side(look)
        row = Row(
            Cell(keypad, grow=1),
            Cell(column, wide=px(280) if look.scale.portrait else wide, firm=True),
            gap=gap,
            pad=Pad(margin, px(18), margin, px(22)),
            align=Align.STRETCH,
        )
        rule = Cell(Panel(None, colours.LINE_STRONG), tall=max(1, px(2)))
        return Panel(Column(rule, Cell(row, grow=1)), GROUND)

    def _letters(self) -> None:
        self._kept.letters = True
        self._turn()

    def _parts(self, parts: Parts) -> Parts:
        eye = [self._eye] if self._task.eye else []
        order: list[Pressable] = [self._box, *eye, self._cross, *self._offers.chips, *self._movers, *self._controls]
        parts.order = [*order, *parts.order]
        parts.first = self._box
        parts.keys = self._keyed
        parts.escape = lambda: self._task.done()
        parts.spoken = self._task.label
        return parts

    def _show(self, task: Task) -> None:
        say = self._look.words.declare.keyboard
        self._label.set_text(f"{task.label} **(*)**" if task.required else task.label)
        hint = task.problem or (f"– {task.hint}" if task.hint and not self._look.scale.portrait else task.hint)
        self._hint.set_colour(colours.STOP if task.problem else colours.INK2)
        self._hint.set_text(hint)
        if task.eye:
            self._eye.be(hidden=task.eye[0])
        self._put(task.text)
        name = say.typed.format(field=task.label, text=task.shown(task.text)) if task.text else say.empty
        self._box.setAccessibleName(name.format(field=task.label))

    def _put(self, text: str) -> None:
        task, keyboard = self._task, self._keyboard
        self._line.marking = bool(keyboard) and self._kept.mode is TypingMode.TONE_KEYS and task.eye is None
        self._line.show_text(text, self._line.before)
        self._cross.setVisible(bool(text))
        if keyboard and task.words and keyboard.mode is self._kept.mode:
            keyboard.set_shift(not text or text.endswith(" "))
        if task.names:
            found = suggest(text)
            offers = [
                (each.upper(), lambda each=each: self._change(complete(self._line.text, each.upper())))
                for each in found
            ]
            self._offers.show(offers, self._look.words.declare.keyboard.suggest if found else "")
        else:
            self._offers.show(task.offers, task.offered, likely=task.takes_first and self._look.hand.keyboard)

    # What is done

    def _change(self, text: str) -> None:
        text = composed(text)
        if self._task.script is Script.CAPITALS:
            text = composed(text.upper())
        if len(text) > max(self._task.longest, len(self._line.text)) or text == self._line.text:
            return
        self._put(text)
        self._task.send(text)
        self.searched()

    def _clear(self) -> None:
        self._change("")

    def _go(self, by: int) -> None:
        move = self._task.before if by < 0 else self._task.after
        if move:
            move()

    def _stroke(self, stroke: Stroke) -> None:
        text = self._line.text
        match stroke:
            case Work.ERASE:
                self._change(backspace(text))
            case Work.CLEAR:
                self._clear()
            case Work.DONE:
                self._task.done()
            case Work.MODE:
                if self._keyboard:
                    self._kept.mode = self._keyboard.mode
                self._put(text)
            case Work():
                pass
            case Tone() as tone:
                self._change(set_tone(text, tone))
            case key if self._task.script in (Script.CAPITALS, Script.VIETNAMESE):
                self._change(type_key(text, key, self._kept.mode))
            case key:
                self._change(text + key)

    def _digit(self, key: str) -> None:
        text = self._line.text
        self._change("" if key == CLEAR else text[:-1] if key == DELETE else text + key)

    def _committed(self, text: str, back: int) -> None:
        """A real keyboard or its input method wrote; ``back`` letters before go."""
        before = self._line.text
        self._change(before[: len(before) - back] + text)

    def _keyed(self, event: QKeyEvent) -> bool:
        """A real key: letters, the one that takes back, and Enter, which goes on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self._task.lost:
                (self._task.after or self._task.finish)()
            return True
        if event.key() == Qt.Key.Key_Backspace:
            self._change(backspace(self._line.text))
            return True
        text = written(event)
        if text:
            self._committed(text, 0)
        return bool(text)
