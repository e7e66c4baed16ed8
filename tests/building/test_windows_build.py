"""What the Windows build takes for the source of the frozen program: a change of it freezes again, no other does."""

from building import contents
from building.windows import ROOT, frozen_from


def test_all_that_is_frozen_counts() -> None:
    names = {part for part in frozen_from() if isinstance(part, str)}

    paths = [module.replace(".", "/") for module in contents.modules()]
    assert {f"{path}.py" if (ROOT / f"{path}.py").exists() else f"{path}/__init__.py" for path in paths} <= names
    assert set(contents.data_files()) <= names
    assert {"building/kiosk.spec", "building/contents.py", "building/licences.py", "pyproject.toml"} <= names


def test_the_installers_own_parts_and_what_was_compiled_do_not_count() -> None:
    names = [part for part in frozen_from() if isinstance(part, str)]

    assert names
    assert not [name for name in names if "/installer/" in name or "__pycache__" in name or "iconv" in name]
