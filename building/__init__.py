"""How the program is frozen and packed: run as ``python -m building.…``; nothing of it is shipped."""
