"""What is in the way while a kiosk is set up: a fault by its kind, so that it can be said in anybody's language."""

from enum import StrEnum

from kiosk.errors import DeviceError, KioskError, ServerRefused, ServerUnreachable, SettingsError, StoreError


class Trouble(StrEnum):
    """The kinds, each of which has its own advice."""

    UNREACHED = "unreached"  # the centre
    REFUSED = "refused"  # by the centre
    CODE_REFUSED = "code_refused"  # a code for joining, by the centre
    DEVICE = "device"
    PRINTER = "printer"
    POSTER_FILE = "poster_file"
    KEEPING = "keeping"  # on this machine's disk
    OTHER = "other"


def trouble_of(fault: KioskError) -> Trouble:
    """The kind of a fault, as far as the fault itself tells.

    >>> trouble_of(ServerUnreachable("the centre cannot be reached"))
    <Trouble.UNREACHED: 'unreached'>
    """
    match fault:
        case ServerUnreachable():
            return Trouble.UNREACHED
        case ServerRefused():
            return Trouble.REFUSED
        case DeviceError():
            return Trouble.DEVICE
        case SettingsError() | StoreError():
            return Trouble.KEEPING
        case _:
            return Trouble.OTHER
