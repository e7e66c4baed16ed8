"""Where this computer's own apt gets Debian from: the same mirror, keyring and proxy serve the root made for Wine."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from building.failed import BuildFailed

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")


@dataclass(frozen=True, slots=True)
class Mirror:
    """Address of a Debian archive, and the keyring that vouches for it."""

    uri: str
    keyring: Path


def parse_mirror(sources: str, codename: str) -> Mirror | None:
    """Return the first archive of ``codename``'s main part in a file of either apt format; None if it has none.

    Format: sources.list(5). Addresses that only apt itself understands (``cdrom:``, ``mirror+file:``) are passed over.
    """
    for uris, suites, components, keyring in (*_stanzas(sources), *_lines(sources)):
        if codename in suites and "main" in components:
            for uri in uris:
                if uri.startswith(("http://", "https://")):
                    return Mirror(uri.rstrip("/"), keyring)
    return None


def find_mirror(apt: Path = Path("/etc/apt"), release: Path = Path("/etc/os-release")) -> Mirror:
    """Return the archive this Debian is kept up to date from."""
    named = dict(line.split("=", 1) for line in release.read_text().splitlines() if "=" in line)
    codename = named.get("VERSION_CODENAME", "").strip('"')
    files = [apt / "sources.list", *sorted((apt / "sources.list.d").glob("*"))]
    for file in files:
        if file.is_file() and file.suffix in (".list", ".sources"):
            mirror = parse_mirror(file.read_text(), codename)
            if mirror is not None and named.get("ID", "").strip('"') == "debian":
                return mirror
    raise BuildFailed(
        f"{apt} names no Debian archive for {codename or 'this system'}: the Windows installer is built on a Debian,"
        " which fetches the Debian root for Wine from the archive it is itself kept up to date from."
    )


_Entry = tuple[list[str], list[str], list[str], Path]


def _stanzas(text: str) -> Iterator[_Entry]:
    for stanza in re.split(r"\n\s*\n", text):
        fields: dict[str, str] = {}
        for line in stanza.splitlines():
            name, colon, value = line.partition(":")
            if colon and not line.startswith((" ", "\t", "#", "deb ", "deb-src ")):
                fields[name.strip().lower()] = value.strip()
        if "deb" in fields.get("types", "").split() and fields.get("enabled", "yes").lower() != "no":
            parts = (fields.get(name, "").split() for name in ("uris", "suites", "components"))
            uris, suites, components = parts
            yield uris, suites, components, _keyring(fields.get("signed-by", ""))


def _lines(text: str) -> Iterator[_Entry]:
    for line in text.splitlines():
        found = re.match(r"deb\s+(?:\[(?P<options>[^]]*)]\s+)?(?P<uri>\S+)\s+(?P<suite>\S+)\s+(?P<components>.+)", line)
        if found:
            signed = re.search(r"signed-by=(\S+)", found["options"] or "", re.IGNORECASE)
            keyring = _keyring(signed[1] if signed else "")
            yield [found["uri"]], [found["suite"]], found["components"].split(), keyring


def _keyring(signed_by: str) -> Path:
    """Return the file named; a key written out in place of a name, or none, means Debian's own keyring."""
    return Path(signed_by) if signed_by.startswith("/") else KEYRING
