"""A centre to look around in."""

import re
import socket
import subprocess
import sys
from pathlib import Path

import requests


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    return port


def test_a_newcomer_finds_something_to_try(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-u", "-m", "kiosk", "central-try", "--port", str(port), "--folder", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        try:
            assert process.stdout is not None
            said = ""
            while "listens on" not in said:
                line = process.stdout.readline()
                assert line, said
                said += line
            for path in re.findall(rf"http://127\.0\.0\.1:{port}(/\S+)", said):
                if path != "/":
                    assert requests.get(f"http://127.0.0.1:{port}{path}", timeout=10).status_code == 200, path
            assert re.search(r"/c/[A-Z]+-\d+", said)
            found = re.search(r"password (\S+)\)", said)
            assert found
            page = requests.Session()
            page.get(f"http://127.0.0.1:{port}/office", timeout=10)
            form = {"name": "Can bo Thu", "password": found[1], "form": ""}
            origin = {"Origin": f"http://127.0.0.1:{port}"}
            answer = page.post(f"http://127.0.0.1:{port}/office/sign-in", form, headers=origin, timeout=10)
            assert "/office/sign-in" not in answer.url, "the password lets in"
        finally:
            process.terminate()
            assert process.wait(20) == 0
