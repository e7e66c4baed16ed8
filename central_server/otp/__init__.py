"""One-time codes by SMS: making, sending and judging them. docs/decisions/0009-otp.md says why it is done so."""
