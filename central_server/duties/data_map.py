"""What each table holds of people, and how much that matters: every table stands here (a test sees to it).

Grades are those of Decree 356/2025/ND-CP, Articles 3 and 4, as secondary sources give them: names, numbers and phones
are basic data, anything of health is sensitive. ``pseudonymous`` rows hold ids, hashes or sealed numbers only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Grade = Literal["none", "pseudonymous", "basic", "sensitive"]


@dataclass(frozen=True, slots=True)
class Held:
    """``person``: the column that says whose a row is; ``at``: when it was; ``device``: the kiosk it came from."""

    grade: Grade
    person: str = ""
    at: str = ""
    device: str = ""


NONE = Held("none")
PSEUDONYMOUS = Held("pseudonymous")
TABLES: Mapping[str, Held] = {
    # of visitors, by the id that a kiosk gave them
    "people": Held("basic", "id", "updated_at", "device"),
    "identifiers": Held("basic", "person"),
    "visits": Held("basic", "person", "at", "device"),
    "declarations": Held("sensitive", "person", "received_at", "device"),
    "consents": Held("basic", "person", "at", "device"),
    "citizen_codes": Held("basic", "person", "issued"),
    "corrections": Held("basic", "person", "at"),
    "consent_withdrawals": Held("basic", "person", "at"),
    "subject_request_people": Held("pseudonymous", "person"),
    # of visitors, found by other ways (store/erasing.py)
    "conflicts": Held("sensitive", "", "received_at", "device"),
    "isolations": Held("sensitive", "", "made_at"),
    "isolation_reports": Held("sensitive", "", "at"),
    "subject_requests": Held("basic", "", "made_at"),
    "subject_request_steps": Held("basic", "", "at"),
    "visitor_sessions": PSEUDONYMOUS,
    "otp_requests": PSEUDONYMOUS,
    "otp_messages": PSEUDONYMOUS,
    "device_orders": PSEUDONYMOUS,  # ids, until the order is done
    "access_subjects": PSEUDONYMOUS,
    "receipts": PSEUDONYMOUS,
    # of staff, officers and registrants, who are no visitors
    "checkpoint_staff": Held("basic"),
    "officers": Held("basic"),
    "checkpoints": Held("basic"),  # the registrant's number, hashed and sealed
    "registrant_sessions": PSEUDONYMOUS,
    "officer_recovery": PSEUDONYMOUS,
    "office_sessions": PSEUDONYMOUS,
    "office_tries": PSEUDONYMOUS,
    "access_log": PSEUDONYMOUS,
    "breaches": PSEUDONYMOUS,
    "erasures": PSEUDONYMOUS,
    # of nobody
    "asked": NONE,
    "assessments": NONE,
    "checkpoint_devices": NONE,
    "checkpoint_settings": NONE,
    "checkpoint_slides": NONE,
    "code_keys": NONE,
    "code_revision": NONE,
    "device_alarms": NONE,
    "device_health": NONE,
    "device_health_past": NONE,
    "device_keys": NONE,
    "device_nonces": NONE,
    "devices": NONE,
    "enrolment_codes": NONE,
    "erased_codes": NONE,
    "erased_people": NONE,
    "erasing_now": NONE,
    "insurance_asked": NONE,
    "inspections": NONE,
    "kept_campaigns": NONE,
    "office_notices": NONE,
    "otp_secrets": NONE,
    "past_consents": NONE,
    "place_levels": NONE,
    "refused_scans": NONE,
    "subject_request_kiosks": NONE,
    "subject_request_orders": NONE,
    "upkeep": NONE,
    "web_devices": NONE,
}
