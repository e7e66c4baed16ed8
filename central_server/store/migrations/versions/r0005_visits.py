"""Visits know their checkpoint, and on PostgreSQL lie in a partition for each day."""

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
