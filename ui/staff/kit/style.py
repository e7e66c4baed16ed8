"""The style sheet of the whole desk window, and its fonts."""

from pathlib import Path
from typing import Final

from PySide6.QtGui import QFont

from ui.staff.desk_look import DeskLook
from ui.theme.fonts import font as face
from ui.theme.type import Type

ICONS: Final = Path(__file__).parents[2] / "theme" / "icons"


def font(look: DeskLook, px: float, weight: int = 500, figures: bool = False) -> QFont:
    """A font of the desk; ``figures`` gives all digits one width."""
    return face(Type(px, weight, px * 1.4, figures=figures), look.text(px))


def desk_stylesheet(look: DeskLook) -> str:
    """Borders, grounds and paddings of everything that Qt would else draw its own way. Fonts are set on widgets."""
    px, text = look.px, look.text
    chevron = (ICONS / "chevron-down.svg").as_posix()
    return f"""
QWidget#desk {{ background: #EDF2F4; }}
QWidget {{ color: #0B1C26; }}
QToolTip {{
    font-family: "Be Vietnam Pro"; font-size: {text(17)}px; font-weight: 500; color: #FFFFFF; background: #0B1C26;
    border: none; padding: {px(8)}px {px(12)}px;
}}
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {{
    background: #FFFFFF; color: #0B1C26; border: {max(1, px(2))}px solid #6E838D; border-radius: {px(12)}px;
    padding: 0 {px(12)}px; min-height: {px(48)}px;
    selection-background-color: #0A4A5C; selection-color: #FFFFFF; placeholder-text-color: #53666F;
}}
QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox, QMenu {{
    font-family: "Be Vietnam Pro"; font-size: {text(20)}px; font-weight: 500;
}}
QPlainTextEdit, QTextEdit {{ padding: {px(10)}px {px(12)}px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{
    border: {max(2, px(3))}px solid #0A4A5C; padding-left: {px(11)}px; padding-right: {px(11)}px;
}}
QLineEdit[wrong="true"] {{ border: {max(2, px(3))}px solid #A1161E; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QLineEdit:read-only {{
    background: #E1E9EC; color: #33474F; border-color: #C9D5DA;
}}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; border: none; }}
QComboBox::drop-down {{ border: none; width: {px(40)}px; }}
QComboBox::down-arrow {{ image: url("{chevron}"); width: {px(22)}px; height: {px(22)}px; }}
QFrame#panel {{
    background: #FFFFFF; border: {max(1, px(2))}px solid #C9D5DA; border-radius: {px(18)}px;
}}
QAbstractItemView {{
    background: #FFFFFF; alternate-background-color: #FFFFFF; color: #0B1C26; outline: none;
    border: {max(1, px(2))}px solid #C9D5DA; border-radius: {px(18)}px;
    selection-background-color: #DCECF0; selection-color: #0B1C26; gridline-color: #DDE6EA;
}}
QAbstractItemView::item {{ padding: 0 {px(6)}px; border: none; }}
QAbstractItemView::item:selected, QAbstractItemView::item:hover:selected {{ background: #DCECF0; color: #0B1C26; }}
QComboBox QAbstractItemView, QListView#offers {{
    border: {max(1, px(2))}px solid #0A4A5C; border-radius: {px(12)}px; padding: {px(6)}px;
}}
QComboBox QAbstractItemView::item, QListView#offers::item {{
    min-height: {px(44)}px; padding: 0 {px(10)}px; border-radius: {px(8)}px;
}}
QListView#offers::item:selected {{ background: #0A4A5C; color: #FFFFFF; }}
QHeaderView {{ background: #F3F7F8; border: none; border-radius: {px(16)}px; }}
QHeaderView::section {{
    background: #F3F7F8; color: #33474F; border: none; border-bottom: {max(1, px(2))}px solid #C9D5DA;
    padding: 0 {px(6)}px; min-height: {px(44)}px;
}}
QTableCornerButton::section {{ background: #F3F7F8; border: none; }}
QScrollArea {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget#inside {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: {px(16)}px; margin: {px(4)}px; border: none; }}
QScrollBar:horizontal {{ background: transparent; height: {px(16)}px; margin: {px(4)}px; border: none; }}
QScrollBar::handle {{
    background: #8DA0A9; border-radius: {max(2, px(4))}px; min-height: {px(48)}px; min-width: {px(48)}px;
}}
QScrollBar::handle:hover {{ background: #53666F; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: none; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QMenu {{ background: #FFFFFF; border: {max(1, px(2))}px solid #6E838D; padding: {px(6)}px; }}
QMenu::item {{ padding: {px(8)}px {px(16)}px; border-radius: {px(8)}px; }}
QMenu::item:selected {{ background: #DCECF0; }}
QProgressBar {{ background: #E1E9EC; border: none; border-radius: {px(7)}px; max-height: {px(14)}px; }}
QProgressBar::chunk {{ background: #0A4A5C; border-radius: {px(7)}px; }}
"""
