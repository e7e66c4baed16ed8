"""Looking a phone number up at the desk: a code, then everybody declared on it."""
