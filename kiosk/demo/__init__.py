"""The demo: the product with simulated devices. An embedded centre, a drawn doorway, everything else real."""

from kiosk.demo.headless import Headless, Rows, complete
from kiosk.demo.interactive import Interactive
from kiosk.demo.place import settings_for, temporary_folder, webcams

__all__ = ["Headless", "Interactive", "Rows", "complete", "settings_for", "temporary_folder", "webcams"]
