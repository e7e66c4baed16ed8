"""The commands of ``kiosk``: one module for each."""
