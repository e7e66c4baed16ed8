"""Colours, type, sizes and pictures of the design."""
