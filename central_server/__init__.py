"""The reference centre: the other end of the kiosk."""
