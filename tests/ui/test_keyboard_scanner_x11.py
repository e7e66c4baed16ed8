"""The keyboard scanner on a real X server: xdotool is the scanner and the person."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

MISSING = [name for name in ("Xvfb", "openbox", "xdotool") if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")

LINE = "001090000001|010000001|Nguyen Van Thu|15081990|Nam|So 1 pho Vi Du, Ha Noi|01052021"
# A scanner does not wait for a busy computer: where that is allowed, its keys go before all else.
AT_ONCE = ("nice", "-n", "-15")
BHYT = "DN4010000000001|4e677579e1bb856e2056c4836e205468e1bbad|15/08/1990|1|-|01 - 999|$"


def end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    read, write = os.pipe()
    server = subprocess.Popen(
        [*AT_ONCE, "Xvfb", "-displayfd", str(write), "-screen", "0", "800x600x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
        text=True,
    )
    os.close(write)
    try:
        with os.fdopen(read) as numbers:
            number = numbers.readline().strip()
        if not number:
            pytest.skip("Xvfb does not start here")
        yield f":{number}"
    finally:
        end(server)


@pytest.fixture(scope="module")
def manager(display: str) -> Iterator[str]:
    openbox = subprocess.Popen(
        ["openbox"],
        env=os.environ | {"DISPLAY": display},
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield display
    finally:
        end(openbox)


class Desk:
    """The program of x11_desk.py, and hands and a scanner to type into it."""

    def __init__(self, process: subprocess.Popen[str], display: str) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self.process = process
        self.to: IO[str] = process.stdin
        self.answers: IO[str] = process.stdout
        self.display = display
        self.window = str(self.answer()["window"])

    def answer(self) -> dict[str, object]:
        answer: dict[str, object] = json.loads(self.answers.readline())
        return answer

    def tell(self, command: str) -> dict[str, object]:
        self.to.write(command + "\n")
        self.to.flush()
        return self.answer()

    def xdotool(self, *words: str) -> None:
        environment = os.environ | {"DISPLAY": self.display}
        command = [*AT_ONCE, "xdotool", *words]
        subprocess.run(command, env=environment, check=True, timeout=60, stderr=subprocess.DEVNULL)

    def person(self, text: str, gap: int) -> None:
        """Type with ``gap`` milliseconds from key to key: xdotool holds each for half of its delay, and no more."""
        self.xdotool("type", "--delay", str(2 * gap), text)

    def seen(self) -> dict[str, object]:
        time.sleep(0.3)
        return self.tell("text")


@pytest.fixture(scope="module")
def program(manager: str) -> Iterator[Desk]:
    root = Path(__file__).parents[2]
    environment = os.environ | {"DISPLAY": manager, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(root)}
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("x11_desk.py"))],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        desk = Desk(process, manager)
        desk.xdotool("windowactivate", "--sync", desk.window)
        yield desk
    finally:
        end(process)


@pytest.fixture
def desk(program: Desk) -> Desk:
    program.seen()
    return program


@pytest.mark.parametrize("delay", [0, 1, 5, 12])
@pytest.mark.parametrize("line", [LINE, BHYT])
def test_a_scanner_without_enter(desk: Desk, line: str, delay: int) -> None:
    desk.xdotool("type", "--delay", str(delay), line)
    assert desk.seen() == {"text": "", "scans": [line], "discarded": [], "pressed": []}


@pytest.mark.parametrize("delay", [0, 1, 5, 12])
def test_a_scanner_with_enter(desk: Desk, delay: int) -> None:
    desk.xdotool("type", "--delay", str(delay), LINE + "\n")
    assert desk.seen() == {"text": "", "scans": [LINE], "discarded": [], "pressed": []}


@pytest.mark.parametrize("gap", [65, 80, 110, 150])
def test_a_person(desk: Desk, gap: int) -> None:
    desk.person("So 1 pho Vi Du", gap)
    desk.xdotool("key", "--delay", str(gap), "BackSpace", "Return")
    assert desk.seen() == {"text": "So 1 pho Vi D", "scans": [], "discarded": [], "pressed": [1]}


def test_a_person_and_then_a_scanner_and_a_person(desk: Desk) -> None:
    desk.person("abc", 80)
    desk.xdotool("type", "--delay", "1", BHYT + "\n")
    time.sleep(0.2)
    desk.person("def", 80)
    assert desk.seen() == {"text": "abcdef", "scans": [BHYT], "discarded": [], "pressed": []}


def test_a_key_held_down(desk: Desk) -> None:
    desk.xdotool("keydown", "a", "sleep", "1.2", "keyup", "a")
    seen = desk.seen()
    assert set(str(seen["text"])) == {"a"}  # the server repeats it, or not: it depends on its settings
    assert (seen["scans"], seen["discarded"]) == ([], [])


def test_a_program_that_was_busy_does_not_take_a_person_for_a_scanner(desk: Desk) -> None:
    desk.tell("busy")
    desk.person("1234567", 65)
    assert desk.seen() == {"text": "1234567", "scans": [], "discarded": [], "pressed": []}


def test_a_program_that_was_busy_reads_a_burst_whole(desk: Desk) -> None:
    desk.tell("busy")
    desk.xdotool("type", "--delay", "12", LINE)
    assert desk.seen() == {"text": "", "scans": [LINE], "discarded": [], "pressed": []}


def test_control_keys_in_a_burst(desk: Desk) -> None:
    desk.xdotool("type", "--delay", "1", LINE[:10])
    desk.xdotool("key", "--delay", "1", "ctrl+o", "F1", "c", "a", "l", "c", "e", "x", "e")
    seen = desk.seen()
    assert seen["text"] == ""
    assert seen["discarded"] in (["control_keys"], ["control_keys", "control_keys"])  # xdotool started twice
