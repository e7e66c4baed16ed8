"""What the law asks of whoever keeps data about people: clocks, requests, erasing, retention, breaches."""
