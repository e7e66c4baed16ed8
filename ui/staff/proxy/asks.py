"""Opens what khai hộ asks in between, one question at a time, as the form's state says."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from kiosk.desk.lookup_code import CodeStage
from kiosk.desk.proxy import ProxyDesk
from kiosk.desk.proxy_state import Asking, Done, ProxyState
from kiosk.desk.recording import Outcome
from kiosk.ports import Clock
from kiosk.questionnaire import Campaign, reason_text
from ui.staff.around import Around
from ui.staff.desk_look import DeskLook
from ui.staff.kit.dialog import StaffDialog
from ui.staff.proxy.consent import ConsentDialog
from ui.staff.proxy.dialogs import AskDialog, CodeDialog, DecideDialog
from ui.words.desk_proxy_words import proxy_words

TO_DECIDE = (Outcome.NEEDS_STAFF, Outcome.CERTIFICATE, Outcome.STOP)


class Asks:
    """``over`` is called when a question was answered, to give the focus back to the form."""

    def __init__(self, look: DeskLook, desk: ProxyDesk, clock: Clock, around: Around, over: Callable[[], None]) -> None:
        self._look, self._desk, self._clock, self._around, self._over = look, desk, clock, around, over
        self._say = proxy_words(look.language)
        self._dialog: StaffDialog | None = None
        self._decided: tuple[UUID, datetime] | None = None  # whom, by id, and when they declared

    @property
    def open(self) -> bool:
        """Whether a question stands."""
        return self._dialog is not None

    def close(self) -> None:
        """Close what stands; its answer is the harmless one."""
        if self._dialog is not None:
            self._dialog.close_now()

    def read(self, campaign: Campaign, over: Callable[[], None]) -> None:
        """Show the words to read aloud; ``over`` is called when they have been read."""
        dialog = ConsentDialog(self._look, self._say, campaign)
        dialog.closed.connect(over)
        self._open(dialog)

    def show_state(self, state: ProxyState) -> None:
        """Open what is to be asked, unless something is asked already."""
        if isinstance(self._dialog, CodeDialog):
            self._dialog.show_code(state.code, state.form)
        elif self._dialog is not None:
            return
        elif state.asking is Asking.OTHER_CARD:
            self._ask_other_card(state)
        elif state.asking is Asking.DROP:
            ask = self._say.ask
            self._open(AskDialog(self._look, ask.drop, ask.drop_line, ask.drop_yes, ask.drop_no, self._drop_answered))
        elif state.done is not None and state.done.outcome in TO_DECIDE and _named(state.done) != self._decided:
            self._decide(state.done, state.campaign)
        elif state.code.stage in (CodeStage.ASKING, CodeStage.SENT, CodeStage.NOT_TO_BE_HAD):
            dialog = CodeDialog(self._look, self._say, self._desk, self._clock)
            self._open(dialog)
            dialog.show_code(state.code, state.form)

    def _ask_other_card(self, state: ProxyState) -> None:
        ask = self._say.ask
        self._open(
            AskDialog(
                self._look,
                ask.other,
                ask.other_line,
                ask.other_yes,
                ask.other_no,
                lambda yes: self._desk.take_other(yes=yes),
                eager=not state.by_hand,
            )
        )

    def _drop_answered(self, yes: bool) -> None:
        if yes:
            self._desk.drop(sure=True)
        else:
            self._desk.stay()

    def _decide(self, done: Done, campaign: Campaign | None) -> None:
        self._decided = _named(done)
        language = self._look.language.value
        reasons = [reason_text(campaign, one, language) for one in done.reasons] if campaign else []
        self._open(DecideDialog(self._look, self._say, self._desk, done, reasons))

    def _open(self, dialog: StaffDialog) -> None:
        if self._dialog is None:
            self._dialog = dialog
            dialog.closed.connect(self._closed)
            dialog.open_in(self._around.surface)

    def _closed(self) -> None:
        self._dialog = None
        self._over()


def _named(done: Done) -> tuple[UUID, datetime]:
    return done.person, done.screen.at
