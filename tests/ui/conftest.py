"""The display is tested without a display, unless the run was given one."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
