"""The OpenAPI description, made true where FastAPI cannot know: bodies read by hand, problems, the token."""

from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from central_server.access import FOR_EVERY_KIOSK
from central_server.examples import EXAMPLES
from central_server.problems import MEDIA_TYPE, described
from central_server.reply_examples import REPLIES
from kiosk.wire.checkpoint_messages import (
    CheckpointWanted,
    DeviceWanted,
    EnrolmentTyped,
    RegistrantTyped,
    RegistrantWanted,
    SettingsWanted,
    StaffTold,
)
from kiosk.wire.desk_messages import CodeWanted, HoldingAsked, InsuranceAsked, OtpTyped, OtpWanted, Revoke
from kiosk.wire.device_messages import HealthReported, KeyRolled, OrderDone
from kiosk.wire.messages import Batch, ClockProblem, Problem
from kiosk.wire.operator_messages import OrderWanted

REF = "#/components/schemas/{model}"
KINDS_OF_401 = ("Problem", "ClockProblem")
READ_BY_HAND: tuple[type[BaseModel], ...] = (  # bodies, where FastAPI does not see them
    Batch,
    OtpWanted,
    OtpTyped,
    HoldingAsked,
    InsuranceAsked,
    CodeWanted,
    Revoke,
    RegistrantWanted,
    RegistrantTyped,
    CheckpointWanted,
    DeviceWanted,
    EnrolmentTyped,
    SettingsWanted,
    StaffTold,
    HealthReported,
    OrderDone,
    KeyRolled,
    OrderWanted,
)

SIGNATURE = {
    "type": "apiKey",
    "in": "header",
    "name": "Signature-Input",
    "description": "A kiosk's HTTP message signature (RFC 9421), with Signature and Content-Digest; see docs/wire.md.",
}
UNSIGNED = {
    "description": "Not allowed; with server_time where only the time of the signature is wrong",
    "content": {MEDIA_TYPE: {"schema": {"anyOf": [{"$ref": REF.format(model=name)} for name in KINDS_OF_401]}}},
}


def describe(app: FastAPI) -> None:
    """Give ``app`` its complete description."""
    made_by_fastapi = app.openapi

    def complete() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _completed(made_by_fastapi())
        return app.openapi_schema

    app.openapi = complete  # type: ignore[method-assign]  # the documented way


def _completed(description: dict[str, Any]) -> dict[str, Any]:
    _, bodies = models_json_schema([(kind, "validation") for kind in READ_BY_HAND], ref_template=REF)
    _, replies = models_json_schema([(Problem, "serialization"), (ClockProblem, "serialization")], ref_template=REF)
    components = description.setdefault("components", {})
    known = components.setdefault("schemas", {})
    known.update(bodies["$defs"] | replies["$defs"])
    for name, example in (*EXAMPLES.items(), *REPLIES.items()):
        known[name]["examples"] = [example]
    for unused in ("HTTPValidationError", "ValidationError"):
        known.pop(unused, None)
    components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}, "signature": SIGNATURE}
    for path, methods in description["paths"].items():
        for operation in methods.values():
            operation["responses"].setdefault("422", described(422)[422])  # for a parameter that there is not
            if "401" in operation["responses"]:
                operation["security"] = [{"token": []}]
            if path.startswith("/v1/devices/") or path in FOR_EVERY_KIOSK:
                operation["security"] = [{"token": []}, {"signature": []}]
                operation["responses"]["401"] = UNSIGNED
                operation["responses"].setdefault("403", described(403)[403])  # for a kiosk that was revoked
                operation["responses"].setdefault("400", described(400)[400])  # for a body of another digest
    description["info"]["description"] = "What kiosks send, and what the centre answers. docs/wire.md explains it."
    return description
