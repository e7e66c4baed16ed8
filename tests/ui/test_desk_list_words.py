import pytest

from kiosk.declarations import DeclaredSex
from kiosk.desk.acts import Done, MainAct
from kiosk.desk.acts_scanned import Unfound
from kiosk.desk.acts_slip import SlipOutcome
from kiosk.desk.figures import Way
from kiosk.desk.rows import Declared, RefusedBecause, RowFilter, Sending, WhyAnnulled
from kiosk.desk.unmasking import WhyUnmasked
from kiosk.screens import Language, Referral
from kiosk.visits import Act, Via
from ui.words.desk_list_words import list_words

BOTH = pytest.mark.parametrize("language", list(Language))


@BOTH
def test_every_kind_of_thing_has_its_words(language: Language) -> None:
    say = list_words(language)
    assert set(say.top.filters) == set(RowFilter)
    assert set(say.top.ways) == set(Way)
    assert set(say.table.vias) == set(Via)
    assert set(say.table.declared) == set(Declared)
    assert set(say.table.sending) == set(Sending)
    assert set(say.table.acts) == set(MainAct)
    assert set(say.person.sexes) == set(DeclaredSex)
    assert set(say.person.history_acts) == set(Act)
    assert set(say.person.reasons) == set(Referral)
    assert set(say.said.done) == set(Done)
    assert set(say.said.slips) == set(SlipOutcome)
    assert set(say.said.unfound) == set(Unfound)
    assert set(say.dialog.whys) == set(WhyAnnulled)
    assert set(say.unmask.reasons) == set(WhyUnmasked)
    assert set(say.work.because) == set(say.work.todo) == set(RefusedBecause)
    assert len(say.table.columns) == 10
    assert len(say.evacuation.paper_columns) == 7
