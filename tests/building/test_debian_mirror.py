"""Where apt gets Debian from, in both formats of its sources."""

from pathlib import Path

import pytest

from building.debian_mirror import KEYRING, Mirror, find_mirror, parse_mirror
from building.failed import BuildFailed

STANZAS = """\
# written by whoever set this computer up
Types: deb deb-src
URIs: http://archive.example/debian/
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/of-debian.gpg

Types: deb
URIs: http://security.example/debian-security
Suites: bookworm-security
Components: main
"""


def test_a_stanza_gives_its_address_and_keyring() -> None:
    found = parse_mirror(STANZAS, "bookworm")

    assert found == Mirror("http://archive.example/debian", Path("/usr/share/keyrings/of-debian.gpg"))


def test_a_line_gives_its_address_and_keyring() -> None:
    lines = (
        "deb-src http://a.example/debian trixie main\n"
        "deb [arch=amd64 signed-by=/k.gpg] https://b.example/d trixie main contrib"
    )

    assert parse_mirror(lines, "trixie") == Mirror("https://b.example/d", Path("/k.gpg"))


@pytest.mark.parametrize(
    "sources",
    [
        "",
        "# deb http://a.example/debian bookworm main",
        "deb http://a.example/debian bookworm-security main",
        "deb http://a.example/debian bookworm contrib",
        "deb cdrom:[Debian]/ bookworm main",
        STANZAS.replace("Types: deb deb-src", "Types: deb-src"),
        STANZAS.replace("Types: deb deb-src", "Enabled: no\nTypes: deb"),
    ],
)
def test_what_is_no_archive_of_it_is_passed_over(sources: str) -> None:
    assert parse_mirror(sources, "bookworm") is None


def test_a_key_written_out_means_debians_own_keyring() -> None:
    sources = (
        "Types: deb\nURIs: http://a.example/debian\nSuites: trixie\nComponents: main\nSigned-By:\n -----BEGIN\n x: y\n"
    )

    assert parse_mirror(sources, "trixie") == Mirror("http://a.example/debian", KEYRING)


def test_the_folder_of_sources_is_searched(tmp_path: Path) -> None:
    release = _release(tmp_path, "debian")
    (tmp_path / "sources.list.d").mkdir()
    (tmp_path / "sources.list.d" / "debian.sources").write_text(STANZAS)

    assert find_mirror(tmp_path, release).uri == "http://archive.example/debian"


@pytest.mark.parametrize("system", ["debian", "ubuntu"])
def test_a_system_without_an_archive_of_debian_is_told_so(tmp_path: Path, system: str) -> None:
    (tmp_path / "sources.list").write_text(STANZAS if system == "ubuntu" else "")

    with pytest.raises(BuildFailed, match="names no Debian archive for bookworm"):
        find_mirror(tmp_path, _release(tmp_path, system))


def _release(folder: Path, system: str) -> Path:
    release = folder / "os-release"
    release.write_text(f'ID={system}\nVERSION_CODENAME="bookworm"\n')
    return release
