"""Setting a kiosk up at its first start: a wizard of five steps (kiosk/checkpoint/setting_up.py decides)."""
