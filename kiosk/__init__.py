"""The core: values, rules, and what the kiosk asks of the world."""
