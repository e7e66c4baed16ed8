"""Whether a health certificate counts at the gate, by the campaign's rule. Pure.

Days are days of Vietnam, since a dose has a date and no hour. Value sets: Value Sets for EU Digital COVID
Certificates; booster doses as Commission Implementing Regulation (EU) 2021/2301 writes them (3/3, 2/1).
"""

from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from kiosk.cards.card import Card
from kiosk.certificates import CLOCK_TOLERANCE, Certificate, Entry, EntryKind, Trust
from kiosk.people import PartialDate
from kiosk.questionnaire import Campaign, CertificateRule, CertificateUse

COVID_19 = "840539006"
"""The disease, in SNOMED CT: the only one of the value set."""

_LOCAL_TIME = ZoneInfo("Asia/Ho_Chi_Minh")


class Reason(StrEnum):
    """Why a certificate counts, or does not: for the staff. The first three count; of the rest the last is nearest."""

    VACCINATED = "vaccinated"
    TESTED = "tested"
    RECOVERED = "recovered"

    FORGED = "forged"
    NO_KEY = "no_key"
    EXPIRED = "expired"
    NOT_YET = "not_yet"

    NOTHING_SAID = "nothing_said"
    OTHER_DISEASE = "other_disease"
    NOT_ACCEPTED = "not_accepted"  # this campaign takes no vaccinations
    DATE_UNKNOWN = "date_unknown"
    COURSE_INCOMPLETE = "course_incomplete"
    DOSE_TOO_OLD = "dose_too_old"
    DOSE_TOO_RECENT = "dose_too_recent"
    TEST_RESULT_UNKNOWN = "test_result_unknown"
    TEST_TOO_OLD = "test_too_old"
    RECOVERY_TOO_OLD = "recovery_too_old"
    RECOVERY_TOO_RECENT = "recovery_too_recent"
    IN_FUTURE = "in_future"
    TEST_POSITIVE = "test_positive"


_COUNTING = frozenset({Reason.VACCINATED, Reason.TESTED, Reason.RECOVERED})
_UNTRUSTED = {
    Trust.NO_KEY: Reason.NO_KEY,
    Trust.EXPIRED: Reason.EXPIRED,
    Trust.NOT_YET: Reason.NOT_YET,
    Trust.FORGED: Reason.FORGED,
}


def is_met(campaign: Campaign | None, passport: Card | None, trust: Trust | None, now: datetime) -> bool:
    """Whether whoever holds ``passport`` (None for nothing) may come in as far as the campaign asks for one."""
    if campaign is None or campaign.certificate.use is not CertificateUse.REQUIRED:
        return True
    certificate = passport.certificate if passport else None
    if certificate is None or trust is None:
        return False
    return counts(certificate, trust, campaign.certificate, now)[0]


def counts(certificate: Certificate, trust: Trust, rule: CertificateRule, now: datetime) -> tuple[bool, Reason]:
    """Whether it counts at ``now`` (aware), and why. What counting then does is the rule's ``use``, not asked here.

    A certificate that nobody here can check counts only where the rule does not ask for trust; a forged, expired or
    future one never does. One entry that counts is enough, unless another is a positive test.
    """
    if trust is not Trust.TRUSTED and (rule.trusted_only or trust is not Trust.NO_KEY):
        return False, _UNTRUSTED[trust]
    reasons = [_judge(entry, rule, now) for entry in certificate.entries]
    if Reason.TEST_POSITIVE in reasons:
        return False, Reason.TEST_POSITIVE
    order = list(Reason)
    counting = [reason for reason in reasons if reason in _COUNTING]
    if counting:
        return True, min(counting, key=order.index)
    return False, max(reasons, key=order.index, default=Reason.NOTHING_SAID)


def _judge(entry: Entry, rule: CertificateRule, now: datetime) -> Reason:
    if entry.disease != COVID_19:
        return Reason.OTHER_DISEASE
    match entry.kind:
        case EntryKind.VACCINATION:
            return _vaccination(entry, rule, _local_day(now))
        case EntryKind.TEST:
            return _test(entry, rule, now)
        case EntryKind.RECOVERY:
            return _recovery(entry, rule, _local_day(now))


def _vaccination(entry: Entry, rule: CertificateRule, today: date) -> Reason:
    if not rule.vaccinated:
        return Reason.NOT_ACCEPTED
    if not entry.doses or not entry.of or entry.doses < entry.of:
        return Reason.COURSE_INCOMPLETE
    given = _whole(entry.at)
    if given is None:
        return Reason.DATE_UNKNOWN
    age = today - given
    if age < timedelta(0):
        return Reason.IN_FUTURE
    booster = entry.doses > entry.of or entry.of > 2  # follows a course that had its effect
    if age < rule.vaccinated_after and not booster:
        return Reason.DOSE_TOO_RECENT
    return Reason.DOSE_TOO_OLD if age > rule.vaccinated_until else Reason.VACCINATED


def _test(entry: Entry, rule: CertificateRule, now: datetime) -> Reason:
    if entry.sampled is None:
        return Reason.TEST_POSITIVE if entry.negative is False else Reason.DATE_UNKNOWN
    age = now - entry.sampled
    if age < -CLOCK_TOLERANCE:
        return Reason.IN_FUTURE
    if age > rule.tested_within:
        return Reason.TEST_TOO_OLD  # whatever it found
    if entry.negative is None:
        return Reason.TEST_RESULT_UNKNOWN
    return Reason.TESTED if entry.negative else Reason.TEST_POSITIVE


def _recovery(entry: Entry, rule: CertificateRule, today: date) -> Reason:
    found = _whole(entry.at)
    if found is None:
        return Reason.DATE_UNKNOWN
    age = today - found
    if age < timedelta(0):
        return Reason.IN_FUTURE
    starts, ends = _whole(entry.valid_from), _whole(entry.valid_until)
    if age < rule.recovered_after or (starts is not None and today < starts):
        return Reason.RECOVERY_TOO_RECENT
    if age > rule.recovered_until or (ends is not None and today > ends):
        return Reason.RECOVERY_TOO_OLD
    return Reason.RECOVERED


def _whole(known: PartialDate | None) -> date | None:
    if known is None or known.month is None or known.day is None:
        return None
    return date(known.year, known.month, known.day)


def _local_day(at: datetime) -> date:
    return at.astimezone(_LOCAL_TIME).date()
