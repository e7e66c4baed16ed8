"""A program with one field behind a keyboard scanner, for keys from a real X server; says in JSON what it saw.

Reads commands from standard input: ``text`` prints the field and the scans since the last time and empties
both, ``busy`` keeps the UI thread from its events for half a second.
"""

import json
import sys
import time

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from kiosk.keyboard_wedge import Reason
from kiosk.scans import Scan
from ui.keyboard_scanner import KeyboardScanner


def say(**what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def main() -> None:
    app = QApplication(sys.argv[:1])
    window = QWidget()
    field, button = QLineEdit(), QPushButton("OK")
    layout = QVBoxLayout(window)
    layout.addWidget(field)
    layout.addWidget(button)
    scans: list[str] = []
    discarded: list[str] = []
    pressed: list[int] = []

    def scanned(scan: Scan) -> None:
        scans.append(scan.text)

    def refused(reason: Reason) -> None:
        discarded.append(reason)

    field.returnPressed.connect(lambda: pressed.append(1))
    button.clicked.connect(lambda: pressed.append(2))
    scanner = KeyboardScanner(app, scanned, refused)

    def obey() -> None:
        command = sys.stdin.readline().strip()
        if command == "text":
            say(text=field.text(), scans=scans, discarded=discarded, pressed=pressed)
            field.clear()
            field.setFocus()
            for seen in (scans, discarded, pressed):
                seen.clear()
        elif command == "busy":
            say(busy=True)
            time.sleep(0.5)
        else:
            scanner.close()
            app.quit()

    commands = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    commands.activated.connect(obey)
    window.show()
    field.setFocus()
    say(window=int(window.winId()))
    app.exec()


if __name__ == "__main__":
    main()
