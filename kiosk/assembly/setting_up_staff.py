"""The staff of the checkpoint that a kiosk has joined: asked for before anybody is added to them."""

from dataclasses import dataclass, field
from pathlib import Path

from kiosk.assembly.checkpoint import KeptStaff
from kiosk.checkpoint.refreshing import agree_on_staff
from kiosk.ports import Clock
from kiosk.wire.checkpoint import CheckpointClient
from local_store.store import Store


@dataclass(frozen=True, slots=True)
class CheckpointAt:
    """Where the centre is, and what lets this kiosk in there."""

    url: str
    token: str = field(repr=False)
    authorities: Path | None = None


def bring_staff(store: Store, clock: Clock, centre: CheckpointAt) -> None:
    """Take in everybody of the checkpoint, and tell the centre who was changed here. Blocks.

    Raises CentreUnreachable, CentreRefused or StoreError.
    """
    client = CheckpointClient(centre.url, store.device.id, centre.token, authorities=centre.authorities)
    try:
        agree_on_staff(KeptStaff(store, clock), client)
    finally:
        client.close()
