"""Everything a form of the desk is filled in with."""

from ui.staff.kit.labelled import Field
from ui.staff.kit.pick_field import PickField, plain
from ui.staff.kit.segments import Segments
from ui.staff.kit.text_field import TextField, line_edit
from ui.staff.kit.tick import Tick

__all__ = ["Field", "PickField", "Segments", "TextField", "Tick", "line_edit", "plain"]
