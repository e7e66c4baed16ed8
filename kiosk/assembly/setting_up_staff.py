"""The staff of the checkpoint that a kiosk has joined: asked for before anybody is added to them."""

from dataclasses import dataclass
from pathlib import Path

from kiosk.assembly.checkpoint import KeptStaff
from kiosk.checkpoint.refreshing import agree_on_staff
from kiosk.ports import Clock
from kiosk.wire.checkpoint import CheckpointClient
from local_store.store import Store


@dataclass(frozen=True, slots=True)
class CheckpointAt:
    """Where the centre is."""

    url: str
    authorities: Path | None = None


def bring_staff(store: Store, clock: Clock, centre: CheckpointAt) -> None:
    """Take in everybody of the checkpoint, and tell the centre who was changed here. Blocks.

    Raises CentreUnreachable, CentreRefused or StoreError.
    """
    client = CheckpointClient(
        centre.url, store.device.id, authorities=centre.authorities, key=store.device_keys.current
    )
    try:
        agree_on_staff(KeptStaff(store, clock), client)
    finally:
        client.close()
