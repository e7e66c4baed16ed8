import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from string import Formatter

import pytest
from PySide6.QtGui import QRawFont

from kiosk.declarations import DeclaredSex
from kiosk.desk.acts import Done, MainAct
from kiosk.desk.acts_scanned import Unfound
from kiosk.desk.acts_slip import SlipOutcome
from kiosk.desk.figures import Way
from kiosk.desk.rows import Declared, RefusedBecause, RowFilter, Sending, WhyAnnulled
from kiosk.desk.unmasking import WhyUnmasked
from kiosk.screens import Language, Referral
from kiosk.visits import Act, Via
from ui.theme.fonts import FILES
from ui.words.desk_list_words import list_words

FORBIDDEN = re.compile(
    r"không hợp lệ|thất bại|nghi nhiễm|\bF0\b|\binvalid\b|\bfailed\b|\berror\b|!|\blỗi\b", re.IGNORECASE
)
LATE_TONES = re.compile(r"(?<!q)(?:o[áàảãạ]\b|o[éèẻẽẹ]\b|u[ýỳỷỹỵ]\b)", re.IGNORECASE)
BOTH = pytest.mark.parametrize("language", list(Language))


def sentences(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from sentences(each, f"{path}.{key}")
    elif isinstance(value, tuple):
        for place, each in enumerate(value):
            yield from sentences(each, f"{path}[{place}]")
    elif is_dataclass(value):
        for each in fields(value):
            yield from sentences(getattr(value, each.name), f"{path}.{each.name}")


def everything(language: Language) -> dict[str, str]:
    return dict(sentences(list_words(language)))


@BOTH
@pytest.mark.usefixtures("qapp")
def test_every_letter_is_in_the_typeface(language: Language) -> None:
    text = set("".join(everything(language).values())) - set("{}")
    for file in sorted(FILES.glob("BeVietnamPro-*.ttf")):
        face = QRawFont(str(file), 20)
        assert not {letter for letter in text if not face.supportsCharacter(ord(letter))}, file.name


@BOTH
def test_words_are_composed_and_say_nothing_forbidden(language: Language) -> None:
    for path, text in everything(language).items():
        assert text == unicodedata.normalize("NFC", text), path
        assert text == text.strip(), path
        assert not FORBIDDEN.search(text), path
        assert language is Language.EN or not LATE_TONES.search(text), path


def test_both_languages_have_the_same_places_to_fill() -> None:
    vietnamese, english = everything(Language.VI), everything(Language.EN)
    assert vietnamese.keys() == english.keys()
    for path, text in vietnamese.items():
        places = [{name for _, name, _, _ in Formatter().parse(each) if name} for each in (text, english[path])]
        assert places[0] == places[1], path


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
