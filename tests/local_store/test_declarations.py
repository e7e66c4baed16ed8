from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from kiosk.cards.card import Card, CardKind
from kiosk.declarations import Address, DeclaredSex, PhoneProof, Relationship
from kiosk.errand_ports import DeclarationStore
from kiosk.people import Identifier, IdentifierKind, PartialDate, Sex
from kiosk.questionnaire import Answer, Verdict
from kiosk.wire.messages import DeclarationSaid, EventSaid
from local_store import audit
from local_store.declarations import Declarations
from local_store.store import Store
from tests.local_store.declaring import CHILD, HOLDS, MAU, PHONE, THU, declare, filled, holding
from tests.local_store.opening import GATE, NOW, crossing, open_at, require_consistency, sequences

EVENT: TypeAdapter[EventSaid] = TypeAdapter(EventSaid)
CITIZEN = Identifier(IdentifierKind.CITIZEN_ID, "001090000001")
CARD = Card(
    CardKind.CCCD, name="Nguyễn Văn Thử", birth=PartialDate(1990, 8, 15), sex=Sex.MALE, identifiers=frozenset({CITIZEN})
)


def said(store: Store, item: UUID) -> DeclarationSaid:
    body = store.outbox.body(item)
    assert body is not None
    event = EVENT.validate_json(body)
    assert isinstance(event, DeclarationSaid)
    return event


def test_it_is_the_port(store: Store) -> None:
    declarations: DeclarationStore = store.declarations
    assert declarations.member(uuid4()) is None


def test_what_was_filled_in_is_kept_whole(store: Store) -> None:
    form = replace(
        filled(MAU),
        relationship=Relationship.CHILD,
        representative="Nguyễn Văn Thử",
        attested_by=uuid4(),
        declared_by=uuid4(),
        from_card="bhyt",
        person=uuid4(),
    )
    kept = declare(store, form)
    assert store.declarations.find(kept.id) == kept
    bare = declare(store, replace(filled(replace(CHILD, sex=None, nation=None, phone=None)), address=None, answers=()))
    assert store.declarations.find(bare.id) == bare
    assert store.declarations.find(uuid4()) is None


def test_the_words_for_the_centre_are_the_declaration(store: Store) -> None:
    declarations = Declarations(store.connection, store.device.id, GATE)
    form = replace(filled(replace(THU, insurance="DN 401 0000000001", email="thu@example.org")), from_card="cccd")
    kept = declarations.declare(form, None, NOW, NOW + HOLDS)
    event = said(store, kept.id)
    assert (event.id, event.sequence, event.at, event.holds_until) == (kept.id, 1, NOW, NOW + HOLDS)
    assert (event.gate, event.campaign, event.campaign_version) == (GATE, "covid-2021", "3")
    assert event.person.model_dump() == {
        "id": kept.person,
        "name": "Nguyễn Văn Thử",
        "birth": "1990-08-15",
        "sex": "male",
        "identifiers": {"citizen_id": "001090000001", "social_insurance": "0000000001"},
    }
    assert (event.sex, event.nation, event.insurance, event.phone) == ("male", "VN", "DN4010000000001", PHONE.e164)
    assert (event.phone_proof, event.request, event.email) == ("otp", UUID(int=77), "thu@example.org")
    assert event.address is not None
    assert event.address.model_dump() == {"province": "01", "ward": "00004", "street": "số 1 đường Mẫu"}
    assert [one.model_dump() for one in event.answers] == [
        {"question": "fever", "value": "no", "note": ""},
        {"question": "contact", "value": "yes", "note": "người nhà"},
    ]
    assert (event.verdict, event.reasons, event.relationship) == ("pass", ("contact:yes",), "self")
    assert event.consent.model_dump() == {
        "text_version": "2026-11",
        "text_hash": "ab" * 32,
        "language": "vi",
        "channel": "kiosk",
        "actor": "self",
        "child_too": False,
    }


@pytest.mark.parametrize(
    ("number", "kind"),
    [("001090000001", "citizen_id"), ("024000001", "old_citizen_id"), ("c1234567", "passport")],
)
def test_a_number_is_told_by_its_form(store: Store, number: str, kind: str) -> None:
    kept = declare(store, filled(replace(THU, number=number)))
    assert said(store, kept.id).person.identifiers == {kind: number.upper()}


def test_numbers_are_shared_with_visits_and_have_no_gap(store: Store) -> None:
    store.visits.record(crossing(CARD))
    kept = declare(store, filled())
    store.visits.refuse_scan("unknown", "unknown_code", "camera:0", NOW)
    assert kept.sequence == 2
    assert sequences(store) == [1, 2, 3]


