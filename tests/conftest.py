"""Everything is tested without a display, unless the run was given a platform of Qt."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
