"""From a frame to the codes in it."""
