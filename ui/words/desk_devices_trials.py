"""What a trial of a device came to, in words."""

from kiosk.desk.devices import Part
from kiosk.desk.devices_trying import ARMED_SECONDS, Trial, Trials
from kiosk.screens import Language
from ui.words import words
from ui.words.desk_devices_words import devices_words, shortly


def trial_said(trials: Trials, language: Language) -> dict[Part, tuple[Trial, str]]:
    """How each trial stands and what is said of it; "" for nothing."""
    say = devices_words(language).trial
    scan = {
        Trial.UNDER_WAY: say.scan_now,
        Trial.WELL: _read(trials, language),
        Trial.BADLY: say.scan_nothing.format(n=round(ARMED_SECONDS)),
    }
    printing = {
        Trial.UNDER_WAY: say.printing,
        Trial.WELL: say.printed,
        Trial.BADLY: say.unprinted.format(why=trials.why),
    }
    said = {
        Part.SCANNER: (trials.scan, scan.get(trials.scan, "")),
        Part.PRINTER: (trials.printing, printing.get(trials.printing, "")),
        Part.SOUND: (trials.sound, say.sounded if trials.sound is Trial.WELL else ""),
    }
    return {part: (trial, say.waits if trial is Trial.WAITING else text) for part, (trial, text) in said.items()}


def _read(trials: Trials, language: Language) -> str:
    if trials.kind is None:
        return ""
    say = devices_words(language)
    kind = words(language).reading.kinds[trials.kind]
    source = trials.source.partition("?")[0]
    return say.trial.scan_read.format(kind=kind, source=source, time=shortly(trials.seconds, say.fact))
