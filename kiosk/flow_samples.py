"""One of each screen of a longer errand, with an errand that fits, and everything that can happen there.

For drawing the flow and for trying it: the people are invented.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from uuid import UUID

from kiosk import campaigns
from kiosk.citizen_code import CitizenCode, issue, key_id
from kiosk.declarations import (
    AgeGroup,
    Consent,
    Declaration,
    DeclaredSex,
    Filled,
    Holding,
    Identity,
    PhoneProof,
    Relationship,
)
from kiosk.declaring_screens import (
    CodeState,
    DeclareAddress,
    DeclareConsent,
    DeclareDone,
    DeclareHealth,
    DeclareIdentity,
    Printing,
)
from kiosk.draft import Draft
from kiosk.errand_answers import (
    CentreSilent,
    CodeIssued,
    CodeOutcome,
    CodeSent,
    CodeTried,
    DeclarationSaved,
    DeclaredFound,
    FamilyFound,
    InsuranceFound,
    PinChecked,
    Printed,
    StaffListed,
    TryOutcome,
)
from kiosk.errand_events import (
    Agreed,
    Answered,
    AttestPressed,
    BackPressed,
    Box,
    DeclareForOtherPressed,
    DeclarePressed,
    DonePressed,
    EditNumberPressed,
    EditPressed,
    ErrandChoice,
    EveryonePressed,
    EyePressed,
    FinishPressed,
    NextPressed,
    NoMessagePressed,
    PageTurned,
    PersonPressed,
    PhonePressed,
    Picked,
    PrintPressed,
    RefusedConsent,
    ResendPressed,
    SendPressed,
    StillHerePressed,
    Turning,
    Typed,
    UseCardAddressPressed,
)
from kiosk.errand_screens import (
    ChoosePerson,
    CodeFault,
    CodeNotice,
    CodeRefused,
    EnterCode,
    EnterPhone,
    ErrandScreen,
    NobodyDeclared,
    NoCode,
    PinNotice,
    PinPurpose,
    StaffName,
    StaffPin,
    StillThere,
    StillThereFor,
    WhyNoCode,
)
from kiosk.errands.errand import Errand
from kiosk.events import Event
from kiosk.family import DeclaredPerson, Member
from kiosk.people import Identifier, IdentifierKind, PartialDate
from kiosk.phone import Phone
from kiosk.places import Places
from kiosk.questionnaire import Answer, Campaign, Field, QuestionKind, Result, Verdict
from kiosk.visits import Standing

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
PHONE = Phone("0900000001")
REQUEST = UUID(int=4)
STAFF = StaffName(UUID(int=5), "Nhân viên Mẫu", "attendant")
PERSON = UUID(int=6)


@cache
def campaign() -> Campaign:
    """The shipped form for everybody."""
    loaded = campaigns.load("khai-bao-toan-dan")
    if loaded is None:
        raise ValueError("the shipped campaign is missing")
    return loaded


@cache
def places() -> Places:
    """Today's provinces and wards."""
    return Places.load()


def code() -> str:
    """A citizen code as a centre would issue it, whose key nobody has."""
    private = bytes(range(32))
    said = CitizenCode(bytes(8), PERSON, "N. V. THỬ", NOW, NOW + timedelta(days=1), campaign().id, NOW)
    return issue(said, key_id(private), private, "https://kiemdich.example")


def holding(verdict: Verdict = Verdict.PASS, until: datetime = NOW + timedelta(hours=20)) -> Holding:
    """A declaration of some hours ago."""
    return Holding(NOW - timedelta(hours=4), until, verdict, campaign().id, PhoneProof.OTP)


def member(number: int = 0, standing: Standing | None = None) -> Member:
    """One of a family."""
    citizen = Identifier(IdentifierKind.CITIZEN_ID, f"0010900000{number:02d}")
    person = DeclaredPerson(
        UUID(int=PERSON.int + number),
        "Nguyễn Văn Thử",
        PartialDate(1990 + number),
        "male",
        frozenset({citizen}),
        holding(),
        "VN",
        PHONE.e164,
        proved=True,
    )
    return Member(person, standing or Standing(None, None, 0, holding()))


def whole_draft() -> Draft:
    """Everything filled in and agreed to, all answers *no*."""
    province = places().provinces[0]
    ward = places().search_wards(province.code, "")[0]
    values = {
        Field.NAME: "NGUYỄN VĂN THỬ",
        Field.BIRTH: "1990",
        Field.SEX: "male",
        Field.NATION: "VN",
        Field.PHONE: PHONE.national,
        Field.PROVINCE: province.code,
        Field.WARD: ward.code,
        Field.STREET: "Số 1 phố Ví Dụ",
    }
    answers = tuple(Answer(one.key, "no") for one in campaign().questions if one.kind is QuestionKind.YES_NO)
    return Draft(values, answers, agreed=True)


def declaration(verdict: Verdict = Verdict.PASS) -> Declaration:
    """A declaration that is on disk."""
    filled = Filled(
        campaign().id,
        campaign().version,
        "",
        Identity("NGUYỄN VĂN THỬ", PartialDate(1990), DeclaredSex.MALE, "VN"),
        None,
        (),
        Result(verdict),
        Consent("1", "0" * 64, "vi", "kiosk", Relationship.SELF),
    )
    return Declaration(UUID(int=7), UUID(int=3), 1, PERSON, NOW, NOW + timedelta(hours=24), filled)


