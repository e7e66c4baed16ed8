"""Any day at the gate and at the desk: the stays that are kept are those that the visits come to."""

import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from kiosk.cards.card import Card, CardKind
from kiosk.desk.ports import ActRefused
from kiosk.desk.rows import Correction, Query, RowFilter, RowKey, RowKind, WhyAnnulled
from kiosk.people import Identifier, IdentifierKind
from kiosk.visits import Act
from tests.local_store.opening import NOW, crossing, open_at, require_consistency
from tests.local_store.reckoning import require_stays

STAFF = UUID(int=7)
NAMES = ("Nguyễn Văn Thử", None, "Trần Thị Mẫu")
SHOWN = st.tuples(st.integers(0, len(NAMES) - 1), st.sampled_from(["citizen", "insured", "both"]))
WHICH = st.integers(0, 30)
MINUTES = st.integers(0, 3 * 24 * 60)


def card(person: int, shown: str) -> Card:
    citizen = Identifier(IdentifierKind.CITIZEN_ID, f"00109000000{person}")
    insured = Identifier(IdentifierKind.SOCIAL_INSURANCE, f"012345678{person}")
    numbers = {"citizen": {citizen}, "insured": {insured}, "both": {citizen, insured}}[shown]
    return Card(CardKind.CCCD, name=NAMES[person] if shown != "insured" else None, identifiers=frozenset(numbers))


class Desk(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = open_at(Path(self.folder.name))
        self.list = self.store.people_list
        self.now = NOW

    @property
    def keys(self) -> list[int]:
        return [row[0] for row in self.store.connection.rows("SELECT key FROM stays ORDER BY key")]

    def key(self, which: int) -> RowKey:
        keys = self.keys
        return RowKey(RowKind.STAY, keys[which % len(keys)])

    def place(self, key: RowKey) -> int | None:
        place: int | None = self.store.connection.value("SELECT place FROM stays WHERE key = ?", key.number)
        return place

    @rule(who=SHOWN)
    def arrives(self, who: tuple[int, str]) -> None:
        self.store.visits.record(crossing(card(*who), at=self.now))

    @rule(who=SHOWN)
    def leaves(self, who: tuple[int, str]) -> None:
        inside = self.store.visits.standing(card(*who)).inside
        self.store.visits.record(crossing(card(*who), Act.CHECK_OUT, inside.id if inside else None, self.now))

    @precondition(lambda self: self.keys)
    @rule(who=SHOWN)
    def takes_back(self, who: tuple[int, str]) -> None:
        last = self.store.visits.standing(card(*who)).last
        if last is not None:
            self.store.visits.record(crossing(card(*who), Act.REVERSAL, last.id, self.now))

    @rule(minutes=MINUTES)
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @precondition(lambda self: self.keys)
    @rule(which=WHICH, act=st.sampled_from(["in", "out", "annul", "look"]))
    def acts_at_the_desk(self, which: int, act: str) -> None:
        key = self.key(which)
        row = self.list.row(key)
        assert row is not None
        assert row.person is not None
        try:
            match act:
                case "in":
                    self.list.check_in(row.person, STAFF, self.now)
                    assert not row.inside
                case "out":
                    self.list.check_out(key, STAFF, self.now)
                    assert row.inside
                case "annul":
                    self.list.annul(key, WhyAnnulled.TWICE, "", STAFF, self.now)
                    assert not row.annulled
                case _:
                    self.list.looked_at(key, STAFF, self.now)
        except ActRefused as refused:
            if refused.why not in {"already_inside", "not_inside", "annulled"}:
                raise

    @precondition(lambda self: self.keys)
    @rule(
        which=WHICH, arrived=st.none() | MINUTES, left=st.none() | MINUTES, name=st.sampled_from([None, "Lê Thị Đổi"])
    )
    def is_corrected(self, which: int, arrived: int | None, left: int | None, name: str | None) -> None:
        key = self.key(which)
        place = self.place(key)

        def before(minutes: int | None) -> datetime | None:
            return None if minutes is None else self.now - timedelta(minutes=minutes)

        wanted = Correction(WhyAnnulled.WRONG_TIME, "", before(arrived), before(left), name)
        try:
            new = self.list.correct(key, wanted, STAFF, self.now)
        except ActRefused as refused:
            if refused.why in {"annulled", "order", "future"}:
                return
            raise
        assert self.place(new) == place
        row = self.list.row(new, bare=True)
        assert row is not None
        assert row.arrived == wanted.arrived or wanted.arrived is None
        assert row.left == wanted.left or wanted.left is None
        assert name is None or row.name == name

    @rule()
    def closes(self) -> None:
        inside = self.store.visits.inside_now()
        assert self.list.close_day(self.now + timedelta(seconds=1)) == inside
        assert self.list.close_day(self.now + timedelta(seconds=1)) == 0

    @rule(what=st.sampled_from(["sent", "refused", "again", "aside"]), count=st.integers(1, 5))
    def centre_answers(self, what: str, count: int) -> None:
        outbox = self.store.outbox
        items = [item.id for item in outbox.next_batch(count)]
        if what == "sent":
            outbox.sent(items, self.now)
        elif what == "refused":
            for item in items:
                outbox.refused(item, "refused: gate: Field required", self.now)
        else:
            for refused in self.list.work_list(1):
                act = self.list.set_aside if what == "aside" else None
                if act is not None:
                    act(refused.id, "not needed", STAFF, self.now)
                else:
                    self.list.send_again(refused.id, STAFF, self.now)

    @rule()
    def is_opened_again(self) -> None:
        self.store.close()
        self.store = open_at(Path(self.folder.name))
        self.list = self.store.people_list

    @invariant()
    def stays_are_what_the_visits_come_to(self) -> None:
        require_stays(self.store)

    @invariant()
    def counts_are_the_lines_there_are(self) -> None:
        counts, day = self.list.counts(self.now), (self.now + timedelta(hours=7)).date()
        for which in (RowFilter.ALL, RowFilter.INSIDE, RowFilter.LEFT, RowFilter.NOT_DECLARED, RowFilter.ATTENTION):
            page = self.list.page(Query(day, which, limit=1000))
            assert len(page.rows) == getattr(counts, which.value), which

    def teardown(self) -> None:
        require_consistency(self.store)
        self.store.close()
        self.folder.cleanup()


TestDesk = Desk.TestCase
TestDesk.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)


class Forgets(Desk):
    """Red control: a reversal was added to the visits, and the stays do not know."""

    @precondition(lambda self: self.keys)
    @rule(which=WHICH)
    def is_forgotten(self, which: int) -> None:
        self.store.connection.execute("UPDATE stays SET standing = NULL WHERE key = ?", self.key(which).number)


def test_the_test_sees_a_stay_that_was_not_renewed() -> None:
    once = settings(TestDesk.settings, phases=[Phase.generate], database=None, derandomize=True)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Forgets, settings=once)
