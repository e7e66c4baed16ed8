"""What the desk keeps is what the visitors' wizard would keep of the same answers."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk import draft as drafts
from kiosk.admission import Rules
from kiosk.cards import parse
from kiosk.desk import proxy_filling as forms
from kiosk.desk.proxy_form import Form, Tick
from kiosk.draft import Draft
from kiosk.places import Places
from kiosk.questionnaire import YES, Campaign, Field, Question, QuestionKind, answered, questions_for
from tests.desk_declaring import CCCD, campaign

TODAY = date(2026, 11, 23)
PLACES = Places.load()
STAFF = UUID(int=3)
CAMPAIGNS = [campaign("khai-bao-toan-dan"), campaign("benh-vien-tphcm")]

people = st.fixed_dictionaries(
    {
        Field.NAME: st.sampled_from(["Nguyễn Văn Thử", " trần  thị mẫu ", "SMITH JOHN"]),
        Field.NUMBER: st.sampled_from(["", "001090000001", "C1234567"]),
        Field.BIRTH: st.sampled_from(["1990", "15/8/2015", "3 2 2024", "31/12/1955"]),
        Field.SEX: st.sampled_from(["male", "female", "other"]),
        Field.NATION: st.sampled_from(["VN", "JP"]),
        Field.INSURANCE: st.sampled_from(["", "dn 4 01 0000000001"]),
        Field.PHONE: st.sampled_from(["0900000001", "+84 900 000 002"]),
        Field.EMAIL: st.sampled_from(["", "ai@noi.vn"]),
        Field.PROVINCE: st.just("01"),
        Field.WARD: st.just("00004"),
        Field.STREET: st.sampled_from(["Số 1", " ngõ 2 "]),
        Field.RELATIONSHIP: st.sampled_from(["staff", "parent", "other"]),
        Field.REPRESENTATIVE: st.sampled_from(["Lê Thị Mẹ", "LÊ VĂN BA"]),
    }
)


@st.composite
def answers_to(draw: st.DrawFn, asked: tuple[Question, ...]) -> list[tuple[str, str, str]]:
    found = []
    for one in asked:
        keys = [option.key for option in one.options]
        match one.kind:
            case QuestionKind.YES_NO:
                value = draw(st.sampled_from(["yes", "no"]))
            case QuestionKind.CHOICE:
                value = draw(st.sampled_from(keys))
            case QuestionKind.CHOICES:
                value = " ".join(draw(st.lists(st.sampled_from(keys), unique=True)))
            case _:
                value = draw(st.sampled_from(["Khoa Nội", "phòng 3"]))
        found.append((one.key, value, "Hà Nội" if value == YES else ""))
    return found


@settings(max_examples=60, deadline=None)
@given(data=st.data(), asks=st.sampled_from(CAMPAIGNS), who=people, carded=st.booleans())
def test_the_desk_keeps_what_the_wizard_keeps(
    data: st.DataObject, asks: Campaign, who: dict[Field, str], carded: bool
) -> None:
    kind = data.draw(st.sampled_from([one.key for one in asks.visitor_types])) if asks.visitor_types else ""
    if kind == "test":
        who = {**who, Field.NUMBER: "001090000001"}
    values = {Field.VISITOR_TYPE: kind, **who}
    answers = data.draw(answers_to(questions_for(asks, kind)))
    card = parse(CCCD) if carded else None

    wizard = Draft(for_other=True, declared_by=STAFF)
    form = forms.blank(STAFF)
    if card is not None:
        wizard, form = drafts.fill_from_card(wizard, card), forms.carded(form, card, PLACES)
    for name in Field:
        text = values[name]
        wizard = drafts.typed(wizard, name, text)
        form = forms.typed(form, name, text)
    for key, value, note in answers:
        wizard = replace(wizard, answers=answered(wizard.answers, key, value, note))
        form = forms.answered(form, key, value, note)
    wizard = replace(wizard, agreed=True, child_agreed=True)
    form = _agreed(form)
    assert not forms.wanted(form, asks, PLACES, TODAY)

    if card is not None and not drafts.is_holder(wizard, card):
        wizard = replace(wizard, from_card=frozenset())
    there = drafts.complete(wizard, asks, PLACES, TODAY, "vi")
    here, _ = forms.finished(form, Rules("Cổng", campaign=asks, places=PLACES), TODAY, "vi")
    consent = replace(there.consent, channel="desk", actor=here.consent.actor)
    assert replace(there, consent=consent) == here


def _agreed(form: Form) -> Form:
    for tick in Tick:
        form = forms.ticked(form, tick, yes=True)
    return form
