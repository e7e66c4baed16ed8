"""Contact tracing: who was where at the same time. The rules are pure; what is asked of the database is in store/."""
