"""After khai hộ is saved: the check-in, the citizen code, the slip, and whoever may not simply come in."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from kiosk.admission import Full, Rules, may_enter
from kiosk.declaring_screens import CodeState, DeclareDone, Printing
from kiosk.desk import recording
from kiosk.desk.figures import Ending, Passage, Stage, Way
from kiosk.desk.proxy_state import Done
from kiosk.desk.recording import REFERRALS, Kept, Outcome, Wish
from kiosk.desk.tools import DeskTools
from kiosk.errand_ports import IssuedReply, Slip
from kiosk.errors import KioskError
from kiosk.people import masked_name
from kiosk.questionnaire import Verdict
from kiosk.screens import Language
from kiosk.typed_text import one_line
from kiosk.visits import Visit

log = logging.getLogger("kiosk.desk")

LONGEST_REASON = 200

_ENDINGS = {
    Outcome.ENTERED: Ending.ENTERED,
    Outcome.NEEDS_STAFF: Ending.REFERRED,
    Outcome.CERTIFICATE: Ending.REFERRED,
    Outcome.FULL: Ending.REFERRED,
    Outcome.STOP: Ending.STOPPED,
}


class Finishing:
    """Carries a whole form to its end: kept, let in, its code fetched and printed. Nothing waits for the centre.

    ``kept`` is called once a declaration is on disk, ``moved`` whenever its banner says something else, ``failed``
    where the store could not keep what was asked.
    """

    def __init__(
        self,
        tools: DeskTools,
        slip: Callable[[DeclareDone, Language], Slip],
        language: Language,
        kept: Callable[[Done], None],
        moved: Callable[[Done], None],
        failed: Callable[[], None],
        passed: Callable[[Passage], None],
    ) -> None:
        self._tools = tools
        self._slip = slip
        self._language = language
        self._is_on_disk = kept
        self._moved = moved
        self._not_kept = failed
        self._passed = passed
        self._done: Done | None = None
        self._wish: Wish | None = None
        self._kept: Kept | None = None
        self._turn = 0

    def keep(self, wish: Wish, rules: Rules, now: datetime, began: float) -> None:
        """Keep a form. Whoever was still to be decided about goes on the staff's list."""
        self.forget()
        turn, tools = self._turn, self._tools

        def kept(answer: Kept) -> None:
            if turn == self._turn:
                self._is_kept(wish, answer, began)
            else:
                self._left_behind(answer)

        tools.lanes.store.run(
            lambda: recording.keep(tools.declarations, tools.visits, tools.people, wish, rules, now),
            kept,
            lambda fault: self._failed(fault) if turn == self._turn else tools.store_failed(fault),
        )

    def forget(self) -> None:
        """Nobody's name stays; nobody is left undecided."""
        self._turn += 1
        done, kept = self._done, self._kept
        self._done = self._wish = self._kept = None
        if done is not None and kept is not None and done.to_decide and not done.recording:
            self._refer(done.outcome, kept, lambda _: None)

    def _left_behind(self, kept: Kept) -> None:
        """It is on disk, and whoever typed it has gone: nothing is shown, and whoever must wait is on the list."""
        self._tools.written()
        if kept.fault is not None:
            self._tools.store_failed(kept.fault)
        elif kept.outcome.may_be_let_in:
            self._refer(kept.outcome, kept, lambda _: None)

    def let_in(self, reason: str) -> None:
        """Record the arrival of somebody a member of staff has decided about."""
        done, kept, wish, staff = self._done, self._kept, self._wish, self._tools.signed_in()
        if done is None or kept is None or wish is None or staff is None or not done.to_decide or done.recording:
            return
        tools, rules, now = self._tools, self._tools.rules(), self._tools.clock.now()
        self._put(replace(done, recording=True))

        def record() -> tuple[Outcome, Visit | None]:
            member = tools.declarations.member(kept.declaration.person) or kept.member
            if member.standing.inside is not None:
                return Outcome.ALREADY_INSIDE, None
            cleared = replace(member.standing, declaration=None)
            if isinstance(may_enter(cleared, rules, now), Full):
                return Outcome.FULL, None
            why = one_line(reason, LONGEST_REASON)
            return Outcome.ENTERED, recording.enter(tools.visits, member, wish.card, rules, now, staff.id, why)

        def recorded(answer: tuple[Outcome, Visit | None]) -> None:
            outcome, visit = answer
            tools.written()
            if self._kept is kept and self._done is not None:
                screen = replace(self._done.screen, entered_at=visit.at if visit else None)
                self._put(replace(self._done, outcome=outcome, screen=screen, recording=False))

        tools.lanes.store.run(record, recorded, self._failed)

    def refer(self) -> None:
        """Whoever is not let in stands on the staff's list, under a number."""
        done, kept = self._done, self._kept
        if done is None or kept is None or not done.to_decide or done.recording:
            return
        self._put(replace(done, recording=True))

        def referred(number: str) -> None:
            if self._kept is kept and self._done is not None:
                self._put(replace(self._done, number=number, recording=False))

        self._refer(done.outcome, kept, referred)

    def _refer(self, outcome: Outcome, kept: Kept, then: Callable[[str], None]) -> None:
        tools, now = self._tools, self._tools.clock.now()
        reason, person = REFERRALS[outcome], kept.declaration.person
        tools.lanes.store.run(lambda: tools.visits.refer(reason, person, now), then, self._failed)

    def print_slip(self) -> None:
        """Print the slip once more, when the log has it."""
        done, kept = self._done, self._kept
        if done is None or kept is None or done.screen.state is not CodeState.HERE:
            return

        def noted() -> None:
            if self._kept is kept:
                self._print()

        self._tools.note("slip printed again", noted, subject=done.person)

    def _print(self) -> None:
        done, printer, kept = self._done, self._tools.printer, self._kept
        if done is None or printer is None or done.screen.state is not CodeState.HERE:
            return
        if done.screen.printing is Printing.PRINTING:
            return
        slip = self._slip(done.screen, self._language)
        self._printing(Printing.PRINTING)

        def failed(fault: KioskError) -> None:
            log.error("%s: %s", printer.address, fault)
            if self._kept is kept:
                self._printing(Printing.FAILED)

        def printed(_: None) -> None:
            if self._kept is kept:
                self._printing(Printing.PRINTED)

        self._tools.lanes.paper.run(lambda: printer.print_slip(slip), printed, failed)

    def _is_kept(self, wish: Wish, kept: Kept, began: float) -> None:
        self._wish, self._kept = wish, kept
        tools, declaration = self._tools, kept.declaration
        tools.written()
        printing = Printing.READY if tools.printer is not None else Printing.NO_PRINTER
        passes = declaration.filled.result.verdict is Verdict.PASS  # the centre gives nobody else a code
        asked = CodeState.LATER if tools.centre() is None else CodeState.ASKED if passes else CodeState.NOT_ISSUED
        screen = DeclareDone(
            masked_name(declaration.filled.identity.name),
            declaration.at,
            declaration.holds_until,
            kept.visit.at if kept.visit else None,
            asked,
            printing,
        )
        reasons = declaration.filled.result.reasons
        self._done = Done(declaration.person, kept.outcome, screen, reasons, kept.number)
        self._is_on_disk(self._done)
        if kept.fault is not None:
            tools.store_failed(kept.fault)
        ending = _ENDINGS.get(kept.outcome)
        if ending is not None:
            seconds = max(0.0, tools.clock.monotonic() - began)
            self._passed(Passage(declaration.at, Way.PROXY, ending, seconds, ((Stage.PROXY_FORM, seconds),)))
        if passes:
            self._ask_code(kept)

    def _ask_code(self, kept: Kept) -> None:
        tools, declaration = self._tools, kept.declaration.id

        def asked(body: str | None) -> None:
            centre = tools.centre()
            if centre is None or body is None:
                self._issued(kept, None, CodeState.LATER if centre is None else CodeState.NOT_ISSUED)
                return
            tools.lanes.centre.run(
                lambda: centre.issue(declaration, body),
                lambda said: self._issued(kept, said, CodeState.NOT_ISSUED),
                silent,
            )

        def silent(fault: KioskError) -> None:
            log.warning("the centre could not be asked: %s", fault)
            self._issued(kept, None, CodeState.LATER)

        tools.lanes.store.run(lambda: tools.body(declaration), asked, tools.store_failed)

    def _issued(self, kept: Kept, said: IssuedReply | None, otherwise: CodeState) -> None:
        if self._kept is not kept or self._done is None:
            return
        screen = self._done.screen
        if said is None:
            self._put(replace(self._done, screen=replace(screen, state=otherwise)))
            return
        screen = replace(screen, state=CodeState.HERE, code=said.text, spelled=said.spelled, code_until=said.until)
        self._put(replace(self._done, screen=screen))
        self._print()

    def _printing(self, printing: Printing) -> None:
        if self._done is not None:
            self._put(replace(self._done, screen=replace(self._done.screen, printing=printing)))

    def _failed(self, fault: KioskError) -> None:
        if self._done is not None:
            self._put(replace(self._done, recording=False))
        self._not_kept()
        self._tools.store_failed(fault)

    def _put(self, done: Done) -> None:
        self._done = done
        self._moved(done)
