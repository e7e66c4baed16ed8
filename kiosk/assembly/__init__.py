"""Puts a kiosk together from its settings: the one place where every adapter meets the core."""

from kiosk.assembly.eyes import Eyes, open_eyes
from kiosk.assembly.kiosk import Kiosk, say_out_of_order

__all__ = ["Eyes", "Kiosk", "open_eyes", "say_out_of_order"]
