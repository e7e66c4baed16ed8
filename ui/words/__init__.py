"""Every sentence the kiosk says, in every language."""
