"""The display: the only part of the program that knows Qt."""
