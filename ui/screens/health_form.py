"""Step 3 as a form: three questions below each other, each with its answers at the right."""

from collections.abc import Callable

from kiosk.declaring_screens import DeclareHealth
from kiosk.errand_events import Answered, EditPressed, PageTurned, Turning
from kiosk.questionnaire import NO, YES, Note, Question, QuestionKind
from ui.screens.wizard import Kept, Page, next_button, room, side, step_page, whose
from ui.theme import colours
from ui.theme.scale import Reach
from ui.theme.type import EXTRABOLD, H3, LABEL, P2, SEMIBOLD, Type
from ui.widgets.act_button import ActButton, Manner
from ui.widgets.boxes import Cell, Column, Item, Pad, Row, space, stretch
from ui.widgets.choice_box import ANSWER, ChoiceBox, side_by_side
from ui.widgets.field_box import FieldBox
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import Icon, Panel
from ui.widgets.pressable import Pressable

A_PAGE = 3
ANSWERS, ANSWERS_SQUARISH = 560, 430
ROW_TALL = 148
NOTE_TALL = 66
QUESTION = Type(36, SEMIBOLD, 50)
NUMBER = Type(40, EXTRABOLD, 52, figures=True)
CHIP = Type(27, SEMIBOLD, 36)


def chosen_keys(screen: DeclareHealth, question: Question) -> tuple[str, ...] | None:
    """The options chosen; empty for *none of them*, None for no answer yet."""
    given = screen.draft.answer(question.key)
    return None if given is None else tuple(given.value.split())


def answered_count(screen: DeclareHealth, questions: tuple[Question, ...]) -> int:
    """How many of the questions nothing is wanting of: with those that are left they are all."""
    return len(questions) - len(screen.missing)


