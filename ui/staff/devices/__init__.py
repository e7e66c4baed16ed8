"""The page of devices: how each thing stands, and trying it."""
