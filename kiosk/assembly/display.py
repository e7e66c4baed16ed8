"""What the display has to know of the place, from the settings."""

from kiosk.questionnaire import Campaign
from kiosk.settings import Settings
from ui.site import Declarations, Side, Site, Spoken

TEXT_SIZES = {"normal": 1.0, "large": 1.15, "largest": 1.3}


def _inline(text: str) -> str:
    """A text as it stands in the middle of a sentence."""
    return text[:1].lower() + text[1:]


def site_of(settings: Settings, campaign: Campaign | None = None) -> Site:
    """What the display has to know of the place."""
    site, display, devices = settings.site, settings.display, settings.devices
    return Site(
        name=Spoken(site.name, site.name_en),
        gate=Spoken(site.gate, site.gate_en),
        staff_place=Spoken(site.staff_place, site.staff_place_en),
        staff_place_inline=Spoken(_inline(site.staff_place), _inline(site.staff_place_en)),
        hotlines=site.hotlines,
        next_step=Spoken(site.next_step, site.next_step_en),
        notice=Spoken(site.notice, site.notice_en),
        declarations=Declarations(settings.gate.declarations.value),
        scanner_side=Side(devices.scanner_side),
        mirrored=devices.mirrored,
        reduced_motion=display.reduced_motion,
        user_scale=TEXT_SIZES[display.text_size],
        panel_inches=display.panel_inches,
        locked=display.locked,
        point_code=site.code,
        phone_lookup=True,
        declaring=campaign is not None,
        vaccine_pass=True,
        campaign=campaign,
        poster=site.poster or (f"{settings.centre.url}/c/{site.code}" if settings.centre.url and site.code else ""),
    )
