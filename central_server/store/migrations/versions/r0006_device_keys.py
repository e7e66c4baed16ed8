"""Keys of kiosks, what they were last heard to say of themselves, and orders to them."""

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
