"""What the frozen program runs before anything of its own, and how some libraries are collected."""
