"""A Debian of its own in a folder, made in stages: a stage that is done is not done again, one cut short is."""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from building.debian_mirror import Mirror
from building.enclosure import Enclosure, is_permitted
from building.failed import BuildFailed

SUITE = "trixie"
_STAMP = "made.json"
_PROXIES = ("http_proxy", "https_proxy", "no_proxy")
_QUIET = {"DEBIAN_FRONTEND": "noninteractive", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"}


class DebianRoot:
    """A Debian in ``folder``, from ``mirror``; ``say`` is told what takes long."""

    def __init__(self, folder: Path, mirror: Mirror, say: Callable[[str], None]) -> None:
        self.folder = folder
        self._mirror = mirror
        self._say = say

    def make(self) -> None:
        """Make the bare Debian if it is not there; one that was cut short is begun anew."""
        made_of = {"suite": SUITE, "mirror": self._mirror.uri, "keyring": str(self._mirror.keyring)}
        if (self.folder / _STAMP).exists():
            return  # made once, its archive may move without its being made again
        part = self.folder.with_name(self.folder.name + ".part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        self._say("making a bare Debian (35 MB to fetch, 250 MB on disk)")
        # debootstrap takes no folder with a space in its name, so it is shown one without.
        bootstrap = ["debootstrap", "--variant=minbase", "--include=ca-certificates"]
        bootstrap += [f"--keyring={self._mirror.keyring}", SUITE, "/mnt", self._mirror.uri]
        shown = 'mount --bind "$1" /mnt && shift && exec "$@"'
        made = subprocess.run(
            ["unshare", "--mount", "sh", "-c", shown, "sh", str(part.resolve()), *bootstrap],
            env=_QUIET | _proxies(),
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode != 0:
            raise BuildFailed(
                f"debootstrap could not make a Debian from {self._mirror.uri}; is there a network?\n{_tail(made)}"
            )
        self._configure_apt(part)
        (part / _STAMP).write_text(json.dumps({"debian": made_of}, indent=1) + "\n")
        if self.folder.exists():
            shutil.rmtree(self.folder)
        part.rename(self.folder)

    def stage(self, name: str, inputs: Sequence[str | bytes], do: Callable[[], None]) -> None:
        """Do something to the root unless the same was done to the end before; ``inputs`` say what "the same" is."""
        digest = hashlib.sha256()
        for part in inputs:
            digest.update(hashlib.sha256(part.encode() if isinstance(part, str) else part).digest())
        stamp = self.folder / _STAMP
        done = json.loads(stamp.read_text())
        if done.get(name) == digest.hexdigest():
            return
        do()
        done = {**json.loads(stamp.read_text()), name: digest.hexdigest()}
        written = stamp.with_suffix(".part")
        written.write_text(json.dumps(done, indent=1) + "\n")
        written.replace(stamp)

    def install(self, packages: Sequence[str], told: str) -> None:
        """Install Debian packages in it, without those they only recommend."""
        self._say(told)
        with Enclosure(self.folder) as inside:
            for command in (
                ("dpkg", "--configure", "-a"),
                ("apt-get", "update", "-qq"),
                ("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages),
                ("apt-get", "clean"),
            ):
                done = inside.run(command, _QUIET | _proxies(), timeout=1800)
                if done.returncode != 0:
                    raise BuildFailed(
                        f"{' '.join(command)} failed in {self.folder}; is there a network?\n{_tail(done)}"
                    )

    def _configure_apt(self, root: Path) -> None:
        """Let apt in the root use the archive, proxy and certificates that apt here uses."""
        lines = [f"{kind} {self._mirror.uri} {SUITE} main" for kind in ("deb", "deb-src")]
        (root / "etc/apt/sources.list").write_text("\n".join(lines) + "\n")
        dump = subprocess.run(["apt-config", "dump"], capture_output=True, text=True, check=True).stdout
        wanted = ("Acquire::http::", "Acquire::https::", "Acquire::Check-", "Acquire::Retries")
        kept = [line for line in dump.splitlines() if line.startswith(wanted)]
        (root / "etc/apt/apt.conf.d/50from-here").write_text("\n".join(kept) + "\n")
        bundle = Path("etc/ssl/certs/ca-certificates.crt")
        if (Path("/") / bundle).exists():
            shutil.copyfile(Path("/") / bundle, root / bundle)


@contextmanager
def alone(lock: Path, busy: str) -> Iterator[None]:
    """Hold a lock file for the time of the block; whoever comes second is told ``busy``."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise BuildFailed(busy) from taken
        yield


def check_rights() -> None:
    """Raise ``BuildFailed`` with a sentence if this process cannot make or enter such a root."""
    if os.geteuid() != 0:
        raise BuildFailed("a Debian root for Wine is made and entered by root only: sudo make windows")
    for tool in ("debootstrap", "unshare", "nsenter", "chroot"):
        if shutil.which(tool) is None:
            raise BuildFailed(f"{tool} is missing: apt-get install debootstrap util-linux")
    if not is_permitted():
        raise BuildFailed(
            "this system does not let root make namespaces (unshare --mount --pid), which keep what is mounted for Wine"
            " away from everything else: in a container, start it with the right to (CAP_SYS_ADMIN)."
        )


def _proxies() -> dict[str, str]:
    names = [*_PROXIES, *(name.upper() for name in _PROXIES)]
    return {name: os.environ[name] for name in names if name in os.environ}


def _tail(done: subprocess.CompletedProcess[str]) -> str:
    return "\n".join((done.stdout + done.stderr).strip().splitlines()[-8:])