def visits(late: float) -> Iterator[tuple[ErrandScreen, Errand | None]]:
    """Each screen with an errand that leads there; ``late`` is the monotonic time of the present."""
    phoned = Errand(digits=PHONE.national, phone=PHONE)
    code = EnterCode(PHONE.masked, "", CodeNotice.SENT, 5, late + 300, late)
    asked = Errand(digits=PHONE.national, phone=PHONE, request=REQUEST, code_screen=code)
    family = Errand(phone=PHONE, proof=PhoneProof.OTP, request=REQUEST, members=(member(), member(1)))
    draft = whole_draft()
    declaring = Errand(draft=draft)
    done = Errand(declaration=declaration(), member=member())
    province = places().provinces[0]
    yield EnterPhone(PHONE.national, None), phoned
    yield EnterPhone(PHONE.national, None, asking=True), phoned
    yield code, asked
    yield EnterCode(PHONE.masked, "123456", CodeNotice.SENT, 5, late + 300, late, asking=True), asked
    yield NoCode(WhyNoCode.OFFLINE, PHONE.masked, can_attest=True), phoned
    yield StaffPin(PinPurpose.ATTEST, (STAFF,), STAFF.id, 0, PinNotice.ENTER, 5), phoned
    yield ChoosePerson(PHONE.masked, (), 2, attested=False), family
    yield (
        ChoosePerson(PHONE.masked, (), 0, attested=False, asking=True),
        Errand(phone=PHONE, proof=PhoneProof.OTP, members=(member(),), queue=(PERSON,)),
    )
    yield NobodyDeclared(PHONE.masked, attested=False), phoned
    yield DeclareIdentity(draft, (), AgeGroup.ADULT), declaring
    yield (
        DeclareAddress(draft, (), province, None, "", "", (), 0, 1, (), 0, 0, 1),
        declaring,
    )
    yield DeclareHealth(draft, 0, ()), declaring
    yield DeclareConsent(draft, AgeGroup.ADULT, "", "", "", 5, 5), declaring
    yield DeclareConsent(draft, AgeGroup.ADULT, "", "", "", 5, 5, sending=True), done
    yield DeclareDone("", NOW, NOW, NOW, CodeState.HERE, Printing.READY, "X", can_add=True), done
    yield StillThere(StillThereFor.IDLE), Errand(back=EnterPhone())
    yield StillThere(StillThereFor.NEW_CODE), Errand(back=EnterPhone())
    yield CodeRefused(CodeFault.EXPIRED), None


Choose = Callable[[float], ErrandChoice]


def choices() -> Iterator[tuple[str, Choose]]:
    """What a visitor can do during an errand, by name."""
    plain: tuple[Choose, ...] = (
        PhonePressed,
        DeclarePressed,
        DeclareForOtherPressed,
        EyePressed,
        NextPressed,
        BackPressed,
        ResendPressed,
        EditNumberPressed,
        NoMessagePressed,
        AttestPressed,
        EveryonePressed,
        UseCardAddressPressed,
        RefusedConsent,
        SendPressed,
        PrintPressed,
        DonePressed,
        StillHerePressed,
        FinishPressed,
    )
    for one in plain:
        yield getattr(one, "__name__", ""), one
    yield "PersonPressed", lambda at: PersonPressed(PERSON, at)
    for turning in Turning:
        yield "PageTurned", lambda at, what=turning: PageTurned(what, 1, at)  # type: ignore[misc]
    for box, text in ((Box.PHONE, "0900000001"), (Box.CODE, "123456"), (Box.PIN, "719305"), (Box.WARD_SEARCH, "cam")):
        yield "Typed", lambda at, where=box, what=text: Typed(where, what, at)  # type: ignore[misc]
    for field, text in ((Field.NAME, "Trần Thị Mẫu"), (Field.BIRTH, "2020"), (Field.STREET, "")):
        yield "Typed", lambda at, where=field, what=text: Typed(where, what, at)  # type: ignore[misc]
    yield "Picked", lambda at: Picked(Field.SEX, "female", at)
    yield "Picked", lambda at: Picked(Field.PROVINCE, "01", at)
    yield "Picked", lambda at: Picked(Box.PIN, str(STAFF.id), at)
    for value in ("yes", "no"):
        yield "Answered", lambda at, what=value: Answered(campaign().questions[0].key, at, what)  # type: ignore[misc]
    yield "EditPressed", lambda at: EditPressed(Field.NAME, at)
    yield "EditPressed", lambda at: EditPressed(None, at)
    yield "Agreed", lambda at: Agreed(yes=True, at=at)


def answers(turn: int, at: float) -> Iterator[tuple[str, Event]]:
    """What the world can answer, by name."""
    for sent in CodeOutcome:
        yield f"code {sent}", CodeSent(turn, REQUEST, sent, 300, 60, 5, at)
    for tried in TryOutcome:
        yield f"code {tried}", CodeTried(turn, tried, 4, (), at)
    yield "centre silent", CentreSilent(turn, at)
    yield "family found", FamilyFound(turn, (member(), member(1)), 0, NOW, at)
    yield "nobody found", FamilyFound(turn, (), 0, NOW, at)
    yield "declared elsewhere", DeclaredFound(turn, holding(), NOW, at)
    yield "not declared elsewhere", DeclaredFound(turn, None, NOW, at)
    yield "insurance unknown", InsuranceFound(turn, None, at)
    yield "staff listed", StaffListed(turn, (STAFF,), at)
    yield "PIN right", PinChecked(turn, right=True, tries_left=5, locked_seconds=0.0, at=at)
    yield "PIN wrong", PinChecked(turn, right=False, tries_left=4, locked_seconds=0.0, at=at)
    for verdict in Verdict:
        yield f"declaration on disk: {verdict}", DeclarationSaved(turn, declaration(verdict), member(), 0, NOW, at)
    yield "citizen code issued", CodeIssued(turn, "X", "ABCD", NOW, at)
    yield "printed", Printed(turn, well=True, at=at)
