"""``kiosk run``: the kiosk as it is set up."""

import logging
import os
from pathlib import Path
from typing import Annotated

import typer

from kiosk.errors import KioskError, SettingsError, StoreError

Config = Annotated[
    Path | None, typer.Option("--config", envvar="KIOSK_CONFIG", help="Settings file (TOML).", show_default=False)
]
Set = Annotated[list[str], typer.Option("--set", help="A setting: section.key=value. May be repeated.")]
Verbose = Annotated[bool, typer.Option("--verbose", help="Log more.")]


def run(
    config: Config = None,
    set_: Set = [],  # noqa: B006 - typer copies it
    verbose: Verbose = False,
    for_account: Annotated[
        str | None,
        typer.Option(help="End at once in the session of any other account.", show_default=False),
    ] = None,
) -> None:
    """Start the kiosk as it is set up; the first start sets it up."""
    from kiosk import account, last_word, logs
    from kiosk.settings import load

    if for_account is not None and not account.is_meant(for_account, account.current()):
        return
    logs.begin("kiosk", verbose=verbose)
    try:
        there = None if config is not None and not set_ and not config.exists() else config  # the wizard writes it
        settings = load(there, assignments=tuple(set_), default=config is None)
    except SettingsError as fault:
        last_word.say_fault(fault)
        raise typer.Exit(2) from fault

    from ui.app import Application, has_display

    if not has_display() and "QT_QPA_PLATFORM" not in os.environ:
        last_word.say(
            "There is no display here. Start the kiosk in a desktop session, or try: kiosk demo",
            last_word.Headline.NO_DISPLAY,
        )
        raise typer.Exit(1)
    from kiosk.assembly import Kiosk, say_out_of_order
    from kiosk.checkpoint.setting_up import needs_setup, pending_registration
    from local_store.faults import StoreInUse
    from local_store.running import Running

    application = Application()
    try:
        application.end_when(Running(settings.store.folder).asked_to_end)
        if not set_ and needs_setup(config, settings):  # settings on the command line are set up already
            from kiosk.assembly.setting_up import run_setup

            logging.getLogger("kiosk").info("nothing is set up here yet: the wizard opens")
            done = run_setup(settings, application, config, tuple(set_))
            if done is None:
                last_word.say("It is not set up yet; the next start goes on where it was left.", box=False)
                raise typer.Exit(1)
            settings = done
        if pending_registration(config) is not None:
            logging.getLogger("kiosk").warning(
                "this checkpoint is not registered yet: run `kiosk setup` with a network"
            )
        kiosk = Kiosk(settings, application)
    except KioskError as fault:
        if isinstance(fault, StoreInUse):
            # What starts it by itself may do so beside something else that does: visitors need not see that.
            last_word.say(str(fault), last_word.Headline.IN_USE, box=for_account is None)
        elif isinstance(fault, StoreError):
            last_word.say(str(fault), box=False)
            say_out_of_order(settings, application, fault)  # visitors are told, until a supervisor tries again
        else:
            last_word.say_fault(fault)
        raise typer.Exit(2 if isinstance(fault, SettingsError) else 1) from fault
    try:
        kiosk.start()
        code = application.run()
    finally:
        kiosk.close()
    raise typer.Exit(code)
