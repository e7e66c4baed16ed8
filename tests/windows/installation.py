"""The kiosk as it was installed on a computer: its folders, its two programs, its log, and whom it let in."""

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path, PureWindowsPath

from tests.windows.computer import USER, Computer

PROGRAM = PureWindowsPath("C:\\Program Files\\Trạm kiểm dịch\\Checkpoint Kiosk")
DATA = PureWindowsPath("C:\\Dữ liệu kiosk")
REGISTRY = "HKLM\\Software\\Checkpoint Kiosk"
UNINSTALLING = "HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\CheckpointKiosk"
RUN = "HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run"
INSTALLS_WITHIN, OPENS_WITHIN, CLOSES_WITHIN, ANSWERS_WITHIN = 300.0, 90.0, 40.0, 60.0  # seconds
_GREEN = re.compile(r"Recorded on \w+: (?:Welcome|Goodbye)")
_WAITING = re.compile(r"(\d+) events wait to be sent, (\d+) were refused")


class Installation:
    """What ``KioskSetup.exe`` leaves behind."""

    def __init__(self, computer: Computer) -> None:
        self.computer = computer
        self.program, self.data = computer.file(PROGRAM), computer.file(DATA)
        self.settings = self.data / "kiosk.toml"

    def install(self, setup: str, *options: str, account: str = USER) -> int:
        """Run an installer out of the shared folder, silently; its exit code."""
        return self.computer.run(*self.installing(setup, *options, account=account), seconds=INSTALLS_WITHIN).returncode

    def installing(self, setup: str, *options: str, account: str = USER) -> Sequence[str]:
        """The command line of an installer. Its last part is never quoted, as NSIS wants it, however it is parted."""
        last = f"/D={PROGRAM}".split(" ")
        return (f"Z:\\shared\\{setup}", "/S", f"/ACCOUNT={account}", f"/DATA={DATA}", *options, *last)

    def upgrade(self, setup: str) -> int:
        """Run an installer silently and tell it nothing: it takes everything from what is installed; its exit code."""
        return self.computer.run(f"Z:\\shared\\{setup}", "/S", seconds=INSTALLS_WITHIN).returncode

    def uninstall(self, *options: str) -> None:
        """Take it away again, silently: the program that does it goes on from a copy of itself."""
        computer = self.computer
        computer.run(PROGRAM / "uninstall.exe", "/S", *options, seconds=INSTALLS_WITHIN)
        copies = ("Un_A.exe", "Un.exe", "uninstall.exe")
        computer.until(lambda: not any(map(computer.running, copies)), INSTALLS_WITHIN, "the uninstaller to end")

    def kiosk(self, *words: str, seconds: float = ANSWERS_WITHIN) -> subprocess.CompletedProcess[str]:
        """Run a command of the installed program."""
        return self.computer.run(PROGRAM / "kiosk.exe", *words, seconds=seconds)

    def open(self) -> None:
        """Start the kiosk as autostart does, and wait until it hears its devices."""
        before = self.log().count("keyboard: works")
        self.computer.show(PROGRAM / "kioskw.exe", "run", "--for-account", USER)
        self.computer.until(lambda: self.log().count("keyboard: works") > before, OPENS_WITHIN, "the kiosk to open")

    def close(self) -> None:
        """Ask the kiosk to end, as the installer does."""
        said = self.kiosk("stop", "--within", "30")
        assert said.returncode == 0, said
        self.computer.until(lambda: not self.is_open(), CLOSES_WITHIN, "the kiosk to close")

    def links(self) -> Sequence[Path]:
        """What leads to it from the Start menu."""
        menu = self.computer.file("C:\\ProgramData\\Microsoft\\Windows\\Start Menu")
        name = PROGRAM.parent.name.encode("utf-16-le")  # a link holds the parts of what it leads to one by one
        return [link for link in menu.rglob("*.lnk") if name in link.read_bytes()]

    def autostart(self) -> str:
        """What is started with every session, "" for nothing of this program."""
        values = self.computer.registry(RUN).values()
        return next((value for value in values if str(PROGRAM) in value), "")

    def is_open(self) -> bool:
        """Whether a kiosk with a window runs."""
        return bool(self.computer.running("kioskw.exe"))

    def logs(self) -> Sequence[Path]:
        """The files of the log, the current one and those set aside."""
        return sorted((self.data / "logs").glob("*.log*"))

    def log(self) -> str:
        """All that the kiosk has logged so far."""
        return "".join(file.read_text("utf-8") for file in self.logs() if file.name.startswith("kiosk.log"))

    def greens(self) -> int:
        """How many visitors were shown so far that their visit is recorded."""
        return len(_GREEN.findall(self.log()))

    def unsent(self) -> int:
        """How many events wait to be sent, as the installed program says while no kiosk runs."""
        said = self.kiosk("store", "rescue")
        found = _WAITING.search(said.stdout)
        assert found is not None, said
        assert found[2] == "0", said.stdout
        return int(found[1])

    def kept(self) -> dict[str, bytes]:
        """What no upgrade may change, by name: the settings and the keys."""
        files = (self.settings, *sorted(file for file in (self.data / "keys").rglob("*") if file.is_file()))
        return {file.relative_to(self.data).as_posix(): file.read_bytes() for file in files}
