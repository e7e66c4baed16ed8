"""Where the demo takes place: an invented hospital, a folder of its own, and a member of staff."""

import sys
import tempfile
from pathlib import Path

from hardware.demo_signed import demo_signer

SMS_FILE = "messages.jsonl"
STAFF_NAME, STAFF_PIN = "Nhân viên Mẫu", "719305"

SITE = (
    "site.name=Bệnh viện Đa khoa Hạ Vân",
    "site.name_en=Hạ Vân General Hospital",
    "site.gate=Cổng số 2 – Sảnh khám bệnh",
    "site.gate_en=Gate 2 – Outpatient hall",
    "site.staff_place=Bàn kiểm dịch, bên phải cửa",
    "site.staff_place_en=The checkpoint desk, right of the door",
    "site.code=HV-02",
    "site.province='38'",
    "site.poster=https://kiemdich.example/c/HV-02",
    "display.locked=false",
    "gate.capacity=400",
    "gate.minimum_stay=10",
    "gate.minimum_away=2",
    "gate.declarations=optional",
)
"""An invented hospital. People there are in a hurry: a stay of ten seconds counts."""


def webcams() -> tuple[str, ...]:
    """The addresses of real webcams, as far as the system shows them without opening any."""
    return ("camera:0",) if Path("/dev/video0").exists() else ()


def settings_for(folder: Path, assignments: tuple[str, ...], sources: tuple[str, ...], seed: int) -> tuple[str, ...]:
    """The demo's settings as assignments; those of the command line come last and win.

    ``seed`` is whose key signs the vaccine passports of the visitors: it is written down for the kiosk.
    """
    (folder / "slips").mkdir(exist_ok=True)
    (folder / "signers.pem").write_text(demo_signer(seed).pem, encoding="utf-8")
    listed = ", ".join(f'"{source}"' for source in sources)
    return (
        *SITE,
        f"devices.sources=[{listed}]",
        f"store.folder={folder / 'data'}",
        f"store.keys={folder / 'keys'}",
        f"gate.certificate_signers={folder / 'signers.pem'}",
        f"devices.printer=pdf:{folder / 'slips'}?paper=80mm",
        *assignments,
    )


def temporary_folder() -> "tempfile.TemporaryDirectory[str]":
    """Where a demo keeps its store, its key and its centre; gone when it ends."""
    return tempfile.TemporaryDirectory(prefix="kiosk-demo-", ignore_cleanup_errors=sys.platform == "win32")
