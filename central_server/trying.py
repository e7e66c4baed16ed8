"""A centre to look around in: a checkpoint that exists nowhere, and an officer, for whoever wants to try the pages."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from central_server.authority.passwords import first_password, hashed
from central_server.store import checkpoints
from central_server.store.access_log import note
from central_server.store.officer_changes import NameTaken, add
from central_server.store.otp import phone_keys
from central_server.store.registrants import Registrant
from kiosk.wire.checkpoint_messages import CheckpointWanted
from kiosk.wire.signing import SigningKey

OFFICER = "Cán bộ Thử"
PHONE = "+84900000001"
_PLACE = UUID("0197a5d2-6c00-7000-8000-0000000000c9")


@dataclass(frozen=True, slots=True, repr=False)
class Furnished:
    """What there is to try. ``password`` is None where the officer was here before."""

    checkpoint: str
    password: str | None

    def __repr__(self) -> str:
        return f"Furnished({self.checkpoint})"


def furnish(connection: Connection, now: datetime) -> Furnished:
    """Put the checkpoint and the officer there, unless they are. PHONE is the checkpoint's registrant."""
    wanted = CheckpointWanted(
        id=_PLACE,
        name="Bệnh viện Ví Dụ",
        name_en="Example Hospital",
        kind="hospital",
        province="01",
        ward="00004",
        street="1 phố Ví Dụ",
        capacity=400,
        hotlines=("1022",),
        declarations="required",
        device=_PLACE,
        gate="Cổng chính",
        key=SigningKey.generate().public_text,
    )
    registrant = Registrant(phone_keys(connection, now).phone_hash(PHONE), PHONE)
    place = checkpoints.register(connection, wanted, registrant, now)
    password: str | None = first_password()
    try:
        new = add(connection, OFFICER, "administrator", None, hashed(password or ""), now)
    except NameTaken:
        return Furnished(place.code, None)
    note(connection, None, "officer_added", "", (new,), {"role": "administrator"}, now)
    return Furnished(place.code, password)
