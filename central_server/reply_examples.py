"""An example of every reply, for the OpenAPI description. The people and places in them do not exist."""

from collections.abc import Mapping
from typing import Any

from central_server.examples import EXAMPLES

_AT, _LATER = "2026-11-23T01:00:00Z", "2026-11-24T16:59:59Z"
_DEVICE, _ID = "0197a5d2-6c00-7000-8000-0000000000d1", "0197a5d2-6c00-7000-8000-000000000001"
_KEY = EXAMPLES["KeyRolled"]["key"]
_CHECKPOINT: dict[str, Any] = {
    "code": "VD-01",
    "name": "Trường tiểu học Ví Dụ",
    "name_en": "Example Primary School",
    "kind": "school",
    "province": "56",
    "ward": "22366",
    "street": "1 phố Ví Dụ",
    "capacity": 400,
    "hotlines": ["1022"],
    "declarations": "required",
    "phone": "09•• ••• 001",
    "kiosks": ["Cổng chính"],
}
_POSTER = "https://centre.example/c/VD-01"
_SETTINGS = EXAMPLES["SettingsWanted"]
_HOLDING = {
    "declared_at": _AT,
    "until": _LATER,
    "verdict": "pass",
    "campaign": "khai-bao-toan-dan",
    "phone_proof": "otp",
}
_DECLARED = {
    "id": "0197a5d2-6c00-7000-8000-0000000000aa",
    "name": "NGUYỄN VĂN THỬ",
    "birth": "1990-08-15",
    "sex": "male",
    "identifiers": [{"kind": "citizen_id", "value": "001090000001"}],
    "holding": _HOLDING,
    "phone": "+84900000001",
}
_STAFF = EXAMPLES["StaffTold"]["staff"][0]
_NAMED = {name: _STAFF[name] for name in ("id", "name", "role", "changed_at")} | {"disabled": False}
_DECLARATION = EXAMPLES["CodeWanted"]["event"]
_KIOSK = {"device": _DEVICE, "gate": "Cổng chính", "joined_at": _AT}
_ORDER = {"id": _ID, "kind": "wipe", "made_at": _AT}

REPLIES: Mapping[str, Mapping[str, Any]] = {
    "AlarmsSaid": {
        "alarms": [{"device": _DEVICE, "code": "VD-01", "gate": "Cổng chính", "kind": "offline", "since": _AT}]
    },
    "Answers": {
        "answers": [
            {"id": _ID, "outcome": "stored"},
            {"id": "not an id", "outcome": "refused", "reason": "id: Input should be a valid UUID"},
        ],
        "server_time": _AT,
    },
    "CheckpointTold": {
        "checkpoint": _CHECKPOINT,
        "poster": _POSTER,
        "devices": [_KIOSK],
        "revision": 1,
        "settings": _SETTINGS,
    },
    "Checkpoints": {"checkpoints": [_CHECKPOINT], "more": False},
    "CodeKeys": {"keys": [{"kid": "c2FtcGxl", "public": _KEY, "signs_from": _AT, "signs_until": _LATER}]},
    "CodeSaid": {"text": "HTTPS://CENTRE.EXAMPLE/Q/6BF5", "spelled": "N290-19RB-MGMQ", "until": _LATER},
    "Completeness": {"device": _DEVICE, "highest": 43, "stored": 42, "missing": [17], "missing_count": 1},
    "DevicesTold": {"devices": [_KIOSK | {"heard_at": _AT, "report": EXAMPLES["HealthReported"], "missing": 1}]},
    "Enrolled": {"checkpoint": _CHECKPOINT, "poster": _POSTER},
    "EnrolmentSaid": {"code": "ABCDE-FGHJK", "text": "HTTPS://CENTRE.EXAMPLE/E/ABCDE-FGHJK", "until": _LATER},
    "Health": {"status": "ok", "server_time": _AT},
    "HealthHeard": {"server_time": _AT, "orders": 1},
    "History": {
        "declarations": [
            {
                "id": _DECLARATION["id"],
                "declared_at": _AT,
                "until": _LATER,
                "campaign": "khai-bao-toan-dan",
                "campaign_version": "2026-11",
                "verdict": "pass",
                "answers": _DECLARATION["answers"],
                "relationship": "self",
                "consent": _DECLARATION["consent"],
            }
        ],
        "more": False,
    },
    "HoldingFound": {"holding": _HOLDING},
    "InsuranceSaid": {"person": _DECLARED},
    "KeyHeld": {"key": _KEY},
    "OrdersSaid": {"orders": [_ORDER]},
    "OrdersTold": {"orders": [_ORDER | {"done_at": _LATER, "removed": 120, "kept": 2}]},
    "OtpJudged": {"outcome": "right", "tries_left": 4, "people": [_DECLARED]},
    "OtpSaid": {"outcome": "sent", "valid_seconds": 300.0, "resend_seconds": 60.0, "tries_left": 5},
    "RegistrantJudged": {"outcome": "right", "tries_left": 4, "session": "A" * 43, "checkpoints": [_CHECKPOINT]},
    "Revocations": {"revision": 7, "revoked": ["N290-19RB-MGMQ"], "more": False},
    "SettingsSaid": {"revision": 1, "settings": _SETTINGS},
    "StaffList": {"checkpoint": "0197a5d2-6c00-7000-8000-0000000000c1", "staff": [_STAFF]},
    "StaffNames": {"staff": [_NAMED]},
    "Summary": {
        "device": _DEVICE,
        "events": 43,
        "visits": 40,
        "check_ins": 21,
        "check_outs": 18,
        "reversals": 1,
        "refused_scans": 2,
        "people": 20,
        "duplicates": 0,
        "conflicts": 0,
        "declarations": 1,
        "consents": 1,
    },
    "Problem": {
        "type": "about:blank",
        "title": "Not understood",
        "status": 422,
        "detail": "The body is not JSON in UTF-8.",
    },
}
"""By the name of the message."""
