"""Khai hộ without a display: families, people known already, who agrees, and what is lost when."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.declarations import PhoneProof, Relationship
from kiosk.desk.figures import Ending, Way
from kiosk.desk.lookup_code import CodeStage
from kiosk.desk.proxy_form import FieldWanted, QuestionWanted, Start, Tick, TickWanted
from kiosk.desk.proxy_state import Asking, Notice
from kiosk.desk.recording import Outcome
from kiosk.desk.rows import RowKey, RowKind
from kiosk.errors import StoreError
from kiosk.phone import Phone
from kiosk.questionnaire import Field, Verdict
from tests.desk_declaring import CCCD, NUMBER, OTHER_CCCD, RULES, Reception, campaign
from tests.errand_door import CODE
from tests.ui.desk_fakes import NURSE


@pytest.fixture
def reception(tmp_path: Path) -> Iterator[Reception]:
    made = Reception(tmp_path)
    yield made
    made.set.store.close()


def code_of(reception: Reception) -> CodeStage:
    return reception.desk.state.code.stage


def proof_of(reception: Reception) -> PhoneProof:
    return reception.desk.state.form.draft.phone_proof


def test_a_family_goes_in_one_after_the_other_under_one_phone(reception: Reception) -> None:
    reception.fills()
    reception.desk.send_code()
    reception.desk.try_code(CODE)
    reception.desk.save(enter=True)
    assert not reception.desk.has_content
    reception.scans(OTHER_CCCD)
    reception.desk.copy_last()
    draft = reception.desk.state.form.draft
    assert (draft.get(Field.PHONE), draft.get(Field.PROVINCE)) == (NUMBER, "38")
    assert draft.phone_proof is PhoneProof.OTP
    reception.answers()
    reception.desk.tick(Tick.SPOKEN, yes=True)
    reception.desk.save(enter=True)
    assert len(reception.visits()) == 2
    assert all('"phone_proof":"otp"' in body.replace(" ", "") for body in reception.centre.issued)


def test_a_code_to_the_phone_confirms_it_until_the_number_is_another(reception: Reception) -> None:
    reception.fills()
    reception.desk.send_code()
    assert code_of(reception) is CodeStage.SENT
    reception.desk.try_code("000000")
    assert proof_of(reception) is PhoneProof.NONE
    reception.desk.try_code(CODE)
    assert proof_of(reception) is PhoneProof.OTP
    reception.desk.type(Field.PHONE, "0900000005")
    assert proof_of(reception) is PhoneProof.NONE
    assert code_of(reception) is CodeStage.NONE


def test_another_persons_card_asks_before_it_takes_the_form(reception: Reception) -> None:
    reception.fills()
    reception.scans(OTHER_CCCD)
    assert reception.desk.state.asking is Asking.OTHER_CARD
    assert reception.desk.state.form.draft.get(Field.NAME) == "PHẠM THỊ NGOÀI"
    reception.desk.take_other(yes=False)
    assert reception.desk.state.form.draft.answers
    reception.scans(OTHER_CCCD)
    reception.desk.take_other(yes=True)
    draft = reception.desk.state.form.draft
    assert draft.get(Field.NAME) == "TRẦN THỊ MẪU"
    assert not draft.answers
    assert not reception.desk.state.form.ticks


def test_somebody_who_declared_before_has_only_the_questions_to_answer(reception: Reception) -> None:
    reception.fills()
    reception.desk.save(enter=True)
    reception.desk.forget()
    reception.scans(CCCD)
    state = reception.desk.state
    assert state.notice is Notice.KNOWN
    assert state.renews is not None
    assert all(isinstance(one, QuestionWanted | TickWanted) for one in state.wanted)
    assert state.form.draft.get(Field.PHONE) == NUMBER
    assert [staff for _, staff in reception.people.opened_keys] == [NURSE.id]
    reception.answers()
    reception.desk.tick(Tick.SPOKEN, yes=True)
    assert reception.desk.save(enter=False)
    assert reception.set.store.connection.value("SELECT count(DISTINCT person) FROM declarations") == 1


def test_somebody_from_the_list_begins_with_what_is_known(reception: Reception) -> None:
    reception.fills()
    reception.desk.save(enter=True)
    done = reception.desk.state.done
    assert done is not None
    key = RowKey(RowKind.REFERRAL, 7)
    reception.desk.renew(done.person, Start(referral=key))
    assert reception.desk.state.form.draft.get(Field.NAME) == "PHẠM THỊ NGOÀI"
    reception.answers()
    reception.desk.tick(Tick.SPOKEN, yes=True)
    reception.desk.save(enter=True)
    assert reception.people.met == [(key, "declared")]


@pytest.mark.parametrize(
    ("birth", "ticks", "actor", "child_too"),
    [
        ("15/08/1990", {Tick.SPOKEN}, "self", False),
        ("15/08/1990", {Tick.GUARDIAN}, "parent", False),
        ("15/08/2024", {Tick.GUARDIAN}, "parent", False),
        ("15/08/2015", {Tick.GUARDIAN, Tick.SPOKEN}, "parent", True),
    ],
)
def test_whoever_has_to_agree_does(
    reception: Reception, birth: str, ticks: set[Tick], actor: str, child_too: bool
) -> None:
    reception.fills()
    reception.desk.type(Field.NUMBER, "")
    reception.desk.type(Field.BIRTH, birth)
    reception.desk.type(Field.RELATIONSHIP, "parent")
    reception.desk.type(Field.REPRESENTATIVE, "Phạm Văn Mẹ")
    assert not reception.desk.state.form.ticks  # who has to agree may be another now
    for tick in ticks:
        assert reception.desk.state.wanted
        reception.desk.tick(tick, yes=True)
    assert not reception.desk.state.wanted
    reception.desk.save(enter=False)
    body = reception.centre.issued[0].replace(" ", "")
    assert f'"actor":"{actor}"' in body
    assert f'"child_too":{str(child_too).lower()}' in body


def test_a_child_needs_a_guardian_with_a_name(reception: Reception) -> None:
    reception.desk.type(Field.BIRTH, "15/08/2020")
    wanted = reception.desk.state.wanted
    assert Field.REPRESENTATIVE in [one.field for one in wanted if isinstance(one, FieldWanted)]
    assert wanted[-1] == TickWanted(Tick.GUARDIAN)
    assert Field.REPRESENTATIVE in reception.desk.state.required


def test_escape_asks_before_anything_is_lost(reception: Reception) -> None:
    reception.desk.drop()
    assert reception.desk.state.asking is None
    reception.scans(CCCD)
    reception.desk.drop()
    assert reception.desk.state.asking is Asking.DROP
    reception.desk.drop(sure=True)
    assert not reception.desk.has_content


def test_leaving_the_page_leaves_nothing_to_copy(reception: Reception) -> None:
    reception.fills()
    reception.desk.save(enter=True)
    assert reception.desk.state.can_copy
    reception.desk.forget()
    assert not reception.desk.state.can_copy
    reception.desk.copy_last()
    assert not reception.desk.has_content


def test_a_store_that_fails_leaves_the_form_as_it_is(reception: Reception) -> None:
    reception.fills()

    class Broken:
        def declare(self, *_: object) -> object:
            raise StoreError("disk full")

    reception.set.tools.declarations = Broken()  # type: ignore[assignment]
    assert reception.desk.save(enter=True)
    assert not reception.desk.state.saving
    assert reception.desk.state.form.draft.get(Field.NAME) == "PHẠM THỊ NGOÀI"
    assert [type(one) for one in reception.set.faults] == [StoreError]


def test_a_check_in_that_cannot_be_kept_does_not_keep_the_declaration_twice(reception: Reception) -> None:
    reception.fills()
    whole = reception.set.store.visits

    class Broken:
        def record(self, *_: object) -> object:
            raise StoreError("disk full")

        def __getattr__(self, name: str) -> object:
            return getattr(whole, name)

    reception.set.tools.visits = Broken()  # type: ignore[assignment]
    reception.desk.save(enter=True)
    done = reception.desk.state.done
    assert done is not None
    assert done.outcome is Outcome.NOT_RECORDED
    assert not reception.desk.has_content
    assert reception.set.store.declarations.recorded() == 1
    assert [type(one) for one in reception.set.faults] == [StoreError]


def test_a_slow_store_takes_no_key_meanwhile(reception: Reception) -> None:
    reception.fills()
    reception.set.lane.hold = True
    reception.desk.save(enter=True)
    reception.desk.type(Field.NAME, "ai khác")
    reception.scans(OTHER_CCCD)
    assert not reception.desk.save(enter=True)
    assert reception.desk.state.form.draft.get(Field.NAME) == "PHẠM THỊ NGOÀI"
    assert reception.desk.state.notice is Notice.BUSY
    reception.set.lane.release()
    assert reception.set.store.declarations.recorded() == 1


def test_codes_that_say_nothing_of_a_person_change_nothing(reception: Reception) -> None:
    reception.scans("https://example.org/menu")
    assert reception.desk.state.notice is Notice.NOBODY
    assert not reception.desk.has_content


def test_a_bare_phone_number_goes_into_its_field(reception: Reception) -> None:
    reception.scans("0900000004")
    assert reception.desk.state.form.draft.get(Field.PHONE) == "0900000004"


def test_how_long_it_took_is_told_without_a_name(reception: Reception) -> None:
    reception.scans(CCCD)
    reception.set.clock.turn(42.0)
    reception.fills()
    reception.desk.save(enter=True)
    (passage,) = reception.passed
    assert (passage.way, passage.ending, passage.seconds) == (Way.PROXY, Ending.ENTERED, 42.0)


def test_a_number_with_its_proof_comes_along(reception: Reception) -> None:
    reception.desk.begin(Start(Phone(NUMBER), PhoneProof.ATTESTED, attested_by=NURSE.id))
    assert not reception.desk.has_content  # nothing would be lost
    reception.fills()
    reception.desk.save(enter=True)
    assert '"phone_proof":"attested"' in reception.centre.issued[0].replace(" ", "")


def test_relations_do_not_include_oneself(reception: Reception) -> None:
    reception.desk.type(Field.RELATIONSHIP, Relationship.SELF)
    assert reception.desk.state.form.draft.relationship is Relationship.STAFF


def test_verdicts_follow_the_type_of_visitor(tmp_path: Path) -> None:
    made = Reception(tmp_path, replace(RULES, campaign=campaign("benh-vien-tphcm")))
    made.desk.type(Field.VISITOR_TYPE, "test")
    assert "test_reason" in [one.key for one in made.desk.state.questions]
    made.desk.type(Field.VISITOR_TYPE, "patient")
    assert "test_reason" not in [one.key for one in made.desk.state.questions]
    assert Verdict.PASS
    made.set.store.close()
