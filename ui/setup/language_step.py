"""The first step: language and clock."""

from kiosk.checkpoint.setting_up import SettingUp
from kiosk.checkpoint.setting_up_state import Reached, SetUpState
from kiosk.screens import Language
from ui.setup.step import StepPage
from ui.staff.desk_look import DeskLook
from ui.staff.kit.banner import StaffBanner
from ui.staff.kit.chip import Tone
from ui.staff.kit.field import Segments
from ui.staff.kit.panel import Panel
from ui.staff.kit.text import StaffLabel
from ui.theme import colours
from ui.words.moments import clock, day
from ui.words.pair import Pair

MOST_SKEW = 30.0
"""Seconds; a clock that is further off writes wrong times."""


def seconds(skew: float, language: Language) -> str:
    """A skew as it is written: without a sign.

    >>> seconds(-0.84, Language.VI), seconds(95.2, Language.EN)
    ('0,8', '95')
    """
    text = f"{abs(skew):.1f}" if abs(skew) < 10 else f"{abs(skew):.0f}"
    return text if language is Language.EN else text.replace(".", ",")


class LanguageStep(StepPage):
    """Two buttons, and the time as this machine has it."""

    def __init__(self, look: DeskLook, wizard: SettingUp) -> None:
        super().__init__(look, wizard)
        words = self.say.language
        self.language = Segments(
            look,
            (("vi", words.vietnamese), ("en", words.english)),
            label=words.language,
            joined=False,
        )
        self.language.chosen.connect(self._chosen)
        self.fields["language"] = self.language
        self.body.addWidget(self.language)
        panel = Panel(look, words.clock)
        self._time = StaffLabel("", look, 60, 800, figures=True)
        self._day = StaffLabel("", look, 24, 600, colours.INK2)
        panel.body.addWidget(self._time)
        panel.body.addWidget(self._day)
        self.body.addWidget(panel)
        self._verdict = StaffBanner(look, words.clock_unknown, Tone.NOTE)
        self.body.addWidget(self._verdict)
        if look.scale.portrait:  # else it stands on the left
            self.body.addWidget(StaffBanner(look, self.say.frame.keyboard, Tone.QUIET))
        self.body.addStretch(1)

    def head(self) -> Pair:
        """What stands above it."""
        return self.say.language.head

    def show_state(self, state: SetUpState) -> None:
        """Show language, time and skew."""
        super().show_state(state)
        self.language.choose(state.draft.language.value)
        words = self.say.language
        if state.skew is None or state.reached is not Reached.YES:
            self._verdict.say(words.clock_unknown, Tone.NOTE)
        else:
            skewed = abs(state.skew) > MOST_SKEW
            text = words.clock_skewed if skewed else words.clock_right
            self._verdict.say(
                text.format(skew=seconds(state.skew, self.look.language)), Tone.WARN if skewed else Tone.OK
            )
        self.tick()

    def tick(self) -> None:
        """Show the time."""
        now = self.wizard.ports.clock.now()
        self._time.setText(clock(now, seconds=True))
        self._day.setText(day(now, self.look.language))

    def _chosen(self) -> None:
        self.wizard.choose_language(Language(self.language.value()))
