"""Khai hộ without a display: what is kept, who is let in, what is printed, and what stays afterwards."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.declaring_screens import CodeState, Printing
from kiosk.desk.proxy_form import FieldWanted, QuestionWanted, Tick, TickWanted
from kiosk.desk.proxy_state import Notice
from kiosk.desk.recording import Outcome
from kiosk.questionnaire import Field
from kiosk.visits import Act, Via
from tests.desk_declaring import CCCD, OLD_CCCD, OTHER_CCCD, Reception, campaign
from tests.ui.desk_fakes import HEAD, NURSE


@pytest.fixture
def reception(tmp_path: Path) -> Iterator[Reception]:
    made = Reception(tmp_path)
    yield made
    made.set.store.close()


def test_a_card_fills_name_number_birth_sex_nation_and_an_address_of_today(reception: Reception) -> None:
    reception.scans(CCCD)
    draft = reception.desk.state.form.draft
    assert (draft.get(Field.NAME), draft.get(Field.BIRTH), draft.get(Field.SEX)) == (
        "PHẠM THỊ NGOÀI",
        "15/08/1955",
        "female",
    )
    assert (draft.get(Field.PROVINCE), draft.get(Field.STREET)) == ("38", "Số 2 phố Ví Dụ")
    assert Field.WARD in draft.from_card
    assert reception.desk.state.notice is Notice.FILLED


def test_an_address_of_before_july_2025_is_shown_and_not_guessed(reception: Reception) -> None:
    reception.scans(OLD_CCCD)
    draft = reception.desk.state.form.draft
    assert draft.old_address.endswith("Hà Nội")
    assert not draft.get(Field.PROVINCE)


def test_nothing_about_health_or_consent_is_chosen_beforehand(reception: Reception) -> None:
    wanted = reception.desk.state.wanted
    assert [one.key for one in wanted if isinstance(one, QuestionWanted)] == [q.key for q in campaign().questions]
    assert wanted[-1] == TickWanted(Tick.SPOKEN)
    assert not reception.desk.state.form.ticks


def test_what_is_wanted_stands_in_reading_order(reception: Reception) -> None:
    fields = [one.field for one in reception.desk.state.wanted if isinstance(one, FieldWanted)]
    assert fields == [
        Field.NAME, Field.BIRTH, Field.SEX, Field.NATION, Field.PHONE, Field.PROVINCE, Field.WARD, Field.STREET,
    ]  # fmt: skip


def test_a_field_says_what_is_wrong_once_it_was_left_or_saving_was_tried(reception: Reception) -> None:
    reception.desk.leave(Field.PHONE)
    assert not reception.desk.state.shown  # nobody has begun
    reception.desk.type(Field.NAME, "Nguyễn Văn Thử")
    reception.desk.leave(Field.PHONE)
    assert [one.field for one in reception.desk.state.shown if isinstance(one, FieldWanted)] == [Field.PHONE]
    assert not reception.desk.save(enter=True)
    assert reception.desk.state.shown == set(reception.desk.state.wanted)


def test_saving_keeps_the_declaration_lets_in_and_prints_the_code(reception: Reception) -> None:
    reception.fills()
    assert reception.desk.state.wanted == ()
    assert reception.desk.save(enter=True)
    done = reception.desk.state.done
    assert done is not None
    assert (done.outcome, done.screen.state, done.screen.printing) == (
        Outcome.ENTERED,
        CodeState.HERE,
        Printing.PRINTED,
    )
    (visit,) = reception.visits()
    assert (visit.act, visit.via, visit.gate) == (Act.CHECK_IN, Via.PROXY, "Cổng số 2")
    assert [one.name for one in reception.paper.slips] == ["P. T. NGOÀI"]
    assert reception.set.written == 1


def test_who_declared_and_what_was_said_aloud_is_on_the_record(reception: Reception) -> None:
    reception.fills()
    reception.desk.save(enter=True)
    done = reception.desk.state.done
    assert done is not None
    body = reception.centre.issued[0]
    assert f'"declared_by":"{NURSE.id}"' in body.replace(" ", "")
    assert '"channel":"desk"' in body.replace(" ", "")
    assert '"actor":"self"' in body.replace(" ", "")
    assert '"relationship":"staff"' in body.replace(" ", "")


def test_all_of_it_is_in_the_audit_log_with_who_and_for_whom(reception: Reception) -> None:
    reception.fills()
    reception.desk.save(enter=True)
    (visit,) = reception.visits()
    assert visit.staff == NURSE.id
    lines = reception.set.store.connection.rows("SELECT staff, what, purpose, subject FROM audit ORDER BY rowid")
    assert lines == [
        (NURSE.id.bytes, "declared for", "declaration", visit.person.id.bytes),
        (NURSE.id.bytes, "check_in", "proxy", visit.person.id.bytes),
    ]


def test_a_slip_printed_once_more_has_its_line_too(reception: Reception) -> None:
    reception.fills()
    reception.set.tools.people = reception.set.store.people_list
    reception.desk.save(enter=True)
    reception.desk.print_again()
    (visit,) = reception.visits()
    lines = reception.set.store.connection.rows("SELECT staff, what, subject FROM audit ORDER BY row DESC LIMIT 1")
    assert lines == [(NURSE.id.bytes, "slip printed again", visit.person.id.bytes)]
    assert len(reception.paper.slips) == 2
    reception.set.who = None
    reception.desk.print_again()
    assert len(reception.paper.slips) == 2


def test_whoever_is_signed_in_at_the_end_has_declared(reception: Reception) -> None:
    reception.fills()
    reception.set.who = HEAD
    reception.desk.save(enter=True)
    assert f'"declared_by":"{HEAD.id}"' in reception.centre.issued[0].replace(" ", "")


def test_nobody_signed_in_saves_nothing(reception: Reception) -> None:
    reception.fills()
    reception.set.who = None
    assert not reception.desk.save(enter=True)
    assert reception.visits() == []


def test_saving_without_check_in_lets_nobody_in_and_prints(reception: Reception) -> None:
    reception.fills()
    reception.desk.save(enter=False)
    done = reception.desk.state.done
    assert done is not None
    assert done.outcome is Outcome.KEPT
    assert reception.visits() == []
    assert len(reception.paper.slips) == 1


def test_without_a_centre_it_is_saved_and_the_code_comes_later(reception: Reception) -> None:
    reception.centre.there = False
    reception.fills()
    reception.desk.save(enter=True)
    done = reception.desk.state.done
    assert done is not None
    assert (done.outcome, done.screen.state) == (Outcome.ENTERED, CodeState.LATER)
    assert reception.paper.slips == []
    assert len(reception.visits()) == 1


def test_a_printer_without_paper_is_said_and_prints_again_later(reception: Reception) -> None:
    reception.paper.empty = True
    reception.fills()
    reception.desk.save(enter=True)
    done = reception.desk.state.done
    assert done is not None
    assert done.screen.printing is Printing.FAILED
    reception.paper.empty = False
    reception.desk.print_again()
    assert len(reception.paper.slips) == 1


@pytest.mark.parametrize(
    ("question", "outcome", "number"),
    [("symptoms", Outcome.NEEDS_STAFF, False), ("contact_patient", Outcome.STOP, True)],
)
def test_an_answer_that_needs_a_person_lets_nobody_in_by_itself(
    reception: Reception, question: str, outcome: Outcome, number: bool
) -> None:
    reception.fills(**{question: "yes"})
    reception.desk.save(enter=True)
    done = reception.desk.state.done
    assert done is not None
    assert done.outcome is outcome
    assert done.reasons == (f"{question}:yes",)
    assert bool(done.number) is number
    assert reception.visits() == []


def test_the_operator_may_let_in_for_a_reason_but_not_past_a_stop(reception: Reception) -> None:
    reception.fills(symptoms="yes")
    reception.desk.save(enter=True)
    assert not reception.desk.let_in("  ")
    assert reception.visits() == []
    reception.desk.let_in("bác sĩ đã khám")
    (visit,) = reception.visits()
    assert (visit.via, visit.staff, visit.reason) == (Via.PROXY, NURSE.id, "bác sĩ đã khám")
    assert reception.desk.state.done is not None
    assert reception.desk.state.done.outcome is Outcome.ENTERED

    reception.scans(OTHER_CCCD)
    reception.desk.copy_last()
    reception.answers(contact_patient="yes")
    reception.desk.tick(Tick.SPOKEN, yes=True)
    reception.desk.save(enter=True)
    reception.desk.let_in("quen biết")
    assert len(reception.visits()) == 1


def test_whoever_is_not_let_in_stands_on_the_staffs_list(reception: Reception) -> None:
    reception.fills(symptoms="yes")
    reception.desk.save(enter=True)
    reception.desk.send_away()
    done = reception.desk.state.done
    assert done is not None
    assert done.number
    assert not done.to_decide


def test_nobody_is_left_undecided_when_the_page_is_left(reception: Reception) -> None:
    reception.fills(symptoms="yes")
    reception.desk.save(enter=True)
    reception.desk.forget()
    assert reception.set.store.connection.value("SELECT count(*) FROM referrals") == 1
    assert reception.desk.state.done is None


def test_what_the_staff_declare_clears_an_earlier_stop(reception: Reception) -> None:
    reception.fills(contact_patient="yes")
    reception.desk.save(enter=True)
    reception.fills()
    reception.desk.save(enter=True)
    done = reception.desk.state.done
    assert done is not None
    assert done.outcome is Outcome.ENTERED


def test_a_full_house_lets_nobody_in(reception: Reception) -> None:
    reception.without(capacity=0)
    reception.fills()
    reception.desk.save(enter=True)
    done = reception.desk.state.done
    assert done is not None
    assert done.outcome is Outcome.FULL
    assert reception.visits() == []


def test_somebody_inside_is_not_let_in_twice(reception: Reception) -> None:
    for _ in range(2):
        reception.fills()
        reception.desk.save(enter=True)
    done = reception.desk.state.done
    assert done is not None
    assert done.outcome is Outcome.ALREADY_INSIDE
    assert len(reception.visits()) == 1


def test_whoever_leaves_while_it_is_saved_leaves_nobody_undecided_and_no_name(reception: Reception) -> None:
    reception.fills(symptoms="yes")
    reception.set.lane.hold = True
    assert reception.desk.save(enter=True)
    reception.desk.forget()
    reception.set.lane.hold = False
    reception.set.lane.release()
    assert reception.set.store.declarations.recorded() == 1
    assert reception.desk.state.done is None
    assert reception.set.store.connection.value("SELECT count(*) FROM referrals") == 1


def test_whoever_leaves_while_it_is_saved_has_let_them_in_all_the_same(reception: Reception) -> None:
    reception.fills()
    reception.set.lane.hold = True
    assert reception.desk.save(enter=True)
    reception.desk.forget()
    reception.set.lane.hold = False
    reception.set.lane.release()
    assert [visit.via for visit in reception.visits()] == [Via.PROXY]
    assert reception.desk.state.done is None