def test_a_form_the_wire_does_not_take_leaves_no_trace(store: Store) -> None:
    with pytest.raises(ValidationError):
        declare(store, replace(filled(), campaign="c" * 81))
    assert sequences(store) == []
    assert store.connection.value("SELECT count(*) FROM people") == 0


def test_a_time_without_a_zone_is_a_bug(store: Store) -> None:
    with pytest.raises(ValueError, match="without a zone"):
        declare(store, filled(), at=datetime(2026, 11, 21))  # noqa: DTZ001 - the bug


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_at(tmp_path_factory.mktemp("words")) as opened:
        yield opened
        require_consistency(opened)


@settings(max_examples=30, deadline=None)
@given(name=st.text(min_size=1), street=st.text(), note=st.text(), email=st.text())
def test_whatever_was_typed_is_kept_and_sent(name: str, street: str, note: str, email: str, words: Store) -> None:
    long = replace(
        filled(replace(THU, name=name * 99, email=email * 99)),
        address=Address("01", "00004", street * 99),
        answers=(Answer("fever", "yes", note * 99),),
    )
    kept = declare(words, long)
    assert words.declarations.find(kept.id) == kept
    assert said(words, kept.id).answers[0].note == (note * 99)[:400]


def test_declarations_are_only_ever_added(store: Store) -> None:
    kept = declare(store, filled())
    with pytest.raises(Exception, match="only ever added"):
        store.connection.execute("UPDATE declarations SET verdict = 'pass'")
    with pytest.raises(Exception, match="nothing unsent"):
        store.connection.execute("DELETE FROM declarations")
    assert store.declarations.find(kept.id) is not None


def test_people_do_not_show_in_what_is_printed(store: Store) -> None:
    kept = declare(store, filled())
    text = repr(kept) + repr(store.declarations.member(kept.person)) + repr(store.declarations)
    assert not any(word in text for word in ("Thử", "001090000001", "0900000001", "contact"))


