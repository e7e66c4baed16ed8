"""What can go wrong with the store, as the rest of the centre sees it."""

from kiosk.errors import StoreError


class StoreUnavailable(StoreError):
    """The database did not do what was asked, now; nothing is known of what became of a COMMIT under way."""


class SchemaTooNew(StoreError):
    """The database was written by a newer centre; this one leaves it alone."""
