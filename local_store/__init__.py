"""The kiosk's own memory: an encrypted SQLite file with visits, people seen here, the outbox and the staff's lists."""
