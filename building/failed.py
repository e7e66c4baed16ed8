"""Why a build cannot go on, in a sentence for whoever started it."""


class BuildFailed(Exception):
    """A build cannot go on; the text says why and what to do, and is shown without a traceback."""
