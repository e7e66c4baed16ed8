"""Visitors at their own phones: sessions, and who reports daily from isolation."""

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
