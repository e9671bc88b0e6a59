"""Where Alembic starts: the connection comes from `storage.migrations`, with its transaction and its lock."""

from alembic import context

from storage.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
