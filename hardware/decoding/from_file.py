"""All codes in a file: a picture, or a film of which every frame is looked at."""

from pathlib import Path

from hardware.decoding.decoder import Decoder
from hardware.decoding.reads import Read
from hardware.decoding.stills import StillDecoder
from hardware.frames import Frame
from hardware.recordings import Film, is_picture, read_picture
from kiosk.errors import DeviceError

SLOWEST = 10.0  # frames a second: reads of a slower film still confirm each other as if it were this fast
STILLS_A_SECOND = 2.0  # looked at thoroughly, in a film in which nothing was found at its own pace


def codes_in(path: Path) -> list[Read]:
    """Return each different code in a file once, in the order of first reading.

    Raises DeviceError, with a sentence that says what to do, for what is neither a picture nor a film.
    """
    if not path.is_file():
        raise DeviceError(f"{path} is not there: check the path.")
    if is_picture(path):
        return StillDecoder().read(read_picture(path))
    try:
        return _in_film(path) or _in_stills_of(path)
    except DeviceError as not_a_film:
        try:
            return StillDecoder().read(read_picture(path))
        except DeviceError:
            raise DeviceError(f"{path} is neither a picture nor a film: give a PNG, JPEG or MP4 file.") from not_a_film


def _in_film(path: Path) -> list[Read]:
    found: dict[tuple[str, bytes], Read] = {}
    decoder, film = Decoder(tireless=True), Film(path)
    rate = max(film.rate, SLOWEST)
    number = 0
    try:
        while (pixels := film.read()) is not None:
            for read in decoder.look(Frame(pixels, number / rate, number)).reads:
                found.setdefault((read.symbology, read.raw), read)
            number += 1
    finally:
        film.close()
    return list(found.values())


def _in_stills_of(path: Path) -> list[Read]:
    """Look again at some of the frames, each as thoroughly as a photograph."""
    found: dict[tuple[str, bytes], Read] = {}
    decoder, film = StillDecoder(), Film(path)
    step = max(1, round(film.rate / STILLS_A_SECOND))
    number = 0
    try:
        while (pixels := film.read()) is not None:
            if number % step == 0:
                for read in decoder.read(pixels):
                    found.setdefault((read.symbology, read.raw), read)
            number += 1
    finally:
        film.close()
    return list(found.values())
