"""The staff's screens: a desk with keyboard, mouse and scanner."""
