"""Setting a kiosk up, in five steps of which each is kept at once: what the wizard does, without a widget.

Language and clock → the checkpoint → the devices → the staff → the poster. Nothing is asked of the visitor's side.
"""

from collections.abc import Callable
from datetime import timedelta, timezone
from pathlib import Path

from kiosk.checkpoint import setting_up_form as form
from kiosk.checkpoint.poster_text import Poster
from kiosk.checkpoint.registering import Registering
from kiosk.checkpoint.setting_up_devices import TryingDevices
from kiosk.checkpoint.setting_up_draft import Draft, DraftFile, Step, Way
from kiosk.checkpoint.setting_up_ports import SetUpPorts
from kiosk.checkpoint.setting_up_progress import Progress
from kiosk.checkpoint.setting_up_staff import ListingStaff
from kiosk.checkpoint.setting_up_state import Registration, SetUpState
from kiosk.scans import Picture, Scan, SourceEvent
from kiosk.screens import Language
from kiosk.settings import Settings, SiteSection, default_file

HERE = timezone(timedelta(hours=7))
_NOTICE, _NOTICE_EN = SiteSection().notice, SiteSection().notice_en


class SettingUp:
    """The wizard. ``changed`` is told when the state is another, ``picture`` of every camera frame."""

    def __init__(
        self,
        ports: SetUpPorts,
        draft: Draft,
        changed: Callable[[], None] = lambda: None,
        picture: Callable[[Picture], None] = lambda _: None,
    ) -> None:
        self._progress = Progress(ports, draft, changed)
        self.picture = picture
        self.registering = Registering(self._progress)
        self.devices = TryingDevices(self._progress, self.hear)
        self.staff = ListingStaff(self._progress)
        self._progress.arrived = self._arrive

    @property
    def state(self) -> SetUpState:
        """Where setting up stands."""
        return self._progress.state

    @property
    def ports(self) -> SetUpPorts:
        """What it was given."""
        return self._progress.ports

    def listen(self, changed: Callable[[], None], picture: Callable[[Picture], None]) -> None:
        """Tell these from now on."""
        self._progress.changed, self.picture = changed, picture

    def begin(self) -> None:
        """Ask this machine what it has; then wait to be told."""
        self.devices.look()
        self.staff.ask()
        self._arrive()

    def edit(self, **values: object) -> None:
        """Something was typed or chosen."""
        self._progress.edit(**values)

    def choose_language(self, language: Language) -> None:
        """Say everything in this language from now on, and at the door too."""
        self._progress.edit(language=language)

    def choose_way(self, way: Way) -> None:
        """Register, or join by code or by number; where a code may be held up, it is listened for."""
        self.registering.choose_way(way)
        self._arrive()

    def next(self) -> None:
        """Go on, if this step holds what it must; otherwise what is missing is named."""
        match self.state.step:
            case Step.LANGUAGE:
                self._go(Step.CHECKPOINT)
            case Step.CHECKPOINT:
                self.registering.register()
            case Step.DEVICES:
                if self.devices.enough():
                    self._go(Step.STAFF)
            case Step.STAFF:
                if self.staff.enough():
                    self._go(Step.POSTER)
            case Step.POSTER:
                self.finish()

    def back(self) -> None:
        """One step back; nothing is lost."""
        if self.state.registration in (Registration.READ_BACK, Registration.LATER):
            self.registering.unconfirm()
        elif self.state.step > Step.LANGUAGE:
            self._go(Step(self.state.step - 1))

    def hear(self, event: SourceEvent) -> None:
        """Something came from a device, or was typed by a scanner."""
        if isinstance(event, Picture):
            self.picture(event)
        elif isinstance(event, Scan) and self.state.step is Step.CHECKPOINT:
            self.registering.scanned(event)
        elif self.state.step is Step.DEVICES:
            self.devices.heard(event)

    def poster(self) -> Poster:
        """The poster as far as it is known: it grows with the form, and has a code once the centre gave one."""
        draft = self.state.draft
        return Poster(
            site=draft.name.strip(),
            gate=draft.gate.strip(),
            code="" if draft.alone or draft.pending else draft.code,
            link="" if draft.alone or draft.pending else draft.poster,
            address=form.address(draft, self.ports.places),
            phone=form.phone_shown(draft),
            hotlines=form.hotlines(draft.hotlines),
            notice=_NOTICE,
            notice_en=_NOTICE_EN,
            printed=self.ports.clock.now().astimezone(HERE).date(),
            site_en=draft.name_en.strip(),
        )

    def finish(self) -> None:
        """Write the settings. A registration that could not be sent stays beside them, to be asked for again."""
        draft, ports = self.state.draft, self.ports
        values = form.written(draft, ports.places)

        def work() -> Settings:
            settings = ports.settings.write(values)
            if draft.pending:
                ports.draft.save(draft.with_(finished=True, step=Step.CHECKPOINT))
            else:
                ports.draft.clear()
            return settings

        self._progress.drop_soon()
        ports.here.run(work, lambda settings: self._progress.put(done=settings), self._progress.say)

    def close(self) -> None:
        """Let go of the devices; what was typed last is kept."""
        self.devices.rest()
        if self.state.done is None:
            self._progress.keep()

    def _go(self, step: Step) -> None:
        self._progress.move(self.state.draft.with_(step=step))

    def _arrive(self) -> None:
        """Listen only where something is done with what is heard; know the staff before any are added."""
        if self.state.step in (Step.DEVICES, Step.STAFF):
            self.staff.bring()
        if self.state.step is Step.DEVICES:
            self.devices.watch()
        elif self.state.step is Step.CHECKPOINT and self.state.draft.way is Way.CODE:
            self.devices.watch_for_code()
        else:
            self.devices.rest()


def needs_setup(config: Path | None, settings: Settings) -> bool:
    """Whether the wizard opens at start: nothing was set up here, or it was begun and not ended.

    ``config`` is the settings file if one is named.
    """
    file = config or default_file()
    draft = DraftFile(file).load()
    if draft is not None and not draft.finished:
        return True
    return not file.exists() and not (settings.store.folder / "store").exists()


def pending_registration(config: Path | None) -> Draft | None:
    """The registration that is still to be sent, None for none: `kiosk setup` asks for it again."""
    draft = DraftFile(config or default_file()).load()
    return draft if draft is not None and draft.pending and not draft.alone else None


def draft_from(settings: Settings) -> Draft:
    """What the wizard begins with at a kiosk that is set up already: everything as it is, and the first step."""
    site, gate, devices, display = settings.site, settings.gate, settings.devices, settings.display
    cameras = tuple(one for one in devices.sources if one.partition(":")[0] in ("camera", "file", "demo"))
    inches = display.panel_inches
    return Draft(
        language=site.language,
        server=settings.centre.url or "",
        alone=settings.centre.embedded,
        name=site.name,
        name_en=site.name_en,
        gate=site.gate,
        phone=site.phone,
        province=site.province,
        address=site.address,
        capacity="" if gate.capacity is None else str(gate.capacity),
        hotlines=", ".join(site.hotlines),
        declarations=gate.declarations.value,
        code=site.code,
        poster=site.poster,
        camera=cameras[0] if cameras else "",
        scanners=tuple(one for one in devices.sources if one not in cameras[:1]),
        printer=devices.printer,
        volume=devices.volume,
        inches="" if inches is None else f"{inches:g}".replace(".", ","),
        side=devices.scanner_side,
    )
