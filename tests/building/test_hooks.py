"""What the frozen program does before its own first line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from building import hooks

HOOK = Path(hooks.__file__).with_name("runtime_openssl.py")
RUN = (
    "import os, runpy, sys; sys.platform = sys.argv[1]; runpy.run_path(sys.argv[2]); "
    "print(os.environ.get('OPENSSL_CONF'))"
)


@pytest.mark.parametrize(
    ("platform", "before", "after"),
    [("win32", {}, "NUL"), ("win32", {"OPENSSL_CONF": "x"}, "x"), ("linux", {}, "None")],
)
def test_openssl_reads_no_file_that_anybody_may_have_made(platform: str, before: dict[str, str], after: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "OPENSSL_CONF"} | before
    ran = subprocess.run(
        [sys.executable, "-c", RUN, platform, str(HOOK)], capture_output=True, text=True, check=True, env=environment
    )
    assert ran.stdout.strip() == after


def test_each_hook_is_built_in() -> None:
    spec = (HOOK.parents[1] / "kiosk.spec").read_text(encoding="utf-8")
    for hook in HOOK.parent.glob("runtime_*.py"):
        assert f'"{hook.stem.removeprefix("runtime_")}"' in spec
