"""Looking a phone number up at the desk: a code is sent to it and read out, then everybody declared on it is listed.

Until the code was right nothing tells whether anybody is declared. Where no code can be had the member of staff
vouches for the number, which is noted. The rules are those of the visitors' own screens (kiosk/errands). No Qt.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from uuid import UUID

from kiosk import phone as phones
from kiosk.admission import Rules
from kiosk.declarations import PhoneProof
from kiosk.desk import recording
from kiosk.desk.lookup_code import CODE_DIGITS, CodeAsking, CodeStage, PhoneCode
from kiosk.desk.proxy_form import Start
from kiosk.desk.tools import DeskTools
from kiosk.errand_screens import PersonAct, PersonRow
from kiosk.errands import choosing
from kiosk.errands.errand import Errand
from kiosk.errands.phoning import LONGEST_NUMBER
from kiosk.errors import KioskError
from kiosk.family import DeclaredPerson, Member
from kiosk.phone import Phone, PhoneProblem
from kiosk.visits import Via, Visit


class Stage(StrEnum):
    """How far it has come."""

    NUMBER = "number"
    CODE = "code"
    NO_CODE = "no_code"
    LOOKING = "looking"
    PEOPLE = "people"
    NOBODY = "nobody"


class Moved(StrEnum):
    """Why somebody was not recorded."""

    CHANGED = "changed"  # they came or went meanwhile, or may not come in any more
    FULL = "full"


@dataclass(frozen=True, slots=True, repr=False)
class Lookup:
    """What the page shows. ``problem`` is None once the number is a mobile one.

    ``all_count`` is how many can be checked in at once (0 hides it). ``moved``: the last press recorded nothing.
    """

    stage: Stage = Stage.NUMBER
    digits: str = ""
    problem: PhoneProblem | None = PhoneProblem.EMPTY
    unusual: bool = False
    code: PhoneCode = field(default_factory=PhoneCode)
    attested: bool = False
    rows: tuple[PersonRow, ...] = ()
    all_count: int = 0
    recording: bool = False
    moved: Moved | None = None

    def __repr__(self) -> str:
        return f"Lookup({self.stage})"

    @property
    def phone(self) -> Phone | None:
        """The number, once it is one."""
        found = phones.parse(self.digits)
        return found if isinstance(found, Phone) else None


class LookupDesk:
    """Does it. ``declare`` goes on to khai hộ with what is known by then."""

    def __init__(
        self,
        tools: DeskTools,
        language: str,
        declare: Callable[[Start], None],
        changed: Callable[[Lookup], None] = lambda _: None,
    ) -> None:
        self._tools = tools
        self._declare = declare
        self.changed = changed
        self._code = CodeAsking(tools, language, self._code_moved)
        self._errand = Errand()
        self._turn = 0
        self.state = Lookup()

    def type(self, text: str) -> None:
        """The number, as it stands after a key stroke."""
        if self.state.stage is not Stage.NUMBER or self._code.state.waits:
            return
        digits = "".join(letter for letter in text if letter in "+0123456789")[:LONGEST_NUMBER]
        found = phones.parse(digits)
        problem = found if isinstance(found, PhoneProblem) else None
        unusual = isinstance(found, Phone) and not phones.prefix_known(found)
        self._put(replace(self.state, digits=digits, problem=problem, unusual=unusual))

    def ask(self) -> None:
        """Have a code sent."""
        number = self.state.phone
        if number is not None and self.state.stage in (Stage.NUMBER, Stage.CODE):
            self._code.send(number)

    def try_code(self, digits: str) -> None:
        """Have the code checked that was read out."""
        if len(digits) == CODE_DIGITS:
            self._code.try_(digits)

    def no_message(self) -> None:
        """No message came."""
        self._code.no_message()

    def again(self) -> None:
        """Back to the code while it lasts, else to the number."""
        if not self._code.back_to_code():
            self.back()

    def back(self) -> None:
        """Back to the number, with its digits; from the list, to an empty one."""
        kept = self.state.digits if self.state.stage in (Stage.CODE, Stage.NO_CODE) else ""
        self.forget()
        self.type(kept)

    def attest(self) -> None:
        """Vouch for the number: whoever is signed in says that it is the visitor's."""
        staff, number = self._tools.signed_in(), self.state.phone
        if self.state.stage is not Stage.NO_CODE or staff is None or number is None:
            return
        self._errand = Errand(phone=number, proof=PhoneProof.ATTESTED, attested_by=staff.id)
        self._look(number, (), "phone vouched for")

    def press(self, person: UUID) -> None:
        """The act beside somebody."""
        row = next((one for one in self.state.rows if one.person == person), None)
        if row is None or self.state.recording:
            return
        if row.act in (PersonAct.CHECK_IN, PersonAct.CHECK_OUT):
            self._record((person,))
        elif row.act in (PersonAct.DECLARE, PersonAct.SEE_STAFF):
            self.declare(person)

    def everyone(self) -> None:
        """Let in all who can."""
        if self.state.all_count and not self.state.recording:
            self._record(tuple(row.person for row in self.state.rows if row.act is PersonAct.CHECK_IN))

    def declare(self, person: UUID | None = None) -> None:
        """Khai hộ for somebody on the list, or for somebody new on this number."""
        errand, number = self._errand, self.state.phone
        if self.state.stage not in (Stage.PEOPLE, Stage.NOBODY) or number is None:
            return
        known = choosing.known(errand, person) if person is not None else None
        withheld = person is not None and known is None
        self._declare(Start(number, errand.proof, errand.request, errand.attested_by, known, withheld))

    def forget(self) -> None:
        """The page is left, or the desk locked: nobody's data stays."""
        self._turn += 1
        self._code.forget()
        self._errand = Errand()
        self._put(Lookup())

    def _code_moved(self) -> None:
        code = self._code.state
        match code.stage:
            case CodeStage.RIGHT if code.phone is not None:
                self._errand = Errand(phone=code.phone, request=code.request, proof=PhoneProof.OTP)
                self._look(code.phone, code.people, "phone looked up")
                return
            case CodeStage.SENT | CodeStage.TRYING:
                stage = Stage.CODE
            case CodeStage.NOT_TO_BE_HAD:
                stage = Stage.NO_CODE
            case _:
                stage = self.state.stage
        self._put(replace(self.state, stage=stage))

    def _look(self, number: Phone, told: tuple[DeclaredPerson, ...], what: str) -> None:
        """Find everybody declared on the number, once somebody may know; that they did is in the audit log."""
        self._turn += 1
        turn, tools, staff, now = self._turn, self._tools, self._tools.signed_in(), self._tools.clock.now()
        if staff is None:
            return
        self._put(replace(self.state, stage=Stage.LOOKING))

        def find() -> tuple[tuple[Member, ...], int]:
            tools.people.note(what, staff.id, None, now)
            return tuple(tools.declarations.family(number, told)), tools.visits.inside_now()

        def found(answer: tuple[tuple[Member, ...], int]) -> None:
            if turn == self._turn:
                self._errand = replace(self._errand, members=answer[0], inside_now=answer[1])
                self._listed()

        tools.lanes.store.run(find, found, lambda fault: self._failed(turn, fault))

    def _record(self, who: tuple[UUID, ...]) -> None:
        staff, errand, turn = self._tools.signed_in(), self._errand, self._turn
        if staff is None:
            return
        tools, rules, now = self._tools, self._rules(), self._tools.clock.now()
        how = Via.PHONE if errand.proof is PhoneProof.OTP else Via.PHONE_ATTESTED
        members = [one for one in errand.members if one.person.id in who]
        self._put(replace(self.state, recording=True, moved=None))

        def record() -> tuple[list[tuple[Member, Visit | None]], int]:
            crossed = [recording.cross(tools.visits, one, how, rules, now, staff.id) for one in members]
            return crossed, tools.visits.inside_now()

        def recorded(answer: tuple[list[tuple[Member, Visit | None]], int]) -> None:
            tools.written()
            if turn == self._turn:
                self._recorded(*answer)

        tools.lanes.store.run(record, recorded, lambda fault: self._failed(turn, fault))

    def _recorded(self, crossed: list[tuple[Member, Visit | None]], inside_now: int) -> None:
        now_are = {member.person.id: member for member, _ in crossed}
        done = tuple((member.person.id, visit) for member, visit in crossed if visit is not None)
        members = tuple(now_are.get(one.person.id, one) for one in self._errand.members)
        stays = tuple(one for one in self._errand.done if one[0] not in now_are)
        self._errand = replace(self._errand, members=members, inside_now=inside_now, done=(*stays, *done))
        self._listed(Moved.CHANGED if len(done) < len(crossed) else None)

    def _listed(self, moved: Moved | None = None) -> None:
        errand, rules, now = self._errand, self._rules(), self._tools.clock.now()
        rows: list[PersonRow] = []
        pages = -(-len(errand.members) // choosing.ROWS_A_PAGE)
        for page in range(pages):
            rows += choosing.listing(replace(errand, page=page), rules, now).rows
        count = choosing.listing(errand, rules, now).all_count if rows else 0
        full = rules.capacity is not None and errand.inside_now >= rules.capacity
        if moved is not None and full:
            moved = Moved.FULL
        stage, attested = Stage.PEOPLE if rows else Stage.NOBODY, errand.proof is PhoneProof.ATTESTED
        state = replace(self.state, stage=stage, rows=tuple(rows), all_count=count, attested=attested)
        self._put(replace(state, recording=False, moved=moved))

    def _rules(self) -> Rules:
        return replace(self._tools.rules(), now=self._tools.clock.now())

    def _failed(self, turn: int, fault: KioskError) -> None:
        if turn == self._turn:
            self._put(replace(self.state, recording=False))
        self._tools.store_failed(fault)

    def _put(self, state: Lookup) -> None:
        self.state = replace(state, code=self._code.state)
        self.changed(self.state)
