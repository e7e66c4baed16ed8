"""Slides in a folder, and those that came from the centre: found, checked, read."""

import hashlib
import logging
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from kiosk.errors import DeviceError
from kiosk.picture_size import MOST_PIXELS, is_too_large
from kiosk.slides import FILM_SECONDS, LONGEST_TEXT, MAX_BYTES, MAX_SLIDES, PICTURE_SECONDS, Slide, SlideKind, named
from kiosk.wire.checkpoint_messages import SlideSaid

log = logging.getLogger(__name__)

UNFINISHED = ".part"
LEFT_FREE = 500 * 2**20
"""Bytes of the disk that slides leave to visits."""

_SUFFIX = {"text": ".txt", "picture": ".png", "video": ".mp4"}
_KIND = {"text": SlideKind.TEXT, "picture": SlideKind.PICTURE, "video": SlideKind.FILM}


def slides_in(folder: Path) -> tuple[Slide, ...]:
    """The slides of a folder, by name; a folder that is not there has none. What is too large is said in the log."""
    try:
        files = sorted(path for path in folder.iterdir() if path.is_file())
    except OSError:
        return ()
    found: list[Slide] = []
    for path in files:
        what = named(path.name)
        if what is None:
            continue
        slide = _read(path, what[0], what[1], PICTURE_SECONDS)
        if slide is not None:
            found.append(slide)
    if len(found) > MAX_SLIDES:
        log.warning("%d slides are more than are shown: the first %d are", len(found), MAX_SLIDES)
    return tuple(found[:MAX_SLIDES])


def _read(path: Path, kind: SlideKind, language: str, seconds: float) -> Slide | None:
    try:
        if path.stat().st_size > MAX_BYTES:
            log.warning("a slide has more than %d MB and is not shown", MAX_BYTES // 2**20)
            return None
        if kind is SlideKind.PICTURE and is_too_large(path.read_bytes()):
            log.warning("a slide is no picture, or has more than %d megapixels, and is not shown", MOST_PIXELS // 10**6)
            return None
        text = path.read_text(encoding="utf-8")[:LONGEST_TEXT] if kind is SlideKind.TEXT else ""
    except (OSError, UnicodeDecodeError) as fault:
        log.warning("a slide cannot be read: %s", fault)
        return None
    if kind is SlideKind.TEXT and not text.strip():
        return None
    return Slide(kind, str(path), language, FILM_SECONDS if kind is SlideKind.FILM else seconds, text)


class SlideShelf:
    """Slides of the centre, each in a file named after its digest; kept in ``folder`` for when the network is gone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def has(self, slide: SlideSaid) -> bool:
        """Whether this slide lies here, whole and under its kind."""
        try:
            return self._place(slide).stat().st_size == slide.size
        except OSError:
            return False

    def keep(self, slide: SlideSaid, data: bytes) -> None:
        """Put one on the shelf; it appears whole or not at all.

        DeviceError where the bytes are not what was said, or the disk does not take them.
        """
        if len(data) != slide.size or hashlib.sha256(data).hexdigest() != slide.sha256:
            raise DeviceError("The bytes of a slide are not those that were announced.")
        path = self._place(slide)
        unfinished = path.with_suffix(UNFINISHED)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if shutil.disk_usage(self._folder).free < LEFT_FREE:
                raise DeviceError("The disk is nearly full: no slide is kept on it.")
            with unfinished.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        except OSError as fault:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise DeviceError(f"A slide cannot be kept: {fault.strerror or fault}") from fault

    def slides(self, wanted: Sequence[SlideSaid]) -> tuple[Slide, ...]:
        """Those of ``wanted`` that lie here, in its order."""
        found = (
            _read(self._place(one), _KIND[one.kind], one.language, float(one.seconds))
            for one in wanted
            if self.has(one)
        )
        return tuple(one for one in found if one is not None)

    def throw_out(self, wanted: Sequence[SlideSaid]) -> None:
        """Delete what is not wanted any more."""
        keep = {self._place(one).name for one in wanted}
        with suppress(OSError):
            for path in self._folder.iterdir():
                if path.name not in keep:
                    with suppress(OSError):  # on Windows one that is being read stays, until the next time
                        path.unlink(missing_ok=True)

    def _place(self, slide: SlideSaid) -> Path:
        return self._folder / f"{slide.sha256}{_SUFFIX[slide.kind]}"
