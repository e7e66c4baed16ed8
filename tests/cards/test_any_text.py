"""Made cards come back as they were made, damaged ones never as somebody else's, and no text breaks anything."""

import json
import string
import unicodedata
from dataclasses import dataclass, replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.cards import parse
from kiosk.cards.card import CardKind
from kiosk.cards.citizen_number import year_of_birth
from kiosk.cards.cleaning import bare, cleaned
from kiosk.cards.json_form import as_json
from kiosk.cards.provinces import COUNTRIES, PROVINCES
from kiosk.cards.warnings import MEANINGS
from kiosk.people import Sex
from kiosk.scans import Symbology

NAMES = ("Nguyễn Văn Thử", "Trần Thị Mẫu", "Lê Ẳng", "Đặng Ỷ Lan", "Hoàng Kiểm", "Y Ngoài")
ADDRESSES = ("Số 1 phố Ví Dụ, Hà Nội", "Ấp Mẫu, Xã Mẫu", "12/3 Đường Thử, Phường Mẫu")
TODAY = date(2026, 11, 21)
PIECES = st.sampled_from(
    [
        *string.printable,
        *["|", "$", "*", "<", "HC1:", "https://", "HTTPS://A/Q/", "000201", "ê", "đ", "\ufeff", "\u0302"],
    ]
)
SOUP = st.lists(PIECES, max_size=80).map("".join)


@dataclass(frozen=True)
class Made:
    """Somebody invented, and how each card writes them down."""

    place: str
    born: date
    sex: Sex
    serial: int
    name: str
    address: str

    @property
    def number(self) -> str:
        century = (self.born.year - 1900) // 100 * 2 + (self.sex is Sex.FEMALE)
        return f"{self.place}{century}{self.born.year % 100:02d}{self.serial:06d}"

    @property
    def cccd(self) -> str:
        sex = "Nữ" if self.sex is Sex.FEMALE else "Nam"
        return f"{self.number}||{self.name}|{self.born:%d%m%Y}|{sex}|{self.address}|01052026"

    @property
    def bhyt(self) -> str:
        sex = "2" if self.sex is Sex.FEMALE else "1"
        hexed = [text.encode().hex() for text in (self.name, self.address)]
        days = "01/01/2026|31/12/2026|20/12/2025"
        return (
            f"DN401{self.serial:010d}|{hexed[0]}|{self.born:%d/%m/%Y}|{sex}|{hexed[1]}|01 - 999|{days}"
            "|01000000000001|-|4|-|0123456789abcdef-5202|$"
        )


people = st.builds(
    Made,
    place=st.sampled_from([f"0{code}" for code in PROVINCES] + [str(code) for code in COUNTRIES]),
    born=st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    sex=st.sampled_from(Sex),
    serial=st.integers(0, 999_999),
    name=st.sampled_from(NAMES),
    address=st.sampled_from(ADDRESSES),
)


@given(people)
def test_a_made_citizen_card_comes_back(made: Made) -> None:
    card = parse(made.cccd, today=TODAY)
    assert (card.kind, card.citizen_id, card.name, str(card.birth), card.sex, card.address, card.warnings) == (
        CardKind.CCCD,
        made.number,
        made.name,
        made.born.isoformat(),
        made.sex,
        made.address,
        (),
    )
    assert year_of_birth(made.number) == made.born.year


@given(people)
def test_a_made_insurance_card_comes_back(made: Made) -> None:
    card = parse(made.bhyt, today=TODAY)
    assert (card.kind, card.name, str(card.birth), card.sex, card.address, card.warnings) == (
        CardKind.BHYT,
        made.name,
        made.born.isoformat(),
        made.sex,
        made.address,
        (),
    )
    assert card.insurance_number == f"DN401{made.serial:010d}"


@given(people, st.integers(1, 11), st.booleans())
def test_another_sex_or_year_never_passes_in_silence(made: Made, years: int, other_sex: bool) -> None:
    lying = replace(made, sex=Sex.MALE if made.sex is Sex.FEMALE else Sex.FEMALE) if other_sex else made
    if not other_sex:
        lying = replace(
            made, born=date(made.born.year - years if made.born.year > 1950 else made.born.year + years, 1, 1)
        )
    text = lying.cccd.replace(lying.number, made.number)
    expected = "sex_contradicts_number" if other_sex else "birth_contradicts_number"
    assert expected in parse(text, today=TODAY).warnings


