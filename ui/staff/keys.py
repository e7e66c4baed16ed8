"""The keys of the desk that lead elsewhere, whatever has the focus. F3, F8 and F9 belong to the pages."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

PAGE_KEYS: Final[dict[str, tuple[Qt.Key, str]]] = {
    "list": (Qt.Key.Key_F1, "F1"),
    "proxy": (Qt.Key.Key_F2, "F2"),
    "lookup": (Qt.Key.Key_F4, "F4"),
    "figures": (Qt.Key.Key_F6, "F6"),
    "devices": (Qt.Key.Key_F7, "F7"),
    "settings": (Qt.Key.Key_F10, "F10"),
}
"""The key of each page, and its cap."""
VISITOR_CAP: Final = "F12"
LOCK_CAP: Final = "Ctrl L"

_PAGES: Final = {int(key): page for page, (key, _) in PAGE_KEYS.items()}
_DIGITS: Final = {int(Qt.Key.Key_0) + n: n for n in range(1, 10)}


def _plain(event: QKeyEvent) -> bool:
    return not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


def _control(event: QKeyEvent) -> bool:
    return event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.ControlModifier


def page_of(event: QKeyEvent) -> str | None:
    """The page a key leads to."""
    return _PAGES.get(event.key()) if _plain(event) else None


def answer_of(event: QKeyEvent) -> int:
    """Which answer of the strip a key gives, from 1; 0 for none. Ctrl and a digit belong to the pages."""
    alt = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.AltModifier
    return _DIGITS.get(event.key(), 0) if alt else 0


def locks(event: QKeyEvent) -> bool:
    """Whether a key locks the desk."""
    return event.key() == Qt.Key.Key_L and _control(event)


def to_visitor(event: QKeyEvent) -> bool:
    """Whether a key leads to the visitor's screen."""
    return event.key() == Qt.Key.Key_F12 and _plain(event)
