"""What longer errands need, from the settings: the campaign, the places, who is trusted, and the services."""

from collections.abc import Callable
from dataclasses import replace

from kiosk import campaigns
from kiosk.admission import DeclarationMode, Rules
from kiosk.certificates import TrustList
from kiosk.conductor import Conductor
from kiosk.declaring_screens import DeclareDone
from kiosk.errand_ports import Printer, Slip
from kiosk.errand_services import ErrandServices, Lanes
from kiosk.errors import SettingsError
from kiosk.places import Places
from kiosk.ports import Clock
from kiosk.questionnaire import Campaign
from kiosk.screens import Language
from kiosk.settings import Settings
from local_store.store import Store
from ui.background import QtBackground


def declared_by(settings: Settings) -> Campaign | None:
    """The campaign of this checkpoint, None where declarations are off. SettingsError names file, line and key."""
    if settings.gate.declarations is DeclarationMode.OFF:
        return None
    return campaigns.load(settings.gate.campaign)


def rules_of(settings: Settings, campaign: Campaign | None, *, printer: bool) -> Rules:
    """The rules of the gate with all that declaring needs. Raises SettingsError."""
    places = Places.load() if campaign is not None else None
    if places is not None and settings.site.province and places.province(settings.site.province) is None:
        codes = ", ".join(f"{one.code} {one.short}" for one in places.provinces)
        raise SettingsError(f"site.province = {settings.site.province!r}: write the code of a province: {codes}")
    return replace(
        settings.rules,
        campaign=campaign,
        places=places,
        province=settings.site.province,
        printer=printer,
        signers=_signers(settings),
        discreet_stop=settings.gate.discreet_stop,
    )


def _signers(settings: Settings) -> TrustList:
    file = settings.gate.certificate_signers
    if file is None:
        return TrustList()
    try:
        return TrustList.from_pem(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise SettingsError(f"gate.certificate_signers: {file}: {fault}") from fault


def errand_services(
    settings: Settings,
    campaign: Campaign | None,
    store: Store,
    conductor: Conductor,
    background: QtBackground,
    clock: Clock,
    printer: Printer | None,
    written: Callable[[], None],
) -> ErrandServices:
    """The services, without a centre yet."""
    return ErrandServices(
        store.declarations,
        store.staff,
        store.visits,
        store.outbox.body,
        slip_of(settings),
        Lanes(background, background.on("desk"), background.on("paper")),
        clock,
        campaign,
        conductor.happen,
        conductor.store_failed,
        printer=printer,
        written=written,
    )


def slip_of(settings: Settings) -> Callable[[DeclareDone, Language], Slip]:
    """What makes the paper of a declaration."""
    site = settings.site

    def slip(screen: DeclareDone, language: Language) -> Slip:
        english = language is Language.EN
        return Slip(
            site=(english and site.name_en) or site.name,
            gate=(english and site.gate_en) or site.gate,
            code=screen.code,
            spelled=screen.spelled,
            name=screen.name,
            until=screen.code_until,
            entered_at=screen.entered_at,
            next_step=(english and site.next_step_en) or site.next_step,
            language=language,
        )

    return slip
