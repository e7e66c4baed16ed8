"""The store's key, looked for in the clear: in bytes or in digits, anywhere in any file of a folder.

The store notes beside itself by a fingerprint which key it was written under. So a key is known where it is seen,
although nobody tells it.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from local_store.keys import KEY_BYTES, fingerprint

_DIGITS = re.compile(rb"(?=([0-9a-fA-F]{%d}))" % (2 * KEY_BYTES))


def keys_in_the_clear(folder: Path, noted: str) -> Iterator[Path]:
    """The files in which a key of this fingerprint can be read without anything else."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() and any(fingerprint(one) == noted for one in _candidates(file.read_bytes())):
            yield file


def _candidates(data: bytes) -> Iterator[bytes]:
    for start in range(len(data) - KEY_BYTES + 1):
        yield data[start : start + KEY_BYTES]
    for found in _DIGITS.finditer(data):
        yield bytes.fromhex(found[1].decode())
    for found in _DIGITS.finditer(data.replace(b"\0", b"")):
        yield bytes.fromhex(found[1].decode())
