"""Today's provinces and wards: the shipped facts, searching as people type, and a data file that is wrong."""

import json
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from kiosk.__main__ import COMMANDS
from kiosk.errors import SettingsError
from kiosk.people import folded
from kiosk.place_sources import Listed, changed, read, written
from kiosk.places import SHIPPED, Places, from_json
from kiosk.vietnamese import alphabetical, spelled

PLACES = Places.load()


def names(found: tuple[Any, ...]) -> list[str]:
    return [one.name for one in found]


def test_the_shipped_list_is_that_of_september_2026() -> None:
    wards = [ward for province in PLACES.provinces for ward in PLACES.wards(province.code)]
    assert len(PLACES.provinces) == 34
    assert len(wards) == len({ward.code for ward in wards}) == 3321
    # 19/2025/QĐ-TTg counts 2,621 xã and 687 phường; ten and twelve xã became phường in 2026
    assert Counter(ward.name.split()[0] for ward in wards) == {"Xã": 2599, "Phường": 709, "Đặc": 13}
    assert sum(one.name.startswith("Thành phố ") for one in PLACES.provinces) == 9


def test_no_name_is_written_in_the_other_spelling() -> None:
    for province in PLACES.provinces:
        for one in (province, *PLACES.wards(province.code)):
            assert one.name == spelled(one.name) == unicodedata.normalize("NFC", one.name)
            assert one.name.endswith(one.short)
            assert one.short != one.name


def test_provinces_stand_in_the_order_of_the_vietnamese_alphabet() -> None:
    shorts = [one.short for one in PLACES.provinces]
    assert shorts[:8] == ["An Giang", "Bắc Ninh", "Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk", "Điện Biên"]
    assert PLACES.provinces_from("79")[0].short == "Hồ Chí Minh"
    assert sorted(PLACES.provinces_from("79"), key=lambda one: alphabetical(one.short)) == list(PLACES.provinces)
    assert PLACES.provinces_from("00") == PLACES.provinces


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("ha noi", "Hà Nội"),
        ("HÀ NỘI", "Hà Nội"),
        ("hcm", "Hồ Chí Minh"),
        ("khanh hoà", "Khánh Hòa"),
        ("Khánh Hòa", "Khánh Hòa"),
        ("dong n", "Đồng Nai"),
        ("thanh pho h", "Hà Nội"),
        ("thanh pho ho", "Hồ Chí Minh"),
        ("minh", "Hồ Chí Minh"),
        ("hue", "Huế"),
    ],
)
def test_a_province_is_found_as_people_type_it(query: str, first: str) -> None:
    assert PLACES.search_provinces(query)[0].short == first


def test_a_ward_is_found_only_in_its_province() -> None:
    assert names(PLACES.search_wards("38", "hac th")) == ["Phường Hạc Thành"]
    assert PLACES.search_wards("01", "hac th") == ()
    assert PLACES.search_wards("99", "hac th") == ()
    assert PLACES.search_wards("01", "") == PLACES.wards("01")


def test_the_beginning_of_the_name_comes_before_a_word_inside_it_and_that_before_the_rest() -> None:
    found = [folded(one.short) for one in PLACES.search_wards("01", "ho")]
    kinds = [0 if name.startswith("ho") else 1 if " ho" in name else 2 for name in found]
    assert kinds == sorted(kinds)
    assert {0, 1} <= set(kinds)


def test_accents_that_are_typed_decide_between_names_that_differ_in_nothing_else() -> None:
    assert names(PLACES.search_wards("31", "cẩm giàng"))[0] == "Xã Cẩm Giàng"
    assert names(PLACES.search_wards("31", "cẩm giang"))[0] == "Xã Cẩm Giang"


def test_wards_with_marks_in_their_names_are_found_without() -> None:
    assert "Xã Cư M'gar" in names(PLACES.search_wards("66", "cu m"))
    assert names(PLACES.search_wards("01", "van mieu"))[0] == "Phường Văn Miếu - Quốc Tử Giám"


