"""``kiosk checkpoint staff``: who may sign in at the kiosks of a checkpoint, from afar."""

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kiosk.errors import SettingsError
from kiosk.people import folded

if TYPE_CHECKING:
    from kiosk.wire.checkpoint_messages import StaffNames
    from kiosk.wire.operator import OperatorClient


def staff_of(centre: "OperatorClient", code: str, hire: str, role: str, dismiss: str) -> str:
    """Add somebody, or let somebody sign in no longer; then everybody, a line each. Raises KioskError."""
    people = centre.staff(code)
    if hire:
        people = _hired(centre, code, people, " ".join(hire.split()), role)
    if dismiss:
        people = _dismissed(centre, code, people, dismiss)
    lines = ["\t".join([one.name, one.role, *(["disabled"] if one.disabled else [])]) for one in people.staff]
    return "\n".join(lines) or "Nobody is listed."


def _hired(centre: "OperatorClient", code: str, people: "StaffNames", name: str, role: str) -> "StaffNames":
    from pydantic import ValidationError
    from uuid_utils.compat import uuid7

    from kiosk.wire.checkpoint_messages import StaffSaid
    from local_store.pins import Hashing, pin_problem

    if any(folded(one.name) == folded(name) and not one.disabled for one in people.staff):
        raise SettingsError(f"{name} is listed already. Add something that tells the two apart.")
    pin = sys.stdin.readline(256).strip()
    problem = pin_problem(pin)
    if problem is not None:
        raise SettingsError(problem.value)
    values = {"id": uuid7(), "name": name, "role": role, "pin": Hashing().hashed(pin), "changed_at": datetime.now(UTC)}
    try:
        return centre.change_staff(code, StaffSaid.model_validate(values))
    except ValidationError as fault:
        wrong = fault.errors(include_url=False, include_input=False)[0]
        raise SettingsError(f"--{'role' if 'role' in wrong['loc'] else 'hire'}: {wrong['msg']}") from fault


def _dismissed(centre: "OperatorClient", code: str, people: "StaffNames", name: str) -> "StaffNames":
    found = [one for one in people.staff if folded(one.name) == folded(name) and not one.disabled]
    if not found:
        raise SettingsError(f"Nobody who may sign in is listed as {name}.")
    if len(found) > 1:
        raise SettingsError(f"{len(found)} people are listed as {name}: dismiss the right one at a kiosk.")
    return centre.dismiss(code, found[0].id)
