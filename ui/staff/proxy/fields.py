"""The first two columns of khai hộ: who it is about, how to reach them, and who speaks for them."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from kiosk import countries
from kiosk.declarations import DeclaredSex, PhoneProof
from kiosk.desk.proxy import ProxyDesk
from kiosk.desk.proxy_form import READING, RELATIONS, FieldWanted
from kiosk.desk.proxy_state import ProxyState
from kiosk.draft import FieldProblem
from kiosk.questionnaire import Field
from kiosk.screens import Language
from ui.staff.desk_look import DeskLook
from ui.staff.kit.button import Kind, StaffButton
from ui.staff.kit.chip import StaffChip, Tone
from ui.staff.kit.field import Field as Holder
from ui.staff.kit.field import PickField, Segments, TextField
from ui.staff.kit.icons import pixmap
from ui.staff.kit.panel import Panel
from ui.staff.kit.text import StaffLabel
from ui.staff.proxy.pieces import TaggedPanel, mark
from ui.theme import colours
from ui.words import words
from ui.words.desk_proxy_shape import ProxyWords

PICKED = (Field.VISITOR_TYPE, Field.NATION, Field.PROVINCE, Field.WARD, Field.RELATIONSHIP)
BIRTH_PARTS, SEX_PARTS = 4, 7
"""How a birth date and the sexes share a row."""


LONGEST_OPERATOR = 12
"""Letters of a name that half a column holds beside its lock."""


class Details(QObject):
    """Both columns. ``who`` and ``where`` are the cards; ``show`` puts a state into them."""

    def __init__(self, look: DeskLook, say: ProxyWords, desk: ProxyDesk, send: Callable[[], None]) -> None:
        super().__init__()
        self._look, self._say, self._desk = look, say, desk
        self._identity = words(look.language).declare.identity
        self._showing = False
        self._typing: Field | None = None
        self._province: str | None = None
        self.fields: dict[Field, Holder] = {name: self._make(name) for name in READING}
        self.operator = TextField(look, say.fields.operator)
        self._lock(self.operator)
        self.send = StaffButton(look, say.fields.send, key=say.fields.send_key, kind=Kind.OUTLINE, small=True)
        self.send.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.send.clicked.connect(send)
        self.old_address = StaffLabel("", look, 17, 500, colours.INK2, wrap=True)
        self.tag = StaffChip(look, say.fields.from_card_head, Tone.NOTE, "id-card", small=True)
        self.who, self.where = TaggedPanel(look, say.who, self.tag), Panel(look, say.where)
        self._lay_out()

    def show(self, state: ProxyState) -> None:
        """Put in what stands in the form, but not into the line that is being typed in."""
        self._showing = True
        draft, say = state.form.draft, self._say.fields
        self._offer(state)
        wrong = {one.field: one.problem for one in state.shown if isinstance(one, FieldWanted)}
        for name, holder in self.fields.items():
            holder.setVisible(name in state.fields)
            holder.require(wanted=name in state.required)
            self._put(name, draft.get(name))
            self._say_problem(name, wrong.get(name))
        proofs = {PhoneProof.OTP: say.confirmed, PhoneProof.ATTESTED: say.attested}
        self.fields[Field.PHONE].tag(proofs.get(draft.phone_proof, ""))
        self.send.setVisible(Field.PHONE in state.fields)
        phone_wanted = any(isinstance(one, FieldWanted) and one.field is Field.PHONE for one in state.wanted)
        sendable = bool(draft.get(Field.PHONE)) and not phone_wanted and draft.phone_proof is PhoneProof.NONE
        self.send.setEnabled(sendable and not state.saving)
        self.operator.set_text(_short(state.operator))
        self.operator.edit.setToolTip(state.operator)
        self.tag.setVisible(bool(draft.from_card))
        shown_address = draft.old_address and not draft.get(Field.STREET)
        self.old_address.setText(say.old_address.format(address=draft.old_address) if shown_address else "")
        self.old_address.setVisible(bool(shown_address))
        self._showing = False

    def stops(self) -> Iterator[tuple[Field, QWidget]]:
        """What Enter goes through, in reading order."""
        for name in READING:
            holder = self.fields[name]
            if not holder.isHidden():
                yield name, stop_of(holder)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A field that is left may say what is wrong with it."""
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            passing = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
            name = watched.property("field")
            if event.reason() not in passing and not self._showing and isinstance(name, str):
                self._left(Field(name))
        return False

    def _make(self, name: Field) -> Holder:
        look, say = self._look, self._say.fields
        label, holder = say.labels[name], say.holders.get(name, "")
        if name is Field.SEX:
            sexes = [(sex.value, self._identity.sexes[sex]) for sex in DeclaredSex]
            joined = look.language is Language.EN  # three English words leave no room for ticks
            segments = Segments(look, sexes, label=label, required=True, joined=joined)
            segments.chosen.connect(partial(self._changed, name))
            for button in segments.buttons.values():
                self._watch(button, name)
            return segments
        if name in PICKED:
            pick = PickField(look, label, placeholder=holder)
            pick.picked.connect(partial(self._changed, name))
            self._watch(pick.edit, name)
            return pick
        named = name in (Field.NAME, Field.REPRESENTATIVE)
        text = TextField(look, label, placeholder=holder, capitals=named or name is Field.NUMBER)
        text.changed.connect(partial(self._changed, name))
        self._watch(text.edit, name)
        if name is Field.BIRTH:
            text.edit.setMinimumWidth(look.text(21) * 8)  # a whole date
        return text

    def _watch(self, control: QWidget, name: Field) -> None:
        control.setProperty("field", name.value)
        control.installEventFilter(self)

    def _lock(self, field: TextField) -> None:
        field.edit.setReadOnly(True)
        field.edit.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        mark = QLabel(field.edit)
        mark.setPixmap(pixmap(self._look, "lock-keyhole", 20, colours.INK3))
        mark.setStyleSheet("background: transparent;")
        row = QHBoxLayout(field.edit)
        row.setContentsMargins(0, 0, self._look.px(12), 0)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignRight)
        field.edit.setTextMargins(0, 0, self._look.px(26), 0)

    def _changed(self, name: Field) -> None:
        if self._showing:
            return
        self._typing = name
        self._desk.type(name, value_of(self.fields[name]))
        self._typing = None

    def _left(self, name: Field) -> None:
        self._desk.leave(name)
        self._showing = True  # what was typed is written as it is kept
        self._put(name, self._desk.state.form.draft.get(name))
        self._showing = False

    def _put(self, name: Field, value: str) -> None:
        holder = self.fields[name]
        if isinstance(holder, TextField):
            typing = self._typing is name or (holder.edit.hasFocus() and _same(holder.text(), value))
            if holder.text() != value and not typing:
                holder.set_text(value)
        elif isinstance(holder, PickField):
            if holder.key() != value:
                holder.pick(value)
        elif isinstance(holder, Segments) and holder.value() != value:
            holder.choose(value)

    def _offer(self, state: ProxyState) -> None:
        """Fill the lists: once, but for the wards, which go with the province."""
        places, campaign, language = state.places, state.campaign, self._look.language.value
        if places is None or campaign is None:
            return
        province = state.form.draft.get(Field.PROVINCE)
        if self._province is None:
            relations = [(one.value, self._say.fields.relations[one]) for one in RELATIONS]
            self._pick(Field.RELATIONSHIP).offer(relations)
            self._pick(Field.NATION).offer([(one.code, one.name(language)) for one in countries.listed(language)])
            self._pick(Field.PROVINCE).offer([(one.code, one.short) for one in places.provinces])
            types = [(one.key, one.text.text(language)) for one in campaign.visitor_types]
            self._pick(Field.VISITOR_TYPE).offer(types)
        if province != self._province:
            self._pick(Field.WARD).offer([(one.code, one.name) for one in places.wards(province)])
        self._province = province

    def _pick(self, name: Field) -> PickField:
        holder = self.fields[name]
        assert isinstance(holder, PickField)  # noqa: S101 - as _make made it
        return holder

    def _say_problem(self, name: Field, problem: FieldProblem | None) -> None:
        """Say what is wrong; an empty field is only marked, as the bar below counts and names it."""
        holder, text = self.fields[name], ""
        if problem is FieldProblem.MISSING:
            text = self._say.fields.missing_place.get(name, "")
        elif problem is not None and problem is not FieldProblem.PHONE_EMPTY:
            text = self._identity.problems[problem]
        if holder.problem() != text:
            holder.say(text)
        controls = list(holder.buttons.values()) if isinstance(holder, Segments) else [stop_of(holder)]
        mark(controls, wrong=problem is not None)

    def _lay_out(self) -> None:
        fields, px = self.fields, self._look.px
        for panel in (self.who, self.where):
            panel.body.setSpacing(px(7))
        for name in (Field.VISITOR_TYPE, Field.NAME, Field.NUMBER):
            self.who.body.addWidget(fields[name])
        self.who.body.addLayout(_beside(px(12), (fields[Field.BIRTH], BIRTH_PARTS), (fields[Field.SEX], SEX_PARTS)))
        for name in (Field.NATION, Field.INSURANCE, Field.REPRESENTATIVE):
            self.who.body.addWidget(fields[name])
        self.who.body.addStretch(1)
        phone = fields[Field.PHONE]
        assert isinstance(phone, TextField)  # noqa: S101 - as _make made it
        inside = QHBoxLayout(phone.edit)
        inside.setContentsMargins(0, 0, px(8), 0)
        inside.addWidget(self.send, 0, Qt.AlignmentFlag.AlignRight)
        phone.edit.setTextMargins(0, 0, self.send.sizeHint().width(), 0)
        for name in (Field.PHONE, Field.PROVINCE, Field.WARD, Field.STREET):
            self.where.body.addWidget(fields[name])
        self.where.body.addWidget(self.old_address)
        self.where.body.addWidget(fields[Field.EMAIL])
        self.where.body.addLayout(_beside(px(12), (self.operator, 6), (fields[Field.RELATIONSHIP], 5)))
        self.where.body.addStretch(1)


def stop_of(holder: Holder) -> QWidget:
    """What has the focus where a field has it."""
    return holder.focusProxy() or holder


def value_of(holder: Holder) -> str:
    """What stands in a field."""
    if isinstance(holder, TextField):
        return holder.text()
    if isinstance(holder, PickField):
        return holder.key()
    return holder.value() if isinstance(holder, Segments) else ""


def _same(typed: str, value: str) -> bool:
    """Whether a text is what is being typed, but for blanks and case: it is not put straight before it is left."""
    return "".join(typed.split()).casefold() == "".join(value.split()).casefold()


def _beside(space: int, *fields: tuple[QWidget, int]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(space)
    for field, part in fields:
        row.addWidget(field, part, Qt.AlignmentFlag.AlignTop)
    return row


def _short(name: str) -> str:
    """A name that fits half a column whole, with its given name in full: a clipped one would be another name.

    >>> _short("Lê Thị Trực"), _short("Nguyễn Thị Phương Thảo")
    ('Lê Thị Trực', 'N. T. P. Thảo')
    """
    *before, given = name.split() or [""]
    return name if len(name) <= LONGEST_OPERATOR else " ".join([*(f"{word[0]}." for word in before), given])