@given(st.text(max_size=30))
def test_no_query_raises_and_whatever_is_found_is_there(query: str) -> None:
    assert set(PLACES.search_wards("01", query)) <= set(PLACES.wards("01"))
    assert set(PLACES.search_provinces(query, "01")) <= set(PLACES.provinces)


@given(st.sampled_from([ward for province in PLACES.provinces for ward in PLACES.wards(province.code)]))
def test_every_ward_is_found_by_its_name_without_accents(ward: Any) -> None:
    assert ward in PLACES.search_wards(ward.province, folded(ward.short))
    assert ward in PLACES.search_wards(ward.province, ward.name)
    assert PLACES.ward(ward.code) == ward


def test_a_document_names_a_place_with_or_without_the_province_s_type() -> None:
    found = PLACES.named("Thành phố Hà Nội", "Phường Ba Đình")
    assert found
    assert (found[0].code, found[1].code) == ("01", "00004")
    assert PLACES.named("HÀ NỘI", "phường  ba đình") == found
    assert PLACES.named("Hà Nội", "Ba Đình") is None, "a district was called so"
    assert PLACES.named("Hà Nội", "Phường Ba Dinh") is None
    assert PLACES.named("Hà Tây", "Phường Ba Đình") is None


SMALL: dict[str, Any] = {
    "source": "made up",
    "counts": {"provinces": 1, "wards": 2},
    "provinces": {"01": "Thành phố Hà Nội"},
    "wards": {"01": {"00004": "Phường Ba Đình", "00008": "Phường Ngọc Hà"}},
}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"counts": {"provinces": 1, "wards": 3}}, "says 1 provinces and 3 wards, and holds 1 and 2"),
        ({"wards": {"01": {"4": "Phường Ba Đình"}}}, "'4' is no code; a ward has 5 digits"),
        ({"wards": {"01": {"00004": ""}}}, "00004: '' is no name"),
        ({"wards": {"01": {"00004": "Phường\u202e"}}}, "is no name"),
        ({"wards": {"02": {"00004": "Phường Ba Đình"}}}, "wards.02: there is no province"),
        ({"provinces": {"01": "Thành phố Hà Nội", "79": "Thành phố Hồ Chí Minh"}}, "provinces.79: has no wards"),
        ({"provinces": {"1": "Thành phố Hà Nội"}}, "a province has 2 digits"),
        ({"wards": []}, "has no wards"),
        ({"wards": 5}, "kiosk places update"),
        ({"counts": {}}, "kiosk places update"),
    ],
)
def test_a_wrong_list_is_told_with_the_place_that_is_wrong(change: dict[str, Any], says: str) -> None:
    assert len(from_json(SMALL, "small").wards("01")) == 2
    with pytest.raises(SettingsError, match="small") as fault:
        from_json({**SMALL, **change}, "small")
    assert says in str(fault.value)


def test_a_ward_in_two_provinces_is_told() -> None:
    twice = {**SMALL, "provinces": {"01": "A", "04": "B"}, "wards": {"01": {"00004": "C"}, "04": {"00004": "C"}}}
    with pytest.raises(SettingsError, match="stands twice, in 01 and in 04"):
        from_json(twice, "small")


def test_a_file_that_was_cut_is_told(tmp_path: Path) -> None:
    file = tmp_path / "places.json"
    file.write_bytes(SHIPPED.read_bytes()[:50_000])
    with pytest.raises(SettingsError, match=r"places\.json: cannot be read"):
        Places.load(file)


NESTED = [
    {"Code": "01", "FullName": "Thành phố Hà Nội", "Wards": [{"Code": "00004", "FullName": "Phường Yên Hoà"}]},
    {"Code": "75", "FullName": "Tỉnh Đồng Nai", "Wards": [{"Code": "25270", "FullName": "Xã Lộc Ninh"}]},
]
TABLES = {
    "DICT_PROVINCE": {"hanoi": {"provinceCode": "01", "province": "Thành phố Hà Nội"}},
    "DICT_PROVINCE_WARD_NO_ACCENTED": {"hanoi": {"a": {"wardCode": "00004", "ward": "Phường Yên Hoà"}}},
    "DICT_PROVINCE_WARD_ACCENTED": {},
    "DICT_PROVINCE_WARD_SHORT_ACCENTED": {"hanoi": {"b": {"wardCode": "00008", "ward": "Phường Láng"}}},
}


