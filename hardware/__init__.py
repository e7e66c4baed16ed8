"""Devices: blocking Python, one module for each kind of device. This folder is the support matrix."""
