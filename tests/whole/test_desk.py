"""A day at the desk, by keyboard alone: the real program off screen, a real centre, and what came of it at the end."""

import csv
import json
import os
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.whole.desk_seen import SECRETS

MOST_STROKES = 25


@dataclass
class Played:
    """What was seen of the day, what the program said, and the folder it took place in."""

    seen: dict[str, Any]
    log: str
    folder: Path


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Played:
    folder = tmp_path_factory.mktemp("desk")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DISPLAY", "WAYLAND", "KIOSK_"))}
    ran = subprocess.run(
        [sys.executable, "-m", "tests.whole.desk_day", str(folder)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**kept, "PYTHONUTF8": "1"},
        check=False,
        timeout=150,
    )
    assert ran.returncode == 0, ran.stderr
    return Played(json.loads(ran.stdout), ran.stderr, folder)


pytestmark = pytest.mark.timeout(180)


def test_a_wrong_pin_is_counted_and_the_right_one_opens_the_desk(day: Played) -> None:
    assert day.seen["tries_left"] == 4
    assert day.seen["signed_in"] == "Lê Thị Trực"


def test_a_code_that_a_scanner_types_is_recorded_and_stands_on_the_list_and_in_no_field(day: Played) -> None:
    assert "N. V. THU | 1990 | Căn cước | •••• 0001" in day.seen["typed"]
    assert day.seen["typed"].endswith("Check out")
    assert day.seen["typed_into"] == ""
    assert "T. T. MẪU" in day.seen["heard"]


def test_somebody_is_found_without_accents_checked_out_and_annulled(day: Played) -> None:
    (found,) = day.seen["found"]
    assert "T. T. MẪU" in found
    assert day.seen["checked_out_by_key"].endswith("Check in")
    assert "Đã hủy" in day.seen["annulled"]


def test_a_scanned_card_is_declared_for_in_few_keys_let_in_and_checked_out_with_enter(day: Played) -> None:
    assert day.seen["declared"] == "entered"
    assert day.seen["strokes"] <= MOST_STROKES
    assert "P. T. NGOÀI | 1955 | Khai hộ | •••• 0004 | 09•• ••• 004 | Còn hạn" in day.seen["proxy_line"]
    assert day.seen["proxy_left"].endswith("Check in")
    (slip,) = (day.folder / "slips").glob("*.pdf")
    assert slip.read_bytes().startswith(b"%PDF")


def test_a_phone_is_looked_up_with_the_code_that_was_sent_to_it(day: Played) -> None:
    assert day.seen["family"] == ["P. T. NGOÀI"]
    assert day.seen["entered"] == ["entered"]


def test_the_figures_count_them(day: Played) -> None:
    figures = day.seen["figures"]
    assert [figures[figures.index(name) + 1] for name in ("Lượt đến", "Lượt đi", "Đang ở trong")] == ["3", "1", "3"]


def test_an_attendant_finds_no_export_and_what_a_supervisor_exports_is_the_list(day: Played) -> None:
    assert day.seen["attendant_exports"] is False
    (path,) = (day.folder / "exports").glob("*.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    exported = [(row["Giờ vào"][11:16], row["Họ và tên"], row["Vào bằng"], row["Đã hủy, đã sửa"]) for row in rows]
    lines = [line.split(" | ") for line in day.seen["list"]]
    assert len(exported) == len(lines) == 4
    for (arrived, name, way, undone), line in zip(exported, lines, strict=True):
        assert line[0] == arrived
        assert line[2] == f"{name} {undone}".strip()
        assert way in (line[4], "Số điện thoại, OTP")
    assert [row["Số giấy tờ"] for row in rows] == ["•••• 0004", "•••• 0004", "•••• 0002", "•••• 0001"]


def test_a_locked_desk_holds_nobodys_data(day: Played) -> None:
    assert {"nguyen van thu", "0900 000 004", "p. t. ngoài"} <= set(day.seen["held_before"]), "there was something"
    assert day.seen["held_after"] == []


def test_what_the_centre_sets_holds_without_a_restart(day: Played) -> None:
    assert day.seen["mode"] == ["self-service", False]
    assert day.seen["language"]
    assert day.seen["signed_out"]


def test_what_the_centre_sets_waits_for_whoever_is_in_the_middle_of_something(day: Played) -> None:
    assert day.seen["form_stood"] == [True, 77]
    assert day.seen["mode_waited"] == ["desk", True]


def test_closing_time_checks_out_whoever_was_left_and_marks_it(day: Played) -> None:
    assert "tự động" in day.seen["closed"]
    assert [visit["via"] for visit in day.seen["visits"]].count("closing") == 1


def test_the_centre_has_every_row_of_the_kiosk_and_no_other(day: Played) -> None:
    centre = sqlite3.connect(day.folder / "centre.sqlite")
    rows = centre.execute("SELECT id, sequence, act, via, staff FROM visits ORDER BY sequence").fetchall()
    centre.close()
    theirs = [
        {"id": str(UUID(id_)), "sequence": sequence, "act": act, "via": via, "staff": str(UUID(staff)) if staff else ""}
        for id_, sequence, act, via, staff in rows
    ]
    assert theirs == day.seen["visits"]
    by_hand = {visit["staff"] for visit in theirs if visit["via"] in ("desk", "proxy", "phone")}
    assert by_hand == {day.seen["nurse"]}
    assert day.seen["missing"] == []
    summary = day.seen["summary"]
    assert (summary["check_ins"], summary["check_outs"], summary["reversals"]) == (5, 4, 3)
    assert (summary["declarations"], summary["duplicates"], summary["conflicts"]) == (1, 0, 0)


def test_no_part_of_a_page_is_ever_a_window_of_its_own(day: Played) -> None:
    assert day.seen["windows"] == ["DeskWindow", "Frame"]


def test_the_audit_log_has_what_was_answered_taken_away_and_opened_and_nobodys_name(day: Played) -> None:
    whats = [line.split(" | ")[0] for line in day.seen["audit"]]
    assert {"gate answered: undo", "person opened", "list exported", "phone looked up", "signed out"} <= set(whats)
    assert not [secret for secret in SECRETS if secret in "\n".join(day.seen["audit"]).casefold()]


def test_the_log_says_what_was_done_and_nothing_of_anybody(day: Played) -> None:
    assert "Recorded on Reading: Welcome" in day.log
    assert not [line for line in day.log.splitlines() if " ERROR " in line or " CRITICAL " in line]
    assert not [secret for secret in (*SECRETS, "Lê Hữu Kiểm", "470913") if secret in day.log.casefold()]