def test_both_published_shapes_are_read(tmp_path: Path) -> None:
    file = tmp_path / "list.json"
    file.write_text(json.dumps(NESTED), encoding="utf-8")
    assert read(file).wards["75"] == {"25270": "Xã Lộc Ninh"}
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "parser_from_2025.json").write_text(json.dumps(TABLES), encoding="utf-8")
    assert read(tmp_path).wards["01"] == {"00004": "Phường Yên Hoà", "00008": "Phường Láng"}


@pytest.mark.parametrize("text", ["", "{}", "[]]", '[{"Code": "01"}]', "5", '{"DICT_PROVINCE": {}}x', "[1]"])
def test_a_list_in_neither_shape_is_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "list.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"list\.json"):
        read(file)


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"parser_from_2025\.json"):
        read(tmp_path)


CHANGE = '[[change]]\nlaw = "Luật {0}"\nfrom = {1}\nnames = {{ "{2}" = "{3}" }}\n'


def test_a_change_counts_from_its_day_and_not_if_the_list_is_newer(tmp_path: Path) -> None:
    changes = tmp_path / "changes.toml"
    changes.write_text(CHANGE.format("một", "2026-04-30", "25270", "Phường Lộc Ninh"), encoding="utf-8")
    listed = Listed({"75": "Tỉnh Đồng Nai"}, {"75": {"25270": "Xã Lộc Ninh"}})
    applied, laws = changed(listed, date(2025, 8, 23), date(2026, 4, 30), changes)
    assert (applied.wards["75"]["25270"], laws) == ("Phường Lộc Ninh", ["Luật một"])
    assert changed(listed, date(2025, 8, 23), date(2026, 4, 29), changes) == (listed, [])
    assert changed(listed, date(2026, 4, 30), date(2026, 12, 1), changes) == (listed, [])


def test_a_change_of_a_place_that_is_not_listed_is_told(tmp_path: Path) -> None:
    changes = tmp_path / "changes.toml"
    changes.write_text(CHANGE.format("một", "2026-04-30", "99999", "Phường Lạ"), encoding="utf-8")
    with pytest.raises(SettingsError, match="99999: Phường Lạ"):
        changed(Listed({"01": "A"}, {"01": {}}), date(2025, 1, 1), date(2026, 12, 1), changes)


def test_what_is_written_loads_and_is_spelled_as_it_is_displayed(tmp_path: Path) -> None:
    file = tmp_path / "list.json"
    file.write_text(json.dumps(NESTED), encoding="utf-8")
    text = written(read(file), "made up", "MIT", date(2025, 8, 23), [])
    file.write_text(text, encoding="utf-8")
    assert names(Places.load(file).wards("01")) == ["Phường Yên Hòa"]
    assert "Hoà" not in text


def test_the_command_checks_and_writes(tmp_path: Path) -> None:
    import typer

    from kiosk.commands.places import places

    app = typer.Typer()
    app.command("places", help=COMMANDS["places"])(places)
    (tmp_path / "list.json").write_text(json.dumps(NESTED), encoding="utf-8")
    out = tmp_path / "places.json"
    said = ["update", "--from", str(tmp_path / "list.json"), "--to", str(out), "--source", "made up"]
    run = CliRunner().invoke(app, said)
    assert run.exit_code == 2
    assert not out.exists()
    # the list is of before the changes of 2026, and lacks places these are about
    run = CliRunner().invoke(app, [*said, "--licence", "MIT", "--date", "2025-08-23"])
    assert run.exit_code == 2
    assert "there is no such place" in run.output
    run = CliRunner().invoke(app, [*said, "--licence", "MIT", "--date", "2030-01-01"])
    assert run.exit_code == 0, run.output
    assert "2 provinces, 2 wards (made up)" in CliRunner().invoke(app, ["check", "--to", str(out)]).output
