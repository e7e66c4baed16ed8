"""What a frozen program must hold, taken from the source tree, and what it must not."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("kiosk", "hardware", "local_store", "ui", "central_server")
CENTRAL_MIGRATIONS = "central_server/store/migrations"  # alembic reads their source
NOT_SHIPPED = ("hardware/sounds/make_sounds.py",)  # makes what is shipped
NOT_DATA = (".py", ".pyc", "py.typed", "README.md")


def modules() -> list[str]:
    """Name every module of our packages: commands are imported by name, which no analysis sees."""
    files = (file for package in PACKAGES for file in (ROOT / package).rglob("*.py"))
    names = (file.relative_to(ROOT) for file in files)
    return sorted(
        ".".join(name.with_suffix("").parts).removesuffix(".__init__")
        for name in names
        if name.as_posix() not in NOT_SHIPPED and name.name != "__main__.py"
    )


def data_files() -> list[str]:
    """Name every file that our packages read at run time, from the root of the source tree, with slashes."""
    found = []
    for package in PACKAGES:
        for file in (ROOT / package).rglob("*"):
            name = file.relative_to(ROOT).as_posix()
            migration = name.startswith(CENTRAL_MIGRATIONS) and name.endswith(".py")
            if file.is_file() and (migration or not name.endswith(NOT_DATA)):
                found.append(name)
    return sorted(found)
