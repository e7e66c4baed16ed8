"""The kiosk's sounds as WAV files: one earcon for each ``kiosk.ports.Sound``, spoken lines in a folder per language."""
