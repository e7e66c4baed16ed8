"""Carries out what longer errands ask for: asks the store, the centre and the printer, each on its own lane.

A fault of the centre or the printer is an answer (CentreSilent, Printed(well=False)); a fault of the store takes the
kiosk out of order, like everywhere.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar, assert_never
from uuid import UUID

from uuid_utils.compat import uuid7

from kiosk import questionnaire
from kiosk.declarations import Declaration
from kiosk.declaring_screens import DeclareDone
from kiosk.errand_answers import (
    CentreSilent,
    CodeIssued,
    CodeSent,
    CodeTried,
    DeclarationSaved,
    DeclaredFound,
    FamilyFound,
    InsuranceFound,
    PinChecked,
    Printed,
    StaffListed,
)
from kiosk.errand_effects import (
    AskCode,
    AskDeclared,
    AskInsurance,
    CheckPin,
    ErrandEffect,
    FetchKeys,
    FindFamily,
    IssueCode,
    ListStaff,
    PrintCode,
    SaveDeclaration,
    TryCode,
)
from kiosk.errand_ports import CentreDesk, DeclarationStore, IssuedReply, Printer, Slip, StaffStore
from kiosk.errors import KioskError
from kiosk.events import Event
from kiosk.family import Member
from kiosk.gate import Gate
from kiosk.ports import Background, Clock
from kiosk.questionnaire import Campaign
from kiosk.screens import Language

log = logging.getLogger("kiosk.errands")
T = TypeVar("T")


class Kept(Protocol):
    """What else is asked of the store."""

    def inside_now(self) -> int:
        """How many people are inside by this kiosk's records."""


@dataclass(frozen=True, slots=True)
class Lanes:
    """Where things are done: the store's lane, one for the centre, one for paper."""

    store: Background
    centre: Background
    paper: Background


