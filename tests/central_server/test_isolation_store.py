"""People in isolation in the database: who is asked, who is silent since when, whose report is looked into."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

import pytest
from sqlalchemy import Engine, delete

from central_server.isolation import daily
from central_server.isolation.people import Among, Beginning, Count, Isolated, Report
from central_server.store import isolation
from central_server.store.checkpoint_tables import checkpoints
from central_server.store.engine import open_engine, transaction
from central_server.store.isolation_tables import isolation_reports, isolations
from central_server.store.otp import phone_keys
from central_server.store.schema import bring_up_to_date
from kiosk.errors import SettingsError
from kiosk.questionnaire import Answer, Verdict
from tests.central_server.otp_desk import OTHER_KIOSK, PHONE, SPACE

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
OFFICER = uuid5(SPACE, "officer")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def lasting(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database that all tests here share, once for each kind."""
    if request.param == "sqlite":
        opened = open_engine(str(tmp_path_factory.mktemp("isolation") / "centre.sqlite"))
    else:
        opened = open_engine(request.getfixturevalue("cluster").new_database())
    bring_up_to_date(opened)
    yield opened
    opened.dispose()


@pytest.fixture
def engine(lasting: Engine) -> Engine:
    """The same where nobody is in isolation."""
    with transaction(lasting) as connection:
        for table in (isolation_reports, isolations, checkpoints):
            connection.execute(delete(table))
    return lasting


def beginning(**changes: Any) -> Beginning:
    said: dict[str, Any] = {
        "name": "Nguyễn Văn Thử",
        "birth": "1990",
        "phone": PHONE,
        "facility": None,
        "province": "56",
        "ward": "22861",
        "street": "Số 1 Đường Thử",
        "from_day": TODAY - timedelta(days=2),
        "until_day": TODAY + timedelta(days=11),
        "reason": "Tiếp xúc gần",
    }
    return Beginning(**said | changes)


def begun(engine: Engine, **changes: Any) -> UUID:
    with transaction(engine) as connection:
        return isolation.begin(connection, beginning(**changes), OFFICER, NOW)


def reported(engine: Engine, of: UUID, verdict: str = "pass", day: date = TODAY, hour: int = 2) -> UUID:
    at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    said = Report(uuid4(), day, at, "1", {"how": "well"}, 367, "", verdict)
    with transaction(engine) as connection:
        assert isolation.report(connection, of, said)
    return said.id


def facility(engine: Engine, name: str = "one") -> UUID:
    new = uuid5(SPACE, f"facility {name}")
    row = {
        "id": new,
        "code": f"KC-{name}",
        "phone": b"p",
        "sealed_phone": b"s",
        "name": "Khu cách ly",
        "name_en": "",
        "kind": "other",
        "province": "56",
        "ward": "22861",
        "street": "",
        "hotlines": "[]",
        "declarations": "off",
        "made_at": NOW,
    }
    with transaction(engine) as connection:
        connection.execute(checkpoints.insert().values(row))
    return new


def silent(engine: Engine, of: UUID | None = None, day: date = TODAY) -> list[tuple[UUID, date]]:
    with transaction(engine) as connection:
        return [(one.id, one.silent_since) for one in isolation.not_reported(connection, of, day)]


def alarming(engine: Engine, day: date = TODAY) -> list[UUID]:
    with transaction(engine) as connection:
        return [one.id for one in isolation.alerts(connection, day)]


def on_phone(engine: Engine, phone: str = PHONE, day: date = TODAY) -> list[Isolated]:
    with transaction(engine) as connection:
        return isolation.on_phone(connection, phone_keys(connection, NOW).phone_hash(phone), day)


def test_whoever_has_not_reported_is_told_with_the_day_since(engine: Engine) -> None:
    never, late, today = (begun(engine) for _ in range(3))
    reported(engine, late, day=TODAY - timedelta(days=2))
    reported(engine, today)
    assert silent(engine) == [(never, TODAY - timedelta(days=2)), (late, TODAY - timedelta(days=1))]
    assert [one.id for one in on_phone(engine)] == [never, late, today]
    assert on_phone(engine, "+84900000002") == []


def test_nobody_is_asked_before_the_first_day_after_the_last_or_once_let_go(engine: Engine) -> None:
    one = begun(engine)
    assert [bool(silent(engine, day=TODAY + timedelta(days=days))) for days in (-3, -2, 11, 12)] == [
        False,
        True,
        True,
        False,
    ]
    with transaction(engine) as connection:
        assert isolation.end(connection, one, "Âm tính", OFFICER, NOW)
        assert not isolation.end(connection, one, "Lần nữa", OFFICER, NOW)
    assert silent(engine) == []
    assert silent(engine, day=TODAY - timedelta(days=1)) == [(one, TODAY - timedelta(days=2))]


def test_of_several_reports_of_a_day_the_latest_counts_and_all_are_kept(engine: Engine) -> None:
    one = begun(engine)
    reported(engine, one, "needs_staff", hour=2)
    assert alarming(engine) == [one]
    reported(engine, one, "pass", hour=5)
    assert alarming(engine) == []
    with transaction(engine) as connection:
        assert [said.verdict for said in isolation.reports_of(connection, one)] == ["pass", "needs_staff"]


def test_the_gravest_is_told_first(engine: Engine) -> None:
    mild, grave = begun(engine), begun(engine)
    reported(engine, mild, "needs_staff")
    reported(engine, grave, "stop")
    assert alarming(engine) == [grave, mild]


