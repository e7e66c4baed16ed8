"""Checkpoints: registering one, letting kiosks join it, and setting it up from here."""