class ErrandServices:
    """Fits ``kiosk.conductor.Errands``. ``happen`` lets an event happen; everything here runs on the UI thread.

    ``body`` gives the words of a declaration as they wait to be sent; ``slip`` what stands on the paper. ``desk`` and
    ``printer`` are None where there are none. ``written`` is called after something was kept that is to be sent.
    """

    def __init__(
        self,
        declarations: DeclarationStore,
        staff: StaffStore,
        visits: Kept,
        body: Callable[[UUID], str | None],
        slip: Callable[[DeclareDone, Language], Slip],
        lanes: Lanes,
        clock: Clock,
        campaign: Campaign | None,
        happen: Callable[[Event], None],
        store_failed: Callable[[KioskError], None],
        *,
        printer: Printer | None = None,
        written: Callable[[], None] = lambda: None,
    ) -> None:
        self._declarations = declarations
        self._staff = staff
        self._visits = visits
        self._body = body
        self._slip = slip
        self._lanes = lanes
        self._clock = clock
        self._campaign = campaign
        self._happen = happen
        self._store_failed = store_failed
        self._printer = printer
        self._written = written
        self.desk: CentreDesk | None = None
        self.keys_wanted: Callable[[], None] = lambda: None

    def change_campaign(self, campaign: Campaign | None) -> None:
        """Declarations hold as this campaign says, from now on."""
        self._campaign = campaign

    def carry_out(self, effect: ErrandEffect, gate: Gate) -> None:
        """Do it, and let the answer happen."""
        match effect:
            case AskCode() | TryCode() | AskDeclared() | AskInsurance():
                self._ask_centre(effect, gate.language)
            case IssueCode(turn, declaration):
                self._issue(turn, declaration)
            case FindFamily(turn, phone, told):
                self._keep(
                    lambda: (self._declarations.family(phone, told), self._visits.inside_now()),
                    lambda found: FamilyFound(turn, tuple(found[0]), found[1], self._clock.now(), self._at),
                )
            case ListStaff(turn):
                self._keep(self._staff.listed, lambda found: StaffListed(turn, tuple(found), self._at))
            case CheckPin(turn, staff, pin):
                now = self._clock.now()
                self._keep(
                    lambda: self._staff.check(staff, pin, now, "attest_phone"),
                    lambda said: PinChecked(turn, said.right, said.tries_left, said.locked_seconds, self._at),
                )
            case SaveDeclaration():
                self._save(effect)
            case PrintCode(turn):
                self._print(turn, gate)
            case FetchKeys():
                self.keys_wanted()
            case _:
                assert_never(effect)

    @property
    def _at(self) -> float:
        return self._clock.monotonic()

    def _keep(self, work: Callable[[], T], answer: Callable[[T], Event]) -> None:
        self._lanes.store.run(work, lambda found: self._happen(answer(found)), self._store_failed)

    def _ask(self, turn: int, work: Callable[[CentreDesk], T], answer: Callable[[T], Event]) -> None:
        desk = self.desk
        if desk is None:
            self._happen(CentreSilent(turn, self._at))
            return

        def failed(fault: KioskError) -> None:
            log.warning("the centre could not be asked: %s", fault)
            self._happen(CentreSilent(turn, self._at))

        self._lanes.centre.run(lambda: work(desk), lambda found: self._happen(answer(found)), failed)

    def _ask_centre(self, effect: AskCode | TryCode | AskDeclared | AskInsurance, language: Language) -> None:
        turn = effect.turn
        match effect:
            case AskCode(phone=phone):
                request = uuid7()
                self._ask(
                    turn,
                    lambda desk: desk.send_code(request, phone.e164, language.value),
                    lambda said: CodeSent(
                        turn, request, said.outcome, said.valid_seconds, said.resend_seconds, said.tries_left, self._at
                    ),
                )
            case TryCode(request=asked, digits=digits):
                self._ask(
                    turn,
                    lambda desk: desk.try_code(asked, digits),
                    lambda said: CodeTried(turn, said.outcome, said.tries_left, said.people, self._at),
                )
            case AskDeclared(card=card):
                self._ask(
                    turn,
                    lambda desk: desk.declared(sorted(card.identifiers, key=lambda one: (one.kind, one.value))),
                    lambda holding: DeclaredFound(turn, holding, self._clock.now(), self._at),
                )
            case AskInsurance(request=asked, number=number):
                self._ask(
                    turn,
                    lambda desk: desk.insured(asked, number),
                    lambda person: InsuranceFound(turn, person, self._at),
                )

    def _save(self, effect: SaveDeclaration) -> None:
        now, campaign = self._clock.now(), self._campaign
        if campaign is None:
            raise ValueError("a declaration without a campaign")
        until = questionnaire.holds_until(campaign, now)

        def keep() -> tuple[Declaration, Member | None, int]:
            kept = self._declarations.declare(effect.filled, effect.card, now, until)
            return kept, self._declarations.member(kept.person), self._visits.inside_now()

        def answer(found: tuple[Declaration, Member | None, int]) -> Event:
            declaration, member, inside = found
            if member is None:
                raise ValueError("somebody who has just declared is not known")
            self._written()
            return DeclarationSaved(effect.turn, declaration, member, inside, now, self._at)

        self._keep(keep, answer)

    def _issue(self, turn: int, declaration: Declaration) -> None:
        def ask(body: str | None) -> None:
            if body is None:
                self._happen(CodeIssued(turn, "", "", None, self._at))
                return
            self._ask(turn, lambda desk: desk.issue(declaration.id, body), lambda said: _issued(turn, said, self._at))

        self._lanes.store.run(lambda: self._body(declaration.id), ask, self._store_failed)

    def _print(self, turn: int, gate: Gate) -> None:
        printer, screen = self._printer, gate.screen
        if printer is None or not isinstance(screen, DeclareDone):
            self._happen(Printed(turn, well=False, at=self._at))
            return
        slip = self._slip(screen, gate.language)

        def failed(fault: KioskError) -> None:
            log.error("%s: %s", printer.address, fault)
            self._happen(Printed(turn, well=False, at=self._at))

        self._lanes.paper.run(
            lambda: printer.print_slip(slip), lambda _: self._happen(Printed(turn, well=True, at=self._at)), failed
        )


def _issued(turn: int, said: IssuedReply | None, at: float) -> CodeIssued:
    if said is None:
        return CodeIssued(turn, "", "", None, at)
    return CodeIssued(turn, said.text, said.spelled, said.until, at)
