"""What answers lead to, whatever they are and in whatever order they were given."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.campaigns import load
from kiosk.consent import consent_hash, consent_words
from kiosk.questionnaire import (
    Answer,
    Bilingual,
    Campaign,
    Consequence,
    Note,
    Option,
    Question,
    QuestionKind,
    Verdict,
    answered,
    holds_until,
    judge,
    missing,
    must_be_filled,
    questions_for,
    reason_text,
)


def shipped(name: str) -> Campaign:
    campaign = load(name)
    assert campaign is not None
    return campaign


EVERYONE = shipped("khai-bao-toan-dan")
HOSPITAL = shipped("benh-vien-tphcm")
KEYS = tuple(question.key for question in EVERYONE.questions)
TYPES = tuple(option.key for option in HOSPITAL.visitor_types)
ORDER = list(Verdict)
ALL_NO = tuple(Answer(key, "no") for key in KEYS)


def test_nothing_is_answered_before_somebody_answers() -> None:
    assert missing(EVERYONE, ()) == KEYS
    with pytest.raises(ValueError, match="not complete"):
        judge(EVERYONE, ())


def test_every_no_passes_without_a_reason() -> None:
    result = judge(EVERYONE, ALL_NO)
    assert (result.verdict, result.reasons) == (Verdict.PASS, ())


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("travel", Verdict.PASS),
        ("symptoms", Verdict.NEEDS_STAFF),
        ("contact_patient", Verdict.STOP),
        ("contact_country", Verdict.NEEDS_STAFF),
        ("contact_symptoms", Verdict.NEEDS_STAFF),
    ],
)
def test_what_each_yes_leads_to(question: str, verdict: Verdict) -> None:
    answers = answered(ALL_NO, question, "yes", "Hải Phòng")
    assert judge(EVERYONE, answers).verdict is verdict
    assert judge(EVERYONE, answers).reasons == (() if verdict is Verdict.PASS else (f"{question}:yes",))


def test_the_gravest_answer_decides_and_every_reason_is_kept_in_the_order_of_the_questions() -> None:
    answers = answered(
        answered(answered(ALL_NO, "contact_symptoms", "yes"), "contact_patient", "yes"), "symptoms", "yes"
    )
    result = judge(EVERYONE, tuple(reversed(answers)))
    assert result.verdict is Verdict.STOP
    assert result.reasons == ("symptoms:yes", "contact_patient:yes", "contact_symptoms:yes")


def test_a_required_note_is_missing_until_it_is_written() -> None:
    answers = answered(ALL_NO, "travel", "yes")
    assert missing(EVERYONE, answers) == ("travel",)
    assert missing(EVERYONE, answered(answers, "travel", note="   ")) == ("travel",)
    assert missing(EVERYONE, answered(answers, "travel", note="Hải Phòng")) == ()


def test_an_answer_changed_away_from_yes_drops_its_note() -> None:
    answers = answered((), "travel", "yes", "Hải Phòng")
    assert answered(answers, "travel", "yes") == answers
    answers = answered(answers, "travel", "no")
    assert answers == (Answer("travel", "no"),)
    assert answered(answers, "travel", note="Hải Phòng") == answers, "no note without a yes"


def test_a_note_is_no_answer() -> None:
    assert answered((), "travel", note="Hải Phòng") == ()


@pytest.mark.parametrize("value", ["", "Yes", "YES", "có", "maybe", "yes ", "1", "yes no"])
def test_what_is_no_answer_counts_as_none(value: str) -> None:
    answers = answered(ALL_NO, "contact_patient", value)
    assert missing(EVERYONE, answers) == ("contact_patient",)
    with pytest.raises(ValueError, match="not complete"):
        judge(EVERYONE, answers)


def test_only_what_is_asked_of_this_type_counts() -> None:
    answers = (Answer("symptoms", ""), *(Answer(key, "no") for key in ("contact", "outbreak", "isolation")))
    assert missing(HOSPITAL, answers, "patient") == ()
    assert missing(HOSPITAL, answers, "test") == ("test_reason",)
    ordered = (*answers, Answer("test_reason", "contact"))
    assert judge(HOSPITAL, ordered, "test").verdict is Verdict.NEEDS_STAFF
    assert judge(HOSPITAL, ordered, "patient").verdict is Verdict.PASS
    assert questions_for(HOSPITAL, "staff")[0].key == "department"


def test_none_of_several_is_an_answer_that_has_to_be_given() -> None:
    others = tuple(Answer(key, "no") for key in ("contact", "outbreak", "isolation"))
    assert missing(HOSPITAL, others, "patient") == ("symptoms",)
    assert judge(HOSPITAL, (*others, Answer("symptoms", "")), "patient").verdict is Verdict.PASS
    result = judge(HOSPITAL, (*others, Answer("symptoms", "tired cough fever")), "patient")
    assert result.reasons == ("symptoms:fever", "symptoms:cough")
    assert missing(HOSPITAL, (*others, Answer("symptoms", "fever plague")), "patient") == ("symptoms",)


def test_words_are_an_answer_when_there_are_any() -> None:
    answers = (Answer("symptoms", ""), *(Answer(key, "no") for key in ("contact", "outbreak", "isolation")))
    assert missing(HOSPITAL, (*answers, Answer("department", " ")), "staff") == ("department",)
    assert judge(HOSPITAL, (*answers, Answer("department", "Khoa Nội")), "staff").verdict is Verdict.PASS


def test_a_number_is_required_only_of_whom_the_campaign_says() -> None:
    assert must_be_filled(HOSPITAL, "test") - must_be_filled(HOSPITAL, "patient") == {"number"}
    assert "visitor_type" in must_be_filled(HOSPITAL)
    assert "visitor_type" not in must_be_filled(EVERYONE)


def test_an_optional_question_may_stay_open_but_not_its_required_note() -> None:
    question = Question(
        "q", QuestionKind.YES_NO, Bilingual("Hỏi?"), required=False, note=Note.REQUIRED, note_label=Bilingual("Ghi")
    )
    campaign = replace(EVERYONE, questions=(question,))
    assert missing(campaign, ()) == ()
    assert missing(campaign, (Answer("q", "yes"),)) == ("q",)


def test_what_holds_for_days_holds_to_the_end_of_the_day_at_the_gate() -> None:
    at = datetime(2026, 11, 23, 1, 43, tzinfo=UTC)  # 08:43 at the gate
    assert holds_until(EVERYONE, at) == datetime(2026, 11, 24, 16, 59, 59, tzinfo=UTC)
    late = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)  # half an hour into the 24th
    assert holds_until(EVERYONE, late) == datetime(2026, 11, 25, 16, 59, 59, tzinfo=UTC)
    assert holds_until(HOSPITAL, at) == at + timedelta(hours=12)


def test_a_reason_in_words_for_the_staff() -> None:
    assert reason_text(EVERYONE, "symptoms:yes", "vi") == "Có dấu hiệu bệnh"
    assert reason_text(EVERYONE, "symptoms:yes", "en") == "Has symptoms"
    for unknown in ("symptoms:no", "gone:yes", "symptoms", "", "a:b:c"):
        assert reason_text(EVERYONE, unknown, "vi") == unknown


def test_the_hash_is_of_the_words_that_are_shown() -> None:
    words = consent_words(EVERYONE, "vi")
    assert words[3] == "21 ngày kể từ lần ra về cuối cùng, sau đó tự xóa."
    assert consent_words(EVERYONE, "en")[3].startswith("21 days")
    changed = replace(EVERYONE, consent=replace(EVERYONE.consent, days=22))
    again = replace(EVERYONE, consent=replace(EVERYONE.consent, version="2026-12"))
    hashes = {consent_hash(one, language) for one in (EVERYONE, changed, again, HOSPITAL) for language in ("vi", "en")}
    assert len(hashes) == 8
    assert all(len(one) == 64 for one in hashes)
    assert consent_hash(EVERYONE, "vi") == consent_hash(replace(EVERYONE, questions=()), "vi")


def test_where_there_is_no_english_the_vietnamese_stands() -> None:
    assert Bilingual("Ho").text("en") == "Ho"
    assert Bilingual("Ho", "Cough").text("en") == "Cough"
    assert Bilingual("Ho", "Cough").text("vi") == "Ho"


values = st.one_of(
    st.sampled_from(["yes", "no", "", "fever", "cough fever", "contact", "own_wish"]), st.text(max_size=6)
)
keys = st.sampled_from((*KEYS, *(question.key for question in HOSPITAL.questions), "unknown"))
given_answers = st.lists(st.builds(Answer, keys, values, st.text(max_size=4)), max_size=14).map(tuple)


@given(st.sampled_from([EVERYONE, HOSPITAL]), given_answers, st.sampled_from(("", "unknown", *TYPES)))
def test_an_incomplete_form_never_passes_and_no_form_breaks_anything(
    campaign: Campaign, answers: tuple[Answer, ...], visitor_type: str
) -> None:
    if missing(campaign, answers, visitor_type):
        with pytest.raises(ValueError, match="not complete"):
            judge(campaign, answers, visitor_type)
    else:
        asked = {question.key for question in questions_for(campaign, visitor_type)}
        result = judge(campaign, answers, visitor_type)
        assert {reason.partition(":")[0] for reason in result.reasons} <= asked
        assert (result.verdict is Verdict.PASS) == (not result.reasons)


verdicts = st.sampled_from([None, Verdict.NEEDS_STAFF, Verdict.STOP])


@given(st.lists(st.tuples(verdicts, verdicts, verdicts), min_size=1, max_size=5), st.data())
def test_a_worse_answer_never_gives_a_milder_verdict(
    rows: list[tuple[Verdict | None, ...]], data: st.DataObject
) -> None:
    options = tuple(Option(str(number), Bilingual("Trả lời")) for number in range(3))
    campaign = replace(
        EVERYONE,
        questions=tuple(
            Question(
                f"q{row}",
                QuestionKind.CHOICE,
                Bilingual("Hỏi?"),
                options=options,
                consequences={str(n): Consequence(v, Bilingual("Vì")) for n, v in enumerate(verdicts_) if v},
            )
            for row, verdicts_ in enumerate(rows)
        ),
    )
    first = [data.draw(st.integers(0, 2)) for _ in rows]
    second = [data.draw(st.integers(0, 2)) for _ in rows]
    graver = [
        ORDER.index(row[b] or Verdict.PASS) >= ORDER.index(row[a] or Verdict.PASS)
        for row, a, b in zip(rows, first, second, strict=True)
    ]
    assume(all(graver))
    results = [
        judge(campaign, tuple(Answer(f"q{row}", str(one)) for row, one in enumerate(chosen)))
        for chosen in (first, second)
    ]
    assert ORDER.index(results[1].verdict) >= ORDER.index(results[0].verdict)


acts = st.tuples(keys, st.none() | values, st.none() | st.text(max_size=6))


@given(st.lists(acts, max_size=20))
def test_no_answer_exists_unless_it_was_given(done: list[tuple[str, str | None, str | None]]) -> None:
    answers: tuple[Answer, ...] = ()
    for question, value, note in done:
        answers = answered(answers, question, value, note)
    assert {one.question for one in answers} == {question for question, value, _ in done if value is not None}
    assert len({one.question for one in answers}) == len(answers)
    assert all(one.value == "yes" or not one.note for one in answers)


def test_no_answer_stands_in_a_repr() -> None:
    answers = (Answer("symptoms", "yes", "sốt cao"),)
    assert "yes" not in repr(answers)
    assert "sốt" not in repr(answers)
    assert "symptoms" not in repr(judge(EVERYONE, answered(ALL_NO, "symptoms", "yes")))
