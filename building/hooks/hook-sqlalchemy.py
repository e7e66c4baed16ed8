"""SQLite alone: a desk's own centre keeps its data in a file."""  # noqa: N999 - as PyInstaller has it

hiddenimports = ["sqlalchemy.dialects.sqlite", "sqlalchemy.sql.default_comparator"]
excludedimports = ["sqlalchemy.testing"]
