"""Exported files opened again: every value comes back, no cell is a formula, and each row says how long it may stay."""

import csv
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import astuple, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from kiosk.desk.export_words import export_words
from kiosk.desk.exports import (
    BOM,
    Exported,
    csv_lines,
    csv_of,
    csv_text,
    guarded,
    inside_table,
    kept_until,
    plain,
    unguarded,
)
from kiosk.desk.figures import (
    Figures,
    Hour,
    Spread,
    Stage,
    StageFigures,
    Way,
    WayFigures,
)
from kiosk.desk.figures_export import figures_csv
from kiosk.desk.figures_export_words import figures_export_words
from kiosk.desk.rows import Declared, Evacuation, InsidePerson, Row, RowKey, RowKind, Sending
from kiosk.desk.xlsx import xlsx_bytes, xlsx_of
from kiosk.screens import Language, Referral
from kiosk.visits import Via

NOW = datetime(2026, 11, 23, 3, 4, 5, 678901, tzinfo=UTC)
ARRIVED, LOCAL = NOW - timedelta(hours=2), datetime(2026, 11, 23, 8, 4, 5)  # noqa: DTZ001 - as a spreadsheet has it
EXPORTED = Exported("Nhân viên Mẫu", NOW, "Hôm nay · Đang ở trong", Language.VI, False, kept_until(NOW), "Hà Vân")
ROW = Row(
    key=RowKey(RowKind.STAY, 1),
    arrived=ARRIVED,
    left=None,
    person=UUID(int=6),
    name="NGUYỄN VĂN THỬ",
    birth_year="1990",
    via=Via.CITIZEN_CARD,
    gate="Cổng chính",
    document="001090000001",
    phone="0900000001",
    declared=Declared.VALID,
    declared_until=None,
    sending=Sending.SENT,
)
HOSTILE = (
    "=1+1",
    "+84",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\0=1",
    "＝1",
    "＋1",
    "－1",
    "＠A",
    " =1",
    '=cmd|"/c"',
)


def read_csv(text: str) -> list[list[str]]:
    assert text.startswith(BOM)
    return list(csv.reader(io.StringIO(text.removeprefix(BOM), newline=""), strict=True))


def read_xlsx(book: bytes) -> tuple[Worksheet, Worksheet]:
    first, second = load_workbook(io.BytesIO(book)).worksheets
    return first, second


