"""Checklists and what comes of them; what the public is told of a place."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Connection, Engine

from central_server.assessments.checklist import (
    NO,
    NONE,
    YES,
    Incomplete,
    Level,
    for_kind,
    judge,
    load,
)
from central_server.store.assessments import Wanted, assess, by_province, history, inspect, listed, standing
from central_server.store.engine import transaction
from kiosk.errors import SettingsError
from tests.central_server.placing import NOW, place

SCHOOL = for_kind(load(), "school")[0]
HARMLESS = [one.key for one in SCHOOL.criteria if not one.critical]


def answers(**other: str) -> dict[str, str]:
    return {one.key: YES for one in SCHOOL.criteria} | other


def all_but(number: int) -> dict[str, str]:
    return answers(**dict.fromkeys(HARMLESS[:number], NO))


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with transaction(engine) as opened:
        yield opened


def test_every_kind_of_place_has_a_checklist_and_both_languages() -> None:
    for kind in ("hospital", "clinic", "office", "school", "shop", "hotel", "transport", "factory", "other"):
        assert not for_kind(load(), kind)[0].chosen
    assert [one.id for one in for_kind(load(), "hotel")] == ["hotel", "isolation-hotel"]
    for checklist in load():
        for one in checklist.criteria:
            assert one.text.vi != one.text.en
        assert any(one.critical for one in checklist.criteria)


@pytest.mark.parametrize(
    ("said", "level"),
    [
        (answers(), Level.SAFE),
        (all_but(1), Level.SAFE),
        (all_but(2), Level.FAIR),
        (all_but(5), Level.UNSAFE),
        (answers(hands=NO), Level.UNSAFE),
        (answers(hands=NONE), Level.SAFE),
        (dict.fromkeys(answers(), NONE), Level.UNKNOWN),
    ],
    ids=["all", "one short", "two short", "five short", "something critical", "does not apply", "nothing applies"],
)
def test_the_level(said: dict[str, str], level: Level) -> None:
    assert judge(SCHOOL, said)[0] is level


def test_no_answer_is_no_yes() -> None:
    said = answers()
    del said["hands"]
    said["air"] = "perhaps"
    with pytest.raises(Incomplete) as fault:
        judge(SCHOOL, said)
    assert set(fault.value.keys) == {"hands", "air"}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("id = 3", "id"),
        ("id = 'x'", "version: Field required"),
        (
            "id='x'\nversion='1'\ntitle={vi='a',en='b'}\nkinds=['castle']\ndays=1\n[[criteria]]\nkey='a'\n"
            "text={vi='a',en='b'}",
            "kinds.0",
        ),
        ("not toml", "cannot be read"),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=f"mine.toml: .*{complaint}"):
        load(tmp_path)


def test_a_folder_without_checklists_is_no_folder_of_checklists(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no checklist"):
        load(tmp_path)


def test_a_place_is_unknown_until_it_says_something_and_outdated_after_its_time(connection: Connection) -> None:
    here = place(connection, "TRUONG-01")
    assert standing(connection, here, NOW).level is Level.UNKNOWN
    assert assess(connection, here, SCHOOL, answers(), "", NOW) is Level.SAFE
    assert standing(connection, here, NOW + timedelta(hours=23)).level is Level.SAFE
    assert standing(connection, here, NOW + timedelta(hours=25)).level is Level.OUTDATED


def test_what_officers_found_is_not_outranked_by_what_the_place_says(connection: Connection) -> None:
    here = place(connection, "TRUONG-01")
    officer = uuid4()
    inspect(connection, here, officer, Level.UNSAFE, "không có chỗ rửa tay", NOW)
    assess(connection, here, SCHOOL, answers(), "", NOW + timedelta(hours=1))
    assert standing(connection, here, NOW + timedelta(hours=2)).level is Level.UNSAFE
    assert standing(connection, here, NOW + timedelta(days=9)).level is Level.UNSAFE
    inspect(connection, here, officer, Level.FAIR, "", NOW + timedelta(hours=3))
    assert standing(connection, here, NOW + timedelta(hours=4)).level is Level.FAIR
    inspect(connection, here, officer, Level.SAFE, "", NOW + timedelta(hours=5))
    assert standing(connection, here, NOW + timedelta(hours=6)).level is Level.SAFE
    said, found = history(connection, here)
    assert [row.level for row in said] == ["safe"]
    assert [row.level for row in found] == ["safe", "fair", "unsafe"]


def test_places_are_listed_by_area_kind_and_level_a_page_at_a_time(connection: Connection) -> None:
    for number in range(5):
        here = place(connection, f"TRUONG-0{number}", province="56" if number < 3 else "01")
        if number != 4:
            assess(connection, here, SCHOOL, answers() if number % 2 else all_but(2), "", NOW)
    place(connection, "XE-01", kind="transport")
    now = NOW + timedelta(hours=1)
    assert [one.code for one in listed(connection, Wanted(limit=2), now)] == ["TRUONG-00", "TRUONG-01"]
    assert [one.code for one in listed(connection, Wanted(after="TRUONG-03", limit=9), now)] == ["TRUONG-04", "XE-01"]
    assert [one.code for one in listed(connection, Wanted(province="56", level=Level.FAIR), now)] == [
        "TRUONG-00",
        "TRUONG-02",
    ]
    assert [one.code for one in listed(connection, Wanted(kind="transport"), now)] == ["XE-01"]
    assert by_province(connection, Wanted(), now) == {
        "56": {Level.FAIR: 2, Level.SAFE: 1, Level.UNKNOWN: 1},
        "01": {Level.SAFE: 1, Level.UNKNOWN: 1},
    }
    assert by_province(connection, Wanted(kind="transport"), now) == {"56": {Level.UNKNOWN: 1}}
