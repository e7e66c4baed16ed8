"""What the staff do that leaves no row of its own has its line in the audit log before it is done."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from kiosk.declarations import Declaration
from kiosk.desk.acts import Acts, Done, Said
from kiosk.desk.acts_slip import SlipOutcome, SlipPlace, print_code
from kiosk.desk.acts_work import Work
from kiosk.desk.one_more_kiosk import OneMoreKiosk
from kiosk.desk.rows import Detail
from kiosk.desk.unmasking import Unmasking, WhyUnmasked
from kiosk.errand_ports import IssuedReply
from kiosk.errors import StoreError
from kiosk.screens import Language
from kiosk.staff import Role, SignedIn
from kiosk.wire.checkpoint_messages import EnrolmentSaid
from tests.desk_memory import ATTENDANT, SUPERVISOR, Counter
from tests.test_desk_devices import Paper

UNTIL = datetime(2026, 11, 24, tzinfo=UTC)
TECHNICIAN = SignedIn(UUID(int=5), "Phạm Văn Thợ", Role.TECHNICIAN)


class Joining:
    """A centre that gives codes for more kiosks; ``asked`` is how often."""

    def __init__(self) -> None:
        self.asked = 0

    def enrolment_code(self) -> EnrolmentSaid:
        self.asked += 1
        return EnrolmentSaid(code="K7P2-9XQ4", text="https://centre.test/e/K7P2-9XQ4", until=UNTIL)


def joining(counter: Counter) -> tuple[OneMoreKiosk, Joining]:
    centre = Joining()
    return OneMoreKiosk(lambda: centre, counter.tools), centre  # type: ignore[arg-type,return-value] # codes alone


def test_a_line_is_written_in_the_name_of_whoever_is_signed_in_before_anything_is_done() -> None:
    counter, done = Counter(), list[str]()
    counter.store.hold = True
    counter.tools.note("posters saved", lambda: done.append("saved"))
    assert done == []
    counter.store.release()
    assert done == ["saved"]
    assert counter.people.by == [("posters saved", ATTENDANT.id)]


def test_nobody_signed_in_does_nothing() -> None:
    counter, done = Counter(staff=None), list[str]()
    counter.tools.note("posters saved", lambda: done.append("saved"))
    assert (done, counter.people.noted) == ([], [])


def test_what_the_log_does_not_take_is_not_done_and_the_gate_is_told() -> None:
    counter, done = Counter(), list[str]()
    counter.people.broken = True
    counter.tools.note("posters saved", lambda: done.append("saved"), lambda fault: done.append(str(fault)))
    assert done == ["disk full"]
    assert [type(fault) for fault in counter.faults] == [StoreError]


@pytest.mark.parametrize("staff", [ATTENDANT, TECHNICIAN])
def test_a_code_for_one_more_kiosk_is_given_to_nobody_but_a_supervisor(staff: SignedIn) -> None:
    counter = Counter(staff=staff)
    one_more, centre = joining(counter)
    one_more.ask()
    assert (centre.asked, one_more.state.code, counter.people.noted) == (0, "", [])


def test_a_code_for_one_more_kiosk_is_asked_for_once_the_log_has_it() -> None:
    counter = Counter(staff=SUPERVISOR)
    one_more, centre = joining(counter)
    counter.store.hold = True
    one_more.ask()
    assert centre.asked == 0
    counter.store.release()
    counter.store.release()
    assert (centre.asked, one_more.state.code) == (1, "K7P2-9XQ4")
    assert counter.people.by == [("code for one more kiosk", SUPERVISOR.id)]


def test_without_a_log_there_is_no_code_for_one_more_kiosk() -> None:
    counter = Counter(staff=SUPERVISOR)
    counter.people.broken = True
    one_more, centre = joining(counter)
    one_more.ask()
    assert (centre.asked, one_more.state.asking, one_more.state.not_asked) == (0, False, True)


class Issuing:
    """A centre that issues codes; ``asked`` is how often."""

    def __init__(self) -> None:
        self.asked = 0

    def issue(self, declaration: UUID, body: str) -> IssuedReply:  # noqa: ARG002
        self.asked += 1
        return IssuedReply("https://centre.test/c/1", "K7P2-9XQ4-0000", UNTIL)


@pytest.mark.parametrize(("broken", "outcome"), [(False, SlipOutcome.PRINTED), (True, SlipOutcome.NOT_PRINTED)])
def test_the_code_of_somebody_on_the_list_is_printed_once_the_log_has_it(broken: bool, outcome: SlipOutcome) -> None:
    counter, centre, paper = Counter(), Issuing(), Paper()
    counter.fill(1)
    counter.people.broken = broken
    counter.tools.centre = lambda: centre  # type: ignore[assignment,return-value] # only codes are asked for here
    counter.tools.body, counter.tools.printer = lambda _id: "{}", paper
    row = counter.people.rows[0]
    made = Declaration(UUID(int=8), UUID(int=9), 1, UUID(int=7), UNTIL, UNTIL, filled=None)  # type: ignore[arg-type]
    said: list[SlipOutcome] = []
    print_code(
        Detail(row, None, (), (), made), SlipPlace("Hà Vân", "Cổng", "", Language.VI), counter.tools, said.append
    )
    assert said == [outcome]
    assert counter.people.about == ([] if broken else [("code printed", UUID(int=7))])
    assert (centre.asked, len(paper.slips)) == ((0, 0) if broken else (1, 1))


def test_the_disk_being_full_is_told_to_the_gate_whatever_was_done(caplog: pytest.LogCaptureFixture) -> None:
    counter = Counter()
    counter.fill(1)
    key = counter.people.rows[0].key
    said: list[Said] = []
    acts = Acts(counter.tools, lambda: None, lambda _key, each: said.append(each))
    counter.people.broken = True
    acts.check_out(key)
    assert said[-1].done is Done.FAILED
    acts.open(key)
    Work(counter.tools, lambda: None, lambda: None).open()
    Unmasking(counter.tools, lambda _on: None).ask(WhyUnmasked.FIND, lambda _fault: None)
    assert [type(fault) for fault in counter.faults] == [StoreError] * 4
    assert caplog.text.count("StoreError") == 4
    assert "disk full" not in caplog.text


def test_what_is_only_refused_is_no_fault_of_the_store() -> None:
    counter = Counter()
    counter.fill(1)
    key = counter.people.rows[0].key
    counter.people.change(key, inside=False)
    Acts(counter.tools, lambda: None, lambda _key, _said: None).check_out(key)
    assert counter.faults == []


def test_only_the_word_of_a_reason_is_in_the_log() -> None:
    counter = Counter()
    assert Unmasking(counter.tools, lambda _on: None).ask(WhyUnmasked.OTHER, lambda _fault: None)
    assert counter.people.noted == ["unmasked other"]
