"""What stands on the poster (áp phích) that hangs at the door."""

from dataclasses import dataclass
from datetime import date

from kiosk.errors import SettingsError
from kiosk.settings import Settings


@dataclass(frozen=True, slots=True)
class Poster:
    """The poster of one gate. ``link`` is what its code holds; it is empty while the checkpoint has none yet.

    ``notice`` is of at most two lines. ``printed`` is the local day.
    """

    site: str
    gate: str
    code: str
    link: str
    address: str
    phone: str
    hotlines: tuple[str, ...]
    notice: str
    notice_en: str
    printed: date
    site_en: str = ""


def poster_of(settings: Settings, printed: date) -> Poster:
    """The poster of a kiosk that is set up; SettingsError where its checkpoint has no code."""
    site = settings.site
    link = site.poster or (f"{settings.centre.url}/c/{site.code}" if settings.centre.url and site.code else "")
    if not link:
        raise SettingsError("This kiosk belongs to no checkpoint yet: register it first, with `kiosk setup`.")
    return Poster(
        site=site.name,
        gate=site.gate,
        code=site.code,
        link=link,
        address=site.address,
        phone=site.phone,
        hotlines=site.hotlines,
        notice=site.notice,
        notice_en=site.notice_en,
        printed=printed,
        site_en=site.name_en,
    )
