import pytest

from kiosk.declaring_screens import CodeState, Printing
from kiosk.desk.lookup import Moved
from kiosk.desk.proxy_form import READING, RELATIONS, Tick
from kiosk.desk.proxy_state import Notice
from kiosk.desk.recording import Outcome
from kiosk.errand_screens import CodeNotice, PersonState, WhyNoCode
from kiosk.phone import PhoneProblem
from kiosk.screens import Language
from ui.words.desk_lookup_words import lookup_words
from ui.words.desk_proxy_words import proxy_words

BOTH = pytest.mark.parametrize("language", list(Language))


@BOTH
def test_everything_that_can_be_said_has_words(language: Language) -> None:
    proxy, lookup = proxy_words(language), lookup_words(language)
    assert set(proxy.fields.labels) == set(proxy.fields.nouns) == set(READING)
    assert set(proxy.fields.relations) == set(RELATIONS)
    assert set(proxy.consent.ticks) == set(Tick)
    assert set(proxy.notices) == set(Notice)
    assert set(proxy.done.outcomes) == set(Outcome)
    assert (set(proxy.done.codes), set(proxy.done.printing)) == (set(CodeState), set(Printing))
    assert set(lookup.problems) | {PhoneProblem.TOO_SHORT} == set(PhoneProblem)
    assert set(lookup.code.notices) == set(CodeNotice)
    assert set(lookup.code.why) == set(WhyNoCode)
    assert set(lookup.states) == set(PersonState)
    assert set(lookup.moved) == set(Moved)
