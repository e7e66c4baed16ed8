"""The part of a camera's address after the colon: a place, and options behind a question mark."""

from urllib.parse import parse_qsl


def split_options(place: str, allowed: tuple[str, ...]) -> tuple[str, dict[str, float]]:
    """Split ``clip.mp4?loop=1&fps=15`` into the place and its options, all of which are numbers.

    A question mark that is followed by no ``name=`` belongs to the place. Raises ValueError, naming what is
    allowed, for an unknown option or one that is no number above or equal to 0.

    >>> split_options("clip.mp4?loop=1&fps=15", ("loop", "fps"))
    ('clip.mp4', {'loop': 1.0, 'fps': 15.0})
    >>> split_options("what?.png", ("loop",))
    ('what?.png', {})
    """
    before, mark, after = place.rpartition("?")
    if not mark or "=" not in after:
        return place, {}
    options = {}
    for name, value in parse_qsl(after, keep_blank_values=True):
        if name not in allowed:
            raise ValueError(f"{name!r} is not an option here: allowed are {', '.join(allowed)}.")
        if not value.replace(".", "", 1).isdecimal():
            raise ValueError(f"The option {name} must be a number, such as {name}=1, not {value!r}.")
        options[name] = float(value)
    return before, options
