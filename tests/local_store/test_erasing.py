"""Erasing a single person: the visits stay as nobody's, and nothing leads back to who it was."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from kiosk.cards.card import Card, CardKind
from kiosk.declarations import Relationship
from kiosk.desk.acts import MainAct, main_act
from kiosk.desk.exports import Exported, csv_text
from kiosk.desk.ports import ActRefused
from kiosk.desk.rows import Correction, Declared, Query, WhyAnnulled
from kiosk.people import Identifier, IdentifierKind
from kiosk.ports import Crossing
from kiosk.screens import Language, Referral
from kiosk.visits import Act, Via
from local_store import erasing
from local_store.salvage import rebuild
from local_store.store import Store
from tests.local_store.declaring import CHILD, MAU, PHONE, THU, declare, filled
from tests.local_store.forgetting import erase, everything_said, in_files
from tests.local_store.listing import CARD, INSURED, STAFF, TODAY, come, numbers, only, stay
from tests.local_store.opening import GATE, NOW, open_at
from tests.local_store.reckoning import require_stays

CANARIES = ("Nguyễn Văn Thử", "nguyen van thu", "001090000001", "100000090100", "+84900000001", "vợ là Thử")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_at(tmp_path) as opened:
        yield opened
        require_stays(opened)
        assert opened.damage() == []
        assert opened.connection.rows("SELECT only FROM forgetting") == []


def send_all(store: Store) -> None:
    while items := store.outbox.next_batch(500):
        store.outbox.sent([item.id for item in items], NOW)


def left_of(store: Store) -> list[str]:
    said = everything_said(store.connection).lower()
    return [word for word in CANARIES if word.lower() in said]


def test_the_visits_stay_as_nobodys_and_every_figure_with_them(store: Store, tmp_path: Path) -> None:
    person = come(store, CARD).person.id
    store.people_list.check_out(stay(come(store, INSURED)), STAFF, NOW)
    store.people_list.annul(stay(come(store, CARD, NOW)), WhyAnnulled.OTHER, "vợ là Thử", STAFF, NOW)
    declare(store, filled(replace(THU, phone=None)), CARD)
    store.visits.refer(Referral.CHECK, person, NOW)
    send_all(store)
    assert left_of(store) == list(CANARIES), "else this could not fail"
    before = (store.people_list.counts(NOW), store.figures.day(NOW), store.visits.inside_now(), numbers(store, TODAY))

    assert erase(store, person).kept == 0
    assert left_of(store) == []
    assert not {"nguyen", "van", "thu"} & set(everything_said(store.connection).splitlines())
    after = (store.people_list.counts(NOW), store.figures.day(NOW), store.visits.inside_now(), numbers(store, TODAY))
    assert after == before
    assert store.search.people("thử") == store.search.people("0001") == []
    assert numbers(store, text="dang thi") != [], "others are found as ever"
    assert store.visits.standing(CARD).person is None
    assert in_files(tmp_path, *CANARIES) == []


def test_the_line_says_that_it_was_erased(store: Store) -> None:
    visit = come(store, CARD)
    declare(store, filled())
    assert not only(store).erased
    send_all(store)
    erase(store, visit.person.id)
    row = only(store, bare=True)
    assert row.erased
    assert (row.name, row.birth_year, row.document, row.phone) == ("", "", "", "")
    assert row.declared is Declared.NOT_ASKED
    assert row.inside
    assert main_act(row) is MainAct.CHECK_OUT
    exported = Exported("Trưởng ca Mẫu", NOW, "all", Language.VI, bare=True, keep_until=TODAY)
    assert "Đã xóa theo yêu cầu" in csv_text([row], exported)
    detail = store.people_list.opened(row.key, STAFF, NOW)
    assert detail is not None
    assert (detail.declaration, detail.phones) == (None, ())
    with pytest.raises(ActRefused, match="nobody"):
        store.people_list.correct(row.key, Correction(WhyAnnulled.WRONG_DATA, name="Nguyễn Văn Thử"), STAFF, NOW)
    assert store.people_list.close_day(NOW.replace(hour=20)) == 1, "and is checked out when the place closes"
    assert main_act(only(store)) is MainAct.NOTHING, "nobody can be checked in"
    with pytest.raises(ActRefused, match="nobody"):
        store.people_list.check_in(row.person or visit.id, STAFF, NOW)


def test_whoever_comes_again_is_somebody_new(store: Store) -> None:
    first = come(store, CARD)
    code = Card(CardKind.CITIZEN_CODE)
    send_all(store)
    erase(store, first.person.id)
    again = store.visits.record(Crossing(code, Act.CHECK_IN, NOW, Via.CITIZEN_CODE, GATE, person=first.person.id))[0]
    assert again.person.id == first.person.id
    rows = store.people_list.page(Query(None)).rows
    assert [row.erased for row in rows] == [False, True], "the old visit does not become theirs again"
    assert come(store, CARD).person.id != first.person.id


def test_what_is_unsent_is_kept_until_it_is_sent_and_told_of(store: Store) -> None:
    visit = come(store, CARD)
    declare(store, filled(replace(THU, phone=None)), CARD)
    other = come(store, INSURED)
    items = list(store.outbox.next_batch(10))
    forgotten = erase(store, visit.person.id)
    assert (forgotten.removed, forgotten.kept) == (1, 2)
    assert list(store.outbox.next_batch(10)) == items
    assert "Nguyễn Văn Thử" not in everything_said(store.connection, unsent=False)
    assert erase(store, visit.person.id).kept == 2, "told again, it is as it was"
    send_all(store)
    assert (erase(store, visit.person.id).removed, erase(store, visit.person.id).kept) == (0, 0)
    assert left_of(store) == []
    assert store.outbox.body(other.id) is not None


def test_what_was_refused_is_kept_until_a_person_sets_it_aside(store: Store) -> None:
    visit = come(store, CARD)
    store.outbox.refused(visit.id, "refused: name", NOW)
    assert erase(store, visit.person.id).kept == 1
    store.outbox.set_aside(visit.id, "của ông Thử", NOW)
    assert erase(store, visit.person.id).kept == 0
    assert left_of(store) == []
    assert "ông Thử" not in everything_said(store.connection)
    assert store.outbox.refused_count() == 0


def test_somebody_merged_is_erased_by_either_id(store: Store) -> None:
    by_number = come(store, Card(CardKind.CITIZEN_ID, identifiers=CARD.identifiers))
    by_other = come(
        store,
        replace(CARD, identifiers=frozenset({Identifier(IdentifierKind.SOCIAL_INSURANCE, "4010000009")})),
    )
    both = CARD.identifiers | {Identifier(IdentifierKind.SOCIAL_INSURANCE, "4010000009")}
    come(store, replace(CARD, identifiers=both))
    assert store.connection.value("SELECT count(*) FROM people WHERE merged_into IS NOT NULL") == 1
    send_all(store)
    assert erase(store, by_other.person.id).removed == 1
    assert left_of(store) == []
    assert erase(store, by_number.person.id).removed == 0, "they are one, and gone"


def test_a_name_goes_out_of_what_they_declared_for_their_family(store: Store) -> None:
    parent = declare(store, filled(replace(THU, phone=PHONE.e164)))
    child = declare(
        store,
        replace(filled(CHILD), relationship=Relationship.PARENT, representative="Nguyễn Văn THỬ"),
    )
    other = declare(store, replace(filled(MAU), relationship=Relationship.CHILD, representative="Lê Văn Mẫu"))
    send_all(store)
    erase(store, parent.person)
    kept = store.declarations.find(child.id)
    assert kept is not None
    assert kept.filled.representative is None
    assert "THỬ" not in everything_said(store.connection)
    still = store.declarations.find(other.id)
    assert still is not None
    assert still.filled.representative == "Lê Văn Mẫu"
    assert {one.person.name for one in store.declarations.family(PHONE, ())} == {CHILD.name, MAU.name}


def test_somebody_nobody_knows_is_erased_already(store: Store) -> None:
    assert erase(store, UUID(int=12345)) == erase(store)


def test_after_a_rebuild_what_is_unsent_is_found_by_its_words(tmp_path: Path) -> None:
    with open_at(tmp_path) as store:
        visit = come(store, CARD)
    rebuild(tmp_path / "data", tmp_path / "config", NOW)
    with open_at(tmp_path) as store:
        assert erase(store, visit.person.id).kept == 1
        send_all(store)
        assert erase(store, visit.person.id).kept == 0
        assert left_of(store) == []


def test_only_ids_stand_in_the_audit_log(store: Store) -> None:
    visit = come(store, CARD)
    erase(store, visit.person.id)
    lines = store.connection.rows("SELECT what, purpose, outcome, subject FROM audit")
    assert lines == [("person erased", "order 00000000-0000-0000-0000-0000000001f5", "done", visit.person.id.bytes)]


def test_red_an_erasure_that_keeps_the_name_is_found_out(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasing, "_ANONYMOUS", erasing._ANONYMOUS[:-1])
    visit = come(store, CARD)
    send_all(store)
    erase(store, visit.person.id)
    assert left_of(store) == ["Nguyễn Văn Thử", "nguyen van thu"]
