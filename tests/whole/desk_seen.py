"""What the widgets of a running kiosk hold, seen or not, and whether any of it is nobody's business."""

from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTableView, QWidget

from ui.widgets.label import Label

SECRETS = (
    "nguyen van thu", "n. v. thu", "trần thị mẫu", "t. t. mẫu", "phạm thị ngoài", "p. t. ngoài",
    "001090000001", "079303000002", "001155000004", "0900000004", "0900 000 004", "84900000004",
)  # fmt: skip


def texts_of(widget: QWidget) -> list[str]:
    """What can be read in a widget."""
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def labels_of(widget: QWidget) -> list[str]:
    """What can be read on the visitors' screen."""
    return [label.text() for label in widget.findChildren(Label)]


def everything_held() -> list[str]:
    """Every text that a widget of this program holds, or could bring back."""
    found = [QApplication.clipboard().text()]
    for widget in QApplication.allWidgets():
        found += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.windowTitle()]
        if isinstance(widget, QLabel | QLineEdit | Label):
            found.append(widget.text())
        if isinstance(widget, QLineEdit) and widget.isUndoAvailable():
            widget.undo()
            found.append(widget.text())
        if isinstance(widget, QTableView) and (model := widget.model()) is not None:
            for row in range(model.rowCount()):
                found += [str(model.data(model.index(row, column))) for column in range(model.columnCount())]
    return [text for text in found if text]


def secrets_in(texts: list[str]) -> list[str]:
    """Which of what is nobody's business is among these."""
    said = "\n".join(texts).casefold()
    return [secret for secret in SECRETS if secret in said]