@pytest.mark.parametrize("card", ["cccd", "bhyt"])
@given(made=people, data=st.data())
def test_harmless_damage_changes_nothing(card: str, made: Made, data: st.DataObject) -> None:
    text: str = getattr(made, card)
    changed = data.draw(
        st.sampled_from(
            [
                unicodedata.normalize("NFD", text),
                "\ufeff" + text,
                text + "\r\n",
                "\r\n\t" + text + "\r",
                text.replace("|", " |"),
            ]
        )
    )
    assert parse(changed, today=TODAY) == parse(text, today=TODAY)


@pytest.mark.parametrize("card", ["cccd", "bhyt"])
@given(made=people, data=st.data())
def test_a_beginning_is_read_right_or_not_at_all(card: str, made: Made, data: st.DataObject) -> None:
    text: str = getattr(made, card)
    whole = parse(text)
    cut = parse(text[: data.draw(st.integers(text.index("|") + 1, len(text) - 1))])
    assert cut.warnings
    if cut.kind is CardKind.UNREADABLE:
        assert as_json(cut) == as_json(parse("")) | {"warnings": list(cut.warnings)}
    else:
        assert replace(cut, warnings=()) == replace(whole, warnings=())


@pytest.mark.parametrize("card", ["cccd", "bhyt"])
@given(made=people, data=st.data())
def test_two_fields_swapped_never_change_the_number(card: str, made: Made, data: st.DataObject) -> None:
    fields = getattr(made, card).split("|")
    one, other = data.draw(st.lists(st.integers(0, 6), min_size=2, max_size=2, unique=True))
    fields[one], fields[other] = fields[other], fields[one]
    whole = parse(getattr(made, card))
    changed = parse("|".join(fields))
    assert changed.citizen_id in (None, whole.citizen_id)
    assert changed.insurance_number in (None, whole.insurance_number)


@given(people, st.sampled_from(["upper", "lower"]))
def test_case_keeps_the_person(made: Made, case: str) -> None:
    changed = parse(getattr(made.cccd, case)(), today=TODAY)
    assert (changed.citizen_id, changed.sex, str(changed.birth)) == (made.number, made.sex, made.born.isoformat())
    assert changed.name == getattr(made.name, case)()
    assert parse(getattr(made.bhyt, case)(), today=TODAY) == parse(made.bhyt, today=TODAY)


@given(st.one_of(st.text(), SOUP), st.sampled_from(Symbology))
@example("\ud800|\udfff", Symbology.QR)
@example("001090000001|\ud800||||||", Symbology.QR)
@example("https://[", Symbology.QR)
def test_any_text_gives_a_card_that_can_be_printed(text: str, symbology: Symbology) -> None:
    card = parse(text, symbology, TODAY)
    form = as_json(card)
    assert len(form) == (17 if card.kind is CardKind.HEALTH_CERTIFICATE else 10)
    json.dumps(form, ensure_ascii=False).encode()
    assert set(card.warnings) <= MEANINGS.keys()
    assert (card.kind is CardKind.FOREIGN) == (card.family is not None)
    if card.kind is CardKind.UNREADABLE:
        assert card.warnings
        assert not card.identifiers
    for shown in (card.name, card.address):
        assert shown is None or (shown == unicodedata.normalize("NFC", shown) and shown)
        assert shown is None or not any(unicodedata.category(character)[0] == "C" for character in shown)


@given(people, st.data())
def test_one_character_changed_anywhere_breaks_nothing(made: Made, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([made.cccd, made.bhyt]))
    at = data.draw(st.integers(0, len(text) - 1))
    card = parse(text[:at] + data.draw(st.one_of(PIECES, st.just(""))) + text[at + 1 :], today=TODAY)
    json.dumps(as_json(card), ensure_ascii=False).encode()


@given(st.text())
@example("\u0344\ufeff")
@example("i\u0308»¿x")
@example("a \r\n \r")
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert cleaned(cleaned(text)) == cleaned(text)
    assert bare(bare(text)) == bare(text)


@given(st.text(alphabet=string.ascii_letters + "àêđỹ |$", min_size=1).filter(str.strip))
def test_cleaning_takes_nothing_from_inside(text: str) -> None:
    assert cleaned("\ufeff" + text + "\r\n") == text.strip(" ")


def test_the_longest_texts_are_read_at_once() -> None:
    for piece in ("|", "0", "*", "4e", "\u0301\u0316", "0004", "<", "-", "\u200b a", "HC1:"):
        parse("001090000001|" + piece * (4200 // len(piece)))
        parse(piece * (4200 // len(piece)))