def test_a_report_sent_twice_is_one_and_never_anothers(engine: Engine) -> None:
    one, other = begun(engine), begun(engine)
    said = Report(uuid4(), TODAY, NOW, "1", {"how": "well"}, None, "", "pass")
    with transaction(engine) as connection:
        assert [isolation.report(connection, of, said) for of in (one, one, other)] == [True, True, False]
        assert [len(isolation.reports_of(connection, of)) for of in (one, other)] == [1, 0]


def test_a_facility_sees_its_own(engine: Engine) -> None:
    here, there = facility(engine), facility(engine, "two")
    mine, theirs, home = begun(engine, facility=here), begun(engine, facility=there), begun(engine)
    reported(engine, theirs, "stop")
    assert [one for one, _ in silent(engine, here)] == [mine]
    assert silent(engine, there) == []
    with transaction(engine) as connection:
        assert isolation.counted(connection, TODAY, Among(there)) == Count(1, 1, 1)
        assert isolation.counted(connection, TODAY, Among()) == Count(3, 1, 1)
        assert isolation.counted(connection, TODAY, Among(province="01")) == Count(0, 0, 0)
        everybody = isolation.listed(connection, TODAY, Among(wards=frozenset({"22861"})))
        assert [one.id for one in everybody] == [mine, theirs, home]
        assert [one.id for one in isolation.listed(connection, TODAY, Among(), after=mine, limit=1)] == [theirs]


def test_what_is_over_is_erased_with_its_reports_and_nothing_else(engine: Engine) -> None:
    over = begun(engine, from_day=date(2026, 9, 1), until_day=date(2026, 9, 14))
    lasting = begun(engine)
    reported(engine, over, day=date(2026, 9, 2))
    kept = reported(engine, lasting)
    with transaction(engine) as connection:
        assert isolation.forget(connection, TODAY - timedelta(days=30)) == 1
        assert isolation.find(connection, over, TODAY) is None
        assert [said.id for said in isolation.reports_of(connection, lasting)] == [kept]


@pytest.mark.parametrize("days", [-1, 60])
def test_days_that_are_none_or_too_many_are_refused(engine: Engine, days: int) -> None:
    with pytest.raises(ValueError, match="days"):
        begun(engine, from_day=TODAY, until_day=TODAY + timedelta(days=days))


def test_the_number_is_sealed_and_nobody_shows_themselves(engine: Engine) -> None:
    one = begun(engine)
    with transaction(engine) as connection:
        assert isolation.phone_of(connection, one, NOW) == PHONE
        raw = connection.exec_driver_sql("SELECT phone, sealed_phone FROM isolations").one()
    assert all(PHONE[1:].encode() not in bytes(value) for value in raw)
    [told] = on_phone(engine)
    shown = f"{told!r} {beginning()!r} {Report(OTHER_KIOSK, TODAY, NOW, '1', {'how': 'fever'}, 389, 'đau', 'stop')!r}"
    for secret in ("Nguyễn", PHONE, "Đường", "fever", "389", "đau", "stop"):
        assert secret not in shown


def answers(*chosen: str) -> tuple[Answer, ...]:
    return (Answer("how", " ".join(chosen)),)


@pytest.mark.parametrize(
    ("chosen", "temperature", "problem", "verdict"),
    [
        (("well",), None, {}, Verdict.PASS),
        (("well",), 379, {}, Verdict.PASS),
        (("well",), 380, {}, Verdict.NEEDS_STAFF),
        (("cough", "breath"), 365, {}, Verdict.STOP),
        (("fever",), None, {}, Verdict.NEEDS_STAFF),
        ((), 365, {"how": "daily.missing"}, Verdict.PASS),
        (("plague",), 365, {"how": "daily.missing"}, Verdict.PASS),
        (("well", "fever"), 365, {"how": "daily.alone"}, Verdict.NEEDS_STAFF),
        (("well",), 339, {"temperature": "daily.temperature_wrong"}, Verdict.PASS),
        (("well",), 431, {"temperature": "daily.temperature_wrong"}, Verdict.NEEDS_STAFF),
    ],
)
def test_what_answers_lead_to(
    chosen: tuple[str, ...], temperature: int | None, problem: dict[str, str], verdict: Verdict
) -> None:
    questions = daily.shipped()
    assert daily.wrong(questions, answers(*chosen), temperature) == problem
    assert daily.judge(questions, answers(*chosen), temperature) is verdict


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ('how = "well"', 'how = "good"', "alone.how: good"),
        ("questions.consequences.fever", "questions.consequences.plague", "plague is none of its answers"),
        ("alert_from = 38.0", "alert_from = 50.0", "alert_from lies between"),
        ("due = 21:00:00", "dew = 21:00:00", "due"),
        ('version = "2026-11"', "version = ", "not valid TOML"),
    ],
)
def test_questions_that_contradict_themselves_are_refused_in_a_sentence(
    before: str, after: str, complaint: str
) -> None:
    text = daily.SHIPPED.read_text("utf-8")
    assert before in text
    with pytest.raises(SettingsError, match=complaint):
        daily.read(text.replace(before, after), "daily.toml")


def test_what_was_answered_is_said_in_words() -> None:
    questions = daily.shipped()
    assert daily.said(questions, {"how": "fever ache"}, "vi") == ("Sốt", "Đau người, mệt mỏi")
    assert daily.said(questions, {"how": "well"}, "en") == ("Well, none of these",)
    assert daily.said(questions, {"another": "x"}, "en") == ()
