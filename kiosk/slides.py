"""Slides for visitors (posters, short texts, short films): what they are, and which comes next.

They come from a folder, by name: ``01-deo-khau-trang.vi.png``, ``02-tong-dai.en.txt``, ``03-rua-tay.mp4``. What stands
before the file's kind may end in ``.vi`` or ``.en``; without it a slide is for everybody. Or they come from the centre.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath
from typing import Protocol

PICTURE_SECONDS = 12.0
FILM_SECONDS = 60.0
"""Longer films are cut: nobody at a door waits for the end of one."""

LONGEST_TEXT = 400
MAX_BYTES = 8 * 2**20
MAX_SLIDES = 30


class SlideKind(StrEnum):
    """What a slide is."""

    TEXT = "text"  # the first line is its title
    PICTURE = "picture"
    FILM = "film"


_KINDS = {
    ".txt": SlideKind.TEXT,
    ".png": SlideKind.PICTURE,
    ".jpg": SlideKind.PICTURE,
    ".jpeg": SlideKind.PICTURE,
    ".mp4": SlideKind.FILM,
}


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide. ``place`` is its file, ``text`` what a text slide says; ``language`` is vi, en, or all."""

    kind: SlideKind
    place: str
    language: str = "all"
    seconds: float = PICTURE_SECONDS
    text: str = ""


def named(name: str) -> tuple[SlideKind, str] | None:
    """What a file is by its name, and for whom; None for no slide.

    >>> named("01-deo-khau-trang.vi.PNG"), named("rua-tay.mp4"), named("Thumbs.db"), named(".trash.png")
    ((<SlideKind.PICTURE: 'picture'>, 'vi'), (<SlideKind.FILM: 'film'>, 'all'), None, None)
    """
    path = PurePath(name)
    kind = _KINDS.get(path.suffix.lower())
    if kind is None or name.startswith("."):
        return None
    language = PurePath(path.stem).suffix.lower().lstrip(".")
    return kind, language if language in ("vi", "en") else "all"


def title_and_rest(text: str) -> tuple[str, str]:
    """The first line of a text slide, and what follows it, cut to what a screen holds.

    >>> title_and_rest("Đeo khẩu trang\\n\\ntrong suốt thời gian ở đây\\n")
    ('Đeo khẩu trang', 'trong suốt thời gian ở đây')
    """
    title, _, rest = text.strip()[:LONGEST_TEXT].partition("\n")
    return title.strip(), rest.strip()


def after(slides: Sequence[Slide], shown: Slide | None) -> Slide | None:
    """The slide that comes after this one, from the beginning again after the last; None where there are none.

    >>> one, two = Slide(SlideKind.PICTURE, "1"), Slide(SlideKind.PICTURE, "2")
    >>> [after((one, two), shown) == wanted for shown, wanted in ((None, one), (one, two), (two, one))], after((), one)
    ([True, True, True], None)
    """
    if not slides:
        return None
    at = next((index for index, one in enumerate(slides) if one == shown), -1)
    return slides[(at + 1) % len(slides)]


class Projector(Protocol):
    """Plays the pictures and films of slides, as Pictures of its source."""

    def show(self, slide: Slide) -> None:
        """Play this one from its beginning, in place of the one before."""

    def dark(self) -> None:
        """Play nothing."""
