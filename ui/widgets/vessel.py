"""What a widget is that holds something a visitor typed or was told, besides labels."""

from PySide6.QtWidgets import QWidget


class Vessel(QWidget):
    """A widget that paints something private. Its scene empties it when it is over."""

    def wipe(self) -> None:
        """Hold nothing any more."""
        raise NotImplementedError
