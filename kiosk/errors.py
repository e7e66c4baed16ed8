"""Faults of the world, as the core sees them.

An adapter translates what its library raises into one of these, once, at its own edge. An expected
outcome ("nobody by that card") is a value, never an exception; anything else that is raised is a bug.
"""


class KioskError(Exception):
    """A fault of the world that the kiosk lives through."""


class SettingsError(KioskError):
    """A setting has a name or a value that is not allowed; the message names it and what is allowed."""


class DeviceError(KioskError):
    """A camera, scanner, loudspeaker or printer is missing, lost or unusable."""


class StoreError(KioskError):
    """The local store cannot be opened, read or written."""


class ServerUnreachable(KioskError):
    """No usable answer came from the centre: nothing is known about what it did."""


class ServerRefused(KioskError):
    """The centre understood the whole request and said no (for example: this device is not known)."""
