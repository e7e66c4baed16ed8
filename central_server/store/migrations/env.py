"""Run by Alembic: migrates on the connection, and in the transaction, that store/schema.py holds open."""

from alembic import context

import central_server.store.authority_tables
import central_server.store.checkpoint_tables
import central_server.store.declaration_tables
import central_server.store.device_tables
import central_server.store.duties_tables
import central_server.store.isolation_tables
import central_server.store.otp_tables
import central_server.store.visitor_tables  # noqa: F401  # their tables belong to metadata
from central_server.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
