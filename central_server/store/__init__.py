"""What the centre keeps, in SQLite or PostgreSQL."""
