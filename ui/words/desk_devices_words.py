"""The words of the page of devices, and its facts as they are written."""

from collections.abc import Iterator
from datetime import timedelta
from typing import assert_never

from kiosk.desk.devices import CLOCK_WARN, Devices, Health, Part, Reader, health, known, used
from kiosk.screens import Language
from ui.words import words
from ui.words.desk_devices_en import DEVICES_EN
from ui.words.desk_devices_shape import DevicesWords, FactWords
from ui.words.desk_devices_vi import DEVICES_VI
from ui.words.moments import clock, number

Fact = tuple[str, str]
GIGABYTE = 1024**3
MEGABYTE = 1024**2


def devices_words(language: Language) -> DevicesWords:
    """The words of one language.

    >>> devices_words(Language.VI).state.good, devices_words(Language.EN).state.good
    ('Tốt', 'Good')
    """
    match language:
        case Language.VI:
            return DEVICES_VI
        case Language.EN:
            return DEVICES_EN
        case _:
            assert_never(language)


def state_word(devices: Devices, part: Part, language: Language) -> str:
    """How a thing stands, in a word."""
    say = devices_words(language).state
    match health(devices, part):
        case Health.GOOD:
            return say.good
        case Health.WARN:
            return say.warn
        case Health.BROKEN:
            return say.broken
        case Health.UNUSED:
            return say.unknown if used(devices, part) and not known(devices, part) else say.unused


def facts(devices: Devices, part: Part, language: Language) -> list[Fact]:
    """What there is to be told of a thing."""
    return list(_facts(devices, part, language)) if used(devices, part) else []


def shortly(seconds: float, say: FactWords) -> str:
    """A moment: milliseconds below one second, tenths of a second above.

    >>> shortly(0.0114, DEVICES_VI.fact), shortly(2.1, DEVICES_VI.fact), shortly(90, DEVICES_EN.fact)
    ('11 ms', '2,1 giây', '90 s')
    """
    if seconds < 1:
        return say.milliseconds.format(n=round(1000 * seconds))
    text = f"{seconds:.1f}".removesuffix(".0") if seconds < 60 else str(round(seconds))
    return say.seconds.format(n=text.replace(".", say.decimal))


def amount(size: int, language: Language) -> str:
    """Bytes.

    >>> amount(38 * GIGABYTE, Language.VI), amount(1_610_612_736, Language.VI), amount(46 * MEGABYTE, Language.EN)
    ('38 GB', '1,5 GB', '46 MB')
    """
    if size < GIGABYTE:
        return f"{number(max(1, round(size / MEGABYTE)), language)} MB"
    tenths = f"{size / GIGABYTE:.1f}".removesuffix(".0")
    return f"{tenths.replace('.', devices_words(language).fact.decimal)} GB"


def _facts(devices: Devices, part: Part, language: Language) -> Iterator[Fact]:
    say = devices_words(language).fact
    match part:
        case Part.CAMERA:
            for reader in devices.cameras:
                yield from _camera(reader, language)
        case Part.SCANNER:
            for reader in devices.scanners:
                yield from _scanner(reader, language)
        case Part.PRINTER:
            if (printer := devices.printer) is not None:
                yield say.paper, _address(printer.address)
                yield say.printed, clock(printer.printed_at) if printer.printed_at else say.not_printed
        case Part.STORE:
            if (store := devices.store) is not None:
                kept = say.encrypted if store.encrypted else say.open
                size = amount(store.size, language)
                yield say.records, say.records_of.format(n=number(store.records, language), size=size, kept=kept)
                yield say.free, amount(store.free, language)
        case Part.SENDING:
            waiting, refused = number(devices.waiting, language), number(devices.refused, language)
            yield say.waiting, say.waiting_of.format(a=waiting, b=refused)
            yield say.sent, clock(devices.last_sync, seconds=True) if devices.last_sync else say.never
        case Part.CLOCK:
            yield say.skew, _skew(devices.skew, say)
            if devices.skew is not None and devices.last_sync is not None:
                yield say.measured, clock(devices.last_sync, seconds=True)
            yield say.warn_above, say.warn_above_of.format(n=shortly(CLOCK_WARN.total_seconds(), say))
        case Part.SOUND:
            pass  # whether it works is all that is known of it


def _camera(reader: Reader, language: Language) -> Iterator[Fact]:
    say = devices_words(language).fact
    yield say.source, _address(reader.address)
    if reader.width:
        yield say.picture, say.picture_of.format(w=reader.width, h=reader.height, n=round(reader.rate))
    if (delay := reader.delay) is None:
        yield say.reading, say.reading_none
    else:
        median, p95 = shortly(delay.median, say), shortly(delay.p95, say)
        yield say.reading, say.reading_of.format(a=median, b=p95, n=delay.count)
    yield _last(reader, language)
    yield from _lost(reader, say)


def _scanner(reader: Reader, language: Language) -> Iterator[Fact]:
    say = devices_words(language).fact
    yield say.source, _address(reader.address)
    yield _last(reader, language)
    if reader.address.startswith("keyboard:"):
        changed = say.input_method_changed.format(n=reader.damaged)
        yield say.input_method, changed if reader.damaged else say.input_method_well
    yield from _lost(reader, say)


def _last(reader: Reader, language: Language) -> Fact:
    say = devices_words(language).fact
    if reader.read_at is None or reader.kind is None:
        return say.last, say.nothing_read
    kind = words(language).reading.kinds[reader.kind]
    return say.last, say.last_of.format(time=clock(reader.read_at, seconds=True), kind=kind)


def _lost(reader: Reader, say: FactWords) -> Iterator[Fact]:
    if reader.up is False and reader.since is not None:
        yield say.lost, say.lost_of.format(time=clock(reader.since, seconds=True))


def _skew(skew: timedelta | None, say: FactWords) -> str:
    """``skew`` is how far the centre's clock is ahead: then this one is behind."""
    if skew is None:
        return say.unmeasured
    template = say.skew_ahead if skew > timedelta() else say.skew_behind
    return template.format(n=shortly(abs(skew.total_seconds()), say))


def _address(address: str) -> str:
    """An address without what may be a password in it.

    >>> _address("serial:COM3?baud=9600"), _address("camera:rtsp://me:secret@10.0.0.7/1"), _address("keyboard:")
    ('serial:COM3?baud=9600', 'camera:…@10.0.0.7/1', 'keyboard:')
    """
    kind, colon, place = address.partition(":")
    _, at, host = place.rpartition("@")
    return f"{kind}{colon}…@{host}" if at else address