class TestWhoItIsAbout:
    def test_whoever_declared_is_known_by_their_card(self, store: Store) -> None:
        kept = declare(store, filled())
        standing = store.visits.standing(CARD)
        assert standing.person is not None
        assert (standing.person.id, standing.declaration) == (kept.person, holding())
        assert store.search.people("0900000001")[0].person.id == kept.person

    def test_whoever_was_seen_is_known_by_their_number(self, store: Store) -> None:
        visit, _ = store.visits.record(crossing(CARD))
        assert declare(store, filled()).person == visit.person.id

    def test_the_card_decides_before_the_numbers(self, store: Store) -> None:
        insured = Identifier(IdentifierKind.SOCIAL_INSURANCE, "0123456789")
        bhyt = Card(CardKind.BHYT, name="NGUYEN VAN THU", identifiers=frozenset({insured}))
        holder = store.visits.record(crossing(bhyt))[0].person.id
        other = store.visits.record(crossing(Card(CardKind.CITIZEN_ID, identifiers=frozenset({CITIZEN}))))[0].person.id
        kept = declare(store, filled(), bhyt)
        assert kept.person == holder != other
        assert said(store, kept.id).person.identifiers == {
            "citizen_id": "001090000001",
            "social_insurance": "0123456789",
        }
        assert store.visits.standing(CARD).person != store.visits.standing(bhyt).person, "typed numbers merge nobody"

    def test_the_choice_decides_before_the_card(self, store: Store) -> None:
        one, two = (declare(store, filled(who)).person for who in (THU, MAU))
        assert declare(store, filled(THU, person=two), CARD).person == two
        assert store.visits.standing(CARD).person is not None
        assert declare(store, filled(THU)).person == one

    def test_somebody_chosen_who_is_not_known_here_gets_the_id_they_go_by(self, store: Store) -> None:
        person = uuid4()
        kept = declare(store, filled(person=person))
        assert kept.person == person
        assert store.visits.standing(CARD).person is not None

    def test_a_parents_card_does_not_make_the_child_the_parent(self, store: Store) -> None:
        parent = store.visits.record(crossing(CARD))[0].person.id
        form = replace(filled(CHILD, Verdict.STOP), relationship=Relationship.PARENT)
        assert declare(store, form, CARD).person != parent
        assert store.visits.standing(CARD).declaration is None

    def test_a_card_whose_name_was_corrected_is_still_theirs(self, store: Store) -> None:
        parent = store.visits.record(crossing(CARD))[0].person.id
        assert declare(store, filled(replace(THU, name="Nguyễn Văn Thữ")), CARD).person == parent

    def test_a_number_alone_leads_to_nobody(self, store: Store) -> None:
        insured = Identifier(IdentifierKind.SOCIAL_INSURANCE, "0000000001")
        arrival, _ = store.visits.record(crossing(replace(CARD, identifiers=frozenset({CITIZEN, insured}))))
        borrowed = replace(THU, name="Kẻ Mượn Tên", birth=PartialDate(1985, 1, 1))
        for typed in (replace(borrowed, number=None, insurance="DN4010000000001"), borrowed):
            kept = declare(store, filled(typed, Verdict.STOP))
            assert kept.person != arrival.person.id
            standing = store.visits.standing(CARD, kept.person)
            assert standing.person is not None
            assert standing.inside is None
            assert standing.person.identifiers == set()
        assert store.visits.standing(CARD).person == arrival.person, "their numbers stay with them"
        assert store.visits.standing(CARD).declaration is None
        assert not store.search.people("0900000001")[0].person.identifiers

    @pytest.mark.parametrize(
        ("name", "birth", "same"),
        [
            ("NGUYEN VAN THU", PartialDate(1990), True),
            ("Nguyễn Văn Thử", PartialDate(1990, 8), True),
            ("Nguyễn Văn Thử", PartialDate(1990, 8, 16), False),
            ("Nguyễn Văn Thử", PartialDate(1991), False),
            ("Nguyễn Văn Thư", PartialDate(1990, 8, 15), False),
            ("", PartialDate(1990, 8, 15), False),
        ],
    )
    def test_with_the_name_and_the_birth_it_does(self, store: Store, name: str, birth: PartialDate, same: bool) -> None:
        arrival, _ = store.visits.record(crossing(CARD))
        kept = declare(store, filled(replace(THU, name=name, birth=birth)))
        assert (kept.person == arrival.person.id) is same

    def test_of_whom_only_the_number_is_known_is_not_known_by_it(self, store: Store) -> None:
        arrival, _ = store.visits.record(crossing(Card(CardKind.CITIZEN_ID, identifiers=frozenset({CITIZEN}))))
        assert declare(store, filled()).person != arrival.person.id

    def test_who_comes_in_after_borrowing_a_number_takes_it_from_nobody(self, store: Store) -> None:
        arrival, _ = store.visits.record(crossing(CARD))
        kept = declare(store, filled(replace(THU, name="Kẻ Mượn Tên")))
        typed = replace(CARD, kind=CardKind.DECLARED, name="Kẻ Mượn Tên")
        visit, _ = store.visits.record(replace(crossing(typed), person=kept.person))
        assert visit.person.identifiers == set()
        assert store.visits.standing(CARD).inside == arrival
        assert store.visits.standing(typed).last == visit

    def test_a_parents_card_at_the_gate_gives_the_child_no_number(self, store: Store) -> None:
        child = declare(store, filled(CHILD)).person
        visit, _ = store.visits.record(replace(crossing(CARD), person=child))
        assert visit.person.id == child
        assert visit.person.identifiers == set()
        assert store.visits.standing(CARD).person is None

    def test_the_third_sex_stands_in_the_declaration_and_not_on_the_person(self, store: Store) -> None:
        kept = declare(store, filled(replace(THU, sex=DeclaredSex.OTHER)))
        assert (said(store, kept.id).sex, said(store, kept.id).person.sex) == ("other", None)
        person = store.visits.standing(CARD).person
        assert person is not None
        assert person.sex is None
        member = store.declarations.member(kept.person)
        assert member is not None
        assert member.person.sex == "other"


def test_who_vouched_for_a_number_stands_in_the_audit_log(store: Store) -> None:
    staff = uuid4()
    kept = declare(store, replace(filled(), phone_proof=PhoneProof.ATTESTED, attested_by=staff))
    (_, line), *others = audit.lines(store.connection)
    assert (line.staff, line.what, line.subject, line.at) == (staff, "phone attested", kept.person, NOW)
    assert others == []
    declare(store, filled())
    assert len(audit.lines(store.connection)) == 1


def test_the_words_of_any_event_can_be_had_again(store: Store) -> None:
    kept = declare(store, filled())
    body = store.outbox.body(kept.id)
    store.outbox.sent([kept.id], NOW)
    assert store.outbox.body(kept.id) == body is not None
    assert store.outbox.body(uuid4()) is None
