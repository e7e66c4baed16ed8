"""The figures of one day: five numbers, the hours, the ways in, the slow steps. Nobody's name, number or answer."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from kiosk.desk.figures import Figures
from kiosk.desk.figures_view import anything, running_hour, shown_hours
from kiosk.desk.figures_view_day import DayLooked
from kiosk.desk.tools import DeskTools
from kiosk.screens import Status
from ui.printing.day_report import ReportPlace
from ui.printing.day_report_output import print_day_report
from ui.staff.around import Around
from ui.staff.desk_look import DeskLook
from ui.staff.figures.chart import HourChart, load_chart
from ui.staff.figures.choosing import DayBar
from ui.staff.figures.keeping import Keeping, PrintReport
from ui.staff.figures.legend import Legend
from ui.staff.figures.lines import Lines
from ui.staff.figures.pieces import NumberTile, WayBars
from ui.staff.kit.banner import StaffBanner
from ui.staff.kit.chip import Tone
from ui.staff.kit.panel import Panel
from ui.staff.kit.text import StaffLabel
from ui.staff.page import DeskPage
from ui.theme import colours
from ui.words.desk_figures_saying import Saying, named_day
from ui.words.desk_figures_words import figures_words
from ui.words.moments import clock

MOST_WAYS: Final = 5
MOST_STEPS: Final = 2


class FiguresPage(DeskPage):
    """The page. Files are kept in ``export_folder``; ``site`` is the name of the place, for the report."""

    def __init__(
        self,
        look: DeskLook,
        tools: DeskTools,
        around: Around,
        export_folder: Path,
        site: str = "",
        *,
        print_report: PrintReport = print_day_report,
    ) -> None:
        super().__init__()
        self._look, self._tools = look, tools
        self._say = figures_words(look.language)
        self._drawable = False
        self._shown_figures: Figures | None = None
        self._day = DayLooked(tools.figures, tools.lanes.list, tools.clock, self._show)
        place = ReportPlace(site, tools.rules().gate)
        self._keeping = Keeping(look.language, tools, export_folder, place, around.toast, print_report)
        self._banner = StaffBanner(look, "", Tone.NOTE)
        self._tiles = self._make_tiles()
        self._chart = HourChart(look, self._say.chart)
        self._ways, self._steps = WayBars(look), Lines(look)
        self._records = StaffLabel("", look, 18, 500, colours.INK2, wrap=True)
        self._nothing = Panel(look)
        self._nothing_title = StaffLabel("", look, 30, 700)
        self._nothing_line = StaffLabel("", look, 20, 500, colours.INK2, wrap=True)
        self._something = QWidget()
        self._bar = DayBar(look, self._say, self._day, self._keep_csv, self._keep_report)
        # The page has the focus until Tab is used, so that Left and Right are days; it wants no ring around it.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setProperty("ring", False)
        self._lay_out()
        self._show()

    def opened(self) -> None:
        """Ask for today's figures, and make ready to draw them."""
        self._day.open()
        self.setFocus()
        if not self._drawable:
            # On the paper's lane: it takes longer than the figures do, and nobody prints while looking for them.
            self._tools.lanes.paper.run(load_chart, lambda _: self._ready_to_draw(), lambda _: None)

    def left(self) -> None:
        """Ask no more."""
        self._day.close()

    def status(self, status: Status) -> None:  # noqa: ARG002 - only that it has changed
        """Somebody has come or left, or something was sent: ask again soon."""
        self._day.news()

    def keyed(self, event: QKeyEvent) -> bool:
        """Left and Right are other days, Home is today, C and P keep what is shown."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        match event.key():
            case Qt.Key.Key_Left:
                self._day.earlier()
            case Qt.Key.Key_Right:
                self._day.later()
            case Qt.Key.Key_Home:
                self._day.today()
            case Qt.Key.Key_C:
                self._keep_csv()
            case Qt.Key.Key_P:
                self._keep_report()
            case _:
                return False
        return True

    def _make_tiles(self) -> dict[str, NumberTile]:
        say = self._say.tile
        names = {
            "arrivals": say.arrivals,
            "departures": say.departures,
            "inside": say.inside,
            "person": say.person,
            "staff": say.staff,
        }
        return {key: NumberTile(self._look, name) for key, name in names.items()}

    def _lay_out(self) -> None:
        look, px = self._look, self._look.px
        portrait = look.scale.portrait
        inside = QWidget()
        inside.setObjectName("inside")
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(px(28), px(20), px(28), px(16))
        whole.setSpacing(px(16))
        whole.addWidget(self._banner)
        whole.addWidget(self._nothing, 1)
        whole.addWidget(self._something, 1)
        whole.addWidget(self._bar)
        self._nothing.body.addStretch(1)
        for label in (self._nothing_title, self._nothing_line):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._nothing.body.addWidget(label)
        self._nothing.body.addStretch(1)
        something = QVBoxLayout(self._something)
        something.setContentsMargins(0, 0, 0, 0)
        something.setSpacing(px(16))
        rows = ((0, 3), (3, 5)) if portrait else ((0, 5),)
        for first, end in rows:
            tiles = QHBoxLayout()
            tiles.setSpacing(px(16))
            for tile in tuple(self._tiles.values())[first:end]:
                tiles.addWidget(tile, 1)
            something.addLayout(tiles)
        panels = QBoxLayout(QBoxLayout.Direction.TopToBottom if portrait else QBoxLayout.Direction.LeftToRight)
        panels.setSpacing(px(16))
        chart = Panel(look, self._say.chart.title)
        chart.head.addWidget(Legend(look, self._say.chart))
        chart.body.addWidget(self._chart, 1)
        chart.body.addWidget(self._records)
        panels.addWidget(chart, 184)
        panels.addLayout(self._side(), 100)
        something.addLayout(panels, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(area)
        QWidget.setTabOrder(self, self._chart)
        QWidget.setTabOrder(self._chart, self._bar.first)

    def _side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(self._look.px(16))
        for title, piece, stretch in (
            (self._say.ways_title, self._ways, 3),
            (self._say.steps_title, self._steps, 2),
        ):
            panel = Panel(self._look, title)
            panel.body.setSpacing(0)
            panel.body.addWidget(piece)
            panel.body.addStretch(1)
            side.addWidget(panel, stretch)
        return side

    def _ready_to_draw(self) -> None:
        if not isValid(self):  # type: ignore[no-untyped-call] # shiboken6 ships no types for it
            return
        self._drawable = True
        self._chart.prepare()
        self._show()

    def _show(self) -> None:
        """Show the day as it is known."""
        state = self._day.state
        self._bar.show_day(state, able=state.figures is not None and anything(state.figures))
        self._say_banner()
        there = state.figures is not None and anything(state.figures)
        self._something.setVisible(there)
        self._nothing.setVisible(not there)
        if state.figures is None:
            self._nothing_title.setText("" if state.fault else self._say.asking)
            self._nothing_line.setText(self._say.unread if state.fault else "")
        elif not there:
            self._nothing_title.setText(self._say.nothing)
            self._nothing_line.setText(self._say.nothing_line.format(date=named_day(state.day, self._look.language)))
        else:
            self._show_figures(state.figures)

    def _say_banner(self) -> None:
        state, say = self._day.state, self._say
        if state.fault is not None and state.figures is not None:
            self._banner.say(say.unread_since.format(time=clock(state.figures.at)), Tone.WARN)
        elif not state.today:
            self._banner.say(say.another_day.format(date=named_day(state.day, self._look.language)), Tone.NOTE)
        self._banner.setVisible(not state.today or (state.fault is not None and state.figures is not None))

    def _show_figures(self, figures: Figures) -> None:
        saying = Saying(figures, self._look.language)
        if figures != self._shown_figures:
            self._shown_figures = figures
            self._show_numbers(figures, saying)
        if self._drawable:
            hours = shown_hours(figures)
            self._chart.draw(hours, running_hour(figures), saying.chart(hours))

    def _show_numbers(self, figures: Figures, saying: Saying) -> None:
        say = self._say.tile
        tiles = self._tiles
        tiles["arrivals"].say(saying.n(figures.arrivals), below=saying.week())
        tiles["departures"].say(saying.n(figures.departures), below=saying.automatic())
        capacity = "" if figures.capacity is None else say.of_capacity.format(n=saying.n(figures.capacity))
        tiles["inside"].say(saying.n(figures.inside), capacity, saying.peak())
        tiles["person"].say(*saying.person())
        referred = figures.referred + figures.stopped
        colour = colours.WARN_INK if figures.to_be_met else colours.INK
        tiles["staff"].say(saying.n(referred), "", saying.to_be_met(), colour)
        self._ways.show_ways(saying.ways(MOST_WAYS), self._say.ways_none)
        self._steps.show_lines(*saying.steps(2 * MOST_STEPS if self._look.scale.portrait else MOST_STEPS))
        self._records.setText(saying.records())

    def _keep_csv(self) -> None:
        if (figures := self._shown()) is not None:
            self._keeping.csv(figures)

    def _keep_report(self) -> None:
        if (figures := self._shown()) is not None:
            self._keeping.report(figures)

    def _shown(self) -> Figures | None:
        figures = self._day.state.figures
        return figures if figures is not None and anything(figures) else None
