"""The settings in force: the kiosk's own, with what the centre sets laid over them."""

import logging
from dataclasses import dataclass, replace
from pathlib import Path

from hardware.slide_folder import SlideShelf, slides_in
from kiosk.admission import DeclarationMode, Rules
from kiosk.assembly.errands import declared_by, rules_of
from kiosk.checkpoint.pushed import NotTaken, Overlaid, overlaid
from kiosk.errors import SettingsError
from kiosk.questionnaire import Campaign
from kiosk.settings import Settings
from kiosk.slides import Slide
from kiosk.wire.checkpoint_messages import PushedSettings

log = logging.getLogger("kiosk")


@dataclass(frozen=True, slots=True)
class InForce:
    """What holds now. ``campaign`` is None where nobody declares; ``slides`` are those to be shown, in order."""

    settings: Settings
    campaign: Campaign | None
    slides: tuple[Slide, ...]
    pushed: Overlaid | None = None


def own(settings: Settings) -> InForce:
    """The kiosk's own settings. Raises SettingsError, naming file, line and key of a campaign that is none."""
    return InForce(settings, declared_by(settings), _slides(settings, None, None))


def with_pushed(settings: Settings, pushed: PushedSettings, shelf: SlideShelf) -> InForce:
    """The kiosk's own settings with those of the centre laid over.

    What cannot be taken is logged and named in ``pushed.refused``; the kiosk's own stands in its place.
    """
    over = overlaid(settings, pushed)
    try:
        campaign = _campaign(over)
    except SettingsError as fault:  # declarations were switched on, and the kiosk's own campaign is none
        refused = NotTaken("declarations", str(fault))
        gate = over.settings.gate.model_copy(update={"declarations": settings.gate.declarations})
        over = replace(
            over,
            settings=over.settings.model_copy(update={"gate": gate}),
            taken=tuple(key for key in over.taken if key != "declarations"),
            refused=(*over.refused, refused),
        )
        campaign = _campaign(over)
    for one in over.refused:
        log.warning("the centre's %s is not taken: %s", one.key, one.why)
    return InForce(over.settings, campaign, _slides(settings, over, shelf), over)


def rules_now(held: InForce, before: Rules, *, printer: bool) -> Rules:
    """The rules of the gate as they are now; what the centre told of keys and codes stays. Raises SettingsError."""
    made = rules_of(held.settings, held.campaign, printer=printer)
    return replace(made, trust=before.trust, centre=before.centre, now=before.now)


def _campaign(over: Overlaid) -> Campaign | None:
    if over.settings.gate.declarations is DeclarationMode.OFF:
        return None
    return over.campaign or declared_by(over.settings)


def _slides(settings: Settings, over: Overlaid | None, shelf: SlideShelf | None) -> tuple[Slide, ...]:
    if over is not None and over.slides is not None and shelf is not None:
        return shelf.slides(over.slides)
    folder: Path | None = settings.site.slides
    return slides_in(folder) if folder is not None else ()
