"""Whether a health certificate counts at the gate."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kiosk.certificate_reading import read
from kiosk.certificate_rule import Reason, counts
from kiosk.certificates import Trust
from kiosk.questionnaire import CertificateRule
from tests import made_certificates as made
from tests.made_certificates import NOW, RECOVERY, TEST, VACCINATION, dcc


def judged(rule: CertificateRule | None = None, state: Trust = Trust.TRUSTED, **document: Any) -> tuple[bool, str]:
    return counts(read(made.cose(made.claims(dcc(**document)), made.key())), state, rule or CertificateRule(), NOW)


def vaccinated(**changes: Any) -> tuple[bool, str]:
    return judged(v=[VACCINATION | changes])


@pytest.mark.parametrize(
    ("changes", "counted", "reason"),
    [
        ({}, True, Reason.VACCINATED),
        ({"dn": 1}, False, Reason.COURSE_INCOMPLETE),
        ({"dn": 1, "sd": 1}, True, Reason.VACCINATED),
        ({"dn": 0, "sd": 0}, False, Reason.COURSE_INCOMPLETE),
        ({"dn": None}, False, Reason.COURSE_INCOMPLETE),
        ({"dn": 2.0, "sd": "2"}, True, Reason.VACCINATED),
        ({"dt": "2026-11-07"}, True, Reason.VACCINATED),  # 14 days ago
        ({"dt": "2026-11-08"}, False, Reason.DOSE_TOO_RECENT),
        ({"dt": "2026-11-21", "dn": 3, "sd": 3}, True, Reason.VACCINATED),  # a booster
        ({"dt": "2026-11-21", "dn": 2, "sd": 1}, True, Reason.VACCINATED),
        ({"dt": "2026-02-24"}, True, Reason.VACCINATED),  # 270 days ago
        ({"dt": "2026-02-23"}, False, Reason.DOSE_TOO_OLD),
        ({"dt": "2026-11-22"}, False, Reason.IN_FUTURE),
        ({"dt": "2026-05"}, False, Reason.DATE_UNKNOWN),
        ({"dt": ""}, False, Reason.DATE_UNKNOWN),
        ({"tg": "6142004"}, False, Reason.OTHER_DISEASE),
    ],
)
def test_vaccinations(changes: dict[str, Any], counted: bool, reason: Reason) -> None:
    assert vaccinated(**changes) == (counted, reason)


@pytest.mark.parametrize(
    ("changes", "counted", "reason"),
    [
        ({}, True, Reason.TESTED),
        ({"sc": "2026-11-18T08:00:00Z"}, True, Reason.TESTED),  # 72 hours
        ({"sc": "2026-11-18T07:59:59Z"}, False, Reason.TEST_TOO_OLD),
        ({"sc": "2026-11-21T08:05:00Z"}, True, Reason.TESTED),
        ({"sc": "2026-11-21T09:00:00Z"}, False, Reason.IN_FUTURE),
        ({"sc": None}, False, Reason.DATE_UNKNOWN),
        ({"tr": "260373001"}, False, Reason.TEST_POSITIVE),
        ({"tr": "260373001", "sc": None}, False, Reason.TEST_POSITIVE),
        ({"tr": "260373001", "sc": "2026-09-01T00:00:00Z"}, False, Reason.TEST_TOO_OLD),
        ({"tr": "other"}, False, Reason.TEST_RESULT_UNKNOWN),
    ],
)
def test_tests(changes: dict[str, Any], counted: bool, reason: Reason) -> None:
    assert judged(t=[TEST | changes]) == (counted, reason)


@pytest.mark.parametrize(
    ("changes", "counted", "reason"),
    [
        ({}, True, Reason.RECOVERED),
        ({"fr": "2026-11-10", "df": "2026-11-21"}, True, Reason.RECOVERED),  # 11 days ago
        ({"fr": "2026-11-11", "df": "2026-11-21"}, False, Reason.RECOVERY_TOO_RECENT),
        ({"df": "2026-11-22"}, False, Reason.RECOVERY_TOO_RECENT),
        ({"du": "2026-11-20"}, False, Reason.RECOVERY_TOO_OLD),
        ({"du": "2026-11-21"}, True, Reason.RECOVERED),
        ({"fr": "2026-05-25"}, True, Reason.RECOVERED),  # 180 days ago
        ({"fr": "2026-05-24"}, False, Reason.RECOVERY_TOO_OLD),
        ({"fr": "2026-12-01"}, False, Reason.IN_FUTURE),
        ({"fr": None}, False, Reason.DATE_UNKNOWN),
    ],
)
def test_recoveries(changes: dict[str, Any], counted: bool, reason: Reason) -> None:
    assert judged(r=[RECOVERY | changes]) == (counted, reason)


def test_several_entries() -> None:
    old = VACCINATION | {"dt": "2020-01-01"}
    assert judged(v=[old, VACCINATION]) == (True, Reason.VACCINATED)
    assert judged(v=[old], t=[TEST]) == (True, Reason.TESTED)
    assert judged(v=[VACCINATION], t=[TEST | {"tr": "260373001"}]) == (False, Reason.TEST_POSITIVE)
    assert judged(v=[old], r=[RECOVERY | {"tg": "x"}]) == (False, Reason.DOSE_TOO_OLD)
    assert judged(v=[]) == (False, Reason.NOTHING_SAID)


@pytest.mark.parametrize(
    ("state", "if_trusted_only", "if_not"),
    [
        (Trust.TRUSTED, (True, Reason.VACCINATED), (True, Reason.VACCINATED)),
        (Trust.NO_KEY, (False, Reason.NO_KEY), (True, Reason.VACCINATED)),
        (Trust.EXPIRED, (False, Reason.EXPIRED), (False, Reason.EXPIRED)),
        (Trust.NOT_YET, (False, Reason.NOT_YET), (False, Reason.NOT_YET)),
        (Trust.FORGED, (False, Reason.FORGED), (False, Reason.FORGED)),
    ],
)
def test_trust_comes_first(state: Trust, if_trusted_only: object, if_not: object) -> None:
    assert judged(state=state, v=[VACCINATION]) == if_trusted_only
    assert judged(CertificateRule(trusted_only=False), state, v=[VACCINATION]) == if_not


def test_a_campaign_may_take_no_vaccinations() -> None:
    assert judged(CertificateRule(vaccinated=False), v=[VACCINATION]) == (False, Reason.NOT_ACCEPTED)
    assert judged(CertificateRule(vaccinated=False), t=[TEST]) == (True, Reason.TESTED)


def test_a_day_is_vietnams() -> None:
    said = read(made.cose(made.claims(dcc(v=[VACCINATION | {"dt": "2026-11-07"}])), made.key()))
    midnight = datetime(2026, 11, 20, 17, tzinfo=UTC)
    assert counts(said, Trust.TRUSTED, CertificateRule(), midnight)[0]
    assert not counts(said, Trust.TRUSTED, CertificateRule(), midnight - timedelta(seconds=1))[0]
