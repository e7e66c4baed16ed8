"""What two accounts of a checkpoint's staff come to: the same rule at the centre and at every kiosk."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from kiosk.staff import Role
from kiosk.wire.checkpoint_messages import StaffSaid


def merged(known: Iterable[StaffSaid], told: Iterable[StaffSaid]) -> tuple[StaffSaid, ...]:
    """``known`` is the centre's account, ``told`` what was changed at a kiosk; everybody of both, in their order.

    Of name, role and PIN the later ``changed_at`` counts, at the same moment the centre's. Whoever was disabled stays
    so, whatever was changed later: a kiosk that was offline lets nobody in again. Only the last supervisor stays.
    """
    before = {one.id: one for one in known}
    after = dict(before)
    for one in told:
        theirs = after.get(one.id, one)
        later = one if one.changed_at > theirs.changed_at else theirs
        after[one.id] = later.model_copy(update={"disabled": theirs.disabled or one.disabled})
    supervisors = _supervisors(before)
    if supervisors and not _supervisors(after):
        last = min(supervisors)  # whoever has been there longest
        after[last] = after[last].model_copy(update={"disabled": False, "role": before[last].role})
    return tuple(after.values())


def _supervisors(staff: Mapping[UUID, StaffSaid]) -> set[UUID]:
    return {one.id for one in staff.values() if one.role == Role.SUPERVISOR.value and not one.disabled}
