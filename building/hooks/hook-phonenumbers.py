"""Numbers of all countries; not the places and operators that they belong to, which nobody asks for."""  # noqa: N999 - as PyInstaller has it

from PyInstaller.utils.hooks import collect_submodules

hiddenimports = collect_submodules("phonenumbers.data") + collect_submodules("phonenumbers.shortdata")
