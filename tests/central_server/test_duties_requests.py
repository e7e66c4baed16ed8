"""Requests about one's own data: the terms they run for, and the states they go through."""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4, uuid5

import pytest
from sqlalchemy import Engine, delete, update
from sqlalchemy.exc import DBAPIError

from central_server.duties.clocks import HOLIDAYS, Holidays, Kind, acknowledge_by, read_holidays
from central_server.store import subject_requests
from central_server.store.duties_tables import subject_request_steps
from central_server.store.engine import transaction
from central_server.store.subject_requests import NotNow
from kiosk.errors import SettingsError
from tests.central_server.declaring import NOW
from tests.wire.saying import SPACE

OFFICER = uuid5(SPACE, "officer")
ME, CHILD = uuid5(SPACE, "me"), uuid5(SPACE, "child")
NUMBER, OTHER = b"n" * 32, b"o" * 32
DAY = timedelta(days=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+07:00")


class TestTerms:
    @pytest.mark.parametrize(
        ("made", "due"),
        [
            ("2026-11-23T00:00", "2026-11-26T00:00"),  # Monday: all of Tuesday and Wednesday
            ("2026-11-19T23:59", "2026-11-24T00:00"),  # Thursday: Friday, Monday
            ("2026-11-21T12:00", "2026-11-25T00:00"),  # Saturday
            ("2026-04-29T12:00", "2026-05-06T00:00"),  # two holidays and a weekend follow
            ("2026-12-30T12:00", "2027-01-05T00:00"),  # New Year, then a weekend
        ],
    )
    def test_a_reply_is_due_after_two_working_days(self, made: str, due: str) -> None:
        assert acknowledge_by(at(made), read_holidays(HOLIDAYS)) == at(due)

    def test_a_day_that_the_operator_names_is_no_working_day(self, tmp_path: Path) -> None:
        (tmp_path / "days.toml").write_text('days = ["2026-11-24"]\n')
        free = read_holidays(tmp_path / "days.toml")
        assert acknowledge_by(at("2026-11-23T09:00"), free) == at("2026-11-27T00:00")
        assert acknowledge_by(at("2026-11-23T09:00"), Holidays()) == at("2026-11-26T00:00")

    @pytest.mark.parametrize("text", ["days = 3", 'days = ["24/11/2026"]', 'every_year = ["13-01"]', "tet = 1", "="])
    def test_a_file_that_is_none_is_named(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "days.toml").write_text(text)
        with pytest.raises(SettingsError, match=r"days\.toml"):
            read_holidays(tmp_path / "days.toml")

    @pytest.mark.parametrize(("kind", "days"), [("view", 10), ("correct", 10), ("delete", 20), ("withdraw", 15)])
    def test_the_answer_is_due_as_the_decree_says(self, engine: Engine, kind: Kind, days: int) -> None:
        with transaction(engine) as connection:
            made = subject_requests.open_request(connection, kind, NUMBER, {ME}, "", NOW)
            asked = subject_requests.find(connection, made)
            assert asked is not None
            assert asked.answer_by == NOW + days * DAY
            subject_requests.extend(connection, made, OFFICER, "Nhiều kiosk đang ngoại tuyến", NOW + DAY)
            later = subject_requests.find(connection, made)
            assert later is not None
            assert later.answer_by == NOW + 2 * days * DAY
            with pytest.raises(NotNow, match="once"):
                subject_requests.extend(connection, made, OFFICER, "again", NOW + DAY)

    def test_what_is_due_turns_overdue(self, engine: Engine) -> None:
        with transaction(engine) as connection:
            made = subject_requests.open_request(connection, "view", NUMBER, {ME}, "", NOW)
            [asked] = subject_requests.under_way(connection)
            assert asked.due == asked.acknowledge_by
            assert not asked.overdue(asked.acknowledge_by - timedelta(seconds=1))
            assert asked.overdue(asked.acknowledge_by)
            subject_requests.acknowledge(connection, made, OFFICER, NOW + DAY)
            [asked] = subject_requests.under_way(connection)
            assert not asked.overdue(asked.acknowledge_by + DAY)
            assert asked.overdue(NOW + 10 * DAY)
            with pytest.raises(NotNow, match="late"):
                subject_requests.extend(connection, made, OFFICER, "too late", NOW + 10 * DAY)


class TestStates:
    def test_asking_twice_is_asking_once(self, engine: Engine) -> None:
        with transaction(engine) as connection:
            first = subject_requests.open_request(connection, "delete", NUMBER, {ME, CHILD}, "Xin xoá", NOW)
            assert subject_requests.open_request(connection, "delete", NUMBER, [CHILD, ME], "Xin xoá", NOW) == first
            others = {
                subject_requests.open_request(connection, "view", NUMBER, {ME, CHILD}, "", NOW),
                subject_requests.open_request(connection, "delete", NUMBER, {ME}, "", NOW),
                subject_requests.open_request(connection, "delete", OTHER, {ME, CHILD}, "", NOW),
            }
            assert len(others - {first}) == 3
            subject_requests.refuse(connection, first, OFFICER, "Không đúng người", NOW)
            assert subject_requests.open_request(connection, "delete", NUMBER, {ME, CHILD}, "", NOW) != first

    def test_everybody_sees_their_own(self, engine: Engine) -> None:
        with transaction(engine) as connection:
            first = subject_requests.open_request(connection, "view", NUMBER, {ME}, "", NOW)
            second = subject_requests.open_request(connection, "delete", NUMBER, {ME}, "", NOW + DAY)
            subject_requests.open_request(connection, "delete", OTHER, {ME}, "", NOW)
            assert [one.id for one in subject_requests.mine(connection, NUMBER, NOW)] == [second, first]
            assert subject_requests.of_number(connection, first, NUMBER) is not None
            assert subject_requests.of_number(connection, first, OTHER) is None
            assert subject_requests.of_number(connection, uuid4(), b"") is None

    def test_a_refusal_says_why_and_ends_it(self, engine: Engine) -> None:
        with transaction(engine) as connection:
            made = subject_requests.open_request(connection, "view", NUMBER, {ME}, "", NOW)
            with pytest.raises(NotNow, match="reason"):
                subject_requests.refuse(connection, made, OFFICER, "  ", NOW)
            subject_requests.refuse(connection, made, OFFICER, "Không đúng người", NOW)
            [told] = subject_requests.mine(connection, NUMBER, NOW)
            assert (told.state, told.reason, told.due) == ("refused", "Không đúng người", None)
            for act in (subject_requests.acknowledge, subject_requests.begin_erasing, subject_requests.finish):
                with pytest.raises(NotNow, match="refused"):
                    act(connection, made, OFFICER, NOW)
            assert [one.step for one in subject_requests.steps_of(connection, made)] == ["opened", "refused"]

    def test_nobody_takes_a_step_back(self, engine: Engine) -> None:
        with transaction(engine) as connection:
            made = subject_requests.open_request(connection, "view", NUMBER, {ME}, "", NOW)
        ours = subject_request_steps.c.request == made
        for act in (
            delete(subject_request_steps).where(ours),
            update(subject_request_steps).where(ours).values(words="x"),
        ):
            with pytest.raises(DBAPIError, match="only ever added"), transaction(engine) as connection:
                connection.execute(act)
        with transaction(engine) as connection:
            assert len(subject_requests.steps_of(connection, made)) == 1
