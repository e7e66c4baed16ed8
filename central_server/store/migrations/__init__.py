"""Alembic's side of the store: env.py runs the revisions in versions/."""
