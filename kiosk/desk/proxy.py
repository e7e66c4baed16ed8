"""Khai hộ: a member of staff declares for somebody at the desk, on one page, and lets them in. No Qt.

``ProxyDesk`` holds the form, asks the world, and tells by ``changed`` that ``state`` is another.
"""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from kiosk import certificates
from kiosk.admission import local_date
from kiosk.cards.card import Card
from kiosk.declarations import PhoneProof
from kiosk.declaring_screens import DeclareDone
from kiosk.desk import proxy_filling as forms
from kiosk.desk.figures import Passage
from kiosk.desk.lookup_code import CodeAsking, CodeStage
from kiosk.desk.proxy_cards import Coded, find_known, read
from kiosk.desk.proxy_deriving import derived
from kiosk.desk.proxy_done import Finishing
from kiosk.desk.proxy_form import Copied, Form, Start, Tick
from kiosk.desk.proxy_state import Asking, Done, Notice, ProxyState
from kiosk.desk.recording import Wish
from kiosk.desk.rows import RowKey
from kiosk.desk.tools import DeskTools
from kiosk.errand_ports import Slip
from kiosk.family import Member
from kiosk.phone import Phone, parse
from kiosk.questionnaire import Field
from kiosk.scans import Scan
from kiosk.screens import Language

NOBODY = UUID(int=0)
NOTHING = Start()


