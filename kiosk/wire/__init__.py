"""What kiosk and centre say to each other, and the one client that says it."""
