"""What was made of what: a step is skipped while nothing it is made of has changed."""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path


def digest_of(inputs: Iterable[str | bytes | Path]) -> str:
    """Return one SHA-256 over texts, bytes and what the files and folders named hold, in this order."""
    digest = hashlib.sha256()
    for part in inputs:
        for piece in _pieces(part):
            digest.update(hashlib.sha256(piece).digest())
    return digest.hexdigest()


def once(made: Path, inputs: Iterable[str | bytes | Path], do: Callable[[], None]) -> bool:
    """Make the folder or file ``made`` with ``do``, unless it was made of the same before; say whether it was made.

    The stamp beside it is taken away first and written last: what was cut short is made again.
    """
    stamp = made.with_name(made.name + ".made-of")
    digest = digest_of(inputs)
    if made.exists() and stamp.exists() and stamp.read_text() == digest:
        return False
    stamp.unlink(missing_ok=True)
    made.parent.mkdir(parents=True, exist_ok=True)
    do()
    stamp.write_text(digest)
    return True


def _pieces(part: str | bytes | Path) -> Iterable[bytes]:
    if isinstance(part, str):
        yield part.encode()
    elif isinstance(part, bytes):
        yield part
    elif part.is_dir():
        for file in sorted(part.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                yield file.relative_to(part).as_posix().encode()
                yield file.read_bytes()
    else:
        yield part.read_bytes()