class ProxyDesk:
    """The form, and everything that can be done with it. ``slip`` makes the paper of what was kept.

    ``passed`` is told how long each took, without any name.
    """

    def __init__(
        self,
        tools: DeskTools,
        slip: Callable[[DeclareDone, Language], Slip],
        language: Language,
        changed: Callable[[ProxyState], None] = lambda _: None,
        passed: Callable[[Passage], None] = lambda _: None,
    ) -> None:
        self._tools = tools
        self._language = language
        self.changed = changed
        self._code = CodeAsking(tools, language.value, self._code_moved)
        self._finishing = Finishing(tools, slip, language, self._kept, self._moved, self._not_kept, passed)
        self._last: Copied | None = None
        self._held: Card | Coded | None = None
        self._turn = 0
        self._began: float | None = None
        self._referral: RowKey | None = None
        self._state = self._derived(ProxyState(forms.blank(NOBODY), ""))

    @property
    def state(self) -> ProxyState:
        """What the page shows."""
        return self._state

    @property
    def has_content(self) -> bool:
        """Whether something typed would be lost."""
        return forms.has_content(self._state.form)

    def begin(self, start: Start = NOTHING) -> None:
        """A new form for whoever is signed in; the banner of the last one stays."""
        staff, self._held, self._began = self._tools.signed_in(), None, None
        self._turn += 1
        self._code.forget()
        self._referral = start.referral
        form = forms.begun(start, staff.id if staff else NOBODY)
        notice = Notice.KNOWN if form.renews else Notice.WITHHELD if start.withheld else None
        state = replace(self._state, form=form, asking=None, notice=notice, saving=False, by_hand=False)
        self._put(replace(state, operator=staff.name if staff else ""))

    def forget(self) -> None:
        """The page is left or the desk locked: nobody's data stays."""
        self._last = None
        self._finishing.forget()
        self._state = replace(self._state, done=None)
        self.begin()

    def type(self, field: Field, text: str) -> None:
        """The text of a field, as it stands after a key stroke or a choice."""
        if self._state.saving:
            return
        before, form = self._state.form, forms.typed(self._state.form, field, text)
        if before.draft.get(Field.PHONE) != form.draft.get(Field.PHONE):
            self._code.forget()
        self._edit(form, by_hand=True)

    def leave(self, field: Field) -> None:
        """A field was left: it may say what is wrong with it, but not while nobody has begun."""
        form = self._state.form
        if field not in form.left and self.has_content:
            self._put(replace(self._state, form=replace(form, left=form.left | {field})))

    def answer(self, question: str, value: str | None = None, note: str | None = None) -> None:
        """A question was answered, or its note written."""
        if not self._state.saving:
            self._edit(forms.answered(self._state.form, question, value, note), by_hand=True)

    def tick(self, tick: Tick, *, yes: bool) -> None:
        """Somebody has said that they agree, or takes it back."""
        if not self._state.saving:
            self._edit(forms.ticked(self._state.form, tick, yes=yes), by_hand=True)

    def copy_last(self) -> None:
        """Take over phone and address of the last declaration."""
        if self._last is not None and not self._state.saving:
            self._code.forget()
            self._edit(forms.copied(self._state.form, self._last), by_hand=True)

    def take(self, scan: Scan) -> None:
        """A code was held up: it fills the form. Another person's asks first."""
        if self._state.saving:
            self._put(replace(self._state, notice=Notice.BUSY))
            return
        match read(scan, self._tools.rules(), self._tools.clock.now()):
            case Notice() as notice:
                self._put(replace(self._state, notice=notice))
            case Phone() as number:
                self.type(Field.PHONE, number.national)
            case Card() | Coded() as found if self._is_anothers(found):
                self._held = found
                self._put(replace(self._state, asking=Asking.OTHER_CARD))
            case found:
                self._fill(found)

    def take_other(self, *, yes: bool) -> None:
        """Begin anew with the card that was held up, or go on with the one that stands there."""
        held, self._held = self._held, None
        if yes and held is not None:
            self.begin()
            self._fill(held)
        else:
            self._put(replace(self._state, asking=None))

    def send_code(self) -> None:
        """Have a code sent to the number in the form."""
        number = parse(self._state.form.draft.get(Field.PHONE))
        if isinstance(number, Phone) and self._state.form.draft.phone_proof is PhoneProof.NONE:
            self._code.send(number)

    def try_code(self, digits: str) -> None:
        """Have the code checked that was read out."""
        self._code.try_(digits)

    def stop_code(self) -> None:
        """Go on without a code."""
        self._code.forget()
        self._put(self._state)

    def save(self, *, enter: bool) -> bool:
        """Keep the declaration, with the check-in (``enter``), and print its code; False while something is wanted."""
        state, rules, staff = self._state, self._tools.rules(), self._tools.signed_in()
        if state.saving or staff is None:
            return False
        if state.wanted or rules.campaign is None:
            self._put(replace(state, form=replace(state.form, tried=True)))
            return False
        now = self._tools.clock.now()
        form = replace(state.form, draft=replace(state.form.draft, declared_by=staff.id))
        filled, card = forms.finished(form, rules, local_date(now), self._language.value)
        wish = Wish(filled, card, form.passport, form.trust, enter, staff.id, self._referral)
        self._last = forms.to_copy(form)
        began = self._began if self._began is not None else self._tools.clock.monotonic()
        self._put(replace(state, saving=True, done=None))
        self._finishing.keep(wish, rules, now, began)
        return True

    def let_in(self, reason: str) -> bool:
        """Let somebody in whose answers need a person's eye; False without a reason."""
        done = self._state.done
        if done is None or not done.to_decide or not reason.strip():
            return False
        self._finishing.let_in(reason)
        return True

    def send_away(self) -> None:
        """They do not come in now: they stand on the staff's list."""
        self._finishing.refer()

    def print_again(self) -> None:
        """Print the slip of the last one once more."""
        self._finishing.print_slip()

    def drop(self, *, sure: bool = False) -> None:
        """*Esc*: asks before anything is lost."""
        if self._state.saving:
            return
        if self.has_content and not sure:
            self._put(replace(self._state, asking=Asking.DROP))
        else:
            self.begin()

    def stay(self) -> None:
        """Go on as before what was asked."""
        self._held = None
        self._put(replace(self._state, asking=None))

    def renew(self, person: UUID, start: Start = NOTHING) -> None:
        """Begin with what somebody declared last, known from the list: only the questions are left to ask."""
        self.begin(start)
        self._find(person)

    def _is_anothers(self, found: Card | Coded) -> bool:
        form = self._state.form
        if isinstance(found, Card):
            return forms.is_anothers(form, found)
        return forms.has_content(form) and form.draft.person != found.person

    def _fill(self, found: Card | Coded) -> None:
        if isinstance(found, Coded):
            self._find(found.person)
            return
        rules, now = self._tools.rules(), self._tools.clock.now()
        if rules.places is None:
            return
        trust = certificates.check(found.certificate, rules.signers, now) if found.certificate else None
        self._edit(forms.carded(self._state.form, found, rules.places, trust), Notice.FILLED)
        self._find(found)

    def _find(self, who: Card | UUID) -> None:
        """See whether whoever this is declared here before."""
        staff, now, tools = self._tools.signed_in(), self._tools.clock.now(), self._tools
        if staff is None:
            return
        self._turn += 1
        turn = self._turn

        def found(member: Member | None) -> None:
            if turn != self._turn or self._state.saving:
                return
            if member is not None:
                self._edit(forms.renewed(self._state.form, member.person), Notice.KNOWN)
            elif isinstance(who, UUID):
                self._put(replace(self._state, notice=Notice.NOBODY))

        tools.lanes.store.run(lambda: find_known(tools, who, staff.id, now), found, tools.store_failed)

    def _edit(self, form: Form, notice: Notice | None = None, *, by_hand: bool = False) -> None:
        if self._began is None and forms.has_content(form):
            self._began = self._tools.clock.monotonic()
        stays = self._state.notice if self._state.notice in (Notice.FILLED, Notice.KNOWN) else None
        by_hand = by_hand or self._state.by_hand
        self._put(replace(self._state, form=form, notice=notice or stays, by_hand=by_hand))

    def _code_moved(self) -> None:
        code, form = self._code.state, self._state.form
        if code.stage is CodeStage.RIGHT and code.phone == parse(form.draft.get(Field.PHONE)):
            draft = replace(form.draft, phone_proof=PhoneProof.OTP, request=code.request, attested_by=None)
            form = replace(form, draft=draft)
        self._put(replace(self._state, form=form))

    def _kept(self, done: Done) -> None:
        """The declaration is on disk: the form is ready for the next."""
        self._state = replace(self._state, done=done)
        self.begin()

    def _moved(self, done: Done) -> None:
        self._put(replace(self._state, done=done))

    def _not_kept(self) -> None:
        self._put(replace(self._state, saving=False))

    def _put(self, state: ProxyState) -> None:
        self._state = self._derived(state)
        self.changed(self._state)

    def _derived(self, state: ProxyState) -> ProxyState:
        state = replace(state, code=self._code.state, can_copy=self._last is not None)
        return derived(state, self._tools.rules(), local_date(self._tools.clock.now()))
