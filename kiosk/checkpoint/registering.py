"""The second step: finding the centre, confirming a number, registering a checkpoint or joining one."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from uuid_utils.compat import uuid7

from kiosk import phone as phones
from kiosk.checkpoint import enrolment
from kiosk.checkpoint import setting_up_form as form
from kiosk.checkpoint.enrolment import enrolled_with
from kiosk.checkpoint.ports import Registrar
from kiosk.checkpoint.setting_up_draft import Draft, Step, Way
from kiosk.checkpoint.setting_up_progress import Progress
from kiosk.checkpoint.setting_up_state import Colleagues, PhoneState, Problem, Reached, Registration
from kiosk.checkpoint.setting_up_trouble import Trouble
from kiosk.errors import KioskError, ServerRefused
from kiosk.phone import Phone
from kiosk.scans import Scan
from kiosk.wire.checkpoint_messages import CheckpointSaid, Enrolled, EnrolmentTyped, RegistrantJudged
from kiosk.wire.desk_messages import OtpSaid
from kiosk.wire.signing import SigningKey

T = TypeVar("T")


class Registering:
    """Carries out the second step. Everything that waits for the centre is asked on the network's lane."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._registrars: dict[str, Registrar] = {}
        self._request: UUID | None = None
        self._asked_for = ""  # the number a code was sent to
        self._session = ""

    @property
    def confirmed(self) -> bool:
        """Whether the number that stands there was confirmed, not long ago."""
        return bool(self._session) and self._asked_for == self._number()

    def choose_server(self, text: str) -> None:
        """Another address of a centre was typed: what was said of the old one no longer holds."""
        self._session = ""
        self._progress.edit(server=text, alone=False)
        self._progress.put(reached=Reached.UNKNOWN, skew=None, phone=PhoneState.NONE)

    def choose_alone(self, *, alone: bool) -> None:
        """Try it out without a centre, or not."""
        self._progress.edit(alone=alone)
        self._progress.put(problems=(), reached=Reached.UNKNOWN, skew=None, registration=Registration.FORM)

    def choose_way(self, way: Way) -> None:
        """Register a checkpoint, or join one by code or by number."""
        self._progress.edit(way=way, alone=False)
        self._progress.put(problems=(), registration=Registration.FORM)

    def type_phone(self, text: str) -> None:
        """The registrant's number; another one than was confirmed has to be confirmed again."""
        self._progress.edit(phone=text)
        if self._asked_for and self._asked_for != self._number():
            self._progress.put(phone=PhoneState.NONE, mine=())
        elif self.confirmed:
            self._progress.put(phone=PhoneState.CONFIRMED)

    def type_code(self, text: str) -> None:
        """The enrolment code as it is typed."""
        problems = tuple(one for one in self._progress.state.problems if one[0] != "join_code")
        self._progress.put(join_code=text, problems=problems)

    def reach(self, then: Callable[[], None] = lambda: None) -> None:
        """See whether a centre answers, and how far its clock is away; ``then`` either way."""
        if self._problem_of("server"):
            self._progress.put(problems=(("server", Problem.NO_ADDRESS),))
            return
        url = self._url()

        def reached(skew: float) -> None:
            if url == self._url():
                self._progress.put(reached=Reached.YES, skew=skew)
                then()

        def unreached(fault: KioskError) -> None:
            if url == self._url():
                self._progress.trouble(fault, Trouble.UNREACHED, reached=Reached.NO, skew=None)
                then()

        self._progress.put(reached=Reached.ASKING, why="")
        self._ask(lambda registrar: registrar.reach(), reached, unreached)

    def send_code(self) -> None:
        """Have a code sent to the number that stands there; not while one is on its way."""
        if self._progress.state.phone in (PhoneState.SENDING, PhoneState.TRYING):
            return
        phone = phones.parse(self._progress.draft.phone)
        if not isinstance(phone, Phone):
            self._progress.put(problems=(("phone", Problem.NO_MOBILE),))
            return
        if self._problem_of("server"):
            self._progress.put(problems=(("server", Problem.NO_ADDRESS),))
            return
        request = uuid7()
        self._request, self._asked_for, self._session = request, phone.e164, ""
        self._progress.put(phone=PhoneState.SENDING, why="")
        language = self._progress.draft.language.value

        def sent(said: OtpSaid) -> None:
            if request == self._request:
                self._sent(said)

        def failed(fault: KioskError) -> None:
            if request == self._request:
                offline = not isinstance(fault, ServerRefused)
                reached = Reached.NO if offline else Reached.YES
                self._progress.trouble(fault, phone=PhoneState.NONE, reached=reached)

        self._ask(lambda registrar: registrar.send_code(request, phone.e164, language), sent, failed)

    def try_code(self, digits: str) -> None:
        """Have the digits from the message checked."""
        request = self._request
        if request is None or not self._progress.state.phone.awaits_code:
            return
        self._progress.put(phone=PhoneState.TRYING, why="")

        def judged(said: RegistrantJudged) -> None:
            if request == self._request:
                self._judged(said)

        def failed(fault: KioskError) -> None:
            if request == self._request:
                self._progress.trouble(fault, phone=PhoneState.SENT)

        self._ask(lambda registrar: registrar.try_code(request, digits), judged, failed)

    def register(self) -> None:
        """*Đăng ký và tiếp tục*: what is missing is named; then name, phone and address are read back."""
        state = self._progress.state
        draft = state.draft
        found = form.problems(draft, state.join_code)
        if state.registration is Registration.UNDER_WAY:
            return
        if found:
            self._progress.put(problems=found)
        elif draft.enrolled and not draft.pending:
            self._move_on(draft)
        elif draft.alone:
            self._move_on(draft.with_(pending=False))
        elif draft.way is Way.CODE:
            self._enrol()
        elif self.confirmed:
            if draft.way is Way.NEW:
                self._progress.put(registration=Registration.READ_BACK, problems=(), why="")
            else:
                self._progress.put(problems=(("phone", Problem.CHOOSE_ONE),))
        elif state.reached is Reached.NO and draft.way is Way.NEW:
            self._progress.put(registration=Registration.LATER, problems=(), why="")
        elif state.reached in (Reached.UNKNOWN, Reached.ASKING):
            self.reach(self.register)
        else:
            self._progress.put(problems=(("phone", Problem.NOT_CONFIRMED),))

    def unconfirm(self) -> None:
        """Back to the form."""
        self._progress.put(registration=Registration.FORM)

    def confirm(self) -> None:
        """What was read back is right: register it, or keep it until there is a network."""
        draft, state = self._progress.draft, self._progress.state
        if state.registration is Registration.LATER:
            self._move_on(draft.with_(pending=True))
        elif state.registration is Registration.READ_BACK:
            self._progress.put(registration=Registration.UNDER_WAY)
            session, device = self._session, self._progress.ports.device

            def asked(registrar: Registrar, key: SigningKey) -> Enrolled:
                return registrar.register(session, form.checkpoint_wanted(draft, device, key.public_text), key)

            # Its id is on disk before it is asked: after a power cut it is the same registration.
            self._progress.keep(lambda: self._ask_to_enrol(asked))

    def join(self, checkpoint: CheckpointSaid) -> None:
        """Join one of the checkpoints of the number that was confirmed."""
        if self._progress.state.registration is Registration.UNDER_WAY:
            return
        gate = tuple(one for one in form.problems(self._progress.draft) if one[0] == "gate")
        if gate or not self.confirmed:
            self._progress.put(problems=gate or (("phone", Problem.NOT_CONFIRMED),))
            return
        self._progress.put(registration=Registration.UNDER_WAY)
        session, draft, device = self._session, self._progress.draft, self._progress.ports.device

        def asked(registrar: Registrar, key: SigningKey) -> Enrolled:
            return registrar.join(session, checkpoint.code, form.device_wanted(draft, device, key.public_text), key)

        self._ask_to_enrol(asked)

    def scanned(self, scan: Scan) -> bool:
        """A code was held up; True for one that lets this kiosk join.

        It is taken at once, unless it names another centre than stands there: that has to be looked at first.
        """
        draft = self._progress.draft
        found = enrolment.parse(scan.text)
        if found is None or draft.way is not Way.CODE or draft.enrolled:
            return False
        if self._progress.state.registration is Registration.UNDER_WAY:
            return True
        url, code = found
        self.type_code(code)
        if url is not None and url != self._url():
            self.choose_server(url)
        else:
            self.register()
        return True

    def start_over(self) -> None:
        """Leave the checkpoint and fill the form in anew, as another registration."""
        self._progress.edit(code="", poster="", pending=False, id=uuid7())
        self._progress.put(registration=Registration.FORM, problems=(), colleagues=Colleagues.NOT_ASKED)

    def _enrol(self) -> None:
        state = self._progress.state
        self._progress.put(registration=Registration.UNDER_WAY, problems=(), why="")
        device, gate = self._progress.ports.device, state.draft.gate.strip()
        code = enrolment.typed(state.join_code)

        def asked(registrar: Registrar, key: SigningKey) -> Enrolled:
            return registrar.enrol(EnrolmentTyped(device=device, gate=gate, code=code, key=key.public_text), key)

        self._ask_to_enrol(asked)

    def _ask_to_enrol(self, asked: Callable[[Registrar, SigningKey], Enrolled]) -> None:
        keys = self._progress.ports.keys
        self._ask(
            lambda registrar: enrolled_with(keys, lambda key: asked(registrar, key)), self._enrolled, self._refused
        )

    def _enrolled(self, said: Enrolled) -> None:
        self._session = ""
        self._move_on(form.enrolled(self._progress.draft, said))

    def _move_on(self, draft: Draft) -> None:
        self._progress.put(registration=Registration.FORM, join_code="", reached=self._progress.state.reached)
        self._progress.move(draft.with_(step=max(Step.DEVICES, draft.step)))

    def _refused(self, fault: KioskError) -> None:
        offline = not isinstance(fault, ServerRefused)
        if offline and self._progress.draft.way is Way.NEW:
            self._progress.trouble(fault, registration=Registration.LATER, reached=Reached.NO)
            return
        by_code = self._progress.draft.way is Way.CODE
        if not offline and not by_code:
            self._session = ""  # whatever is wrong, the number has to be confirmed anew
            self._progress.put(phone=PhoneState.NONE)
        reached = Reached.NO if offline else Reached.YES
        kind = Trouble.CODE_REFUSED if by_code and not offline else None
        self._progress.trouble(fault, kind, registration=Registration.REFUSED, reached=reached)

    def _sent(self, said: OtpSaid) -> None:
        now = self._progress.ports.clock.monotonic()
        resend = None if said.resend_seconds is None else now + said.resend_seconds
        self._progress.put(
            phone=PhoneState(said.outcome),
            tries_left=said.tries_left,
            resend_at=resend,
            reached=Reached.YES,
            problems=(),
        )

    def _judged(self, said: RegistrantJudged) -> None:
        if said.outcome == "right" and said.session:
            self._session = said.session
            problems = (
                () if self._progress.draft.way is Way.NEW or said.checkpoints else (("phone", Problem.NO_CHECKPOINT),)
            )
            self._progress.put(phone=PhoneState.CONFIRMED, mine=said.checkpoints, problems=problems)
        else:
            self._progress.put(phone=PhoneState(said.outcome), tries_left=said.tries_left)

    def _ask(
        self, ask: Callable[[Registrar], T], then: Callable[[T], None], failed: Callable[[KioskError], None]
    ) -> None:
        url = self._url()
        if url not in self._registrars:
            self._registrars[url] = self._progress.ports.registrar(url)
        registrar = self._registrars[url]
        self._progress.ports.network.run(lambda: ask(registrar), then, failed)

    def _url(self) -> str:
        return form.server_url(self._progress.draft.server)

    def _number(self) -> str:
        parsed = phones.parse(self._progress.draft.phone)
        return parsed.e164 if isinstance(parsed, Phone) else ""

    def _problem_of(self, name: str) -> bool:
        return any(found == name for found, _ in form.problems(self._progress.draft))