class HealthForm:
    """The pieces of the form; ``controls`` are in the order of Tab."""

    def __init__(self, look: Look, screen: DeclareHealth) -> None:
        self._look, self._screen = look, screen
        self.controls: list[Pressable] = []
        self._answers: list[list[ChoiceBox]] = []

    def _go(self, row: int, column: int) -> None:
        if 0 <= row < len(self._answers) and 0 <= column < len(self._answers[row]):
            self._answers[row][column].setFocus()

    def _answer(self, question: Question) -> Item:
        look, say = self._look, self._look.words.declare.health
        language, given = look.language.value, self._screen.draft.answer(question.key)
        if question.kind is not QuestionKind.YES_NO:
            return self._open(question)

        def answer(value: str) -> Callable[[], None]:
            return lambda: look.hand.choose(lambda at: Answered(question.key, at, value=value))

        boxes = [
            ChoiceBox(
                look,
                word,
                answer(value),
                f"{question.text.text(language)} {word}",
                chosen=given is not None and given.value == value,
                kind=ANSWER,
                tall=108,
                reach=Reach.PRIMARY,
                ringed=True,
            )
            for value, word in ((YES, say.yes), (NO, say.no))
        ]
        row = len(self._answers)
        self._answers.append(boxes)
        for column, box in enumerate(boxes):
            box.go = lambda across, down, column=column: self._go(row + down, column + across)
        self.controls += boxes
        return side_by_side(look, boxes, 20)

    def _open(self, question: Question) -> Item:
        """A box that opens the list or the keyboard of a question that is not yes or no."""
        look, say = self._look, self._look.words.declare
        language = look.language.value
        given = self._screen.draft.answer(question.key)
        if question.kind is QuestionKind.TEXT:
            text, hint, sign = given.value if given else "", say.health.write, "keyboard"
        else:
            keys = chosen_keys(self._screen, question)
            words = [each.text.text(language) for each in question.options if keys and each.key in keys]
            text = ", ".join(words) if words else say.health.none_of_them if keys == () else ""
            hint, sign = say.identity.choose, "chevron-down"
        box = FieldBox(
            look,
            text,
            lambda: look.hand.choose(lambda at: EditPressed(question.key, at)),
            f"{question.text.text(language)} {text or hint}",
            hint=hint,
            after=Icon(sign, look.px(42), colours.BRAND),
            tall=108,
        )
        self.controls.append(box)
        return box

    def _below(self, question: Question, width: float) -> Item | None:
        """What stands below the question: the few words *yes* asks for, else the things it lists."""
        look, px = self._look, self._look.px
        say, language = look.words.declare.health, look.language.value
        given = self._screen.draft.answer(question.key)
        if question.note is not Note.NO and given is not None and given.value == YES:
            label = question.note_label.text(language) or say.note
            hint = f"{label} (*)" if question.note is Note.REQUIRED else f"{label} ({say.optional})"
            box = FieldBox(
                look,
                given.note,
                lambda: look.hand.choose(lambda at: EditPressed(question.key, at)),
                f"{label}: {given.note}" if given.note else hint,
                hint=hint,
                after=Icon("keyboard", px(38), colours.BRAND),
                wrong=self._screen.tried and question.key in self._screen.missing,
                tall=NOTE_TALL,
            )
            self.controls.append(box)
            return box
        return self._chips(question, width) if question.chips else None

    def _chips(self, question: Question, width: float) -> Item:
        look, px = self._look, self._look.px
        rows: list[list[Cell | Item]] = [[]]
        left = width
        for each in question.chips:
            label = Label(each.text(look.language.value), CHIP, look.scale)
            chip = Panel(Row(label, pad=Pad(px(16), px(4), px(16), px(4))), colours.SUNKEN, radius=px(12))
            if rows[-1] and chip.wide() > left:
                rows.append([])
                left = width
            rows[-1].append(Cell(chip, firm=True))
            left -= chip.wide() + px(12)
        return Column(*(Row(*row, gap=px(12)) for row in rows), gap=px(8))

    def row(self, index: int, question: Question, *, here: bool, slim: bool) -> Panel:
        """One question. ``here`` draws the border of the one to be answered next; ``slim`` leaves air away."""
        look, px = self._look, self._look.px
        narrow = look.scale.portrait
        answers = px(ANSWERS_SQUARISH if look.scale.squarish else ANSWERS)
        width = look.scale.width - 2 * side(look)
        inside = width - px(36 + 40 + 36 + 36) - (0 if narrow else answers + px(36))
        lines: list[Cell | Item] = [
            Label(
                question.text.text(look.language.value),
                QUESTION,
                look.scale,
                lines=3 if narrow or look.scale.squarish else 2,
            )
        ]
        answer = self._answer(question)
        if below := self._below(question, inside):
            lines.append(below)
        words = Row(
            Cell(Label(str(index + 1), NUMBER, look.scale, colours.BRAND), wide=px(40), firm=True),
            Cell(Column(*lines, gap=px(8)), grow=1),
            gap=px(36),
        )
        air = px(7 if slim else 14)
        pad = Pad(px(36), air, px(22), air)
        content: Item = (
            Column(words, Cell(answer, firm=True), gap=px(16), pad=pad)
            if narrow
            else Row(Cell(words, grow=1), Cell(answer, wide=answers, firm=True), gap=px(36), pad=pad)
        )
        wrong = self._screen.tried and question.key in self._screen.missing
        edge = colours.STOP if wrong else colours.BRAND if here else colours.LINE
        return Panel(
            content,
            colours.CARD,
            edge=edge,
            stroke=px(4 if here or wrong else 2),
            radius=px(24),
        )

    def turners(self, count: int) -> list[ActButton]:
        """*Câu trước*, *Câu sau*."""
        look, say = self._look, self._look.words.declare.health

        def turn(by: int) -> Callable[[], None]:
            return lambda: look.hand.choose(lambda at: PageTurned(Turning.QUESTIONS, by, at))

        before = ActButton(look, say.before, "chevron-up", turn(-1), Manner.BACK, small=True)
        after = ActButton(look, say.after, "chevron-down", turn(1), Manner.BACK, small=True)
        before.be_ready(self._screen.first > 0)
        after.be_ready(self._screen.first + A_PAGE < count)
        self.controls += [before, after]
        return [before, after]

    def body(self, questions: tuple[Question, ...], lead: Label, *, slim: bool) -> Column:
        """The questions of this page with what stands above and below them; *Câu trước*, *Câu sau* at the bottom.

        A ``slim`` one has no hint and less air. The rows are as high as there is room for, up to the usual.
        """
        look, px, screen = self._look, self._look.px, self._screen
        shown = questions[screen.first : screen.first + A_PAGE]
        waiting = [each.key for each in shown if screen.draft.answer(each.key) is None]
        rows = [
            self.row(screen.first + at, each, here=bool(waiting) and each.key == waiting[0], slim=slim)
            for at, each in enumerate(shown)
        ]
        counter = _counter(look, answered_count(screen, questions), len(questions))
        turners = self.turners(len(questions)) if len(questions) > A_PAGE else []
        turning = [Cell(each, wide=max(each.wide(), px(250)), firm=True) for each in turners]
        gap = look.scale.gap(16)
        width = look.scale.width - 2 * side(look)
        hint = Row(
            Cell(Icon("info", px(36), colours.INK2), firm=True),
            Cell(Label(look.words.declare.health.none_chosen, P2, look.scale, colours.INK2, lines=2), grow=1),
            gap=px(16),
        )
        head = Row(Cell(lead, grow=1), Cell(counter, firm=True), gap=px(24))
        foot = Row(*([stretch()] if slim else [Cell(hint, grow=1)]), *turning, gap=gap)
        below = [] if slim and not turning else [space(gap), Cell(foot, firm=True)]
        apart = px(8 if slim else 14)
        left = room(look) - head.tall(width) - apart - gap * (len(rows) - 1)
        left -= foot.tall(width) + gap if below else 0
        heights = _evened([row.tall(width) for row in rows], left, px(ROW_TALL))
        listed = Column(*(Cell(row, tall=tall) for row, tall in zip(rows, heights, strict=True)), gap=gap)
        return Column(Cell(head, firm=True), space(apart), listed, stretch(), *below)