def values(sheet: Worksheet) -> list[list[object]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_a_csv_file_comes_back_as_it_was() -> None:
    header, line = read_csv(csv_text([ROW], EXPORTED))
    assert header == list(astuple(export_words(Language.VI).headers))
    assert [unguarded(cell) for cell in line] == [
        *("2026-11-23 08:04:05", "", "NGUYỄN VĂN THỬ", "1990", "Căn cước", "001090000001", "0900000001"),
        *("Còn hạn", "Đã gửi", "Cổng chính", "", "", "", "2026-12-23"),
    ]


def test_a_csv_file_is_as_rfc_4180_has_it_with_the_mark_for_excel() -> None:
    text = csv_text([replace(ROW, gate='Cổng "A", phụ'), ROW], EXPORTED)
    assert text.encode().startswith(b"\xef\xbb\xbf")
    assert text.endswith("\r\n")
    assert text.count("\r\n") == text.count("\n") == 3
    assert '"Cổng ""A"", phụ"' in text
    assert {len(line) for line in read_csv(text)} == {14}


def test_numbers_stay_text_and_keep_their_zeros() -> None:
    [_, line] = read_csv(csv_text([ROW], EXPORTED))
    assert line[5:7] == ["'001090000001", "'0900000001"]
    assert guarded("09•• ••• 001") == "09•• ••• 001"
    assert guarded("1/2") == "'1/2"
    assert line[3] == "1990", "a year is a number"


@pytest.mark.parametrize(
    "text", ["\u200b=1", "\ufeff=1", "\u202e=1+1", "\u22121", "\ufe621", "\ufe631", "\u2066\u200d+1"]
)
def test_nothing_unseen_or_alike_hides_that_a_cell_is_reckoned_with(text: str) -> None:
    assert guarded(text) == f"'{plain(text)}"
    assert unguarded(guarded(text)) == plain(text)


def test_a_workbook_comes_back_as_it_was() -> None:
    sheet, note = read_xlsx(xlsx_bytes([ROW], EXPORTED))
    header, line = values(sheet)
    assert header == list(astuple(export_words(Language.VI).headers))
    assert line == [
        *(LOCAL, None, "NGUYỄN VĂN THỬ", 1990, "Căn cước", "001090000001", "0900000001"),
        *("Còn hạn", "Đã gửi", "Cổng chính", None, None, None, datetime(2026, 12, 23)),  # noqa: DTZ001
    ]
    assert (sheet.title, note.title, sheet.freeze_panes) == ("Người đến và đi", "Ghi chú", "A2")
    assert sheet.auto_filter.ref == "A1:N2"
    assert sheet["A1"].font.bold
    assert sheet.column_dimensions["C"].width > sheet.column_dimensions["D"].width
    assert [cell.number_format for cell in sheet[2]][:3] == ["dd/mm/yyyy hh:mm:ss", "General", "@"]


def test_the_note_says_who_exported_what_when_and_until_when_it_may_be_kept() -> None:
    _, note = read_xlsx(xlsx_bytes([ROW], EXPORTED))
    said = {row[0]: row[1] for row in values(note) if row[0]}
    assert said == {
        "Điểm kiểm dịch": "Hà Vân",
        "Nội dung": "Hôm nay · Đang ở trong",
        "Số dòng": 1,
        "Người xuất": "Nhân viên Mẫu",
        "Xuất lúc": datetime(2026, 11, 23, 10, 4, 5),  # noqa: DTZ001
        "Lưu giữ đến": datetime(2026, 12, 23),  # noqa: DTZ001
    }
    rest = [row[1] for row in values(note) if not row[0]]
    assert rest == ["Tên và số đã được che.", export_words(Language.VI).note.retention.format(date="23/12/2026")]
    _, bare = read_xlsx(xlsx_bytes([], replace(EXPORTED, bare=True, language=Language.EN, place="")))
    assert "Names and numbers are in full." in [row[1] for row in values(bare)]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_ever_a_formula(text: str) -> None:
    row = replace(ROW, name=text, gate=text, document=text)
    [_, line] = read_csv(csv_text([row], EXPORTED))
    for cell in (line[2], line[5], line[9]):
        assert cell.startswith("'")
        assert unguarded(cell) == plain(text)
    sheet, note = read_xlsx(xlsx_bytes([row], replace(EXPORTED, what=text, by=text)))
    assert sheet["C2"].value == plain(text)
    assert {cell.data_type for each in (sheet, note) for cells in each.iter_rows() for cell in cells} <= {
        "s",
        "inlineStr",
        "n",
        "d",
    }


@given(st.lists(st.text(max_size=40), min_size=1, max_size=5))
def test_any_text_comes_back_from_csv(texts: Sequence[str]) -> None:
    [_, *lines] = read_csv(csv_lines(["x"], [[text, "."] for text in texts]))
    assert [unguarded(line[0]) for line in lines] == [plain(text) for text in texts]
    assert not any(line[0].lstrip()[:1] in tuple("=+-@＝＋－＠") for line in lines)


@given(st.text(st.characters(exclude_categories=[]), max_size=40))
def test_any_text_comes_back_from_a_workbook(text: str) -> None:
    sheet, _ = read_xlsx(xlsx_bytes([replace(ROW, name=text)], EXPORTED))
    assert (sheet["C2"].value or "") == plain(text)
    assert sheet["C2"].data_type in ("s", "inlineStr", "n")


def test_lines_taken_back_corrected_left_by_rule_and_sent_to_the_staff_say_so() -> None:
    rows = [
        replace(ROW, annulled=True),
        replace(ROW, annulled=True, corrected=True),
        replace(ROW, corrected=True),
        replace(ROW, automatic=True, left=NOW),
        replace(ROW, key=RowKey(RowKind.REFERRAL, 1), via=None, reason=Referral.FULL, number="A 07"),
    ]
    found = [line[10:13] for line in read_csv(csv_text(rows, EXPORTED))[1:]]
    assert found == [["", "Đã hủy", ""]] * 2 + [["", "Đã sửa", ""], ["Có", "", ""], ["", "", "Đã đủ người (A 07)"]]


def test_who_is_inside_with_the_age_of_the_data() -> None:
    person = InsidePerson("NGUYỄN VĂN THỬ", "1990", "0900000001", ARRIVED, "Cổng chính", Via.PHONE)
    table = inside_table(Evacuation(NOW, ARRIVED, (person,)), EXPORTED)
    [_, line] = read_csv(csv_of(table))
    assert [unguarded(cell) for cell in line[:4]] == ["NGUYỄN VĂN THỬ", "1990", "0900000001", "2026-11-23 08:04:05"]
    sheet, note = read_xlsx(xlsx_of(table))
    assert (sheet.title, sheet["A2"].value) == ("Đang ở trong", "NGUYỄN VĂN THỬ")
    assert ["Số liệu đến", LOCAL] in values(note)


def test_an_export_says_nothing_of_anybody_in_its_repr() -> None:
    assert "THỬ" not in repr(inside_table(Evacuation(NOW, None, ()), EXPORTED))


def figures(count: int = 30) -> Figures:
    many, few = Spread(count, 2.345, 9.0), Spread(3, 41.0, 41.0)
    return Figures(
        day=date(2026, 11, 23),
        at=NOW,
        arrivals=12,
        departures=7,
        inside=5,
        capacity=None,
        peak=9,
        peak_at=ARRIVED,
        hours=(Hour(7, 4, 0), Hour(8, 8, 7)),
        ways=(WayFigures(Way.QR, 9, many), WayFigures(Way.PROXY, 3, few)),
        spread=many,
        stages=(StageFigures(Stage.CODE, few, 2), StageFigures(Stage.READING, many, 0)),
        retries=3,
        given_up=2,
        referred=1,
        stopped=0,
        to_be_met=1,
        waiting=4,
        refused=0,
        automatic=2,
    )


@pytest.mark.parametrize("language", list(Language))
def test_figures_come_back_with_keys_that_do_not_change(language: Language) -> None:
    header, *lines = read_csv(figures_csv(figures(), language, place="=Hà Vân", code="HV-02"))
    assert header == list(figures_export_words(language).header)
    told = {(section, key): value for section, key, value, _, _ in lines}
    assert len(told) == len(lines)
    assert told["day", "date"] == "2026-11-23"
    assert told["day", "at"] == "2026-11-23 10:04:05"
    assert (told["day", "place"], told["day", "code"]) == ("'=Hà Vân", "HV-02")
    assert (told["totals", "arrivals"], told["totals", "capacity"], told["totals", "week_before"]) == ("12", "", "")
    assert told["totals", "peak_at"] == "2026-11-23 08:04:05"
    assert told["arrivals_by_hour", "08h"] == "8"
    assert (told["ways", "qr"], told["ways", "qr.median"], told["ways", "qr.p95"]) == ("9", "2.3", "9.0")
    assert told["steps", "code.given_up"] == "2"
    assert all(meaning for *_, meaning in lines)


def test_a_key_that_two_sections_share_has_the_words_of_its_own_section() -> None:
    lines = read_csv(figures_csv(figures(), Language.EN, code="HV-02"))[1:]
    meaning = {(section, key): (unit, words) for section, key, _, unit, words in lines}
    assert meaning["day", "code"] == ("", "Code of the checkpoint")
    assert meaning["steps", "code.given_up"] == ("people", "Step · Waiting for and typing the OTP · given up")
    assert meaning["totals", "inside"][0] == meaning["totals", "peak"][0] == "people"
    assert meaning["totals", "arrivals"][0] == "visits"


def test_what_too_few_were_timed_for_is_not_told() -> None:
    lines = read_csv(figures_csv(figures(count=19), Language.EN))[1:]
    told = {(section, key): value for section, key, value, _, _ in lines}
    assert (told["ways", "proxy.timed"], told["ways", "proxy.median"]) == ("3", "")
    assert (told["ways", "qr.median"], told["ways", "qr.p95"]) == ("2.3", "")


def test_every_word_is_there_composed_and_in_both_languages() -> None:
    for language in Language:
        say, told = export_words(language), figures_export_words(language)
        assert say.vias.keys() == set(Via)
        assert say.declared.keys() == set(Declared)
        assert say.sending.keys() == set(Sending)
        assert say.reasons.keys() == set(Referral)
        assert set(told.ways) == set(Way)
        assert set(told.stages) == set(Stage)
        everything = repr((say, told))
        assert everything == unicodedata.normalize("NFC", everything)
        assert "!" not in everything
    assert figures_export_words(Language.VI).names.keys() == figures_export_words(Language.EN).names.keys()
