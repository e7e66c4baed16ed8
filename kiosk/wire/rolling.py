"""Renewing a kiosk's key, so that whatever gets lost on the way, it still has the one that the centre knows."""

from typing import Protocol

from kiosk.wire.faults import CentreRefused, CentreUnreachable
from kiosk.wire.signing import DeviceKeys, SigningKey


class RollingCentre(Protocol):
    """The centre, asked with the key that counts, or with another one (kiosk.wire.device.DeviceClient)."""

    def roll(self, key: SigningKey) -> None:
        """Let another key count instead of the current one."""

    def knows(self, key: SigningKey) -> bool:
        """Whether requests that this key signed are taken as this kiosk's."""


def renew(centre: RollingCentre, keys: DeviceKeys) -> SigningKey:
    """Make a new key, and have the centre know it; returns the key that counts from now on.

    Both keys stay on disk until the centre has said which one it knows. To be called again, after a restart too, as
    long as ``keys.pending()`` holds one. Raises CentreUnreachable or CentreRefused, with nothing lost; StoreError.
    """
    new = roll(centre, keys.fresh())
    keys.accepted(new)
    return new


def roll(centre: RollingCentre, new: SigningKey) -> SigningKey:
    """Have the new key count instead of the current one; returns it once the centre knows it.

    Where the reply is lost, or the old key counts no longer since an earlier reply was, the new one is tried.
    """
    try:
        centre.roll(new)
    except CentreRefused as fault:
        if fault.status not in (401, 409) or not fault.problem or not centre.knows(new):
            raise
    except CentreUnreachable as fault:
        if not fault.delivered or not centre.knows(new):
            raise
    return new
