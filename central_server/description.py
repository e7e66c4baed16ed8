"""The OpenAPI description, made true where FastAPI cannot know: bodies read by hand, problems, the token."""

from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

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
from kiosk.wire.messages import Batch, Problem

REF = "#/components/schemas/{model}"
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
)


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
    _, replies = models_json_schema([(Problem, "serialization")], ref_template=REF)
    components = description.setdefault("components", {})
    known = components.setdefault("schemas", {})
    known.update(bodies["$defs"] | replies["$defs"])
    for unused in ("HTTPValidationError", "ValidationError"):
        known.pop(unused, None)
    components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    for methods in description["paths"].values():
        for operation in methods.values():
            if "401" in operation["responses"]:
                operation["security"] = [{"token": []}]
    description["info"]["description"] = "What kiosks send, and what the centre answers. docs/wire.md explains it."
    return description
