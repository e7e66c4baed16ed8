"""Where real keys are on the form of step 1, and which of its pages comes up when something is wanting."""

from collections.abc import Callable, Sequence

from kiosk.declaring_screens import DeclareIdentity
from kiosk.questionnaire import Field
from ui.screens.wizard import Kept
from ui.widgets.look import Look
from ui.widgets.pressable import Pressable

AFTER_SEX = f">{Field.SEX}"
Controls = Sequence[tuple[Field, list[Pressable]]]


def onward(kept: Kept, turn: Callable[[], None], now: bool) -> None:
    """Go on after the sex: ``now`` where it stays as it is, else when the page has the answer."""
    kept.left = AFTER_SEX
    if now:
        turn()


def first_of(look: Look, screen: DeclareIdentity, kept: Kept, there: Controls, forward: Pressable) -> Pressable | None:
    """Where real keys begin: after the sex, at what is wanting, at the field edited last, or at the first empty one.

    None leaves them where they were. ``there`` are the fields on this page with their controls.
    """
    left, came, fault = kept.left, not kept.arrived, kept.fault
    kept.left, kept.arrived, kept.fault = "", True, False
    some = [(name, controls[0]) for name, controls in there if controls]
    if left == AFTER_SEX:
        names = [name for name, _ in some]
        after = some[names.index(Field.SEX) + 1 :] if Field.SEX in names else []
        return after[0][1] if after else forward
    if fault and screen.tried and look.hand.keyboard:
        faulty = {name for name, _ in screen.problems}
        return next((control for name, control in some if name in faulty), None)
    if left:
        return next((control for name, control in some if name == left), None)
    if not came or not look.hand.keyboard:
        return None
    return next((control for name, control in some if not screen.draft.get(name)), None)


def turn_to_fault(screen: DeclareIdentity, kept: Kept, parts: list[list[list[Field]]]) -> None:
    """Bring up the page with the first of what is wanting: once each time *Tiếp tục* was pressed."""
    if not screen.tried or not kept.fault:
        return
    faulty = {name for name, _ in screen.problems}
    on = [index for index, rows in enumerate(parts) if any(name in faulty for names in rows for name in names)]
    if on:
        kept.page = on[0]
