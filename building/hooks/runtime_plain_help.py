"""Have typer write plain help: the library that draws frames around it is not in the frozen program."""

import os

os.environ["TYPER_USE_RICH"] = "0"