def _evened(heights: list[float], left: float, usual: float) -> list[float]:
    """Rows raised to one height, as far as there is room and no further than usual; none is lowered."""
    least = usual
    while least > 0 and sum(max(each, least) for each in heights) > left:
        least -= 1
    return [max(each, least) for each in heights]


def form(look: Look, screen: DeclareHealth, questions: tuple[Question, ...], kept: Kept) -> Page:
    """The form as a page of the wizard."""
    say, language = look.words.declare, look.language.value
    campaign = look.site.campaign
    lead = Label(campaign.lead.text(language) if campaign else "", H3, look.scale, lines=2)
    made = HealthForm(look, screen)
    body = made.body(questions, lead, slim=False)
    if body.tall(look.scale.width - 2 * side(look)) > room(look):
        made = HealthForm(look, screen)
        body = made.body(questions, lead, slim=True)
    left = len(screen.missing)
    between = say.health.left.format(n=left) if left else ""
    noted = [at for at, each in enumerate(questions) if each.key in screen.missing and screen.draft.answer(each.key)]
    if left and len(noted) == left:
        between = say.health.note_left.format(n=noted[0] + 1)
    forward = next_button(look, kept)
    forward.be_ready(not left)
    answered = counter_text(look, answered_count(screen, questions), len(questions))
    spoken = f"{say.title}. {say.steps[2]}. {lead.text()} {answered}"
    return step_page(
        look,
        kept,
        2,
        body,
        made.controls,
        between=between,
        forward=forward,
        spoken=spoken,
        about=whose(look, screen.draft),
    )


def counter_text(look: Look, count: int, of: int) -> str:
    """How many are answered, in words."""
    return look.words.declare.health.counter.format(n=count, of=of).replace("**", "")


def _counter(look: Look, count: int, of: int) -> Panel:
    px = look.px
    words = Label(look.words.declare.health.counter.format(n=count, of=of), LABEL.counting(), look.scale, colours.BRAND)
    return Panel(Row(words, pad=Pad(px(20), px(8), px(20), px(8))), colours.BRAND_TINT, radius=px(12))
