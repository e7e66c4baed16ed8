"""An example of every body that a request can have, for the OpenAPI description. The people in them do not exist."""

from collections.abc import Mapping
from typing import Any

_AT, _EVENT = "2026-11-23T01:00:00Z", "0197a5d2-6c00-7000-8000-00000000000"
_PERSON = {
    "id": "0197a5d2-6c00-7000-8000-0000000000aa",
    "name": "Nguyễn Văn Thử",
    "birth": "1990-08-15",
    "sex": "male",
    "identifiers": {"citizen_id": "001090000001"},
}
_DECLARATION: dict[str, Any] = {
    "kind": "declaration",
    "id": f"{_EVENT}3",
    "sequence": 43,
    "at": _AT,
    "holds_until": "2026-11-24T16:59:59Z",
    "gate": "Cổng chính",
    "campaign": "khai-bao-toan-dan",
    "campaign_version": "2026-11",
    "person": _PERSON,
    "nation": "VN",
    "phone": "+84900000001",
    "phone_proof": "otp",
    "request": f"{_EVENT}9",
    "address": {"province": "56", "ward": "22366", "street": "1 phố Ví Dụ"},
    "answers": [{"question": "symptoms", "value": "no"}],
    "verdict": "pass",
    "consent": {
        "text_version": "2026-11",
        "text_hash": "0f" * 32,
        "language": "vi",
        "channel": "kiosk",
        "actor": "self",
    },
}
_VISIT: dict[str, Any] = {
    "kind": "visit",
    "id": f"{_EVENT}1",
    "sequence": 41,
    "act": "check_in",
    "at": _AT,
    "via": "citizen_card",
    "gate": "Cổng chính",
    "person": _PERSON,
}
_REFUSED: dict[str, Any] = {
    "kind": "refused_scan",
    "id": f"{_EVENT}2",
    "sequence": 42,
    "at": _AT,
    "what": "wifi",
    "reason": "not_a_card",
    "source": "camera:0",
}
_DEVICE = "0197a5d2-6c00-7000-8000-0000000000d1"
_KEY = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"  # of the key pair of RFC 8037, appendix A
_KIOSK = {"device": _DEVICE, "gate": "Cổng chính", "key": _KEY}
_WISH = {"request": f"{_EVENT}9", "phone": "+84900000001", "language": "vi"}

EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "Batch": {"events": [_VISIT, _REFUSED, _DECLARATION]},
    "OtpWanted": _WISH,
    "OtpTyped": {"code": "123456"},
    "HoldingAsked": {"identifiers": [{"kind": "citizen_id", "value": "001090000001"}]},
    "InsuranceAsked": {"request": f"{_EVENT}9", "number": "0100000001"},
    "CodeWanted": {"event": _DECLARATION},
    "Revoke": {"reason": "lost phone"},
    "RegistrantWanted": _WISH,
    "RegistrantTyped": {"request": f"{_EVENT}9", "code": "123456"},
    "CheckpointWanted": {
        "id": "0197a5d2-6c00-7000-8000-0000000000c1",
        "name": "Trường tiểu học Ví Dụ",
        "name_en": "Example Primary School",
        "kind": "school",
        "province": "56",
        "ward": "22366",
        "street": "1 phố Ví Dụ",
        "capacity": 400,
        "hotlines": ["1022"],
        "declarations": "required",
        **_KIOSK,
    },
    "DeviceWanted": _KIOSK,
    "EnrolmentTyped": {**_KIOSK, "code": "ABCDE-FGHJK"},
    "SettingsWanted": {"notice": "Vui lòng đeo khẩu trang", "notice_en": "Please wear a mask", "closes_at": "17:30"},
    "StaffTold": {
        "staff": [
            {
                "id": "0197a5d2-6c00-7000-8000-0000000000e1",
                "name": "Lê Thị Mẫu",
                "role": "attendant",
                "pin": "$argon2id$v=19$m=19456,t=2,p=1$c3ludGhldGljIHNhbHQ$MtvvJvCvkmS2xxmXpX0Sl3mfqYj0WMUJrkGLvLLFGmI",
                "changed_at": _AT,
            }
        ]
    },
    "HealthReported": {
        "version": "0.1.0",
        "system": "Debian GNU/Linux 12",
        "started_at": _AT,
        "at": "2026-11-23T01:05:00Z",
        "waiting": 2,
        "refused": 0,
        "highest": 43,
        "oldest_waiting": _AT,
        "skew_seconds": -1.5,
        "disk_free": 20_000_000_000,
        "disk_total": 64_000_000_000,
        "camera": "ok",
        "scanner": "none",
        "printer": "trouble",
        "settings_revision": 1,
        "campaign": "khai-bao-toan-dan 2026-11",
    },
    "OrderDone": {"outcome": "done", "removed": 120, "kept": 2},
    "KeyRolled": {"key": _KEY, "proof": "A" * 86},
    "OrderWanted": {"kind": "wipe"},
}
"""By the name of the message."""
