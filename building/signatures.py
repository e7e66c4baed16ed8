"""Who signed a Windows program, and whether it is still what was signed: asked of osslsigncode."""

import re
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from building.failed import BuildFailed


@dataclass(frozen=True, slots=True)
class Signature:
    """The Authenticode signature in a file: who made it, and whether a root known to this Debian vouches for them."""

    signer: str
    vouched: bool


def parse_signature(report: str) -> Signature | None:
    """Return the signature a report of ``osslsigncode verify`` tells of; None if the file has none or was changed."""
    stored = re.search(r"Current message digest\s*:\s*([0-9A-F]{40,})", report)
    found = re.search(r"Calculated message digest\s*:\s*([0-9A-F]{40,})", report)
    signer = re.search(r"Signer's certificate:\s+-+\s+Signer #0:\s+Subject\s*:.*?/O=([^/\n]+)", report)
    if stored is None or found is None or signer is None or stored[1] != found[1]:
        return None
    return Signature(signer[1].strip(), re.search(r"^Signature verification: ok", report, re.MULTILINE) is not None)


def find_signature(file: Path) -> Signature | None:
    """Return the signature of a file; None if it has none, or is not what was signed."""
    said = subprocess.run(
        ["osslsigncode", "verify", _offline(), "-in", str(file)],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    return parse_signature(said.stdout)


@cache
def _offline() -> str:
    """Return the option that keeps it from fetching lists of what was revoked, which a build cannot wait for."""
    try:
        usage = subprocess.run(["osslsigncode", "verify", "--help"], capture_output=True, text=True, check=False)
    except FileNotFoundError as missing:
        raise BuildFailed("osslsigncode is missing: apt-get install osslsigncode") from missing
    text = usage.stdout + usage.stderr
    return "-ignore-crl" if "-ignore-crl" in text else "-ignore-cdp"
