"""Cards and codes: one module for each foreign format."""
