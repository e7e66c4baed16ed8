"""The parts of a kiosk that others of its parts work with, once they are made."""

from dataclasses import dataclass

from kiosk.assembly.desk import Desk
from kiosk.assembly.slide_show import Slides
from kiosk.conductor import Conductor
from kiosk.errand_services import ErrandServices
from kiosk.ports import Clock
from kiosk.settings import Settings
from local_store.store import Store
from ui.background import QtBackground
from ui.staff.displays import Displays
from ui.window import KioskWindow


@dataclass(frozen=True, slots=True)
class Parts:
    """``settings`` are the kiosk's own; ``printer``: slips can be printed here."""

    settings: Settings
    store: Store
    clock: Clock
    background: QtBackground
    conductor: Conductor
    errands: ErrandServices
    window: KioskWindow
    slides: Slides
    desk: Desk
    displays: Displays
    printer: bool
