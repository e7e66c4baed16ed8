"""``kiosk setup``: the wizard, or the same without a question for installing many kiosks."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.commands.run import Config, Set, Verbose
from kiosk.errors import KioskError, ServerRefused, ServerUnreachable, SettingsError
from kiosk.settings import Settings

if TYPE_CHECKING:
    from local_store.store import Store


def setup(
    server: Annotated[str | None, typer.Option(help="The centre's address.", show_default=False)] = None,
    code: Annotated[str | None, typer.Option(help="The code for joining a checkpoint.", show_default=False)] = None,
    gate: Annotated[str | None, typer.Option(help="What this gate is called.", show_default=False)] = None,
    supervisor: Annotated[str | None, typer.Option(help="The first who may sign in.", show_default=False)] = None,
    pin_stdin: Annotated[bool, typer.Option("--pin-stdin", help="Read their PIN from standard input.")] = False,
    print_settings: Annotated[bool, typer.Option("--print-settings", help="Print what was written.")] = False,
    config: Config = None,
    set_: Set = [],  # noqa: B006 - typer copies it
    verbose: Verbose = False,
) -> None:
    """Set this kiosk up at its screen; with --server, --code and --gate without asking anything."""
    from kiosk import last_word, logs
    from kiosk.settings import load
    from local_store.faults import StoreInUse

    silent = code is not None or server is not None
    if silent:  # an administrator's: the log's folder is written by an account that is none
        logs.to_stderr(verbose=verbose)
    else:
        logs.begin("kiosk", verbose=verbose)
    try:
        there = config if config is not None and config.exists() else None
        settings = load(there, assignments=tuple(set_), default=config is None)
        if not silent:
            _wizard(settings, config, tuple(set_))
            return
        if not (server and code and gate):
            raise typer.BadParameter("Without the wizard all of --server, --code and --gate are needed.")
        if supervisor and not pin_stdin:
            raise typer.BadParameter("The supervisor's PIN is read from standard input: add --pin-stdin.")
        pin = sys.stdin.readline(256).strip() if supervisor else ""
        text = _silently(settings, config, server, code, gate, supervisor, pin)
    except StoreInUse as fault:
        last_word.say(str(fault), last_word.Headline.IN_USE, box=not silent)
        raise typer.Exit(1) from fault
    except KioskError as fault:
        last_word.say_fault(fault, box=not silent)  # only the wizard has somebody before it
        raise typer.Exit(2 if isinstance(fault, SettingsError) else 1) from fault
    if print_settings:
        typer.echo(text.encode())


def _wizard(settings: Settings, config: Path | None, assignments: tuple[str, ...]) -> None:
    from kiosk import last_word
    from ui.app import Application, has_display

    if not has_display() and "QT_QPA_PLATFORM" not in os.environ:
        last_word.say(
            "There is no display here. Set it up with: kiosk setup --server --code --gate",
            last_word.Headline.NO_DISPLAY,
        )
        raise typer.Exit(1)
    from kiosk.assembly.setting_up import run_setup
    from local_store.running import Running

    application = Application()
    application.end_when(Running(settings.store.folder).asked_to_end)
    if run_setup(settings, application, config, assignments) is None:
        last_word.say("It was left before its end; `kiosk setup` goes on where it was.", box=False)
        raise typer.Exit(1)


def _silently(
    settings: Settings, config: Path | None, server: str, code: str, gate: str, supervisor: str | None, pin: str
) -> str:
    """Join by the code, write the settings, let the supervisor sign in unless the checkpoint has them already.

    A code that is used up is not asked twice: what the centre gave lies beside the settings until they are written.
    Where the kiosk does not join, the wizard has the address and the gate already.
    """
    from kiosk.assembly.clock import SystemClock
    from kiosk.assembly.setting_up_staff import CheckpointAt, bring_staff
    from kiosk.checkpoint import enrolment
    from kiosk.checkpoint import setting_up_form as form
    from kiosk.checkpoint.setting_up import draft_from
    from kiosk.checkpoint.setting_up_draft import Draft, DraftFile, Step, Way
    from kiosk.checkpoint.written_settings import SettingsFile
    from kiosk.places import Places
    from kiosk.settings import default_file
    from kiosk.wire.checkpoint_messages import EnrolmentTyped
    from kiosk.wire.registrar import RegistrarClient
    from local_store.keys import system_keystore
    from local_store.store import open_store

    file = config or default_file()
    base = draft_from(settings) if file.exists() else Draft()
    draft = base.with_(server=server, gate=gate, phone="", street="", step=Step.DEVICES)
    code, place = enrolment.typed(code), settings.store
    wrong = dict(form.problems(Draft(server=server, gate=gate, way=Way.CODE), code))
    if "server" in wrong:
        raise SettingsError("The centre's address begins with http:// or https://, such as https://centre.example.")
    if wrong:
        _leave_to_wizard(file, server, gate)
        raise SettingsError("A code for joining has ten characters, such as ABCDE-FGHJK; a gate's name 2 to 40.")
    with open_store(place.folder, place.keys, system_keystore(place.keys), gate) as store:
        if supervisor is not None and not _listed(store, supervisor):
            _require_pin(pin)
        key = store.device_keys.fresh()
        typed = EnrolmentTyped(device=store.device.id, gate=gate, code=code, key=key.public_text)
        registrar = RegistrarClient(form.server_url(server), settings.centre.authorities)
        try:
            said = enrolment.enrolled_with(store.device_keys, lambda key: registrar.enrol(typed, key))
            draft = form.enrolled(draft, said)
        except (ServerUnreachable, ServerRefused):
            _leave_to_wizard(file, server, gate)
            raise
        finally:
            registrar.close()
        kept = DraftFile(file)
        kept.save(draft)
        values = form.written(draft, Places.load())
        # The devices were not asked for: they stay as they are.
        values = {key: value for key, value in values.items() if key.partition(".")[0] in ("site", "gate", "centre")}
        SettingsFile(file).write(values)
        kept.clear()
        if supervisor is not None:
            try:
                bring_staff(store, SystemClock(), CheckpointAt(draft.server, settings.centre.authorities))
            except (ServerUnreachable, ServerRefused) as fault:
                raise ServerUnreachable(
                    f"This kiosk has joined. Its checkpoint's staff did not come, so that nobody was added: {fault}"
                ) from fault
            if _listed(store, supervisor):
                typer.echo(f"{supervisor} is listed already: nobody was added.".encode(), err=True)
            else:
                store.staff.add(supervisor, "supervisor", pin, datetime.now(UTC))
    return file.read_text(encoding="utf-8")


def _leave_to_wizard(file: Path, server: str, gate: str) -> None:
    """Have the wizard open at the next start, with these. The code is good for minutes only: it is written nowhere.

    A kiosk that is set up goes on as it is, and nothing is taken from one that the centre knows or is to know.
    """
    from kiosk.checkpoint.setting_up_draft import Draft, DraftFile, Step, Way

    kept = DraftFile(file)
    begun = kept.load()
    if begun.enrolled or begun.pending if begun is not None else file.exists():
        return
    kept.save((begun or Draft()).with_(server=server, gate=gate, way=Way.CODE, step=Step.CHECKPOINT))
    typer.echo("The address is kept: `kiosk run` opens the wizard, which goes on from there.", err=True)


def _listed(store: "Store", name: str) -> bool:
    """Whether somebody of this name may sign in already, however it is written: two could not be told apart."""
    from kiosk.people import folded

    return any(folded(one.name) == folded(name) for one in store.staff.listed())


def _require_pin(pin: str) -> None:
    """Refuse an easy PIN before the code is used up."""
    from local_store.pins import pin_problem

    problem = pin_problem(pin)
    if problem is not None:
        raise SettingsError(problem.value)
