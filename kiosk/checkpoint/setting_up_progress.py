"""Where setting up stands, and the keeping of it: at every step, and a moment after every letter."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from kiosk.checkpoint.setting_up_draft import Draft
from kiosk.checkpoint.setting_up_ports import SetUpPorts
from kiosk.checkpoint.setting_up_state import SetUpState
from kiosk.checkpoint.setting_up_trouble import Trouble, trouble_of
from kiosk.errors import KioskError
from kiosk.ports import Cancellable

KEPT_AFTER = 0.7
"""Seconds from the first letter that is not on disk until it is, however much is typed meanwhile."""


class Progress:
    """The state of the wizard; ``changed`` is told whenever it is another."""

    def __init__(self, ports: SetUpPorts, draft: Draft, changed: Callable[[], None] = lambda: None) -> None:
        self.ports = ports
        self.changed = changed
        self.arrived: Callable[[], None] = lambda: None  # another step stands
        self.state = SetUpState(draft)
        self._soon: Cancellable | None = None

    @property
    def draft(self) -> Draft:
        """What was chosen so far."""
        return self.state.draft

    def put(self, **values: Any) -> None:
        """Another state."""
        self.state = replace(self.state, **values)
        self.changed()

    def edit(self, **values: Any) -> None:
        """Something was typed or chosen: what was wrong with it is no longer said; it is kept soon."""
        problems = tuple((name, problem) for name, problem in self.state.problems if name not in values)
        self.put(draft=self.draft.with_(**values), problems=problems)
        if self._soon is None:
            self._soon = self.ports.here.after(KEPT_AFTER, self.keep)

    def keep(self, then: Callable[[], None] = lambda: None) -> None:
        """Put the draft on disk now, and go on once it is there. Where it cannot be, that is said."""
        self.drop_soon()
        draft = self.draft
        self.ports.here.run(lambda: self.ports.draft.save(draft), lambda _: then(), self.say)

    def drop_soon(self) -> None:
        """Whatever is done next is kept instead."""
        if self._soon is not None:
            self._soon.cancel()
            self._soon = None

    def move(self, draft: Draft) -> None:
        """Stand at another step, once that is on disk; where it cannot be put there, stay and say so.

        What the centre said is taken into the draft in any case.
        """
        self.drop_soon()
        self.state = replace(self.state, draft=draft.with_(step=self.draft.step))

        def moved() -> None:
            self.put(draft=self.draft.with_(step=draft.step), problems=(), why="")
            self.arrived()

        self.ports.here.run(lambda: self.ports.draft.save(draft), lambda _: moved(), self.say)

    def say(self, fault: KioskError) -> None:
        """Say what is in the way."""
        self.trouble(fault)

    def trouble(self, fault: KioskError, kind: Trouble | None = None, **values: Any) -> None:
        """Say what is in the way, in another state; ``kind`` where more is known than the fault tells."""
        self.put(why=str(fault), trouble=kind or trouble_of(fault), **values)
